//! Which emission factor a quantity is reckoned with.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::model::{Bestand, Energiemenge, Faktor, Faktorstand, Klimaparameter, Located, Mengeneinheit, Systemgrenze};

/// Why a quantity has no factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Luecke {
    /// No factor is for this carrier.
    Traeger,
    /// The carrier has factors, but for other units.
    Einheit,
    /// The carrier has factors for the unit, but only within the other system boundary.
    Systemgrenze,
    /// None of its factors holds on the day of the paper, or none is sure enough.
    Tag,
}

/// Quantities without a factor, each with the reason.
pub type Luecken<'a> = Vec<(&'a Located<Energiemenge>, Luecke)>;

/// The factors that hold for a paper of a day.
///
/// [ours] Factors within and without the upstream chain are never mixed: only those of the configured boundary count.
/// Of them a factor must be for the same carrier and unit, hold on the day, be for a year before the paper's, and be as
/// sure as configured. The newest year counts, of its editions the one valid from the latest day. A factor without a year
/// holds for every year, but one for a year says more and goes before it.
#[derive(Debug, Clone)]
pub struct Faktoren<'a> {
    by_traeger: BTreeMap<&'a str, BTreeMap<Mengeneinheit, Choice<'a>>>,
    /// The boundary that the municipality reckons with.
    pub systemgrenze: Systemgrenze,
    /// How sure a factor must be at least.
    pub stand: Faktorstand,
    /// The day of the paper.
    pub tag: NaiveDate,
}

/// What there is for a carrier in a unit.
#[derive(Debug, Clone, Copy, Default)]
struct Choice<'a> {
    within: bool,
    chosen: Option<&'a Located<Faktor>>,
}

impl<'a> Faktoren<'a> {
    /// The factors of a workspace for a paper of a day.
    pub fn on(bestand: &'a Bestand, tag: NaiveDate) -> Self {
        Self::new(&bestand.faktoren, &bestand.stammdaten.klima, tag)
    }

    /// Chooses from a table, looking at each row once.
    pub fn new(tabelle: &'a [Located<Faktor>], klima: &Klimaparameter, tag: NaiveDate) -> Self {
        let systemgrenze = klima.systemgrenze.unwrap_or(Systemgrenze::Direkt);
        let stand = klima.faktorstand.unwrap_or(Faktorstand::Vorlaeufig);
        let mut faktoren = Self { by_traeger: BTreeMap::new(), systemgrenze, stand, tag };
        tabelle.iter().for_each(|faktor| faktoren.add(faktor));
        faktoren
    }

    /// The factor of a quantity; `Ok(None)` for a mass of CO2, which needs none.
    pub fn of(&self, zeile: &Energiemenge) -> Result<Option<&'a Located<Faktor>>, Luecke> {
        let (einheit, _) = zeile.einheit.basis();
        if einheit == Mengeneinheit::TonneCo2 {
            return Ok(None);
        }
        let units = self.by_traeger.get(zeile.traeger.trim()).ok_or(Luecke::Traeger)?;
        let wahl = units.get(&einheit).ok_or(Luecke::Einheit)?;
        wahl.chosen.map(Some).ok_or(if wahl.within { Luecke::Tag } else { Luecke::Systemgrenze })
    }

    /// The carriers that have a factor, by name.
    pub fn traeger(&self) -> impl Iterator<Item = &'a str> + Clone {
        self.by_traeger.keys().copied()
    }

    /// The units for which a carrier has factors; kWh stands for MWh too.
    pub fn einheiten(&self, traeger: &str) -> Vec<Mengeneinheit> {
        self.by_traeger.get(traeger.trim()).map(|units| units.keys().copied().collect()).unwrap_or_default()
    }

    fn add(&mut self, faktor: &'a Located<Faktor>) {
        let fits = self.fits(faktor);
        let units = self.by_traeger.entry(faktor.traeger.trim()).or_default();
        let wahl = units.entry(faktor.einheit.basis().0).or_default();
        wahl.within |= faktor.systemgrenze == self.systemgrenze;
        if fits && wahl.chosen.is_none_or(|held| rank(held) < rank(faktor)) {
            wahl.chosen = Some(faktor);
        }
    }

    fn fits(&self, faktor: &Faktor) -> bool {
        faktor.systemgrenze == self.systemgrenze
            && faktor.gueltig_ab <= self.tag
            && faktor.stand <= self.stand
            && faktor.jahr.is_none_or(|jahr| jahr.zahl() < self.tag.year())
    }
}

/// The order of preference; what tells two factors of one year and day apart is there only so that the order of the
/// rows does not matter: a check reports them.
fn rank(faktor: &Faktor) -> impl Ord + use<'_> {
    (faktor.jahr, faktor.gueltig_ab, Reverse(faktor.stand), Reverse(&faktor.kennung))
}
