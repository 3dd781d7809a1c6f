//! The data as they were known on a day, with what belongs to each project at hand.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Bestand, Bewilligung, Fortschritt, Kennung, Located, Pause, Projekt};

/// The newest row of each record that was known on a day.
///
/// Records are only added, so an old paper computed again gives its old numbers: rows recorded later do not count, and
/// among rows of one key the one recorded last replaces the others. Rows without a day of recording were always known.
/// Everything is found by the project's Kennung, so that a table of any length is walked once and not once per project.
#[derive(Debug, Clone)]
pub struct Sicht<'a> {
    projekte: Vec<&'a Located<Projekt>>,
    by_kennung: BTreeMap<&'a Kennung, usize>,
    fortschritt: BTreeMap<&'a Kennung, Vec<&'a Located<Fortschritt>>>,
    pausen: BTreeMap<&'a Kennung, Vec<&'a Located<Pause>>>,
    bewilligungen: BTreeMap<&'a Kennung, Vec<&'a Located<Bewilligung>>>,
    dezernate: BTreeMap<&'a Kennung, &'a Kennung>,
}

impl<'a> Sicht<'a> {
    /// What was known on `datenstand`.
    pub fn am(bestand: &'a Bestand, datenstand: NaiveDate) -> Self {
        let known = |erfasst: Option<NaiveDate>| erfasst.is_none_or(|tag| tag <= datenstand);
        let (projekte, by_kennung) = newest(bestand.projekte.iter().filter(|p| known(p.erfasst)));
        let fortschritt = by_project(bestand.fortschritt.iter().filter(|f| known(f.erfasst)), |f| &f.projekt);
        let pausen = by_project(bestand.pausen.iter().filter(|p| known(p.erfasst)), |p| &p.projekt);
        let mut dezernate = BTreeMap::new();
        for fachbereich in bestand.stammdaten.fachbereich.iter() {
            dezernate.entry(&fachbereich.kennung).or_insert(&fachbereich.dezernat);
        }
        Self {
            projekte,
            by_kennung,
            fortschritt: without_replaced(fortschritt, |f| (f.datum, f.erfasst)),
            pausen: without_replaced(pausen, |p| (p.von, p.erfasst)),
            bewilligungen: by_project(bestand.bewilligungen.iter().filter(|b| known(b.erfasst)), |b| &b.projekt),
            dezernate,
        }
    }

    /// All that is known, whenever it was recorded.
    pub fn gesamt(bestand: &'a Bestand) -> Self {
        Self::am(bestand, NaiveDate::MAX)
    }

    /// The newest row of each project, in the order of first appearance.
    pub fn projekte(&self) -> &[&'a Located<Projekt>] {
        &self.projekte
    }

    /// The newest row of a project.
    pub fn projekt(&self, kennung: &Kennung) -> Option<&'a Located<Projekt>> {
        self.by_kennung.get(kennung).and_then(|position| self.projekte.get(*position)).copied()
    }

    /// The entries of a project's Erledigungsstand, by day.
    pub fn fortschritt(&self, projekt: &Kennung) -> &[&'a Located<Fortschritt>] {
        self.fortschritt.get(projekt).map(Vec::as_slice).unwrap_or_default()
    }

    /// The newest entry of a project that is dated up to a day.
    pub fn stand(&self, projekt: &Kennung, stichtag: NaiveDate) -> Option<&'a Located<Fortschritt>> {
        let entries = self.fortschritt(projekt);
        entries.partition_point(|f| f.datum <= stichtag).checked_sub(1).and_then(|last| entries.get(last)).copied()
    }

    /// The pauses of a project, by first day.
    pub fn pausen(&self, projekt: &Kennung) -> &[&'a Located<Pause>] {
        self.pausen.get(projekt).map(Vec::as_slice).unwrap_or_default()
    }

    /// The pause of a project that covers a day; where several do, the one that began last.
    pub fn pause(&self, projekt: &Kennung, tag: NaiveDate) -> Option<&'a Located<Pause>> {
        self.pausen(projekt).iter().rev().find(|pause| pause.deckt(tag)).copied()
    }

    /// The grants to a project, in the order of the table.
    pub fn bewilligungen(&self, projekt: &Kennung) -> &[&'a Located<Bewilligung>] {
        self.bewilligungen.get(projekt).map(Vec::as_slice).unwrap_or_default()
    }

    /// The department of a division.
    pub fn dezernat(&self, fachbereich: &Kennung) -> Option<&'a Kennung> {
        self.dezernate.get(fachbereich).copied()
    }
}

/// The newest row of each project in the order of first appearance, and where each stands.
fn newest<'a>(
    rows: impl Iterator<Item = &'a Located<Projekt>>,
) -> (Vec<&'a Located<Projekt>>, BTreeMap<&'a Kennung, usize>) {
    let mut projekte: Vec<&Located<Projekt>> = Vec::new();
    let mut positions: BTreeMap<&Kennung, usize> = BTreeMap::new();
    for row in rows {
        let position = *positions.entry(&row.kennung).or_insert(projekte.len());
        match projekte.get_mut(position) {
            None => projekte.push(row),
            Some(held) if held.erfasst > row.erfasst => {}
            Some(held) => *held = row,
        }
    }
    (projekte, positions)
}

fn by_project<'a, T>(
    rows: impl Iterator<Item = &'a Located<T>>,
    projekt: impl Fn(&'a T) -> &'a Kennung,
) -> BTreeMap<&'a Kennung, Vec<&'a Located<T>>> {
    let mut groups: BTreeMap<&Kennung, Vec<&Located<T>>> = BTreeMap::new();
    for row in rows {
        groups.entry(projekt(row)).or_default().push(row);
    }
    groups
}

/// Sorts the rows of each project by day, and leaves out those that a later recording of the same day replaces.
fn without_replaced<'a, T>(
    mut groups: BTreeMap<&'a Kennung, Vec<&'a Located<T>>>,
    key: impl Fn(&T) -> (NaiveDate, Option<NaiveDate>),
) -> BTreeMap<&'a Kennung, Vec<&'a Located<T>>> {
    for rows in groups.values_mut() {
        rows.sort_by_key(|row| key(row));
        let newest: BTreeMap<NaiveDate, Option<NaiveDate>> = rows.iter().map(|row| key(row)).collect();
        rows.retain(|row| newest.get(&key(row).0) == Some(&key(row).1));
    }
    groups
}
