//! The text of a Word file: one paragraph or row a line, in Markdown that shows what was typed letter for letter.

use std::collections::BTreeMap;
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

/// A line of such a text, or a part of it, as it is seen in Word, without the signs of Markdown, and where its marked bytes are then.
pub(crate) fn as_seen(line: &str, mark: Option<Range<usize>>) -> (String, Option<Range<usize>>) {
    let mut seen = String::with_capacity(line.len());
    // Where each byte of the line is seen.
    let mut places = Vec::with_capacity(line.len() + 1);
    let links = links(line);
    let (mut at, mut before) = (heading(line), ' ');
    places.resize(at, 0);
    while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = line.get(at..).unwrap_or_default();
        let behind = rest.get(c.len_utf8()..).unwrap_or_default().chars().next();
        let inside = before.is_alphanumeric() && behind.is_some_and(char::is_alphanumeric);
        let (shown, length) = match (c, by_number(rest), links.get(&at)) {
            ('\\', ..) if behind.is_some_and(|sign| sign.is_ascii_punctuation()) => (behind, 2),
            (_, Some((sign, length)), _) => (Some(sign), length),
            (.., Some(length)) => (None, *length),
            ('*', ..) if !inside => (None, 1),
            (FILL, ..) => (None, 1),
            (LINE_BREAK, ..) => (Some(' '), c.len_utf8()),
            (c, ..) => (Some(c), c.len_utf8()),
        };
        places.resize(at + length, seen.len());
        seen.extend(shown);
        before = shown.unwrap_or(c);
        at += length;
    }
    places.push(seen.len());
    let place = |byte: usize| places.get(byte).copied().unwrap_or(seen.len());
    let mark = mark.map(|mark| place(mark.start)..place(mark.end));
    (seen, mark)
}

/// How many bytes say that a line is a heading.
fn heading(line: &str) -> usize {
    let signs = line.bytes().take_while(|byte| *byte == b'#').count();
    if signs > 0 && line.get(signs..).is_some_and(|rest| rest.starts_with(' ')) { signs + 1 } else { 0 }
}

/// The sign that is written by its number, and how many bytes that takes: `&#42;`.
fn by_number(text: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix("&#")?.bytes().take(LONGEST_NUMBER).take_while(u8::is_ascii_digit).count();
    let number = text.get(2..2 + digits)?.parse().ok().and_then(char::from_u32)?;
    text.get(2 + digits..)?.starts_with(';').then_some((number, digits + 3))
}

/// The most digits of the number of a sign.
const LONGEST_NUMBER: usize = 7;

/// Where brackets of links stand, and how many bytes are none of their words: `[`, and `](<https://…>)`.
fn links(line: &str) -> BTreeMap<usize, usize> {
    let mut links = BTreeMap::new();
    let (mut open, mut is_escaped) = (None, false);
    for (at, c) in line.char_indices() {
        match c {
            '[' if !is_escaped => open = Some(at),
            ']' if !is_escaped && line.get(at..).is_some_and(|rest| rest.starts_with("](<")) => {
                let end = line.get(at..).and_then(|rest| rest.find(">)"));
                if let (Some(open), Some(end)) = (open.take(), end) {
                    links.extend([(open, 1), (at, end + 2)]);
                }
            }
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    links
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
    fn signs_that_nobody_typed_are_not_seen() {
        for (line, expected) in [
            ("\\# eins &#42; und &#124;", "# eins * und |"),
            ("\\&#42; so getippt", "&#42; so getippt"),
            ("## Lage", "Lage"),
            ("siehe [die **Satzung** \\[1\\]](<https://a.de/x>) [hier]", "siehe die Satzung [1] [hier]"),
            ("C# und 5 & 6 &#x;", "C# und 5 & 6 &#x;"),
        ] {
            assert_eq!(as_seen(line, None).0, expected, "{line}");
            let whole = as_seen(line, Some(0..line.len()));
            assert_eq!(whole.1, Some(0..whole.0.len()), "{line}");
        }
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
