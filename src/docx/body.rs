//! The parts of a paper as paragraphs and tables of WordprocessingML.

use super::columns::{self, Column};
use super::runs::{Look, Runs};
use super::xml::escaped;
use crate::plain::{Part, Run, Section, Table};

/// The list of bullets; numbered ones come behind it.
const BULLETS: usize = 1;

/// How deep lists are told apart.
const DEEPEST_LIST: usize = 8;

/// How wide the text of a page is, in twentieths of a point.
const WIDTH: usize = 9354;

/// What is written of the body of a document.
#[derive(Default)]
pub(super) struct Body {
    pub(super) xml: String,
    pub(super) runs: Runs,
    /// The numbered lists, in their order.
    pub(super) lists: Vec<NumberedList>,
    /// Whether the last thing is a table, which would grow together with the next.
    is_behind_table: bool,
}

/// A numbered list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NumberedList {
    /// Its first number.
    pub(super) first: u64,
    /// What stands behind the number.
    pub(super) behind: char,
    /// How deep it lies in others.
    pub(super) level: usize,
}

impl NumberedList {
    /// The number by which paragraphs name a list.
    pub(super) fn id(at: usize) -> usize {
        BULLETS + 1 + at
    }
}

/// Where a paragraph stands: in lists so deep, and at the beginning of an item of that list.
#[derive(Debug, Clone, Copy, Default)]
struct At {
    depth: usize,
    item: Option<usize>,
}

impl Body {
    /// The body of sections.
    pub(super) fn of(sections: &[Section]) -> Self {
        let mut body = Self::default();
        for part in sections.iter().flat_map(|section| &section.parts) {
            body.part(part, At::default());
        }
        // A document ends with a paragraph.
        body.apart();
        body
    }

    fn part(&mut self, part: &Part, at: At) {
        match part {
            Part::Heading(level, text) => self.paragraph(&format!("Heading{}", (*level).clamp(1, 6)), at, text),
            Part::Paragraph(text) => self.paragraph("Normal", at, text),
            Part::List(first, items) => self.list(*first, items, at),
            Part::Table(table) => self.table(table),
            Part::Ticks(title, ticks) => {
                title.iter().for_each(|title| self.paragraph("Normal", at, &[Run::Text(title.clone())]));
                let item = |tick: &crate::plain::Tick| {
                    let state = vec![Run::Text(tick.words())];
                    let state = if tick.ticked { vec![Run::Strong(state)] } else { state };
                    let note = tick.note.iter().map(|note| Run::Text(format!(" – {note}")));
                    vec![Part::Paragraph(state.into_iter().chain(note).collect())]
                };
                self.list(None, &ticks.iter().map(item).collect::<Vec<_>>(), at);
            }
            Part::Picture(words) => self.paragraph("Bild", at, &[Run::Text(format!("Bild: {words}"))]),
        }
    }

    fn list(&mut self, first: Option<(u64, char)>, items: &[Vec<Part>], at: At) {
        let list = match first {
            Some((first, behind)) => {
                self.lists.push(NumberedList { first, behind, level: at.depth.min(DEEPEST_LIST) });
                NumberedList::id(self.lists.len() - 1)
            }
            None => BULLETS,
        };
        let depth = at.depth + 1;
        for item in items {
            let (begin, others) = match item.split_first() {
                Some((Part::Paragraph(text), others)) => (text.as_slice(), others),
                _ => (&[][..], item.as_slice()),
            };
            let style = if list == BULLETS { "ListBullet" } else { "ListNumber" };
            self.paragraph(style, At { depth, item: Some(list) }, begin);
            others.iter().for_each(|part| self.part(part, At { depth, item: None }));
        }
    }

    fn paragraph(&mut self, style: &str, at: At, text: &[Run]) {
        self.is_behind_table = false;
        self.xml.push_str("<w:p><w:pPr>");
        let level = at.depth.saturating_sub(1).min(DEEPEST_LIST);
        let style = if style == "Normal" && at.depth > 0 { "ListContinue" } else { style };
        self.xml.push_str(&format!("<w:pStyle w:val=\"{style}\"/>"));
        if let Some(list) = at.item {
            let number = format!("<w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/>");
            self.xml.push_str(&format!("<w:numPr>{number}</w:numPr>"));
        } else if at.depth > 0 {
            self.xml.push_str(&format!("<w:ind w:left=\"{}\"/>", indent(level)));
        }
        self.xml.push_str("</w:pPr>");
        self.runs.write(&mut self.xml, text, Look::default());
        self.xml.push_str("</w:p>");
    }

    /// A table: its first row heads each page, its first column names the rows.
    fn table(&mut self, table: &Table) {
        self.apart();
        let (Table { head, rows }, (columns, setting)) = (table, columns::of(table, WIDTH));
        if columns.is_empty() {
            return;
        }
        self.xml.push_str(&format!("<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/>{TABLE}<w:tblGrid>", setting.table));
        columns.iter().for_each(|Column { width, .. }| self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
        self.xml.push_str("</w:tblGrid>");
        let all = std::iter::once((head, "<w:tblHeader/>")).chain(rows.iter().map(|row| (row, "")));
        for (row, mark) in all {
            self.xml.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>"));
            for (at, Column { width, has_amounts }) in columns.iter().enumerate() {
                self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"));
                let [words, amounts] = setting.styles;
                let style = if *has_amounts { amounts } else { words };
                self.paragraph(style, At::default(), row.get(at).map_or(&[], Vec::as_slice));
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
        self.is_behind_table = true;
    }

    /// A paragraph without words where a table would have nothing behind it.
    fn apart(&mut self) {
        if self.is_behind_table {
            self.paragraph("Abstand", At::default(), &[]);
        }
    }

    /// A paragraph of words alone.
    pub(super) fn line(style: &str, words: &str) -> String {
        let words = escaped(words);
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    }
}

/// How far items of a level stand from the margin, in twentieths of a point.
pub(super) fn indent(level: usize) -> usize {
    (level + 1) * 425
}

/// How a table is behind the name of its style: as wide as the text, the look of its first row and of its first column switched on.
const TABLE: &str = "<w:tblW w:w=\"5000\" w:type=\"pct\"/>\
                     <w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" \
                     w:noHBand=\"0\" w:noVBand=\"0\"/></w:tblPr>";
