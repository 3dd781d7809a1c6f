//! Dates of proofs.

use chrono::{Datelike, NaiveDate};

use super::{Anlass, Frist, GrantView, Tagesart};
use crate::figures::foerderung::regeln::span_of;
use crate::model::{Monatszaehlung, Nachweis, Nachweisart, day, month_end_after, months_after, working_day_from};

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
        match bescheid.verwendungsnachweis.filter(reached) {
            Some(tag) => Some(self.frist(Anlass::Verwendungsnachweis, tag, Tagesart::Termin, met)),
            None => {
                let (tag, herleitung) = self.by_rule()?;
                let frist = self.frist(Anlass::Verwendungsnachweis, tag, Tagesart::Frist, met);
                Some(Frist { herleitung: Some(herleitung), ..frist })
            }
        }
    }

    /// The earlier of two days, each so many months later and on a working day: after the purpose was fulfilled, and after
    /// the Bewilligungszeitraum [law: NABF, No. 6 ANBest]; with the rule that gave it and the other day.
    fn by_rule(&self) -> Option<(NaiveDate, String)> {
        let (regel, bescheid) = (self.regel?, &self.stand.bescheid);
        let months = span_of(regel.nachweis_monate)?;
        let zaehlung = |default| regel.nachweis_zaehlung.unwrap_or(default);
        let after = |from: Option<NaiveDate>, what: &'static str, zaehlung: Monatszaehlung| {
            let from = from?;
            let tag = match zaehlung {
                Monatszaehlung::TagGenau => months_after(from, months),
                Monatszaehlung::Monatsende => month_end_after(from, months),
            };
            let text = format!("{what} am {} an, {}", day(from), zaehlung.text());
            Some((working_day_from(tag), text))
        };
        let (purpose, what) = match self.stand.bewilligung.zweck_erfuellt.filter(|tag| *tag <= self.uhr.stichtag) {
            Some(tag) => (Some(tag), "von der Erfüllung des Zwecks"),
            None => (bescheid.durchfuehrung_bis, "vom Ende der Durchführung"),
        };
        let purpose = after(purpose, what, zaehlung(Monatszaehlung::TagGenau));
        let zeitraum = ("vom Ende des Bewilligungszeitraums", zaehlung(Monatszaehlung::Monatsende));
        // One that ends before the Durchführung was left behind by a prolonging.
        let reached = |bis: &NaiveDate| bescheid.durchfuehrung_bis.is_none_or(|last| last <= *bis);
        let zeitraum = after(bescheid.bewilligungszeitraum_bis.filter(reached), zeitraum.0, zeitraum.1);
        let mut both: Vec<(NaiveDate, String)> = purpose.into_iter().chain(zeitraum).collect();
        both.sort_by_key(|(tag, _)| *tag);
        let mut both = both.into_iter();
        let (tag, text) = both.next()?;
        let later = both.next().map(|(tag, text)| format!("; {text}, wäre es der {}", day(tag))).unwrap_or_default();
        Some((tag, format!("nach der Programmregel {text}{later}")))
    }

    /// Whether a proof was handed in by the Stichtag.
    fn handed_in(&self, wanted: impl Fn(&Nachweis) -> bool) -> bool {
        let rows = self.sicht.nachweise(&self.stand.bewilligung.kennung);
        rows.iter().any(|nachweis| nachweis.eingereicht <= self.uhr.stichtag && wanted(nachweis))
    }
}
