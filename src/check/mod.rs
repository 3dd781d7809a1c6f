//! Rules: what is wrong with records that can be read.
//!
//! One file per family. Checks cannot fail: they return findings, all of them, and change nothing.

mod ausnahmen;
mod beratung;
mod dubletten;
mod finanzen;
mod kennzahlen;
mod klima;
mod parameter;
mod projekte;
mod verweise;

use crate::finding::Finding;
use crate::load::Known;
use crate::model::Bestand;

pub use ausnahmen::waivers;

/// A day as messages write it: `31.12.2020`.
fn tag(date: chrono::NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// Holds every rule against the records of a workspace.
pub fn run(bestand: &Bestand, known: &Known) -> Vec<Finding> {
    let mut findings = verweise::check(bestand, known);
    findings.extend(dubletten::check(bestand));
    findings.extend(parameter::check(&bestand.stammdaten));
    findings.extend(projekte::check(bestand));
    for ordner in &bestand.vorlagen {
        findings.extend(beratung::check(bestand, ordner));
        findings.extend(finanzen::check(&ordner.vorlage));
        findings.extend(klima::check(&ordner.vorlage));
    }
    findings.extend(kennzahlen::check(bestand));
    findings
}
