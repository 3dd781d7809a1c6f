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

/// The longest text around the numbers of a level, in characters; Word allows no more.
const LONGEST_LABEL: usize = 255;

/// The longest number in letters; what is longer is written in digits.
const LONGEST_LETTERS: u64 = 40;

/// The format of a number that cannot be written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Uncounted(pub(super) String);

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
    /// Whether all numbers of its mark are written in digits.
    is_legal: Option<bool>,
    /// The level, from 1, up to which one begins this anew; 0 for none.
    restart: Option<usize>,
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
    ///
    /// # Errors
    /// Says which format its number has that cannot be written.
    pub(super) fn next(&mut self, listed: &Listed, styles: &Styles) -> Result<Option<ListItem>, Uncounted> {
        let Some((level, levels, numbers)) = self.count(listed, styles) else { return Ok(None) };
        mark(level, &levels, &numbers).map(|mark| mark.map(|mark| ListItem { level, mark }))
    }

    /// Counts the next item of a list: its level, and all levels with their numbers.
    fn count(&mut self, listed: &Listed, styles: &Styles) -> Option<(usize, Vec<Level>, Vec<u64>)> {
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
        for (below, last) in counted.iter_mut().enumerate().skip(level + 1) {
            if levels[below].restart.is_none_or(|restart| level < restart) {
                *last = None;
            }
        }
        let numbers: Vec<u64> = (0..LEVELS).map(|level| counted[level].unwrap_or_else(|| start(level))).collect();
        Some((level, levels, numbers))
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
            is_legal: own.is_legal.or(below.is_legal),
            restart: own.restart.or(below.restart),
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
        if tag.local() == "isLgl" {
            self.is_legal = Some(tag.is_on());
        }
        let Some(value) = tag.value().filter(|value| value.len() <= LONGEST_ID) else { return };
        match tag.local() {
            "start" | "startOverride" => self.start = value.parse().ok(),
            "numFmt" => self.format = self.format.take().or_else(|| Some(value.into_owned())),
            "lvlText" => self.text = Some(value.chars().take(LONGEST_LABEL).collect()),
            "lvlRestart" => self.restart = value.parse().ok(),
            "pStyle" => self.style = Some(value.into_owned()),
            _ => {}
        }
    }
}

/// The mark of an item, whose levels have these numbers.
fn mark(level: usize, levels: &[Level], numbers: &[u64]) -> Result<Option<Mark>, Uncounted> {
    let is_legal = levels[level].is_legal == Some(true);
    let format = |level: &Level| match level.format.as_deref() {
        Some(format) if !is_legal || format == "bullet" => format.to_owned(),
        _ => "decimal".to_owned(),
    };
    let (own, text) = (format(&levels[level]), levels[level].text.as_deref().unwrap_or_default());
    if own == "bullet" {
        return Ok(Some(Mark::Bullet));
    }
    let digit = format!("%{}", level + 1);
    if let (Some(behind @ ("." | ")")), "decimal") = (text.strip_prefix(&digit), own.as_str()) {
        return Ok(Some(Mark::Number(numbers[level], if behind == ")" { ')' } else { '.' })));
    }
    let mut label = text.to_owned();
    for (at, (level, number)) in levels.iter().zip(numbers).enumerate() {
        let digit = format!("%{}", at + 1);
        if label.contains(&digit) {
            let format = format(level);
            let number = counted(&format, *number).ok_or(Uncounted(format))?;
            label = label.replace(&digit, &number);
        }
    }
    Ok((!label.trim().is_empty()).then_some(Mark::Label(label)))
}

/// A number as a format writes it; `None` for a format that is not known.
fn counted(format: &str, number: u64) -> Option<String> {
    Some(match format {
        "decimal" => number.to_string(),
        // German puts a full stop behind what counts in a row.
        "ordinal" => format!("{number}."),
        // Only what stands around it is shown.
        "none" | "bullet" => String::new(),
        "lowerLetter" => letters(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        _ => return None,
    })
}

/// The letter of a number: behind `Z` comes `AA`, then `BB`.
fn letters(number: u64) -> String {
    let (times, letter) = (number.saturating_sub(1) / 26 + 1, number.saturating_sub(1) % 26);
    let letter = u8::try_from(letter).map_or('A', |letter| char::from(b'A' + letter));
    if times > LONGEST_LETTERS {
        return number.to_string();
    }
    (0..times).map(|_| letter).collect()
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
            match lists.next(&listed, &Styles::default()).map(|item| item.map(|item| item.mark)) {
                Ok(Some(Mark::Bullet)) => "•".to_owned(),
                Ok(Some(Mark::Number(number, behind))) => format!("{number}{behind}"),
                Ok(Some(Mark::Label(label))) => format!("„{label}“"),
                Ok(None) => String::new(),
                Err(Uncounted(format)) => format!("? {format}"),
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
        assert_eq!([roman(1994), letters(28), letters(2_000)], ["MCMXCIV", "BB", "2000"]);
        assert_eq!(counted("decimalZero", 3).as_deref(), Some("03"));
    }

    /// Each kind is a list of its own, whose items lie at these levels.
    #[test]
    fn marks_are_those_that_word_shows_or_said_to_be_none() {
        let with = |level: String, more: &str| level.replace("</w:lvl>", &format!("{more}</w:lvl>"));
        let words = "Der Rat der Stadt beschließt in öffentlicher Sitzung wie folgt:";
        let legal = [level(0, "upperRoman", "%1."), with(level(1, "lowerLetter", "%1.%2"), "<w:isLgl/>")];
        let through = [level(0, "decimal", "%1."), with(level(1, "decimal", "§ %2"), "<w:lvlRestart w:val=\"0\"/>")];
        let second = [
            level(0, "decimal", "%1."),
            level(1, "decimal", "%2)"),
            with(level(2, "decimal", "%3:"), "<w:lvlRestart w:val=\"1\"/>"),
        ];
        let cases: [(&[String], &[usize], &[&str]); 9] = [
            (&[level(0, "none", "Beschluss:")], &[0, 0], &["„Beschluss:“", "„Beschluss:“"]),
            (&[level(0, "none", words)], &[0], &["„Der Rat der Stadt beschließt in öffentlicher Sitzung wie folgt:“"]),
            (&[level(0, "none", "%1")], &[0], &[""]),
            (&legal, &[0, 1, 1], &["„I.“", "„1.1“", "„1.2“"]),
            (&through, &[0, 1, 1, 0, 1], &["1.", "„§ 1“", "„§ 2“", "2.", "„§ 3“"]),
            (&second, &[0, 1, 2, 1, 2, 0, 1, 2], &["1.", "1)", "„1:“", "2)", "„2:“", "2.", "1)", "„1:“"]),
            (&[level(0, "ordinal", "%1")], &[0, 0], &["„1.“", "„2.“"]),
            (&[level(0, "cardinalText", "%1:")], &[0], &["? cardinalText"]),
            (&[level(0, "custom", "%1."), level(1, "decimal", "%1.%2")], &[0, 1], &["? custom", "? custom"]),
        ];
        for (levels, items, expected) in cases {
            let part = format!(
                "<w:abstractNum w:abstractNumId=\"k\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"k\"/></w:num>",
                levels.concat()
            );
            let items: Vec<(&str, usize)> = items.iter().map(|level| ("1", *level)).collect();
            assert_eq!(marks(&part, &items), expected);
        }
    }
}
