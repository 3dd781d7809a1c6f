//! Where a project stands in a period and on a day.

use chrono::NaiveDate;

use super::auswahl;
use super::bezug::PortfolioBezug;
use crate::model::{Fortschritt, Kennung, Located, Pause, Projekt, Prozent, Sicht};

/// The state of a project on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Projektstatus {
    /// Applied for, not decided.
    Beantragt,
    /// Applied for and turned down.
    Abgelehnt,
    /// Approved, not begun.
    Freigegeben,
    /// Neither applied for nor approved nor begun.
    Vorgesehen,
    /// Begun and under way.
    Laufend,
    /// Begun, and a pause covers the day.
    Pausiert,
    /// Ended.
    Abgeschlossen,
    /// Broken off.
    Abgebrochen,
    /// Merged into another project.
    Ueberfuehrt,
}

impl Projektstatus {
    /// The German word.
    pub fn text(self) -> &'static str {
        match self {
            Projektstatus::Beantragt => "beantragt",
            Projektstatus::Abgelehnt => "abgelehnt",
            Projektstatus::Freigegeben => "freigegeben",
            Projektstatus::Vorgesehen => "vorgesehen",
            Projektstatus::Laufend => "laufend",
            Projektstatus::Pausiert => "pausiert",
            Projektstatus::Abgeschlossen => "abgeschlossen",
            Projektstatus::Abgebrochen => "abgebrochen",
            Projektstatus::Ueberfuehrt => "überführt",
        }
    }

    /// Every state.
    pub const ALL: [Projektstatus; 9] = [
        Projektstatus::Beantragt,
        Projektstatus::Abgelehnt,
        Projektstatus::Freigegeben,
        Projektstatus::Vorgesehen,
        Projektstatus::Laufend,
        Projektstatus::Pausiert,
        Projektstatus::Abgeschlossen,
        Projektstatus::Abgebrochen,
        Projektstatus::Ueberfuehrt,
    ];

    /// Whether the project has ended, was broken off or merged.
    pub fn is_over(self) -> bool {
        matches!(self, Projektstatus::Abgeschlossen | Projektstatus::Abgebrochen | Projektstatus::Ueberfuehrt)
    }

    /// Whether work is under way or paused.
    pub fn is_open(self) -> bool {
        matches!(self, Projektstatus::Laufend | Projektstatus::Pausiert)
    }
}

/// One project seen in a period and on a Stichtag.
#[derive(Debug, Clone)]
pub struct Lage<'a> {
    /// The project, as it was known.
    pub projekt: &'a Located<Projekt>,
    /// Its state on the Stichtag.
    pub status: Projektstatus,
    /// Its state on the last day of the period.
    pub status_am_ende: Projektstatus,
    /// Its newest entry dated up to the Stichtag.
    pub fortschritt: Option<&'a Located<Fortschritt>>,
    /// Its newest entry of a day in the period.
    pub meldung: Option<&'a Located<Fortschritt>>,
    /// The pause that covers the Stichtag.
    pub pause: Option<&'a Located<Pause>>,
    /// The programmes that fund it, by grants decided up to the Stichtag; each once, in the order of the grants.
    pub programme: Vec<&'a Kennung>,
}

impl<'a> Lage<'a> {
    /// Looks at one project.
    pub(super) fn new(sicht: &Sicht<'a>, projekt: &'a Located<Projekt>, bezug: &PortfolioBezug<'_>) -> Self {
        let mut programme: Vec<&Kennung> = Vec::new();
        for bewilligung in auswahl::bewilligungen(sicht, &projekt.kennung, bezug.stichtag) {
            if !programme.contains(&&bewilligung.programm) {
                programme.push(&bewilligung.programm);
            }
        }
        Self {
            projekt,
            status: status(sicht, projekt, bezug.stichtag),
            status_am_ende: status(sicht, projekt, bezug.zeitraum.ende),
            pause: sicht.pause(&projekt.kennung, bezug.stichtag),
            fortschritt: sicht.stand(&projekt.kennung, bezug.stichtag),
            meldung: sicht.stand(&projekt.kennung, bezug.zeitraum.ende).filter(|f| bezug.zeitraum.contains(f.datum)),
            programme,
        }
    }

    /// The Erledigungsstand on the Stichtag; `None` where nothing was entered.
    pub fn erledigungsstand(&self) -> Option<Prozent> {
        self.fortschritt.map(|f| f.erledigungsstand)
    }
}

/// The state of a project on a day, by what was known alone.
fn status(sicht: &Sicht<'_>, projekt: &Projekt, tag: NaiveDate) -> Projektstatus {
    let reached = |date: Option<NaiveDate>| date.is_some_and(|d| d <= tag);
    if reached(projekt.ende) {
        Projektstatus::Abgeschlossen
    } else if reached(projekt.abbruch) {
        if projekt.ueberfuehrt_in.is_some() { Projektstatus::Ueberfuehrt } else { Projektstatus::Abgebrochen }
    } else if reached(projekt.beginn) {
        if sicht.pause(&projekt.kennung, tag).is_some() { Projektstatus::Pausiert } else { Projektstatus::Laufend }
    } else if reached(projekt.freigegeben) {
        Projektstatus::Freigegeben
    } else if reached(projekt.abgelehnt) {
        Projektstatus::Abgelehnt
    } else if reached(projekt.beantragt) {
        Projektstatus::Beantragt
    } else {
        Projektstatus::Vorgesehen
    }
}
