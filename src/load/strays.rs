//! Rows that are no records: sums, footnotes, a lost character. One finding each, and nothing more is said of them.

use super::grid::{Cell, Row, Value};
use super::heads::Columns;
use super::measure;
use crate::finding::{Code, Finding, Log};
use crate::model::schreibweise::betrag;
use crate::model::{Field, Shape};
use crate::source::{quoted, shorten};

/// Words that name a row of sums.
const SUMS: [&str; 18] = [
    "summe",
    "summen",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "ergebnis",
    "gesamtergebnis",
    "teilergebnis",
    "zwischensumme",
    "total",
    "grand total",
    "subtotal",
    "sum",
    "σ",
    "saldo",
    "mittelwert",
    "durchschnitt",
    "endsumme",
];

/// Reports a row that is no record; `false` for one that may be one.
pub(super) fn report(row: &Row, fields: &[Field], columns: &Columns, log: &mut Log) -> bool {
    let found = finding(row, fields, columns);
    let is_stray = found.is_some();
    found.into_iter().for_each(|finding| log.push(finding));
    is_stray
}

fn finding(row: &Row, fields: &[Field], columns: &Columns) -> Option<Finding> {
    let is_empty = |column: usize| row.cells.get(column).is_none_or(|cell| cell.value == Value::Empty);
    let required: Vec<usize> =
        columns.iter().filter(|(_, head)| fields[head.field].required).map(|(column, _)| column).collect();
    let missing = required.iter().filter(|column| is_empty(**column)).count();
    let mut filled = row.filled();
    let (_, first) = filled.next()?;
    let mostly = missing > 1 && missing * 2 >= required.len();
    let at = |cell: &Cell, message: String, mend: &str| Finding::at(Code::RB045, cell.span, message, mend);
    if let Some(sum) =
        row.filled().map(|(_, cell)| cell).find(|cell| is_sum(&cell.text(), mostly)).filter(|_| missing > 0)
    {
        let message = format!("Die Zeile ist eine Summe ({}) und kein Datensatz.", quoted(&shorten(&sum.text())));
        return Some(at(sum, message, "Löschen Sie die Zeile; Summen werden gerechnet."));
    }
    if !mostly {
        return None;
    }
    let number = |(column, cell): (usize, &Cell)| {
        columns.field(column).is_some_and(|field| is_number(&fields[field])) && is_amount(cell)
    };
    if row.filled().all(number) {
        let message = "Die Zeile enthält nur Zahlen und nicht, wozu sie gehören.".to_owned();
        return Some(at(first, message, "Löschen Sie die Zeile, wenn es Summen sind; sonst ergänzen Sie die Angaben."));
    }
    filled.next().is_none().then(|| {
        let message = format!("In der Zeile steht nur {}.", quoted(&shorten(&first.text())));
        let begins = required.first().is_some_and(|column| !is_empty(*column));
        let mend = if begins && first.text().contains(char::is_alphanumeric) {
            "Löschen Sie die Zeile, oder ergänzen Sie die übrigen Angaben."
        } else {
            "Löschen Sie die Zeile; Anmerkungen gehören nicht in die Tabelle."
        };
        at(first, message, mend)
    })
}

/// Whether a cell names a sum; with more words only where the row holds little else.
fn is_sum(text: &str, mostly: bool) -> bool {
    let text = text.to_lowercase();
    let word = text.trim_end_matches([':', '.', '=', ' ']);
    SUMS.contains(&word) || (mostly && (word.starts_with("summe ") || word.starts_with("gesamt ")))
}

fn is_number(field: &Field) -> bool {
    matches!(field.shape, Shape::Single { kind, .. } if measure::is_number(kind))
}

fn is_amount(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number { .. } | Value::Fault(_) => true,
        Value::Text(text) => betrag(text).is_ok(),
        Value::Empty | Value::Date(_) | Value::Moment(_) | Value::Flag(_) => false,
    }
}
