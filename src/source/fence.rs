//! Stretches of a text that are nichtöffentlich: between a line `::: nichtöffentlich` and a line `:::`.

use std::ops::Range;

/// What every fence begins with.
const FENCE: &str = ":::";

/// What opens a stretch, behind the colons.
const WORDS: [&str; 2] = ["nichtöffentlich", "nichtoeffentlich"];

/// A text taken apart at its fences.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fenced {
    /// The stretches between fences in their order, without the fences.
    pub stretches: Vec<Stretch>,
    /// What is wrong with the fences, by place; then nobody knows what is nichtöffentlich.
    pub faults: Vec<(Range<usize>, FenceFault)>,
}

/// A stretch between fences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Its bytes: whole lines.
    pub range: Range<usize>,
    /// Whether it is nichtöffentlich.
    pub is_hidden: bool,
}

/// What is wrong with a fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FenceFault {
    /// No line closes it.
    Open,
    /// It stands inside another.
    Nested,
    /// It closes what nothing has opened.
    Unopened,
    /// Other words stand behind the colons.
    Words,
    /// It is not alone at the start of a line: in a list, a quotation, or behind words.
    Place,
}

/// Whether a line is a fence, without its indent and end.
pub fn is_fence(words: &str) -> bool {
    opens(words) || words == FENCE
}

/// Takes a text apart.
pub fn fenced(markdown: &str) -> Fenced {
    let mut fenced = Fenced::default();
    // Where the stretch began that is being read, and the fence that opened it.
    let (mut start, mut open) = (0, None);
    let mut at = 0;
    for line in markdown.split_inclusive('\n') {
        let (begin, words) = (at, line.trim_end());
        at += line.len();
        let Some(colons) = line.find(FENCE).or_else(|| mistyped(line)) else { continue };
        let place = begin + colons..begin + words.len();
        match open.clone() {
            _ if colons > 0 => fenced.faults.push((place, FenceFault::Place)),
            None if opens(words) => {
                fenced.push(start..begin, false);
                (start, open) = (at, Some(place));
            }
            Some(_) if words == FENCE => {
                fenced.push(start..begin, true);
                (start, open) = (at, None);
            }
            Some(_) if opens(words) => fenced.faults.push((place, FenceFault::Nested)),
            None if words == FENCE => fenced.faults.push((place, FenceFault::Unopened)),
            Some(_) => fenced.faults.push((place, FenceFault::Words)),
            None => {
                // What closes it is not wrong as well.
                fenced.faults.push((place.clone(), FenceFault::Words));
                open = Some(place);
            }
        }
    }
    fenced.push(start..markdown.len(), open.is_some());
    let is_sound = fenced.faults.is_empty();
    fenced.faults.extend(open.filter(|_| is_sound).map(|place| (place, FenceFault::Open)));
    fenced
}

/// Where a line begins that was meant to be a fence and has too few colons.
fn mistyped(line: &str) -> Option<usize> {
    let words = line.trim();
    let is_meant = words.starts_with(':') && words.to_lowercase().contains("ffentlich");
    is_meant.then(|| line.len() - line.trim_start().len())
}

/// Whether words open a stretch.
fn opens(words: &str) -> bool {
    words.strip_prefix(FENCE).is_some_and(|word| WORDS.contains(&word.trim().to_lowercase().as_str()))
}

impl Fenced {
    fn push(&mut self, range: Range<usize>, is_hidden: bool) {
        if is_hidden || !range.is_empty() {
            self.stretches.push(Stretch { range, is_hidden });
        }
    }

    /// The stretches of a text that are nichtöffentlich.
    pub fn hidden(&self) -> impl Iterator<Item = &Range<usize>> {
        self.stretches.iter().filter(|stretch| stretch.is_hidden).map(|stretch| &stretch.range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(markdown: &str) -> Vec<(&str, FenceFault)> {
        fenced(markdown).faults.into_iter().map(|(range, fault)| (&markdown[range], fault)).collect()
    }

    #[test]
    fn a_text_is_taken_apart_at_its_fences() {
        let text = "a\n::: nichtöffentlich\nb\n\nc\n:::  \nd\n:::nichtoeffentlich\n:::";
        let pieces: Vec<(&str, bool)> =
            fenced(text).stretches.into_iter().map(|s| (&text[s.range], s.is_hidden)).collect();
        assert_eq!(pieces, [("a\n", false), ("b\n\nc\n", true), ("d\n", false), ("", true)]);
        assert_eq!(faults(text), []);
    }

    #[test]
    fn what_is_wrong_with_a_fence_is_told_at_its_place() {
        assert_eq!(faults("a\n::: nichtöffentlich\nb"), [("::: nichtöffentlich", FenceFault::Open)]);
        assert_eq!(faults("::: nichtöffentlich\n::: nichtöffentlich\n:::").len(), 1);
        assert_eq!(faults(":::"), [(":::", FenceFault::Unopened)]);
        assert_eq!(faults(":: nichtöffentlich"), [(":: nichtöffentlich", FenceFault::Words)]);
        assert_eq!(faults("::: geheim\n"), [("::: geheim", FenceFault::Words)]);
        assert_eq!(faults(":::: nichtöffentlich"), [(":::: nichtöffentlich", FenceFault::Words)]);
        for text in ["- ::: nichtöffentlich", "> :::", "  :::", "Text :::", "\u{a0}:::"] {
            assert_eq!(faults(text).first().map(|(_, fault)| *fault), Some(FenceFault::Place), "{text}");
        }
    }
}
