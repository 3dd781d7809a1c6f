//! Which word of the page is which word of a section.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::anchors::Anchor;
use super::paper::PaperWords;
use super::words::Words;

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
        // What other editions have comes first, so that nothing else takes its words.
        self.fill_all(&mut row, section, false);
        self.fill_all(&mut row, section, true);
        row.matches
    }

    /// Matches the words between those that are matched, before the first, and behind the last.
    fn fill_all(&mut self, row: &mut Row, section: &Range<usize>, with_own: bool) {
        let found: Vec<Anchor> = row.pairs().collect();
        let Some(((first, from), (end, to))) = found.first().copied().zip(found.last().copied()) else { return };
        for pair in found.windows(2) {
            if let [(own, there), (next, next_there)] = pair {
                self.fill(row, own + 1..*next, there + 1..*next_there, with_own);
            }
        }
        // At the ends, the page has the paper's words, or others that are nobody's business.
        let before = first - section.start;
        self.fill(row, section.start..first, from.saturating_sub(room(before))..from, with_own);
        let behind = section.end - (end + 1);
        let until = (to + 1 + room(behind)).min(self.page.words.len());
        self.fill(row, end + 1..section.end, to + 1..until, with_own);
    }

    /// Matches the words of a gap.
    fn fill(&mut self, row: &mut Row, own: Range<usize>, there: Range<usize>, with_own: bool) {
        let length = own.len() + there.len();
        let cost = length * length;
        if own.is_empty() || there.is_empty() || length > LONGEST_GAP || self.steps + cost > MOST_STEPS {
            return;
        }
        self.steps += cost;
        let id = |words: &Words, at: usize| words.words.get(at).map(|word| word.id);
        let is_other = |at: usize| with_own || !self.paper.is_own(at);
        let old: Vec<_> = own.clone().map(|at| id(&self.paper.words, at).filter(|_| is_other(at))).collect();
        let new: Vec<_> = there.clone().map(|at| id(self.page, at)).collect();
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
