//! What differs within a section: the words between those that both have.

use std::ops::Range;

use super::found::Found;
use super::pair::{Step, is_figure, steps};
use super::paper::PaperSection;
use super::words::{Word, Words};
use super::{Loss, LossKind};

/// How many words around a difference are quoted.
const AROUND: usize = 2;

/// A gap: words of the paper and of the page, between two words that both have.
struct Gap {
    paper: Range<usize>,
    page: Range<usize>,
    /// Whether what the page has more belongs to the section.
    is_inside: bool,
}

/// The differences of a section.
pub(super) struct Classifier<'f, 'w> {
    found: &'f Found<'w>,
    section: &'f PaperSection,
    losses: Vec<Loss>,
}

impl<'f, 'w> Classifier<'f, 'w> {
    pub(super) fn new(found: &'f Found<'w>, section: &'f PaperSection) -> Self {
        Self { found, section, losses: Vec::new() }
    }

    pub(super) fn losses(mut self) -> Vec<Loss> {
        for gap in self.gaps() {
            self.gap(&gap);
        }
        self.losses
    }

    /// The gaps of the section, the one before its first word and the one behind its last with it.
    fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut before: Option<(usize, usize)> = None;
        let all = self.section.words.clone();
        for word in all.clone() {
            let Some(there) = self.found.matched(word) else { continue };
            let gap = match before {
                Some((last, place)) => {
                    Gap { paper: last + 1..word, page: place + 1..there.max(place + 1), is_inside: true }
                }
                None if self.found.is_whole && self.found.next_taken(0) == there => {
                    Gap { paper: all.start..word, page: 0..there, is_inside: true }
                }
                None => {
                    let many = word - all.start;
                    Gap { paper: all.start..word, page: there.saturating_sub(many)..there, is_inside: false }
                }
            };
            gaps.push(gap);
            before = Some((word, there));
        }
        if let Some((last, place)) = before {
            let is_inside = self.found.is_whole;
            let many = all.end - (last + 1);
            let end = if is_inside { self.found.next_taken(place + 1) } else { place + 1 + many };
            gaps.push(Gap { paper: last + 1..all.end, page: place + 1..end, is_inside });
        }
        gaps.retain(|gap| !gap.paper.is_empty() || (gap.is_inside && !gap.page.is_empty()));
        gaps
    }

    fn gap(&mut self, gap: &Gap) {
        let found = self.found;
        let own: Vec<usize> = gap.paper.clone().collect();
        let is_free = |at: &usize| found.taken.get(*at).is_some_and(|taken| !taken);
        let there: Vec<usize> = gap.page.clone().filter(is_free).collect();
        let keys = |words: &Words, at: &[usize]| at.iter().map(|at| words.key(*at)).collect::<Vec<_>>();
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for step in steps(&keys(&found.paper.words, &own), &keys(found.page, &there)) {
            match step {
                Step::Same => self.rest(gap, &std::mem::take(&mut gone), &std::mem::take(&mut new)),
                Step::Gone(at) => gone.extend(own.get(at).copied()),
                Step::New(at) => new.extend(there.get(at).copied()),
                Step::Letters(at, parts) => {
                    self.rest(gap, &std::mem::take(&mut gone), &std::mem::take(&mut new));
                    let parts: Vec<usize> = parts.iter().filter_map(|part| there.get(*part).copied()).collect();
                    self.pair(LossKind::Letters, own.get(at).copied(), &parts);
                }
                Step::Figure(at, part) => {
                    self.rest(gap, &std::mem::take(&mut gone), &std::mem::take(&mut new));
                    let part: Vec<usize> = there.get(part).copied().into_iter().collect();
                    self.pair(LossKind::Figure, own.get(at).copied(), &part);
                }
            }
        }
        self.rest(gap, &gone, &new);
    }

    /// A word that is another.
    fn pair(&mut self, kind: LossKind, own: Option<usize>, there: &[usize]) {
        let (Some(own), Some((first, last))) = (own, there.first().zip(there.last())) else { return };
        self.losses.push(Loss {
            kind,
            section: self.section.title.clone(),
            line: self.found.page.line_of(*first),
            published: self.found.page.quote(around(&self.found.page.words, *first..last + 1)),
            paper: self.found.paper.words.quote(around(&self.found.paper.words.words, own..own + 1)),
        });
    }

    /// Words that are gone, and words that are there in their place.
    fn rest(&mut self, gap: &Gap, gone: &[usize], new: &[usize]) {
        let found = self.found;
        let gone: Vec<usize> = gone.iter().copied().filter(|word| !found.paper.is_own(*word)).collect();
        let new: Vec<usize> = new.iter().copied().filter(|word| gap.is_inside && self.is_worth(*word)).collect();
        let gone = span(&gone).filter(|words| !found.is_said(words.clone()));
        let new = span(&new).filter(|words| !(found.says(words.clone()) && self.is_apart(words)));
        let all_figures = |words: &Words, range: &Range<usize>| {
            range.len() <= 2 && range.clone().any(|word| is_figure(&words.key(word)))
        };
        let kind = match (&gone, &new) {
            (None, None) => return,
            (Some(gone), None) if all_figures(&found.paper.words, gone) => LossKind::Figure,
            (None, Some(new)) if all_figures(found.page, new) => LossKind::Figure,
            (Some(_), None) => LossKind::Missing,
            (None, Some(_)) => LossKind::Added,
            (Some(_), Some(_)) => LossKind::Words,
        };
        let leads = |words: &Words, range: &Option<Range<usize>>| {
            range.as_ref().is_some_and(|range| words.leads_line(range.clone()))
        };
        let leads = leads(&found.paper.words, &gone) || leads(found.page, &new);
        let own = gone.unwrap_or(gap.paper.start..gap.paper.start);
        let there = new.unwrap_or(gap.page.start..gap.page.start);
        self.losses.push(Loss {
            kind,
            section: self.section.title.clone(),
            line: found.page.line_of(if there.is_empty() && gap.paper.start > self.section.words.start {
                // Where words are gone, what stood before them tells the place.
                there.start.saturating_sub(1)
            } else {
                there.start
            }),
            published: found.page.quote(beside(&found.page.words, there, leads)),
            paper: found.paper.words.quote(beside(&found.paper.words.words, own, leads)),
        });
    }

    /// Whether some words of the page may be a repeated label: they stand on lines of their own, or are many.
    fn is_apart(&self, words: &Range<usize>) -> bool {
        let line = |at: usize| self.found.page.words.get(at).map(|word| word.line);
        let before = words.start.checked_sub(1).and_then(line);
        words.len() > 2 || (before != line(words.start) && line(words.end) != line(words.end.saturating_sub(1)))
    }

    /// Whether a word that the page has more is worth saying; a lone x is a tick, of which more is said.
    fn is_worth(&self, there: usize) -> bool {
        self.found.is_new(there) && self.found.page.key(there) != "x"
    }
}

/// From the first to the last.
fn span(words: &[usize]) -> Option<Range<usize>> {
    Some(*words.first()?..words.last()? + 1)
}

/// Words with some around them, in the same lines.
fn around(words: &[Word], range: Range<usize>) -> Range<usize> {
    let line = |at: usize| words.get(at).map(|word| word.line);
    let (first, last) = (line(range.start), line(range.end.saturating_sub(1)));
    let start = (range.start.saturating_sub(AROUND)..range.start).find(|at| line(*at) == first);
    let end = (range.end..(range.end + AROUND).min(words.len())).rev().find(|at| line(*at) == last);
    start.unwrap_or(range.start)..end.map_or(range.end, |end| end + 1)
}

/// Words with some around them; where there are none, those of the line around their place, which is the next line where what the
/// other text has there leads one.
fn beside(words: &[Word], range: Range<usize>, leads: bool) -> Range<usize> {
    if !range.is_empty() {
        return around(words, range);
    }
    let line = |at: usize| words.get(at).map(|word| word.line);
    let own = if leads { line(range.start) } else { range.start.checked_sub(1).and_then(line) };
    let start = (range.start.saturating_sub(AROUND)..range.start).find(|at| line(*at) == own);
    let end = (range.end..(range.end + AROUND).min(words.len())).rev().find(|at| line(*at) == own);
    start.unwrap_or(range.start)..end.map_or(range.end, |end| end + 1)
}
