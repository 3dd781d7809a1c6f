//! Meilensteine that are overdue.

use chrono::NaiveDate;

use super::{Beleg, Bezug, Figure, Glied, Portfolio, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Keyed, Located, Meilenstein, Projekt, Table, day};

/// The Meilensteine of projects under way or paused that should have been reached before a day and were not.
#[derive(Debug, Clone)]
pub struct OverdueMilestones<'a> {
    /// Each with its project, the earliest first.
    pub meilensteine: Vec<(&'a Located<Projekt>, &'a Located<Meilenstein>)>,
    /// How many.
    pub anzahl: Figure,
}

impl<'a> OverdueMilestones<'a> {
    /// Looks for them in a selection, on the day of the report.
    pub fn on(portfolio: &Portfolio<'a>, datum: NaiveDate) -> Self {
        let open = portfolio.lagen.iter().filter(|lage| lage.status.is_open());
        let of = |projekt: &'a Located<Projekt>| {
            let all = portfolio.sicht().meilensteine(&projekt.kennung).iter().copied();
            all.filter(|meilenstein| meilenstein.is_overdue(datum)).map(move |meilenstein| (projekt, meilenstein))
        };
        let mut meilensteine: Vec<_> = open.flat_map(|lage| of(lage.projekt)).collect();
        meilensteine.sort_by_key(|(projekt, meilenstein)| (meilenstein.geplant, &projekt.kennung));
        Self { anzahl: anzahl(portfolio, datum, &meilensteine), meilensteine }
    }
}

fn anzahl(portfolio: &Portfolio<'_>, datum: NaiveDate, all: &[(&Located<Projekt>, &Located<Meilenstein>)]) -> Figure {
    let beleg = |meilenstein: &Located<Meilenstein>| Beleg::row(Table::Meilensteine, meilenstein.name());
    let glied = |(projekt, meilenstein): &(&Located<Projekt>, &Located<Meilenstein>)| {
        let titel = format!("{}: {}", projekt.kennung, meilenstein.titel);
        let glied = Glied::datensatz(TermSign::Plus, titel, "1".into(), vec![beleg(meilenstein)]);
        glied.because(format!("geplant für {}", day(meilenstein.geplant)))
    };
    Figure {
        id: portfolio.bezug.id("meilensteine_ueberfaellig"),
        regel: "Meilensteine",
        titel: "überfällige Meilensteine".into(),
        definition: "Meilensteine laufender und pausierter Projekte, die vor dem Datum des Berichts geplant waren und bis dahin \
                     nicht erreicht sind."
            .into(),
        bezug: Bezug::Stichtag(datum),
        wert: Wert::Anzahl(all.len()),
        belege: all.iter().map(|(_, meilenstein)| beleg(meilenstein)).collect(),
        rechnung: Rechnung::new(Rechenart::Anzahl, all.iter().map(glied).collect()),
    }
}
