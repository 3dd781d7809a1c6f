//! A Word document as the text of a paper: a line of Markdown for each paragraph, item and row.

use super::escape::At;
use super::inline::{Inline, inline};
use crate::load::workbook::{Face, Mark, Oddity, Piece, WordBlock, WordParagraph, WordRow};
use crate::source::{LINE_BREAK, Paragraphs, Spot, composed, is_fence};

/// The deepest heading of Markdown.
const DEEPEST_HEADING: u8 = 6;

/// What a document says.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The Markdown, in composed letters.
    pub(super) text: String,
    /// Which line is what.
    pub(super) paragraphs: Paragraphs,
    /// What a paper cannot show, each with the bytes of its line.
    pub(super) odd: Vec<(usize, usize, Oddity)>,
}

/// A document while it is written.
#[derive(Default)]
struct Writer {
    written: Written,
    absaetze: usize,
    tables: usize,
    /// The open items, the outermost first: their levels, and where their words begin.
    open: Vec<(usize, usize)>,
    /// Whether there is a line, and whether the last one is an item.
    has_begun: bool,
    is_behind_item: bool,
}

/// Writes a document.
pub(super) fn written(blocks: &[WordBlock]) -> Written {
    let mut writer = Writer::default();
    for block in blocks {
        match block {
            WordBlock::Paragraph(paragraph) => match paragraph.pages() {
                Some(pages) => pages.iter().for_each(|page| writer.paragraph(page)),
                None => writer.paragraph(paragraph),
            },
            WordBlock::Table(rows) => writer.table(rows),
        }
    }
    if writer.has_begun {
        writer.written.text.push('\n');
    }
    writer.written
}

impl Writer {
    /// A paragraph; one without words has no line, unless something is to be said of it.
    fn paragraph(&mut self, paragraph: &WordParagraph) {
        let mark = paragraph.item.as_ref().map(|item| &item.mark);
        let at = if mark.is_some() || paragraph.heading.is_some() { At::Behind } else { At::Line };
        let Inline { markdown, has_tab } = inline(&paragraph.pieces, at, paragraph.heading.is_none());
        if markdown.is_empty() && paragraph.odd.is_empty() {
            return;
        }
        self.absaetze += 1;
        let line = if markdown.is_empty() {
            String::new()
        } else {
            let typed = paragraph.text();
            match (&paragraph.item, paragraph.heading) {
                // A fence is one whatever it looks like.
                _ if is_fence(composed(typed.trim()).as_ref()) => self.at_margin(typed.trim()),
                (Some(item), _) => self.item(item.level, &item.mark, paragraph, &markdown),
                (None, Some(level)) => {
                    let signs = "#".repeat(usize::from(level.min(DEEPEST_HEADING)));
                    self.at_margin(&format!("{signs} {markdown}"))
                }
                (None, None) => self.at_margin(&markdown),
            }
        };
        let is_item = !self.open.is_empty() && !matches!(mark, None | Some(Mark::Label(_)));
        let gap = !(is_item && self.is_behind_item);
        self.is_behind_item = is_item;
        let range = self.line(Spot::Absatz(self.absaetze), &line, gap);
        self.say(range, paragraph.odd.iter().cloned().chain(has_tab.then_some(Oddity::Tab)));
    }

    /// What stands in no list.
    fn at_margin(&mut self, words: &str) -> String {
        self.open.clear();
        words.to_owned()
    }

    /// An item below those that are open. Marks that Markdown does not know stand before its words, as they do in Word.
    fn item(&mut self, level: usize, mark: &Mark, paragraph: &WordParagraph, words: &str) -> String {
        while self.open.last().is_some_and(|(open, _)| *open >= level) {
            self.open.pop();
        }
        let indent = self.open.last().map_or(0, |(_, content)| *content);
        let sign = match mark {
            // Before an amount, a stroke could be a minus.
            Mark::Bullet => "*".to_owned(),
            Mark::Number(number, behind) => format!("{number}{behind}"),
            Mark::Label(label) => {
                let label = Piece { text: format!("{} ", label.trim()), face: Face::default() };
                let pieces: Vec<Piece> = std::iter::once(label).chain(paragraph.pieces.iter().cloned()).collect();
                return format!("{}{}", " ".repeat(indent), inline(&pieces, At::Line, true).markdown);
            }
        };
        self.open.push((level, indent + sign.len() + 1));
        format!("{}{sign} {words}", " ".repeat(indent))
    }

    /// A table, whose first row is its head; one without words says nothing.
    fn table(&mut self, rows: &[WordRow]) {
        let is_empty = |row: &WordRow| {
            let mut paragraphs = row.cells.iter().flatten();
            row.odd.is_empty() && paragraphs.all(|p| p.odd.is_empty() && p.text().trim().is_empty())
        };
        if rows.iter().all(is_empty) {
            return;
        }
        self.open.clear();
        self.is_behind_item = false;
        self.tables += 1;
        for (i, row) in rows.iter().enumerate() {
            let cells: Vec<Inline> = row.cells.iter().map(|cell| self::cell(cell, i > 0)).collect();
            let mut words: Vec<&str> = cells.iter().map(|cell| cell.markdown.as_str()).collect();
            // One with other cells than the head has its finding, and none of Markdown beside it.
            words.resize(rows.first().map_or(0, |head| head.cells.len()), "");
            let range = self.line(Spot::Zeile(self.tables, i + 1), &row_of(&words), i == 0);
            let odd = row.odd.iter().chain(row.cells.iter().flatten().flat_map(|paragraph| &paragraph.odd)).cloned();
            let tab = cells.iter().any(|cell| cell.has_tab).then_some(Oddity::Tab);
            self.say(range, odd.chain(tab));
            if i == 0 {
                let second = rows.get(1).unwrap_or(row);
                let side = |column: usize| second.cells.get(column).and_then(|cell| cell.first()?.alignment);
                let sides: Vec<&str> = (0..cells.len()).map(|column| side(column).unwrap_or("---")).collect();
                self.push_line(&row_of(&sides));
            }
        }
    }

    /// Writes a line, behind an empty one where there is a gap; its bytes.
    fn line(&mut self, spot: Spot, line: &str, gap: bool) -> (usize, usize) {
        if gap && self.has_begun {
            self.written.text.push('\n');
        }
        let start = self.push_line(line);
        let end = self.written.text.len();
        self.written.paragraphs.push(start, spot);
        (start, end)
    }

    /// Writes a line; where it begins.
    fn push_line(&mut self, line: &str) -> usize {
        let text = &mut self.written.text;
        if std::mem::replace(&mut self.has_begun, true) {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(&composed(line));
        start
    }

    fn say(&mut self, (start, end): (usize, usize), odd: impl Iterator<Item = Oddity>) {
        self.written.odd.extend(odd.map(|oddity| (start, end, oddity)));
    }
}

/// The paragraphs of a cell, one below the other.
fn cell(paragraphs: &[WordParagraph], keeps_strong: bool) -> Inline {
    let mut cell = Inline::default();
    for paragraph in paragraphs {
        let Inline { markdown, has_tab } = inline(&paragraph.pieces, At::Cell, keeps_strong);
        if !cell.markdown.is_empty() && !markdown.is_empty() {
            cell.markdown.push(LINE_BREAK);
        }
        cell.markdown.push_str(&markdown);
        cell.has_tab |= has_tab;
    }
    cell
}

fn row_of(cells: &[&str]) -> String {
    format!("| {} |", cells.join(" | "))
}
