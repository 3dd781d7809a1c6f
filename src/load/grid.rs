//! A table as a grid of cells: what CSV files and the sheets of workbooks have in common.

use chrono::{Days, NaiveDate};

use crate::source::{Compact, FileId, Span};

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
    /// What it shows beside that; `None` where it only shows what it holds.
    pub(super) look: Option<Box<Look>>,
}

/// What a cell of a workbook shows beside the value that it stores.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Look {
    /// What stands around the digits of a number: a unit, or the letters of a number such as `R-2020-118`.
    pub(super) around: String,
    /// How many zeros the format hides: 3 where it shows thousands.
    pub(super) hidden_zeros: i32,
    /// A whole number as the format shows it, with letters or zeros that are not stored.
    pub(super) text: Option<String>,
    /// Whether a day is shown without its day of the month.
    pub(super) dayless: bool,
    /// What of it is struck through.
    pub(super) struck: Struck,
}

/// How much of a cell is struck through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Struck {
    /// Nothing.
    #[default]
    Nothing,
    /// A part of its text.
    Part,
    /// All of it.
    Whole,
}

/// What a cell holds, as its format stores it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing, or blanks.
    Empty,
    /// A text, without the blanks around it.
    Text(Compact),
    /// A number as a workbook stores it.
    Number {
        /// The stored double.
        stored: f64,
        /// Whether the cell shows it as a percentage, so that 0.75 is 75 %.
        percent: bool,
        /// The calendar in which it would be a day.
        epoch: Epoch,
    },
    /// A day.
    Date(NaiveDate),
    /// A day with a time, or a time alone, as text for the message.
    Moment(Compact),
    /// A truth value.
    Flag(bool),
    /// A formula that failed, or that nobody has computed: the error that the cell shows, such as `#REF!`.
    Fault(Compact),
}

/// The first day of a workbook's calendar, from which its days are numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Epoch {
    /// Day 1 is the 1st of January 1900, and day 60 a 29th of February that never was.
    #[default]
    Y1900,
    /// The day of the number 0.
    From(NaiveDate),
}

impl Epoch {
    /// The day of a number.
    pub(super) fn day(self, days: i64) -> Option<NaiveDate> {
        let zero = match self {
            // The day that never was moves all later ones.
            Epoch::Y1900 if days < 60 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
            Epoch::Y1900 => NaiveDate::from_ymd_opt(1899, 12, 30)?,
            Epoch::From(day) => day,
        };
        zero.checked_add_days(Days::new(u64::try_from(days).ok()?))
    }
}

impl Struck {
    /// How much is struck through where some pieces are and some are not.
    pub(super) fn of(some: bool, others: bool) -> Self {
        match (some, others) {
            (false, _) => Self::Nothing,
            (true, true) => Self::Part,
            (true, false) => Self::Whole,
        }
    }
}

impl Cell {
    /// The text of the cell, or the digits of its number; nothing for any other value.
    pub(super) fn text(&self) -> String {
        match &self.value {
            Value::Text(text) => text.to_string(),
            Value::Number { stored, .. } => stored.to_string(),
            _ => String::new(),
        }
    }
}

impl Look {
    /// The look in a box, unless it shows nothing more than the value.
    pub(super) fn boxed(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl Row {
    /// Where to point for the whole row.
    pub(super) fn first_cell(&self) -> Span {
        self.cells.first().map_or(self.span, |cell| cell.span)
    }

    /// Whether no cell holds anything.
    pub(super) fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }

    /// The cells that hold something, with their columns.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> + Clone {
        self.cells.iter().enumerate().filter(|(_, cell)| cell.value != Value::Empty)
    }
}
