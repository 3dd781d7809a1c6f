//! Where a section stands in a page: three words in a row that both have, in the same order.

use std::collections::BTreeMap;
use std::ops::Range;

use super::paper::PaperWords;
use super::words::{FOREIGN, Standing, Words};

/// How often three words may occur to tell a place.
const MOST_PLACES: usize = 8;

/// How many words a page may have more between two anchors before they are of two places.
const NEAR: usize = 60;

/// How many anchors make a place of their own.
const HEAVY: usize = 4;

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
        of_one_place(longest(&pairs))
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
    of_one_place(longest(&pairs))
}

fn threes(words: &Words) -> impl Iterator<Item = (usize, [u32; 3])> + '_ {
    (0..words.words.len()).filter_map(|at| Some((at, three(words, at)?)))
}

/// The three words from a place on; `None` where one of them is none of the paper.
pub(super) fn three(words: &Words, at: usize) -> Option<[u32; 3]> {
    let id = |at: usize| words.words.get(at).map(|word| word.id).filter(|id| *id != FOREIGN);
    Some([id(at)?, id(at + 1)?, id(at + 2)?])
}

/// The longest row of pairs that ascends on both sides, of pairs by the first and, for one, from the last to the first.
fn longest(pairs: &[Anchor]) -> Vec<Anchor> {
    // The pair that ends the best row of each length, and the pair before each.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, (_, there)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs.get(*end).is_some_and(|(_, other)| other < there));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        row.extend(pairs.get(at).copied());
        next = before.get(at).copied().flatten();
    }
    row.reverse();
    row
}

/// The anchors without those that lie apart: a few words that another place happens to have, too.
fn of_one_place(anchors: Vec<Anchor>) -> Vec<Anchor> {
    let mut groups: Vec<Vec<Anchor>> = Vec::new();
    for (own, there) in anchors {
        let is_near = |(last, before): &Anchor| there - before <= own - last + NEAR;
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(is_near) => group.push((own, there)),
            _ => groups.push(vec![(own, there)]),
        }
    }
    let most = groups.iter().map(Vec::len).max().unwrap_or_default();
    let heaviest = groups.iter().position(|group| group.len() == most);
    let is_kept = |(at, group): &(usize, Vec<Anchor>)| Some(*at) == heaviest || group.len() >= HEAVY;
    groups.into_iter().enumerate().filter(is_kept).flat_map(|(_, group)| group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_row_is_found() {
        let pairs = [(0, 9), (0, 1), (1, 8), (1, 2), (2, 3), (3, 0)];
        assert_eq!(longest(&pairs), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(longest(&[]), []);
    }

    #[test]
    fn a_few_words_elsewhere_are_no_place() {
        let place: Vec<Anchor> = (10..20).map(|at| (at, at + 500)).collect();
        let all = [vec![(0, 3)], place.clone()].concat();
        assert_eq!(of_one_place(all), place);
    }
}
