//! A table as a grid of cells: what CSV files and the sheets of workbooks have in common.

use chrono::NaiveDate;

use crate::source::{FileId, Span};

/// The rows of a table as they stand in the file, blank ones included.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// The file, or the sheet, that the places point into.
    pub(super) file: FileId,
    /// Rows from the first to the last that holds something.
    pub(super) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The whole row.
    pub(super) span: Span,
    /// Its cells from the first column on; a row can have fewer than the head.
    pub(super) cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Where it stands; for an empty one, where it would stand.
    pub(super) span: Span,
    /// What it holds.
    pub(super) value: Value,
}

/// What a cell holds, as its format stores it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing, or blanks.
    Empty,
    /// A text, without the blanks around it.
    Text(String),
    /// A number as a workbook stores it.
    Number {
        /// The stored double.
        stored: f64,
        /// Whether the cell shows it as a percentage, so that 0.75 is 75 %.
        percent: bool,
    },
    /// A day.
    Date(NaiveDate),
    /// A day with a time, or a time alone, as text for the message.
    Moment(String),
    /// A truth value.
    Flag(bool),
    /// A formula that failed, or that nobody has computed: the error that the cell shows, such as `#REF!`.
    Fault(String),
}

impl Row {
    /// Whether no cell holds anything.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.value == Value::Empty)
    }
}
