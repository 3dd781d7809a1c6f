//! The first row of a table: which field each column holds, and in which unit.

use std::collections::BTreeSet;

use super::digits::decimal;
use super::grid::{Cell, Grid, Row, Value};
use super::{cell, measure};
use crate::finding::{Code, Finding, Log, nearest};
use crate::model::schreibweise::{betrag, written_out};
use crate::model::unit::{Measure, Unit, words};
use crate::model::{Field, Kind, Shape};
use crate::source::{Span, quoted, shorten};

/// How many of the first rows may stand above the heads before nobody looks for them any more.
const SEARCHED: usize = 10;

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// The position of its field in the list of fields.
    pub(super) field: usize,
    /// Whether its values can be read; where not, its head has a finding for all of them.
    pub(super) is_sound: bool,
}

/// The columns of a table; `None` for one without a field.
#[derive(Debug, Default)]
pub(super) struct Columns(Vec<Option<Head>>);

impl Columns {
    /// The columns that hold a field, with their positions.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, Head)> {
        self.0.iter().enumerate().filter_map(|(column, head)| Some((column, (*head)?)))
    }

    /// Whether there is a column of a field.
    pub(super) fn have(&self, field: usize) -> bool {
        self.iter().any(|(_, head)| head.field == field)
    }

    /// The field of a column.
    pub(super) fn field(&self, column: usize) -> Option<usize> {
        self.0.get(column).copied().flatten().map(|head| head.field)
    }
}

/// Matches the cells of the first row to fields, by title or by name; a field without a column is a finding.
pub(super) fn read(grid: &Grid, fields: &[Field], log: &mut Log) -> Option<Columns> {
    let Some(head) = grid.rows.first() else {
        let mend = "Schreiben Sie die Namen der Spalten in die erste Zeile.";
        return log.reject(Finding::at(Code::RB030, Span::new(grid.file, 0, 0), "Die Tabelle ist leer.", mend));
    };
    let known = |row: &Row| row.cells.iter().filter(|cell| field_of(cell, fields).is_some()).count();
    if known(head) == 0 {
        return log.reject(no_head(grid, head, known));
    }
    let mut columns = Columns::default();
    let mut years = Years::default();
    for (index, cell) in head.cells.iter().enumerate() {
        let found = match (field_of(cell, fields), with_unit(&cell.text(), fields)) {
            (Some(field), _) => Some(Head { field, is_sound: true }),
            (None, Some((field, unit))) => {
                Some(unit_head(grid, index, &fields[field], unit, log)).map(|is_sound| Head { field, is_sound })
            }
            (None, None) => None,
        };
        match found {
            Some(head) if columns.have(head.field) => {
                let message = format!("Die Spalte „{}“ steht doppelt.", fields[head.field].title);
                log.push(Finding::at(Code::RB004, cell.span, message, "Löschen Sie eine der beiden Spalten."));
                columns.0.push(None);
            }
            None if cell.value != Value::Empty => {
                let is_year = years.take(cell, fields);
                let head = if is_year { None } else { renamed(grid, index, fields, log) };
                if !is_year && head.is_none() {
                    log.push(own_column(cell));
                }
                columns.0.push(head);
            }
            found => columns.0.push(found),
        }
    }
    years.report(fields, log);
    missing_columns(head, fields, &columns, &years, log);
    Some(columns)
}

/// The field that a head names.
pub(super) fn field_of(cell: &Cell, fields: &[Field]) -> Option<usize> {
    named(&plain(&cell.text()), fields)
}

/// The field that a head names, beside which it may name the unit.
pub(crate) fn field_of_head(head: &str, fields: &[Field]) -> Option<usize> {
    named(&plain(head), fields).or_else(|| Some(with_unit(head, fields)?.0))
}

/// The field of a plain name.
fn named(head: &str, fields: &[Field]) -> Option<usize> {
    (!head.is_empty()).then(|| fields.iter().position(|field| is_named(head, field)))?
}

fn is_named(head: &str, field: &Field) -> bool {
    plain(field.name) == head || plain(field.title) == head
}

/// Whether a cell holds the name of a field.
pub(super) fn names(cell: &Cell, field: &Field) -> bool {
    let head = plain(&cell.text());
    !head.is_empty() && is_named(&head, field)
}

/// A name without case, blanks and signs: "Überführt in" and `ueberfuehrt_in` are one.
pub(crate) fn plain(name: &str) -> String {
    crate::model::slug(name).replace('-', "")
}

/// The finding for a first row that names no field.
fn no_head(grid: &Grid, head: &Row, known: impl Fn(&Row) -> usize) -> Finding {
    let below = grid.rows.iter().take(SEARCHED).position(|row| known(row) > 1);
    let mend = match below {
        Some(row) => format!("Die Spaltennamen stehen offenbar in Zeile {}: Löschen Sie die Zeilen darüber.", row + 1),
        None => "Schreiben Sie die Namen der Spalten in die erste Zeile.".into(),
    };
    Finding::at(Code::RB030, head.first_cell(), "In der ersten Zeile steht kein Spaltenname.", mend)
}

/// The field whose column has another head, with a finding for it; its values are read, so that there is no other. `None` where the
/// column seems to be somebody's own.
fn renamed(grid: &Grid, column: usize, fields: &[Field], log: &mut Log) -> Option<Head> {
    let head = grid.rows.first()?;
    let cell = head.cells.get(column)?;
    let text = cell.text();
    let has_column = |field: usize| head.cells.iter().any(|cell| field_of_head(&cell.text(), fields) == Some(field));
    let missing: Vec<usize> = (0..fields.len()).filter(|field| !has_column(*field)).collect();
    let near = nearest(&text, missing.iter().map(|field| fields[*field].title));
    let near = near.and_then(|title| fields.iter().position(|field| field.title == title));
    let fitting = || {
        let required: Vec<usize> = missing.iter().copied().filter(|field| fields[*field].required).collect();
        let among = if required.is_empty() { &missing } else { &required };
        let mut fitting = among.iter().copied().filter(|field| fits(grid, column, &fields[*field]));
        // Among several any choice would be a guess.
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let field = near.or_else(fitting)?;
    let message = format!(
        "Die Spalte {} ist unbekannt, und eine Spalte „{1}“ fehlt.",
        quoted(&shorten(&text)),
        fields[field].title
    );
    let mend = format!("Meinten Sie „{}“? Dann nennen Sie die Spalte so. {OWN}", fields[field].title);
    log.push(Finding::at(Code::RB005, cell.span, message, mend));
    Some(Head { field, is_sound: true })
}

/// Whether the values of a column, of which there are some, can be those of a field.
fn fits(grid: &Grid, column: usize, field: &Field) -> bool {
    let cells = grid.rows.iter().skip(1).filter_map(|row| row.cells.get(column));
    let mut filled = cells.filter(|cell| cell.value != Value::Empty).take(SEARCHED).peekable();
    filled.peek().is_some() && filled.all(|cell| cell::can_be(cell, field))
}

/// What to do with a column that nobody reads.
const OWN: &str =
    "Ist es eine eigene Spalte, nennen Sie sie in ratsbericht.toml unter [tabellen] bei „eigene_spalten“.";

/// The hint at a column that belongs to no field.
fn own_column(cell: &Cell) -> Finding {
    let message =
        format!("Die Spalte {} gehört zu keinem Feld und wird nicht gelesen.", quoted(&shorten(&cell.text())));
    Finding::at(Code::RB055, cell.span, message, OWN)
}

/// Required fields without a column, one finding each.
fn missing_columns(head: &Row, fields: &[Field], columns: &Columns, years: &Years, log: &mut Log) {
    for (i, field) in fields.iter().enumerate().filter(|(_, field)| field.required) {
        if !columns.have(i) && !years.explain(i, fields) {
            let message = format!("Die Spalte „{}“ fehlt.", field.title);
            let mend = format!("Ergänzen Sie die Spalte ({}).", field.note);
            log.push(
                Finding::at(Code::RB006, head.first_cell(), message, mend).expected(cell::expectation(&field.shape)),
            );
        }
    }
}

fn kind(field: &Field) -> Option<Kind> {
    match field.shape {
        Shape::Single { kind, .. } => Some(kind),
        Shape::Choice(_) | Shape::List(_) | Shape::Record(_) => None,
    }
}

/// The field and the unit of a head such as `Betrag (T€)` or `Gesamtkosten in Euro`.
fn with_unit(head: &str, fields: &[Field]) -> Option<(usize, Unit)> {
    let words: Vec<&str> = words(head).collect();
    (1..words.len()).find_map(|cut| {
        let (name, unit) = words.split_at(cut);
        let field = named(&plain(&name.concat()), fields)?;
        let unit = Unit::of(&unit.join(" ")).filter(|unit| *unit != Unit::default())?;
        fields.get(field).and_then(kind).is_some_and(measure::is_number).then_some((field, unit))
    })
}

/// Whether a head names the unit of its column; another one is a finding.
fn unit_head(grid: &Grid, column: usize, field: &Field, unit: Unit, log: &mut Log) -> bool {
    let own = kind(field).and_then(measure::of_column);
    let is_own = unit.measure.is_none_or(|measure| own.is_none_or(|own| own == measure));
    if unit.zeros == 0 && is_own {
        return true;
    }
    let Some(cell) = grid.rows.first().and_then(|row| row.cells.get(column)) else { return false };
    let first = grid.rows.iter().skip(1).filter_map(|row| row.cells.get(column)).find_map(|cell| match &cell.value {
        Value::Number { stored, .. } => decimal(*stored),
        Value::Text(text) => betrag(text).ok(),
        _ => None,
    });
    let example = first.and_then(|first| Some((first.replace('.', ","), written_out(&first, unit.zeros)?)));
    let (what, example) = match (unit.measure, example) {
        (Some(Measure::Foreign(currency)), Some((_, full))) => ("in Euro", format!(" ({full} {currency})")),
        (_, Some((short, full))) => ("auf volle Einheiten", format!(" (aus {short} wird {full})")),
        (_, None) => ("auf die Einheit der Spalte", String::new()),
    };
    let message = format!("Die Spalte {} nennt eine andere Einheit.", quoted(&shorten(&cell.text())));
    let mend = format!("Rechnen Sie die Werte {what} um{example}, und nennen Sie die Spalte „{}“.", field.title);
    let expected = own.map_or("Zahlen ohne Einheit", measure::expected);
    log.push(Finding::at(Code::RB038, cell.span, message, mend).expected(expected));
    false
}

/// Columns that stand for one year each, in a table that has a row for each year.
#[derive(Debug, Default)]
struct Years {
    /// Their heads.
    heads: Vec<(Span, String)>,
    /// The fields that they name beside the year.
    fields: BTreeSet<usize>,
}

impl Years {
    /// Takes a head in, such as `Ansatz 2021` or `2021`; `false` for any other.
    fn take(&mut self, cell: &Cell, fields: &[Field]) -> bool {
        let head = cell.text();
        let (years, name): (Vec<&str>, Vec<&str>) = words(&head).partition(|word| is_year(word));
        let field = named(&plain(&name.concat()), fields);
        if years.len() != 1 || year_field(fields).is_none() || (field.is_none() && !name.is_empty()) {
            return false;
        }
        self.heads.push((cell.span, head));
        self.fields.extend(field);
        true
    }

    /// One finding for all of them.
    fn report(&self, fields: &[Field], log: &mut Log) {
        let (Some((span, first)), Some((_, last)), Some(year)) =
            (self.heads.first(), self.heads.last(), year_field(fields))
        else {
            return;
        };
        let (first, last) = (quoted(&shorten(first)), quoted(&shorten(last)));
        let message = if first == last {
            format!("Die Spalte {first} steht für ein Jahr.")
        } else {
            format!("Die Spalten {first} bis {last} stehen je für ein Jahr.")
        };
        let amount = self.fields.first().copied().or_else(|| amount_field(fields)).and_then(|field| fields.get(field));
        let mend = format!(
            "Schreiben Sie je Jahr eine Zeile: das Jahr in die Spalte „{}“, den Betrag in die Spalte „{}“.",
            fields[year].title,
            amount.map_or("Betrag", |field| field.title)
        );
        log.push(Finding::at(Code::RB046, *span, message, mend).expected("eine Zeile je Jahr"));
    }

    /// Whether they are why a field has no column.
    fn explain(&self, field: usize, fields: &[Field]) -> bool {
        let amount = if self.fields.is_empty() { amount_field(fields) } else { None };
        !self.heads.is_empty() && (self.fields.contains(&field) || [year_field(fields), amount].contains(&Some(field)))
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u16| (1990..2200).contains(&year))
}

/// The field that holds the year of a row.
fn year_field(fields: &[Field]) -> Option<usize> {
    fields.iter().position(|field| kind(field) == Some(Kind::Year) && field.required)
}

/// The field that holds its amount.
fn amount_field(fields: &[Field]) -> Option<usize> {
    fields.iter().position(|field| kind(field) == Some(Kind::Money) && field.required)
}
