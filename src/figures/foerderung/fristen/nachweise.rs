//! Dates of proofs.

use chrono::{Datelike, NaiveDate};

use super::{Anlass, Frist, GrantView, Tagesart};
use crate::figures::foerderung::regeln::span_of;
use crate::model::{Monatszaehlung, Nachweis, Nachweisart, month_end_after, months_after, working_day_from};

/// The most yearly proofs of one grant; no grant runs longer than twenty years.
const MOST_YEARS: usize = 20;

impl<'a> GrantView<'_, 'a> {
    /// The yearly proofs: each year of the Durchführung and the year after, about the year before [practice].
    ///
    /// Whoever has handed in the Verwendungsnachweis owes none.
    pub(super) fn zwischennachweise(&self) -> Vec<Frist<'a>> {
        let (bewilligung, regel) = (self.stand.bewilligung, self.regel);
        let jahrestag = bewilligung.zwischennachweis.or(regel.and_then(|regel| regel.zwischennachweis));
        let (Some(jahrestag), Some(bis)) = (jahrestag, self.stand.bescheid.durchfuehrung_bis) else {
            return Vec::new();
        };
        let von = bewilligung.durchfuehrung_von.unwrap_or(bewilligung.bescheid);
        let finished = self.handed_in(|nachweis| nachweis.art == Nachweisart::Verwendungsnachweis);
        let years = (von.year()..=bis.year()).take(MOST_YEARS);
        years
            .filter_map(|jahr| {
                let about =
                    |n: &Nachweis| n.art == Nachweisart::Zwischennachweis && n.jahr.is_some_and(|of| of.zahl() == jahr);
                let tag = jahrestag.in_year(jahr + 1)?;
                let met = finished || self.handed_in(about);
                Some(self.frist(Anlass::Zwischennachweis(jahr), tag, Tagesart::Termin, met))
            })
            .collect()
    }

    /// The proof about the whole: on the day of the newest notice that fixes one, otherwise by the rule of the programme.
    ///
    /// A day before the end of the Durchführung is one that a prolonging left behind: nothing can be overdue by it, and
    /// the rule of the programme holds [ours].
    pub(super) fn verwendungsnachweis(&self) -> Option<Frist<'a>> {
        let met = self.handed_in(|nachweis| nachweis.art == Nachweisart::Verwendungsnachweis);
        let bescheid = &self.stand.bescheid;
        let reached = |tag: &NaiveDate| bescheid.vorhabenende().is_none_or(|bis| bis <= *tag);
        let (tag, art) = match bescheid.verwendungsnachweis.filter(reached) {
            Some(tag) => (tag, Tagesart::Termin),
            None => (self.after_durchfuehrung()?, Tagesart::Frist),
        };
        Some(self.frist(Anlass::Verwendungsnachweis, tag, art, met))
    }

    /// So many months after the Durchführung as the rule says, on a working day.
    fn after_durchfuehrung(&self) -> Option<NaiveDate> {
        let (regel, bis) = (self.regel?, self.stand.bescheid.durchfuehrung_bis?);
        let months = span_of(regel.nachweis_monate)?;
        let tag = match regel.nachweis_zaehlung.unwrap_or(Monatszaehlung::TagGenau) {
            Monatszaehlung::TagGenau => months_after(bis, months),
            Monatszaehlung::Monatsende => month_end_after(bis, months),
        };
        Some(working_day_from(tag))
    }

    /// Whether a proof was handed in by the Stichtag.
    fn handed_in(&self, wanted: impl Fn(&Nachweis) -> bool) -> bool {
        let rows = self.sicht.nachweise(&self.stand.bewilligung.kennung);
        rows.iter().any(|nachweis| nachweis.eingereicht <= self.uhr.stichtag && wanted(nachweis))
    }
}
