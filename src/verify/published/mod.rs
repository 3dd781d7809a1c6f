//! A published page held against the paper: what a council information system has lost of it.
//!
//! Both become words. Each section of the paper is looked for in the page by what is said there only once or a few times, and the
//! words between are aligned; what the page has around the paper is nobody's business.

mod align;
mod anchors;
mod classify;
mod decode;
mod found;
mod html;
mod pair;
mod paper;
mod ticks;
mod told;
mod word;
mod words;

use std::fmt;

use serde_json::Value;

use self::found::Found;
use self::paper::PaperWords;
use self::words::{MOST_WORDS, Visible, Words};
use crate::load::{is_office_file, word_text};
use crate::plain::{self, Form};

/// The largest page that is read, in bytes.
pub const LARGEST_PAGE: u64 = 20 * 1024 * 1024;

/// What a page says otherwise than the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What kind of difference it is.
    pub kind: LossKind,
    /// The section of the paper.
    pub section: String,
    /// The line of the page, from 1, or the paragraph of a Word document; `None` where it has nothing there.
    pub line: Option<u32>,
    /// What the page says; empty where it says nothing.
    pub published: String,
    /// What the paper says; empty where it says nothing.
    pub paper: String,
}

/// Kinds of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LossKind {
    /// A section is not there.
    Section,
    /// A word has lost letters.
    Letters,
    /// A figure is another, or gone.
    Figure,
    /// Whether a box is ticked is not told, or told otherwise.
    Tick,
    /// Other words.
    Words,
    /// Words are gone.
    Missing,
    /// Words that the paper does not have.
    Added,
}

impl LossKind {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Section => "abschnitt",
            Self::Letters => "buchstaben",
            Self::Figure => "zahl",
            Self::Tick => "haekchen",
            Self::Words => "wortlaut",
            Self::Missing => "fehlt",
            Self::Added => "zusatz",
        }
    }

    /// What is said of it to people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Section => "Abschnitt fehlt",
            Self::Letters => "Buchstaben verloren",
            Self::Figure => "Zahl anders",
            Self::Tick => "Häkchen anders",
            Self::Words => "Wortlaut anders",
            Self::Missing => "Text fehlt",
            Self::Added => "Text hinzugefügt",
        }
    }
}

/// What came of holding a page against a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Losses {
    /// The differences, in the order of the paper.
    pub losses: Vec<Loss>,
    /// Sections that were looked for in vain, which a page need not have.
    pub elsewhere: Vec<String>,
    /// How many words of the paper are in the page, and how many the paper has.
    pub words: [usize; 2],
    /// What is known of a Word document; `None` of a page.
    pub word: Option<WordFacts>,
}

/// What a Word document has beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordFacts {
    /// How many changes are tracked: what was put in counts, what was taken out does not.
    pub tracked: usize,
    /// How many comments there are, which do not count.
    pub comments: usize,
}

/// Why a page cannot be held against a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// A PDF, which `verify` is for.
    Pdf,
    /// More words than are read.
    Words,
    /// No word at all.
    Empty,
    /// An office file that is no sound Word document: why.
    Word(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pdf => f.write_str("Das ist ein PDF; ob es unverändert ist, zeigt „ratsbericht verify“."),
            Self::Words => {
                write!(f, "Die Seite hat mehr als {MOST_WORDS} Wörter; verglichen werden höchstens so viele.")
            }
            Self::Empty => f.write_str("Die Seite enthält keinen Text."),
            Self::Word(why) => f.write_str(why),
        }
    }
}

/// Holds a page, HTML or text, or a Word document against a paper by its view data.
///
/// # Errors
/// When the page is none, or has too many words.
pub fn losses(page: &[u8], view: &Value) -> Result<Losses, Unreadable> {
    if page.starts_with(b"%PDF") {
        return Err(Unreadable::Pdf);
    }
    let (visible, word) = if is_office_file(page) {
        let (visible, facts) = word::visible(&word_text(page).map_err(Unreadable::Word)?);
        (visible, Some(facts))
    } else {
        let page = decode::text(page);
        (if html::is_html(&page) { html::visible(&page) } else { Visible::of_text(&page) }, None)
    };
    let sections = plain::sections(view);
    // A saved page has the heads of a table once, a copy of our own text before each cell.
    let read = |form| {
        let paper = PaperWords::of(&sections, form);
        let mut page = Words::of_page(&visible, &paper.lexicon).ok_or(Unreadable::Words)?;
        page.set_aside(&paper.own_lines());
        if page.words.is_empty() {
            Err(Unreadable::Empty)
        } else {
            Ok(told::losses(&Found::new(&paper, &page, word.is_some())))
        }
    };
    let (page, text) = (read(Form::Page)?, read(Form::Text)?);
    let best = if text.losses.len() < page.losses.len() { text } else { page };
    Ok(Losses { word, ..best })
}
