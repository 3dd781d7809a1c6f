//! The block tree that templates render.

use serde::Serialize;

/// A block of running text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// A heading.
    Heading {
        /// Its level in the text, from 1; templates shift it below their own headings.
        level: u8,
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// The first number.
        start: u64,
        /// What stands behind the number: `.` or `)`.
        delimiter: char,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// How columns are aligned: `left`, `center` or `right`.
        align: Vec<&'static str>,
        /// The head cells.
        head: Vec<Vec<Inline>>,
        /// The rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
}

/// A paragraph of plain text.
pub(crate) fn paragraph(text: String) -> Block {
    Block::Paragraph { inlines: vec![Inline::Text { text }] }
}

impl Block {
    /// All text of the block and its links' addresses, run together.
    pub fn text(&self) -> String {
        let all = |inlines: &[Inline]| inlines.iter().map(Inline::text).collect::<String>();
        match self {
            Block::Paragraph { inlines } | Block::Heading { inlines, .. } => all(inlines),
            Block::List { items, .. } => items.iter().flatten().map(Block::text).collect(),
            Block::Table { head, rows, .. } => head.iter().chain(rows.iter().flatten()).map(|cell| all(cell)).collect(),
        }
    }
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// Strong text.
    Strong {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// Emphasised text.
    Emphasis {
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// A link.
    Link {
        /// The address: http, https or mailto.
        url: String,
        /// Its content.
        inlines: Vec<Inline>,
    },
    /// A line break.
    Break,
}

impl Inline {
    /// All text of the piece and its links' addresses, run together.
    pub fn text(&self) -> String {
        let all = |inlines: &[Inline]| inlines.iter().map(Inline::text).collect::<String>();
        match self {
            Inline::Text { text } => text.clone(),
            Inline::Strong { inlines } | Inline::Emphasis { inlines } => all(inlines),
            Inline::Link { url, inlines } => format!("{}{url}", all(inlines)),
            Inline::Break => " ".into(),
        }
    }
}
