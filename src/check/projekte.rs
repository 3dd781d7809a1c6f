//! Projects: dates that contradict one another.

use crate::finding::{Code, Finding};
use crate::model::{Bestand, Located, Projekt, Prozent};

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for projekt in &bestand.projekte {
        dates(projekt, &mut findings);
        progress(bestand, projekt, &mut findings);
    }
    for pause in &bestand.pausen {
        if pause.bis.is_some_and(|bis| bis < pause.von) {
            let mend = "Prüfen Sie beide Tage der Pause.";
            findings.push(Finding::at(Code::RB101, pause.span("bis"), "Die Pause endet vor ihrem Beginn.", mend));
        }
    }
    findings
}

fn dates(projekt: &Located<Projekt>, findings: &mut Vec<Finding>) {
    if let (Some(_), Some(_)) = (projekt.ende, projekt.abbruch) {
        let message = "Das Projekt hat ein Ende und einen Abbruch.";
        let mend = "Löschen Sie eine der beiden Angaben: Ein Projekt ist abgeschlossen oder abgebrochen.";
        findings.push(Finding::at(Code::RB102, projekt.span("abbruch"), message, mend));
    }
    if projekt.ueberfuehrt_in.is_some() && projekt.abbruch.is_none() {
        let message = "Das Projekt ist überführt, aber der Tag fehlt.";
        let mend = "Tragen Sie unter „abbruch“ den Tag der Überführung ein.";
        findings.push(Finding::at(Code::RB105, projekt.span("ueberfuehrt_in"), message, mend));
    }
    for (field, tag) in [("ende", projekt.ende), ("abbruch", projekt.abbruch), ("ende_geplant", projekt.ende_geplant)] {
        let Some(tag) = tag else { continue };
        match projekt.beginn {
            Some(beginn) if tag < beginn => {
                let message = format!("Der Tag unter „{field}“ liegt vor dem Beginn.");
                let finding = Finding::at(Code::RB101, projekt.span(field), message, "Prüfen Sie beide Tage.");
                let expected = format!("ein Tag ab dem {}", beginn.format("%d.%m.%Y"));
                findings.push(finding.expected(expected).found(tag.format("%d.%m.%Y").to_string()));
            }
            None if field != "ende_geplant" => {
                let message = format!("„{field}“ ist eingetragen, aber kein Beginn.");
                let mend = "Tragen Sie den Tag des Beginns ein; ein abgelehnter Antrag hat statt dessen „abgelehnt“.";
                findings.push(Finding::at(Code::RB106, projekt.span(field), message, mend));
            }
            _ => {}
        }
    }
}

/// An Erledigungsstand that does not fit the Ende.
fn progress(bestand: &Bestand, projekt: &Located<Projekt>, findings: &mut Vec<Finding>) {
    let entries = bestand.fortschritt.iter().filter(|f| f.projekt == projekt.kennung);
    let Some(newest) = entries.max_by_key(|f| (f.datum, f.erfasst)) else { return };
    let full = newest.erledigungsstand == Prozent::VOLL;
    let newest_row = bestand.projekte.iter().filter(|p| p.kennung == projekt.kennung).map(|p| p.erfasst).max();
    if newest_row != Some(projekt.erfasst) {
        return;
    }
    if full && projekt.schluss().is_none() && projekt.beginn.is_some() {
        let message = format!("Das Projekt „{}“ steht bei 100 %, hat aber kein Ende.", projekt.titel);
        let mend = "Tragen Sie das Ende ein; bis dahin zählt das Projekt als laufend.";
        findings.push(Finding::at(Code::RB103, newest.span("erledigungsstand"), message, mend));
    }
    if !full && projekt.ende.is_some() {
        let message = format!("Das Projekt ist abgeschlossen, steht aber bei {}.", newest.erledigungsstand);
        let mend = "Tragen Sie den letzten Erledigungsstand nach; das Projekt zählt als abgeschlossen.";
        findings.push(Finding::at(Code::RB104, projekt.span("ende"), message, mend));
    }
}
