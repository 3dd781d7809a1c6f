//! The text of a sheet: one row a line, so that places in it are ranges of bytes as in every file.

use std::ops::Range;

use super::sheet::RawSheet;
use crate::load::digits::moved;
use crate::load::grid::Value;
use crate::source::{Sheet, is_safe};

/// The most characters of a cell that its text shows.
const MOST_SHOWN: usize = 40;
/// What stands between two cells.
const BETWEEN: &str = " │ ";

/// A sheet as text.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) text: String,
    /// The range of each row.
    pub(super) rows: Vec<Range<usize>>,
    /// The place of each cell, row by row, all rows equally long.
    pub(super) sheet: Sheet,
}

/// Draws a sheet, whose cells are in order.
pub(super) fn draw(sheet: &RawSheet) -> Drawn {
    let (rows, columns) = (sheet.rows(), sheet.columns());
    let mut drawn = Drawn { sheet: Sheet::new(&sheet.name, rows * columns), ..Drawn::default() };
    let mut filled = sheet.cells.iter().peekable();
    for row in 0..rows {
        if row > 0 {
            drawn.text.push('\n');
        }
        let start = drawn.text.len();
        for column in 0..columns {
            let cell = filled.next_if(|cell| cell.at() == (row, column));
            drawn.cell(column, cell.map_or(&Value::Empty, |cell| &cell.value));
        }
        drawn.rows.push(start..drawn.text.len());
    }
    drawn
}

impl Drawn {
    /// Appends a cell to the row.
    fn cell(&mut self, column: usize, value: &Value) {
        if column > 0 {
            self.text.push_str(BETWEEN);
        }
        let start = self.text.len();
        self.text.push_str(&shown(value));
        self.sheet.push(column, start..self.text.len());
    }
}

/// What a cell shows, in one line and not too long.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::Empty => return String::new(),
        Value::Number { stored, percent, .. } => number(*stored, *percent),
        Value::Date(day) => crate::model::day(*day),
        Value::Flag(flag) => if *flag { "WAHR" } else { "FALSCH" }.to_owned(),
        Value::Text(text) | Value::Moment(text) | Value::Fault(text) => return cut(text),
    };
    cut(&text)
}

/// The first characters of a text: breaks as blanks, other characters that do not show themselves by their number.
fn cut(text: &str) -> String {
    let visible = |c: char| match c {
        '\n' | '\r' | '\t' => vec![' '],
        c if is_safe(c) => vec![c],
        c => c.escape_unicode().collect(),
    };
    let mut shown: String = text.chars().flat_map(visible).take(MOST_SHOWN + 1).collect();
    if let Some((end, _)) = shown.char_indices().nth(MOST_SHOWN) {
        shown.truncate(end);
        shown.push('…');
    }
    shown
}

/// A number in German digits, as short as it is exact.
fn number(stored: f64, percent: bool) -> String {
    // A nought can be negative, which nobody wants to see.
    let digits = if stored == 0.0 { "0".into() } else { stored.to_string() };
    if percent { format!("{} %", moved(&digits)).replace('.', ",") } else { digits.replace('.', ",") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_german_digits_and_no_noise() {
        let shown = |stored, percent| number(stored, percent);
        assert_eq!(shown(12.5, false), "12,5");
        assert_eq!(shown(-0.0, false), "0");
        assert_eq!(shown(1_234_567.0, false), "1234567");
        assert_eq!(shown(0.07, true), "7 %");
        assert_eq!(shown(-0.005, true), "-0,5 %");
        assert_eq!(shown(12.0, true), "1200 %");
        assert_eq!(shown(0.0, true), "0 %");
    }

    #[test]
    fn a_cell_stays_in_its_line_and_shows_what_is_hidden() {
        assert_eq!(cut("a\nb\u{202e}c"), "a b\\u{202e}c");
        assert_eq!(cut(&"ä".repeat(40)), "ä".repeat(40));
        assert_eq!(cut(&"ä".repeat(41)), format!("{}…", "ä".repeat(40)));
    }
}
