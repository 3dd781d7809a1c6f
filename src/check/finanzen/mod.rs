//! Finanzielle Auswirkungen and the budget: what is typed, and what follows from it.

mod typed_results;
mod unfilled;
mod haushalt;
mod konten;
mod muster;
mod plausibel;
mod verschlechterung;
mod vollstaendig;
mod vordruck;
pub(super) mod vorzeichen;

use super::text::Lesetexte;
use crate::figures::Vorlagenlage;
use crate::finding::Finding;
use crate::model::{Bestand, Euro, Finanzzeile, Haushaltsart, Located, Sicht, Vorlage};

/// The budget of projects, and what is typed in forms and needs no arithmetic of their tables.
pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = haushalt::check(bestand, sicht);
    for ordner in &bestand.vorlagen {
        let vorlage = &ordner.vorlage;
        let zeilen = vorlage.finanzen.zeilen();
        findings.extend(negative(vorlage, &zeilen));
        findings.extend(vollstaendig::check(bestand, vorlage));
        findings.extend(plausibel::check(vorlage, &zeilen));
        findings.extend(konten::check(bestand, ordner));
    }
    findings
}

/// Typed amounts below zero: only results carry a sign [form].
fn negative(vorlage: &Located<Vorlage>, zeilen: &[Finanzzeile]) -> Vec<Finding> {
    let more = "; das Vorzeichen des Ergebnisses wird berechnet";
    let mend = format!("Tragen Sie den Betrag positiv ein{more}.");
    let cells = zeilen.iter().flat_map(|zeile| zeile.zellen().map(move |(zelle, betrag)| (zeile, zelle, betrag)));
    let cells = cells.filter(|(.., betrag)| betrag.is_negative()).map(|(zeile, zelle, betrag)| {
        vorzeichen::negative_in(zeile.zeile, vorlage.span(&zeile.pfad(zelle)), betrag, more)
    });
    let konten = nachweise(vorlage).filter(|(_, betrag)| betrag.is_negative());
    let konten = konten.map(|(pfad, betrag)| vorzeichen::negative(vorlage.span(&pfad), betrag, &mend));
    cells.chain(konten).collect()
}

/// The whole form of a Vorlage, computed cells included, beside its texts.
pub(super) fn vorlage(lage: &Vorlagenlage<'_>, texts: &Lesetexte<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    // What follows from a cell that is missing is wrong for that reason alone.
    if lage.form.is_complete() {
        findings.extend(vordruck::check(lage));
        if lage.form.has_amounts() {
            findings.extend(plausibel::preis_der_massnahme(lage.vorlage(), &texts.decided()));
            findings.extend(unfilled::check(lage, texts));
        }
    }
    if lage.form.is_sound() {
        findings.extend(typed_results::check(lage.vorlage(), &lage.finanzen));
        findings.extend(verschlechterung::check(lage));
    }
    findings
}

/// The amounts of the accounts that cover something, with their paths.
fn nachweise(vorlage: &Vorlage) -> impl Iterator<Item = (String, Euro)> {
    Haushaltsart::ALL.iter().flat_map(|art| {
        let nachweise = vorlage.finanzen.deckung(*art).into_iter().flat_map(|deckung| deckung.nachweis.indexed());
        nachweise.map(move |(i, n)| (format!("finanzen/{}/deckung/nachweis/{i}/betrag", art.text()), n.betrag))
    })
}
