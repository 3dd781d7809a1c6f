//! New rows behind those of a table, in the file that it is kept in; everything else in the file stays as it is.

mod book;
mod cells;
mod columns;
mod notes;
mod part;
mod refresh;
mod tables;
mod validations;
mod xlsx;

use std::fmt;

pub use refresh::{Renewed, renewed};

use csv::{Terminator, WriterBuilder};

use super::cell::CellValue;
use super::csv::masked;
use super::json;
use crate::load::{csv_start, field_of_head};
use crate::model::{Blatt, Field, Table};
use crate::source::{Node, SourceFile};

/// Why rows cannot be appended to a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Unappendable {
    /// The table has no column for something that the rows hold.
    NoColumn {
        /// The file, and the sheet where it has some.
        place: String,
        /// The title of the column.
        title: &'static str,
    },
    /// Rows are not appended to files of this format.
    Format(String),
    /// The file would not hold what it held and the new rows.
    Unfit(String),
    /// The drop-downs of a workbook cannot be renewed without anything else in it becoming another.
    Rigid(String),
}

impl fmt::Display for Unappendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoColumn { place, title } => write!(
                f,
                "In {place} fehlt die Spalte „{title}“. Schreiben Sie ihren Namen hinter die anderen in die erste Zeile, und rufen \
                 Sie den Befehl noch einmal auf."
            ),
            Self::Format(path) => write!(
                f,
                "An {path} hängt ratsbericht keine Zeilen an. Speichern Sie die Arbeitsmappe als .xlsx, oder wandeln Sie den \
                 Arbeitsordner mit „ratsbericht convert“ um."
            ),
            Self::Unfit(path) => write!(
                f,
                "An {path} lassen sich die Zeilen nicht anhängen, ohne dass sich anderes darin ändert. Wandeln Sie den \
                 Arbeitsordner mit „ratsbericht convert“ um; danach geht es."
            ),
            Self::Rigid(path) => write!(
                f,
                "{path} lässt sich nicht erneuern, ohne dass sich anderes darin ändert. Wandeln Sie den Arbeitsordner mit \
                 „ratsbericht convert“ um; die neue Mappe hat alle Auswahllisten."
            ),
        }
    }
}

impl std::error::Error for Unappendable {}

/// The content of the file in which a table is kept, with rows behind those that are there. `home` is the file, or the sheet of
/// the workbook, as it was read; `bytes` is the whole file, in which other sheets may have more rows by now.
///
/// # Errors
/// When the file has another format, lacks a column, or is built in a way that leaves no place for rows.
pub fn appended(home: &SourceFile, bytes: &[u8], table: Table, rows: &[Node]) -> Result<Vec<u8>, Unappendable> {
    match ending(home).as_deref() {
        Some("json") => to_json(bytes, table, rows).ok_or_else(|| Unappendable::Unfit(home.path.clone())),
        _ => in_cells(home, bytes, &(table.record().fields)(), rows),
    }
}

/// As [`appended`], of a sheet of papers or configuration, which is never kept in JSON.
///
/// # Errors
/// As there.
pub fn appended_sheet(home: &SourceFile, bytes: &[u8], blatt: Blatt, rows: &[Node]) -> Result<Vec<u8>, Unappendable> {
    in_cells(home, bytes, &blatt.fields(), rows)
}

fn ending(home: &SourceFile) -> Option<String> {
    home.path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
}

/// A CSV file or a workbook with more rows of cells.
fn in_cells(home: &SourceFile, bytes: &[u8], fields: &[Field], rows: &[Node]) -> Result<Vec<u8>, Unappendable> {
    let unfit = || Unappendable::Unfit(home.path.clone());
    match ending(home).as_deref() {
        Some("csv") => to_csv(home, bytes, fields, rows)?.ok_or_else(unfit),
        Some("xlsx") => {
            let sheet = home.sheet.as_ref().ok_or_else(unfit)?;
            let heads = sheet.within(0..home.text.find('\n').unwrap_or(home.text.len()) + 1);
            let heads: Vec<&str> = heads.map(|(_, range)| home.text.get(range).unwrap_or_default()).collect();
            let place = format!("{}, Blatt {},", home.path, sheet.name);
            let cells = in_columns(&heads, fields, rows, &place)?;
            xlsx::append(bytes, (&sheet.name, home.text.lines().count()), &cells).ok_or_else(unfit)
        }
        _ => Err(Unappendable::Format(home.path.clone())),
    }
}

/// The cells of each row in the order of the columns; a value without a column would be lost.
fn in_columns(
    heads: &[&str],
    fields: &[Field],
    rows: &[Node],
    place: &str,
) -> Result<Vec<Vec<CellValue>>, Unappendable> {
    let columns: Vec<Option<usize>> = heads.iter().map(|head| field_of_head(head, fields)).collect();
    let is_lost = |(at, field): &(usize, &Field)| {
        !columns.contains(&Some(*at)) && rows.iter().any(|row| CellValue::of(field, row) != CellValue::Empty)
    };
    if let Some((_, field)) = fields.iter().enumerate().find(is_lost) {
        return Err(Unappendable::NoColumn { place: place.to_owned(), title: field.title });
    }
    let cell = |row: &Node, column: &Option<usize>| {
        let field = column.and_then(|at| fields.get(at));
        field.map_or(CellValue::Empty, |field| CellValue::of(field, row))
    };
    Ok(rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect())
}

/// A list of objects with more of them before its last bracket.
fn to_json(bytes: &[u8], table: Table, rows: &[Node]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (list, rest) = text.rsplit_once(']')?;
    let list = list.trim_end();
    let written = String::from_utf8(json::write(table, rows)).ok()?;
    let between = if list.ends_with('[') { "" } else { "," };
    let more = format!("{between}{}", written.strip_prefix('[')?.trim_end());
    let more = if text.contains("\r\n") { more.replace('\n', "\r\n") } else { more };
    Some(format!("{list}{more}{rest}").into_bytes())
}

/// Lines behind the last one, in the encoding and with the separator of the file; `None` where it cannot hold a character.
fn to_csv(home: &SourceFile, bytes: &[u8], fields: &[Field], rows: &[Node]) -> Result<Option<Vec<u8>>, Unappendable> {
    let (separator, heads) = csv_start(&home.text);
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let cells = in_columns(&heads, fields, rows, &home.path)?;
    let (end, terminator) =
        if home.text.contains("\r\n") { ("\r\n", Terminator::CRLF) } else { ("\n", Terminator::Any(b'\n')) };
    let mut writer = WriterBuilder::new().delimiter(separator).terminator(terminator).from_writer(Vec::new());
    let written = cells.iter().try_for_each(|row| writer.write_record(row.iter().map(|cell| masked(cell.german()))));
    let Some(lines) = written.ok().and_then(|()| writer.into_inner().ok()) else { return Ok(None) };
    let kept = bytes.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |last| last + 1);
    let mut all = bytes.get(..kept).unwrap_or_default().to_vec();
    all.extend(end.bytes());
    if std::str::from_utf8(bytes).is_ok() {
        all.extend(lines);
        return Ok(Some(all));
    }
    let lines = String::from_utf8_lossy(&lines).into_owned();
    let (encoded, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(&lines);
    all.extend(encoded.iter());
    Ok((!is_lossy).then_some(all))
}
