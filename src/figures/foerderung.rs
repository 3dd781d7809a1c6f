//! Grants of a selection: how many, how much, by programme.

use std::collections::BTreeMap;

use super::figure::{Beleg, Bezug, Figure, Wert};
use super::{Portfolio, auswahl};
use crate::model::{Bestand, Bewilligung, Euro, Kennung, Located, Programm, slug};

/// The sums of one programme.
#[derive(Debug, Clone)]
pub struct Programmsumme<'a> {
    /// The programme.
    pub programm: &'a Programm,
    /// How many projects of the selection it funds.
    pub projekte: Figure,
    /// What it has granted them.
    pub bewilligt: Figure,
}

/// The grants to the projects of a selection, decided up to the Stichtag.
#[derive(Debug, Clone)]
pub struct Foerderung<'a> {
    /// By programme, in the order of the table.
    pub programme: Vec<Programmsumme<'a>>,
    /// How many projects have a grant; a project with grants of two programmes counts once.
    pub projekte: Figure,
    /// The sum of all grants.
    pub bewilligt: Figure,
    /// The grants themselves, in the order of the table.
    pub bewilligungen: Vec<&'a Located<Bewilligung>>,
}

/// Sums the grants of the projects that a paper speaks of: those under way in the period or on the Stichtag.
pub fn foerderung<'a>(bestand: &'a Bestand, portfolio: &Portfolio<'a>) -> Foerderung<'a> {
    let stichtag = portfolio.bezug.stichtag;
    let relevant = portfolio
        .lagen
        .iter()
        .filter(|lage| super::Kennzahl::ImZeitraum.counts(lage, &portfolio.bezug) || lage.status.is_open());
    let mut bewilligungen: Vec<&Located<Bewilligung>> =
        relevant.flat_map(|lage| auswahl::bewilligungen(&portfolio.sicht, &lage.projekt.kennung, stichtag)).collect();
    let positions = positions(&bestand.bewilligungen);
    bewilligungen.sort_by_key(|b| positions.get(&b.kennung));
    let mut by_programm: BTreeMap<&Kennung, Vec<&Located<Bewilligung>>> = BTreeMap::new();
    for bewilligung in &bewilligungen {
        by_programm.entry(&bewilligung.programm).or_default().push(bewilligung);
    }
    let programme = bestand.programme.iter();
    let programme =
        programme.filter_map(|programm| Some(summe(portfolio, programm, by_programm.get(&programm.kennung)?)));
    Foerderung {
        programme: programme.collect(),
        projekte: projekte(portfolio, &bewilligungen, None),
        bewilligt: bewilligt(portfolio, &bewilligungen, None),
        bewilligungen,
    }
}

/// Where each grant stands in the table; of a Kennung that stands twice, the first place.
fn positions(bewilligungen: &[Located<Bewilligung>]) -> BTreeMap<&Kennung, usize> {
    let mut positions = BTreeMap::new();
    for (position, bewilligung) in bewilligungen.iter().enumerate() {
        positions.entry(&bewilligung.kennung).or_insert(position);
    }
    positions
}

fn summe<'a>(portfolio: &Portfolio<'a>, programm: &'a Programm, own: &[&Located<Bewilligung>]) -> Programmsumme<'a> {
    Programmsumme {
        programm,
        projekte: projekte(portfolio, own, Some(programm)),
        bewilligt: bewilligt(portfolio, own, Some(programm)),
    }
}

fn projekte(portfolio: &Portfolio<'_>, grants: &[&Located<Bewilligung>], programm: Option<&Programm>) -> Figure {
    let mut belege: Vec<Beleg> = grants.iter().map(|b| Beleg::new("projekte", &b.projekt)).collect();
    belege.sort();
    belege.dedup();
    Figure {
        id: id(portfolio, "gefoerdert", programm),
        regel: "Förderung",
        titel: titel("geförderte Projekte", programm),
        definition: "Projekte, die im Zeitraum oder am Stichtag liefen oder pausierten, mit mindestens einem Bescheid bis zum Stichtag; jedes zählt einmal.".into(),
        bezug: Bezug::Stichtag(portfolio.bezug.stichtag),
        wert: Wert::Anzahl(belege.len()),
        belege,
    }
}

fn bewilligt(portfolio: &Portfolio<'_>, grants: &[&Located<Bewilligung>], programm: Option<&Programm>) -> Figure {
    Figure {
        id: id(portfolio, "bewilligt", programm),
        regel: "Förderung",
        titel: titel("bewilligte Zuwendungen", programm),
        definition:
            "Summe der Beträge aller Bescheide bis zum Stichtag für diese Projekte; beantragtes Geld zählt nicht."
                .into(),
        bezug: Bezug::Stichtag(portfolio.bezug.stichtag),
        wert: Wert::Betrag(grants.iter().map(|b| b.betrag).sum::<Euro>()),
        belege: grants.iter().map(|b| Beleg::new("bewilligungen", &b.kennung)).collect(),
    }
}

fn id(portfolio: &Portfolio<'_>, name: &str, programm: Option<&Programm>) -> String {
    let suffix = programm.map(|p| format!(".programm.{}", slug(p.kennung.as_str()))).unwrap_or_default();
    format!("{}.{name}{suffix}", portfolio.bezug.name)
}

fn titel(text: &str, programm: Option<&Programm>) -> String {
    programm.map_or_else(|| text.to_owned(), |p| format!("{text}: {}", p.name))
}
