//! A text as Markdown reads it the way it was typed, with the place of everything in what was typed.
//!
//! Markdown takes a day at a line's start for a list, a label for the definition of a link, a minus for a bullet; it
//! does not know the bullets of word processors. Signs are put in or replaced where only one thing can be meant; what
//! is left in doubt is for the rules.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::behind_list::own_paragraphs;
use super::edit::Edit;
use super::emphasis;
use super::levels::Levels;
use super::lines::{Line, Opening, date, kept_breaks, lines, marker};
use crate::source::{FILL, pattern};

/// Stands for a star inside a word while Markdown is parsed: "Bürger*innen" is never emphasis [practice].
///
/// A backslash would not do: in addresses it is no escape. No text that passed loading holds it.
const STAR: char = '\u{1}';

/// How many characters the label of a link has at most.
const LONGEST_LABEL: usize = 1_000;

/// A path of an operating system, whose backslashes are its own: `\\server\share`, `C:\Daten`.
///
/// In a value that was filled in, a single backslash stands before punctuation alone.
static PATH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:^|[\s(„“"'])((?:\\\\[\p{L}\p{N}][\p{L}\p{N}.-]*\\[\p{L}\p{N}]|[A-Za-z]:\\[\p{L}\p{N}_.$])[^\s"“”„|]*)"#,
    )
});

/// A text for the parser.
#[derive(Debug, Default)]
pub(super) struct Shielded {
    /// What the parser reads.
    pub(super) text: String,
    /// From which byte on which byte of the typed text is meant; `true` where all bytes up to the next mean one place.
    places: Vec<(usize, usize, bool)>,
    /// Where lines of the typed text begin whose break is printed.
    breaks: BTreeSet<usize>,
}

impl Shielded {
    /// Takes over a text.
    pub(super) fn of(markdown: &str) -> Self {
        let lines = lines(markdown);
        let mut edits = line_edits(markdown, &lines);
        edits.extend(paragraphs(&lines).flat_map(|range| emphasis::edits(&markdown[range.clone()], range.start)));
        edits.extend(path_edits(markdown));
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut shielded = Self { breaks: kept_breaks(&lines).into_iter().collect(), ..Self::default() };
        let mut at = 0;
        // Of two that overlap, the first: the lines' own come before those of emphasis in them.
        for edit in edits {
            if edit.range.start >= at {
                shielded.copy(markdown, at..edit.range.start);
                shielded.places.push((shielded.text.len(), edit.range.start, true));
                shielded.text.push_str(&edit.put);
                at = edit.range.end;
            }
        }
        shielded.copy(markdown, at..markdown.len());
        shielded
    }

    fn copy(&mut self, markdown: &str, range: Range<usize>) {
        self.places.push((self.text.len(), range.start, false));
        let mut before = markdown[..range.start].chars().next_back().unwrap_or(' ');
        let mut chars = markdown[range].chars().peekable();
        while let Some(c) = chars.next() {
            let inside =
                c == '*' && before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
            self.text.push(if inside { STAR } else { c });
            before = c;
        }
    }

    /// The typed bytes behind bytes of the parser's text.
    pub(super) fn typed(&self, range: &Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end)
    }

    fn place(&self, byte: usize) -> usize {
        let behind = self.places.partition_point(|(start, ..)| *start <= byte);
        let piece = behind.checked_sub(1).and_then(|i| self.places.get(i));
        piece.map_or(byte, |(start, typed, is_one)| typed + if *is_one { 0 } else { byte - start })
    }

    /// Bytes of the parser's text in pieces that were typed in one piece.
    pub(super) fn pieces(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let first = self.places.partition_point(|(start, ..)| *start <= range.start);
        let inside = self.places.get(first..).unwrap_or_default().iter().map(|(start, ..)| *start);
        let inside = inside.take_while(|start| *start < range.end);
        let starts: Vec<usize> = std::iter::once(range.start).chain(inside).chain([range.end]).collect();
        starts.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?)).collect()
    }

    /// Whether the end of a line is printed; `at` is a byte of it in the typed text.
    pub(super) fn keeps_break(&self, markdown: &str, at: usize) -> bool {
        let end = markdown.get(at..).and_then(|rest| rest.find('\n'));
        end.is_some_and(|end| self.breaks.contains(&(at + end + 1)))
    }
}

/// A text of the parser as it was typed.
pub(super) fn unshield(text: &str) -> String {
    text.replace(STAR, "*").replace(FILL, "")
}

/// The paragraphs between blank lines.
fn paragraphs<'l>(lines: &'l [Line<'_>]) -> impl Iterator<Item = Range<usize>> {
    let blocks = lines.split(|line| line.opening == Opening::Blank);
    blocks.filter_map(|block: &'l [Line<'_>]| {
        let (first, last) = (block.first()?, block.last()?);
        Some(first.at()..last.at() + last.words.len())
    })
}

/// What lines begin with, in Markdown's words.
fn line_edits(markdown: &str, lines: &[Line<'_>]) -> Vec<Edit> {
    let mut levels = Levels::default();
    let mut edits: Vec<Edit> = own_paragraphs(lines).into_iter().map(|at| Edit::put(at..at, "\n")).collect();
    let own: BTreeSet<usize> = edits.iter().map(|edit| edit.range.start).collect();
    for (i, line) in lines.iter().enumerate() {
        let at = line.at();
        let indent = columns(&markdown[line.start..at]);
        let behind = lines.get(i + 1..).unwrap_or_default();
        let starts = i.checked_sub(1).is_none_or(|before| lines[before].opening == Opening::Blank);
        let mut content = 0;
        match line.opening {
            Opening::Bullet(bullet) => {
                content = bullet.length;
                edits.push(Edit::put(line.start..at + content, levels.bullet(bullet, indent, starts, behind)));
            }
            Opening::Marker | Opening::Amount { is_item: true } => {
                let column = levels.marker(line, indent, behind);
                edits.extend(column.map(|column| Edit::put(line.start..at, " ".repeat(column))));
            }
            Opening::Blank if !line.words.is_empty() => edits.push(Edit::put(at..at + line.words.len(), "\n")),
            Opening::Amount { .. } if line.words.starts_with(['-', '+']) => edits.push(Edit::put(at..at, "\\")),
            Opening::Ordinal(number) => edits.push(Edit::put(at + number..at + number, "\\")),
            Opening::TightHeading(signs) => edits.push(Edit::put(at + signs..at + signs, " ")),
            Opening::Words if indent < 2 && (starts || own.contains(&line.start)) => levels = Levels::default(),
            _ => {}
        }
        edits.extend(doubtful(markdown, line, content).map(|byte| Edit::put(at + byte..at + byte, "\\")));
    }
    edits
}

/// Another backslash for each of a path.
fn path_edits(markdown: &str) -> impl Iterator<Item = Edit> {
    let paths = PATH.captures_iter(markdown).filter_map(|found| Some(found.get(1)?.range()));
    let slashes = paths.flat_map(|path| markdown[path.clone()].match_indices('\\').map(move |(at, _)| path.start + at));
    slashes.map(|at| Edit::put(at..at, "\\"))
}

/// How many columns the blanks at a line's start take.
fn columns(blanks: &str) -> usize {
    blanks.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// Where the words of a line begin behind marks of lists, and behind `content` bytes.
fn behind_markers(words: &str, content: usize) -> usize {
    let mut at = content;
    while let Some(length) = words.get(at..).filter(|rest| date(rest).is_none()).and_then(marker) {
        at += length;
    }
    at
}

/// The byte of a line before which a backslash keeps Markdown from taking its words for something else: a day or an
/// ordinal for an item, a label for the definition of a link.
fn doubtful(markdown: &str, line: &Line<'_>, content: usize) -> Option<usize> {
    let at = behind_markers(line.words, content);
    let rest = line.words.get(at..)?;
    if let Some(number) = date(rest) {
        return rest[number + 1..].starts_with(char::is_whitespace).then_some(at + number);
    }
    let label = markdown.get(line.at() + at..)?.strip_prefix('[')?;
    let end = label.char_indices().take(LONGEST_LABEL).find(|(at, c)| *c == ']' && !label[..*at].ends_with('\\'))?;
    label[end.0 + 1..].starts_with(':').then_some(at)
}
