//! Reporting periods.

use chrono::{Months, NaiveDate};

use super::record::{Decode, Kind, Shape, wrong_kind};
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Node};

/// A calendar year, half-year or quarter; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        let beginn = NaiveDate::from_ymd_opt(year, first_month, 1).filter(|_| (1900..=2199).contains(&year))?;
        let ende = beginn.checked_add_months(Months::new(months))?.pred_opt()?;
        Some(Self { beginn, ende, months })
    }

    /// Whether a day lies in the period.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.beginn <= day && day <= self.ende
    }

    /// The day that lies one length of this period before `day`: older entries are out of date (K12).
    pub fn before(&self, day: NaiveDate) -> NaiveDate {
        day.checked_sub_months(Months::new(self.months)).unwrap_or(NaiveDate::MIN)
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
}
