//! A Verschlechterung: what covers it, and who must decide on it.

use crate::figures::Wert;
use crate::figures::finanzen::{Finanzfiguren, Tabelle};
use crate::figures::vordruck::{Deckungsstand, Vordruck};
use crate::finding::{Code, Finding};
use crate::model::{Beratung, Bestand, Deckung, Erheblichkeit, Euro, Gremienart, Located, Vorlage, Zustaendigkeit};

pub(super) fn check(
    bestand: &Bestand,
    vorlage: &Located<Vorlage>,
    vordruck: &Vordruck<'_>,
    figures: &Finanzfiguren,
) -> Vec<Finding> {
    let uncovered =
        figures.tabellen().filter_map(|table| nachweis(vorlage, table, &vordruck.tabelle(table.art)?.deckung));
    uncovered.chain(ohne_rat(bestand, vorlage, figures)).collect()
}

/// By how much each pair of columns gets worse: the budget year, and the years after.
fn verschlechterung(tabelle: &Tabelle) -> [Euro; 2] {
    tabelle.verbesserung.each_ref().map(|figure| match figure.wert {
        Wert::Betrag(betrag) if betrag.is_negative() => Euro::ZERO.minus(betrag),
        _ => Euro::ZERO,
    })
}

/// Who says that a Verschlechterung is covered names the accounts that cover it [form].
///
/// What the council has decided already is covered by that decision.
fn nachweis(vorlage: &Located<Vorlage>, tabelle: &Tabelle, deckung: &Deckungsstand) -> Option<Finding> {
    let pairs = deckung.angabe.iter().zip(verschlechterung(tabelle)).zip(deckung.beschlossen);
    let covered = pairs.filter(|((angabe, _), _)| **angabe == Some(Deckung::Gegeben));
    let needed: Euro = covered.map(|((_, worse), decided)| worse.minus(decided).max(Euro::ZERO)).sum();
    let art = tabelle.art.text();
    let pfad = format!("finanzen/{art}/deckung/nachweis");
    let nachgewiesen: Euro = deckung.konten.iter().map(|konto| konto.betrag).sum();
    // Accounts that are not valid are findings of their own.
    let typed = vorlage.finanzen.deckung(tabelle.art).map_or(0, |d| d.nachweis.len());
    if needed <= nachgewiesen || vorlage.count(&pfad) > typed {
        return None;
    }
    let (message, mend) = if deckung.konten.is_empty() {
        (
            format!("Die Verschlechterung von {needed} € ist gedeckt, aber kein Konto ist genannt ({art})."),
            "Ergänzen Sie unter \"deckung\" das Feld \"nachweis\" mit psp, kostenart und betrag, oder wählen Sie \"nicht ausreichend\".",
        )
    } else {
        (
            format!("Die genannten Konten decken nur {nachgewiesen} € der Verschlechterung von {needed} € ({art})."),
            "Nennen Sie weitere Konten, berichtigen Sie die Beträge, oder wählen Sie \"nicht ausreichend\".",
        )
    };
    let finding = Finding::at(Code::RB212, vorlage.span(&pfad), message, mend);
    Some(finding.expected(format!("Konten über zusammen {needed} €")))
}

/// Above the limit the council decides [param].
fn ohne_rat(bestand: &Bestand, vorlage: &Located<Vorlage>, figures: &Finanzfiguren) -> Option<Finding> {
    let grenze = bestand.stammdaten.erheblichkeit.as_ref().filter(|grenze| grenze.gueltig_ab <= vorlage.datum)?;
    let tables = figures.tabellen().map(verschlechterung);
    let [year, years] = tables.fold([Euro::ZERO; 2], |[a, b], [year, years]| [a.plus(year), b.plus(years)]);
    let jahr = vorlage.finanzen.haushaltsjahr;
    let over = [(format!("{jahr}"), year), (format!("{} ff.", jahr.folgejahr()), years)];
    let (when, betrag) = over.into_iter().find(|(_, betrag)| *betrag > grenze.betrag)?;
    if !is_known(bestand, vorlage) || vorlage.beratungsfolge.iter().any(|b| entscheidet_der_rat(bestand, b)) {
        return None;
    }
    let message =
        format!("Die Verschlechterung von {betrag} € ({when}) ist erheblich, aber der Rat entscheidet nicht.");
    let mend =
        "Ergänzen Sie den Rat als letztes Gremium mit der Zuständigkeit „Entscheidung“, oder prüfen Sie die Beträge.";
    let finding = Finding::at(Code::RB413, vorlage.span("beratungsfolge"), message, mend);
    let Erheblichkeit { betrag: limit, quelle, .. } = grenze;
    Some(finding.expected(format!("eine Entscheidung des Rates, weil es um mehr als {limit} € geht; Quelle: {quelle}")))
}

/// Whether the master list says which body is the council, and every step names a body of it.
fn is_known(bestand: &Bestand, vorlage: &Located<Vorlage>) -> bool {
    let gremien = &bestand.stammdaten.gremium;
    let folge = &vorlage.beratungsfolge;
    let named = folge.iter().all(|b| gremien.iter().any(|g| g.kennung == b.gremium));
    named && folge.len() == vorlage.count("beratungsfolge") && gremien.iter().any(|g| g.art == Some(Gremienart::Rat))
}

fn entscheidet_der_rat(bestand: &Bestand, beratung: &Beratung) -> bool {
    let gremium = bestand.stammdaten.gremium.iter().find(|g| g.kennung == beratung.gremium);
    gremium.is_some_and(|g| g.art == Some(Gremienart::Rat)) && beratung.zustaendigkeit == Zustaendigkeit::Entscheidung
}
