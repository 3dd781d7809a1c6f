//! Where a section stands in a page: three words in a row that both have, in the same order.

use std::collections::BTreeMap;
use std::ops::Range;

use super::paper::PaperWords;
use super::words::{FOREIGN, Standing, Words};

/// How often three words may occur to tell a place.
const MOST_PLACES: usize = 8;

/// By how many words a page may go on later or sooner to be at the same place, and what that costs in anchors.
const NEAR: isize = 8;
const STEP: isize = 1;

/// What going on at another place costs.
const JUMP: isize = 8;

/// A word of the paper and its word of the page.
pub(super) type Anchor = (usize, usize);

/// Three words in a row, with the places where they begin.
type Places = BTreeMap<[u32; 3], [Vec<usize>; 2]>;

/// The places of all that the paper says, in the paper and in the page.
pub(super) struct Index(Places);

impl Index {
    pub(super) fn new(paper: &Words, page: &Words) -> Self {
        let mut places = Places::new();
        for (at, three) in threes(paper) {
            let [own, _] = places.entry(three).or_default();
            if own.len() <= MOST_PLACES {
                own.push(at);
            }
        }
        let is_text = |at: usize| page.words.get(at).is_some_and(|word| word.standing != Standing::Aside);
        for (at, three) in threes(page).filter(|(at, _)| (*at..at + 3).all(is_text)) {
            if let Some([_, theirs]) = places.get_mut(&three)
                && theirs.len() <= MOST_PLACES
            {
                theirs.push(at);
            }
        }
        Self(places)
    }

    /// Where three words begin in the paper and in the page, as far as they are not everywhere.
    pub(super) fn places(&self, three: [u32; 3]) -> [&[usize]; 2] {
        let found = self.0.get(&three).filter(|[own, theirs]| own.len().max(theirs.len()) <= MOST_PLACES);
        found.map_or([&[], &[]], |[own, theirs]| [own, theirs])
    }

    /// The anchors of a section, in ascending order on both sides.
    pub(super) fn anchors(&self, paper: &PaperWords, section: Range<usize>) -> Vec<Anchor> {
        let mut pairs: Vec<Anchor> = Vec::new();
        for at in section.clone().take(section.len().saturating_sub(2)) {
            let is_own = (at..at + 3).any(|word| paper.is_own(word));
            if let Some(three) = three(&paper.words, at).filter(|_| !is_own) {
                let [_, theirs] = self.places(three);
                pairs.extend(theirs.iter().rev().map(|there| (at, *there)));
            }
        }
        best(&pairs)
    }
}

/// The anchors of a section too short for three words, or none of whose are left whole: words that each side has once.
pub(super) fn single(paper: &Words, page: &Words, section: Range<usize>) -> Vec<Anchor> {
    let mut places: BTreeMap<u32, [Vec<usize>; 2]> = BTreeMap::new();
    for at in section {
        if let Some(word) = paper.words.get(at) {
            places.entry(word.id).or_default()[0].push(at);
        }
    }
    for (at, word) in page.words.iter().enumerate() {
        if let Some([_, theirs]) = places.get_mut(&word.id)
            && theirs.len() < 2
        {
            theirs.push(at);
        }
    }
    let once =
        places.values().filter_map(|[own, theirs]| Some((*own.first()?, *theirs.first()?, own.len() + theirs.len())));
    let mut pairs: Vec<Anchor> = once.filter(|(_, _, all)| *all == 2).map(|(own, there, _)| (own, there)).collect();
    pairs.sort_unstable();
    best(&pairs)
}

fn threes(words: &Words) -> impl Iterator<Item = (usize, [u32; 3])> + '_ {
    (0..words.words.len()).filter_map(|at| Some((at, three(words, at)?)))
}

/// The three words from a place on; `None` where one of them is none of the paper.
pub(super) fn three(words: &Words, at: usize) -> Option<[u32; 3]> {
    let id = |at: usize| words.words.get(at).map(|word| word.id).filter(|id| *id != FOREIGN);
    Some([id(at)?, id(at + 1)?, id(at + 2)?])
}

/// The best row of pairs that ascends on both sides, of pairs by the first and, for one, from the last to the first: each pair
/// counts one, and going on at another place costs more the farther it is, since a few words are said in many places.
fn best(pairs: &[Anchor]) -> Vec<Anchor> {
    let mut theirs: Vec<usize> = pairs.iter().map(|(_, there)| *there).collect();
    theirs.sort_unstable();
    theirs.dedup();
    // The best row so far on each diagonal, and by the word of the page at which it ends.
    let mut diagonals: BTreeMap<isize, (isize, usize)> = BTreeMap::new();
    let mut ends = Ends::new(theirs.len());
    let mut before: Vec<Option<usize>> = Vec::new();
    for (at, (own, there)) in pairs.iter().enumerate() {
        let diagonal = there.wrapping_sub(*own).cast_signed();
        let near = diagonals.range(diagonal - NEAR..=diagonal + NEAR).filter_map(|(other, (score, last))| {
            let (last_own, last_there) = pairs.get(*last)?;
            let cost = if *other == diagonal { 0 } else { STEP };
            (last_own < own && last_there < there).then_some((score - cost, *last))
        });
        let rank = theirs.partition_point(|other| other < there);
        let far = ends.best_before(rank).map(|(score, last)| (score - JUMP, last));
        let (score, last) = near
            .chain(far)
            .max()
            .filter(|(score, _)| *score > 0)
            .map_or((0, None), |(score, last)| (score, Some(last)));
        before.push(last);
        diagonals.insert(diagonal, (score + 1, at));
        ends.set(rank, (score + 1, at));
    }
    let mut row = Vec::new();
    let mut next = ends.best_before(theirs.len()).map(|(_, at)| at);
    while let Some(at) = next {
        row.extend(pairs.get(at).copied());
        next = before.get(at).copied().flatten();
    }
    row.reverse();
    row
}

/// The best rows by where they end, so that the best of all that end before a place is soon found.
struct Ends(Vec<Option<(isize, usize)>>);

impl Ends {
    fn new(places: usize) -> Self {
        Self(vec![None; places + 1])
    }

    fn set(&mut self, place: usize, row: (isize, usize)) {
        let mut at = place + 1;
        while let Some(best) = self.0.get_mut(at) {
            *best = (*best).max(Some(row));
            at += at & at.wrapping_neg();
        }
    }

    fn best_before(&self, place: usize) -> Option<(isize, usize)> {
        let (mut best, mut at) = (None, place);
        while at > 0 {
            best = best.max(self.0.get(at).copied().flatten());
            at -= at & at.wrapping_neg();
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_row_is_found() {
        let pairs = [(0, 9), (0, 1), (1, 8), (1, 2), (2, 3), (3, 0)];
        assert_eq!(best(&pairs), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(best(&[]), []);
    }

    #[test]
    fn a_few_words_elsewhere_are_no_place() {
        let place: Vec<Anchor> = (10..30).map(|at| (at, at + 500)).collect();
        let all = [vec![(0, 3), (1, 4)], place.clone()].concat();
        assert_eq!(best(&all), place);
        let two: Vec<Anchor> = (0..20).map(|at| (at, if at < 10 { at } else { at + 300 })).collect();
        assert_eq!(best(&two), two, "much that was put in between");
    }
}
