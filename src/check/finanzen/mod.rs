//! Finanzielle Auswirkungen: what is typed in the form and contradicts itself.
//!
//! Only what needs no arithmetic of the tables stands here. Results that were typed, JA and NEIN, coverage and amounts in
//! texts are held against the whole form, computed cells included, in the paper's room.

pub(super) mod konten;
mod muster;
mod plausibel;
mod vollstaendig;

use crate::finding::{Code, Finding};
use crate::model::{Bestand, Euro, Haushaltsart, Located, Vorlage};

/// One typed cell: the path of its field and the amount.
type Angabe = (String, Euro);

pub(super) fn check(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Vec<Finding> {
    let zeilen = vorlage.finanzen.zeilen();
    let typed = zeilen.iter().flat_map(|zeile| zeile.zellen().map(|(zelle, betrag)| (zeile.pfad(zelle), betrag)));
    let mut findings = negative(vorlage, typed.chain(nachweise(vorlage)));
    findings.extend(vollstaendig::check(bestand, vorlage));
    findings.extend(plausibel::check(vorlage, &zeilen));
    findings.extend(konten::check(bestand.stammdaten.haushalt.as_ref(), vorlage));
    findings
}

/// The amounts of the accounts that cover something, with their paths.
fn nachweise(vorlage: &Vorlage) -> impl Iterator<Item = Angabe> {
    Haushaltsart::ALL.iter().flat_map(|art| {
        let nachweise = vorlage.finanzen.deckung(*art).into_iter().flat_map(|deckung| deckung.nachweis.indexed());
        nachweise.map(move |(i, n)| (format!("finanzen/{}/deckung/nachweis/{i}/betrag", art.text()), n.betrag))
    })
}

/// Only results carry a sign [form].
fn negative(vorlage: &Located<Vorlage>, amounts: impl Iterator<Item = Angabe>) -> Vec<Finding> {
    let wrong = amounts.filter(|(_, betrag)| betrag.is_negative());
    wrong
        .map(|(path, betrag)| {
            let mend = "Tragen Sie den Betrag positiv ein; das Vorzeichen des Ergebnisses wird berechnet.";
            let finding = Finding::at(Code::RB203, vorlage.span(&path), "Der Betrag ist negativ.", mend);
            finding.found(format!("{betrag} €"))
        })
        .collect()
}
