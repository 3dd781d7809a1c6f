//! What papers want computed: names that placeholders can use, days that fit the period.

use super::tag;
use crate::finding::{Code, Finding};
use crate::model::Bestand;

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
        for (i, bezug) in vorlage.kennzahlen.iter().enumerate() {
            let at = |field: &str| vorlage.span(&format!("kennzahlen/{i}/{field}"));
            if !is_name(&bezug.name) {
                let message = format!("Der Name „{}“ taugt nicht für Platzhalter.", bezug.name);
                let mend = "Verwenden Sie Kleinbuchstaben ohne Umlaute, Ziffern und _, zuerst einen Buchstaben.";
                findings.push(Finding::at(Code::RB012, at("name"), message, mend));
            }
            if let Some(stichtag) = bezug.stichtag.filter(|tag| *tag < bezug.zeitraum.beginn) {
                findings.push(too_early(at("stichtag"), bezug.zeitraum.beginn).found(tag(stichtag)));
            }
        }
    }
    for bericht in bestand.berichte.iter().map(|ordner| &ordner.bericht) {
        if bericht.stichtag < bericht.zeitraum.beginn {
            findings.push(too_early(bericht.span("stichtag"), bericht.zeitraum.beginn).found(tag(bericht.stichtag)));
        }
    }
    findings
}

fn too_early(span: crate::source::Span, beginn: chrono::NaiveDate) -> Finding {
    let message = "Der Stichtag liegt vor dem Zeitraum.";
    let finding = Finding::at(Code::RB010, span, message, "Prüfen Sie Stichtag und Zeitraum.");
    finding.expected(format!("ein Tag ab dem {}", tag(beginn)))
}

/// Whether a placeholder can name it.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
