//! Finanzielle Auswirkungen: what is typed in the form and contradicts itself.
//!
//! Only what needs no arithmetic of the tables stands here. Results that were typed, coverage of a Verschlechterung and
//! amounts in texts are held against computed figures, in the paper's room.

mod deckung;
mod foerderung;
mod konten;
mod muster;
mod plausibel;

use crate::finding::{Code, Finding};
use crate::model::{Auswirkungen, Bestand, Euro, Finanzzeile, Located, Vorlage};

/// One typed cell: the path of its field and the amount.
type Zelle = (String, Euro);

pub(super) fn check(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Vec<Finding> {
    let zeilen = vorlage.finanzen.zeilen();
    let zellen: Vec<Zelle> = zeilen.iter().flat_map(Finanzzeile::zellen).collect();
    let mut findings = negative(vorlage, zellen.iter().cloned().chain(deckung::nachweise(vorlage)));
    findings.extend(auswirkungen(vorlage, &zellen));
    findings.extend(deckung::check(vorlage, &zellen));
    findings.extend(plausibel::check(vorlage, &zeilen));
    findings.extend(konten::check(bestand.stammdaten.haushalt.as_ref(), vorlage));
    findings.extend(foerderung::check(bestand, vorlage));
    findings
}

/// Only results carry a sign [form].
fn negative(vorlage: &Located<Vorlage>, amounts: impl Iterator<Item = Zelle>) -> Vec<Finding> {
    let wrong = amounts.filter(|(_, betrag)| betrag.is_negative());
    wrong
        .map(|(path, betrag)| {
            let mend = "Tragen Sie den Betrag positiv ein; das Vorzeichen des Ergebnisses wird berechnet.";
            let finding = Finding::at(Code::RB203, vorlage.span(&path), "Der Betrag ist negativ.", mend);
            finding.found(format!("{betrag} €"))
        })
        .collect()
}

/// NEIN and amounts, or JA and none [form].
fn auswirkungen(vorlage: &Located<Vorlage>, zellen: &[Zelle]) -> Option<Finding> {
    let first = zellen.iter().find(|(_, betrag)| !betrag.is_zero());
    match (vorlage.finanzen.auswirkungen, first) {
        (Auswirkungen::Nein, Some((path, betrag))) => {
            let message = "NEIN ist angekreuzt, aber ein Betrag ist eingetragen.";
            let mend = "Kreuzen Sie JA an, oder setzen Sie alle Beträge auf 0.";
            let finding = Finding::at(Code::RB201, vorlage.span(path), message, mend);
            Some(finding.expected("0,00 €").found(format!("{betrag} €")))
        }
        (Auswirkungen::Ja, None) => {
            let message = "JA ist angekreuzt, aber kein Betrag ist eingetragen.";
            let mend = "Tragen Sie die Beträge ein, oder kreuzen Sie NEIN an.";
            Some(Finding::at(Code::RB202, vorlage.span("finanzen/auswirkungen"), message, mend))
        }
        (Auswirkungen::Nein, None) | (Auswirkungen::Ja, Some(_)) => None,
    }
}
