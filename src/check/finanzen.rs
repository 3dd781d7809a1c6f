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
    let filled = |columns: [&str; 2]| {
        let mut own = zellen.iter().filter(|(path, betrag)| path.starts_with(&prefix) && !betrag.is_zero());
        own.any(|(path, _)| columns.contains(&path.rsplit('/').next().unwrap_or_default()))
    };
    let missing: Vec<&str> = [
        ("ansatz", ["ansatz", "fortgeschrieben"], angabe.is_some_and(|d| d.ansatz.is_some())),
        ("ff", ["ansatz_ff", "fortgeschrieben_ff"], angabe.is_some_and(|d| d.ff.is_some())),
    ]
    .into_iter()
    .filter(|(_, columns, stated)| filled(*columns) && !stated)
    .map(|(pair, ..)| pair)
    .collect();
    if missing.is_empty() {
        return;
    }
    let jahre: Vec<&str> =
        missing.iter().map(|pair| if *pair == "ansatz" { "das Haushaltsjahr" } else { "die Folgejahre" }).collect();
    let fields: Vec<String> = missing.iter().map(|pair| format!("\"{pair}\": \"gegeben\"")).collect();
    let message = format!("Für {} fehlt die Angabe zur Deckung ({tabelle}).", jahre.join(" und "));
    let mend = format!("Ergänzen Sie unter \"deckung\": {{ {} }}, oder \"nicht ausreichend\".", fields.join(", "));
    findings.push(Finding::at(Code::RB204, vorlage.span(&format!("{prefix}deckung")), message, mend));
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
    let InvestiveZeile {
        ansatz,
        fortgeschrieben,
        ansatz_ff,
        fortgeschrieben_ff,
        vorjahre,
        spaetere_jahre,
        angegeben: _,
    } = zeile;
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
