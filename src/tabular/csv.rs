//! A table as CSV, as German spreadsheet programs read and write it.

use csv::{Terminator, WriterBuilder};

use super::Unwritable;
use super::blaetter::value_field;
use super::cell::CellValue;
use crate::load::{MASK, is_like_formula};
use crate::model::{Field, Table};
use crate::source::Node;

/// With it, spreadsheet programs take the file for UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The rows of a table as a CSV file.
pub(super) fn write(table: Table, rows: &[Node]) -> Result<Vec<u8>, Unwritable> {
    of_fields(&(table.record().fields)(), rows)
}

/// Rows as a CSV file: `;` between cells, the titles of the fields in the first line.
pub(super) fn of_fields(fields: &[Field], rows: &[Node]) -> Result<Vec<u8>, Unwritable> {
    let bytes = BYTE_ORDER_MARK.as_bytes().to_vec();
    let mut writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(bytes);
    writer.write_record(fields.iter().map(|field| field.title))?;
    for row in rows {
        writer.write_record(
            fields.iter().map(|field: &Field| masked(CellValue::of(&value_field(field, row), row).german())),
        )?;
    }
    writer.into_inner().map_err(|error| ::csv::Error::from(error.into_error()).into())
}

/// Any rows as a CSV file of the same kind, below the titles of their columns.
///
/// # Errors
/// When the writer fails, which writing into memory does not.
pub fn csv_of<Row: IntoIterator<Item = String>>(
    titles: &[&str],
    rows: impl Iterator<Item = Row>,
) -> Result<Vec<u8>, Unwritable> {
    rows_as(BYTE_ORDER_MARK, b';', titles, rows)
}

/// Any rows as a CSV file for programs, as RFC 4180 wants it: UTF-8 without a mark, `,` between cells.
///
/// # Errors
/// As [`csv_of`].
pub fn open_csv<Row: IntoIterator<Item = String>>(
    titles: &[&str],
    rows: impl Iterator<Item = Row>,
) -> Result<Vec<u8>, Unwritable> {
    rows_as("", b',', titles, rows)
}

fn rows_as<Row: IntoIterator<Item = String>>(
    mark: &str,
    between: u8,
    titles: &[&str],
    rows: impl Iterator<Item = Row>,
) -> Result<Vec<u8>, Unwritable> {
    let bytes = mark.as_bytes().to_vec();
    let mut writer = WriterBuilder::new().delimiter(between).terminator(Terminator::CRLF).from_writer(bytes);
    writer.write_record(titles)?;
    for row in rows {
        writer.write_record(row.into_iter().map(masked))?;
    }
    writer.into_inner().map_err(|error| ::csv::Error::from(error.into_error()).into())
}

/// A cell that no spreadsheet program takes for a formula, as reading takes it for the same text; numbers stay numbers.
pub(super) fn masked(cell: String) -> String {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(&cell);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
    if !is_number && is_like_formula(&cell) { format!("{MASK}{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::{Alphabet, Data};
    use crate::workspace::Layout;

    fn written(table: Table, text: &str) -> String {
        let rows = crate::load::json_text(text).unwrap();
        String::from_utf8(write(table, rows.items()).unwrap()).unwrap()
    }

    #[test]
    fn cells_are_written_as_people_here_write_them() {
        let grants = r#"[{"kennung": "BW-1", "bescheid": "2020-09-21", "betrag": -1234567.5, "foerderquote": 12.50}]"#;
        let text = written(Table::Bewilligungen, grants);
        assert!(text.starts_with("\u{feff}Kennung;Projekt;Programm;Bescheid vom;Betrag;"), "{text}");
        assert!(text.contains("\r\nBW-1;;;21.09.2020;-1234567,50;;;;12,5;;;;"), "{text}");
        assert!(text.ends_with(";;;;\r\n"));
        let projects = written(Table::Projekte, r#"[{"kennung": "P", "ziele": ["Z1", "Z2"]}]"#);
        assert!(projects.contains("P;;;;\"Z1; Z2\";;"), "{projects}");
        assert_eq!(written(Table::Pausen, "[]"), "\u{feff}Projekt;Von;Bis;Grund;Erfasst am\r\n");
    }

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_numbers() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 241", "'+49 241"),
            ("-", "'-"),
            ("@SUMME(A1)", "'@SUMME(A1)"),
            ("\t=1", "'\t=1"),
            ("'=1", "''=1"),
            ("-5+A1", "'-5+A1"),
            ("-1234,50", "-1234,50"),
            ("-5", "-5"),
            ("'s", "'s"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(masked(text.into()), cell);
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn texts_come_back_as_they_were(texts in proptest::collection::vec("[='+@5a;\"\n-]{1,6}", 1..9)) {
            let texts: Vec<String> = texts.iter().map(|text| format!("{}x", text.trim())).collect();
            let rows: Vec<_> = texts.iter().map(|text| serde_json::json!({ "kennung": text, "name": text })).collect();
            let bytes = written(Table::Foerdergeber, &serde_json::Value::from(rows).to_string());
            let files = [("daten/foerdergeber.csv".to_owned(), bytes.into_bytes())].into();
            let read = crate::load::layout(&Layout::of_files(files)?, Alphabet::all());
            let name = |row: &Node| row.get("name").map(|name| name.data.clone());
            let names: Vec<_> = read.rows(Table::Foerdergeber).iter().map(name).collect();
            prop_assert_eq!(names, texts.into_iter().map(|text| Some(Data::Text(text.into()))).collect::<Vec<_>>());
        }
    }
}
