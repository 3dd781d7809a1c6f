//! A table as CSV, as German spreadsheet programs read and write it.

use csv::{Terminator, WriterBuilder};

use super::Unwritable;
use super::cell::CellValue;
use crate::model::{Field, Table};
use crate::source::Node;

/// With it, spreadsheet programs take the file for UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The rows of a table as a CSV file: `;` between cells, the titles of the fields in the first line.
pub(super) fn write(table: Table, rows: &[Node]) -> Result<Vec<u8>, Unwritable> {
    let fields = (table.record().fields)();
    let bytes = BYTE_ORDER_MARK.as_bytes().to_vec();
    let mut writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(bytes);
    writer.write_record(fields.iter().map(|field| field.title))?;
    for row in rows {
        writer.write_record(fields.iter().map(|field: &Field| CellValue::of(field, row).german()))?;
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
    let bytes = BYTE_ORDER_MARK.as_bytes().to_vec();
    let mut writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(bytes);
    writer.write_record(titles)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| ::csv::Error::from(error.into_error()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn texts_come_back_as_they_were() {
        let hostile = ["=1+1", "+49 241", "-", "@SUMME(A1)", "a;b", "\"x\"", "a\nb", "0100", "\u{feff}", "'=1"];
        let rows: Vec<_> = hostile.iter().map(|text| serde_json::json!({ "kennung": text, "name": text })).collect();
        let text = written(Table::Foerdergeber, &serde_json::Value::from(rows).to_string());
        let mut reader =
            ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let read: Vec<[String; 2]> =
            reader.records().map(|record| record.unwrap()).map(|r| [r[0].to_owned(), r[1].to_owned()]).collect();
        assert_eq!(read, hostile.map(|text| [text.to_owned(), text.to_owned()]));
    }
}
