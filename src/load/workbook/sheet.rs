//! A sheet as its file describes it, whatever the format.

use std::borrow::Cow;
use std::ops::Range;

use super::bounds::{Budget, Refusal, cell_name};
use super::dropdown::Dropdown;
use crate::load::grid::{Look, Struck, Value};
use crate::source::composed;

/// A sheet before it has a text of its own; rows and columns are counted from 0.
#[derive(Debug, Default)]
pub(super) struct RawSheet {
    /// Its name.
    pub(super) name: String,
    /// Whether the program does not show it.
    pub(super) hidden: bool,
    /// The cells that hold something, in the order of reading.
    pub(super) cells: Vec<FilledSheet>,
    /// Rows that are hidden, in any order.
    pub(super) hidden_rows: Vec<Range<usize>>,
    /// Columns that are hidden, in any order.
    pub(super) hidden_columns: Vec<Range<usize>>,
    /// Cells that are merged.
    pub(super) merged: Vec<Merged>,
    /// The drop-downs of cells.
    pub(super) dropdowns: Vec<Dropdown>,
}

/// A cell that holds something.
#[derive(Debug)]
pub(super) struct FilledSheet {
    row: u32,
    column: u32,
    pub(super) value: Value,
    pub(super) look: Option<Box<Look>>,
}

/// Cells that are shown as one: row and column of the first, and of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merged {
    pub(super) first: (usize, usize),
    pub(super) last: (usize, usize),
}

impl FilledSheet {
    /// A cell; the budget refuses one that is too far out for its numbers.
    pub(super) fn new(row: usize, column: usize, value: Value, look: Option<Box<Look>>) -> Self {
        let number = |index| u32::try_from(index).unwrap_or(u32::MAX);
        Self { row: number(row), column: number(column), value, look }
    }

    /// Its row and its column.
    pub(super) fn at(&self) -> (usize, usize) {
        let index = |number| usize::try_from(number).unwrap_or(usize::MAX);
        (index(self.row), index(self.column))
    }

    /// How much of it is struck through.
    pub(super) fn struck(&self) -> Struck {
        self.look.as_ref().map_or(Struck::Nothing, |look| look.struck)
    }
}

impl RawSheet {
    /// Takes a cell in, unless it is empty.
    pub(super) fn fill(&mut self, mut cell: FilledSheet, budget: &mut Budget) -> Result<(), Refusal> {
        if cell.value == Value::Empty {
            return Ok(());
        }
        budget.cell(cell.at(), &cell.value)?;
        if let Value::Text(text) = &mut cell.value
            && let Cow::Owned(composed) = composed(text)
        {
            *text = composed.into();
        }
        self.cells.push(cell);
        Ok(())
    }

    /// Takes merged cells in, unless it is only one.
    pub(super) fn merge(&mut self, first: (usize, usize), last: (usize, usize)) {
        if first != last {
            self.merged.push(Merged { first, last });
        }
    }

    /// Puts the cells in order once all are read.
    pub(super) fn finish(mut self, budget: &mut Budget) -> Result<Self, Refusal> {
        self.cells.sort_by_key(FilledSheet::at);
        let twice = self.cells.windows(2).find_map(|pair| match pair {
            [a, b] if a.at() == b.at() => Some(cell_name(a.at())),
            _ => None,
        });
        if let Some(cell) = twice {
            return Err(Refusal::Broken(format!("Blatt {}: Die Zelle {cell} steht zweimal in der Datei.", self.name)));
        }
        budget.places(self.rows(), self.columns())?;
        Ok(self)
    }

    /// How many rows there are up to the last that holds something.
    pub(super) fn rows(&self) -> usize {
        self.cells.iter().map(|cell| cell.at().0 + 1).max().unwrap_or_default()
    }

    /// How many columns there are up to the last that holds something.
    pub(super) fn columns(&self) -> usize {
        self.cells.iter().map(|cell| cell.at().1 + 1).max().unwrap_or_default()
    }
}
