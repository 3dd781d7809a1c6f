//! What is told of a page: the differences of each section, sections that are not there, and sentences between them.

use std::ops::Range;

use super::classify::Classifier;
use super::found::Found;
use super::ticks;
use super::{Loss, LossKind, Losses};

/// How many words a sentence has at least that was put between two sections.
const SENTENCE: usize = 5;

/// What differs.
pub(super) fn losses(found: &Found<'_>) -> Losses {
    let (mut losses, mut elsewhere) = (Vec::new(), Vec::new());
    for section in found.paper.sections.iter().filter(|section| !section.words.is_empty()) {
        if found.is_there(section) {
            let mut own = Classifier::new(found, section).losses();
            own.extend(ticks::losses(found, section));
            own.sort_by_key(|loss| loss.line);
            losses.extend(own);
        } else if section.is_wanted() {
            losses.push(Loss {
                kind: LossKind::Section,
                section: section.title.clone(),
                line: None,
                published: String::new(),
                paper: found.paper.words.quote(section.words.clone()),
            });
        } else {
            elsewhere.push(section.title.clone());
        }
    }
    if !found.is_whole {
        losses.extend(between(found));
    }
    let all = (0..found.matches.len()).filter(|word| !found.paper.is_own(*word));
    let words = all.fold([0, 0], |[there, all], word| [there + usize::from(found.matched(word).is_some()), all + 1]);
    Losses { losses, elsewhere, words, word: None }
}

/// Sentences that stand between two sections: what a page puts there itself has no full stop.
fn between(found: &Found<'_>) -> Vec<Loss> {
    let there = found.paper.sections.iter().filter(|section| found.is_there(section));
    let mut windows: Vec<(Range<usize>, &str)> =
        there.filter_map(|section| Some((found.window(section)?, section.title.as_str()))).collect();
    windows.sort_by_key(|(window, _)| window.start);
    let mut losses = Vec::new();
    let mut before: Option<(usize, &str)> = None;
    for (window, title) in windows {
        if let Some((end, section)) = before {
            losses.extend(sentences(found, end..window.start, section));
        }
        before = before.filter(|(end, _)| *end > window.end).or(Some((window.end, title)));
    }
    losses
}

/// The sentences among words of the page, line by line.
fn sentences(found: &Found<'_>, words: Range<usize>, section: &str) -> Vec<Loss> {
    let mut losses = Vec::new();
    let mut start = words.start;
    while start < words.end {
        let line = found.page.words.get(start).map(|word| word.line);
        let end = (start..words.end).find(|at| found.page.words.get(*at).map(|word| word.line) != line);
        let end = end.unwrap_or(words.end);
        let is_new = (start..end).all(|at| found.is_new(at)) && !found.says(start..end);
        if end - start >= SENTENCE && is_new && found.page.ends_sentence(end - 1) {
            losses.push(Loss {
                kind: LossKind::Added,
                section: section.to_owned(),
                line: found.page.line_of(start),
                published: found.page.quote(start..end),
                paper: String::new(),
            });
        }
        start = end;
    }
    losses
}
