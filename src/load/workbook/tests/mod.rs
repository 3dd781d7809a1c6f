//! Workbooks made in memory, as programs write them and as nobody should.

mod hostile;
mod ods;
mod xlsx;

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Dropdown, Offer, SheetGrid, read};
use crate::finding::{Finding, Log};
use crate::load::grid::{Cell, Epoch, Value};
use crate::source::{Alphabet, Sources};

/// What came of reading a workbook.
struct Reading {
    sheets: Vec<SheetGrid>,
    sources: Sources,
    findings: Vec<Finding>,
}

impl Reading {
    fn of(bytes: &[u8]) -> Self {
        let (mut sources, mut log) = (Sources::default(), Log::new(Alphabet::all()));
        let sheets = read("daten/mappe", bytes, &mut sources, &mut log);
        Self { sheets, sources, findings: log.into_findings() }
    }

    /// A cell of the first sheet, counted from 0.
    fn cell(&self, row: usize, column: usize) -> &Cell {
        &self.sheets[0].grid.rows[row].cells[column]
    }

    /// All values of the first sheet, row by row.
    fn values(&self) -> Vec<Vec<Value>> {
        let rows = self.sheets[0].grid.rows.iter();
        rows.map(|row| row.cells.iter().map(|cell| in_1900(cell.value.clone())).collect()).collect()
    }

    /// The text of the first sheet.
    fn text(&self) -> &str {
        &self.sources.file(self.sheets[0].grid.file).text
    }

    /// The findings: code, place and message of each.
    fn said(&self) -> Vec<String> {
        let place = |finding: &Finding| match finding.span {
            Some(span) => self.sources.place(span).to_string(),
            None => finding.path.clone().unwrap_or_default(),
        };
        self.findings.iter().map(|f| format!("{} {}: {}", f.code.id(), place(f), f.message)).collect()
    }

    /// Code and found text of the only finding about the file, of which nothing was read.
    fn refusal(&self) -> (&str, &str) {
        assert!(self.sheets.is_empty() && self.findings.len() == 1, "{:?}", self.findings);
        (self.findings[0].code.id(), self.findings[0].found.as_deref().unwrap_or_default())
    }
}

/// An archive of parts.
fn zipped<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of an archive.
fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = |index: usize| {
        let mut part = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        (part.name().unwrap().into_owned(), content)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(part).collect()
}

/// An archive with a text in one of its parts replaced.
fn replaced(bytes: &[u8], name: &str, old: &str, new: &str) -> Vec<u8> {
    let mut parts = unzipped(bytes);
    let part = parts.iter_mut().find(|(part, _)| part == name).unwrap();
    let text = String::from_utf8(part.1.clone()).unwrap();
    assert!(text.contains(old), "{name} does not hold {old}: {text}");
    part.1 = text.replace(old, new).into_bytes();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    zipped(&parts)
}

/// A value as if its workbook counted days from 1900.
fn in_1900(value: Value) -> Value {
    match value {
        Value::Number { stored, percent, .. } => number(stored, percent),
        other => other,
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn plain(stored: f64) -> Value {
    number(stored, false)
}

fn percent(stored: f64) -> Value {
    number(stored, true)
}

/// A number in the calendar of its format.
fn number(stored: f64, percent: bool) -> Value {
    Value::Number { stored, percent, epoch: Epoch::Y1900 }
}

fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

fn moment(text: &str) -> Value {
    Value::Moment(text.into())
}

fn fault(text: &str) -> Value {
    Value::Fault(text.into())
}
