//! The data as they were known on a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Bestand, Fortschritt, Kennung, Located, Projekt};

/// The newest row of each project that was known on a day, in the order of first appearance.
///
/// Records are only added, so an old paper computed again gives its old numbers: rows recorded after `datenstand` do
/// not count; rows without a day of recording were always known.
pub(super) fn projekte(bestand: &Bestand, datenstand: NaiveDate) -> Vec<&Located<Projekt>> {
    let mut order: Vec<&Kennung> = Vec::new();
    let mut newest: BTreeMap<&Kennung, &Located<Projekt>> = BTreeMap::new();
    for projekt in bestand.projekte.iter().filter(|p| known(p.erfasst, datenstand)) {
        match newest.get(&projekt.kennung) {
            None => order.push(&projekt.kennung),
            Some(held) if held.erfasst > projekt.erfasst => continue,
            Some(_) => {}
        }
        newest.insert(&projekt.kennung, projekt);
    }
    order.into_iter().filter_map(|kennung| newest.get(kennung).copied()).collect()
}

/// The newest progress entry of a project that is dated up to `stichtag` and was known on `datenstand`.
pub(super) fn fortschritt<'a>(
    bestand: &'a Bestand,
    projekt: &Kennung,
    stichtag: NaiveDate,
    datenstand: NaiveDate,
) -> Option<&'a Located<Fortschritt>> {
    let entries = bestand.fortschritt.iter().filter(|f| f.projekt == *projekt);
    let known = entries.filter(|f| f.datum <= stichtag && known(f.erfasst, datenstand));
    known.max_by_key(|f| (f.datum, f.erfasst))
}

/// Whether something that was recorded on a day counts.
pub(super) fn known(erfasst: Option<NaiveDate>, datenstand: NaiveDate) -> bool {
    erfasst.is_none_or(|tag| tag <= datenstand)
}
