//! Records that say something else since a period was closed.

use chrono::NaiveDate;

use super::Vorperiode;
use crate::figures::record_places::RecordPlaces;
use crate::figures::{Beleg, Figure, Quelle, Wert};
use crate::model::{Bestand, Table};

/// The rows of records, as they were known when a period was closed and as they are known to a later report.
pub(super) struct Replaced<'a> {
    /// `None` where nothing was corrected, so that nobody asks.
    rows: Option<[RecordPlaces<'a>; 2]>,
}

impl<'a> Replaced<'a> {
    /// What was replaced after a period was closed, up to a Datenstand.
    pub(super) fn since(bestand: &'a Bestand, vorher: &Vorperiode<'a>, datenstand: NaiveDate) -> Self {
        let days = [vorher.bericht.datenstand, datenstand];
        Self { rows: (!vorher.korrigiert.is_empty()).then(|| days.map(|day| RecordPlaces::new(bestand, day, None))) }
    }

    /// The records of a figure that were replaced.
    pub(super) fn of(&self, figure: &Figure) -> Vec<String> {
        let Some([then, now]) = &self.rows else { return Vec::new() };
        let replaced = telling(figure).filter(|beleg| then.span(beleg) != now.span(beleg));
        let mut names: Vec<String> = replaced.map(Beleg::name).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// The records of a figure by which it is another once they are replaced: amounts follow from all their records, counts and means from
/// entries of progress, but also from projects, whose rows change for any reason.
fn telling(figure: &Figure) -> impl Iterator<Item = &Beleg> {
    let is_amount = matches!(figure.wert, Wert::Betrag(_));
    let of_terms = figure.rechnung.glieder.iter().flat_map(|glied| match &glied.quelle {
        Quelle::Datensatz(belege) => belege.as_slice(),
        _ => &[],
    });
    let all = figure.belege.iter().chain(of_terms);
    all.filter(move |beleg| is_amount || beleg.tabelle == Table::Fortschritt.name())
}
