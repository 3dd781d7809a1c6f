//! Records that say something else since a period was closed.

use chrono::NaiveDate;

use super::Vorperiode;
use crate::figures::record_places::RecordPlaces;
use crate::figures::{Beleg, Figure, Wert};
use crate::model::{Bestand, Table};

/// The rows of records, as they were known when a period was closed and as they are known to a later report.
pub(super) struct Replaced<'a> {
    /// `None` where nothing was corrected that they tell of, so that nobody asks.
    rows: Option<[RecordPlaces<'a>; 2]>,
}

impl<'a> Replaced<'a> {
    /// What was replaced after a period was closed, up to a Datenstand.
    pub(super) fn since(bestand: &'a Bestand, vorher: &Vorperiode<'a>, datenstand: NaiveDate) -> Self {
        let corrected = vorher.korrigiert.iter().any(|figure| figure.belege.iter().any(|beleg| tells(figure, beleg)));
        let days = [vorher.bericht.datenstand, datenstand];
        Self { rows: corrected.then(|| days.map(|day| RecordPlaces::new(bestand, day, None))) }
    }

    /// The records of a figure that were replaced.
    pub(super) fn of(&self, figure: &Figure) -> Vec<String> {
        let Some([then, now]) = &self.rows else { return Vec::new() };
        let told = figure.belege.iter().filter(|beleg| tells(figure, beleg));
        let replaced = told.filter(|beleg| then.span(beleg) != now.span(beleg));
        let mut names: Vec<String> = replaced.map(Beleg::name).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Whether a figure can be another because a record was replaced: amounts follow from all their records, counts and means from
/// entries of progress, but also from projects, whose rows change for any reason.
fn tells(figure: &Figure, beleg: &Beleg) -> bool {
    matches!(figure.wert, Wert::Betrag(_)) || beleg.tabelle == Table::Fortschritt.name()
}
