//! What the Datenstand of a paper leaves out, and what has no day among rows that have one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Beleg, Bezug, Figure, Glied, PortfolioBezug, Rechenart, Rechnung, TermSign, Wert, auswahl};
use crate::model::{Bestand, Kennung, Located, Row, Sicht, Table, TableVisitor, newest};
use crate::source::Span;

/// A table and what the Datenstand leaves out of it.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The table.
    pub table: Table,
    /// How many rows on the projects of the paper tell of days up to the Datenstand, or of no day.
    pub rows: usize,
    /// Those of them that were recorded after it and say something else than what was known, so that the paper lacks them.
    pub late: Vec<LeftOutRow>,
    /// Those without a day of recording behind rows of which most have one; they count.
    pub undated: Vec<LeftOutRow>,
    /// The records that no row makes known up to the Datenstand; a correction that came late is none of them, since the paper
    /// says what was known before.
    pub unknown: Vec<LeftOutRow>,
    /// Of so many records it is known that they tell of days up to the Datenstand.
    pub records: usize,
    /// So many of these are unknown.
    pub missing: usize,
}

/// A row of such a table.
#[derive(Debug, Clone)]
pub struct LeftOutRow {
    /// What names its record in traces.
    pub name: String,
    /// Where its day of recording stands.
    pub span: Span,
}

/// Which rows a paper is made from.
pub(super) struct Circle<'a> {
    datenstand: NaiveDate,
    /// Its projects, those included that nobody knew on the Datenstand.
    projekte: BTreeSet<&'a Kennung>,
    /// The projects of grants.
    grants: BTreeMap<&'a Kennung, &'a Kennung>,
    /// Whether services without a project belong to it.
    services: bool,
}

impl<'a> Circle<'a> {
    /// That of a report.
    pub(super) fn of_report(bestand: &'a Bestand, bezug: &PortfolioBezug<'a>) -> Self {
        Self::new(bestand, bezug.datenstand, selected(bestand, bezug), true)
    }

    /// That of a Vorlage, which names projects and selections.
    pub(super) fn of_vorlage(
        bestand: &'a Bestand,
        datenstand: NaiveDate,
        named: impl Iterator<Item = &'a Kennung>,
        selections: &[PortfolioBezug<'a>],
    ) -> Self {
        let projekte = selections.iter().flat_map(|bezug| selected(bestand, bezug)).chain(named).collect();
        Self::new(bestand, datenstand, projekte, false)
    }

    fn new(bestand: &'a Bestand, datenstand: NaiveDate, projekte: BTreeSet<&'a Kennung>, services: bool) -> Self {
        let grants = bestand.bewilligungen.iter().map(|b| (&b.kennung, &b.projekt)).collect();
        Self { datenstand, projekte, grants, services }
    }

    fn holds<T: Row>(&self, row: &T) -> bool {
        let grant = |kennung| self.grants.get(kennung).is_some_and(|projekt| self.projekte.contains(projekt));
        row.owner().map_or(self.services, |owner| self.projekte.contains(owner) || grant(owner))
    }

    fn is_late<T: Row>(&self, row: &T) -> bool {
        !row.is_known(self.datenstand)
    }
}

/// Looks for what is left out of each table.
struct Search<'c, 'a> {
    circle: &'c Circle<'a>,
    found: Vec<LeftOut>,
}

impl TableVisitor<'_> for Search<'_, '_> {
    fn table<T: Row>(&mut self, all: &[Located<T>]) {
        let circle = self.circle;
        let tells_of_then = |row: &T| row.days().into_iter().min().is_none_or(|tag| tag <= circle.datenstand);
        let mine: Vec<&Located<T>> = all.iter().filter(|row| circle.holds(&***row) && tells_of_then(row)).collect();
        let listed = |row: &Located<T>| LeftOutRow { name: row.name(), span: row.span("erfasst") };
        let late: Vec<&Located<T>> = mine.iter().copied().filter(|row| circle.is_late(&***row)).collect();
        let late = without_repeated(all, late, circle.datenstand).into_iter().map(listed).collect();
        let undated: Vec<LeftOutRow> = undated(&mine).into_iter().map(listed).collect();
        let known: BTreeSet<_> = mine.iter().filter(|row| !circle.is_late(&****row)).map(|row| row.key()).collect();
        let mut seen = BTreeSet::new();
        let unknown = mine.iter().filter(|row| circle.is_late(&****row) && !known.contains(&row.key()));
        let unknown: Vec<LeftOutRow> = unknown.filter(|row| seen.insert(row.key())).map(|row| listed(row)).collect();
        let dated = mine.iter().filter(|row| !row.days().is_empty()).map(|row| row.key());
        let records: BTreeSet<_> = dated.collect();
        let missing = records.difference(&known).count();
        let rows = mine.len();
        self.found.push(LeftOut { table: T::TABLE, rows, late, undated, unknown, records: records.len(), missing });
    }
}

/// Late rows without those that only record anew what was known on the Datenstand: no paper lacks them.
fn without_repeated<'r, T: Row>(
    all: &'r [Located<T>],
    mut late: Vec<&'r Located<T>>,
    datenstand: NaiveDate,
) -> Vec<&'r Located<T>> {
    if late.is_empty() {
        return late;
    }
    let said = |row: &Located<T>| row.node().canonical_without("erfasst");
    let keys: BTreeSet<_> = late.iter().map(|row| row.key()).collect();
    let known = newest(all, datenstand).into_iter().filter(|row| keys.contains(&row.key()));
    let known: BTreeMap<_, String> = known.map(|row| (row.key(), said(row))).collect();
    late.retain(|row| known.get(&row.key()).is_none_or(|then| *then != said(row)));
    late
}

/// The projects of a selection by all that is known today.
fn selected<'a>(bestand: &'a Bestand, bezug: &PortfolioBezug<'a>) -> BTreeSet<&'a Kennung> {
    let sicht = Sicht::all_known(bestand);
    let members = sicht.projekte().iter().filter(|p| auswahl::belongs(&sicht, bezug.auswahl, p, bezug.stichtag));
    members.map(|projekt| &projekt.kennung).collect()
}

/// Rows without a day behind the first one that has a day, where those with a day are the rule from there on: what stands
/// before is the first filling of the table, which needs none.
fn undated<'r, T: Row>(rows: &[&'r Located<T>]) -> Vec<&'r Located<T>> {
    let later: Vec<_> = rows.iter().skip_while(|row| row.erfasst().is_none()).collect();
    let without: Vec<_> = later.iter().filter(|row| row.erfasst().is_none()).map(|row| **row).collect();
    if without.len() * 2 < later.len() { without } else { Vec::new() }
}

/// What is left out of each table, in the order of the tables; those that are whole count as well where all are held against a limit.
pub(super) fn left_out(bestand: &Bestand, circle: &Circle<'_>) -> Vec<LeftOut> {
    let mut search = Search { circle, found: Vec::new() };
    bestand.each(&mut search);
    search.found
}

/// How many records do not count, and how many rows have no day; none where there are none.
pub(super) fn figures(all: &[LeftOut], datenstand: NaiveDate) -> Vec<Figure> {
    let unknown = figure(
        ("nicht_gezaehlt", "nach dem Datenstand erfasste Angaben"),
        "Datensätze zu den Projekten des Papiers, die erst nach seinem Datenstand erfasst sind und daher nicht zählen; solche, die \
         nur von späteren Tagen sprechen, sind nicht darunter.",
        all.iter().flat_map(|table| table.unknown.iter().map(|row| (table.table, row))),
        datenstand,
    );
    let undated = figure(
        ("ohne_tag", "Zeilen ohne Tag der Erfassung"),
        "Zeilen ohne „Erfasst am“ hinter Zeilen, von denen die meisten es haben; sie zählen, als wären sie von Anfang an bekannt.",
        all.iter().flat_map(|table| table.undated.iter().map(|row| (table.table, row))),
        datenstand,
    );
    [unknown, undated].into_iter().filter(|figure| !figure.belege.is_empty()).collect()
}

fn figure<'r>(
    (slug, titel): (&str, &str),
    definition: &str,
    rows: impl Iterator<Item = (Table, &'r LeftOutRow)>,
    datenstand: NaiveDate,
) -> Figure {
    let term = |(table, row): (Table, &LeftOutRow)| {
        let beleg = Beleg::row(table, row.name.clone());
        Glied::datensatz(TermSign::Plus, format!("{}: {}", table.title(), row.name), "1".into(), vec![beleg])
    };
    let rechnung = Rechnung::new(Rechenart::Anzahl, rows.map(term).collect());
    Figure {
        id: format!("daten.{slug}"),
        regel: "Datenstand",
        titel: titel.into(),
        definition: definition.into(),
        bezug: Bezug::Stichtag(datenstand),
        wert: Wert::Anzahl(rechnung.glieder.len()),
        belege: rechnung.belege(),
        rechnung,
    }
}
