//! Emphasis that Markdown would print with its stars although only one thing can be meant: `**Zuschuss:**60.000`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::edit::Edit;
use crate::source::{FILL, pattern};

/// A run of stars or underscores.
static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\*{1,}|_{1,}"));

/// An address outside of the brackets in which signs mean nothing.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^<\w])((?:https?://|www\.)[^\s<>]+)"));

/// Brackets and quotes that open.
const OPENING: &str = "„“\"»«‚‘'([";

/// A run of signs with what stands around it.
#[derive(Debug)]
struct Run {
    range: Range<usize>,
    sign: char,
    before: Option<char>,
    behind: Option<char>,
}

impl Run {
    fn is_blank(side: Option<char>) -> bool {
        side.is_none_or(char::is_whitespace)
    }

    /// Whether it can be emphasis at all: not a sign of its own, escaped, or inside a word.
    fn can_mark(&self) -> bool {
        let inside = [self.before, self.behind].iter().all(|side| side.is_some_and(char::is_alphanumeric));
        self.range.len() <= 3
            && self.before != Some('\\')
            && !(Self::is_blank(self.before) && Self::is_blank(self.behind))
            && !(inside && (self.sign == '_' || self.range.len() == 1))
    }
}

/// What to change in a paragraph, which begins at `start` of the text.
pub(super) fn edits(paragraph: &str, start: usize) -> Vec<Edit> {
    let runs = RUN.find_iter(paragraph).map(|found| Run {
        range: found.range(),
        sign: if found.as_str().starts_with('*') { '*' } else { '_' },
        before: paragraph[..found.start()].chars().next_back(),
        behind: paragraph[found.end()..].chars().next(),
    });
    let addresses: Vec<Range<usize>> =
        ADDRESS.captures_iter(paragraph).filter_map(|found| Some(found.get(1)?.range())).collect();
    let in_address = |run: &Run| {
        let next = addresses.partition_point(|address| address.end <= run.range.start);
        addresses.get(next).is_some_and(|address| address.start <= run.range.start)
    };
    let (inside, runs): (Vec<Run>, Vec<Run>) = runs.filter(Run::can_mark).partition(in_address);
    // Underscores of an address are its own; stars behind it may end what is emphasised.
    let own = inside.iter().filter(|run| run.sign == '_').flat_map(|run| run.range.clone());
    let mut edits: Vec<Edit> = own.map(|byte| Edit::put(byte..byte, "\\")).collect();
    for (sign, length) in [('*', 1), ('*', 2), ('*', 3), ('_', 1), ('_', 2), ('_', 3)] {
        let same: Vec<&Run> = runs.iter().filter(|run| run.sign == sign && run.range.len() == length).collect();
        // One without a partner leaves it open which belong together.
        if same.len().is_multiple_of(2) {
            for pair in same.chunks_exact(2) {
                if let [open, close] = pair {
                    pair_edits(paragraph, open, close, &mut edits);
                }
            }
        }
    }
    for edit in &mut edits {
        edit.range = start + edit.range.start..start + edit.range.end;
    }
    edits
}

/// Puts blanks outside of a pair, and a sign that is not printed where the end would not be seen.
fn pair_edits(text: &str, open: &Run, close: &Run, edits: &mut Vec<Edit>) {
    let inside = &text[open.range.end..close.range.start];
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\u{a0}');
    let (first, last) =
        (inside.len() - inside.trim_start_matches(is_blank).len(), inside.trim_end_matches(is_blank).len());
    let starts_well = Run::is_blank(open.before) || open.before.is_some_and(|c| OPENING.contains(c));
    let trailing = inside.len() - last;
    let is_bold = open.range.len() > 1 && open.sign == '*';
    let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    match (first > 0, trailing > 0) {
        (true, true) => {}
        (false, true) if starts_well && is_bold && is_sign(inside[..last].chars().next_back()) => {
            let end = open.range.end + last;
            edits.push(Edit::put(end..end, "*".repeat(close.range.len())));
            edits.push(Edit::put(close.range.clone(), ""));
        }
        (true, false) if starts_well && is_bold => {
            edits.push(Edit::put(open.range.end..open.range.end + first, ""));
        }
        (false, false) => {
            let ends_hidden = is_sign(close.before) && !Run::is_blank(close.behind);
            if ends_hidden && (starts_well || open.range.len() > 1) {
                edits.push(Edit::put(close.range.end..close.range.end, FILL.to_string()));
            }
            let quoted = open.behind.is_some_and(|c| OPENING.contains(c));
            if open.range.len() > 1 && quoted && !Run::is_blank(open.before) {
                edits.push(Edit::put(open.range.start..open.range.start, FILL.to_string()));
            }
        }
        _ => {}
    }
}
