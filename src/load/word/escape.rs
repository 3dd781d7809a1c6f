//! Words of Word in Markdown that prints them letter for letter.

use crate::source::bullet;

/// How much of a paragraph is looked at for what it begins with.
const OPENING: usize = 60;

/// The longest name of a merge field, with what stands around it; what is left of one is a finding of its own.
const LONGEST_MERGE_FIELD: usize = 45;

/// A character of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) c: char,
    /// Index of the piece that it comes from, whose face it has.
    pub(super) piece: usize,
    /// Whether it belongs to a placeholder, which is no text.
    pub(super) is_raw: bool,
}

/// Where letters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// At the beginning of a line.
    Line,
    /// Behind the mark of an item, or the sign of a heading.
    Behind,
    /// In the cell of a table.
    Cell,
}

/// What the beginning of a paragraph says of its letters.
#[derive(Debug)]
pub(super) struct Opening {
    /// The sign behind a number that would begin a list.
    number: Option<usize>,
    /// Whether the first letter would be the bullet of a list, although nobody can tell.
    is_doubtful_bullet: bool,
    /// How many letters are a bullet that means nothing else, and the blanks behind it.
    pub(super) bullet: usize,
    at: At,
}

impl Opening {
    pub(super) fn of(letters: &[Letter], at: At) -> Self {
        let words: String = letters.iter().take(OPENING).map(|letter| letter.c).collect();
        // A stroke or a star is none, whatever blank stands behind it.
        let bullet = bullet(&words).filter(|bullet| at == At::Line && !matches!(bullet.sign, '-' | '*'));
        let is_doubtful_bullet = bullet.is_some_and(|bullet| !bullet.is_sure);
        let sure = bullet.filter(|bullet| bullet.is_sure).and_then(|bullet| words.get(..bullet.length));
        let bullet = sure.map_or(0, |sure| sure.chars().count());
        Self { number: number(letters, bullet), is_doubtful_bullet, bullet, at }
    }
}

/// The sign behind a number that stands at a letter, where Markdown would begin a list.
fn number(letters: &[Letter], start: usize) -> Option<usize> {
    let behind = letters.get(start..).unwrap_or_default();
    let digits = behind.iter().take_while(|letter| letter.c.is_ascii_digit()).count();
    let is_sign = behind.get(digits).is_some_and(|letter| matches!(letter.c, '.' | ')'));
    let ends = behind.get(digits + 1).is_none_or(|letter| letter.c.is_whitespace());
    (digits > 0 && is_sign && ends).then_some(start + digits)
}

/// Writes a letter, whose neighbours of the same look are those from `from` to `to`.
pub(super) fn write(out: &mut String, letters: &[Letter], i: usize, (from, to): (usize, usize), opening: &Opening) {
    let Some(letter) = letters.get(i) else { return };
    if letter.is_raw {
        return out.push(letter.c);
    }
    if i == 0 && opening.is_doubtful_bullet {
        return escape(out, letter.c, true);
    }
    let is_alphanumeric =
        |at: usize| letters.get(at).is_some_and(|letter| !letter.is_raw && letter.c.is_alphanumeric());
    let inside = i > from && i + 1 < to && is_alphanumeric(i - 1) && is_alphanumeric(i + 1);
    if opening.number == Some(i) || is_markup(letters, i, inside, i == opening.bullet) {
        return escape(out, letter.c, opening.at == At::Cell);
    }
    out.push(letter.c);
}

/// Writes a sign that would be markup: behind a backslash, or by its number, where a backslash could itself be taken for one.
pub(super) fn escape(out: &mut String, sign: char, by_number: bool) {
    if by_number { out.push_str(&format!("&#{};", u32::from(sign))) } else { out.extend(['\\', sign]) }
}

/// Whether Markdown, or what reads it, would take a letter for something else; `inside` a word, stars and underscores are letters,
/// and some signs are markup only where they are the first.
fn is_markup(letters: &[Letter], i: usize, inside: bool, is_first: bool) -> bool {
    let at = |i: Option<usize>| i.and_then(|i| letters.get(i)).map(|letter| letter.c);
    let (c, before, behind) = (at(Some(i)).unwrap_or_default(), at(i.checked_sub(1)), at(Some(i + 1)));
    let is_behind = |signs: &str| behind.is_some_and(|c| signs.contains(c));
    match c {
        '\\' | '`' | '|' | '~' | '^' => true,
        '*' | '_' => !inside,
        '#' => behind == Some('#') || !before.is_some_and(char::is_alphanumeric),
        '=' => before == Some('=') || behind == Some('='),
        '<' => {
            let opens = is_behind("/!?") || behind.is_some_and(|c| c.is_ascii_alphabetic());
            opens && merge_field_end(letters, i).is_none()
        }
        '&' => behind.is_some_and(|c| c == '#' || c.is_ascii_alphanumeric()),
        ']' => is_behind("([:"),
        '[' => is_first && is_behind(" xX") && at(Some(i + 2)) == Some(']'),
        '{' => !is_behind("{%#") && before != Some('{'),
        '-' | '+' => is_first && behind.is_none_or(|c| c == '-' || c.is_whitespace()),
        '>' => is_first,
        _ => false,
    }
}

/// The last sign of a merge field that was left standing, where a letter is its second: `<<Name>>`.
pub(super) fn merge_field_end(letters: &[Letter], i: usize) -> Option<usize> {
    let is = |at: usize, sign: char| letters.get(at).is_some_and(|letter| letter.c == sign);
    let begins = is(i, '<') && is(i.checked_sub(1)?, '<');
    let mut behind = letters.iter().skip(i + 1).take(if begins { LONGEST_MERGE_FIELD } else { 0 });
    let end = i + 1 + behind.position(|letter| matches!(letter.c, '<' | '>'))?;
    (is(end, '>') && is(end + 1, '>')).then_some(end + 1)
}

/// An address as the destination of a link, in which no sign ends it or is anything else.
pub(super) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        if c.is_whitespace() || c.is_control() || "<>\\|*`{}\"".contains(c) {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}
