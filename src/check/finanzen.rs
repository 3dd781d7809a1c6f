//! Finanzielle Auswirkungen: ticks and amounts that contradict one another.

use crate::finding::{Code, Finding};
use crate::model::{Auswirkungen, DeckungJePaar, Euro, InvestiveZeile, KonsumtiveZeile, Located, Vorlage};

/// One typed cell: the path of its field and the amount.
type Zelle = (String, Euro);

pub(super) fn check(vorlage: &Located<Vorlage>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let zellen = zellen(vorlage);
    for (path, betrag) in zellen.iter().filter(|(_, betrag)| betrag.is_negative()) {
        let mend = "Tragen Sie den Betrag positiv ein; das Vorzeichen des Ergebnisses wird berechnet.";
        let finding = Finding::at(Code::RB203, vorlage.span(path), "Der Betrag ist negativ.", mend);
        findings.push(finding.found(format!("{betrag} €")));
    }
    auswirkungen(vorlage, &zellen, &mut findings);
    let finanzen = &vorlage.finanzen;
    if let Some(tabelle) = &finanzen.investiv {
        deckung(vorlage, "investiv", tabelle.deckung.as_ref(), &zellen, &mut findings);
    }
    if let Some(tabelle) = &finanzen.konsumtiv {
        deckung(vorlage, "konsumtiv", tabelle.deckung.as_ref(), &zellen, &mut findings);
    }
    findings
}

/// NEIN and amounts, or JA and none [form].
fn auswirkungen(vorlage: &Located<Vorlage>, zellen: &[Zelle], findings: &mut Vec<Finding>) {
    let first = zellen.iter().find(|(_, betrag)| !betrag.is_zero());
    match (vorlage.finanzen.auswirkungen, first) {
        (Auswirkungen::Nein, Some((path, betrag))) => {
            let message = "NEIN ist angekreuzt, aber ein Betrag ist eingetragen.";
            let mend = "Kreuzen Sie JA an, oder setzen Sie alle Beträge auf 0.";
            let finding = Finding::at(Code::RB201, vorlage.span(path), message, mend);
            findings.push(finding.expected("0,00 €").found(format!("{betrag} €")));
        }
        (Auswirkungen::Ja, None) => {
            let message = "JA ist angekreuzt, aber kein Betrag ist eingetragen.";
            let mend = "Tragen Sie die Beträge ein, oder kreuzen Sie NEIN an.";
            findings.push(Finding::at(Code::RB202, vorlage.span("finanzen/auswirkungen"), message, mend));
        }
        (Auswirkungen::Nein, None) | (Auswirkungen::Ja, Some(_)) => {}
    }
}

/// Each pair of columns that holds an amount says whether it is covered [form].
fn deckung(
    vorlage: &Located<Vorlage>,
    tabelle: &str,
    angabe: Option<&DeckungJePaar>,
    zellen: &[Zelle],
    findings: &mut Vec<Finding>,
) {
    let prefix = format!("finanzen/{tabelle}/");
    let pairs = [("ansatz", ["ansatz", "fortgeschrieben"]), ("ff", ["ansatz_ff", "fortgeschrieben_ff"])];
    for (pair, columns) in pairs {
        let stated = angabe.is_some_and(|d| if pair == "ansatz" { d.ansatz.is_some() } else { d.ff.is_some() });
        let filled = zellen.iter().any(|(path, betrag)| {
            let column = path.rsplit('/').next().unwrap_or_default();
            path.starts_with(&prefix) && columns.contains(&column) && !betrag.is_zero()
        });
        if filled && !stated {
            let jahre = if pair == "ansatz" { "das Haushaltsjahr" } else { "die Folgejahre" };
            let message = format!("Für {jahre} fehlt die Angabe zur Deckung ({tabelle}).");
            let mend = format!("Ergänzen Sie „deckung“: {{ „{pair}“: „gegeben“ oder „nicht ausreichend“ }}.");
            findings.push(Finding::at(Code::RB204, vorlage.span(&format!("{prefix}deckung")), message, mend));
        }
    }
}

/// All typed cells of both tables.
fn zellen(vorlage: &Located<Vorlage>) -> Vec<Zelle> {
    let mut zellen = Vec::new();
    if let Some(t) = &vorlage.finanzen.investiv {
        investiv("finanzen/investiv/einzahlungen", &t.einzahlungen, &mut zellen);
        investiv("finanzen/investiv/auszahlungen", &t.auszahlungen, &mut zellen);
    }
    if let Some(t) = &vorlage.finanzen.konsumtiv {
        konsumtiv("finanzen/konsumtiv/ertrag", &t.ertrag, &mut zellen);
        konsumtiv("finanzen/konsumtiv/personal_sachaufwand", &t.personal_sachaufwand, &mut zellen);
        konsumtiv("finanzen/konsumtiv/abschreibungen", &t.abschreibungen, &mut zellen);
    }
    zellen
}

fn investiv(path: &str, zeile: &InvestiveZeile, zellen: &mut Vec<Zelle>) {
    let InvestiveZeile { ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, vorjahre, spaetere_jahre } = zeile;
    push(path, [("ansatz", Some(*ansatz)), ("fortgeschrieben", Some(*fortgeschrieben))], zellen);
    push(path, [("ansatz_ff", Some(*ansatz_ff)), ("fortgeschrieben_ff", Some(*fortgeschrieben_ff))], zellen);
    push(path, [("vorjahre", *vorjahre), ("spaetere_jahre", *spaetere_jahre)], zellen);
}

fn konsumtiv(path: &str, zeile: &KonsumtiveZeile, zellen: &mut Vec<Zelle>) {
    let KonsumtiveZeile { ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, folgekosten_alt, folgekosten_neu } =
        zeile;
    push(path, [("ansatz", Some(*ansatz)), ("fortgeschrieben", Some(*fortgeschrieben))], zellen);
    push(path, [("ansatz_ff", Some(*ansatz_ff)), ("fortgeschrieben_ff", Some(*fortgeschrieben_ff))], zellen);
    push(path, [("folgekosten_alt", *folgekosten_alt), ("folgekosten_neu", *folgekosten_neu)], zellen);
}

fn push(path: &str, cells: [(&str, Option<Euro>); 2], zellen: &mut Vec<Zelle>) {
    zellen.extend(cells.into_iter().filter_map(|(field, betrag)| Some((format!("{path}/{field}"), betrag?))));
}
