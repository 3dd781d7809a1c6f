//! Rules: what is wrong with records that can be read.
//!
//! One file or folder per family. Checks cannot fail: they return findings, all of them, and change nothing.

mod beratung;
mod deckblatt;
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

/// A day as messages write it: `31.12.2020`.
fn tag(date: chrono::NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// The days from one to another, as far as they are known.
fn days(from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("ein Tag vom {} bis zum {}", tag(from), tag(to)),
        (Some(from), None) => format!("ein Tag ab dem {}", tag(from)),
        (None, Some(to)) => format!("ein Tag bis zum {}", tag(to)),
        (None, None) => "ein Tag".into(),
    }
}

/// Holds every rule against the records of a workspace.
pub fn run(bestand: &Bestand, known: &Known) -> Vec<Finding> {
    let mut findings = verweise::check(bestand, known);
    findings.extend(dubletten::check(bestand));
    findings.extend(parameter::check(&bestand.stammdaten));
    findings.extend(projekte::check(bestand));
    for ordner in &bestand.vorlagen {
        findings.extend(deckblatt::check(bestand, ordner));
        findings.extend(beratung::check(bestand, &ordner.vorlage));
        findings.extend(finanzen::check(bestand, &ordner.vorlage));
        findings.extend(klima::check(&bestand.stammdaten.klima, &ordner.vorlage));
    }
    findings.extend(kennzahlen::check(bestand));
    findings
}
