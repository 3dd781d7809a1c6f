//! Where a project stands in a period and on a day.

use std::sync::Arc;

use chrono::NaiveDate;

use super::bezug::PortfolioBezug;
use super::terms::{Facts, ProjectTerms};
use super::{Beleg, Glied, auswahl};
use crate::model::{Fortschritt, Kennung, Keyed, Located, Pause, Projekt, Prozent, Sicht, Table, day};

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
    /// Its planned end, as it was known on the day on which plans count.
    pub ende_geplant: Option<NaiveDate>,
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
    /// The record that it is.
    pub(super) beleg: Beleg,
    /// What figures say of it.
    pub(super) terms: ProjectTerms,
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
            ende_geplant: sicht.ende_geplant(projekt),
            status: status(sicht, projekt, bezug.stichtag),
            status_am_ende: status(sicht, projekt, bezug.zeitraum.ende),
            pause: sicht.pause(&projekt.kennung, bezug.stichtag),
            fortschritt: sicht.stand(&projekt.kennung, bezug.stichtag),
            meldung: sicht.stand(&projekt.kennung, bezug.zeitraum.ende).filter(|f| bezug.zeitraum.contains(f.datum)),
            programme,
            beleg: Beleg::row(Table::Projekte, &projekt.kennung),
            terms: ProjectTerms::default(),
        }
    }

    /// The Erledigungsstand on the Stichtag; `None` where nothing was entered.
    pub fn erledigungsstand(&self) -> Option<Prozent> {
        self.fortschritt.map(|f| f.erledigungsstand)
    }

    /// The project as a term that counts as one.
    pub(super) fn term(&self, facts: Facts) -> Arc<Glied> {
        self.terms.get(facts, || self.new_term(facts))
    }

    fn new_term(&self, facts: Facts) -> Glied {
        let further = match facts {
            Facts::Entry => self.fortschritt.map(|f| Beleg::row(Table::Fortschritt, f.name())),
            Facts::Report => self.meldung.map(|f| Beleg::row(Table::Fortschritt, f.name())),
            Facts::Pause => self.pause.map(|p| Beleg::row(Table::Pausen, p.name())),
            _ => None,
        };
        let term = Glied::projekt(self.projekt, [self.beleg.clone()].into_iter().chain(further).collect());
        if facts == Facts::Project { term } else { term.because(self.nachweis(facts)) }
    }

    /// The facts in a few words: `Beginn 01.02.2020, Ende 30.11.2020`.
    fn nachweis(&self, facts: Facts) -> String {
        let projekt = self.projekt;
        let begin = ("Beginn", projekt.beginn);
        let days = match facts {
            Facts::Application => vec![("beantragt", projekt.beantragt)],
            Facts::Approval => vec![("freigegeben", projekt.freigegeben), begin],
            Facts::PlannedEnd => vec![begin, ("geplantes Ende", self.ende_geplant)],
            Facts::Days | Facts::Pause | Facts::Entry | Facts::Report => {
                vec![begin, ("Ende", projekt.ende), ("Abbruch", projekt.abbruch)]
            }
            Facts::Stand | Facts::Project => Vec::new(),
        };
        let days = days.into_iter().filter_map(|(what, tag)| Some(format!("{what} {}", day(tag?))));
        let pause = self.pause.filter(|_| facts == Facts::Pause).map(|pause| format!("Pause ab {}", day(pause.von)));
        let entry = match facts {
            Facts::Entry | Facts::Stand => self.fortschritt,
            Facts::Report => self.meldung,
            _ => None,
        };
        let entry = entry.map(|entry| format!("{} am {}", entry.erledigungsstand, day(entry.datum)));
        days.chain(pause).chain(entry).collect::<Vec<_>>().join(", ")
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
