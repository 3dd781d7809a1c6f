//! An amount spread evenly over months, so that its years sum to it.

use chrono::{Datelike, NaiveDate};

use crate::model::{Euro, rounded};

/// An amount that falls on so many months, the same on each (F8) [law: KomHVO § 36].
///
/// What has fallen due after k of n months is `round_half_up(amount · k / n)`; a year is the difference of two such
/// sums, so that all years together are the amount to the cent [ours].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verteilung {
    betrag: Euro,
    /// The first month, counted from the year 0.
    erster: i64,
    monate: i64,
}

impl Verteilung {
    /// An amount that falls on so many years from the month of a day on.
    pub fn over_years(betrag: Euro, ab: NaiveDate, jahre: i32) -> Self {
        let erster = i64::from(ab.year()) * 12 + i64::from(ab.month0());
        Self { betrag, erster, monate: 12 * i64::from(jahre.max(0)) }
    }

    /// An amount per year, for so many years from the month of a day on.
    pub fn per_year(betrag: Euro, ab: NaiveDate, jahre: i32) -> Self {
        Self::over_years(Euro::cents(betrag.as_cents() * i128::from(jahre.max(0))), ab, jahre)
    }

    /// What falls on a calendar year.
    pub fn in_year(self, jahr: i32) -> Euro {
        let first = i64::from(jahr) * 12;
        self.until(first + 12).minus(self.until(first))
    }

    /// What falls on the first full calendar year; on the first twelve months where there is none.
    pub fn first_full_year(self) -> Euro {
        let from = self.start_of_first_full_year();
        self.until(from + 12).minus(self.until(from))
    }

    fn start_of_first_full_year(self) -> i64 {
        let first = self.erster.div_euclid(12) * 12;
        let full = if first == self.erster { first } else { first + 12 };
        if full + 12 <= self.erster + self.monate { full } else { self.erster }
    }

    /// Which months fall on a calendar year: `über 60 Monate ab 10/2021, davon 12 in 2022, der 4. bis 15.`
    pub fn monate(self, jahr: i32) -> String {
        self.text(i64::from(jahr) * 12, &format!("in {jahr}"))
    }

    /// The same for the first full calendar year.
    pub fn months_of_first_full_year(self) -> String {
        let from = self.start_of_first_full_year();
        let when = match from.rem_euclid(12) {
            0 => format!("im ersten vollen Jahr {}", from.div_euclid(12)),
            _ => "im ersten Jahr".to_owned(),
        };
        self.text(from, &when)
    }

    /// The twelve months from one on.
    fn text(self, from: i64, when: &str) -> String {
        let until = |month: i64| (month - self.erster).clamp(0, self.monate);
        let (before, last) = (until(from), until(from + 12));
        let which = match last - before {
            0 => String::new(),
            1 => format!(", der {last}."),
            _ => format!(", der {}. bis {last}.", before + 1),
        };
        let (jahr, monat) = (self.erster.div_euclid(12), self.erster.rem_euclid(12) + 1);
        format!("über {} Monate ab {monat:02}/{jahr}, davon {} {when}{which}", self.monate, last - before)
    }

    /// The last calendar year that anything falls on; `None` where no month is left.
    pub fn last_year(self) -> Option<i32> {
        let last = (self.monate > 0).then(|| self.erster + self.monate - 1)?;
        i32::try_from(last.div_euclid(12)).ok()
    }

    /// What has fallen due before a month, counted from the year 0.
    fn until(self, month: i64) -> Euro {
        anteil(self.betrag, (month - self.erster).clamp(0, self.monate).into(), self.monate.into())
    }
}

/// `part` of `whole` equal parts of an amount, rounded half up to the cent; nothing where there are no parts.
pub(in crate::figures) fn anteil(betrag: Euro, part: i128, whole: i128) -> Euro {
    if whole <= 0 {
        return Euro::ZERO;
    }
    Euro::cents(rounded(betrag.as_cents() * part, whole))
}

/// Splits an amount in proportion to weights, so that the parts sum to it; all nought where every weight is.
pub(super) fn split_by(betrag: Euro, gewichte: &[Euro]) -> Vec<Euro> {
    let whole: i128 = gewichte.iter().map(|gewicht| gewicht.as_cents().max(0)).sum();
    let mut so_far = 0;
    let parts = gewichte.iter().map(|gewicht| {
        let before = anteil(betrag, so_far, whole);
        so_far += gewicht.as_cents().max(0);
        anteil(betrag, so_far, whole).minus(before)
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn jahre(verteilung: Verteilung, from: i32, to: i32) -> Vec<String> {
        (from..=to).map(|jahr| verteilung.in_year(jahr).to_string()).collect()
    }

    #[test]
    fn an_asset_is_written_off_by_months() {
        let used = Verteilung::over_years(Euro::cents(12_000_000), day("2021-10-15"), 5);
        let expected = ["6.000,00", "24.000,00", "24.000,00", "24.000,00", "24.000,00", "18.000,00"];
        assert_eq!(jahre(used, 2021, 2026), expected);
        assert_eq!((used.in_year(2020), used.in_year(2027)), (Euro::ZERO, Euro::ZERO));
        assert_eq!(used.last_year(), Some(2026));
    }

    #[test]
    fn what_does_not_divide_is_rounded_as_a_running_sum() {
        let used = Verteilung::over_years(Euro::cents(10_000_000), day("2021-05-01"), 3);
        assert_eq!(jahre(used, 2021, 2024), ["22.222,22", "33.333,34", "33.333,33", "11.111,11"]);
    }

    #[test]
    fn the_first_full_year_is_a_calendar_year_where_there_is_one() {
        let first = |ab, jahre| Verteilung::over_years(Euro::cents(10_000_000), day(ab), jahre).first_full_year();
        assert_eq!(first("2021-05-01", 3).to_string(), "33.333,34");
        assert_eq!(first("2021-01-31", 4).to_string(), "25.000,00");
        assert_eq!(first("2021-05-01", 1).to_string(), "100.000,00");
        assert_eq!(first("2021-05-01", 0), Euro::ZERO);
    }

    #[test]
    fn a_split_without_weights_gives_nothing() {
        assert_eq!(split_by(Euro::cents(100), &[Euro::ZERO, Euro::ZERO]), [Euro::ZERO; 2]);
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn the_years_sum_to_the_whole(
            cents in 0..=Euro::MAX_INPUT.as_cents(), months in 0u32..3600, jahre in 1i32..=100,
        ) {
            let ab = day("1900-01-01").checked_add_months(chrono::Months::new(months)).unwrap();
            let used = Verteilung::over_years(Euro::cents(cents), ab, jahre);
            let last = used.last_year().unwrap();
            let sum: Euro = (ab.year()..=last).map(|jahr| used.in_year(jahr)).sum();
            prop_assert_eq!(sum, Euro::cents(cents));
            prop_assert!((ab.year()..=last).all(|jahr| !used.in_year(jahr).is_negative()));
            prop_assert_eq!(used.in_year(last + 1), Euro::ZERO);
        }

        #[test]
        fn a_full_year_of_a_cost_per_year_is_that_cost(cents in 0..=Euro::MAX_INPUT.as_cents(), jahre in 2i32..=100) {
            let cost = Verteilung::per_year(Euro::cents(cents), day("2021-07-09"), jahre);
            prop_assert_eq!(cost.in_year(2022), Euro::cents(cents));
            prop_assert_eq!(cost.first_full_year(), Euro::cents(cents));
        }

        #[test]
        fn the_parts_of_a_split_sum_to_the_whole(
            cents in 0..=Euro::MAX_INPUT.as_cents(),
            gewichte in proptest::collection::vec(0..=Euro::MAX_INPUT.as_cents(), 1..20),
        ) {
            let gewichte: Vec<Euro> = gewichte.into_iter().map(Euro::cents).collect();
            prop_assume!(gewichte.iter().any(|gewicht| !gewicht.is_zero()));
            let parts = split_by(Euro::cents(cents), &gewichte);
            prop_assert_eq!(parts.iter().copied().sum::<Euro>(), Euro::cents(cents));
            prop_assert!(parts.iter().all(|part| !part.is_negative()));
        }
    }
}
