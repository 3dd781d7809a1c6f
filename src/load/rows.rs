//! A grid becomes records: heads are matched to fields, rows become objects.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::grid::{Cell, Grid, Row, Value};
pub(super) use super::heads::plain;
use super::heads::{self, Columns};
use super::{cell, shares, strays};
use crate::finding::{Code, Finding, Log};
use crate::model::{Field, Table};
use crate::source::{Data, Key, Node, Object, Span};

/// The most rows that a table may have: a large city writes twenty thousand entries of progress in four years.
pub(super) const MOST_ROWS: usize = 500_000;

/// The keys of rows, by the fields that are filled in them.
type Keys = BTreeMap<Vec<usize>, Arc<[Key]>>;

/// The rows of a table as objects; `None` where the heads cannot be told.
pub(super) fn objects(grid: Grid, table: Table, log: &mut Log) -> Option<Vec<Node>> {
    records(grid, table.name(), &(table.record().fields)(), log)
}

/// As [`objects`], of these fields.
pub(super) fn records(grid: Grid, name: &str, fields: &[Field], log: &mut Log) -> Option<Vec<Node>> {
    rows(grid, (name, fields), false, log)
}

/// As [`records`]; an empty cell is a null with its place.
pub(super) fn with_blanks(grid: Grid, name: &str, fields: &[Field], log: &mut Log) -> Option<Vec<Node>> {
    rows(grid, (name, fields), true, log)
}

fn rows(grid: Grid, (name, fields): (&str, &[Field]), blanks: bool, log: &mut Log) -> Option<Vec<Node>> {
    let filled = grid.rows.iter().filter(|row| !row.is_blank()).count();
    if filled > MOST_ROWS {
        return log.reject(too_many(name, filled, grid.rows.first().map(Row::first_cell)));
    }
    let columns = heads::read(&grid, fields, log)?;
    // What is no record stands in no gap and under no head.
    let stray: Vec<bool> = grid.rows.iter().map(|row| strays::report(row, fields, &columns, log)).collect();
    let rows = || grid.rows.iter().zip(&stray).skip(1).filter(|(_, stray)| !**stray).map(|(row, _)| row);
    unheaded(rows(), &grid, log);
    shares::report(&rows(), fields, &columns, log);
    let last = rows().filter(|row| !row.is_blank()).count();
    blank_rows(rows(), last, log);
    // Each row goes as soon as it is a record, so that a large table is not held twice.
    let rows = grid.rows.into_iter().zip(stray).skip(1).filter(|(row, stray)| !stray && !row.is_blank());
    let mut keys = Keys::new();
    Some(rows.filter_map(|(row, _)| object(&row, (fields, &columns), (&mut keys, blanks), log)).collect())
}

/// The finding for a table with more records than any municipality has.
pub(super) fn too_many(name: &str, records: usize, place: Option<Span>) -> Finding {
    let message = format!("Die Tabelle „{name}“ hat {records} Zeilen.");
    let mend = "Verschieben Sie Datensätze, die kein Papier mehr braucht, in ein Archiv.";
    let finding = Finding::of_path(Code::RB028, format!("daten/{name}"), message, mend);
    Finding { span: place, ..finding }.expected(format!("höchstens {MOST_ROWS} Datensätze"))
}

/// Values in columns that have no head: they would be lost without a word.
fn unheaded<'a>(rows: impl Iterator<Item = &'a Row>, grid: &Grid, log: &mut Log) {
    let head = grid.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    let mut reported = BTreeSet::new();
    for (column, cell) in rows.flat_map(Row::filled) {
        let headed = head.get(column).is_some_and(|head| head.value != Value::Empty);
        if !headed && reported.insert(column) {
            let mend = if column < head.len() {
                "Schreiben Sie den Namen der Spalte in die erste Zeile, oder löschen Sie den Wert."
            } else {
                "Prüfen Sie, ob in der Zeile ein Trennzeichen zu viel steht; Text mit Trennzeichen gehört in Anführungszeichen. \
                 Sonst ergänzen Sie den Spaltennamen, oder löschen Sie den Wert."
            };
            log.push(Finding::at(Code::RB005, cell.span, "Über diesem Wert steht kein Spaltenname.", mend));
        }
    }
}

/// Gaps between records, one finding each; behind the last of so many records there is none.
fn blank_rows<'a>(rows: impl Iterator<Item = &'a Row>, records: usize, log: &mut Log) {
    let (mut before_blank, mut seen) = (false, 0);
    for row in rows {
        if seen == records {
            return;
        }
        if row.is_blank() && !before_blank {
            let message = "Zwischen den Datensätzen steht eine leere Zeile.";
            let mend = "Löschen Sie die leeren Zeilen, oder ergänzen Sie, was fehlt.";
            log.push(Finding::at(Code::RB026, row.first_cell(), message, mend));
        }
        before_blank = row.is_blank();
        seen += usize::from(!before_blank);
    }
}

/// One record; `None` for a row that repeats the heads. Empty cells are in it where `blanks` says so.
fn object(
    row: &Row,
    (fields, columns): (&[Field], &Columns),
    (keys, blanks): (&mut Keys, bool),
    log: &mut Log,
) -> Option<Node> {
    if repeats_heads(row, fields, columns) {
        let message = "Die Zeile wiederholt die Spaltennamen.";
        return log.reject(Finding::at(Code::RB025, row.first_cell(), message, "Löschen Sie die Zeile."));
    }
    let (mut filled, mut values) = (Vec::new(), Vec::new());
    for (column, head) in columns.iter() {
        let Some(field) = fields.get(head.field) else { continue };
        let cell = row.cells.get(column).filter(|cell| cell.value != Value::Empty);
        let value = match cell {
            // Its head has a finding for all rows.
            Some(cell) if !head.is_sound => Node { span: cell.span, data: Data::Faulty },
            Some(cell) => cell::node(cell, field, log),
            None if field.required => empty(row, column, field, log),
            None if blanks => Node { span: place(row, column), data: Data::Null },
            None => continue,
        };
        filled.push(head.field);
        values.push(value);
    }
    // A column that is missing has one finding for all rows.
    for (i, _) in fields.iter().enumerate().filter(|(i, field)| field.required && !columns.have(*i)) {
        filled.push(i);
        values.push(Node { span: row.span, data: Data::Faulty });
    }
    let key = |field: &usize| Some(Key { name: fields.get(*field)?.name.into(), span: None });
    let keys = keys.entry(filled).or_insert_with_key(|filled| filled.iter().filter_map(key).collect());
    let object = Object::of_row(Arc::clone(keys), values);
    Some(Node { span: row.span, data: Data::Object(object.into()) })
}

/// Where a cell stands, or would stand.
fn place(row: &Row, column: usize) -> Span {
    row.cells.get(column).map_or(Span::new(row.span.file, row.span.end(), row.span.end()), |cell| cell.span)
}

/// The finding for a required cell that is empty.
fn empty(row: &Row, column: usize, field: &Field, log: &mut Log) -> Node {
    let span = place(row, column);
    let message = format!("Das Pflichtfeld „{}“ ist leer.", field.title);
    let mend = format!("Tragen Sie einen Wert ein ({}).", field.note);
    log.push(Finding::at(Code::RB006, span, message, mend).expected(cell::expectation(&field.shape)));
    Node { span, data: Data::Faulty }
}

/// Whether a row of two cells or more holds nothing but the names of their columns.
fn repeats_heads(row: &Row, fields: &[Field], columns: &Columns) -> bool {
    let own =
        |(column, cell): (usize, &Cell)| columns.field(column).is_some_and(|own| heads::names(cell, &fields[own]));
    row.filled().all(own) && row.filled().nth(1).is_some()
}
