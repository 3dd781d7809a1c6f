//! What papers want computed: names that placeholders can use, days that fit the period.

use super::tag;
use crate::finding::{Code, Finding};
use crate::model::{Ausgabe, Bericht, Bestand, Located};
use crate::source::quoted;

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
        let datenstand = vorlage.datenstand.unwrap_or(vorlage.datum);
        for (i, bezug) in vorlage.kennzahlen.indexed() {
            let at = |field: &str| vorlage.span(&format!("kennzahlen/{i}/{field}"));
            if !is_name(&bezug.name) {
                let message = format!("Der Name {} eignet sich nicht für Platzhalter.", quoted(&bezug.name));
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
        findings.extend(zeitangaben(bericht));
        let Some(Ausgabe { zeitraum, stichtag, datenstand, .. }) = bericht.neueste(chrono::NaiveDate::MAX) else {
            continue;
        };
        if bericht.turnus.is_some() {
            continue;
        }
        if stichtag < zeitraum.beginn {
            findings.push(too_early(bericht.span("stichtag"), zeitraum.beginn).found(tag(stichtag)));
        }
        if stichtag > datenstand {
            findings.push(too_late(bericht.span("stichtag"), datenstand).found(tag(stichtag)));
        }
    }
    findings
}

/// Whether a report says its period in one of the two ways: as a single one, or by its Turnus.
fn zeitangaben(bericht: &Located<Bericht>) -> Vec<Finding> {
    let single = [
        ("zeitraum", bericht.zeitraum.is_some()),
        ("stichtag", bericht.stichtag.is_some()),
        ("datum", bericht.datum.is_some()),
        ("datenstand", bericht.datenstand.is_some()),
    ];
    let Some(turnus) = bericht.turnus else {
        let missing = single.into_iter().filter(|(field, there)| !there && matches!(*field, "zeitraum" | "datum"));
        let finding = |(field, _): (&str, bool)| {
            let message = format!("Dem Bericht fehlt „{field}“.");
            let mend = "Ergänzen Sie „zeitraum“ und „datum“; bei einem Bericht, der immer wieder erscheint, statt beider \
                        „turnus“: Quartal, Halbjahr oder Jahr.";
            Finding::at(Code::RB610, bericht.span(field), message, mend)
        };
        let too_many = bericht.datum_tage.is_some().then(|| {
            let mend = "Streichen Sie „datum_tage“, oder geben Sie statt „zeitraum“ und „datum“ einen „turnus“ an.";
            let message = "„datum_tage“ gehört zu einem Bericht mit Turnus.";
            Finding::at(Code::RB610, bericht.span("datum_tage"), message, mend)
        });
        return missing.map(finding).chain(too_many).collect();
    };
    let doubled = single.into_iter().filter(|(_, there)| *there).map(|(field, _)| {
        let message = format!("Der Bericht hat einen Turnus ({}) und „{field}“.", turnus.text());
        let mend = "Streichen Sie eines von beiden: Aus dem Turnus folgen Zeitraum, Stichtag und Datum jeder Ausgabe.";
        Finding::at(Code::RB610, bericht.span(field), message, mend)
    });
    let days = bericht.datum_tage.filter(|tage| !(0..=366).contains(tage)).map(|tage| {
        let message = "„datum_tage“ liegt außerhalb von 0 bis 366.";
        let mend = "Nennen Sie, wie viele Tage nach dem Ende des Zeitraums der Bericht sein Datum trägt.";
        Finding::at(Code::RB010, bericht.span("datum_tage"), message, mend).found(tage.to_string())
    });
    doubled.chain(days).collect()
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
