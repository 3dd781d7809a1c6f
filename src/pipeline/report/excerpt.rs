//! The surroundings of a finding: lines of a text, or cells of a sheet.

use std::ops::Range;

use crate::source::{Sheet, SourceFile, Sources, Span, as_seen, letters, visible};

/// How many lines a mark covers at most; more would bury the message.
const MOST_LINES: usize = 3;

/// How many characters a line has at most that is shown whole; a paragraph can be a line of thousands.
const WHOLE: usize = 120;

/// How many characters of a longer line are shown, the signs for what is left out aside.
const WIDTH: usize = WHOLE - 2;

/// How many characters are shown behind a mark at least, where there are any.
const BEHIND: usize = 20;

/// How many characters of a mark are shown in a line that is cut.
const MARK: usize = 80;

/// How many characters of a cell are shown: of the finding's column, and of the others.
const CELL: (usize, usize) = (40, 16);

/// How many columns are shown on each side of the cell.
const SIDE: u32 = 2;

/// What stands around a finding.
pub(crate) enum Excerpt {
    /// Lines of a text.
    Text(Lines),
    /// Cells of a sheet.
    Cells(Cells),
}

/// Some lines of a text.
pub(crate) struct Lines {
    /// The number of the first line.
    pub(crate) first: usize,
    /// The marked lines, with the one before and the one behind them.
    pub(crate) lines: Vec<Line>,
}

/// A line, cut where it is long.
pub(crate) struct Line {
    /// What is shown of it.
    pub(crate) text: String,
    /// The bytes of `text` that are marked; `None` in the lines around.
    pub(crate) mark: Option<Range<usize>>,
}

/// Some cells of a sheet.
pub(crate) struct Cells {
    /// The columns that are shown, from 0; `None` stands for those that are left out.
    pub(crate) columns: Vec<Option<u32>>,
    /// The rows that are shown.
    pub(crate) rows: Vec<SheetRow>,
    /// Index of the marked column in `columns`.
    pub(crate) column: usize,
}

impl Cells {
    /// The letters of the columns that are shown.
    pub(crate) fn names(&self) -> Vec<String> {
        let number = |column: u32| usize::try_from(column).map_or_else(|_| String::new(), |column| letters(column + 1));
        self.columns.iter().map(|column| column.map_or_else(|| "…".into(), number)).collect()
    }
}

/// A row of a sheet.
pub(crate) struct SheetRow {
    /// Its number.
    pub(crate) number: usize,
    /// What each of the shown columns holds.
    pub(crate) cells: Vec<String>,
    /// Whether the marked cell is in it.
    pub(crate) marked: bool,
}

/// What stands around a place.
pub(crate) fn around(span: Span, sources: &Sources) -> Excerpt {
    let file = sources.file(span.file);
    match &file.sheet {
        Some(sheet) => Excerpt::Cells(cells(file, sheet, span, sources)),
        None if file.paragraphs.is_some() => Excerpt::Text(paragraph(file, span, sources)),
        None => Excerpt::Text(lines(file, span, sources)),
    }
}

/// A paragraph of a Word file as it is seen there, by its number; a mark that goes on behind it ends there.
fn paragraph(file: &SourceFile, span: Span, sources: &Sources) -> Lines {
    let text = file.text.as_str();
    let start = floor(text, span.start());
    let line = line_start(text, start)..line_end(text, start);
    let end = floor(text, span.end()).clamp(start, line.end);
    let mark = start - line.start..end - line.start;
    let (seen, mark) = as_seen(text.get(line).unwrap_or_default(), Some(mark));
    Lines { first: sources.place(span).line, lines: vec![cut(&seen, 0..seen.len(), mark)] }
}

fn lines(file: &SourceFile, span: Span, sources: &Sources) -> Lines {
    let text = file.text.as_str();
    let (start, end) = (floor(text, span.start()), floor(text, span.end()));
    let from = line_start(text, start);
    let mut lines: Vec<Line> =
        from.checked_sub(1).map(|to| cut(text, line_start(text, to)..to, None)).into_iter().collect();
    let first = sources.place(Span::new(span.file, from, from)).line - lines.len();
    let mut line = from..line_end(text, from);
    for more in (0..MOST_LINES).rev() {
        let within = |byte: usize| byte.clamp(line.start, line.end);
        lines.push(cut(text, line.clone(), Some(within(start)..within(end))));
        let next = line.end + 1;
        if next >= text.len() {
            return Lines { first, lines };
        }
        line = next..line_end(text, next);
        if more == 0 || end < next {
            break;
        }
    }
    lines.push(cut(text, line, None));
    Lines { first, lines }
}

/// What is shown of a line: all of it, or what stands around its mark.
fn cut(text: &str, line: Range<usize>, mark: Option<Range<usize>>) -> Line {
    let content = text.get(line.clone()).unwrap_or_default();
    let content = content.strip_suffix('\r').unwrap_or(content);
    let local = |byte: usize| (byte - line.start).min(content.len());
    let mark = mark.map(|mark| local(mark.start)..local(mark.end));
    if content.chars().nth(WHOLE).is_none() {
        return Line { text: content.to_owned(), mark };
    }
    let Range { start, end } = mark.clone().unwrap_or_default();
    let long = content[start..end].chars().take(MARK).count();
    let before = content[..start].chars().rev().take(WIDTH).count();
    // The start of the line stays as long as the mark is near it; else the mark stands in the middle.
    let before = if before + long + BEHIND > WIDTH { (WIDTH - long) / 2 } else { before };
    let to = forward(content, start, WIDTH - before);
    // What the end of the line leaves free shows more of what stands before.
    let from = back(content, to, WIDTH);
    let (head, tail) = (if from > 0 { "…" } else { "" }, if to < content.len() { "…" } else { "" });
    let shift = |byte: usize| byte.min(to) - from + head.len();
    Line { text: format!("{head}{}{tail}", &content[from..to]), mark: mark.map(|m| shift(m.start)..shift(m.end)) }
}

/// The byte that lies some characters behind another, or the end.
fn forward(text: &str, from: usize, characters: usize) -> usize {
    text[from..].char_indices().nth(characters).map_or(text.len(), |(i, _)| from + i)
}

/// The byte that lies some characters before another, or the start.
fn back(text: &str, to: usize, characters: usize) -> usize {
    text[..to].char_indices().rev().take(characters).last().map_or(to, |(i, _)| i)
}

fn cells(file: &SourceFile, sheet: &Sheet, span: Span, sources: &Sources) -> Cells {
    let place = sources.place(span);
    let column = u32::try_from(place.column.saturating_sub(1)).unwrap_or_default();
    let rows = rows(&file.text, floor(&file.text, span.start()), place.line);
    let last = rows.iter().filter_map(|(_, row)| in_row(sheet, row).next_back()).map(|(column, _)| column).max();
    let columns = near(column, last.unwrap_or_default());
    let shown = |row: &Range<usize>| {
        let cell =
            |at: u32| in_row(sheet, row).find(|(column, _)| *column == at).and_then(|(_, range)| file.text.get(range));
        let most = |at: u32| if at == column { CELL.0 } else { CELL.1 };
        columns
            .iter()
            .map(|at| at.map_or_else(|| "…".into(), |at| shorten(cell(at).unwrap_or_default(), most(at))))
            .collect()
    };
    let rows =
        rows.iter().map(|(number, row)| SheetRow { number: *number, cells: shown(row), marked: *number == place.line });
    let rows = rows.collect();
    let column = columns.iter().position(|shown| *shown == Some(column)).unwrap_or_default();
    Cells { columns, rows, column }
}

/// The row that holds a byte, with the one before and the one behind it: their numbers and ranges.
fn rows(text: &str, byte: usize, number: usize) -> Vec<(usize, Range<usize>)> {
    let row = line_start(text, byte)..line_end(text, byte);
    let before = row.start.checked_sub(1).map(|to| (number - 1, line_start(text, to)..to));
    let next = row.end + 1;
    let behind = (next < text.len()).then(|| (number + 1, next..line_end(text, next)));
    before.into_iter().chain([(number, row)]).chain(behind).collect()
}

/// The cells of a row.
fn in_row(sheet: &Sheet, row: &Range<usize>) -> impl DoubleEndedIterator<Item = (u32, Range<usize>)> {
    sheet.within(row.start..row.end + 1)
}

/// The first column and those near a cell; `None` where columns are left out between them.
fn near(column: u32, last: u32) -> Vec<Option<u32>> {
    let from = column.saturating_sub(SIDE);
    let to = column.saturating_add(SIDE).min(last.max(column));
    let first = (from > 0).then_some(Some(0));
    let gap = (from > 1).then_some(None);
    first.into_iter().chain(gap).chain((from..=to).map(Some)).collect()
}

/// The content of a cell, cut where it is long.
fn shorten(text: &str, most: usize) -> String {
    let text = visible(text);
    if text.chars().nth(most).is_none() { text } else { text.chars().take(most - 1).chain(['…']).collect() }
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |i| i + 1)
}

fn line_end(text: &str, byte: usize) -> usize {
    text[byte..].find('\n').map_or(text.len(), |i| byte + i)
}

/// The byte itself, or the start of the character that it is in.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
