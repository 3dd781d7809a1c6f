//! Texts that were written in Word: each becomes Markdown that prints what was typed, with the paragraphs as places.
//!
//! Everything in a document is text, but for placeholders, conditions and fences: no sign that somebody types in Word is markup.
//! What looks like something becomes what Markdown has for it; what neither has is a finding.

mod escape;
mod inline;
mod markdown;

use super::workbook::{Oddity, Refusal, document};
use crate::finding::{Code, Finding};
use crate::source::{Paragraphs, shorten};
use markdown::{Written, written};

/// The most paragraphs, cells and looks of a text, and its longest, in bytes; printed, it has about 150 pages.
pub(super) const MOST: (usize, usize) = (100_000, LONGEST_TEXT);

/// The longest text in bytes.
pub(super) const LONGEST_TEXT: usize = 512 * 1024;

/// A text of a Word file.
#[derive(Debug)]
pub(super) struct WordSource {
    /// What it says, in Markdown.
    pub(super) text: String,
    /// Which line is which paragraph.
    pub(super) paragraphs: Paragraphs,
    /// What a paper cannot show, each with the bytes of its line.
    pub(super) odd: Vec<(usize, usize, Oddity)>,
    /// What of it stands in no paragraph.
    pub(super) around: Vec<Oddity>,
}

/// Reads a Word file.
///
/// # Errors
/// Says why it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<WordSource, Refusal> {
    let document = document(bytes, MOST)?;
    let Written { text, paragraphs, odd } = written(&document.blocks);
    Ok(WordSource { text, paragraphs, odd, around: document.odd.into_iter().collect() })
}

/// The finding about the Word file at `path`.
pub(super) fn refused(refusal: &Refusal, path: &str) -> Finding {
    let save = "Öffnen Sie sie in Word, und speichern Sie sie unter demselben Namen als Word-Dokument (.docx).";
    let (code, message, mend) = match refusal {
        Refusal::TooLarge(_) => (
            Code::RB028,
            "Die Word-Datei ist zu umfangreich.",
            "Kürzen Sie sie, und legen Sie Ausführliches als Anlage bei.",
        ),
        Refusal::Locked => (
            Code::RB056,
            "Die Word-Datei ist mit einem Kennwort geschützt.",
            "Entfernen Sie in Word das Kennwort zum Öffnen, und speichern Sie die Datei neu.",
        ),
        Refusal::Outdated => (
            Code::RB056,
            "Die Word-Datei ist im alten Format .doc gespeichert oder mit einem Kennwort geschützt.",
            save,
        ),
        Refusal::Foreign => (Code::RB056, "Die Datei ist kein Word-Dokument.", save),
        Refusal::Broken(_) => (
            Code::RB056,
            "Die Word-Datei ist beschädigt.",
            "Öffnen Sie sie in Word, und speichern Sie sie neu; gelingt das nicht, nehmen Sie eine Sicherung.",
        ),
    };
    let finding = Finding::of_path(code, path, message, mend);
    match refusal {
        Refusal::TooLarge(found) | Refusal::Broken(found) => finding.found(shorten(found)),
        Refusal::Locked | Refusal::Outdated | Refusal::Foreign => finding,
    }
}
