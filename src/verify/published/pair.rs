//! Words that are another: which of the page's may be what is left of which of the paper's.

/// How many pairs of words are compared for one gap.
const MOST_PAIRS: usize = 10_000;

/// What becomes of words of a gap, by their positions in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A word that is there after all: what stands often on a page has no place of its own.
    Same,
    /// A word with what is left of it.
    Letters(usize, Vec<usize>),
    /// A figure that is another.
    Figure(usize, usize),
    /// A word of the paper that is not there.
    Gone(usize),
    /// A word of the page that the paper does not have.
    New(usize),
}

/// The cheapest way from words of the paper to those of the page, in their order.
pub(super) fn steps(paper: &[String], page: &[String]) -> Vec<Step> {
    if paper.len() * page.len() > MOST_PAIRS {
        return (0..paper.len()).map(Step::Gone).chain((0..page.len()).map(Step::New)).collect();
    }
    let width = page.len() + 1;
    // The cost of what is left from each pair of positions on, and the step that begins it.
    let mut best: Vec<(usize, Option<Step>)> = vec![(0, None); (paper.len() + 1) * width];
    for own in (0..=paper.len()).rev() {
        for there in (0..=page.len()).rev() {
            let cost = |own: usize, there: usize| best.get(own * width + there).map_or(0, |(cost, _)| *cost);
            let found = possible(paper, page, own, there).into_iter().map(|(step, price)| {
                let (own, there) = behind(&step, own, there);
                (price + cost(own, there), Some(step))
            });
            let found = found.min_by_key(|(cost, _)| *cost);
            if let Some((place, found)) = best.get_mut(own * width + there).zip(found) {
                *place = found;
            }
        }
    }
    let (mut steps, mut own, mut there) = (Vec::new(), 0, 0);
    while let Some(step) = best.get(own * width + there).and_then(|(_, step)| step.clone()) {
        (own, there) = behind(&step, own, there);
        steps.push(step);
    }
    steps
}

/// Where a step leads to.
fn behind(step: &Step, own: usize, there: usize) -> (usize, usize) {
    match step {
        Step::Letters(_, parts) => (own + 1, there + parts.len()),
        Step::Same | Step::Figure(..) => (own + 1, there + 1),
        Step::Gone(_) => (own + 1, there),
        Step::New(_) => (own, there + 1),
    }
}

/// The steps that are possible at a place, with what they cost.
fn possible(paper: &[String], page: &[String], own: usize, there: usize) -> Vec<(Step, usize)> {
    let mut found = Vec::new();
    if let Some(word) = paper.get(own) {
        if let Some(left) = page.get(there) {
            if word == left {
                found.push((Step::Same, 0));
            } else if has_lost_letters(word, left) {
                found.push((Step::Letters(own, vec![there]), 1));
            } else if is_figure(word) && is_figure(left) {
                found.push((Step::Figure(own, there), 2));
            }
            // What stands in the place of a lost letter parts the word.
            if let Some(next) = page.get(there + 1) {
                let joined = format!("{left}{next}");
                if joined == *word || has_lost_letters(word, &joined) {
                    found.push((Step::Letters(own, vec![there, there + 1]), 2));
                }
            }
        }
        found.push((Step::Gone(own), 3));
    }
    if there < page.len() {
        found.push((Step::New(there), 3));
    }
    found
}

/// Whether a word is a figure.
pub(super) fn is_figure(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}

/// Whether a word of the page is the paper's without some letters.
fn has_lost_letters(word: &str, left: &str) -> bool {
    let (all, kept) = (word.chars().count(), left.chars().count());
    if is_figure(word) || is_figure(left) || kept == 0 || kept >= all {
        return false;
    }
    let mut letters = word.chars();
    let is_part = left.chars().all(|c| letters.any(|letter| letter == c));
    // Of a short word an end is left, or what every encoding has; of a long one most.
    let is_plain = word.chars().filter(char::is_ascii).eq(left.chars());
    is_part && (is_plain || word.ends_with(left) || word.starts_with(left) || (all - kept) * 3 <= all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps_of(paper: &str, page: &str) -> Vec<Step> {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        steps(&words(paper), &words(page))
    }

    #[test]
    fn lost_letters_are_told_from_other_words() {
        for (word, left) in
            [("für", "r"), ("über", "ber"), ("bürgerstark", "rgerstark"), ("größe", "gre"), ("haus", "hau")]
        {
            assert!(has_lost_letters(word, left), "{word} {left}");
        }
        for (word, left) in
            [("für", "der"), ("1.200", "1.00"), ("haus", "haus"), ("haus", "maus"), ("verwaltung", "wu")]
        {
            assert!(!has_lost_letters(word, left), "{word} {left}");
        }
    }

    #[test]
    fn each_word_finds_what_is_left_of_it() {
        assert_eq!(steps_of("für", "r"), [Step::Letters(0, vec![0])]);
        assert_eq!(steps_of("für", "f r"), [Step::Letters(0, vec![0, 1])]);
        assert_eq!(steps_of("57", "58"), [Step::Figure(0, 0)]);
        assert_eq!(
            steps_of("das für 57", "ganz r 5"),
            [Step::Gone(0), Step::New(0), Step::Letters(1, vec![1]), Step::Figure(2, 2)]
        );
        assert_eq!(steps_of("", "neu"), [Step::New(0)]);
    }
}
