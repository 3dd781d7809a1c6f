//! Which projects a named selection holds.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::{Auswahl, Bedingung, Bewilligung, Kennung, Located, Projekt, Reifegrad, Sicht};

/// Whether a project belongs to a selection, by the grants decided up to the Stichtag.
pub(super) fn belongs(sicht: &Sicht<'_>, auswahl: &Auswahl, projekt: &Projekt, stichtag: NaiveDate) -> bool {
    auswahl.eine_von.iter().any(|bedingung| holds(sicht, bedingung, projekt, stichtag))
}

/// The grants of a project decided up to the Stichtag.
pub(super) fn bewilligungen<'a>(
    sicht: &Sicht<'a>,
    projekt: &Kennung,
    stichtag: NaiveDate,
) -> impl Iterator<Item = &'a Located<Bewilligung>> {
    sicht.bewilligungen(projekt).iter().copied().filter(move |b| b.bescheid <= stichtag)
}

/// Whether a service belongs to projects: one of them is its own, or it has none.
pub(super) fn holds_service(reifegrad: &Reifegrad, projekte: &BTreeSet<&Kennung>) -> bool {
    reifegrad.projekt.as_ref().is_none_or(|projekt| projekte.contains(projekt))
}

fn holds(sicht: &Sicht<'_>, bedingung: &Bedingung, projekt: &Projekt, stichtag: NaiveDate) -> bool {
    let Bedingung { handlungsfeld, fachbereich, dezernat, programm, ohne_programm, gefoerdert } = bedingung;
    let from = |kennung: &Kennung| bewilligungen(sicht, &projekt.kennung, stichtag).any(|b| b.programm == *kennung);
    let in_dezernat = |kennung: &Kennung| sicht.dezernat(&projekt.fachbereich) == Some(kennung);
    let funded = || bewilligungen(sicht, &projekt.kennung, stichtag).next().is_some();
    handlungsfeld.as_ref().is_none_or(|k| *k == projekt.handlungsfeld)
        && fachbereich.as_ref().is_none_or(|k| *k == projekt.fachbereich)
        && dezernat.as_ref().is_none_or(in_dezernat)
        && programm.as_ref().is_none_or(from)
        && ohne_programm.as_ref().is_none_or(|k| !from(k))
        && gefoerdert.is_none_or(|wanted| wanted == funded())
}
