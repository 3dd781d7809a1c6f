//! Rules: what is wrong with records that can be read.
//!
//! One file per family. Checks cannot fail: they return findings, all of them, and change nothing.

mod ausnahmen;
mod beratung;
mod dubletten;
mod finanzen;
mod foerderung;
mod fortschritt;
mod kennzahlen;
mod klima;
mod laufzeit;
mod nachfolge;
mod parameter;
mod pausen;
mod projekte;
mod verweise;
mod zukunft;

use chrono::NaiveDate;

use crate::finding::Finding;
use crate::load::Known;
use crate::model::{Bestand, Sicht};

/// What to do where two days contradict each other.
const BEIDE_TAGE: &str = "Prüfen Sie beide Tage.";

pub use ausnahmen::waivers;

/// A day as messages write it: `31.12.2020`.
fn tag(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// Holds every rule against the records of a workspace; `heute` is the day of the run.
///
/// Of a record that was recorded again, the rules look at the newest row, so that a correction ends the finding.
pub fn run(bestand: &Bestand, known: &Known, heute: NaiveDate) -> Vec<Finding> {
    let sicht = Sicht::gesamt(bestand);
    let mut findings = verweise::check(bestand, known);
    findings.extend(dubletten::check(bestand));
    findings.extend(parameter::check(&bestand.stammdaten));
    findings.extend(laufzeit::check(bestand, &sicht));
    findings.extend(fortschritt::check(&sicht));
    findings.extend(pausen::check(bestand, &sicht));
    findings.extend(projekte::check(bestand, &sicht));
    findings.extend(nachfolge::check(&sicht));
    findings.extend(zukunft::check(bestand, &sicht, heute));
    findings.extend(foerderung::check(bestand, &sicht));
    for ordner in &bestand.vorlagen {
        findings.extend(beratung::check(bestand, ordner));
        findings.extend(finanzen::check(&ordner.vorlage));
        findings.extend(klima::check(&ordner.vorlage));
    }
    findings.extend(kennzahlen::check(bestand));
    findings
}
