//! The calendar of North Rhine-Westphalia: holidays, and days that are counted from others.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::record::{Decode, Kind, Shape};
use crate::finding::{Code, Finding, Log};
use crate::source::Node;

/// The holiday on a day in North Rhine-Westphalia [law: § 2 Feiertagsgesetz NW]; `None` on other days.
pub fn feiertag(tag: NaiveDate) -> Option<&'static str> {
    let fixed = match (tag.month(), tag.day()) {
        (1, 1) => Some("Neujahr"),
        (5, 1) => Some("Tag der Arbeit"),
        (10, 3) if tag.year() >= 1990 => Some("Tag der Deutschen Einheit"),
        // Once, five hundred years after the Reformation.
        (10, 31) if tag.year() == 2017 => Some("Reformationstag"),
        (11, 1) => Some("Allerheiligen"),
        (12, 25) => Some("1. Weihnachtstag"),
        (12, 26) => Some("2. Weihnachtstag"),
        _ => None,
    };
    fixed.or_else(|| match tag.signed_duration_since(ostersonntag(tag.year())?).num_days() {
        -2 => Some("Karfreitag"),
        1 => Some("Ostermontag"),
        39 => Some("Christi Himmelfahrt"),
        50 => Some("Pfingstmontag"),
        60 => Some("Fronleichnam"),
        _ => None,
    })
}

/// Easter Sunday of a year of the Gregorian calendar (the method of Gauss in the form of Lichtenberg).
fn ostersonntag(jahr: i32) -> Option<NaiveDate> {
    let century = jahr / 100;
    let shift = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let sun = 2 - (3 * century + 3) / 4;
    let moon = jahr % 19;
    let seed = (19 * moon + shift) % 30;
    let correction = (seed + moon / 11) / 29;
    let limit = 21 + seed - correction;
    let first_sunday = 7 - (jahr + jahr / 4 + sun) % 7;
    let distance = 7 - (limit - first_sunday) % 7;
    let march = u64::try_from(limit + distance - 1).ok()?;
    NaiveDate::from_ymd_opt(jahr, 3, 1)?.checked_add_days(Days::new(march))
}

/// The day itself where it is a working day, otherwise the next one: the end of a Frist [law: § 31 Abs. 3 VwVfG].
///
/// A Termin, a day that the notice fixes, does not move.
pub fn working_day_from(tag: NaiveDate) -> NaiveDate {
    let mut day = tag;
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || feiertag(day).is_some() {
        let Some(next) = day.succ_opt() else { return day };
        day = next;
    }
    day
}

/// So many months after a day, on the same day of the month; on its last day where the month is too short
/// [law: § 188 BGB].
pub fn months_after(tag: NaiveDate, monate: u32) -> NaiveDate {
    tag.checked_add_months(Months::new(monate)).unwrap_or(NaiveDate::MAX)
}

/// The last day of the month that comes so many months after that of a day.
pub fn month_end_after(tag: NaiveDate, monate: u32) -> NaiveDate {
    let first = tag.with_day(1).and_then(|first| first.checked_add_months(Months::new(monate.saturating_add(1))));
    first.and_then(|first| first.pred_opt()).unwrap_or(NaiveDate::MAX)
}

/// The last day of the months ahead: as [`months_after`], but from the last day of a month to the last day of a month, so that
/// half a year from the 30th of September ends with March.
pub fn months_ahead(tag: NaiveDate, monate: u32) -> NaiveDate {
    if month_end_after(tag, 0) == tag { month_end_after(tag, monate) } else { months_after(tag, monate) }
}

/// A day as papers and messages print it: 31.12.2020.
pub fn day(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// A day that comes every year: `30.04.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Jahrestag {
    month: u32,
    day: u32,
}

impl Jahrestag {
    /// Reads `30.04.`; `None` for anything that is no day of every year.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, month) = text.strip_suffix('.')?.split_once('.')?;
        let number =
            |part: &str| (part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok());
        let jahrestag = Self { day: number(day)??, month: number(month)?? };
        // A common year: the 29th of February does not come every year.
        jahrestag.in_year(2001).map(|_| jahrestag)
    }

    /// The day in a year.
    pub fn in_year(self, jahr: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(jahr, self.month, self.day)
    }
}

impl Decode for Jahrestag {
    fn shape() -> Shape {
        Shape::single(Kind::Pattern(r"^[0-3]?[0-9]\.[01]?[0-9]\.$"), "ein Tag jedes Jahres wie 30.04.")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let text = String::decode(node, log)?;
        Self::parse(&text).or_else(|| {
            let mend = "Schreiben Sie Tag und Monat mit Punkten und ohne Jahr: 30.04.";
            let finding = Finding::at(Code::RB010, node.span, "Das ist kein Tag, der in jedem Jahr vorkommt.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_year_has_eleven_holidays() {
        let of = |jahr: i32| {
            let first = NaiveDate::from_ymd_opt(jahr, 1, 1).unwrap();
            let days = first.iter_days().take_while(move |tag| tag.year() == jahr);
            days.filter_map(|tag| Some(format!("{tag} {}", feiertag(tag)?))).collect::<Vec<_>>()
        };
        let expected = [
            "2020-01-01 Neujahr",
            "2020-04-10 Karfreitag",
            "2020-04-13 Ostermontag",
            "2020-05-01 Tag der Arbeit",
            "2020-05-21 Christi Himmelfahrt",
            "2020-06-01 Pfingstmontag",
            "2020-06-11 Fronleichnam",
            "2020-10-03 Tag der Deutschen Einheit",
            "2020-11-01 Allerheiligen",
            "2020-12-25 1. Weihnachtstag",
            "2020-12-26 2. Weihnachtstag",
        ];
        assert_eq!(of(2020), expected);
        assert_eq!(of(2017).len(), 12);
    }

    #[test]
    fn fronleichnam_is_sixty_days_after_easter() {
        for text in ["2020-06-11", "2025-06-19", "2028-06-15"] {
            assert_eq!(feiertag(day(text)), Some("Fronleichnam"), "{text}");
        }
    }

    #[test]
    fn a_frist_rolls_to_the_next_working_day() {
        // A Saturday, Good Friday, the day before Christmas, and the first of May on a Thursday.
        for (from, to) in [
            ("2021-02-27", "2021-03-01"),
            ("2021-04-02", "2021-04-06"),
            ("2021-12-24", "2021-12-24"),
            ("2021-12-25", "2021-12-27"),
            ("2025-05-01", "2025-05-02"),
        ] {
            assert_eq!(working_day_from(day(from)), day(to), "{from}");
        }
    }

    #[test]
    fn months_are_counted_in_two_ways() {
        assert_eq!(months_after(day("2021-02-28"), 6), day("2021-08-28"));
        assert_eq!(month_end_after(day("2021-02-28"), 6), day("2021-08-31"));
        assert_eq!(months_after(day("2021-08-31"), 6), day("2022-02-28"));
        assert_eq!(month_end_after(day("2021-12-01"), 0), day("2021-12-31"));
        assert_eq!(months_ahead(day("2020-09-30"), 6), day("2021-03-31"));
        assert_eq!(months_ahead(day("2020-08-31"), 6), day("2021-02-28"));
        assert_eq!(months_ahead(day("2020-09-29"), 6), day("2021-03-29"));
    }

    #[test]
    fn a_day_of_every_year_is_in_every_year() {
        assert_eq!(Jahrestag::parse("30.04.").and_then(|tag| tag.in_year(2021)), Some(day("2021-04-30")));
        for bad in ["30.04", "31.04.", "29.02.", "30.04.2021", "", ".", "..", "1.x."] {
            assert_eq!(Jahrestag::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn easter_is_a_sunday_in_spring(jahr in 1900i32..=2199) {
            let easter = ostersonntag(jahr).unwrap();
            prop_assert_eq!(easter.weekday(), Weekday::Sun);
            prop_assert!(easter >= NaiveDate::from_ymd_opt(jahr, 3, 22).unwrap());
            prop_assert!(easter <= NaiveDate::from_ymd_opt(jahr, 4, 25).unwrap());
        }

        #[test]
        fn a_frist_never_ends_earlier_nor_a_week_later(days in 0u64..100_000) {
            let tag = day("1950-01-01").checked_add_days(Days::new(days)).unwrap();
            let rolled = working_day_from(tag);
            prop_assert!(rolled >= tag && (rolled - tag).num_days() < 7);
            prop_assert!(feiertag(rolled).is_none());
        }
    }
}
