//! What the lines of a text begin with, so that a date, an ordinal or a minus at a line's start is no mark of a list.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::source::{Bullet, bullet, is_fence, pattern};

/// A day, or an ordinal that numbers no item; the first group ends behind the number.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(\d{1,2})\.(?:
        \s*\d{1,2}\.(?:\s*(?:\d{4}|\d{2}))?(?:[^\p{L}\d]|$)
        | \s+(?:Jan(?:uar|\.)|Feb(?:ruar|\.)|März|Mrz\.?|Apr(?:il|\.)|Mai|Juni?|Juli?|Aug(?:ust|\.)|Sept?(?:ember|\.)
            |Okt(?:ober|\.)|Nov(?:ember|\.)|Dez(?:ember|\.)
            |Quartale?s?|Halbjahre?s?|Tertiale?s?|Kalenderwochen?|KW|Jahrhunderts?|Sitzung(?:en)?|Wahlperiode|Bauabschnitte?s?|BA|Nachtragshaushalt)
            (?:[^\p{L}\d]|$)
        | \s*(?:und|bis|oder|/|–|-)\s*\d{1,2}\.\s)",
    )
});

/// An amount of money or a share behind a bullet that may be a sign.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[-+–−][ \t\u{a0}]+(?:(?:€|EUR|Euro)[ \t\u{a0}]*\d|\d[\d.,]*(?:,[-–—]+)?[ \t\u{a0}]*(?:€|%|(?:EUR|Euro|T€|T?EUR|TEuro|Mio|Mrd|Tsd|Prozent)\b|$))",
    )
});

/// A mark of a list in Markdown.
static MARKER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)"));

/// A heading without the blank behind its signs; one sign may be a number or a catchword.
static TIGHT_HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(#{2,6})[^#\s]"));

/// How many kinds of entries there are.
const ENTRY_KINDS: usize = 9;

/// Signs of a line of its own that say something themselves, so that no bullet may stand for them.
const SPEAKING: [char; 8] = ['→', '⇒', '✓', '✔', '☐', '☑', '☒', '□'];

/// What stands before an entry that has a line of its own; Markdown would join such lines.
static ENTRIES: LazyLock<[Regex; ENTRY_KINDS]> = LazyLock::new(|| {
    [
        r"^\[[^\]\n]{1,60}\]:",
        r"^[A-Za-z]{1,2}\)[ \t]",
        r"^\((?:\d{1,3}|[a-z]{1,4})\)[ \t]",
        r"^[IVX]{1,5}\.[ \t]",
        r"^\d{1,2}(?:\.\d{1,2})+\.?[ \t]+\p{Lu}",
        r"^\d{1,2}[.)](?:\p{L}|\u{a0})",
        r"^[-+–−]\d",
        // No abbreviation: "z. B.", "S. 5".
        r"^[A-Za-z]\.[ \t\u{a0}]+\p{L}{2}",
        r"^[→⇒✓✔☐☑☒□]",
    ]
    .map(pattern)
});

/// What a line begins with, behind its indent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Opening {
    /// Nothing is in it, or it is a fence, which parts paragraphs and is not read.
    Blank,
    /// A bullet of Markdown, or a number.
    Marker,
    /// A bullet of a word processor that begins an item.
    Bullet(Bullet),
    /// An amount behind a minus or plus; whether all entries around it are such.
    Amount {
        /// It stands among items that are no amounts, and is one of them.
        is_item: bool,
    },
    /// A heading without its blank; how many signs it has.
    TightHeading(usize),
    /// A day or an ordinal.
    Date,
    /// A number below the words that it goes on with; how many bytes it has.
    Ordinal(usize),
    /// Another entry, by its kind.
    Entry(usize),
    /// Anything else.
    Words,
}

/// A line of a text.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Where it begins.
    pub(super) start: usize,
    /// How many bytes of blanks it begins with.
    pub(super) indent: usize,
    /// The line without its indent and end.
    pub(super) words: &'t str,
    /// What it begins with.
    pub(super) opening: Opening,
}

impl Line<'_> {
    /// Where its words begin.
    pub(super) fn at(&self) -> usize {
        self.start + self.indent
    }
}

/// The lines of a text.
pub(super) fn lines(markdown: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines: Vec<Line<'_>> = Vec::new();
    for text in markdown.split_inclusive('\n') {
        let words = text.trim();
        let indent = text.len() - text.trim_start().len();
        lines.push(Line { start, indent: if words.is_empty() { 0 } else { indent }, words, opening: opening(words) });
        start += text.len();
    }
    settle_bullets(&mut lines);
    settle_amounts(&mut lines);
    settle_ordinals(&mut lines);
    lines
}

fn opening(words: &str) -> Opening {
    // Most lines begin with a word, and are not looked at by any pattern.
    match words.chars().next() {
        None => Opening::Blank,
        Some(c) if c.is_uppercase() && !"IVXØ".contains(c) && !is_lettered(words) => Opening::Words,
        Some(':') if is_fence(words) => Opening::Blank,
        Some('#') => {
            let signs = TIGHT_HEADING.captures(words).and_then(|found| found.get(1));
            signs.map_or(Opening::Words, |signs| Opening::TightHeading(signs.len()))
        }
        Some('-' | '+' | '–' | '−') if AMOUNT.is_match(words) => Opening::Amount { is_item: false },
        Some('0'..='9') if date(words).is_some() => Opening::Date,
        Some(_) => entry(words),
    }
}

/// Whether words can begin with a letter that numbers them: `A.`, `B)`.
fn is_lettered(words: &str) -> bool {
    words.chars().skip(1).take(2).any(|c| matches!(c, '.' | ')'))
}

fn entry(words: &str) -> Opening {
    if let Some(bullet) = bullet(words) {
        return Opening::Bullet(bullet);
    }
    match ENTRIES.iter().position(|entry| entry.is_match(words)) {
        Some(kind) => Opening::Entry(kind),
        None if marker(words).is_some() => Opening::Marker,
        None => Opening::Words,
    }
}

/// The length of the number of a day or an ordinal that words begin with.
pub(super) fn date(words: &str) -> Option<usize> {
    if !words.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    DATE.captures(words)?.get(1).map(|number| number.len())
}

/// The length of the mark of a list that words begin with.
pub(super) fn marker(words: &str) -> Option<usize> {
    let can_be = |c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+');
    MARKER.find(words.starts_with(can_be).then_some(words)?).map(|found| found.len())
}

/// The digits that an item begins with, as they were typed.
pub(crate) fn number(item: &str) -> Option<&str> {
    let item = item.trim_start();
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (digits > 0).then(|| &item[..digits])
}

/// Keeps the doubtful bullets that stand among others or behind a colon; elsewhere a dash is a dash.
fn settle_bullets(lines: &mut [Line<'_>]) {
    let mut before: Option<Opening> = None;
    let mut announced = false;
    // The sign of the last item of the paragraph.
    let mut open = None;
    for i in 0..lines.len() {
        let Some(line) = lines.get(i) else { break };
        let (mut opening, ends) = (line.opening, line.words.ends_with(':'));
        if let Opening::Bullet(bullet) = opening
            && !bullet.is_sure
        {
            let starts = before.is_none_or(|opening| opening == Opening::Blank);
            let among = matches!(before, Some(Opening::Bullet(_))) || open == Some(bullet.sign) && !closes(line);
            if !(announced || among || has_sisters(line, bullet, lines.get(i + 1..).unwrap_or_default(), starts)) {
                opening = Opening::Words;
            }
        }
        open = match opening {
            Opening::Bullet(bullet) => Some(bullet.sign),
            Opening::Blank => None,
            _ => open,
        };
        if let Some(line) = lines.get_mut(i) {
            line.opening = opening;
        }
        // A blank line between items parts no list.
        if !(opening == Opening::Blank && matches!(before, Some(Opening::Bullet(_)))) {
            before = Some(opening);
        }
        announced = ends || announced && opening == Opening::Blank;
    }
}

/// Whether the line behind a doubtful bullet has the same, or a later one of its paragraph where no second dash makes
/// both an insertion: "– vertreten durch den Rat –".
fn has_sisters(line: &Line<'_>, bullet: Bullet, behind: &[Line<'_>], starts: bool) -> bool {
    let is_same = |other: &Line<'_>| matches!(other.opening, Opening::Bullet(next) if next.sign == bullet.sign);
    let next = behind.iter().find(|next| !starts || next.opening != Opening::Blank);
    let mut paragraph = behind.iter().take_while(|next| next.opening != Opening::Blank);
    next.is_some_and(is_same) || !closes(line) && paragraph.any(|next| is_same(next) && !closes(next))
}

/// Whether the sign that a line begins with stands in it again.
fn closes(line: &Line<'_>) -> bool {
    let mut signs = line.words.chars();
    signs.next().is_some_and(|sign| signs.any(|c| c == sign))
}

/// Tells amounts among items of other words, which are items themselves, from those that stand alone.
fn settle_amounts(lines: &mut [Line<'_>]) {
    mark_items(lines.iter_mut());
    mark_items(lines.iter_mut().rev());
}

/// Marks amounts that follow an item of other words.
fn mark_items<'l, 't: 'l>(lines: impl Iterator<Item = &'l mut Line<'t>>) {
    let mut among = false;
    for line in lines {
        match &mut line.opening {
            Opening::Marker | Opening::Bullet(_) => among = true,
            // A dash becomes a bullet like the others.
            Opening::Amount { .. } if among && line.words.starts_with('–') => {
                line.opening = bullet(line.words).map_or(line.opening, Opening::Bullet);
            }
            Opening::Amount { is_item } => *is_item |= among,
            Opening::Blank => {}
            _ => among &= line.indent > 0,
        }
    }
}

/// Tells a single "1." that goes on with a sentence from a list below it: "beschließt die / 1. Änderung".
fn settle_ordinals(lines: &mut [Line<'_>]) {
    for i in 1..lines.len() {
        let is_alone = match lines.get(i - 1..) {
            Some([before, line, behind @ ..]) => {
                let mut paragraph = behind.iter().take_while(|line| line.opening != Opening::Blank);
                line.words.starts_with("1. ")
                    && line.opening == Opening::Marker
                    && before.opening == Opening::Words
                    && before.words.ends_with(char::is_alphanumeric)
                    && !before.words.starts_with(['#', '|', '>', '='])
                    && !paragraph.any(|line| line.opening == Opening::Marker)
            }
            _ => false,
        };
        if let Some(line) = lines.get_mut(i).filter(|_| is_alone) {
            line.opening = Opening::Ordinal(1);
        }
    }
}

/// Where lines begin whose break stays: entries of their own, one below the other or behind a colon.
pub(super) fn kept_breaks(lines: &[Line<'_>]) -> Vec<usize> {
    // Entries of the paragraph so far, by kind.
    let mut seen = [false; ENTRY_KINDS];
    let mut kept = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|before| lines.get(before));
        if before.is_none_or(|before| before.opening == Opening::Blank) {
            seen = [false; ENTRY_KINDS];
        }
        let mark = |line: &Line<'_>| std::mem::discriminant(&line.opening);
        let same = |other: Option<&Line<'_>>| other.is_some_and(|other| mark(other) == mark(line));
        let announced = before.is_some_and(|before| before.words.ends_with(':'));
        let beside = same(before) || same(lines.get(i + 1)) || announced;
        let keeps = match line.opening {
            // A number that is not 1 begins no list right below words.
            Opening::Date | Opening::Marker | Opening::Amount { is_item: false } => beside,
            Opening::Amount { .. } => line.words.starts_with('−'),
            Opening::Entry(kind) => {
                std::mem::replace(&mut seen[kind], true) || beside || line.words.starts_with(SPEAKING)
            }
            _ => false,
        };
        kept.extend(keeps.then_some(line.start));
    }
    kept
}

/// Amounts behind a sign of which nobody can tell whether it is a minus or the bullet of a list, with their signs.
pub(crate) fn doubtful_signs(markdown: &str) -> Vec<Range<usize>> {
    let lines = lines(markdown);
    let amounts = lines.iter().filter(|line| matches!(line.opening, Opening::Amount { .. }));
    // A dash is printed as it stands, and so is a minus sign.
    let doubtful = amounts.filter(|line| line.words.starts_with(['-', '+']));
    doubtful.map(|line| line.at()..line.at() + AMOUNT.find(line.words).map_or(1, |found| found.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_ordinals_are_told_from_items() {
        for words in
            ["15. März 2021", "3. Quartal", "15. 3. 2021", "1. bis 3. Quartal", "2. und 3. Bauabschnitt", "31. Dez."]
        {
            assert!(date(words).is_some(), "{words}");
        }
        for words in ["1. den Bau", "3. die Vergabe", "15. Maibaum", "2. 3 Sensoren", "1. Marketing", "2021. Danach"] {
            assert!(date(words).is_none(), "{words}");
        }
    }

    #[test]
    fn a_sign_before_an_amount_is_in_doubt() {
        let found = |text: &'static str| doubtful_signs(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("- 5.000 Euro Mehrertrag\n- € 7,50\n+ 3 %"), ["- 5.000 Euro", "- € 7", "+ 3 %"]);
        assert_eq!(found("- 3 neue Sensoren\n- 2021 beginnt es\n-5.000 Euro\n* 5 Euro\n– 5 Euro"), [""; 0]);
    }

    #[test]
    fn an_amount_among_other_items_is_an_item() {
        let is_item = |text: &str| {
            let lines = lines(text);
            lines
                .iter()
                .filter_map(|line| match line.opening {
                    Opening::Amount { is_item } => Some(is_item),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(is_item("- 5 Euro\n- Planung\n\nText\n- 6 Euro\n- 7 Euro"), [true, false, false]);
    }

    #[test]
    fn a_dash_is_a_bullet_only_among_others_or_behind_a_colon() {
        let bullets = |text: &str| lines(text).iter().filter(|line| matches!(line.opening, Opening::Bullet(_))).count();
        assert_eq!(bullets("– a\n– b\n\n– c"), 3);
        assert_eq!(bullets("Es sind:\n\n– a"), 1);
        assert_eq!(bullets("• a\no b\n• c"), 3);
        assert_eq!(bullets("Die Stadt\n– vertreten durch den Rat –\nbeschließt"), 0);
        assert_eq!(bullets("– so heißt es – ist gut"), 0);
    }
}
