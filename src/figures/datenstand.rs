//! The day that the data of a section are from, and how old they may be.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Beleg, Bezug, Figure, Rechnung, Wert, auswahl};
use crate::model::{Bestand, Datenalter, Kennung, Keyed, Located, Sicht};

/// Which tables a section is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Datenbereich {
    /// Projects, their entries, pauses, milestones and costs.
    Projekte,
    /// Reifegrade of services, those without a project included.
    Reifegrade,
    /// Budget and assets.
    Haushalt,
    /// Grants with their parts, calls, payments and proofs.
    Foerderung,
    /// Quantities of energy.
    Klima,
}

impl Datenbereich {
    /// The title of the chapter of a report that is made from it.
    pub fn kapitel(self) -> &'static str {
        match self {
            Datenbereich::Projekte => "Projekte",
            Datenbereich::Reifegrade => "OZG-Reifegrad",
            Datenbereich::Haushalt => "Haushalt",
            Datenbereich::Foerderung => "Förderung",
            Datenbereich::Klima => "Klimawirkung",
        }
    }
}

/// The newest day up to `bis` on which something was recorded or happened that a section of these projects counts.
///
/// `None` where no row says a day: nobody knows then how old the data are.
pub fn data_day<'k>(
    sicht: &Sicht<'_>,
    bereich: Datenbereich,
    projekte: impl IntoIterator<Item = &'k Kennung>,
    bis: NaiveDate,
) -> Option<NaiveDate> {
    let projekte: BTreeSet<&Kennung> = projekte.into_iter().collect();
    let each = |of: fn(&Sicht<'_>, &Kennung) -> Vec<NaiveDate>| {
        projekte.iter().flat_map(|projekt| of(sicht, projekt)).collect::<Vec<_>>()
    };
    let days = match bereich {
        Datenbereich::Projekte => each(fortschritt),
        Datenbereich::Haushalt => each(haushalt),
        Datenbereich::Foerderung => each(foerderung),
        Datenbereich::Klima => each(|sicht, projekt| told(sicht.energie(projekt))),
        // Services that belong to no project are in every selection.
        Datenbereich::Reifegrade => {
            told(sicht.reifegrade().iter().filter(|row| auswahl::holds_service(row, &projekte)))
        }
    };
    days.into_iter().filter(|day| *day <= bis).max()
}

/// The days on which rows were recorded, and on which that happened which they tell.
fn told<'r, 'a: 'r, T: Keyed + 'a>(rows: impl IntoIterator<Item = &'r &'a Located<T>>) -> Vec<NaiveDate> {
    rows.into_iter().flat_map(|row| row.days().into_iter().chain(row.erfasst())).collect()
}

fn fortschritt(sicht: &Sicht<'_>, projekt: &Kennung) -> Vec<NaiveDate> {
    let tables = [
        told(&sicht.projekt(projekt)),
        told(sicht.fortschritt(projekt)),
        told(sicht.meilensteine(projekt)),
        told(sicht.kosten(projekt)),
        told(sicht.pausen(projekt)),
    ];
    tables.concat()
}

fn haushalt(sicht: &Sicht<'_>, projekt: &Kennung) -> Vec<NaiveDate> {
    [told(sicht.haushalt(projekt)), told(sicht.anlagen(projekt))].concat()
}

fn foerderung(sicht: &Sicht<'_>, projekt: &Kennung) -> Vec<NaiveDate> {
    let grants = sicht.bewilligungen(projekt);
    let parts = grants.iter().flat_map(|grant| {
        let kennung = &grant.kennung;
        let tables = [
            told(sicht.aenderungen(kennung)),
            told(sicht.tranchen(kennung)),
            told(sicht.mittelabrufe(kennung)),
            told(sicht.zahlungen(kennung)),
            told(sicht.nachweise(kennung)),
        ];
        tables.concat()
    });
    [told(grants), parts.collect()].concat()
}

/// Whether data of a day are older on another than the municipality allows.
fn is_outdated(alter: Option<&Datenalter>, stand: NaiveDate, tag: NaiveDate) -> bool {
    // A limit that is none has a finding of its own.
    let limit = alter.filter(|alter| alter.gueltig_ab <= tag && alter.hoechstens_tage > 0);
    let days = limit.and_then(|alter| u64::try_from(alter.hoechstens_tage).ok());
    days.and_then(|days| stand.checked_add_days(Days::new(days))).is_some_and(|last| last < tag)
}

/// How many days old data may be, as the parameter that it is; `None` where the municipality does not say.
pub fn hoechstalter(bestand: &Bestand) -> Option<Figure> {
    let Datenalter { hoechstens_tage, gueltig_ab, quelle } = bestand.stammdaten.datenalter.as_ref()?;
    Some(Figure {
        id: "daten.hoechstalter".into(),
        regel: "Datenstand",
        titel: "Tage, die Daten alt sein dürfen".into(),
        definition: format!("Örtliche Festlegung. Quelle: {}.", quelle.trim_end_matches('.')),
        bezug: Bezug::GueltigAb(*gueltig_ab),
        wert: Wert::Anzahl(usize::try_from(*hoechstens_tage).unwrap_or_default()),
        belege: [Beleg::new("ratsbericht.toml", "datenalter/hoechstens_tage")].into(),
        rechnung: Rechnung::typed(),
    })
}

/// For which paper the days are looked up.
#[derive(Debug)]
pub struct Datenstaende<'a> {
    /// The records.
    pub bestand: &'a Bestand,
    /// The records as they were known on the Datenstand.
    pub sicht: &'a Sicht<'a>,
    /// The projects that the paper speaks of.
    pub projekte: Vec<&'a Kennung>,
    /// What was recorded after this day does not count.
    pub datenstand: NaiveDate,
    /// The day of the paper, on which the data must not be too old.
    pub datum: NaiveDate,
}

impl Datenstaende<'_> {
    /// The day that the data of a section are from; `None` where nobody knows.
    pub fn day(&self, bereich: Datenbereich) -> Option<NaiveDate> {
        data_day(self.sicht, bereich, self.projekte.iter().copied(), self.datenstand)
    }

    /// Whether data of a day are too old for the paper.
    pub fn is_outdated(&self, stand: NaiveDate) -> bool {
        is_outdated(self.bestand.stammdaten.datenalter.as_ref(), stand, self.datum)
    }

    /// Whether the municipality says on the day of the paper how old data may be.
    pub fn has_limit(&self) -> bool {
        let alter = self.bestand.stammdaten.datenalter.as_ref();
        alter.is_some_and(|alter| alter.gueltig_ab <= self.datum && alter.hoechstens_tage > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_old_from_the_day_after_the_limit_on() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let alter = Datenalter { hoechstens_tage: 90, gueltig_ab: day("2020-01-01"), quelle: "Q".into() };
        let old = |stand, tag| is_outdated(Some(&alter), day(stand), day(tag));
        assert!(!old("2021-01-01", "2021-04-01"), "exactly ninety days");
        assert!(old("2021-01-01", "2021-04-02"));
        assert!(!old("2019-01-01", "2019-12-31"), "before the limit holds");
        let none = Datenalter { hoechstens_tage: 0, ..alter.clone() };
        assert!(!is_outdated(Some(&none), day("2019-01-01"), day("2021-01-01")));
        assert!(!is_outdated(None, day("2019-01-01"), day("2021-01-01")));
    }
}
