//! Where the sections of a paper stand in a page.

use std::cmp::Reverse;
use std::ops::Range;

use super::align::Aligner;
use super::anchors::{Anchor, Index, single};
use super::paper::{PaperSection, PaperWords};
use super::words::{FOREIGN, Standing, Words};
use crate::plain::SectionKind;

/// How many of a hundred words must be there for a section to be: of those that a page need not have, and of origins, which each
/// edition tells in its own way.
const THERE: usize = 30;
const BESIDE_THERE: usize = 50;
const ORIGINS_THERE: usize = 90;

/// A paper in a page.
pub(super) struct Found<'w> {
    pub(super) paper: &'w PaperWords,
    pub(super) page: &'w Words,
    pub(super) index: Index,
    /// For each word of the paper its word of the page.
    pub(super) matches: Vec<Option<usize>>,
    /// Of each word of the page, whether it is one of the paper.
    pub(super) taken: Vec<bool>,
    /// Whether the page has the paper and nothing else, so that each word that is not one of the paper was put in.
    pub(super) is_whole: bool,
}

impl<'w> Found<'w> {
    /// Looks for all sections.
    pub(super) fn new(paper: &'w PaperWords, page: &'w Words, is_whole: bool) -> Self {
        let index = Index::new(&paper.words, page);
        let mut aligner = Aligner::new(paper, page);
        let (matches, taken) = (vec![None; paper.words.words.len()], vec![false; page.words.len()]);
        let mut found = Self { paper, page, index, matches, taken, is_whole };
        // What is there for sure comes first, so that no other section takes its words.
        let anchors = |section: &PaperSection| found.index.anchors(paper, section.words.clone());
        let mut sections: Vec<_> = paper.sections.iter().map(|section| (section, anchors(section))).collect();
        sections.sort_by_key(|(section, anchors)| {
            let share = anchors.len() * 100 / section.words.len().max(1);
            (!section.is_wanted(), Reverse(share))
        });
        for (section, anchors) in &sections {
            let is_free = |(_, there): &Anchor| (*there..there + 3).all(|at| found.taken.get(at) == Some(&false));
            let anchors: Vec<Anchor> = anchors.iter().copied().filter(is_free).collect();
            let (anchors, length) =
                if anchors.is_empty() { (single(&paper.words, page, section.words.clone()), 1) } else { (anchors, 3) };
            let row = aligner.align(&section.words, &anchors, length);
            found.take(section, &row);
        }
        // What the paper says twice has no place of its own; it stands between the sections around it.
        for section in &paper.sections {
            if !found.is_there(section)
                && let Some(between) = found.between(section)
            {
                let row = aligner.within(&section.words, between, |at| found.taken.get(at) == Some(&false));
                found.take(section, &row);
            }
        }
        for (section, _) in sections {
            let known = found.matches.get(section.words.clone()).unwrap_or_default();
            for (own, there) in aligner.ends(&section.words, known, |at| found.taken.get(at) == Some(&false)) {
                if let Some((place, taken)) = found.matches.get_mut(own).zip(found.taken.get_mut(there)) {
                    (*place, *taken) = (Some(there), true);
                }
            }
        }
        found
    }

    /// Notes what was found of a section, if that is the section.
    fn take(&mut self, section: &PaperSection, row: &[Option<usize>]) {
        let is_free = |there: &usize| self.taken.get(*there) == Some(&false);
        let row: Vec<Option<usize>> = row.iter().map(|there| there.filter(is_free)).collect();
        if let Some(matches) = self.matches.get_mut(section.words.clone()) {
            matches.copy_from_slice(&row);
        }
        if self.is_there(section) {
            for there in row.into_iter().flatten() {
                self.taken.get_mut(there).into_iter().for_each(|taken| *taken = true);
            }
        } else if let Some(matches) = self.matches.get_mut(section.words.clone()) {
            matches.fill(None);
        }
    }

    /// Whether a section is in the page.
    pub(super) fn is_there(&self, section: &PaperSection) -> bool {
        let words = section.words.clone().filter(|word| !self.paper.is_own(*word));
        let (mut all, mut found) = (0, 0);
        for word in words {
            all += 1;
            found += usize::from(self.matched(word).is_some());
        }
        let wanted = match section.kind {
            SectionKind::Field(_) | SectionKind::Chapter => THERE,
            SectionKind::Cover | SectionKind::Beside => BESIDE_THERE,
            SectionKind::Origins => ORIGINS_THERE,
        };
        found * 100 >= all * wanted
    }

    /// The word of the page for one of the paper.
    pub(super) fn matched(&self, word: usize) -> Option<usize> {
        self.matches.get(word).copied().flatten()
    }

    /// The words of the page from the first to the last of a section.
    pub(super) fn window(&self, section: &PaperSection) -> Option<Range<usize>> {
        let found = || section.words.clone().filter_map(|word| self.matched(word));
        Some(found().min()?..found().max()? + 1)
    }

    /// The words of the page between the nearest sections around one that are there; `None` where these stand in another order.
    fn between(&self, section: &PaperSection) -> Option<Range<usize>> {
        let there = || self.paper.sections.iter().filter(|other| !other.words.is_empty() && self.is_there(other));
        let before = there().rfind(|other| other.words.end <= section.words.start);
        let behind = there().find(|other| other.words.start >= section.words.end);
        let start = before.map_or(Some(0), |before| Some(self.window(before)?.end))?;
        let end = behind.map_or(Some(self.page.words.len()), |behind| Some(self.window(behind)?.start))?;
        (start < end).then_some(start..end)
    }

    /// The place in the page of the next word of the paper from here on, or the end of the page.
    pub(super) fn next_taken(&self, from: usize) -> usize {
        (from..self.taken.len()).find(|at| self.taken.get(*at) == Some(&true)).unwrap_or(self.taken.len())
    }

    /// Whether a word of the page is one that the paper does not have.
    pub(super) fn is_new(&self, there: usize) -> bool {
        let is_free = !self.taken.get(there).copied().unwrap_or(true);
        is_free && self.page.words.get(there).is_some_and(|word| word.standing == Standing::Text)
    }

    /// Whether the paper says words of the page somewhere.
    pub(super) fn says(&self, words: Range<usize>) -> bool {
        let ids = |of: &Words, range: Range<usize>| -> Vec<u32> {
            of.words.get(range).unwrap_or_default().iter().map(|word| word.id).collect()
        };
        let said = ids(self.page, words.clone());
        if said.contains(&FOREIGN) {
            return false;
        }
        match said.get(..3) {
            Some(&[a, b, c]) => {
                let [own, _] = self.index.places([a, b, c]);
                own.iter().any(|at| ids(&self.paper.words, *at..at + said.len()) == said)
            }
            _ => self.paper.words.is_line(&said),
        }
    }

    /// Whether the page says words of the paper somewhere.
    pub(super) fn is_said(&self, words: Range<usize>) -> bool {
        let ids = |of: &Words, range: Range<usize>| -> Vec<u32> {
            of.words.get(range).unwrap_or_default().iter().map(|word| word.id).collect()
        };
        let said = ids(&self.paper.words, words.clone());
        let Some(&[a, b, c]) = said.get(..3) else { return false };
        let [_, theirs] = self.index.places([a, b, c]);
        theirs.iter().any(|at| ids(self.page, *at..at + said.len()) == said)
    }
}
