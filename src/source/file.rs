//! Source files and places in them.

use std::ops::Range;
use std::sync::OnceLock;

use super::composed::compose;
use super::digest::digest;
use super::paragraphs::{Paragraphs, Spot};

/// Index of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A half-open range of bytes in one file; small, since every cell of a large table has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    start: u32,
    end: u32,
}

impl Span {
    /// A range of bytes in `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start: number(start), end: number(end.max(start)) }
    }

    /// First byte.
    pub fn start(self) -> usize {
        index(self.start)
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        index(self.end)
    }

    /// The range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The smallest range that holds this one and another of the same file; of another file, nothing is held.
    pub(super) fn hull(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether another range lies in this one.
    pub fn holds(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The range `start..end`, counted from the start of this one.
    pub fn within(self, start: usize, end: usize) -> Self {
        Self::new(self.file, self.start() + start, self.start() + end)
    }
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// A position as it is kept; no file of four gigabytes is read.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Column and range of a cell.
fn placed((column, range): &(u32, Range<u32>)) -> (u32, Range<usize>) {
    (*column, index(range.start)..index(range.end))
}

/// One file of the workspace as it was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path below the workspace, with `/` on every system.
    pub path: String,
    /// The bytes; `None` where they are those of the text, so that no file is kept twice, and empty where the file is
    /// [sealed](SourceFile::sealed).
    bytes: Option<Vec<u8>>,
    /// The bytes as text; empty where they are none.
    pub text: String,
    /// Name of the paper whose folder holds the file; `None` for what all papers share.
    pub paper: Option<String>,
    /// The sheet that this is the text of; `None` where it is the file itself.
    pub sheet: Option<Sheet>,
    /// Which line is which paragraph, where the file is one of Word; its text is then what it says, in Markdown.
    pub paragraphs: Option<Paragraphs>,
    /// Where each line starts, made when first asked for.
    lines: OnceLock<Vec<usize>>,
    /// Size in bytes and SHA-256, made when first asked for.
    seal: OnceLock<(u64, String)>,
    /// The papers to which ranges of the text belong, in the order of the text, where the file holds rows of several.
    owners: Vec<(Range<usize>, String)>,
}

/// A sheet of a workbook: its cells stand in a text of their own, one row a line, so that places are ranges as ever.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The sheet's name.
    pub name: String,
    /// Column (from 0) and range of each cell in the text, in the order of the text.
    cells: Vec<(u32, Range<u32>)>,
}

impl SourceFile {
    /// A file with its bytes and their text, which is [composed]: the same letter is the same character wherever it is typed.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>, text: String, paper: Option<String>) -> Self {
        let (path, text) = (path.into(), compose(text));
        let bytes = (bytes != text.as_bytes()).then_some(bytes);
        let (sheet, paragraphs) = (None, None);
        let (lines, seal) = (OnceLock::new(), OnceLock::new());
        Self { path, bytes, text, paper, sheet, paragraphs, lines, seal, owners: Vec::new() }
    }

    /// A file whose content nobody looks at, by its size in bytes and its SHA-256.
    pub fn sealed(path: impl Into<String>, seal: (u64, String), paper: Option<String>) -> Self {
        Self { seal: seal.into(), ..Self::new(path, Vec::new(), String::new(), paper) }
    }

    /// A sheet of the workbook at `path`, whose bytes are a source of their own.
    pub fn of_sheet(path: impl Into<String>, text: String, sheet: Sheet) -> Self {
        Self { sheet: Some(sheet), bytes: Some(Vec::new()), ..Self::new(path, Vec::new(), text, None) }
    }

    /// A Word file of a paper, with its bytes and what it says, which is composed.
    pub fn of_word(
        path: impl Into<String>,
        bytes: Vec<u8>,
        (text, paragraphs): (String, Paragraphs),
        paper: &str,
    ) -> Self {
        Self { paragraphs: Some(paragraphs), ..Self::new(path, bytes, text, Some(paper.to_owned())) }
    }

    /// The bytes; `None` where the file is [sealed](SourceFile::sealed).
    pub fn bytes(&self) -> Option<&[u8]> {
        let is_sealed = self.content().is_empty() && self.seal.get().is_some_and(|(size, _)| *size > 0);
        (!is_sealed).then(|| self.content())
    }

    /// The bytes; none where the file is [sealed](SourceFile::sealed).
    pub fn content(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// The size in bytes and the SHA-256.
    pub fn seal(&self) -> (u64, &str) {
        let (size, sha256) = self.seal.get_or_init(|| (self.content().len() as u64, digest(self.content())));
        (*size, sha256)
    }

    /// The paper to which what begins at a byte belongs.
    pub fn paper_at(&self, byte: usize) -> Option<&str> {
        let before = self.owners.partition_point(|(range, _)| range.start <= byte);
        let own = self.owners.get(before.wrapping_sub(1)).filter(|(range, _)| byte <= range.end);
        own.map(|(_, paper)| paper.as_str()).or(self.paper.as_deref())
    }

    /// The cells of each row of a sheet, as its text shows them; of any other file, rows without cells.
    pub fn rows(&self) -> impl Iterator<Item = Vec<&str>> {
        let mut at = 0;
        self.text.split('\n').map(move |line| {
            let start = at;
            at += line.len() + 1;
            let cells = self.sheet.iter().flat_map(|sheet| sheet.within(start..at));
            cells.map(|(_, range)| self.text.get(range).unwrap_or_default()).collect()
        })
    }

    /// The number of the line, from 1, that holds a byte, and where that line starts.
    fn line_at(&self, byte: usize) -> (usize, usize) {
        let starts = self.lines.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        });
        let line = starts.partition_point(|start| *start <= byte);
        (line, starts.get(line.wrapping_sub(1)).copied().unwrap_or_default())
    }
}

impl Sheet {
    /// A sheet of this name, with room for cells.
    pub(crate) fn new(name: impl Into<String>, cells: usize) -> Self {
        Self { name: name.into(), cells: Vec::with_capacity(cells) }
    }

    /// Takes in the next cell of the text.
    pub(crate) fn push(&mut self, column: usize, range: Range<usize>) {
        self.cells.push((number(column), number(range.start)..number(range.end)));
    }

    /// Column and range of the cell at a position.
    pub(crate) fn cell(&self, position: usize) -> Option<(u32, Range<usize>)> {
        self.cells.get(position).map(placed)
    }

    /// Column and range of the cells that begin in a range of the text.
    pub(crate) fn within(&self, text: Range<usize>) -> impl DoubleEndedIterator<Item = (u32, Range<usize>)> {
        let before = |byte: usize| self.cells.partition_point(|(_, range)| index(range.start) < byte);
        self.cells.get(before(text.start)..before(text.end)).unwrap_or_default().iter().map(placed)
    }

    /// The column of the cell that holds a byte, or of the last one before it.
    fn column_at(&self, byte: usize) -> Option<u32> {
        let after = self.cells.partition_point(|(_, range)| index(range.start) <= byte);
        self.cells.get(after.checked_sub(1)?).map(|(column, _)| *column)
    }
}

/// A place that a person can find: `daten/projekte.json:14:7`, `daten/projektboard.xlsx, Blatt Projekte, C14`, or
/// `vorlagen/x/beschlussvorschlag.docx, Absatz 7`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path below the workspace.
    pub path: String,
    /// The sheet, where the file is a workbook.
    pub sheet: Option<String>,
    /// The paragraph or the row of a table, where the file is one of Word.
    pub paragraph: Option<Spot>,
    /// Line or row, or the number of the paragraph, from 1.
    pub line: usize,
    /// Column, from 1: in characters, or of the sheet.
    pub column: usize,
}

impl Place {
    /// The name of a workbook's cell, such as `C14`; `None` in a text.
    pub fn cell(&self) -> Option<String> {
        self.sheet.as_ref().map(|_| format!("{}{}", letters(self.column), self.line))
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.sheet, self.cell()) {
            (Some(sheet), Some(cell)) => write!(f, "{}, Blatt {}, {cell}", self.path, super::quote::shorten(sheet)),
            _ => match self.paragraph {
                Some(paragraph) => write!(f, "{}, {paragraph}", self.path),
                None => write!(f, "{}:{}:{}", self.path, self.line, self.column),
            },
        }
    }
}

/// The letters of a sheet's column, counted from 1: `C`, `AA`.
pub fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        column /= 26;
    }
    letters.iter().rev().collect()
}

/// All files that were read, in the order of reading.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Takes a file in and returns its id.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(number(self.files.len() - 1))
    }

    /// Says to which paper rows of a file belong.
    pub fn own(&mut self, rows: impl IntoIterator<Item = (Span, String)>) {
        for (span, paper) in rows {
            if let Some(file) = self.files.get_mut(index(span.file.0)) {
                file.owners.push((span.range(), paper));
            }
        }
        self.files.iter_mut().for_each(|file| file.owners.sort_by_key(|(range, _)| range.start));
    }

    /// The file behind an id; ids come from [`Sources::add`] only, so it exists.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[index(id.0)]
    }

    /// All files, in the order of reading; the sheets of a workbook are no files of their own.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().filter(|file| file.sheet.is_none())
    }

    /// All files, and the sheets of workbooks.
    pub fn all(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
    }

    /// The line and column, the cell, or the paragraph, where a range starts.
    pub fn place(&self, span: Span) -> Place {
        let file = self.file(span.file);
        let mut start = span.start().min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start -= 1;
        }
        let (line, line_start) = file.line_at(start);
        let (sheet, column) = match &file.sheet {
            Some(sheet) => {
                let column = sheet.column_at(start).and_then(|column| usize::try_from(column).ok());
                (Some(sheet.name.clone()), column.unwrap_or_default() + 1)
            }
            None => (None, file.text[line_start..start].chars().count() + 1),
        };
        let paragraph = file.paragraphs.as_ref().map(|paragraphs| paragraphs.at(start));
        let line = paragraph.map_or(line, Spot::number);
        Place { path: file.path.clone(), sheet, paragraph, line, column }
    }

    /// The source text of a range; empty where the range lies outside the file.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = Sources::default();
        let text = "a\näöü x".to_owned();
        let id = sources.add(SourceFile::new("t", vec![], text, None));
        let at = sources.place(Span::new(id, 9, 10));
        assert_eq!((at.line, at.column), (2, 5));
    }

    #[test]
    fn a_paragraph_of_word_has_its_number() {
        let mut sources = Sources::default();
        let mut paragraphs = Paragraphs::default();
        [(0, Spot::Absatz(1)), (3, Spot::Zeile(1, 2))].into_iter().for_each(|(at, spot)| paragraphs.push(at, spot));
        let id = sources.add(SourceFile::of_word("x/ausblick.docx", vec![1], ("a\n\nb".into(), paragraphs), "x"));
        let at = |start| sources.place(Span::new(id, start, start + 1)).to_string();
        assert_eq!([at(0), at(3)], ["x/ausblick.docx, Absatz 1", "x/ausblick.docx, Tabelle 1, Zeile 2"]);
        assert_eq!(sources.file(id).content(), [1]);
    }

    #[test]
    fn a_cell_has_the_name_that_a_workbook_shows() {
        let mut sources = Sources::default();
        let mut sheet = Sheet::new("Projekte", 3);
        [(0, 0..1), (27, 2..3), (2, 5..6)].into_iter().for_each(|(column, range)| sheet.push(column, range));
        let id = sources.add(SourceFile::of_sheet("daten/p.xlsx", "a b\n c".into(), sheet));
        let at = |start| sources.place(Span::new(id, start, start + 1)).to_string();
        assert_eq!(at(2), "daten/p.xlsx, Blatt Projekte, AB1");
        assert_eq!(at(5), "daten/p.xlsx, Blatt Projekte, C2");
    }
}
