//! CSV with the place of every cell: semicolons or commas, as German and other spreadsheet programs write it.

use csv::ReaderBuilder;

use super::grid::{Cell, Grid, Row, Value};
use crate::finding::{Code, Finding, Log};
use crate::source::{FileId, Span};

/// The first line that some spreadsheet programs write to name the separator.
const SEPARATOR_LINE: &str = "sep=";

/// The most lines of a file: those of the largest table, with room for line breaks in cells and blank lines.
const MOST_LINES: usize = 1_000_000;

/// The most bytes of a line; a record with every field filled has a thousandth of it.
const LONGEST_LINE: usize = 1_000_000;

/// The most cells of a file, blank ones included.
const MOST_CELLS: usize = 4_000_000;

/// Reads the cells; what is not well-formed is a finding.
pub(super) fn parse(file: FileId, text: &str, log: &mut Log) -> Option<Grid> {
    let (start, separator) = separator(text);
    if let Some(finding) = too_large(file, text, separator) {
        return log.reject(finding);
    }
    let rows = split(text, start, separator);
    if let Some(quote) = rows.wrong_quote.or(rows.open_quote) {
        let message = "In dieser Zeile fehlt ein Anführungszeichen, oder eines ist zu viel.";
        let mend = "Der Fehler kann weiter links stehen. Anführungszeichen stehen um den ganzen Inhalt der Zelle; eines im Text selbst schreiben Sie doppelt: \"\".";
        return log.reject(Finding::at(Code::RB003, Span::new(file, quote, quote + 1), message, mend));
    }
    let values = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.get(start..).unwrap_or_default().as_bytes())
        .into_byte_records()
        .map_while(Result::ok);
    // The parser leaves blank lines out; the places keep them, so that they can be said.
    let mut values = values;
    let rows = rows.rows.into_iter().map(|places| row(file, &places, &mut values)).collect();
    Some(Grid { file, rows })
}

/// The finding for a file with more lines or cells than any table has, before anything is made of them.
fn too_large(file: FileId, text: &str, separator: u8) -> Option<Finding> {
    let lines = text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    let cells = lines + text.bytes().filter(|byte| *byte == separator).count();
    let longest = text.lines().map(str::len).max().unwrap_or_default();
    (lines > MOST_LINES || cells > MOST_CELLS || longest > LONGEST_LINE).then_some(())?;
    let message = format!("Die Datei hat {lines} Zeilen, {cells} Zellen und bis zu {longest} Bytes je Zeile.");
    let mend = "Prüfen Sie, ob es die richtige Datei ist; löschen Sie leere Zeilen und Spalten am Ende.";
    let finding = Finding::at(Code::RB028, Span::new(file, 0, 0), message, mend);
    Some(
        finding
            .expected(format!("höchstens {MOST_LINES} Zeilen, {MOST_CELLS} Zellen und {LONGEST_LINE} Bytes je Zeile")),
    )
}

/// Byte ranges of the cells of each line.
struct Places {
    rows: Vec<Vec<(usize, usize)>>,
    /// Where a quote begins that never ends.
    open_quote: Option<usize>,
    /// The first quote that ends before its cell does.
    wrong_quote: Option<usize>,
}

/// One row: the values come from the parser, the places from the text.
fn row(file: FileId, places: &[(usize, usize)], values: &mut impl Iterator<Item = csv::ByteRecord>) -> Row {
    let (start, end) = (places.first().map_or(0, |p| p.0), places.last().map_or(0, |p| p.1));
    let span = Span::new(file, start, end);
    let blank = matches!(places, [(start, end)] if start == end);
    let record = if blank { None } else { values.next() };
    let value = |i: usize| {
        let bytes = record.as_ref().and_then(|record| record.get(i)).unwrap_or_default();
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim();
        if text.is_empty() { Value::Empty } else { Value::Text(unmasked(text).into()) }
    };
    let cells = places.iter().enumerate().map(|(i, (start, end))| Cell {
        span: Span::new(file, *start, *end),
        value: value(i),
        look: None,
    });
    Row { span, cells: cells.collect() }
}

/// What spreadsheet programs take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a text begins like a formula, behind any number of masks.
pub(crate) fn is_like_formula(text: &str) -> bool {
    text.trim_start_matches(MASK).starts_with(FORMULA)
}

/// What stands before a text that begins like a formula, so that spreadsheet programs show a text; only in CSV files.
pub(crate) const MASK: char = '\'';

/// A cell without its mask.
fn unmasked(text: &str) -> &str {
    text.strip_prefix(MASK).filter(|text| is_like_formula(text)).unwrap_or(text)
}

/// Where the data begin, and what separates cells: what the first line says, else what it has more of.
fn separator(text: &str) -> (usize, u8) {
    let line = text.lines().next().unwrap_or_default();
    if let Some(named) = line.strip_prefix(SEPARATOR_LINE).and_then(|rest| rest.trim().bytes().next()) {
        return (text.find('\n').map_or(text.len(), |at| at + 1), named);
    }
    let count = |separator: char| line.matches(separator).count();
    let best = [(';', b';'), (',', b','), ('\t', b'\t')].into_iter().rev().max_by_key(|(sign, _)| count(*sign));
    (0, best.filter(|(sign, _)| count(*sign) > 0).map_or(b';', |(_, byte)| byte))
}

/// What separates cells, and the heads of the columns.
pub(crate) fn start(text: &str) -> (u8, Vec<String>) {
    let (start, separator) = separator(text);
    let heads = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .from_reader(text.get(start..).unwrap_or_default().as_bytes())
        .into_records()
        .next();
    (separator, heads.and_then(Result::ok).map_or_else(Vec::new, |heads| heads.iter().map(str::to_owned).collect()))
}

/// Finds the cells as the parser will: a quote at the start of a cell protects separators and line breaks.
fn split(text: &str, start: usize, separator: u8) -> Places {
    let bytes = text.as_bytes();
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    let (mut cell, mut quote, mut wrong_quote) = (start, None, None);
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match (byte, quote) {
            (b'"', Some(_)) if bytes.get(at + 1) == Some(&b'"') => at += 1,
            (b'"', Some(_)) => {
                quote = None;
                let ends = bytes.get(at + 1).is_none_or(|next| *next == separator || matches!(next, b'\n' | b'\r'));
                wrong_quote = wrong_quote.or((!ends).then_some(at));
            }
            (b'"', None) if at == cell => quote = Some(at),
            (byte, None) if *byte == separator => {
                row.push((cell, at));
                cell = at + 1;
            }
            (b'\n' | b'\r', None) => {
                row.push((cell, at));
                rows.push(std::mem::take(&mut row));
                if *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                    at += 1;
                }
                cell = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if cell < bytes.len() || !row.is_empty() {
        row.push((cell, bytes.len()));
        rows.push(row);
    }
    Places { rows, open_quote: quote, wrong_quote }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Alphabet, SourceFile, Sources};
    use proptest::prelude::*;

    fn grid(text: &str) -> (Option<Grid>, usize) {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::new("t.csv", Vec::new(), text.into(), None));
        let mut log = Log::new(Alphabet::all());
        let grid = parse(file, text, &mut log);
        (grid, log.into_findings().len())
    }

    fn texts(grid: &Grid) -> Vec<Vec<String>> {
        let text = |cell: &Cell| match &cell.value {
            Value::Text(text) => text.to_string(),
            _ => String::new(),
        };
        grid.rows.iter().map(|row| row.cells.iter().map(text).collect()).collect()
    }

    #[test]
    fn cells_keep_their_places_behind_quotes_and_blank_lines() {
        let text = "a;b\r\n\"x;\"\"y\"\"\";2\r\n\r\n3;\"vier\nfünf\"\r\n";
        let (grid, findings) = grid(text);
        let grid = grid.expect("a grid");
        assert_eq!(findings, 0);
        assert_eq!(texts(&grid), [vec!["a", "b"], vec!["x;\"y\"", "2"], vec![""], vec!["3", "vier\nfünf"]]);
        let places: Vec<&str> =
            grid.rows.iter().flat_map(|row| &row.cells).map(|cell| &text[cell.span.range()]).collect();
        assert_eq!(places, ["a", "b", "\"x;\"\"y\"\"\"", "2", "", "3", "\"vier\nfünf\""]);
    }

    #[test]
    fn the_separator_is_what_the_first_line_uses() {
        for (text, expected) in
            [("a,b\n1,2", b','), ("a;b,c\n", b';'), ("a\tb\n", b'\t'), ("a\n1", b';'), ("sep=,\na,b", b',')]
        {
            assert_eq!(separator(text).1, expected, "{text}");
        }
    }

    #[test]
    fn an_open_quote_is_a_finding() {
        assert_eq!(grid("a;b\n\"x;2\n3;4\n").1, 1);
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn places_and_values_agree_for_any_text(text in "[a;,\"\n\r äß]{0,60}") {
            if let (Some(grid), 0) = grid(&text) {
                for cell in grid.rows.iter().flat_map(|row| &row.cells) {
                    let source = &text[cell.span.range()];
                    let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).collect::<String>();
                    let shown = match &cell.value { Value::Text(text) => letters(text), _ => String::new() };
                    prop_assert_eq!(shown, letters(source));
                }
            }
        }
    }
}
