//! A Verschlechterung, and what covers it.

use crate::figures::Vorlagenlage;
use crate::figures::finanzen::Finanztabelle;
use crate::figures::vordruck::Deckungsstand;
use crate::finding::{Code, Finding};
use crate::model::{Deckung, Euro, Located, Vorlage};

pub(super) fn check(lage: &Vorlagenlage<'_>) -> Vec<Finding> {
    let tables = lage.finanzen.tabellen();
    tables.filter_map(|table| nachweis(lage.vorlage(), table, &lage.form.tabelle(table.art)?.deckung)).collect()
}

/// Who says that a Verschlechterung is covered names the accounts that cover it [form].
///
/// What the council has decided already is covered by that decision.
fn nachweis(vorlage: &Located<Vorlage>, tabelle: &Finanztabelle, deckung: &Deckungsstand) -> Option<Finding> {
    let pairs = deckung.angabe.iter().zip(tabelle.verschlechterung()).zip(deckung.beschlossen);
    let covered = pairs.filter(|((angabe, _), _)| **angabe == Some(Deckung::Gegeben));
    let needed: Euro = covered.map(|((_, worse), decided)| worse.minus(decided).max(Euro::ZERO)).sum();
    let art = tabelle.art.text();
    let deckung_pfad = format!("finanzen/{art}/deckung");
    let pfad = format!("{deckung_pfad}/nachweis");
    let nachgewiesen: Euro = deckung.konten.iter().map(|konto| konto.betrag).sum();
    // Accounts that are not valid are findings of their own.
    let typed = vorlage.finanzen.deckung(tabelle.art).map_or(0, |d| d.nachweis.len());
    if needed <= nachgewiesen || vorlage.count(&pfad) > typed {
        return None;
    }
    let (message, mend) = if deckung.konten.is_empty() {
        (
            format!("Die Verschlechterung von {needed} € ist gedeckt, aber kein Konto ist genannt ({art})."),
            "Nennen Sie unter „nachweis“ das Konto mit PSP-Element, Kostenart und Betrag, oder wählen Sie „nicht ausreichend“.",
        )
    } else {
        (
            format!("Die genannten Konten decken nur {nachgewiesen} € der Verschlechterung von {needed} € ({art})."),
            "Nennen Sie weitere Konten, berichtigen Sie die Beträge, oder wählen Sie \"nicht ausreichend\".",
        )
    };
    let span = vorlage.span(if vorlage.has(&pfad) { &pfad } else { &deckung_pfad });
    let finding = Finding::at(Code::RB212, span, message, mend);
    Some(finding.expected(format!("Konten über zusammen {needed} €")))
}
