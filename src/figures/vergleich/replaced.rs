//! Records that say something else since a period was closed.

use chrono::NaiveDate;

use super::Vorperiode;
use crate::figures::record_places::RecordPlaces;
use crate::figures::{Beleg, Figure, Wert};
use crate::model::Bestand;

/// The rows of records, as they were known when a period was closed and as they are known to a later report.
pub(super) struct Replaced<'a> {
    /// `None` where no amount was corrected, so that nobody asks.
    rows: Option<[RecordPlaces<'a>; 2]>,
}

impl<'a> Replaced<'a> {
    /// What was replaced after a period was closed, up to a Datenstand.
    pub(super) fn since(bestand: &'a Bestand, vorher: &Vorperiode<'a>, datenstand: NaiveDate) -> Self {
        let corrected = vorher.korrigiert.iter().any(|figure| matches!(figure.wert, Wert::Betrag(_)));
        let days = [vorher.bericht.datenstand, datenstand];
        Self { rows: corrected.then(|| days.map(|day| RecordPlaces::new(bestand, day, None))) }
    }

    /// The records of an amount that were replaced; counts and means follow from projects, whose rows change for any reason.
    pub(super) fn of(&self, figure: &Figure) -> Vec<String> {
        let Some([then, now]) = self.rows.as_ref().filter(|_| matches!(figure.wert, Wert::Betrag(_))) else {
            return Vec::new();
        };
        let replaced = figure.belege.iter().filter(|beleg| then.span(beleg) != now.span(beleg));
        let mut names: Vec<String> = replaced.map(Beleg::name).collect();
        names.sort();
        names.dedup();
        names
    }
}
