//! The lists of a document: what Word writes before their items.

use std::collections::BTreeMap;

use super::super::bounds::{Refusal, within};
use super::super::xml::{StartTag, Xml, XmlPiece};
use super::content::{ListItem, Mark};
use super::listed::{LONGEST_ID, Listed};
use super::styles::Styles;

/// The part that holds them.
pub(super) const NUMBERING: &str = "word/numbering.xml";

/// The most lists and levels that are read.
const MOST_LISTS: usize = 50_000;

/// How many levels a list has.
const LEVELS: usize = 9;

/// The longest text around the numbers of a level, in characters.
const LONGEST_LABEL: usize = 40;

/// The lists, and how far each is counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    kinds: BTreeMap<String, Kind>,
    lists: BTreeMap<String, List>,
    /// Of each kind, the last number of each level.
    counted: BTreeMap<String, [Option<u64>; LEVELS]>,
}

/// What lists can have in common.
#[derive(Debug, Default)]
struct Kind {
    levels: BTreeMap<usize, Level>,
    /// The style that says which list it is instead.
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    kind: String,
    /// What it has otherwise than its kind.
    levels: BTreeMap<usize, Level>,
    /// Whether an item of it has been.
    has_begun: bool,
}

#[derive(Debug, Default, Clone)]
struct Level {
    start: Option<u64>,
    format: Option<String>,
    text: Option<String>,
    style: Option<String>,
}

impl Lists {
    /// Reads the part.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut lists = Self::default();
        let mut xml = Xml::new(NUMBERING, text);
        let (mut kind, mut list, mut level) = (None, None, 0);
        let mut count = 0;
        loop {
            let tag = match xml.next()? {
                XmlPiece::Open(tag) => tag,
                XmlPiece::Close | XmlPiece::Text(_) => continue,
                XmlPiece::Done => return Ok(lists),
            };
            let of = |name: &str| tag.prefixed(name).unwrap_or_default().into_owned();
            match tag.local() {
                "abstractNum" => (kind, list) = (Some(of("abstractNumId")), None),
                "num" => (kind, list) = (None, Some(of("numId"))),
                "lvl" | "lvlOverride" => level = of("ilvl").parse().unwrap_or(LEVELS),
                _ => {
                    let levels = match (&kind, &list) {
                        (Some(id), _) => lists.kinds.entry(id.clone()).or_default().take(&tag),
                        (_, Some(id)) => lists.lists.entry(id.clone()).or_default().take(&tag),
                        _ => None,
                    };
                    if let Some(levels) = levels.filter(|_| level < LEVELS) {
                        levels.entry(level).or_default().take(&tag);
                    }
                    continue;
                }
            }
            count += 1;
            within(count, MOST_LISTS, "Listenebenen")?;
        }
    }

    /// What stands before the next item of a list; `None` where nothing does.
    pub(super) fn next(&mut self, listed: &Listed, styles: &Styles) -> Option<ListItem> {
        let id = listed.list.as_ref().filter(|id| *id != "0")?;
        let mut kind = self.lists.get(id)?.kind.clone();
        // A kind can leave it to a style which it is; that one leads no further.
        if let Some(style) = self.kinds.get(&kind).and_then(|kind| kind.style.as_ref()) {
            kind = self.lists.get(&styles.of(style).list.list?)?.kind.clone();
        }
        let named = |level: usize| self.level(id, &kind, level).style.is_some_and(|style| Some(style) == listed.style);
        let level = listed.level.or_else(|| (0..LEVELS).find(|level| named(*level))).unwrap_or_default();
        if level >= LEVELS {
            return None;
        }
        let levels: Vec<Level> = (0..LEVELS).map(|level| self.level(id, &kind, level)).collect();
        let list = self.lists.get_mut(id)?;
        let counted = self.counted.entry(kind).or_default();
        if !std::mem::replace(&mut list.has_begun, true) {
            // A list that begins anew says so; another goes on with those of its kind.
            list.levels.iter().filter(|(_, own)| own.start.is_some()).for_each(|(level, _)| counted[*level] = None);
        }
        let start = |level: usize| levels[level].start.unwrap_or(1);
        counted[level] = Some(counted[level].map_or_else(|| start(level), |last| last.saturating_add(1)));
        counted[level + 1..].fill(None);
        let numbers: Vec<u64> = (0..LEVELS).map(|level| counted[level].unwrap_or_else(|| start(level))).collect();
        mark(level, &levels, &numbers).map(|mark| ListItem { level, mark })
    }

    /// A level of a list of this kind.
    fn level(&self, list: &str, kind: &str, level: usize) -> Level {
        let own = self.lists.get(list).and_then(|list| list.levels.get(&level)).cloned().unwrap_or_default();
        let below = self.kinds.get(kind).and_then(|kind| kind.levels.get(&level)).cloned().unwrap_or_default();
        Level {
            start: own.start.or(below.start),
            format: own.format.or(below.format),
            text: own.text.or(below.text),
            style: own.style.or(below.style),
        }
    }
}

impl Kind {
    /// Takes an element in; the levels where it belongs to one of them.
    fn take(&mut self, tag: &StartTag<'_>) -> Option<&mut BTreeMap<usize, Level>> {
        if tag.local() == "numStyleLink" {
            self.style = tag.value().map(Into::into);
            return None;
        }
        Some(&mut self.levels)
    }
}

impl List {
    /// Takes an element in; the levels where it belongs to one of them.
    fn take(&mut self, tag: &StartTag<'_>) -> Option<&mut BTreeMap<usize, Level>> {
        if tag.local() == "abstractNumId" {
            self.kind = tag.value().unwrap_or_default().into_owned();
            return None;
        }
        Some(&mut self.levels)
    }
}

impl Level {
    fn take(&mut self, tag: &StartTag<'_>) {
        let Some(value) = tag.value().filter(|value| value.len() <= LONGEST_ID) else { return };
        match tag.local() {
            "start" | "startOverride" => self.start = value.parse().ok(),
            "numFmt" => self.format = self.format.take().or_else(|| Some(value.into_owned())),
            "lvlText" => self.text = Some(value.chars().take(LONGEST_LABEL).collect()),
            "pStyle" => self.style = Some(value.into_owned()),
            _ => {}
        }
    }
}

/// The mark of an item, whose levels have these numbers.
fn mark(level: usize, levels: &[Level], numbers: &[u64]) -> Option<Mark> {
    let own = levels.get(level)?;
    let (format, text) = (own.format.as_deref().unwrap_or("decimal"), own.text.as_deref().unwrap_or_default());
    match format {
        "bullet" => return Some(Mark::Bullet),
        "none" => return None,
        _ => {}
    }
    let digit = format!("%{}", level + 1);
    if let (Some(behind @ ("." | ")")), "decimal") = (text.strip_prefix(&digit), format) {
        return Some(Mark::Number(*numbers.get(level)?, if behind == ")" { ')' } else { '.' }));
    }
    let label = (0..LEVELS).fold(text.to_owned(), |label, at| {
        let number = numbers.get(at).copied().unwrap_or_default();
        let format = levels.get(at).and_then(|level| level.format.as_deref()).unwrap_or("decimal");
        label.replace(&format!("%{}", at + 1), &counted(format, number))
    });
    (!label.trim().is_empty()).then_some(Mark::Label(label))
}

/// A number as a format writes it.
fn counted(format: &str, number: u64) -> String {
    match format {
        "lowerLetter" => letters(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// The letter of a number: behind `Z` comes `AA`, then `BB`.
fn letters(number: u64) -> String {
    let (times, letter) = (number.saturating_sub(1) / 26 + 1, number.saturating_sub(1) % 26);
    let letter = u8::try_from(letter).map_or('A', |letter| char::from(b'A' + letter));
    usize::try_from(times)
        .map_or_else(|_| number.to_string(), |times| letter.to_string().repeat(times.min(LONGEST_LABEL)))
}

/// A number in Roman digits, as far as anybody counts in them.
fn roman(number: u64) -> String {
    const DIGITS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 4_000 {
        return number.to_string();
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, digit) in DIGITS {
        while rest >= value {
            written.push_str(digit);
            rest -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks of items, each by its list and its level.
    fn marks(part: &str, items: &[(&str, usize)]) -> Vec<String> {
        let mut lists = Lists::read(&format!("<w:numbering>{part}</w:numbering>")).expect("lists");
        let items = items.iter().map(|(list, level)| {
            let listed = Listed { list: Some((*list).to_owned()), level: Some(*level), style: None };
            match lists.next(&listed, &Styles::default()).map(|item| item.mark) {
                Some(Mark::Bullet) => "•".to_owned(),
                Some(Mark::Number(number, behind)) => format!("{number}{behind}"),
                Some(Mark::Label(label)) => format!("„{label}“"),
                None => String::new(),
            }
        });
        items.collect()
    }

    fn level(level: usize, format: &str, text: &str) -> String {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    }

    #[test]
    fn items_are_counted_as_word_counts_them() {
        let kind = |id: &str, levels: &[String]| {
            format!("<w:abstractNum w:abstractNumId=\"{id}\">{}</w:abstractNum>", levels.concat())
        };
        let list = |id: &str, kind: &str, more: &str| {
            format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>{more}</w:num>")
        };
        let anew = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
        let part = [
            kind("k", &[level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "decimal", "%1.%3")]),
            kind("p", &[level(0, "bullet", "x"), level(1, "upperRoman", "(%2)"), level(2, "none", "")]),
            list("1", "k", ""),
            list("2", "k", anew),
            list("3", "p", ""),
        ];
        let items = [
            ("1", 0),
            ("1", 1),
            ("1", 1),
            ("1", 2),
            ("1", 0),
            ("1", 1),
            ("2", 0),
            ("2", 0),
            ("1", 0),
            ("3", 0),
            ("3", 1),
            ("3", 2),
            ("4", 0),
            ("0", 0),
            ("1", 9),
        ];
        let expected = ["1.", "„a)“", "„b)“", "„1.1“", "2.", "„a)“", "5.", "6.", "7.", "•", "„(I)“", "", "", "", ""];
        assert_eq!(marks(&part.concat(), &items), expected);
        assert_eq!([roman(1994), letters(28), counted("decimalZero", 3)], ["MCMXCIV", "BB", "03"]);
    }
}
