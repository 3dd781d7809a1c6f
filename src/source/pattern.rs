//! Patterns that are built in.

use regex::{Regex, bytes};

/// Sets of characters that hold those of all the world's scripts, of which building a pattern takes long.
const LARGE: [&str; 4] = [r"\w", r"\d", r"\p{L}", r"\p{N}"];

/// Where those stand that can be printed; texts hold no others.
const PRINTED: &str = r"[\x00-\u{6ff}\u{e80}-\u{eff}\u{10a0}-\u{10ff}\u{1c80}-\u{2dff}\u{a640}-\u{a7ff}\u{ab30}-\u{ab6f}\u{fb00}-\u{feff}\u{1d400}-\u{1d7ff}]";

/// A pattern of this program; a rule whose pattern is broken must fail in every test and never switch off. Letters and digits in it are
/// those that can be printed.
#[expect(clippy::expect_used, reason = "what is given stands in the source, and tests compile each pattern")]
pub(crate) fn pattern(source: &str) -> Regex {
    Regex::new(&narrowed(source)).expect("a valid pattern")
}

/// A pattern of this program for bytes that need not be text.
#[expect(clippy::expect_used, reason = "what is given stands in the source, and tests compile each pattern")]
pub(crate) fn byte_pattern(source: &str) -> bytes::Regex {
    bytes::RegexBuilder::new(source).unicode(false).build().expect("a valid pattern")
}

/// A pattern whose large sets hold what can be printed. Alone they stand for both cases whatever the pattern says: to look for the
/// other case of each of their letters takes longer than all the rest.
fn narrowed(source: &str) -> String {
    let (mut narrow, mut rest, mut depth) = (String::new(), source, 0_usize);
    while let Some(first) = rest.chars().next() {
        let set = LARGE.iter().find(|large| rest.starts_with(**large));
        let length = match (set, first) {
            (Some(large), _) => large.len(),
            (None, '\\') => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            _ => first.len_utf8(),
        };
        let (taken, behind) = rest.split_at(length);
        match set {
            Some(large) if depth == 0 => narrow.push_str(&format!("(?-i:[{large}&&{PRINTED}])")),
            Some(large) => narrow.push_str(&format!("[{large}&&{PRINTED}]")),
            None => narrow.push_str(taken),
        }
        match taken {
            "[" => depth += 1,
            "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        rest = behind;
    }
    narrow
}
