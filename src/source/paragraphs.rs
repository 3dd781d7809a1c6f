//! The text of a Word file: one paragraph or row a line, in Markdown that shows what was typed letter for letter.

use std::ops::Range;

/// A blank to Markdown, and nothing when it is printed; no text that passed loading holds it but where it was put in.
pub const FILL: char = '\u{b}';

/// The end of a line within a paragraph that is one line of its text; no other text that passed loading holds it.
pub const LINE_BREAK: char = '\u{2028}';

/// Whether a character was set in by the reader of Word files, and is none of a text.
pub fn is_set_in(c: char) -> bool {
    matches!(c, FILL | LINE_BREAK)
}

/// Which line of a text is which paragraph of the file, as a person counts them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraphs {
    /// Where each begins in the text, in the order of the text.
    starts: Vec<(usize, Spot)>,
}

/// A paragraph that holds words, or a row of a table; all are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A paragraph outside of tables.
    Absatz(usize),
    /// A row of a table.
    Zeile(usize, usize),
}

impl Spot {
    /// Its number.
    pub(super) fn number(self) -> usize {
        match self {
            Self::Absatz(number) | Self::Zeile(_, number) => number,
        }
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Absatz(number) => write!(f, "Absatz {number}"),
            Self::Zeile(table, row) => write!(f, "Tabelle {table}, Zeile {row}"),
        }
    }
}

impl Paragraphs {
    /// Says what begins at a byte behind all others.
    pub fn push(&mut self, start: usize, spot: Spot) {
        self.starts.push((start, spot));
    }

    /// The paragraph that holds a byte; the first one where the text has none.
    pub(super) fn at(&self, byte: usize) -> Spot {
        let after = self.starts.partition_point(|(start, _)| *start <= byte);
        self.starts.get(after.saturating_sub(1)).map_or(Spot::Absatz(1), |(_, spot)| *spot)
    }
}

/// A line of such a text as it is seen in Word, without the signs of Markdown, and where its marked bytes are then.
pub(crate) fn as_seen(line: &str, mark: Option<Range<usize>>) -> (String, Option<Range<usize>>) {
    let mut seen = String::with_capacity(line.len());
    // Where each byte of the line is seen.
    let mut places = Vec::with_capacity(line.len() + 1);
    let (mut before, mut is_escaped) = (' ', false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        let is_escape = !is_escaped && c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        let is_sign = !is_escaped && (is_escape || c == FILL || c == '*' && !inside);
        places.extend(std::iter::repeat_n(seen.len(), c.len_utf8()));
        if !is_sign {
            seen.push(if c == LINE_BREAK { ' ' } else { c });
        }
        (before, is_escaped) = (c, is_escape);
    }
    places.push(seen.len());
    let place = |byte: usize| places.get(byte).copied().unwrap_or(seen.len());
    let mark = mark.map(|mark| place(mark.start)..place(mark.end));
    (seen, mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_seen_without_its_signs() {
        let line = "Die **Stadt**\u{b} \\*\\\\ und Bürger*innen\u{2028}Ende";
        let end = line.find("Bürger").map(|at| at..at + "Bürger".len());
        let (seen, mark) = as_seen(line, end);
        assert_eq!(seen, "Die Stadt *\\ und Bürger*innen Ende");
        assert_eq!(mark.map(|mark| &seen[mark]), Some("Bürger"));
    }

    #[test]
    fn a_byte_belongs_to_the_paragraph_that_began_last() {
        let mut paragraphs = Paragraphs::default();
        assert_eq!(paragraphs.at(3).to_string(), "Absatz 1");
        paragraphs.push(0, Spot::Absatz(1));
        paragraphs.push(9, Spot::Zeile(2, 3));
        let at = |byte| paragraphs.at(byte).to_string();
        assert_eq!([at(8), at(9), at(99)], ["Absatz 1", "Tabelle 2, Zeile 3", "Tabelle 2, Zeile 3"]);
    }
}
