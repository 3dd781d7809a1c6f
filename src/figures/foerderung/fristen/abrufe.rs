//! Dates of money: calls that are planned or regular, and what was received and is to be spent.

use chrono::{Datelike, NaiveDate};

use super::{Anlass, Frist, GrantView, Tagesart};
use crate::figures::foerderung::VORSCHAU_MONATE;
use crate::figures::foerderung::regeln::span_of;
use crate::figures::foerderung::verwendung::verwendungen;
use crate::model::{months_after, working_day_from};

/// The most regular calls of one grant: twenty years of months.
const MOST_CALLS: usize = 240;

impl<'a> GrantView<'_, 'a> {
    /// Calls with a day until which they are to be made; none is when nothing can be called any more.
    pub(super) fn planned_calls(&self) -> Vec<Frist<'a>> {
        let rows = self.sicht.mittelabrufe(&self.stand.bewilligung.kennung).iter().copied();
        let dated = rows.filter_map(|abruf| Some((abruf, abruf.faellig?)));
        let made = |datum: Option<NaiveDate>| datum.is_some_and(|tag| tag <= self.uhr.stichtag);
        let nothing_left = self.stand.still_callable().is_zero();
        dated
            .map(|(abruf, faellig)| {
                let met = nothing_left || made(abruf.datum);
                self.frist(Anlass::Mittelabruf(abruf), faellig, Tagesart::Termin, met)
            })
            .collect()
    }

    /// The ends of the periods in which the programme expects a call, as far as they lie in the Durchführung.
    ///
    /// Periods follow the calendar: every three months are its quarters. A later call takes in what an earlier period
    /// left, so that of several missed in a row only the first is overdue; none is expected when nothing is left [ours].
    /// Those far ahead are left out, because what is left by then is not known.
    pub(super) fn regelabrufe(&self) -> Vec<Frist<'a>> {
        let Some(months) = self.regel.and_then(|regel| span_of(regel.abruf_monate)) else { return Vec::new() };
        let bewilligung = self.stand.bewilligung;
        let Some(bis) = self.stand.bescheid.durchfuehrung_bis else { return Vec::new() };
        let von = bewilligung.durchfuehrung_von.unwrap_or(bewilligung.bescheid);
        let last_call = self.stand.abrufe.iter().filter_map(|abruf| abruf.datum).max();
        let nothing_left = self.stand.still_callable().is_zero();
        let mut missed = false;
        let mut all = Vec::new();
        let ahead = months_after(self.uhr.stichtag, VORSCHAU_MONATE);
        let periods = periods_of(von, months).take_while(|(beginn, ende)| *ende <= bis && *beginn <= ahead);
        for (beginn, ende) in periods.take(MOST_CALLS) {
            let called = last_call.is_some_and(|tag| tag >= beginn);
            let tag = working_day_from(ende);
            let late = !called && tag < self.uhr.stichtag;
            all.push(self.frist(Anlass::Regelabruf, tag, Tagesart::Frist, called || nothing_left || (late && missed)));
            missed |= late;
        }
        all
    }

    /// Until when each payment is to be used.
    pub(super) fn verbrauch(&self) -> Vec<Frist<'a>> {
        let dated = verwendungen(self.stand, self.regel).into_iter().filter_map(|of| Some((of.bis?, of)));
        dated
            .map(|(bis, of)| {
                self.frist(Anlass::Verbrauch(of.zahlung, of.unused()), bis, Tagesart::Frist, of.am().is_some())
            })
            .collect()
    }
}

/// The periods of so many months, counted from January of the year of a day, from the one that holds the day on; each
/// with its first and its last day.
fn periods_of(von: NaiveDate, months: u32) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let january = NaiveDate::from_yo_opt(von.year(), 1).unwrap_or(von);
    let begin = move |n: u32| months_after(january, months.saturating_mul(n));
    let all = (0..).map(move |n| (begin(n), begin(n + 1).pred_opt().unwrap_or(NaiveDate::MAX)));
    all.skip_while(move |(_, ende)| *ende < von)
}
