//! Which projects a named selection holds.

use chrono::NaiveDate;

use crate::model::{Auswahl, Bedingung, Bestand, Bewilligung, Kennung, Located, Projekt};

/// Whether a project belongs to a selection, by the grants decided up to `stichtag`.
pub(super) fn belongs(bestand: &Bestand, auswahl: &Auswahl, projekt: &Projekt, stichtag: NaiveDate) -> bool {
    auswahl.eine_von.iter().any(|bedingung| holds(bestand, bedingung, projekt, stichtag))
}

/// The grants of a project decided up to a day.
pub(super) fn bewilligungen<'a>(
    bestand: &'a Bestand,
    projekt: &'a Kennung,
    stichtag: NaiveDate,
) -> impl Iterator<Item = &'a Located<Bewilligung>> {
    bestand.bewilligungen.iter().filter(move |b| b.projekt == *projekt && b.bescheid <= stichtag)
}

fn holds(bestand: &Bestand, bedingung: &Bedingung, projekt: &Projekt, stichtag: NaiveDate) -> bool {
    let Bedingung { handlungsfeld, fachbereich, dezernat, programm, ohne_programm, gefoerdert } = bedingung;
    let from = |kennung: &Kennung| bewilligungen(bestand, &projekt.kennung, stichtag).any(|b| b.programm == *kennung);
    let in_dezernat = |kennung: &Kennung| {
        bestand.fachbereich(&projekt.fachbereich).is_some_and(|fachbereich| fachbereich.dezernat == *kennung)
    };
    let funded = || bewilligungen(bestand, &projekt.kennung, stichtag).next().is_some();
    handlungsfeld.as_ref().is_none_or(|k| *k == projekt.handlungsfeld)
        && fachbereich.as_ref().is_none_or(|k| *k == projekt.fachbereich)
        && dezernat.as_ref().is_none_or(in_dezernat)
        && programm.as_ref().is_none_or(from)
        && ohne_programm.as_ref().is_none_or(|k| !from(k))
        && gefoerdert.is_none_or(|wanted| wanted == funded())
}
