//! Milestones: within the time of their project.

use super::laufzeit::stimmt;
use crate::finding::{Code, Finding};
use crate::model::{Located, Meilenstein, Projekt, Sicht, day};
use crate::source::quoted;

pub(super) fn check(sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for projekt in sicht.projekte().iter().filter(|projekt| stimmt(projekt)) {
        for meilenstein in sicht.meilensteine(&projekt.kennung) {
            findings.extend(vor_beginn(projekt, meilenstein));
            findings.extend(nach_ende(projekt, meilenstein));
        }
    }
    findings
}

/// Reached before work on the project began.
fn vor_beginn(projekt: &Projekt, meilenstein: &Located<Meilenstein>) -> Option<Finding> {
    let beginn = projekt.beginn?;
    let erreicht = meilenstein.erreicht.filter(|erreicht| *erreicht < beginn)?;
    let (titel, name) = (quoted(&meilenstein.titel), projekt.bezeichnung());
    let message = format!("Der Meilenstein {titel} ist vor dem Beginn des Projekts {name} erreicht.");
    let mend = "Prüfen Sie den Tag unter „erreicht“ und den Beginn des Projekts.";
    let finding = Finding::at(Code::RB121, meilenstein.span("erreicht"), message, mend);
    Some(finding.expected(format!("ein Tag ab dem {}", day(beginn))).found(day(erreicht)))
}

/// Planned for a day on which the project is to be over; what was reached all the same needs no plan any more.
///
/// A planned end before the beginning is a finding of its own.
fn nach_ende(projekt: &Projekt, meilenstein: &Located<Meilenstein>) -> Option<Finding> {
    let ende = projekt.ende_geplant.filter(|ende| projekt.beginn.is_none_or(|beginn| beginn <= *ende))?;
    if meilenstein.erreicht.is_some() || meilenstein.geplant <= ende {
        return None;
    }
    let (titel, name) = (quoted(&meilenstein.titel), projekt.bezeichnung());
    let message = format!("Der Meilenstein {titel} ist nach dem geplanten Ende des Projekts {name} geplant.");
    let mend =
        "Prüfen Sie den geplanten Tag. Dauert das Projekt länger, tragen Sie unter „ende_geplant“ das neue Ende ein.";
    let finding = Finding::at(Code::RB122, meilenstein.span("geplant"), message, mend);
    Some(finding.expected(format!("ein Tag bis zum {}", day(ende))).found(day(meilenstein.geplant)))
}
