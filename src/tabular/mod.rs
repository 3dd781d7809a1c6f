//! Tables as files: every format is written from the one definition of each record.
//!
//! What is written here is read back to the same records, whatever the format. A workbook keeps a text that begins with
//! `=`, `+`, `-` or `@` as text; in a CSV file, which a spreadsheet program would take for a formula, it gets an apostrophe,
//! which reading takes away again.

mod append;
mod blaetter;
mod cell;
mod csv;
mod json;
mod lists;
mod pretty;
mod sample;
mod schema;
mod toml;
mod verwaltung;
mod xlsx;

use std::collections::BTreeMap;
use std::fmt;

use rust_xlsxwriter::XlsxError;

use crate::model::{Blatt, Table};
use crate::source::Node;

pub use append::{Renewed, Unappendable, appended, appended_sheet, renewed};
pub use blaetter::{Beside, Blattzeilen, paper_file, paper_rows};
pub use csv::{csv_of, open_csv};
pub use lists::Lists;
pub use sample::{sample, with_schema};
pub use schema::SchemaSubject;
pub use verwaltung::{Stelle, Verwaltung, genitiv, is_name, stelle};
pub use xlsx::{Circular, circular};

/// A format that tables are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One workbook with a sheet per table.
    Xlsx,
    /// One JSON file per table.
    Json,
    /// One CSV file per table.
    Csv,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[Format::Xlsx, Format::Json, Format::Csv];

    /// The format's name, which is the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Json => "json",
            Format::Csv => "csv",
        }
    }
}

/// The workbook's file name without the ending.
const WORKBOOK: &str = "projektboard";

/// A file to be written: its path below the workspace, with `/`, and its content.
pub type NewFile = (String, Vec<u8>);

/// All tables, and the sheets beside them, as files of `daten/`; one without rows is written too. In JSON, what stands on those
/// sheets has files of its own.
///
/// # Errors
/// When a table does not fit into the format; only workbooks have such limits.
pub fn files<'a>(
    format: Format,
    rows: &dyn Fn(Table) -> &'a [Node],
    beside: &Blattzeilen,
    lists: &Lists,
) -> Result<Vec<NewFile>, Unwritable> {
    let path = |stem: &str| format!("daten/{stem}.{}", format.name());
    let each = |write: fn(Table, &[Node]) -> Result<Vec<u8>, Unwritable>| {
        Table::ALL.iter().map(|table| Ok((path(table.name()), write(*table, rows(*table))?))).collect()
    };
    match format {
        Format::Xlsx => Ok(vec![(path(WORKBOOK), xlsx::write(rows, beside, lists)?)]),
        Format::Json => each(|table, rows| Ok(json::write(table, rows))),
        Format::Csv => {
            let mut all = each(csv::write)?;
            for (blatt, rows) in beside {
                all.push((path(blatt.form().name), csv::of_fields(&blatt.fields(), rows)?));
            }
            Ok(all)
        }
    }
}

/// A row as a text that is the same whatever format its table is kept in, by which rows are compared.
pub fn row(table: Table, row: &Node) -> String {
    json::row(table, row)
}

/// What a row holds by the names of its fields, the same whatever format its table is kept in; what is empty is left out.
pub fn texts(table: Table, row: &Node) -> BTreeMap<&'static str, String> {
    json::texts(table, row)
}

/// A table in a file of its own: its path below the workspace, and its content; as CSV unless in JSON.
///
/// # Errors
/// As [`files`].
pub fn file(table: Table, in_json: bool, rows: &[Node]) -> Result<NewFile, Unwritable> {
    let content = if in_json { json::write(table, rows) } else { csv::write(table, rows)? };
    let format = if in_json { Format::Json } else { Format::Csv };
    Ok((format!("daten/{}.{}", table.name(), format.name()), content))
}

/// A sheet of papers in a CSV file of its own: its path below the workspace, and its content.
///
/// # Errors
/// As [`files`].
pub fn sheet_file(blatt: Blatt, rows: &[Node]) -> Result<NewFile, Unwritable> {
    Ok((format!("daten/{}.csv", blatt.form().name), csv::of_fields(&blatt.fields(), rows)?))
}

/// Why tables cannot be written in a format.
#[derive(Debug)]
pub enum Unwritable {
    /// A cell does not fit.
    Cell {
        /// The title of the table.
        title: &'static str,
        /// The record, from 1.
        record: u32,
        /// The title of the field.
        field: &'static str,
        /// Why not.
        error: XlsxError,
    },
    /// The workbook cannot be made.
    Workbook(XlsxError),
    /// The CSV file cannot be made.
    Csv(::csv::Error),
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell { title, record, field, error } => {
                write!(f, "Die Tabelle „{title}“ passt nicht in eine Arbeitsmappe: ")?;
                match error {
                    XlsxError::RowColumnLimitError => write!(f, "Sie hat {record} oder mehr Datensätze."),
                    XlsxError::MaxStringLengthExceeded => {
                        write!(f, "„{field}“ hat im {record}. Datensatz mehr als 32.767 Zeichen.")
                    }
                    other => write!(f, "„{field}“ im {record}. Datensatz: {other}"),
                }
            }
            Self::Workbook(error) => write!(f, "Die Arbeitsmappe lässt sich nicht erzeugen: {error}"),
            Self::Csv(error) => write!(f, "Die CSV-Datei lässt sich nicht erzeugen: {error}"),
        }
    }
}

impl std::error::Error for Unwritable {}

impl From<XlsxError> for Unwritable {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error)
    }
}

impl From<::csv::Error> for Unwritable {
    fn from(error: ::csv::Error) -> Self {
        Self::Csv(error)
    }
}
