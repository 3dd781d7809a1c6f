//! Projects: dates that contradict one another.

use super::tag;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Bewilligung, Located, Projekt, Prozent};

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for projekt in &bestand.projekte {
        dates(projekt, &mut findings);
        progress(bestand, projekt, &mut findings);
    }
    for pause in &bestand.pausen {
        if pause.bis.is_some_and(|bis| bis < pause.von) {
            let finding = Finding::at(Code::RB101, pause.span("bis"), "Die Pause endet vor ihrem Beginn.", BEIDE_TAGE);
            findings.push(finding.expected(format!("ein Tag ab dem {}", tag(pause.von))));
        }
    }
    for bewilligung in &bestand.bewilligungen {
        grant(bewilligung, &mut findings);
    }
    findings
}

const BEIDE_TAGE: &str = "Prüfen Sie beide Tage.";

/// Amounts and days of a grant.
fn grant(bewilligung: &Located<Bewilligung>, findings: &mut Vec<Finding>) {
    let amounts = [("betrag", Some(bewilligung.betrag)), ("zuwendungsfaehig", bewilligung.zuwendungsfaehig)];
    for (field, betrag) in amounts {
        if let Some(betrag) = betrag.filter(|betrag| betrag.is_negative()) {
            let mend = "Tragen Sie den Betrag positiv ein.";
            let finding = Finding::at(Code::RB203, bewilligung.span(field), "Der Betrag ist negativ.", mend);
            findings.push(finding.found(format!("{betrag} €")));
        }
    }
    let (von, bis) = (bewilligung.durchfuehrung_von, bewilligung.durchfuehrung_bis);
    if von.zip(bis).is_some_and(|(von, bis)| bis < von) {
        let message = "Der Durchführungszeitraum endet vor seinem Beginn.";
        findings.push(Finding::at(Code::RB101, bewilligung.span("durchfuehrung_bis"), message, BEIDE_TAGE));
    }
}

/// How messages name a project.
fn named(projekt: &Projekt) -> String {
    format!("Das Projekt „{}“ ({})", projekt.titel, projekt.kennung)
}

fn dates(projekt: &Located<Projekt>, findings: &mut Vec<Finding>) {
    if let (Some(_), Some(_)) = (projekt.ende, projekt.abbruch) {
        let message = format!("{} hat ein Ende und einen Abbruch.", named(projekt));
        let mend = "Löschen Sie eine der beiden Angaben: Ein Projekt ist abgeschlossen oder abgebrochen.";
        findings.push(Finding::at(Code::RB102, projekt.span("abbruch"), message, mend));
    }
    if projekt.ueberfuehrt_in.is_some() && projekt.abbruch.is_none() {
        let message = format!("{} ist überführt, aber der Tag fehlt.", named(projekt));
        let mend = "Tragen Sie unter „abbruch“ den Tag der Überführung ein.";
        findings.push(Finding::at(Code::RB105, projekt.span("ueberfuehrt_in"), message, mend));
    }
    for (field, day) in [("ende", projekt.ende), ("abbruch", projekt.abbruch), ("ende_geplant", projekt.ende_geplant)] {
        let Some(day) = day else { continue };
        match projekt.beginn {
            Some(beginn) if day < beginn => {
                let message = format!("{}: Der Tag unter „{field}“ liegt vor dem Beginn.", named(projekt));
                let finding = Finding::at(Code::RB101, projekt.span(field), message, BEIDE_TAGE);
                findings.push(finding.expected(format!("ein Tag ab dem {}", tag(beginn))).found(tag(day)));
            }
            None if field != "ende_geplant" => {
                let message = format!("{} hat „{field}“, aber keinen Beginn.", named(projekt));
                let mend = "Tragen Sie den Tag des Beginns ein; ein abgelehnter Antrag hat stattdessen „abgelehnt“.";
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
        let message = format!("{} steht bei 100 %, hat aber kein Ende.", named(projekt));
        let mend = "Tragen Sie das Ende ein; bis dahin zählt das Projekt als laufend.";
        findings.push(Finding::at(Code::RB103, newest.span("erledigungsstand"), message, mend));
    }
    if !full && projekt.ende.is_some() {
        let (stand, seit) = (newest.erledigungsstand, tag(newest.datum));
        let message = format!("{} ist abgeschlossen, steht aber seit dem {seit} bei {stand}.", named(projekt));
        let mend = "Tragen Sie den letzten Erledigungsstand nach; das Projekt zählt als abgeschlossen.";
        findings.push(Finding::at(Code::RB104, projekt.span("ende"), message, mend));
    }
}
