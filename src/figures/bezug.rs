//! The days, periods and projects that figures speak of.

use chrono::NaiveDate;

use crate::model::{Auswahl, Erledigung, Jahr, Zeitraum, day};

/// The day or period that a figure speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bezug {
    /// Events in a period.
    Zeitraum(Zeitraum),
    /// The state on a day.
    Stichtag(NaiveDate),
    /// A budget year and what follows.
    Haushaltsjahr(Jahr),
    /// A parameter, valid from a day on.
    GueltigAb(NaiveDate),
    /// A mean over so many years of use.
    Nutzungsjahre(i32),
    /// Each year of use.
    JeJahr,
    /// The whole time of use.
    Nutzung,
}

impl Bezug {
    /// The day or period in German digits: `01.01.2020 – 31.12.2020`, `am 31.03.2021`.
    pub fn text(&self) -> String {
        match self {
            Bezug::Zeitraum(z) => format!("{} – {}", day(z.beginn), day(z.ende)),
            Bezug::Stichtag(d) => format!("am {}", day(*d)),
            Bezug::Haushaltsjahr(jahr) => format!("Haushaltsjahr {jahr}"),
            Bezug::GueltigAb(d) => format!("gültig ab {}", day(*d)),
            Bezug::JeJahr => "je Jahr".into(),
            Bezug::Nutzung => "gesamte Nutzung".into(),
            Bezug::Nutzungsjahre(1) => "in einem Nutzungsjahr".into(),
            Bezug::Nutzungsjahre(jahre) => format!("im Mittel über {jahre} Nutzungsjahre"),
        }
    }
}

/// For which projects and dates figures are computed.
#[derive(Debug, Clone)]
pub struct PortfolioBezug<'a> {
    /// The name before the dot in ids and placeholders.
    pub name: String,
    /// The projects.
    pub auswahl: &'a Auswahl,
    /// The period of the events.
    pub zeitraum: Zeitraum,
    /// The day of the states.
    pub stichtag: NaiveDate,
    /// What was recorded after this day does not count.
    pub datenstand: NaiveDate,
    /// Planned ends count as they were known on this day: a project that was moved later was overdue all the same (K8).
    pub plan_datenstand: NaiveDate,
    /// From which Erledigungsstand on a project counts as nearly done (K7).
    pub schwelle: &'a Erledigung,
}

impl PortfolioBezug<'_> {
    /// The id of a figure of the selection.
    pub fn id(&self, name: impl std::fmt::Display) -> String {
        format!("{}.{name}", self.name)
    }

    /// What an id of [`PortfolioBezug::id`] says behind the name of the selection; every other one as it is.
    pub(super) fn behind<'i>(&self, id: &'i str) -> &'i str {
        id.strip_prefix(&self.name).and_then(|rest| rest.strip_prefix('.')).unwrap_or(id)
    }
}
