//! What people see of a Word document, paragraph by paragraph.

use super::WordFacts;
use super::words::{Standing, Visible};
use crate::docx::NOTICE;
use crate::load::WordText;

/// The words of a document, of which a paragraph counts as a line.
pub(super) fn visible(text: &WordText) -> (Visible, WordFacts) {
    let mut visible = Visible::default();
    for lines in &text.paragraphs {
        visible.line += 1;
        for line in lines {
            // What the program puts above a paper for whoever works on it.
            visible.push(line, if line == NOTICE { Standing::Aside } else { Standing::Text });
            visible.end_line();
        }
    }
    (visible, WordFacts { tracked: text.tracked, comments: text.comments })
}
