//! How much a workbook may hold, and why one is not read.

use crate::finding::{Code, Finding};
use crate::load::grid::Value;
use crate::source::{letters, shorten};

/// The most bytes that all parts of a workbook together unpack to.
pub(super) const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most parts in a workbook's archive.
pub(super) const MOST_PARTS: usize = 10_000;
/// The most sheets of a workbook.
pub(super) const MOST_SHEETS: usize = 1_000;
/// The most rows of a sheet, up to the last that holds something.
pub(super) const MOST_ROWS: usize = 500_001;
/// The most columns of a sheet, up to the last that holds something.
pub(super) const MOST_COLUMNS: usize = 1_000;
/// The most cells of a workbook that hold something.
pub(super) const MOST_CELLS: usize = 4_000_000;
/// The most cells of a workbook, the empty ones between the others included, since each gets a place.
const MOST_PLACES: usize = 5_000_000;
/// The most text in all cells together, in MiB: in the file, many cells can share one text.
const MOST_TEXT: usize = 64;

/// Why a workbook is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) enum Refusal {
    /// It holds more than any table of a municipality: what was found.
    TooLarge(String),
    /// It is protected with a password.
    Locked,
    /// It has the format that Excel wrote until 2003.
    Outdated,
    /// It is no workbook.
    Foreign,
    /// It is a workbook, but not a sound one: where.
    Broken(String),
}

/// Counts what the sheets of one workbook hold while they are read.
#[derive(Debug, Default)]
pub(super) struct Budget {
    cells: usize,
    places: usize,
    text: usize,
}

impl Budget {
    /// Counts a cell that holds something.
    pub(super) fn cell(&mut self, (row, column): (usize, usize), value: &Value) -> Result<(), Refusal> {
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Refusal::TooLarge(format!("ein Wert in der Zelle {}", cell_name((row, column)))));
        }
        self.cells += 1;
        self.text(match value {
            Value::Text(text) | Value::Moment(text) | Value::Fault(text) => text.len(),
            Value::Empty | Value::Number { .. } | Value::Date(_) | Value::Flag(_) => 0,
        })?;
        within(self.cells, MOST_CELLS, "Zellen mit Werten")
    }

    /// Counts the places that a sheet needs.
    pub(super) fn places(&mut self, rows: usize, columns: usize) -> Result<(), Refusal> {
        self.places = self.places.saturating_add(rows.saturating_mul(columns));
        within(self.places, MOST_PLACES, "Zellen, die leeren eingerechnet")
    }

    /// Counts bytes of text.
    fn text(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.text = self.text.saturating_add(bytes);
        text_within(self.text)
    }
}

impl Refusal {
    /// The same with the name of the sheet where it is too large.
    pub(super) fn on(self, sheet: &str) -> Self {
        match self {
            Self::TooLarge(found) => Self::TooLarge(format!("Blatt {}: {found}", shorten(sheet))),
            other @ (Self::Locked | Self::Outdated | Self::Foreign | Self::Broken(_)) => other,
        }
    }

    /// The finding about the workbook at `path`.
    pub(super) fn finding(&self, path: &str) -> Finding {
        let (code, message, mend) = match self {
            Self::TooLarge(_) => (
                Code::RB028,
                "Die Arbeitsmappe ist zu umfangreich.",
                "Löschen Sie verirrte Einträge weit rechts und weit unten sowie Blätter und Bilder, die nicht gebraucht werden.",
            ),
            Self::Locked => (
                Code::RB029,
                "Die Arbeitsmappe ist mit einem Kennwort geschützt.",
                "Entfernen Sie im Tabellenprogramm das Kennwort zum Öffnen, und speichern Sie die Datei neu.",
            ),
            Self::Outdated => (
                Code::RB029,
                "Die Arbeitsmappe ist mit einem Kennwort geschützt oder im alten Format .xls gespeichert.",
                "Öffnen Sie sie im Tabellenprogramm, heben Sie den Kennwortschutz auf, und speichern Sie sie als .xlsx oder .ods.",
            ),
            Self::Foreign => (
                Code::RB029,
                "Die Datei ist keine Arbeitsmappe.",
                "Öffnen Sie sie im Tabellenprogramm, und speichern Sie sie als .xlsx oder .ods.",
            ),
            Self::Broken(_) => (
                Code::RB029,
                "Die Arbeitsmappe ist beschädigt.",
                "Öffnen Sie sie im Tabellenprogramm, und speichern Sie sie neu; gelingt das nicht, nehmen Sie eine Sicherung.",
            ),
        };
        let finding = Finding::of_path(code, path, message, mend);
        match self {
            Self::TooLarge(found) => finding.expected(LIMITS).found(found),
            Self::Broken(found) => finding.found(shorten(found)),
            Self::Locked | Self::Outdated | Self::Foreign => finding,
        }
    }
}

/// The name that a workbook shows for a cell, whose row and column are counted from 0.
pub(super) fn cell_name((row, column): (usize, usize)) -> String {
    format!("{}{}", letters(column.saturating_add(1)), row.saturating_add(1))
}

/// Row and column, from 0, of a cell's name such as `C14`.
pub(crate) fn position(name: &str) -> Option<(usize, usize)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    // No program has columns beyond XFD; more letters would only overflow.
    let letters = (1..=3).contains(&letters.len()).then_some(letters)?;
    let column = letters.bytes().try_fold(0, |column, letter| {
        let digit = usize::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
        (digit < 26).then_some(column * 26 + digit + 1)
    })?;
    Some((row.parse::<usize>().ok()?.checked_sub(1)?, column - 1))
}

/// Refuses what is more than `most`.
pub(super) fn within(count: usize, most: usize, what: &str) -> Result<(), Refusal> {
    if count > most { Err(Refusal::TooLarge(format!("mehr als {most} {what}"))) } else { Ok(()) }
}

/// Refuses more bytes of text than the cells of a workbook may hold.
pub(super) fn text_within(bytes: usize) -> Result<(), Refusal> {
    within(bytes / (1024 * 1024), MOST_TEXT, "MiB Text in den Zellen")
}

/// The bounds in words.
const LIMITS: &str =
    "höchstens 500001 Zeilen und 1000 Spalten je Blatt, 4000000 Zellen mit Werten und entpackt 256 MiB";
