//! The paper in words, section by section.

use std::collections::BTreeSet;
use std::ops::Range;

use super::words::{Lexicon, Word, Words};
use crate::plain::{Form, Section, SectionKind, lines};

/// The words of a paper, with what is known of each line.
pub(super) struct PaperWords {
    pub(super) words: Words,
    pub(super) lexicon: Lexicon,
    pub(super) sections: Vec<PaperSection>,
    /// Of each line, whether another edition need not have it.
    own: Vec<bool>,
}

/// A section with its words.
pub(super) struct PaperSection {
    pub(super) title: String,
    pub(super) kind: SectionKind,
    pub(super) words: Range<usize>,
}

impl PaperSection {
    /// Whether a page of the paper must have it.
    pub(super) fn is_wanted(&self) -> bool {
        matches!(self.kind, SectionKind::Field(_) | SectionKind::Chapter)
    }
}

impl PaperWords {
    /// The words of sections in a form.
    pub(super) fn of(sections: &[Section], form: Form) -> Self {
        let (mut text, mut own, mut ends) = (String::new(), Vec::new(), Vec::new());
        for section in sections {
            for (at, part) in section.parts.iter().enumerate() {
                // A form has the heading of its field already.
                let is_head = at == 0 && matches!(section.kind, SectionKind::Field(_));
                for line in lines(part, form) {
                    text.push_str(&line.text);
                    text.push('\n');
                    own.push(line.own || is_head);
                }
            }
            ends.push(own.len());
        }
        let mut lexicon = Lexicon::new();
        let words = Words::of_paper(text, &mut lexicon);
        let mut start = 0;
        let sections = sections.iter().zip(ends).map(|(section, end)| {
            let end = words.words.partition_point(|word| usize::try_from(word.line).is_ok_and(|line| line < end));
            let words = std::mem::replace(&mut start, end)..end;
            PaperSection { title: section.title.clone(), kind: section.kind, words }
        });
        let sections = sections.collect();
        Self { words, lexicon, sections, own }
    }

    /// The lines that another edition need not have, by their words.
    pub(super) fn own_lines(&self) -> BTreeSet<Vec<u32>> {
        let is_own = |line: &&[Word]| {
            let at = line.first().and_then(|word| usize::try_from(word.line).ok());
            at.and_then(|at| self.own.get(at)).copied().unwrap_or_default()
        };
        let own = self.words.by_line().filter(is_own);
        own.map(|line| line.iter().map(|word| word.id).collect()).collect()
    }

    /// Whether another edition need not have a word.
    pub(super) fn is_own(&self, word: usize) -> bool {
        let line = self.words.words.get(word).and_then(|word| usize::try_from(word.line).ok());
        line.and_then(|line| self.own.get(line)).copied().unwrap_or_default()
    }
}
