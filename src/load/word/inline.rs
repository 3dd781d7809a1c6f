//! A paragraph's words in Markdown: placeholders as they are meant, looks as emphasis, all else letter for letter.

use super::escape::{At, Letter, Opening, address, escape, merge_field_end, write};
use crate::load::workbook::{Face, PAGE_BREAK, Piece};
use crate::source::{FILL, LINE_BREAK};

/// The most characters of what numbers a line by hand, such as `a)` or `2.1.`.
const LONGEST_NUMBER: usize = 8;

/// A paragraph in Markdown.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Inline {
    pub(super) markdown: String,
    /// Whether a tab parts words in it, and is no mere blank behind a number.
    pub(super) has_tab: bool,
}

/// The words of pieces; without `keeps_strong`, they are bold anyway.
pub(super) fn inline(pieces: &[Piece], at: At, keeps_strong: bool) -> Inline {
    let letters = letters(pieces);
    let mut letters = letters.as_slice();
    while let [blank, rest @ ..] = letters
        && blank.c.is_whitespace()
    {
        letters = rest;
    }
    while let [rest @ .., blank] = letters
        && blank.c.is_whitespace()
    {
        letters = rest;
    }
    let mut letters = letters.to_vec();
    let opening = Opening::of(&letters, at);
    let behind = letters.get_mut(opening.bullet..).unwrap_or_default();
    let has_tab = has_tab(behind);
    behind.iter_mut().filter(|letter| letter.c == '\t').for_each(|letter| letter.c = ' ');
    placeholders(&mut letters);
    merge_fields(&mut letters);
    let mut writing = Writing { pieces, letters: &letters, opening, keeps_strong, in_signs: false, out: String::new() };
    writing.all();
    Inline { markdown: writing.out, has_tab }
}

fn letters(pieces: &[Piece]) -> Vec<Letter> {
    let meant = |c: char| match c {
        // An end of a line in the file is none of the paragraph.
        '\n' | '\r' => ' ',
        '\u{2029}' | FILL | PAGE_BREAK => LINE_BREAK,
        c => c,
    };
    let letters = |(piece, from): (usize, &Piece)| -> Vec<Letter> {
        from.text.chars().map(|c| Letter { c: meant(c), piece, is_raw: false }).collect()
    };
    pieces.iter().enumerate().flat_map(letters).collect()
}

/// Whether tabs part more than what numbers a line and its words.
fn has_tab(letters: &[Letter]) -> bool {
    let is_number = |words: &str| {
        let has_end = words.ends_with(['.', ')', ':']) || !words.contains(char::is_alphanumeric);
        words.chars().count() <= LONGEST_NUMBER && has_end && !words.contains(char::is_whitespace)
    };
    letters.split(|letter| letter.c == LINE_BREAK).any(|line| {
        let words: String = line.iter().map(|letter| letter.c).collect();
        let columns: Vec<&str> = words.split('\t').map(str::trim).filter(|column| !column.is_empty()).collect();
        match columns.as_slice() {
            [] | [_] => false,
            [first, _] => !is_number(first),
            _ => true,
        }
    })
}

/// Marks placeholders and conditions, and puts straight what Word makes of their quotes and blanks.
fn placeholders(letters: &mut [Letter]) {
    let is = |letters: &[Letter], at: usize, sign: char| letters.get(at).is_some_and(|letter| letter.c == sign);
    let mut at = 0;
    while at + 1 < letters.len() {
        let close = match letters.get(at + 1).map(|letter| letter.c) {
            Some('{') if is(letters, at, '{') => '}',
            Some(sign @ ('%' | '#')) if is(letters, at, '{') => sign,
            _ => {
                at += 1;
                continue;
            }
        };
        let opens = |i: usize| {
            is(letters, i, '{') && (is(letters, i + 1, '{') || is(letters, i + 1, '%') || is(letters, i + 1, '#'))
        };
        let mut ends = (at + 2..letters.len()).take_while(|i| !opens(*i));
        let Some(end) = ends.find(|i| is(letters, *i, close) && is(letters, i + 1, '}')) else {
            at += 2;
            continue;
        };
        let piece = letters.get(at).map_or(0, |letter| letter.piece);
        for letter in letters.get_mut(at..end + 2).into_iter().flatten() {
            *letter = Letter { c: straight(letter.c), piece, is_raw: true };
        }
        at = end + 2;
    }
}

/// Lets a merge field that was left standing look as its first sign does: parted, nobody would know it.
fn merge_fields(letters: &mut [Letter]) {
    for i in 1..letters.len() {
        let Some(end) = merge_field_end(letters, i) else { continue };
        let piece = letters.get(i - 1).map_or(0, |letter| letter.piece);
        letters.get_mut(i..=end).into_iter().flatten().for_each(|letter| letter.piece = piece);
    }
}

/// A character of a placeholder as it was typed, before Word made it look better.
fn straight(c: char) -> char {
    match c {
        '„' | '“' | '”' | '‟' | '«' | '»' => '"',
        '‚' | '‘' | '’' | '‛' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// A paragraph while it is written.
struct Writing<'p> {
    pieces: &'p [Piece],
    letters: &'p [Letter],
    opening: Opening,
    keeps_strong: bool,
    /// Whether what is written stands between signs of emphasis.
    in_signs: bool,
    out: String,
}

impl<'p> Writing<'p> {
    /// Writes stretches that lead to the same address together, and in them those of the same look.
    fn all(&mut self) {
        let mut start = self.opening.bullet;
        self.words((0, start), (0, start), false);
        while start < self.letters.len() {
            let link = self.face(start).and_then(|face| face.link.as_deref());
            let end = self.stretch((start, self.letters.len()), |face| face.link.as_deref() == link);
            let address = link.map(address).filter(|address| !address.is_empty() && self.has_words(start, end));
            if let Some(address) = address {
                self.out.push('[');
                self.looks((start, end), true);
                self.out.push_str(&format!("](<{address}>)"));
            } else {
                self.looks((start, end), false);
            }
            start = end;
        }
    }

    fn looks(&mut self, (mut start, end): (usize, usize), in_link: bool) {
        while start < end {
            let look = self.face(start).map(|face| self.signs(face)).unwrap_or_default();
            let to = self.stretch((start, end), |face| self.signs(face) == look);
            self.look((start, to), look, in_link);
            start = to;
        }
    }

    /// Writes words of one look; blanks at their edges stay outside of its signs.
    fn look(&mut self, (start, end): (usize, usize), signs: &str, in_link: bool) {
        let is_blank = |letter: &&Letter| letter.c.is_whitespace();
        let own = self.letters.get(start..end).unwrap_or_default();
        let leading = own.iter().take_while(is_blank).count();
        let trailing = own.iter().rev().take_while(is_blank).count().min(own.len() - leading);
        let (from, to) = (start + leading, end - trailing);
        if signs.is_empty() || from == to {
            return self.words((start, end), (start, end), in_link);
        }
        self.words((start, from), (from, to), in_link);
        // What no blank stands before could not begin there, and what a letter stands behind could not end.
        if self.out.chars().next_back().is_some_and(|c| !c.is_whitespace()) {
            self.out.push(FILL);
        }
        self.out.push_str(signs);
        self.in_signs = true;
        self.words((from, to), (from, to), in_link);
        self.in_signs = false;
        self.out.push_str(signs);
        if self.letters.get(to).is_some_and(|next| !next.c.is_whitespace() && !next.c.is_ascii_punctuation()) {
            self.out.push(FILL);
        }
        self.words((to, end), (from, to), in_link);
    }

    fn words(&mut self, (start, end): (usize, usize), own: (usize, usize), in_link: bool) {
        for i in start..end {
            match self.letters.get(i).filter(|letter| !letter.is_raw).map(|letter| letter.c) {
                Some(bracket @ ('[' | ']')) if in_link => escape(&mut self.out, bracket, false),
                // A star that is typed would be counted with those that mean something; behind a backslash or an address, which
                // begins with `://` or `www.`, these would mean nothing.
                Some(sign @ ('*' | '_' | '\\')) if self.in_signs => escape(&mut self.out, sign, true),
                Some(sign @ (':' | '.')) if self.in_signs && begins_address(&self.out) => {
                    escape(&mut self.out, sign, true);
                }
                _ => write(&mut self.out, self.letters, i, own, &self.opening),
            }
        }
    }

    /// The end of the first stretch of letters whose faces pass a test; blanks pass where the letter behind them does.
    fn stretch(&self, (start, limit): (usize, usize), is_same: impl Fn(&Face) -> bool) -> usize {
        let mut end = start;
        let first = self.letters.get(start).map(|letter| letter.piece);
        for (i, letter) in self.letters.iter().enumerate().take(limit).skip(start) {
            if Some(letter.piece) == first || self.face(i).is_some_and(&is_same) {
                end = i + 1;
            } else if !letter.c.is_whitespace() || letter.c == LINE_BREAK {
                break;
            }
        }
        end.max(start + 1)
    }

    fn has_words(&self, start: usize, end: usize) -> bool {
        self.letters.get(start..end).unwrap_or_default().iter().any(|letter| !letter.c.is_whitespace())
    }

    fn face(&self, i: usize) -> Option<&'p Face> {
        self.pieces.get(self.letters.get(i)?.piece).map(|piece| &piece.face)
    }

    /// The signs around words of a look.
    fn signs(&self, face: &Face) -> &'static str {
        match (face.is_strong && self.keeps_strong, face.is_emphasised) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        }
    }
}

/// Whether a text ends in what an address begins with, up to its colon or its full stop.
fn begins_address(text: &str) -> bool {
    ["http", "https", "www"].iter().any(|begin| text.ends_with(begin))
}
