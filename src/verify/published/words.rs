//! Texts as words that can be compared: one spelling for each, signs of ticks apart.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// The most words of a page.
pub(super) const MOST_WORDS: usize = 2_000_000;

/// What stands for a word that the paper does not have.
pub(super) const FOREIGN: u32 = 0;

/// The number of each spelling.
pub(super) type Lexicon = BTreeMap<String, u32>;

/// How words stand in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// In its text.
    Text,
    /// In its text, but a page may have them without the paper: links to other places of the page, numbers of items.
    Spare,
    /// Beside it: folded, hidden from the eye, or on every page.
    Aside,
}

/// What people see of a page.
#[derive(Debug, Default)]
pub(super) struct Visible {
    /// The text, line by line.
    pub(super) text: String,
    /// In which line of the file each line begins.
    lines: Vec<u32>,
    /// What is not simply text, in bytes of it.
    other: Vec<(Range<usize>, Standing)>,
    /// The line of the file that is read.
    pub(super) line: u32,
}

impl Visible {
    /// A page that is text alone.
    pub(super) fn of_text(text: &str) -> Self {
        let mut visible = Self::default();
        for line in text.lines() {
            visible.line += 1;
            visible.push(line, Standing::Text);
            visible.end_line();
        }
        visible
    }

    /// Adds text to the line.
    pub(super) fn push(&mut self, text: &str, standing: Standing) {
        if text.is_empty() {
            return;
        }
        if self.text.is_empty() || self.text.ends_with('\n') {
            self.lines.push(self.line);
        }
        let start = self.text.len();
        // A place where a word may break is none of its letters.
        let is_seen = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
        self.text.extend(text.nfc().filter(is_seen));
        if standing != Standing::Text {
            self.other.push((start..self.text.len(), standing));
        }
    }

    /// Ends the line, if there is one.
    pub(super) fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// A word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its spelling.
    pub(super) id: u32,
    /// Where it stands in the text, in bytes.
    start: u32,
    end: u32,
    /// In which line.
    pub(super) line: u32,
    /// How it stands there.
    pub(super) standing: Standing,
}

/// The sign of a box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// How many words stand before it.
    pub(super) before: usize,
    /// In which line.
    pub(super) line: u32,
    /// Whether the box is ticked.
    pub(super) ticked: bool,
    /// Whether it is a sign, which may stand before its words, or words.
    pub(super) is_sign: bool,
}

/// A text in words.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) words: Vec<Word>,
    pub(super) marks: Vec<Mark>,
    /// In which line of the file each line begins.
    lines: Vec<u32>,
}

impl Words {
    /// The words of a page; `None` where there are too many.
    pub(super) fn of_page(page: &Visible, lexicon: &Lexicon) -> Option<Self> {
        let mut words = Self { text: page.text.clone(), lines: page.lines.clone(), ..Self::default() };
        let mut other = page.other.iter().peekable();
        let mut standing = |at: usize| {
            while other.next_if(|(range, _)| range.end <= at).is_some() {}
            other.peek().filter(|(range, _)| range.contains(&at)).map_or(Standing::Text, |(_, standing)| *standing)
        };
        words.read(|key| lexicon.get(key).copied().unwrap_or(FOREIGN), &mut standing)?;
        Some(words)
    }

    /// The words of the paper, whose spellings get numbers.
    pub(super) fn of_paper(text: String, lexicon: &mut Lexicon) -> Self {
        let mut words = Self { text, ..Self::default() };
        let number = |key: &str| {
            let next = u32::try_from(lexicon.len()).unwrap_or(u32::MAX - 1) + 1;
            *lexicon.entry(key.to_owned()).or_insert(next)
        };
        // A paper is bounded long before.
        let _ = words.read(number, &mut |_| Standing::Text);
        words
    }

    fn read(&mut self, mut number: impl FnMut(&str) -> u32, standing: &mut dyn FnMut(usize) -> Standing) -> Option<()> {
        let text = std::mem::take(&mut self.text);
        let (mut line, mut counted) = (0, 0);
        for token in Tokens::of(&text) {
            let between = text.get(counted..token.range.start).unwrap_or_default();
            let breaks = between.matches('\n').count();
            line += u32::try_from(breaks).unwrap_or_default();
            let is_first = breaks > 0 || self.words.is_empty();
            counted = token.range.end;
            let written = text.get(token.range.clone()).unwrap_or_default();
            let key = match token.kind {
                Kind::Sign(ticked) => {
                    self.marks.push(Mark { before: self.words.len(), line, ticked, is_sign: true });
                    continue;
                }
                Kind::Word => key(written),
            };
            if key == "angekreuzt" {
                let is_negated = between == " " && self.words.last().is_some_and(|last| &text[last.range()] == "nicht");
                if is_negated {
                    self.words.pop();
                }
                self.marks.push(Mark { before: self.words.len(), line, ticked: !is_negated, is_sign: false });
                continue;
            }
            let is_item = is_first && is_item_sign(written, text.get(counted..).unwrap_or_default());
            let [start, end] = [token.range.start, token.range.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
            let standing = match standing(token.range.start) {
                Standing::Text if is_item => Standing::Spare,
                standing => standing,
            };
            self.words.push(Word { id: number(&key), start, end, line, standing });
            if self.words.len() > MOST_WORDS {
                return None;
            }
        }
        self.text = text;
        Some(())
    }

    /// The words of each line.
    pub(super) fn by_line(&self) -> impl Iterator<Item = &[Word]> {
        self.words.chunk_by(|a, b| a.line == b.line)
    }

    /// Sets aside the lines that have exactly these words: they repeat what stands around them.
    pub(super) fn set_aside(&mut self, lines: &BTreeSet<Vec<u32>>) {
        for line in self.words.chunk_by_mut(|a, b| a.line == b.line) {
            if lines.contains(&line.iter().map(|word| word.id).collect::<Vec<_>>()) {
                line.iter_mut().for_each(|word| word.standing = Standing::Aside);
            }
        }
    }

    /// The line of the file in which a word stands.
    pub(super) fn line_of(&self, word: usize) -> Option<u32> {
        let line = usize::try_from(self.words.get(word)?.line).ok()?;
        self.lines.get(line).copied()
    }

    /// A word as it is compared.
    pub(super) fn key(&self, word: usize) -> String {
        self.words.get(word).and_then(|word| self.text.get(word.range())).map(key).unwrap_or_default()
    }

    /// Whether a word is the last of a sentence.
    pub(super) fn ends_sentence(&self, word: usize) -> bool {
        let behind = self.words.get(word).and_then(|word| self.text.get(word.range().end..)).unwrap_or_default();
        behind.trim_start_matches(['"', '“', '”', ')']).starts_with(['.', '!', '?'])
    }

    /// Whether words begin a line that goes on behind them.
    pub(super) fn leads_line(&self, words: Range<usize>) -> bool {
        let line = |at: usize| self.words.get(at).map(|word| word.line);
        let own = line(words.start);
        words.start.checked_sub(1).and_then(line) != own && line(words.end) == own
    }

    /// Whether words are all of a line.
    pub(super) fn is_line(&self, ids: &[u32]) -> bool {
        self.by_line().map(|line| line.iter().map(|word| word.id)).any(|line| line.eq(ids.iter().copied()))
    }

    /// What stands from a word to another, in one line, cut where it is long.
    pub(super) fn quote(&self, words: Range<usize>) -> String {
        const LONGEST: usize = 240;
        if words.is_empty() {
            return String::new();
        }
        let ends = (self.words.get(words.start), self.words.get(words.end.saturating_sub(1)));
        let (Some(first), Some(last)) = ends else { return String::new() };
        let text = self.text.get(first.range().start..last.range().end).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let chars: Vec<char> = text.chars().collect();
        if chars.len() <= LONGEST {
            return text;
        }
        let half = LONGEST / 2;
        let (begin, end) = (chars.iter().take(half).collect::<String>(), chars.iter().skip(chars.len() - half));
        format!("{} … {}", begin.trim_end(), end.collect::<String>().trim_start())
    }
}

impl Word {
    pub(super) fn range(&self) -> Range<usize> {
        // What fits into 32 bits fits into a place.
        let [start, end] = [self.start, self.end].map(|at| usize::try_from(at).unwrap_or(usize::MAX));
        start..end
    }
}

/// Whether what begins a line is the number of an item.
fn is_item_sign(word: &str, behind: &str) -> bool {
    let is_short = word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit()) || word.chars().count() == 1;
    let mut behind = behind.chars();
    is_short && behind.next().is_some_and(|c| matches!(c, '.' | ')')) && behind.next().is_none_or(char::is_whitespace)
}

/// A word as it is compared: without upper case, hyphens between letters, and forms of letters.
pub(super) fn key(written: &str) -> String {
    let chars: Vec<char> = written.nfkc().flat_map(char::to_lowercase).collect();
    let at = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
    let kept = |(i, c): (usize, &char)| match c {
        '-' | '–' | '−' | '‐' if at(i.checked_sub(1)).is_alphabetic() && at(Some(i + 1)).is_alphabetic() => None,
        '–' | '−' | '‐' => Some('-'),
        '’' => Some('\''),
        // However somebody types it.
        '/' | '=' if matches!(chars.first(), Some('<' | '>')) => None,
        '>' if chars.len() > 1 => Some('≥'),
        '<' if chars.len() > 1 => Some('≤'),
        other => Some(*other),
    };
    chars.iter().enumerate().filter_map(kept).collect()
}

/// What stands in a text.
struct Token {
    range: Range<usize>,
    kind: Kind,
}

enum Kind {
    Word,
    /// The sign of a box.
    Sign(bool),
}

/// The tokens of a text.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
    before: char,
}

impl<'t> Tokens<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0, before: ' ' }
    }

    fn char(&self, at: usize) -> char {
        self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ')
    }

    /// The end of the word that begins at a place.
    fn end(&self, start: usize) -> usize {
        let (mut end, mut last) = (start, ' ');
        loop {
            let c = self.char(end);
            let next = self.char(end + c.len_utf8());
            let is_sign = end == start && matches!(c, '+' | '-' | '−') && next.is_ascii_digit();
            if end >= self.text.len() || !(c.is_alphanumeric() || is_sign || joins(last, c, next)) {
                return end;
            }
            (end, last) = (end + c.len_utf8(), c);
        }
    }
}

/// Whether a sign between two letters or digits belongs to the word.
fn joins(last: char, sign: char, next: char) -> bool {
    let digits = last.is_ascii_digit() && next.is_ascii_digit();
    match sign {
        '.' | ',' | ':' | '/' => digits,
        '-' | '–' | '‐' | '_' | '*' | '&' | '\'' | '’' => last.is_alphanumeric() && next.is_alphanumeric(),
        _ => false,
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        while self.at < self.text.len() {
            let start = self.at;
            let c = self.char(start);
            let sign = match c {
                '☒' | '☑' | '✓' | '✔' | '✗' | '✘' | '⊠' | '🗹' => Some(true),
                '☐' | '□' | '▢' => Some(false),
                _ => None,
            };
            let is_signed = matches!(c, '+' | '-' | '−')
                && self.char(start + c.len_utf8()).is_ascii_digit()
                && (self.before.is_whitespace() || self.before == '(');
            let end = match c {
                '>' | '<' => {
                    let rest = self.text.get(start + 1..).unwrap_or_default();
                    let sign = ["/=", "="].into_iter().find(|sign| rest.starts_with(sign)).unwrap_or_default();
                    start + 1 + sign.len()
                }
                '%' | '€' | '§' | '≥' | '≤' => start + c.len_utf8(),
                _ if c.is_alphanumeric() || is_signed => self.end(start),
                _ => start,
            };
            self.at = end.max(start + c.len_utf8());
            self.before = self.text.get(start..self.at).and_then(|word| word.chars().last()).unwrap_or(' ');
            if let Some(ticked) = sign {
                return Some(Token { range: start..self.at, kind: Kind::Sign(ticked) });
            }
            if end > start {
                return Some(Token { range: start..end, kind: Kind::Word });
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let words = Words::of_paper(text.to_owned(), &mut Lexicon::new());
        (0..words.words.len()).map(|at| words.key(at)).collect()
    }

    #[test]
    fn words_have_one_spelling() {
        assert_eq!(
            keys("Folge-kosten, „FB 02/0022“ (über 1% von -5,00 €)"),
            ["folgekosten", "fb", "02/0022", "über", "1", "%", "von", "-5,00", "€"]
        );
        assert_eq!(keys("CO₂ >/= 90 %. z.B. 2021–2024 − 3"), ["co2", "≥", "90", "%", "z", "b", "2021-2024", "3"]);
        assert_eq!(keys("Bürger*innen Personal-/ Sachaufwand"), ["bürger*innen", "personal", "sachaufwand"]);
    }

    #[test]
    fn ticks_are_no_words() {
        let words = Words::of_paper("nicht: angekreuzt\nnicht: nicht angekreuzt ☒ Ja".into(), &mut Lexicon::new());
        let marks: Vec<_> = words.marks.iter().map(|mark| (mark.before, mark.ticked, mark.is_sign)).collect();
        assert_eq!(marks, [(1, true, false), (2, false, false), (2, true, true)]);
        assert_eq!(words.words.len(), 3);
    }
}
