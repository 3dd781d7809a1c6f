//! The axis of a time line: which days it spans, and where its grid stands.

use chrono::{Datelike, Months, NaiveDate};

use crate::model::day;
use crate::paper::view::{Zeitachse, Zeitmarke};

/// How many years before and after the Stichtag are drawn at most; bars beyond end in an arrow.
const YEARS_BEFORE: i32 = 6;
const YEARS_AFTER: i32 = 5;
/// Up to so many months the grid shows quarters, beyond them years.
const QUARTALE_BIS: i32 = 24;

const MONATE: [&str; 12] =
    ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];

/// An axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axis {
    /// The first day.
    beginn: NaiveDate,
    /// The day behind the last.
    ende: NaiveDate,
    /// The months from one line of the grid to the next.
    monate: u32,
}

impl Axis {
    /// The axis that spans some days, `immer` in any case, the others as far as they are near the Stichtag.
    pub(super) fn new(stichtag: NaiveDate, immer: [NaiveDate; 2], tage: impl Iterator<Item = NaiveDate>) -> Self {
        let year = stichtag.year();
        let near = |day: &NaiveDate| (year - YEARS_BEFORE..=year + YEARS_AFTER).contains(&day.year());
        let clamped = |day: NaiveDate| if near(&day) { day } else { edge(day, year) };
        let (first, last) = tage
            .map(clamped)
            .chain(immer)
            .fold((stichtag, stichtag), |(first, last), day| (first.min(day), last.max(day)));
        let months = (last.year() - first.year()) * 12 + last.month().cast_signed() - first.month().cast_signed();
        let monate = if months < QUARTALE_BIS { 3 } else { 12 };
        let beginn = grid_day(first, monate);
        let ende = grid_day(last, monate).checked_add_months(Months::new(monate)).unwrap_or(last);
        Self { beginn, ende, monate }
    }

    /// How many days it spans.
    pub(super) fn tage(&self) -> i64 {
        (self.ende - self.beginn).num_days()
    }

    /// The place of a day, which may lie beyond the axis.
    pub(super) fn place(&self, day: NaiveDate) -> i64 {
        (day - self.beginn).num_days()
    }

    /// The axis as it is drawn.
    pub(super) fn view(&self, stichtag: NaiveDate) -> Zeitachse {
        let step = |day: &NaiveDate| day.checked_add_months(Months::new(self.monate));
        let days = std::iter::successors(Some(self.beginn), step).take_while(|day| *day < self.ende);
        let marke = |day: NaiveDate| Zeitmarke { tage: self.place(day), titel: self.name(day) };
        let titel = format!("Stichtag {}", day(stichtag));
        Zeitachse {
            tage: self.tage(),
            marken: days.map(marke).collect(),
            stichtag: Zeitmarke { tage: self.place(stichtag), titel },
        }
    }

    /// A year, or the month and year in which a quarter begins.
    fn name(&self, day: NaiveDate) -> String {
        if self.monate == 12 {
            return day.year().to_string();
        }
        let month = MONATE.get(day.month0() as usize).copied().unwrap_or_default();
        format!("{month}\u{a0}{}", day.year())
    }
}

/// The last day before or after which nothing is drawn.
fn edge(day: NaiveDate, year: i32) -> NaiveDate {
    let edge = if day.year() < year {
        NaiveDate::from_ymd_opt(year - YEARS_BEFORE, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(year + YEARS_AFTER, 12, 31)
    };
    edge.unwrap_or(day)
}

/// The line of the grid at or before a day.
fn grid_day(day: NaiveDate, months: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn marks(days: &[&str]) -> Vec<String> {
        let period = [day("2020-01-01"), day("2020-12-31")];
        let achse = Axis::new(day("2021-03-31"), period, days.iter().map(|d| day(d)));
        achse.view(day("2021-03-31")).marken.into_iter().map(|marke| marke.titel).collect()
    }

    #[test]
    fn a_short_span_has_quarters_and_a_long_one_years() {
        assert_eq!(
            marks(&["2020-05-05"]),
            ["Jan.\u{a0}2020", "Apr.\u{a0}2020", "Juli\u{a0}2020", "Okt.\u{a0}2020", "Jan.\u{a0}2021"]
        );
        assert_eq!(marks(&["2018-05-05", "2022-01-01"]), ["2018", "2019", "2020", "2021", "2022"]);
    }

    #[test]
    fn days_far_away_do_not_squeeze_the_others() {
        let years = marks(&["1990-01-01", "2099-12-31"]);
        assert_eq!(years.first().map(String::as_str), Some("2015"));
        assert_eq!(years.last().map(String::as_str), Some("2026"));
    }
}
