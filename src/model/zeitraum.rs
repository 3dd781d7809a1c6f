//! Reporting periods.

use chrono::{Datelike, Months, NaiveDate};

use super::record::{Decode, Kind, Shape, wrong_kind};
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node};

choice! {
    /// How often a report appears.
    pub enum Turnus {
        /// Every three months.
        Quartal = "Quartal",
        /// Every six months.
        Halbjahr = "Halbjahr",
        /// Every year.
        Jahr = "Jahr",
    }
}

impl Turnus {
    /// How many months its periods have.
    fn months(self) -> u32 {
        match self {
            Turnus::Quartal => 3,
            Turnus::Halbjahr => 6,
            Turnus::Jahr => 12,
        }
    }

    /// The period of this length that a day lies in; `None` outside the years 1900 to 2199.
    pub fn zeitraum(self, tag: NaiveDate) -> Option<Zeitraum> {
        Zeitraum::of_months(tag.year(), tag.month0() / self.months() * self.months() + 1, self.months())
    }
}

/// A calendar year, half-year or quarter; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Zeitraum {
    /// First day.
    pub beginn: NaiveDate,
    /// Last day.
    pub ende: NaiveDate,
    months: u32,
}

impl Zeitraum {
    /// Reads `2020`, `2020-H1` or `2020-Q4`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let year: i32 = (year.len() == 4).then(|| year.parse().ok())??;
        let (first_month, months) = match part {
            None => (1, 12),
            Some("H1") => (1, 6),
            Some("H2") => (7, 6),
            Some("Q1") => (1, 3),
            Some("Q2") => (4, 3),
            Some("Q3") => (7, 3),
            Some("Q4") => (10, 3),
            Some(_) => return None,
        };
        Self::of_months(year, first_month, months)
    }

    fn of_months(year: i32, first_month: u32, months: u32) -> Option<Self> {
        let beginn = NaiveDate::from_ymd_opt(year, first_month, 1).filter(|_| (1900..=2199).contains(&year))?;
        let ende = beginn.checked_add_months(Months::new(months))?.pred_opt()?;
        Some(Self { beginn, ende, months })
    }

    /// How often reports on such periods appear.
    pub fn turnus(&self) -> Turnus {
        match self.months {
            3 => Turnus::Quartal,
            6 => Turnus::Halbjahr,
            _ => Turnus::Jahr,
        }
    }

    /// The name in files and on the command line: `2020`, `2020-H1`, `2020-Q4`.
    pub fn kennung(&self) -> String {
        let (year, part) = (self.beginn.year(), self.beginn.month0() / self.months + 1);
        match self.turnus() {
            Turnus::Quartal => format!("{year}-Q{part}"),
            Turnus::Halbjahr => format!("{year}-H{part}"),
            Turnus::Jahr => year.to_string(),
        }
    }

    /// The name as a text prints it: `Jahr 2020`, `1. Halbjahr 2020`, `4. Quartal 2020`.
    pub fn name(&self) -> String {
        let (year, part) = (self.beginn.year(), self.beginn.month0() / self.months + 1);
        match self.turnus() {
            Turnus::Jahr => format!("Jahr {year}"),
            turnus => format!("{part}.\u{a0}{}\u{a0}{year}", turnus.text()),
        }
    }

    /// The period of the same length that ends the day before this one begins; `None` before 1900.
    pub fn previous(&self) -> Option<Self> {
        self.turnus().zeitraum(self.beginn.pred_opt()?)
    }

    /// The period of the same length that begins the day after this one ends; `None` after 2199.
    pub fn next(&self) -> Option<Self> {
        self.turnus().zeitraum(self.ende.succ_opt()?)
    }

    /// What a text calls the period of the same length before it.
    pub fn previous_name(&self) -> &'static str {
        match self.turnus() {
            Turnus::Quartal => "Vorquartal",
            Turnus::Halbjahr => "Vorhalbjahr",
            Turnus::Jahr => "Vorjahr",
        }
    }

    /// Whether a day lies in the period.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.beginn <= day && day <= self.ende
    }
}

/// A calendar year, which is the budget year, from 1900 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Jahr(i32);

impl Jahr {
    /// The year as a number.
    pub fn zahl(self) -> i32 {
        self.0
    }

    /// A year from 1900 to 2199; `None` for any other number.
    pub fn new(zahl: i32) -> Option<Self> {
        (1900..=2199).contains(&zahl).then_some(Self(zahl))
    }

    /// The last year of the mittelfristige Planung: J+3 (F4) [practice].
    pub fn planende(self) -> i32 {
        self.0 + 3
    }

    /// The year after.
    pub fn folgejahr(self) -> i32 {
        self.0 + 1
    }
}

impl std::fmt::Display for Jahr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Decode for Jahr {
    fn shape() -> Shape {
        Shape::single(Kind::Year, "ein Jahr wie 2021")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let Data::Number(digits) = &node.data else {
            return log.reject(wrong_kind(node, &Self::shape()));
        };
        digits.parse().ok().and_then(Self::new).or_else(|| {
            let mend = "Schreiben Sie das Jahr mit vier Ziffern, von 1900 bis 2199.";
            let finding = Finding::at(Code::RB010, node.span, "Das Jahr ist ungültig.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

impl Decode for Zeitraum {
    fn shape() -> Shape {
        Shape::single(Kind::Pattern("^[0-9]{4}(-(H[12]|Q[1-4]))?$"), "ein Zeitraum wie 2020, 2020-H1 oder 2020-Q4")
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let text = String::decode(node, log)?;
        Self::parse(&text).or_else(|| {
            let mend = "Schreiben Sie ein Jahr, ein Halbjahr oder ein Quartal, zum Beispiel 2020-Q4.";
            let finding = Finding::at(Code::RB010, node.span, "Der Zeitraum ist ungültig.", mend);
            log.reject(finding.expected(Self::shape().describe()).found(node.describe()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_on_their_last_day() {
        let end = |text| Zeitraum::parse(text).map(|z| z.ende.to_string());
        assert_eq!(end("2020").as_deref(), Some("2020-12-31"));
        assert_eq!(end("2020-H1").as_deref(), Some("2020-06-30"));
        assert_eq!(end("2020-Q4").as_deref(), Some("2020-12-31"));
        assert_eq!(end("2020-Q5"), None);
        assert_eq!(end("20"), None);
    }

    #[test]
    fn periods_have_names_and_a_period_before() {
        for (text, name, before) in [
            ("2020", "Jahr 2020", "2019"),
            ("2021-H1", "1.\u{a0}Halbjahr\u{a0}2021", "2020-H2"),
            ("2020-Q4", "4.\u{a0}Quartal\u{a0}2020", "2020-Q3"),
            ("2021-Q1", "1.\u{a0}Quartal\u{a0}2021", "2020-Q4"),
        ] {
            let zeitraum = Zeitraum::parse(text).expect("a period");
            assert_eq!(zeitraum.kennung(), text);
            assert_eq!(zeitraum.name(), name);
            assert_eq!(zeitraum.previous().map(|z| z.kennung()).as_deref(), Some(before));
            assert_eq!(zeitraum.turnus().zeitraum(zeitraum.ende), Some(zeitraum));
        }
        assert_eq!(Zeitraum::parse("1900-Q1").and_then(|z| z.previous()), None);
    }
}
