//! Boxes: whether the page tells which are ticked.

use super::found::Found;
use super::paper::PaperSection;
use super::words::Mark;
use super::{Loss, LossKind};

/// A box of the paper.
struct Choice {
    /// The words beside it, in the page, as far as they are there.
    there: Vec<usize>,
    /// The words beside it, in the paper.
    own: std::ops::Range<usize>,
    ticked: bool,
}

/// The questions of a section whose ticks are lost, or told otherwise.
pub(super) fn losses(found: &Found<'_>, section: &PaperSection) -> Vec<Loss> {
    let paper = &found.paper.words;
    let mut questions: Vec<(u32, Vec<Choice>)> = Vec::new();
    for mark in paper.marks.iter().filter(|mark| mark.before > section.words.start && mark.before <= section.words.end)
    {
        let is_label = |at: &usize| paper.words.get(*at).is_some_and(|word| word.line == mark.line);
        let start = (section.words.start..mark.before).rev().take_while(is_label).last().unwrap_or(mark.before);
        let own = start..mark.before;
        let there = own.clone().filter_map(|word| found.matched(word)).collect();
        let choice = Choice { there, own, ticked: mark.ticked };
        match questions.last_mut() {
            // Boxes of one question stand line by line.
            Some((line, choices)) if *line + 1 == mark.line => {
                *line = mark.line;
                choices.push(choice);
            }
            _ => questions.push((mark.line, vec![choice])),
        }
    }
    questions.iter().filter_map(|(_, choices)| loss(found, section, choices)).collect()
}

/// The loss of a question; `None` where the page tells the same.
fn loss(found: &Found<'_>, section: &PaperSection, choices: &[Choice]) -> Option<Loss> {
    let page = found.page;
    let first = choices.iter().find_map(|choice| choice.there.first())?;
    let last = choices.iter().rev().find_map(|choice| choice.there.last())?;
    let sign = |at: usize| mark_at(found, at).filter(|mark| mark.is_sign).map(|mark| mark.ticked);
    let words =
        |choice: &Choice| choice.there.last().and_then(|last| mark_at(found, last + 1)).filter(|mark| !mark.is_sign);
    let is_same = |choice: &Choice, sign: Option<bool>| {
        let told = words(choice).map(|mark| mark.ticked).or(sign);
        told == Some(choice.ticked) || (!choice.ticked && told.is_none())
    };
    // Signs stand before all words or behind all; where only what is ticked has one, nobody can say which.
    let before = |choice: &Choice| is_same(choice, choice.there.first().and_then(|first| sign(*first)));
    let behind = |choice: &Choice| is_same(choice, choice.there.last().and_then(|last| sign(last + 1)));
    let (leads, trails) = (sign(*first).is_some(), sign(last + 1).is_some());
    if ((leads || !trails) && choices.iter().all(before)) || ((trails || !leads) && choices.iter().all(behind)) {
        return None;
    }
    // A lone x may stand behind all words.
    let end =
        (last + 1..page.words.len()).take_while(|at| !found.taken.get(*at).copied().unwrap_or(true)).take(3).last();
    let end = end.filter(|end| page.key(*end) == "x").map_or(last + 1, |end| end + 1);
    let ticked: Vec<String> = choices
        .iter()
        .filter(|choice| choice.ticked)
        .map(|choice| format!("{}: angekreuzt", found.paper.words.quote(choice.own.clone())))
        .collect();
    let paper = if ticked.is_empty() { "nichts angekreuzt".to_owned() } else { ticked.join("; ") };
    let section = section.title.clone();
    let published = page.quote(*first..end);
    Some(Loss { kind: LossKind::Tick, section, line: page.line_of(*first), published, paper })
}

/// The mark between a word of the page and the one before it.
fn mark_at<'w>(found: &Found<'w>, word: usize) -> Option<&'w Mark> {
    let marks = &found.page.marks;
    let at = marks.partition_point(|mark| mark.before < word);
    marks.get(at).filter(|mark| mark.before == word)
}
