//! What quantities of energy come to together.

use super::{Faktoren, Luecken, Masse, Mittel, klasse};
use crate::model::{Energiemenge, Faktor, Kompensation, Located, Wirkung};

/// The most years over which a quantity is counted; a longer use is a finding.
pub(super) const MOST_YEARS: i32 = 100;

/// One quantity with its factor.
#[derive(Debug, Clone, Copy)]
pub struct Klimaposten<'a> {
    /// The quantity.
    pub zeile: &'a Located<Energiemenge>,
    /// The factor; `None` for a mass of CO2.
    pub faktor: Option<&'a Located<Faktor>>,
    /// What it comes to in one year.
    pub masse: Masse,
}

impl Klimaposten<'_> {
    /// What it comes to per year in the mean over so many years.
    pub fn mittel(&self, jahre: i32) -> Mittel {
        Mittel { summe: self.total(), jahre: i128::from(jahre.max(1)) }
    }

    /// What it comes to over its whole use.
    fn total(&self) -> Masse {
        self.masse.times(i128::from(self.jahre()))
    }

    fn jahre(&self) -> i32 {
        self.zeile.nutzungsjahre.clamp(1, MOST_YEARS)
    }
}

/// Which way quantities go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is saved than added.
    Einsparung,
    /// More is added than saved.
    Erhoehung,
    /// As much is saved as is added.
    Ausgeglichen,
}

/// Quantities of one or several projects, and what they come to.
///
/// [ours] The mean is over the longest use of what is saved or added. What is compensated counts apart, over the same
/// years, so that its share is that of the whole mass and not of a year.
#[derive(Debug, Clone, Default)]
pub struct Klimabilanz<'a> {
    /// The quantities that could be reckoned, in the order of the data.
    pub posten: Vec<Klimaposten<'a>>,
    /// The quantities without a factor.
    pub luecken: Luecken<'a>,
    einsparung: Masse,
    erhoehung: Masse,
    kompensation: Masse,
    jahre: i32,
}

impl<'a> Klimabilanz<'a> {
    /// Reckons quantities with the factors of a paper.
    pub fn new(zeilen: impl IntoIterator<Item = &'a Located<Energiemenge>>, faktoren: &Faktoren<'a>) -> Self {
        let mut bilanz = Self::default();
        for zeile in zeilen {
            match faktoren.of(zeile) {
                Ok(faktor) => bilanz.add(Klimaposten { zeile, faktor, masse: Masse::of(zeile, faktor.map(|f| &**f)) }),
                Err(luecke) => bilanz.luecken.push((zeile, luecke)),
            }
        }
        bilanz
    }

    /// Whether something is saved or added, and everything could be reckoned.
    ///
    /// [ours] A compensation alone says nothing of what it makes up for.
    pub fn is_complete(&self) -> bool {
        self.luecken.is_empty() && self.posten.iter().any(|posten| posten.zeile.wirkung != Wirkung::Kompensiert)
    }

    /// Whether there is nothing to reckon.
    pub fn is_empty(&self) -> bool {
        self.luecken.is_empty() && self.posten.is_empty()
    }

    /// Over how many years the means are.
    pub fn jahre(&self) -> i32 {
        self.jahre.max(1)
    }

    /// What is saved, per year.
    pub fn einsparung(&self) -> Mittel {
        self.mittel(self.einsparung)
    }

    /// What is added, per year.
    pub fn erhoehung(&self) -> Mittel {
        self.mittel(self.erhoehung)
    }

    /// What is compensated, per year.
    pub fn kompensation(&self) -> Mittel {
        self.mittel(self.kompensation)
    }

    /// What is saved and added against each other, per year: never negative, the direction says what it is.
    pub fn netto(&self) -> Mittel {
        self.mittel(self.einsparung.distance(self.erhoehung))
    }

    /// Which way it goes together.
    pub fn richtung(&self) -> Direction {
        match self.einsparung.cmp(&self.erhoehung) {
            std::cmp::Ordering::Greater => Direction::Einsparung,
            std::cmp::Ordering::Less => Direction::Erhoehung,
            std::cmp::Ordering::Equal => Direction::Ausgeglichen,
        }
    }

    /// How many whole percent of a net increase are compensated; `None` where nobody stated a compensation, or there is
    /// nothing to compensate.
    pub fn kompensationsanteil(&self) -> Option<u32> {
        let stated = self.with(Wirkung::Kompensiert).next().is_some();
        let increase = self.richtung() == Direction::Erhoehung;
        (stated && increase).then(|| klasse::anteil(self.kompensation, self.netto().summe))
    }

    /// The tick in row 6; `None` without an increase.
    pub fn compensated(&self) -> Option<Kompensation> {
        (self.richtung() == Direction::Erhoehung).then(|| match self.kompensationsanteil() {
            Some(percent) => klasse::kompensation(percent),
            None => Kompensation::NichtBekannt,
        })
    }

    /// The quantities with one effect.
    pub fn with(&self, wirkung: Wirkung) -> impl Iterator<Item = &Klimaposten<'a>> {
        self.posten.iter().filter(move |posten| posten.zeile.wirkung == wirkung)
    }

    fn add(&mut self, posten: Klimaposten<'a>) {
        let (jahre, masse) = (posten.jahre(), posten.total());
        let sum = match posten.zeile.wirkung {
            Wirkung::Eingespart => &mut self.einsparung,
            Wirkung::Zusaetzlich => &mut self.erhoehung,
            Wirkung::Kompensiert => &mut self.kompensation,
        };
        *sum = sum.plus(masse);
        if posten.zeile.wirkung != Wirkung::Kompensiert {
            self.jahre = self.jahre.max(jahre);
        }
        self.posten.push(posten);
    }

    fn mittel(&self, summe: Masse) -> Mittel {
        Mittel { summe, jahre: i128::from(self.jahre()) }
    }
}
