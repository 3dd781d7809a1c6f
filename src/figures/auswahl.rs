//! Which projects a named selection holds.

use chrono::NaiveDate;

use super::sicht;
use crate::model::{Auswahl, Bedingung, Bestand, Bewilligung, Kennung, Located, Projekt};

/// Whether a project belongs to a selection, by the grants decided and known up to the days.
pub(super) fn belongs(bestand: &Bestand, auswahl: &Auswahl, projekt: &Projekt, tage: Tage) -> bool {
    auswahl.eine_von.iter().any(|bedingung| holds(bestand, bedingung, projekt, tage))
}

/// Up to which days grants count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tage {
    /// Day of the decision.
    pub(super) stichtag: NaiveDate,
    /// Day of recording.
    pub(super) datenstand: NaiveDate,
}

/// The grants of a project decided and known up to the days.
pub(super) fn bewilligungen<'a>(
    bestand: &'a Bestand,
    projekt: &'a Kennung,
    tage: Tage,
) -> impl Iterator<Item = &'a Located<Bewilligung>> {
    let counts = move |b: &Bewilligung| b.bescheid <= tage.stichtag && sicht::known(b.erfasst, tage.datenstand);
    bestand.bewilligungen.iter().filter(move |b| b.projekt == *projekt && counts(b))
}

fn holds(bestand: &Bestand, bedingung: &Bedingung, projekt: &Projekt, tage: Tage) -> bool {
    let Bedingung { handlungsfeld, fachbereich, dezernat, programm, ohne_programm, gefoerdert } = bedingung;
    let from = |kennung: &Kennung| bewilligungen(bestand, &projekt.kennung, tage).any(|b| b.programm == *kennung);
    let in_dezernat = |kennung: &Kennung| {
        bestand.fachbereich(&projekt.fachbereich).is_some_and(|fachbereich| fachbereich.dezernat == *kennung)
    };
    let funded = || bewilligungen(bestand, &projekt.kennung, tage).next().is_some();
    handlungsfeld.as_ref().is_none_or(|k| *k == projekt.handlungsfeld)
        && fachbereich.as_ref().is_none_or(|k| *k == projekt.fachbereich)
        && dezernat.as_ref().is_none_or(in_dezernat)
        && programm.as_ref().is_none_or(from)
        && ohne_programm.as_ref().is_none_or(|k| !from(k))
        && gefoerdert.is_none_or(|wanted| wanted == funded())
}
