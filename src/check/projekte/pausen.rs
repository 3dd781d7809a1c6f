//! Pauses: within the time of the project, and one at a time.

use chrono::NaiveDate;

use super::laufzeit::stimmt;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Located, Pause, Projekt, Sicht, day};

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    // Every row: a paper with an early Datenstand still reckons with one that was replaced later.
    let mut findings: Vec<Finding> = bestand.pausen.iter().filter_map(verkehrt).collect();
    for projekt in sicht.projekte() {
        // A pause that ends before it begins covers no day, and has its finding already.
        let pausen: Vec<&Located<Pause>> =
            sicht.pausen(&projekt.kennung).iter().copied().filter(|p| p.bis.is_none_or(|bis| p.von <= bis)).collect();
        if stimmt(projekt) {
            findings.extend(pausen.iter().filter_map(|pause| outside(projekt, pause)));
        }
        ueberschneidungen(projekt, &pausen, &mut findings);
    }
    findings
}

/// A pause that ends before it begins.
fn verkehrt(pause: &Located<Pause>) -> Option<Finding> {
    pause.bis.filter(|bis| *bis < pause.von)?;
    let finding = super::turned(pause.span("bis"), "Die Pause endet vor ihrem Beginn.");
    Some(finding.expected(format!("ein Tag ab dem {}", day(pause.von))))
}

/// A pause on a day on which the project was not under way.
fn outside(projekt: &Projekt, pause: &Located<Pause>) -> Option<Finding> {
    let name = projekt.bezeichnung();
    let at =
        |message: String, mend: &str| Finding::at(Code::RB111, pause.span("von"), message, mend).found(day(pause.von));
    let Some(beginn) = projekt.beginn else {
        let message = format!("Das Projekt {name} hat eine Pause, aber keinen Beginn.");
        return Some(at(message, "Tragen Sie beim Projekt den Tag des Beginns ein, oder löschen Sie die Pause."));
    };
    if pause.von < beginn {
        let message = format!("Die Pause beginnt vor dem Projekt {name}.");
        let finding = at(message, "Prüfen Sie den ersten Tag der Pause und den Beginn des Projekts.");
        return Some(finding.expected(format!("ein Tag ab dem {}", day(beginn))));
    }
    let schluss = projekt.ended_on()?;
    let finding = if schluss < pause.von {
        let message = format!("Die Pause beginnt nach dem Ende des Projekts {name}.");
        at(message, "Löschen Sie die Pause, oder prüfen Sie das Ende des Projekts.")
    } else {
        zu_lang(&name, pause, schluss)?
    };
    Some(finding.expected(format!("ein Tag bis zum {}", day(schluss))))
}

/// A pause that begins within the project and goes on behind its end.
fn zu_lang(name: &str, pause: &Located<Pause>, schluss: NaiveDate) -> Option<Finding> {
    let (message, mend, found) = match pause.bis {
        Some(bis) if bis <= schluss => return None,
        Some(bis) => (
            format!("Die Pause endet nach dem Ende des Projekts {name}."),
            "Prüfen Sie den letzten Tag der Pause und das Ende des Projekts.",
            day(bis),
        ),
        None => (
            format!("Die Pause dauert noch an, aber das Projekt {name} ist beendet."),
            "Tragen Sie unter „bis“ den letzten Tag der Pause ein.",
            "kein letzter Tag".into(),
        ),
    };
    Some(Finding::at(Code::RB111, pause.span("bis"), message, mend).found(found))
}

/// Pauses that cover a day of another; they come by their first day.
fn ueberschneidungen(projekt: &Projekt, pausen: &[&Located<Pause>], findings: &mut Vec<Finding>) {
    let last_day = |pause: &Pause| pause.bis.unwrap_or(NaiveDate::MAX);
    let mut longest: Option<&Located<Pause>> = None;
    for pause in pausen {
        if let Some(before) = longest.filter(|before| pause.von <= last_day(before)) {
            findings.push(ueberschneidung(projekt, before, pause));
        }
        if longest.is_none_or(|before| last_day(before) < last_day(pause)) {
            longest = Some(pause);
        }
    }
}

fn ueberschneidung(projekt: &Projekt, before: &Pause, pause: &Located<Pause>) -> Finding {
    let (name, von) = (projekt.bezeichnung(), day(before.von));
    let message = match before.bis {
        Some(bis) => format!("Das Projekt {name} pausiert an diesem Tag schon: vom {von} bis zum {}.", day(bis)),
        None => format!("Das Projekt {name} pausiert an diesem Tag schon: seit dem {von}, ohne letzten Tag."),
    };
    let mend = match before.bis {
        _ if before.von == pause.von => {
            "Löschen Sie eine der beiden Pausen. Soll die neue die alte ersetzen, ergänzen Sie „erfasst“ mit dem Tag."
        }
        None => "Tragen Sie bei der früheren Pause unter „bis“ den letzten Tag ein, oder löschen Sie eine der beiden.",
        Some(_) => "Berichtigen Sie die Tage, oder löschen Sie eine der beiden Pausen.",
    };
    let finding = Finding::at(Code::RB112, pause.span("von"), message, mend).found(day(pause.von));
    match before.bis.and_then(|bis| bis.succ_opt()) {
        Some(next) => finding.expected(format!("ein Tag ab dem {}", day(next))),
        None => finding,
    }
}
