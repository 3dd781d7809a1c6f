//! What the Datenstand of a paper leaves out, and what has no day among rows that have one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::foerderung::aenderungsbescheid;
use super::{Beleg, Bezug, Figure, Glied, PortfolioBezug, Rechenart, Rechnung, TermSign, Wert, auswahl};
use crate::model::{
    Bestand, Fortschritt, Haushaltsansatz, Kennung, Located, Meilenstein, Nachweis, Pause, Projekt, Reifegrad, Sicht,
    Tranche,
};
use crate::source::Span;
use crate::workspace::Table;

/// A table of which the Datenstand leaves something out.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The table.
    pub table: Table,
    /// How many rows on the projects of the paper tell of days up to the Datenstand, or of no day.
    pub rows: usize,
    /// Those of them that were recorded after it, which do not count.
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

    fn holds(&self, owner: Owner<'_>) -> bool {
        match owner {
            Owner::Projekt(kennung) => self.projekte.contains(kennung),
            Owner::Grant(kennung) => self.grants.get(kennung).is_some_and(|projekt| self.projekte.contains(projekt)),
            Owner::Nobody => self.services,
        }
    }

    /// What is left out of one table; `None` where nothing is.
    fn table<T>(
        &self,
        table: Table,
        all: &'a [Located<T>],
        row: impl Fn(&'a T) -> Row<'a>,
        name: impl Fn(&T) -> String,
    ) -> Option<LeftOut> {
        let tells_of_then = |happened: Option<NaiveDate>| happened.is_none_or(|tag| tag <= self.datenstand);
        let mine: Vec<(&Located<T>, Row<'a>)> = all
            .iter()
            .map(|record| (record, row(record)))
            .filter(|(_, row)| self.holds(row.owner) && tells_of_then(row.happened))
            .collect();
        let is_late = |row: &Row<'_>| row.erfasst.is_some_and(|tag| tag > self.datenstand);
        let listed = |record: &Located<T>| LeftOutRow { name: name(record), span: record.span("erfasst") };
        let late: Vec<LeftOutRow> = mine.iter().filter(|(_, row)| is_late(row)).map(|(r, _)| listed(r)).collect();
        let undated: Vec<LeftOutRow> = undated(&mine).into_iter().map(listed).collect();
        if late.is_empty() && undated.is_empty() {
            return None;
        }
        let known: BTreeSet<String> = mine.iter().filter(|(_, row)| !is_late(row)).map(|(r, _)| name(r)).collect();
        let mut seen = BTreeSet::new();
        let first = |row: &&LeftOutRow| !known.contains(&row.name) && seen.insert(row.name.clone());
        let unknown: Vec<LeftOutRow> = late.iter().filter(first).cloned().collect();
        let dated = mine.iter().filter(|(_, row)| row.happened.is_some()).map(|(record, _)| name(record));
        let records: BTreeSet<String> = dated.collect();
        let missing = records.difference(&known).count();
        Some(LeftOut { table, rows: mine.len(), late, undated, unknown, records: records.len(), missing })
    }
}

/// The projects of a selection by all that is known today.
fn selected<'a>(bestand: &'a Bestand, bezug: &PortfolioBezug<'a>) -> BTreeSet<&'a Kennung> {
    let sicht = Sicht::all_known(bestand);
    let members = sicht.projekte().iter().filter(|p| auswahl::belongs(&sicht, bezug.auswahl, p, bezug.stichtag));
    members.map(|projekt| &projekt.kennung).collect()
}

/// Rows without a day behind the first one that has a day, where those with a day are the rule from there on: what stands
/// before is the first filling of the table, which needs none.
fn undated<'r, 'a, T>(rows: &[(&'r Located<T>, Row<'a>)]) -> Vec<&'r Located<T>> {
    let later: Vec<_> = rows.iter().skip_while(|(_, row)| row.erfasst.is_none()).collect();
    let without: Vec<_> = later.iter().filter(|(_, row)| row.erfasst.is_none()).map(|(record, _)| *record).collect();
    if without.len() * 2 < later.len() { without } else { Vec::new() }
}

/// What a row belongs to.
#[derive(Clone, Copy)]
enum Owner<'a> {
    Projekt(&'a Kennung),
    Grant(&'a Kennung),
    Nobody,
}

/// What of a row decides.
struct Row<'a> {
    owner: Owner<'a>,
    erfasst: Option<NaiveDate>,
    /// The first day that it tells of as a fact; a plan has none.
    happened: Option<NaiveDate>,
}

fn of_projekt(kennung: &Kennung, erfasst: Option<NaiveDate>, happened: Option<NaiveDate>) -> Row<'_> {
    Row { owner: Owner::Projekt(kennung), erfasst, happened }
}

fn of_grant(kennung: &Kennung, erfasst: Option<NaiveDate>, happened: Option<NaiveDate>) -> Row<'_> {
    Row { owner: Owner::Grant(kennung), erfasst, happened }
}

/// What is left out of each table, in the order of the tables; tables that are whole have no entry.
pub(super) fn left_out<'a>(bestand: &'a Bestand, circle: &Circle<'a>) -> Vec<LeftOut> {
    let c = circle;
    let projects = [
        c.table(
            Table::Projekte,
            &bestand.projekte,
            |p| of_projekt(&p.kennung, p.erfasst, first_day(p)),
            |p| p.kennung.to_string(),
        ),
        c.table(
            Table::Fortschritt,
            &bestand.fortschritt,
            |f| of_projekt(&f.projekt, f.erfasst, Some(f.datum)),
            Fortschritt::bezeichnung,
        ),
        c.table(Table::Pausen, &bestand.pausen, |p| of_projekt(&p.projekt, p.erfasst, Some(p.von)), Pause::bezeichnung),
        c.table(
            Table::Meilensteine,
            &bestand.meilensteine,
            |m| of_projekt(&m.projekt, m.erfasst, m.erreicht),
            Meilenstein::bezeichnung,
        ),
        c.table(
            Table::Reifegrade,
            &bestand.reifegrade,
            |r| Row {
                owner: r.projekt.as_ref().map_or(Owner::Nobody, Owner::Projekt),
                erfasst: r.erfasst,
                happened: Some(r.datum),
            },
            Reifegrad::bezeichnung,
        ),
        c.table(
            Table::Haushalt,
            &bestand.haushalt,
            |h| of_projekt(&h.projekt, h.erfasst, None),
            Haushaltsansatz::bezeichnung,
        ),
        c.table(
            Table::Anlagen,
            &bestand.anlagen,
            |a| of_projekt(&a.projekt, a.erfasst, None),
            |a| a.kennung.to_string(),
        ),
        c.table(
            Table::Energie,
            &bestand.energie,
            |e| of_projekt(&e.projekt, e.erfasst, None),
            |e| e.kennung.to_string(),
        ),
    ];
    projects.into_iter().flatten().chain(of_grants(bestand, circle)).collect()
}

/// The same of the tables on grants.
fn of_grants<'a>(bestand: &'a Bestand, c: &Circle<'a>) -> impl Iterator<Item = LeftOut> {
    let tables = [
        c.table(
            Table::Bewilligungen,
            &bestand.bewilligungen,
            |b| of_projekt(&b.projekt, b.erfasst, Some(b.bescheid)),
            |b| b.kennung.to_string(),
        ),
        c.table(
            Table::Aenderungsbescheide,
            &bestand.aenderungsbescheide,
            |a| of_grant(&a.bewilligung, a.erfasst, Some(a.datum)),
            aenderungsbescheid,
        ),
        c.table(
            Table::Tranchen,
            &bestand.tranchen,
            |t| of_grant(&t.bewilligung, t.erfasst, None),
            Tranche::bezeichnung,
        ),
        c.table(
            Table::Mittelabrufe,
            &bestand.mittelabrufe,
            |a| of_grant(&a.bewilligung, a.erfasst, a.datum),
            |a| a.kennung.to_string(),
        ),
        c.table(
            Table::Zahlungen,
            &bestand.zahlungen,
            |z| of_grant(&z.bewilligung, z.erfasst, Some(z.datum)),
            |z| z.kennung.to_string(),
        ),
        c.table(
            Table::Nachweise,
            &bestand.nachweise,
            |n| of_grant(&n.bewilligung, n.erfasst, Some(n.eingereicht)),
            Nachweis::bezeichnung,
        ),
    ];
    tables.into_iter().flatten()
}

/// The first day of a project's course that is known.
fn first_day(p: &Projekt) -> Option<NaiveDate> {
    [p.beantragt, p.freigegeben, p.abgelehnt, p.beginn, p.ende, p.abbruch].into_iter().flatten().min()
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
        regel: "Stand der Daten",
        titel: titel.into(),
        definition: definition.into(),
        bezug: Bezug::Stichtag(datenstand),
        wert: Wert::Anzahl(rechnung.glieder.len()),
        belege: rechnung.belege(),
        rechnung,
    }
}
