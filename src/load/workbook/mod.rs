//! Workbooks: every sheet becomes a grid, and a source of its own.
//!
//! No byte of a workbook is trusted: its parts are measured before they are read (`archive`), its XML is held to what office
//! programs write (`xml`), and cells are counted before anything is built from them (`bounds`). The general readers
//! of workbooks expand repetitions, copy the whole style for each format, or wait for ends that never come, and so can be made to
//! take gigabytes or to stand still by a file of some kilobytes. They also do not tell what matters here: what cells show
//! beside their values, and which formulas were never computed.

mod archive;
mod bounds;
mod document;
mod dropdown;
mod format;
mod layout;
mod ods;
mod sheet;
mod shown;
mod text;
#[cfg(test)]
mod tests;
mod values;
mod xlsx;
mod xml;

use archive::Archive;
use bounds::Budget;
pub(super) use bounds::Refusal;
pub(crate) use bounds::position as cell_position;
pub(super) use document::{Face, Mark, Oddity, PAGE_BREAK, Piece, WordBlock, WordParagraph, WordRow, document};
pub use document::{WordText, is_office_file, word_text};
pub(super) use dropdown::{Dropdown, Offer};
use sheet::{FilledSheet, RawSheet};
use text::Drawn;

use std::collections::BTreeMap;

use super::grid::{Cell, Grid, Row, Value};
use crate::finding::Log;
use crate::source::{SourceFile, Sources, Span};

/// A sheet as it was read.
#[derive(Debug)]
pub(super) struct SheetGrid {
    /// Its name.
    pub(super) name: String,
    /// Its cells; all rows are equally long, and their file is the sheet's source.
    pub(super) grid: Grid,
    /// The drop-downs of cells.
    pub(super) dropdowns: Vec<Dropdown>,
}

/// Reads a workbook; what cannot be read, and what is hidden or merged, is a finding.
///
/// Either all sheets are read or, after an error, none.
pub(super) fn read(path: &str, bytes: &[u8], sources: &mut Sources, log: &mut Log) -> Vec<SheetGrid> {
    match raw_sheets(bytes) {
        Ok(sheets) => sheets.into_iter().map(|sheet| placed(path, sheet, sources, log)).collect(),
        Err(refusal) => {
            log.push(refusal.finding(path));
            Vec::new()
        }
    }
}

/// The sheets of a workbook, whose format shows in its parts and not in its name.
fn raw_sheets(bytes: &[u8]) -> Result<Vec<RawSheet>, Refusal> {
    let mut archive = Archive::open(bytes)?;
    let mut budget = Budget::default();
    let sheets = if archive.has("[Content_Types].xml") {
        xlsx::read(&mut archive, &mut budget)?
    } else if archive.has(ods::CONTENT) {
        ods::read(&mut archive, &mut budget)?
    } else {
        return Err(Refusal::Foreign);
    };
    // Programs write no workbook without one; a list without sheets therefore always follows an error.
    if sheets.is_empty() { Err(Refusal::Broken("kein Tabellenblatt".into())) } else { Ok(sheets) }
}

/// Where an xlsx workbook keeps a sheet.
#[derive(Debug)]
pub(crate) struct SheetParts {
    /// The position of its part in the archive.
    pub(crate) sheet: usize,
    /// The position of the list of parts that it refers to, where it has one.
    pub(crate) relations: Option<usize>,
    /// The parts that it refers to, by identifier: the last word of the type, such as `comments`, and the position.
    pub(crate) related: BTreeMap<String, (String, Option<usize>)>,
}

/// Where an xlsx workbook keeps each of its sheets, by their names; `None` where it is none.
pub(crate) fn sheet_parts(bytes: &[u8]) -> Option<BTreeMap<String, SheetParts>> {
    let mut archive = Archive::open(bytes).ok()?;
    let mut sheets = BTreeMap::new();
    for (name, part) in xlsx::parts(&mut archive).ok()? {
        let Some(sheet) = archive.position(&part) else { continue };
        let (list, related) = xlsx::relations_of(&mut archive, &part).ok()?;
        let related = related.map(|(id, kind, part)| (id, (kind, archive.position(&part)))).collect();
        sheets.insert(name, SheetParts { sheet, relations: archive.position(&list), related });
    }
    Some(sheets)
}

/// The texts of the cells of a sheet of an xlsx workbook by row and column, from 0; `None` where there is none.
pub(crate) fn sheet_texts(bytes: &[u8], sheet: &str) -> Option<BTreeMap<(usize, usize), String>> {
    let sheets = raw_sheets(bytes).ok()?;
    let sheet = sheets.iter().find(|own| own.name == sheet)?;
    let text = |cell: &FilledSheet| match &cell.value {
        Value::Text(text) => text.to_string(),
        Value::Number { stored, .. } => stored.to_string(),
        _ => String::new(),
    };
    Some(sheet.cells.iter().map(|cell| (cell.at(), text(cell))).collect())
}

/// Gives a sheet its text, and its cells their places in it.
fn placed(path: &str, sheet: RawSheet, sources: &mut Sources, log: &mut Log) -> SheetGrid {
    let Drawn { text, rows, sheet: places } = text::draw(&sheet);
    let columns = sheet.columns();
    let file = sources.add(SourceFile::of_sheet(path, text, places));
    let places = sources.file(file).sheet.as_ref();
    let place = |row: usize, column: usize| {
        let (_, range) = places?.cell(row * columns + column).filter(|_| column < columns)?;
        Some(Span::new(file, range.start, range.end))
    };
    layout::report(&sheet, place, log);
    let RawSheet { name, cells: mut filled, dropdowns, .. } = sheet;
    // From the last row on, so that what was read goes while its rows are made, and a large sheet is not held twice.
    let rows = rows.into_iter().enumerate().rev().map(|(row, range)| {
        let cells = (0..columns).rev().filter_map(|column| Some(cell(place(row, column)?, (row, column), &mut filled)));
        let mut cells: Vec<Cell> = cells.collect();
        cells.reverse();
        if filled.len() < filled.capacity() / 2 {
            filled.shrink_to_fit();
        }
        Row { span: Span::new(file, range.start, range.end), cells }
    });
    let mut rows: Vec<Row> = rows.collect();
    rows.reverse();
    SheetGrid { name, grid: Grid { file, rows }, dropdowns }
}

/// The cell at a place: the last of those that hold something, or an empty one.
fn cell(span: Span, at: (usize, usize), filled: &mut Vec<FilledSheet>) -> Cell {
    let filled = filled.pop_if(|cell| cell.at() == at);
    let (value, look) = filled.map_or((Value::Empty, None), |cell| (cell.value, cell.look));
    Cell { span, value, look }
}
