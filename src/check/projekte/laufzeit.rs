//! The days of a project: what contradicts what.

use crate::finding::{Code, Finding};
use crate::model::{Bestand, Located, Projekt, Sicht, day};

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Every row: a paper with an early Datenstand still reckons with one that was replaced later.
    for projekt in &bestand.projekte {
        ended_on(projekt, &mut findings);
        reihenfolge(projekt, &mut findings);
    }
    for projekt in sicht.projekte() {
        antrag(projekt, &mut findings);
        ablehnung(projekt, &mut findings);
        grund(projekt, &mut findings);
    }
    findings
}

/// Whether Beginn, Ende and Abbruch of a project make sense together.
///
/// Where they do not, that is the finding, and rules that hold other records against them say nothing.
pub(in crate::check) fn stimmt(projekt: &Projekt) -> bool {
    let only_one = projekt.ende.is_none() || projekt.abbruch.is_none();
    only_one && projekt.ended_on().is_none_or(|schluss| projekt.beginn.is_some_and(|beginn| beginn <= schluss))
}

/// An Ende beside an Abbruch, and a project that went into another on no day.
fn ended_on(projekt: &Located<Projekt>, findings: &mut Vec<Finding>) {
    if let (Some(_), Some(_)) = (projekt.ende, projekt.abbruch) {
        let message = format!("Das Projekt {} hat ein Ende und einen Abbruch.", projekt.bezeichnung());
        let mend = "Löschen Sie eine der beiden Angaben: Ein Projekt ist abgeschlossen oder abgebrochen.";
        findings.push(Finding::at(Code::RB102, projekt.span("abbruch"), message, mend));
    }
    if projekt.ueberfuehrt_in.is_some() && projekt.abbruch.is_none() {
        let message = format!("Das Projekt {} ist überführt, aber der Tag fehlt.", projekt.bezeichnung());
        let mend = "Tragen Sie unter „abbruch“ den Tag der Überführung ein.";
        findings.push(Finding::at(Code::RB105, projekt.span("ueberfuehrt_in"), message, mend));
    }
}

/// What ends before it begins, or without having begun.
fn reihenfolge(projekt: &Located<Projekt>, findings: &mut Vec<Finding>) {
    for (field, on) in [("ende", projekt.ende), ("abbruch", projekt.abbruch), ("ende_geplant", projekt.ende_geplant)] {
        let Some(on) = on else { continue };
        match projekt.beginn {
            Some(beginn) if on < beginn => {
                let name = projekt.bezeichnung();
                let message = format!("Das Projekt {name}: Der Tag unter „{field}“ liegt vor dem Beginn.");
                let finding = super::turned(projekt.span(field), message);
                findings.push(finding.expected(format!("ein Tag ab dem {}", day(beginn))).found(day(on)));
            }
            None if field != "ende_geplant" => {
                let message = format!("Das Projekt {} hat „{field}“, aber keinen Beginn.", projekt.bezeichnung());
                let mend = "Tragen Sie den Tag des Beginns ein; ein abgelehnter Antrag hat stattdessen „abgelehnt“.";
                findings.push(Finding::at(Code::RB106, projekt.span(field), message, mend));
            }
            _ => {}
        }
    }
}

/// Applied for, approved, begun: in this order, as far as the days are stated.
fn antrag(projekt: &Located<Projekt>, findings: &mut Vec<Finding>) {
    let steps = [
        ("beantragt", "Antrag", projekt.beantragt),
        ("freigegeben", "Freigabe", projekt.freigegeben),
        ("beginn", "Beginn", projekt.beginn),
    ];
    let stated: Vec<_> = steps.into_iter().filter_map(|(field, name, day)| Some((field, name, day?))).collect();
    for (before, after) in stated.iter().zip(stated.iter().skip(1)).filter(|(before, after)| after.2 < before.2) {
        let (name, projekt_name) = (before.1, projekt.bezeichnung());
        let message =
            format!("Das Projekt {projekt_name}: Der Tag unter „{}“ liegt vor dem Tag unter „{}“.", after.0, before.0);
        let finding = Finding::at(Code::RB114, projekt.span(after.0), message, super::BOTH_DAYS);
        let expected = format!("ein Tag ab dem {} ({name})", day(before.2));
        findings.push(finding.expected(expected).found(day(after.2)));
    }
}

/// Turned down, and still approved or begun.
fn ablehnung(projekt: &Located<Projekt>, findings: &mut Vec<Finding>) {
    let Some(abgelehnt) = projekt.abgelehnt else { return };
    let otherwise = match (projekt.freigegeben, projekt.beginn) {
        (_, Some(beginn)) => format!("am {} begonnen", day(beginn)),
        (Some(freigegeben), None) => format!("am {} freigegeben", day(freigegeben)),
        (None, None) => return,
    };
    let message = format!("Das Projekt {} ist abgelehnt und doch {otherwise}.", projekt.bezeichnung());
    let mend =
        "Löschen Sie die Angabe, die nicht stimmt. Ein neuer Antrag nach der Ablehnung erhält eine eigene Kennung.";
    findings.push(Finding::at(Code::RB115, projekt.span("abgelehnt"), message, mend).found(day(abgelehnt)));
}

/// Broken off, and nobody says why.
fn grund(projekt: &Located<Projekt>, findings: &mut Vec<Finding>) {
    if projekt.abbruch.is_some() && projekt.ueberfuehrt_in.is_none() && projekt.grund.is_none() && stimmt(projekt) {
        let message = format!("Das Projekt {} ist abgebrochen, aber ein Grund fehlt.", projekt.bezeichnung());
        let mend = "Tragen Sie unter „grund“ ein, warum das Projekt abgebrochen wurde.";
        findings.push(Finding::at(Code::RB119, projekt.span("abbruch"), message, mend));
    }
}
