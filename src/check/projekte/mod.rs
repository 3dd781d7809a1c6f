//! Projects: their days, what is kept of them, and how they stand beside one another.

mod fortschritt;
mod kosten;
mod laufzeit;
mod meilensteine;
mod nachfolge;
mod pausen;
mod reifegrade;
mod ueberfaellig;
mod zukunft;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{Bestand, Kennung, Located, Projekt, STAND_IN, Sicht, Vorlage, Ziel};
use crate::source::{Span, lookalike, quoted};

/// What to do where two days contradict each other.
const BOTH_DAYS: &str = "Prüfen Sie beide Tage.";

pub(super) use laufzeit::stimmt;
pub(super) use ueberfaellig::check as bericht;

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>, heute: NaiveDate) -> Vec<Finding> {
    let mut findings = laufzeit::check(bestand, sicht);
    findings.extend(fortschritt::check(sicht));
    findings.extend(pausen::check(bestand, sicht));
    findings.extend(meilensteine::check(sicht));
    findings.extend(kosten::check(sicht));
    findings.extend(reifegrade::check(sicht));
    findings.extend(ziele(bestand, sicht));
    findings.extend(titel(sicht));
    findings.extend(nachfolge::check(sicht));
    findings.extend(zukunft::check(bestand, sicht, heute));
    findings
}

/// The finding for what ends before it begins, whatever it is.
pub(super) fn turned(span: Span, message: impl Into<String>) -> Finding {
    Finding::at(Code::RB101, span, message, BOTH_DAYS)
}

/// Whether a paper names a project that nobody knows, which is a finding of its own: nobody knows either what it would
/// bring in.
pub(super) fn names_unknown(bestand: &Bestand, vorlage: &Vorlage) -> bool {
    let known: BTreeSet<&Kennung> = bestand.projekte.iter().map(|projekt| &projekt.kennung).collect();
    vorlage.projekte.iter().any(|kennung| !known.contains(kennung))
}

/// Goals that belong to another Handlungsfeld than the project.
fn ziele(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let stammdaten = &bestand.stammdaten;
    let ziele: BTreeMap<&Kennung, &Ziel> = stammdaten.ziel.iter().map(|ziel| (&ziel.kennung, ziel)).collect();
    let felder: BTreeMap<&Kennung, String> =
        stammdaten.handlungsfeld.iter().map(|feld| (&feld.kennung, quoted(&feld.name))).collect();
    let mut findings = Vec::new();
    for projekt in sicht.projekte() {
        for (i, kennung) in projekt.ziele.indexed() {
            let Some(ziel) = ziele.get(kennung).filter(|ziel| ziel.handlungsfeld != projekt.handlungsfeld) else {
                continue;
            };
            // An unknown field has a finding of its own.
            let fields = felder.get(&projekt.handlungsfeld).zip(felder.get(&ziel.handlungsfeld));
            findings.extend(fields.map(|(own, other)| {
                let own_goals = ziele.values().filter(|ziel| ziel.handlungsfeld == projekt.handlungsfeld);
                let own_goals: Vec<&str> = own_goals.map(|ziel| ziel.kennung.as_str()).collect();
                let message = format!(
                    "Das Ziel {kennung} gehört zum Handlungsfeld {other}, das Projekt {} zu {own}.",
                    projekt.bezeichnung()
                );
                let mend = "Prüfen Sie das Ziel und das Handlungsfeld des Projekts.";
                let finding = Finding::at(Code::RB117, projekt.span(&format!("ziele/{i}")), message, mend);
                finding.expected(goals_of(own, &own_goals))
            }));
        }
    }
    findings
}

fn goals_of(feld: &str, goals: &[&str]) -> String {
    match goals {
        [] => format!("kein Ziel, denn zum Handlungsfeld {feld} gehört keines"),
        _ => format!("ein Ziel des Handlungsfelds {feld}: {}", goals.join(", ")),
    }
}

/// Projects with the same title, but for those that take one another up or went into one another.
fn titel(sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut by_title: BTreeMap<String, Vec<&Located<Projekt>>> = BTreeMap::new();
    for projekt in sicht.projekte().iter().filter(|projekt| projekt.titel != STAND_IN) {
        by_title.entry(without_blanks(&projekt.titel)).or_default().push(projekt);
    }
    let mut findings = Vec::new();
    for group in by_title.values().filter(|group| group.len() > 1) {
        let members: BTreeSet<&Kennung> = group.iter().map(|projekt| &projekt.kennung).collect();
        let linked = |projekt: &Projekt| {
            let mut others = projekt.vorgaenger.iter().chain(&projekt.ueberfuehrt_in);
            others.any(|other| members.contains(other))
        };
        let mut apart = group.iter().filter(|projekt| !linked(projekt));
        let Some(first) = apart.next() else { continue };
        findings.extend(apart.map(|projekt| {
            let message = format!("Das Projekt {} heißt wie das Projekt {}.", projekt.bezeichnung(), first.kennung);
            let mend = "Ist es dasselbe Projekt, löschen Sie eines der beiden. Ist es ein anderes, geben Sie ihm einen \
                        eigenen Titel; setzt es das erste fort, nennen Sie dieses unter „vorgaenger“.";
            Finding::at(Code::RB118, projekt.span("titel"), message, mend)
        }));
    }
    findings
}

/// A text as it is compared: in small letters, without blanks, in the letters that it seems to have.
pub(super) fn without_blanks(text: &str) -> String {
    let latin = lookalike(text).map(|seen| seen.latin);
    latin.as_deref().unwrap_or(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_blanks_do_not_make_another_title() {
        assert_eq!(without_blanks("E-Akte  Bauaufsicht"), without_blanks("e-akte\u{a0}BAUAUFSICHT "));
        assert_eq!(without_blanks("Е-Akte"), without_blanks("E-Akte"), "with a Cyrillic letter");
        assert_ne!(without_blanks("E-Akte Bauaufsicht"), without_blanks("E-Akte Bauaufsicht 2"));
    }
}
