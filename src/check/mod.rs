//! Rules: what is wrong with records that can be read.
//!
//! One file or folder per family. Checks cannot fail: they return findings, all of them, and change nothing.

mod ausnahmen;
mod beratung;
mod deckblatt;
mod dubletten;
mod finanzen;
mod foerderung;
mod fortschritt;
mod gestaltung;
mod haushalt;
mod kennzahlen;
mod klima;
mod laufzeit;
mod meilensteine;
mod nachfolge;
mod parameter;
mod pausen;
mod projekte;
mod reifegrade;
mod spalten;
pub(crate) mod text;
mod verweise;
mod zukunft;

use chrono::NaiveDate;

use crate::finding::Finding;
use crate::load::Known;
use crate::model::{Bestand, Sicht};

/// What to do where two days contradict each other.
const BEIDE_TAGE: &str = "Prüfen Sie beide Tage.";

pub use ausnahmen::waivers;
pub use spalten::name_columns;
pub use text::check_texts;

/// A day as messages write it: `31.12.2020`.
fn tag(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// The days from one to another, as far as they are known.
fn days(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("ein Tag vom {} bis zum {}", tag(from), tag(to)),
        (Some(from), None) => format!("ein Tag ab dem {}", tag(from)),
        (None, Some(to)) => format!("ein Tag bis zum {}", tag(to)),
        (None, None) => "ein Tag".into(),
    }
}

/// Holds every rule against the records of a workspace; `heute` is the day of the run.
///
/// Of a record that was recorded again, the rules look at the newest row, so that a correction ends the finding.
pub fn run(bestand: &Bestand, known: &Known, heute: NaiveDate) -> Vec<Finding> {
    let sicht = Sicht::gesamt(bestand);
    let mut findings = verweise::check(bestand, known);
    findings.extend(dubletten::check(bestand));
    findings.extend(parameter::check(&bestand.stammdaten));
    findings.extend(gestaltung::check(&bestand.stammdaten));
    findings.extend(laufzeit::check(bestand, &sicht));
    findings.extend(fortschritt::check(&sicht));
    findings.extend(pausen::check(bestand, &sicht));
    findings.extend(meilensteine::check(&sicht));
    findings.extend(reifegrade::check(&sicht));
    findings.extend(projekte::check(bestand, &sicht));
    findings.extend(nachfolge::check(&sicht));
    findings.extend(zukunft::check(bestand, &sicht, heute));
    findings.extend(foerderung::check(bestand, &sicht, heute));
    findings.extend(haushalt::check(bestand, &sicht));
    findings.extend(klima::check(bestand, &sicht));
    for ordner in &bestand.vorlagen {
        findings.extend(deckblatt::check(bestand, ordner));
        findings.extend(beratung::check(bestand, &ordner.vorlage));
        findings.extend(finanzen::check(bestand, &ordner.vorlage));
    }
    findings.extend(kennzahlen::check(bestand));
    findings
}
