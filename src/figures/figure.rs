//! A figure and its trace.

use chrono::NaiveDate;

use super::beleg::Beleg;
use super::rechnung::Rechnung;
use super::wert::Wert;
use crate::model::{Jahr, Zeitraum, day};

/// One computed number of a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Stable name: `egov.im_zeitraum`, `finanzen.investiv.ergebnis.ansatz`.
    pub id: String,
    /// The name of its definition in the rules: `K4`, `F1`.
    pub regel: &'static str,
    /// What it counts, as a paper prints it.
    pub titel: String,
    /// How it is computed, in one German sentence.
    pub definition: String,
    /// For which day or period.
    pub bezug: Bezug,
    /// The number.
    pub wert: Wert,
    /// The records that it came from, in the order of the data.
    pub belege: Vec<Beleg>,
    /// How it follows from them.
    pub rechnung: Rechnung,
}

impl Figure {
    /// The same with the formula that it follows from.
    pub(super) fn mit(self, rechnung: Rechnung) -> Self {
        Self { rechnung, ..self }
    }
}

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
