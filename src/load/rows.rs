//! A grid becomes records: heads are matched to fields, rows become objects.

use std::collections::BTreeSet;

use super::cell;
use super::grid::{Cell, Grid, Row, Value};
use crate::finding::{Code, Finding, Log, suggest};
use crate::model::Field;
use crate::source::{Data, Entry, Node, Span, quoted, shorten};
use crate::workspace::Table;

/// How many of the first rows may stand above the heads before nobody looks for them any more.
const SEARCHED: usize = 10;

/// The most rows that a table may have; those of a municipality have a tenth.
pub(super) const MOST_ROWS: usize = 20_000;

/// The rows of a table as objects; `None` where the heads cannot be told.
pub(super) fn objects(grid: &Grid, table: Table, log: &mut Log) -> Option<Vec<Node>> {
    let filled = grid.rows.iter().filter(|row| !row.is_blank()).count();
    if filled > MOST_ROWS {
        return log.reject(too_many(table, filled, grid.rows.first().map(first_cell)));
    }
    let fields = (table.record().fields)();
    let columns = heads(grid, &fields, log)?;
    missing_columns(grid, &fields, &columns, log);
    unheaded(grid, &columns, log);
    let last = grid.rows.iter().rposition(|row| !row.is_blank()).unwrap_or_default();
    let body = grid.rows.get(1..=last).unwrap_or_default();
    blank_rows(body, log);
    let filled = body.iter().filter(|row| !row.is_blank());
    Some(filled.filter_map(|row| object(row, &fields, &columns, log)).collect())
}

/// The finding for a table with more records than any municipality has.
pub(super) fn too_many(table: Table, records: usize, place: Option<Span>) -> Finding {
    let message = format!("Die Tabelle „{}“ hat {records} Zeilen.", table.name());
    let mend = "Verschieben Sie Datensätze, die kein Papier mehr braucht, in ein Archiv.";
    let finding = Finding::of_path(Code::RB028, format!("daten/{}", table.name()), message, mend);
    Finding { span: place, ..finding }.expected(format!("höchstens {MOST_ROWS} Datensätze"))
}

/// The field of each column, by its position in the list of fields; `None` for a column without one.
type Columns = Vec<Option<usize>>;

/// Matches the cells of the first row to fields, by title or by name.
fn heads(grid: &Grid, fields: &[Field], log: &mut Log) -> Option<Columns> {
    let Some(head) = grid.rows.first() else {
        let mend = "Schreiben Sie die Namen der Spalten in die erste Zeile.";
        return log.reject(Finding::at(Code::RB030, Span::new(grid.file, 0, 0), "Die Tabelle ist leer.", mend));
    };
    let known = |row: &Row| row.cells.iter().filter(|cell| field_of(cell, fields).is_some()).count();
    if known(head) == 0 {
        return log.reject(no_head(grid, head, known));
    }
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for cell in &head.cells {
        let column = field_of(cell, fields);
        match (column, &cell.value) {
            (Some(field), _) if !seen.insert(field) => {
                let message = format!("Die Spalte „{}“ steht doppelt.", fields[field].title);
                log.push(Finding::at(Code::RB004, cell.span, message, "Löschen Sie eine der beiden Spalten."));
                columns.push(None);
            }
            (None, value) if *value != Value::Empty => {
                log.push(unknown_column(cell, fields));
                columns.push(None);
            }
            (column, _) => columns.push(column),
        }
    }
    Some(columns)
}

/// The finding for a first row that names no field.
fn no_head(grid: &Grid, head: &Row, known: impl Fn(&Row) -> usize) -> Finding {
    let below = grid.rows.iter().take(SEARCHED).position(|row| known(row) > 1);
    let mend = match below {
        Some(row) => format!("Die Spaltennamen stehen offenbar in Zeile {}: Löschen Sie die Zeilen darüber.", row + 1),
        None => "Schreiben Sie die Namen der Spalten in die erste Zeile.".into(),
    };
    Finding::at(Code::RB030, first_cell(head), "In der ersten Zeile steht kein Spaltenname.", mend)
}

fn unknown_column(cell: &Cell, fields: &[Field]) -> Finding {
    let head = text_of(cell);
    let message = format!("Die Spalte {} ist unbekannt.", quoted(&shorten(&head)));
    let mend = format!(
        "{} Sonst verschieben Sie die Spalte in eine andere Datei, oder löschen Sie sie.",
        suggest(&head, fields.iter().map(|field| field.title))
    );
    Finding::at(Code::RB005, cell.span, message, mend)
}

/// Required fields without a column, one finding each.
fn missing_columns(grid: &Grid, fields: &[Field], columns: &Columns, log: &mut Log) {
    let Some(head) = grid.rows.first() else { return };
    for (i, field) in fields.iter().enumerate().filter(|(_, field)| field.required) {
        if !columns.contains(&Some(i)) {
            let message = format!("Die Spalte „{}“ fehlt.", field.title);
            let mend = format!("Ergänzen Sie die Spalte ({}).", field.note);
            log.push(
                Finding::at(Code::RB006, first_cell(head), message, mend).expected(cell::expectation(&field.shape)),
            );
        }
    }
}

/// Values in columns that have no head: they would be lost without a word.
fn unheaded(grid: &Grid, columns: &Columns, log: &mut Log) {
    let head = grid.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    let mut reported = BTreeSet::new();
    for row in grid.rows.iter().skip(1) {
        for (column, cell) in row.cells.iter().enumerate() {
            let headed = head.get(column).is_some_and(|head| head.value != Value::Empty);
            if !headed && cell.value != Value::Empty && reported.insert(column) {
                let mend = if column < columns.len() {
                    "Schreiben Sie den Namen der Spalte in die erste Zeile, oder löschen Sie den Wert."
                } else {
                    "Prüfen Sie, ob in der Zeile ein Trennzeichen zu viel steht; Text mit Trennzeichen gehört in Anführungszeichen. \
                     Sonst ergänzen Sie den Spaltennamen, oder löschen Sie den Wert."
                };
                log.push(Finding::at(Code::RB005, cell.span, "Über diesem Wert steht kein Spaltenname.", mend));
            }
        }
    }
}

/// Gaps between records, one finding each.
fn blank_rows(body: &[Row], log: &mut Log) {
    let mut before_blank = false;
    for row in body {
        if row.is_blank() && !before_blank {
            let mend = "Löschen Sie die leeren Zeilen, oder ergänzen Sie, was fehlt.";
            log.push(Finding::at(
                Code::RB026,
                first_cell(row),
                "Zwischen den Datensätzen steht eine leere Zeile.",
                mend,
            ));
        }
        before_blank = row.is_blank();
    }
}

/// One record; `None` for a row that repeats the heads.
fn object(row: &Row, fields: &[Field], columns: &Columns, log: &mut Log) -> Option<Node> {
    if repeats_heads(row, fields, columns) {
        let message = "Die Zeile wiederholt die Spaltennamen.";
        return log.reject(Finding::at(Code::RB025, first_cell(row), message, "Löschen Sie die Zeile."));
    }
    let mut entries = Vec::new();
    for (column, field) in columns.iter().enumerate() {
        let Some(field) = field.map(|i| &fields[i]) else { continue };
        let cell = row.cells.get(column).filter(|cell| cell.value != Value::Empty);
        let value = match cell {
            Some(cell) => cell::node(cell, field, log),
            None if field.required => empty(row, column, field, log),
            None => continue,
        };
        entries.push(Entry { key: field.name.to_owned(), key_span: value.span, value });
    }
    // A column that is missing has one finding for all rows.
    for (_, field) in fields.iter().enumerate().filter(|(i, field)| field.required && !columns.contains(&Some(*i))) {
        let value = Node { span: row.span, data: Data::Faulty };
        entries.push(Entry { key: field.name.to_owned(), key_span: row.span, value });
    }
    Some(Node { span: row.span, data: Data::Object(entries) })
}

/// The finding for a required cell that is empty.
fn empty(row: &Row, column: usize, field: &Field, log: &mut Log) -> Node {
    let span = row.cells.get(column).map_or(Span::new(row.span.file, row.span.end, row.span.end), |cell| cell.span);
    let message = format!("Das Pflichtfeld „{}“ ist leer.", field.title);
    let mend = format!("Tragen Sie einen Wert ein ({}).", field.note);
    log.push(Finding::at(Code::RB006, span, message, mend).expected(cell::expectation(&field.shape)));
    Node { span, data: Data::Faulty }
}

fn repeats_heads(row: &Row, fields: &[Field], columns: &Columns) -> bool {
    let filled = row.cells.iter().enumerate().filter(|(_, cell)| cell.value != Value::Empty);
    let repeated = filled.clone().filter(|(column, cell)| {
        let own = columns.get(*column).copied().flatten();
        own.is_some() && field_of(cell, fields) == own
    });
    let repeated = repeated.count();
    repeated > 1 && repeated == filled.count()
}

/// The field that a head names.
fn field_of(cell: &Cell, fields: &[Field]) -> Option<usize> {
    let head = plain(&text_of(cell));
    let named = |field: &Field| plain(field.name) == head || plain(field.title) == head;
    (!head.is_empty()).then(|| fields.iter().position(named))?
}

/// The text of a head; nothing for any other value.
fn text_of(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

/// A name without case, blanks and signs: "Überführt in" and `ueberfuehrt_in` are one.
pub(super) fn plain(name: &str) -> String {
    crate::model::slug(name).replace('-', "")
}

/// Where to point for a whole row.
fn first_cell(row: &Row) -> Span {
    row.cells.first().map_or(row.span, |cell| cell.span)
}
