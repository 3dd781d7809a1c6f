//! Break-downs of a selection by one attribute.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::portfolio::tally;
use super::{Beleg, Figure, Kennzahl, Lage, Portfolio, Wert};
use crate::model::{Bestand, Kennung, Stammdaten, slug};

/// The attribute that a break-down goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
    /// The department.
    Dezernat,
    /// The division.
    Fachbereich,
    /// The goals; a project can have several.
    Ziel,
    /// The funding programmes; a project can have several.
    Programm,
}

impl Attribute {
    /// Every attribute.
    pub const ALL: &'static [Attribute] =
        &[Attribute::Dezernat, Attribute::Fachbereich, Attribute::Ziel, Attribute::Programm];

    /// The name in ids.
    pub fn slug(self) -> &'static str {
        match self {
            Attribute::Dezernat => "dezernat",
            Attribute::Fachbereich => "fachbereich",
            Attribute::Ziel => "ziel",
            Attribute::Programm => "programm",
        }
    }

    /// The title that papers print, in the words of the municipality.
    pub fn titel(self, stammdaten: &Stammdaten) -> &str {
        match self {
            Attribute::Dezernat => stammdaten.word_for_dezernat(),
            Attribute::Fachbereich => stammdaten.word_for_fachbereich(),
            Attribute::Ziel => "Strategieziel",
            Attribute::Programm => "Förderprogramm",
        }
    }

    /// Whether a project can stand in several groups.
    pub fn is_multiple(self) -> bool {
        matches!(self, Attribute::Ziel | Attribute::Programm)
    }

    /// The groups that a project stands in; empty where it has none.
    fn of<'a>(self, portfolio: &Portfolio<'a>, lage: &Lage<'a>) -> Vec<&'a Kennung> {
        match self {
            Attribute::Dezernat => portfolio.sicht.dezernat(&lage.projekt.fachbereich).into_iter().collect(),
            Attribute::Fachbereich => vec![&lage.projekt.fachbereich],
            Attribute::Ziel => lage.projekt.ziele.iter().collect(),
            Attribute::Programm => lage.programme.clone(),
        }
    }

    /// All groups with their names, in the order of the master data.
    fn groups(self, bestand: &Bestand) -> Vec<(Kennung, String)> {
        let s = &bestand.stammdaten;
        match self {
            Attribute::Dezernat => s.dezernat.iter().map(|d| (d.kennung.clone(), d.name.clone())).collect(),
            Attribute::Fachbereich => s.fachbereich.iter().map(|f| (f.kennung.clone(), f.name.clone())).collect(),
            Attribute::Ziel => s.ziel.iter().map(|z| (z.kennung.clone(), z.name.clone())).collect(),
            Attribute::Programm => bestand.programme.iter().map(|p| (p.kennung.clone(), p.name.clone())).collect(),
        }
    }
}

/// The figures of one group.
#[derive(Debug, Clone)]
pub struct Group {
    /// The group's Kennung; `None` for the projects without one.
    pub kennung: Option<Kennung>,
    /// Its full name.
    pub name: String,
    /// One figure for each [`Gliederung::kennzahlen`].
    pub figures: Vec<Figure>,
}

/// A break-down: groups, and in how far they sum to the total.
#[derive(Debug, Clone)]
pub struct Gliederung {
    /// The attribute.
    pub merkmal: Attribute,
    /// Its title in the words of the municipality.
    pub titel: String,
    /// The columns.
    pub kennzahlen: Vec<Kennzahl>,
    /// The groups that hold at least one project, in the order of the master data; those without a group last.
    pub gruppen: Vec<Group>,
    /// Whether some project stands in several groups, so that the groups sum to more than the total.
    pub mehrfach: bool,
}

/// Breaks a selection down by one attribute.
pub fn gliederung(
    bestand: &Bestand,
    portfolio: &Portfolio<'_>,
    merkmal: Attribute,
    kennzahlen: &[Kennzahl],
) -> Gliederung {
    let placed: Vec<(&Lage<'_>, Vec<&Kennung>)> =
        portfolio.lagen.iter().map(|lage| (lage, merkmal.of(portfolio, lage))).collect();
    let by_group = members(&placed);
    let counted = |lage: &Lage<'_>| kennzahlen.iter().any(|k| k.counts(lage, &portfolio.bezug));
    let mut groups: Vec<(Option<Kennung>, String)> =
        merkmal.groups(bestand).into_iter().map(|(kennung, name)| (Some(kennung), name)).collect();
    let titel = merkmal.titel(&bestand.stammdaten);
    groups.push((None, format!("ohne {titel}")));
    let gruppen = groups.into_iter().filter_map(|(kennung, name)| {
        let members = by_group.get(&kennung.as_ref()).map(Vec::as_slice).unwrap_or_default();
        let figures =
            kennzahlen.iter().map(|k| figure(portfolio, (merkmal, titel), &kennung, &name, *k, members)).collect();
        members.iter().any(|lage| counted(lage)).then_some(Group { kennung, name, figures })
    });
    Gliederung {
        merkmal,
        titel: titel.to_owned(),
        kennzahlen: kennzahlen.to_vec(),
        gruppen: gruppen.collect(),
        mehrfach: placed.iter().any(|(lage, of)| of.len() > 1 && counted(lage)),
    }
}

/// The projects of each group, in the order of the data; under `None` those without a group.
fn members<'b, 'a>(placed: &[(&'b Lage<'a>, Vec<&'a Kennung>)]) -> BTreeMap<Option<&'a Kennung>, Vec<&'b Lage<'a>>> {
    let mut members: BTreeMap<Option<&Kennung>, Vec<&Lage<'a>>> = BTreeMap::new();
    for (lage, of) in placed {
        let named: BTreeSet<Option<&Kennung>> = of.iter().copied().map(Some).collect();
        let groups = if named.is_empty() { BTreeSet::from([None]) } else { named };
        for group in groups {
            members.entry(group).or_default().push(lage);
        }
    }
    members
}

fn figure(
    portfolio: &Portfolio<'_>,
    (merkmal, titel): (Attribute, &str),
    kennung: &Option<Kennung>,
    name: &str,
    kennzahl: Kennzahl,
    members: &[&Lage<'_>],
) -> Figure {
    let bezug = &portfolio.bezug;
    let counted = members.iter().filter(|lage| kennzahl.counts(lage, bezug));
    let belege: Arc<[Beleg]> = counted.map(|lage| lage.beleg.clone()).collect();
    let key = kennung.as_ref().map_or_else(|| "_ohne".to_owned(), |k| slug(k.as_str()));
    Figure {
        id: format!("{}.{}.{}.{key}", bezug.name, kennzahl.slug(), merkmal.slug()),
        regel: kennzahl.regel(),
        titel: format!("{}: {name}", kennzahl.titel(bezug)),
        definition: format!("{} Nur {} „{name}“.", kennzahl.definition(), titel),
        bezug: kennzahl.bezug(bezug),
        wert: Wert::Anzahl(belege.len()),
        belege,
        rechnung: tally(kennzahl, members.iter().copied(), bezug),
    }
}
