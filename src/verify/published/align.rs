//! Which word of the page is which word of a section.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::anchors::Anchor;
use super::paper::PaperWords;
use super::words::{FOREIGN, Standing, Word, Words};

/// What stands for a word that is not looked for; no word of a page has this number.
const NOWHERE: u32 = u32::MAX;

/// How many words between two anchors are aligned one by one.
const LONGEST_GAP: usize = 5_000;

/// How many pairs of words are looked at for a whole page; what is left then counts as other words.
const MOST_STEPS: usize = 2_000_000_000;

/// Aligns words, as long as that costs no more than it may.
pub(super) struct Aligner<'w> {
    paper: &'w PaperWords,
    page: &'w Words,
    steps: usize,
}

impl<'w> Aligner<'w> {
    pub(super) fn new(paper: &'w PaperWords, page: &'w Words) -> Self {
        Self { paper, page, steps: 0 }
    }

    /// For each word of a section its word of the page, from anchors that each have `length` words.
    pub(super) fn align(&mut self, section: &Range<usize>, anchors: &[Anchor], length: usize) -> Vec<Option<usize>> {
        let mut row = Row { start: section.start, matches: vec![None; section.len()] };
        let mut last = None;
        for (own, there) in anchors {
            for (own, there) in (0..length).map(|step| (own + step, there + step)) {
                if last.is_none_or(|(before, last)| own > before && there > last) {
                    row.set(own, there);
                    last = Some((own, there));
                }
            }
        }
        // What every edition has comes first, where a page has its text, so that nothing else takes these words.
        for with_own in [false, true] {
            let found: Vec<Anchor> = row.pairs().collect();
            for pair in found.windows(2) {
                if let [(own, there), (next, next_there)] = pair {
                    self.fill(&mut row, own + 1..*next, there + 1..*next_there, with_own, |_| true);
                }
            }
        }
        row.matches
    }

    /// For each word of a section its word among some of the page.
    pub(super) fn within(
        &mut self,
        section: &Range<usize>,
        there: Range<usize>,
        is_free: impl Fn(usize) -> bool,
    ) -> Vec<Option<usize>> {
        let mut row = Row { start: section.start, matches: vec![None; section.len()] };
        self.fill(&mut row, section.clone(), there, false, is_free);
        row.matches
    }

    /// The words at the ends of a section, when all others are known: before the first and behind the last that was found, the page
    /// has the paper's words, or others that are nobody's business.
    pub(super) fn ends(
        &mut self,
        section: &Range<usize>,
        found: &[Option<usize>],
        is_free: impl Fn(usize) -> bool,
    ) -> Vec<Anchor> {
        let known = Row { start: section.start, matches: found.to_vec() };
        let pairs: Vec<Anchor> = known.pairs().collect();
        let Some(((first, from), (end, to))) = pairs.first().copied().zip(pairs.last().copied()) else {
            return Vec::new();
        };
        let mut row = Row { start: section.start, matches: vec![None; section.len()] };
        let before = section.start..first;
        self.fill(&mut row, before.clone(), from.saturating_sub(room(before.len()))..from, false, &is_free);
        let behind = end + 1..section.end;
        let until = (to + 1 + room(behind.len())).min(self.page.words.len());
        self.fill(&mut row, behind, to + 1..until, false, &is_free);
        row.pairs().collect()
    }

    /// Matches the words of a gap.
    fn fill(
        &mut self,
        row: &mut Row,
        own: Range<usize>,
        there: Range<usize>,
        with_own: bool,
        is_free: impl Fn(usize) -> bool,
    ) {
        let length = own.len() + there.len();
        let cost = length * length;
        if own.is_empty() || there.is_empty() || length > LONGEST_GAP || self.steps + cost > MOST_STEPS {
            return;
        }
        self.steps += cost;
        let old: Vec<u32> = own
            .clone()
            .map(|at| {
                self.paper
                    .words
                    .words
                    .get(at)
                    .filter(|_| with_own || !self.paper.is_own(at))
                    .map_or(NOWHERE, |word| word.id)
            })
            .collect();
        let is_text = |word: &&Word| with_own || word.standing != Standing::Aside;
        let new: Vec<u32> = there
            .clone()
            .map(|at| self.page.words.get(at).filter(is_text).filter(|_| is_free(at)).map_or(FOREIGN, |word| word.id))
            .collect();
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                (0..len).for_each(|step| row.set(own.start + old_index + step, there.start + new_index + step));
            }
        }
    }
}

/// How many words of the page are looked at for so many of the paper at an end of a section.
fn room(words: usize) -> usize {
    if words == 0 { 0 } else { 2 * words + 6 }
}

/// The words of a section with their words of the page.
struct Row {
    start: usize,
    matches: Vec<Option<usize>>,
}

impl Row {
    fn set(&mut self, own: usize, there: usize) {
        if let Some(place) = own.checked_sub(self.start).and_then(|at| self.matches.get_mut(at)) {
            *place = Some(there);
        }
    }

    fn pairs(&self) -> impl Iterator<Item = Anchor> + '_ {
        self.matches.iter().enumerate().filter_map(|(at, there)| Some((self.start + at, (*there)?)))
    }
}
