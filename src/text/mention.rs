//! Where a text names bodies of the master list, and in which case.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::prose::is_one_of;
use crate::model::Gremium;

/// The names under which texts can know the bodies.
#[derive(Debug)]
pub(crate) struct Gremiennamen<'a> {
    /// By their first word, those with more words first.
    by_first: BTreeMap<&'a str, Vec<Name<'a>>>,
}

#[derive(Debug)]
struct Name<'a> {
    gremium: &'a Gremium,
    /// The words behind the first, each with what stands before it.
    rest: Vec<(Gap<'a>, &'a str)>,
    feminine: bool,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap<'a> {
    Leer,
    Strich,
    Sonst(&'a str),
}

/// A place where a text names a body.
#[derive(Debug, Clone)]
pub(crate) struct Nennung<'a> {
    /// The bodies of this name; more than one where the master list has it for several terms of the council.
    pub(crate) gremien: Vec<&'a Gremium>,
    /// The name in the text.
    pub(crate) range: Range<usize>,
    /// The name with the article before it.
    pub(crate) start: usize,
    /// Whether it can be the subject of a sentence.
    pub(crate) nominativ: bool,
}

impl<'a> Gremiennamen<'a> {
    /// All names of bodies.
    pub(crate) fn of(gremien: impl Iterator<Item = &'a Gremium>) -> Self {
        Self::new(gremien.flat_map(|gremium| own_names(gremium).map(move |name| (gremium, name))))
    }

    /// All names of bodies, and their Kennungen, where a text can only mean a body.
    pub(crate) fn with_kennungen(gremien: impl Iterator<Item = &'a Gremium>) -> Self {
        Self::new(gremien.flat_map(|gremium| {
            let kennung =
                Some(gremium.kennung.as_str()).filter(|kennung| own_names(gremium).all(|name| name != *kennung));
            own_names(gremium).chain(kennung).map(move |name| (gremium, name))
        }))
    }

    fn new(names: impl Iterator<Item = (&'a Gremium, &'a str)>) -> Self {
        let mut by_first: BTreeMap<&str, Vec<Name<'_>>> = BTreeMap::new();
        for (first, name) in names.filter_map(|(gremium, name)| Name::new(gremium, name)) {
            by_first.entry(first).or_default().push(name);
        }
        by_first.values_mut().for_each(|names| names.sort_by_key(|name| Reverse(name.rest.len())));
        Self { by_first }
    }

    /// Every place in a text where a body is named, the longest name at each.
    pub(crate) fn find(&self, text: &str) -> Vec<Nennung<'a>> {
        let words = words(text);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(behind) = words.get(at..).filter(|behind| !behind.is_empty()) {
            let nennung = self.at(text, &words, at);
            at += nennung.as_ref().map_or(1, |(_, length)| *length).clamp(1, behind.len());
            found.extend(nennung.map(|(nennung, _)| nennung));
        }
        found
    }

    /// The body that a text names at a word, and how many words its name has.
    fn at(&self, text: &str, words: &[Range<usize>], at: usize) -> Option<(Nennung<'a>, usize)> {
        let behind = words.get(at..)?;
        let first = &text[behind.first()?.clone()];
        let fitting = endings(first).flat_map(|(stem, bare)| {
            let names = self.by_first.get(stem).map(Vec::as_slice).unwrap_or_default();
            names.iter().filter_map(move |name| Some((name, name.matches(text, behind)? && bare)))
        });
        let fitting: Vec<(&Name<'a>, bool)> = fitting.collect();
        let length = fitting.iter().map(|(name, _)| name.rest.len() + 1).max()?;
        let mut longest = fitting.into_iter().filter(|(name, _)| name.rest.len() + 1 == length).peekable();
        let (name, bare) = *longest.peek()?;
        let range = behind.first()?.start..behind.get(length - 1)?.end;
        let before = words_before(text, words, at);
        let (start, nominativ) = article(&before, name.feminine);
        let nominativ = nominativ && bare;
        let start = start.unwrap_or(range.start);
        Some((Nennung { gremien: longest.map(|(name, _)| name.gremium).collect(), range, start, nominativ }, length))
    }
}

fn own_names(gremium: &Gremium) -> impl Iterator<Item = &str> {
    std::iter::once(&gremium.name).chain(gremium.auch.iter()).map(String::as_str)
}

impl<'a> Name<'a> {
    /// A name and its first word; `None` where it has no word.
    fn new(gremium: &'a Gremium, name: &'a str) -> Option<(&'a str, Self)> {
        let words = words(name);
        let rest = words.iter().zip(words.iter().skip(1));
        let rest = rest.map(|(before, word)| (gap(&name[before.end..word.start]), &name[word.clone()])).collect();
        let feminine = is_feminine(words.iter().map(|word| &name[word.clone()]));
        Some((&name[words.first()?.clone()], Self { gremium, rest, feminine }))
    }

    /// Whether the words of a text go on as the name does; and whether without the ending of the genitive.
    fn matches(&self, text: &str, words: &[Range<usize>]) -> Option<bool> {
        let pairs = words.iter().zip(words.iter().skip(1));
        let mut bare = true;
        let mut count = 0;
        for ((fuge_wanted, wanted), (before, word)) in self.rest.iter().zip(pairs) {
            let (_, is_bare) = endings(&text[word.clone()]).find(|(stem, _)| stem == wanted)?;
            if gap(&text[before.end..word.start]) != *fuge_wanted {
                return None;
            }
            bare &= is_bare;
            count += 1;
        }
        (count == self.rest.len()).then_some(bare)
    }
}

/// The words of a text: runs of letters and digits.
pub(crate) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if c.is_alphanumeric() => start = Some(at),
            Some(from) if !c.is_alphanumeric() => {
                words.push(from..at);
                start = None;
            }
            None | Some(_) => {}
        }
    }
    words
}

/// What stands between two words, whatever blanks and line breaks are in it.
fn gap(between: &str) -> Gap<'_> {
    match between.trim() {
        "" => Gap::Leer,
        "-" | "\u{2010}" | "\u{2011}" | "–" => Gap::Strich,
        other => Gap::Sonst(other),
    }
}

/// A word as it stands, and without the ending of a genitive; and whether it is as it stands.
fn endings(word: &str) -> impl Iterator<Item = (&str, bool)> {
    let stems = ["es", "s"].into_iter().filter_map(|ending| word.strip_suffix(ending));
    std::iter::once((word, true)).chain(stems.map(|stem| (stem, false)))
}

/// Whether the head of a name is feminine, so that "der" before it is no nominative.
fn is_feminine<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let head = words.take_while(|word| !matches!(*word, "für" | "der" | "des" | "zur" | "zum"));
    let head: Vec<String> = head.map(str::to_lowercase).collect();
    let ends = |endings: &[&str]| head.iter().any(|word| endings.iter().any(|ending| word.ends_with(ending)));
    !ends(&["ausschuss", "rat", "vorstand"]) && ends(&["ung", "ion", "schaft", "gruppe", "konferenz"])
}

/// The two words before a word, the nearer one first; only blanks may stand between.
fn words_before<'t>(text: &'t str, words: &[Range<usize>], at: usize) -> Vec<(usize, &'t str)> {
    let mut next = words.get(at).map_or(0, |word| word.start);
    let mut before = Vec::new();
    for word in words.get(..at).unwrap_or_default().iter().rev().take(2) {
        if !text[word.end..next].chars().all(char::is_whitespace) {
            break;
        }
        before.push((word.start, &text[word.clone()]));
        next = word.start;
    }
    before
}

/// Prepositions that take a name without an article, or an accusative that looks like a nominative.
const PRAEPOSITIONEN: &str = "an auf aus bei durch für gegen gegenüber in mit nach ohne über um von vor";

/// Where the article before a name starts, and whether both can be a nominative.
fn article(before: &[(usize, &str)], feminine: bool) -> (Option<usize>, bool) {
    let lower: Vec<String> = before.iter().map(|(_, word)| word.to_lowercase()).collect();
    let is = |i: usize, list: &str| lower.get(i).is_some_and(|word| is_one_of(word, list));
    let start = before.first().map(|(start, _)| *start);
    if is(0, "die das") || (is(0, "der") && !feminine) {
        return (start, !is(1, PRAEPOSITIONEN));
    }
    let oblique = is(0, "der des dem den im vom zum zur beim am ins ans");
    (None, !oblique && !is(0, PRAEPOSITIONEN))
}
