//! A Meldebogen that came back: its rows as values with the places of their cells.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::grid::{Cell, Grid, Row, Value};
use super::home::table_of;
use super::read::Reader;
use super::rows::{plain, records};
use super::workbook::{self, SheetGrid};
use super::{Loaded, csv, heads};
use crate::finding::{Code, Finding, Log};
use crate::model::{CIRCULAR_FROM, CircularSheet, Field, Table, is_known_head};
use crate::source::{Alphabet, Node, Span, composed, quoted, shorten};
use crate::workspace::Layout;

/// A sheet that came back.
#[derive(Debug)]
pub struct Reply {
    /// The table.
    pub table: Table,
    /// The day on which the Meldebogen was written.
    pub written: NaiveDate,
    /// Where that stands.
    pub place: Span,
    /// The projects that it asks about.
    pub asked: BTreeSet<String>,
    /// What was filled in, row by row; the values that were known before are not in it.
    pub rows: Vec<Node>,
}

impl Loaded {
    /// Reads a Meldebogen that lies outside the workspace: a workbook, or one of its sheets as CSV. Its places are known to
    /// `sources` from then on.
    pub fn reply(&mut self, path: &str, bytes: Vec<u8>, alphabet: &Alphabet) -> (Vec<Reply>, Vec<Finding>) {
        let path = composed(path).into_owned();
        let Ok(layout) = Layout::of_files([(path.clone(), bytes)].into()) else { return Default::default() };
        let sources = std::mem::take(&mut self.sources);
        let mut reader = Reader::with_sources(&layout, sources, Log::new(alphabet.clone()));
        let replies = sheets(&mut reader, &path).unwrap_or_default();
        let (sources, findings) = reader.finish();
        self.sources = sources;
        (replies, findings)
    }
}

/// The sheets of a file that are those of a Meldebogen; any other is a finding.
fn sheets(reader: &mut Reader<'_>, path: &str) -> Option<Vec<Reply>> {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    let sheets = match ending.to_lowercase().as_str() {
        "xlsx" | "ods" => reader.workbook(path, workbook::read)?,
        "csv" => {
            let table = CircularSheet::ALL.iter().find(|sheet| plain(stem).ends_with(&plain(sheet.table.title())));
            let name = table.map_or(stem, |sheet| sheet.table.title()).to_owned();
            let file = reader.csv(path)?;
            vec![SheetGrid { name, grid: reader.grid(file, csv::parse)?, dropdowns: Vec::new() }]
        }
        _ => {
            let message = "Diese Datei ist kein Meldebogen.";
            let mend = "Nennen Sie die ausgefüllte Arbeitsmappe, oder speichern Sie sie als .xlsx oder .ods.";
            return reader.log.reject(Finding::of_path(Code::RB018, path, message, mend));
        }
    };
    let log = &mut reader.log;
    Some(sheets.into_iter().filter_map(|SheetGrid { name, grid, .. }| sheet(&name, grid, log)).collect())
}

fn sheet(name: &str, mut grid: Grid, log: &mut Log) -> Option<Reply> {
    let top = Span::new(grid.file, 0, 0);
    let Some(of) = table_of(name).and_then(CircularSheet::of) else {
        let message = format!("Das Blatt {} gehört zu keinem Meldebogen.", quoted(&shorten(name)));
        let mend = "Löschen Sie das Blatt. Ein Blatt als CSV-Datei heißt wie das Blatt, zum Beispiel Fortschritt.csv.";
        return log.reject(Finding::at(Code::RB022, top, message, mend));
    };
    let Some(written) = written(&grid) else {
        let message = "In der ersten Zeile steht nicht, von wann der Meldebogen ist.";
        let mend = "Lassen Sie die erste Zeile, wie sie war. Fehlt sie, schreiben Sie mit „ratsbericht circulate“ einen neuen.";
        let finding = Finding::at(Code::RB030, top, message, mend);
        return log.reject(finding.expected(format!("eine Zeile, die mit „{CIRCULAR_FROM}25.03.2021“ beginnt")));
    };
    let place = grid.rows.remove(0).first_cell();
    without_known(&mut grid);
    let fields = of.fields();
    let asked = without_blank(&mut grid, of, &fields);
    let rows = records(grid, of.table.name(), &fields, log)?;
    Some(Reply { table: of.table, written, place, asked, rows })
}

/// The day that the first row names.
fn written(grid: &Grid) -> Option<NaiveDate> {
    let line = grid.rows.first()?.cells.first()?.text();
    let day: String = line.strip_prefix(CIRCULAR_FROM)?.chars().take("31.12.2020".len()).collect();
    NaiveDate::parse_from_str(&day, "%d.%m.%Y").ok()
}

/// Takes out the columns that only show something.
fn without_known(grid: &mut Grid) {
    let Some(head) = grid.rows.first() else { return };
    let known: Vec<bool> = head.cells.iter().map(|cell| is_known_head(&cell.text())).collect();
    for row in &mut grid.rows {
        let mut column = 0;
        row.cells.retain(|_| {
            column += 1;
            !known.get(column - 1).copied().unwrap_or(false)
        });
    }
}

/// Takes out the rows in which nobody has filled in anything; says about which projects the sheet asks.
fn without_blank(grid: &mut Grid, of: &CircularSheet, fields: &[Field]) -> BTreeSet<String> {
    let Some(head) = grid.rows.first() else { return BTreeSet::new() };
    let names: Vec<&str> =
        head.cells.iter().map(|cell| heads::field_of(cell, fields).map_or("", |field| fields[field].name)).collect();
    // What is carried over makes a record of a title or a first day alone.
    let given = if of.carries { of.given.get(..1).unwrap_or_default() } else { of.given };
    let is_given = |column: usize| names.get(column).is_some_and(|name| given.contains(name));
    let owner = names.iter().position(|name| of.given.first() == Some(name));
    let project = |row: &Row| row.cells.get(owner?).filter(|cell| cell.value != Value::Empty).map(Cell::text);
    let asked = grid.rows.iter().skip(1).filter_map(project).collect();
    let mut is_head = true;
    grid.rows.retain(|row| std::mem::take(&mut is_head) || row.filled().any(|(column, _)| !is_given(column)));
    asked
}
