//! What a Word document consists of, whatever it is read for.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::oddity::Oddity;

/// The end of a page or a column within a paragraph; no XML can hold it.
pub(in crate::load) const PAGE_BREAK: char = '\u{c}';

/// A document as it was read.
#[derive(Debug, Default)]
pub(in crate::load) struct Document {
    /// Its paragraphs and tables, in their order.
    pub(in crate::load) blocks: Vec<WordBlock>,
    /// What no paragraph alone holds.
    pub(in crate::load) odd: BTreeSet<Oddity>,
    /// How many changes are tracked; what was put in counts, what was taken out does not.
    pub(super) tracked: usize,
    /// How many comments there are.
    pub(super) comments: usize,
}

/// A part of the text.
#[derive(Debug)]
pub(in crate::load) enum WordBlock {
    /// A paragraph.
    Paragraph(WordParagraph),
    /// The rows of a table.
    Table(Vec<WordRow>),
}

/// A row of a table.
#[derive(Debug, Default)]
pub(in crate::load) struct WordRow {
    /// The paragraphs of each cell, those of tables in it included.
    pub(in crate::load) cells: Vec<Vec<WordParagraph>>,
    /// What of the row a paper cannot show, that of its paragraphs left out.
    pub(in crate::load) odd: BTreeSet<Oddity>,
}

/// A paragraph.
#[derive(Debug, Default)]
pub(in crate::load) struct WordParagraph {
    /// Its words; `\t` is a tab, [`LINE_BREAK`](crate::source::LINE_BREAK) the end of a line, [`PAGE_BREAK`] that of a page.
    pub(in crate::load) pieces: Vec<Piece>,
    /// The level of a heading, from 1.
    pub(in crate::load) heading: Option<u8>,
    /// What stands before it as an item of a list.
    pub(in crate::load) item: Option<ListItem>,
    /// How it is aligned: `-` for the left side, `:-:` for the middle, `-:` for the right side.
    pub(in crate::load) alignment: Option<&'static str>,
    /// What of it a paper cannot show.
    pub(in crate::load) odd: BTreeSet<Oddity>,
    /// The paragraphs of boxes of text that hang on it.
    pub(super) boxed: Vec<WordParagraph>,
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Piece {
    /// The words.
    pub(in crate::load) text: String,
    /// How they look, and where they lead.
    pub(in crate::load) face: Face,
}

/// What a paper keeps of how words look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::load) struct Face {
    /// Whether they are bold.
    pub(in crate::load) is_strong: bool,
    /// Whether they are italic.
    pub(in crate::load) is_emphasised: bool,
    /// The address that they lead to.
    pub(in crate::load) link: Option<Rc<str>>,
}

/// What stands before an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct ListItem {
    /// How deep it lies in others, from 0.
    pub(in crate::load) level: usize,
    /// Its mark.
    pub(in crate::load) mark: Mark,
}

/// The mark of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) enum Mark {
    /// A bullet.
    Bullet,
    /// A number, and what stands behind it: `.` or `)`.
    Number(u64, char),
    /// Anything else that Word counts with: `a)`, `1.2`, `IV.`
    Label(String),
}

impl WordParagraph {
    /// Its words, without their looks.
    pub(in crate::load) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// What of it stands on each page, where its words go on behind the end of one; items and headings have but a new line there.
    pub(in crate::load) fn pages(&self) -> Option<Vec<Self>> {
        let is_parted = self.pieces.iter().any(|piece| piece.text.contains(PAGE_BREAK));
        if !is_parted || self.item.is_some() || self.heading.is_some() {
            return None;
        }
        let (mut pages, mut page) = (Vec::new(), Self { odd: self.odd.clone(), ..Self::default() });
        let mut has_words = false;
        for piece in &self.pieces {
            for (i, text) in piece.text.split(PAGE_BREAK).enumerate() {
                if i > 0 && std::mem::take(&mut has_words) {
                    pages.push(std::mem::take(&mut page));
                }
                if text.is_empty() {
                    continue;
                }
                has_words |= !text.trim().is_empty();
                page.pieces.push(Piece { text: text.to_owned(), face: piece.face.clone() });
            }
        }
        pages.push(page);
        Some(pages)
    }

    /// Takes words in; whether they look otherwise than those before.
    pub(super) fn push(&mut self, text: &str, face: Face) -> bool {
        match self.pieces.last_mut() {
            Some(last) if last.face == face => {
                last.text.push_str(text);
                false
            }
            _ => {
                self.pieces.push(Piece { text: text.to_owned(), face });
                true
            }
        }
    }
}
