//! What papers want computed: names that placeholders can use, days that fit the period.

use super::tag;
use crate::finding::{Code, Finding};
use crate::model::Bestand;

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
        let datenstand = vorlage.datenstand.unwrap_or(vorlage.datum);
        for (i, bezug) in vorlage.kennzahlen.indexed() {
            let at = |field: &str| vorlage.span(&format!("kennzahlen/{i}/{field}"));
            if !is_name(&bezug.name) {
                let message = format!("Der Name „{}“ eignet sich nicht für Platzhalter.", bezug.name);
                let mend = "Verwenden Sie nur die Buchstaben a bis z, Ziffern und _; am Anfang steht ein Buchstabe.";
                findings.push(Finding::at(Code::RB012, at("name"), message, mend));
            }
            if let Some(stichtag) = bezug.stichtag.filter(|tag| *tag < bezug.zeitraum.beginn) {
                findings.push(too_early(at("stichtag"), bezug.zeitraum.beginn).found(tag(stichtag)));
            }
            if let Some(stichtag) = bezug.stichtag.filter(|tag| *tag > datenstand) {
                findings.push(too_late(at("stichtag"), datenstand).found(tag(stichtag)));
            }
        }
    }
    for bericht in bestand.berichte.iter().map(|ordner| &ordner.bericht) {
        if bericht.stichtag < bericht.zeitraum.beginn {
            findings.push(too_early(bericht.span("stichtag"), bericht.zeitraum.beginn).found(tag(bericht.stichtag)));
        }
        let datenstand = bericht.datenstand.unwrap_or(bericht.datum);
        if bericht.stichtag > datenstand {
            findings.push(too_late(bericht.span("stichtag"), datenstand).found(tag(bericht.stichtag)));
        }
    }
    findings
}

fn too_early(span: crate::source::Span, beginn: chrono::NaiveDate) -> Finding {
    let message = "Der Stichtag liegt vor dem Zeitraum.";
    let finding = Finding::at(Code::RB010, span, message, "Prüfen Sie Stichtag und Zeitraum.");
    finding.expected(format!("ein Tag ab dem {}", tag(beginn)))
}

/// A state of the future cannot be known.
fn too_late(span: crate::source::Span, datenstand: chrono::NaiveDate) -> Finding {
    let message = "Der Stichtag liegt nach dem Datenstand.";
    let mend = "Prüfen Sie Stichtag, Datum und „datenstand“.";
    Finding::at(Code::RB010, span, message, mend).expected(format!("ein Tag bis zum {}", tag(datenstand)))
}

/// Whether a placeholder can name it.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
