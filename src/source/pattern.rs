//! Patterns that are built in.

use regex::Regex;

/// Sets of characters that hold those of all the world's scripts, of which building a pattern takes long.
const LARGE: [&str; 4] = [r"\w", r"\d", r"\p{L}", r"\p{N}"];

/// Where those stand that can be printed; texts hold no others.
const PRINTED: &str = r"[\x00-\u{6ff}\u{e80}-\u{eff}\u{10a0}-\u{10ff}\u{1c80}-\u{2dff}\u{a640}-\u{a7ff}\u{ab30}-\u{ab6f}\u{fb00}-\u{feff}\u{1d400}-\u{1d7ff}]";

/// A pattern of this program; a rule whose pattern is broken must fail in every test and never switch off. Letters and digits in it are
/// those that can be printed.
#[expect(clippy::expect_used, reason = "what is given stands in the source, and tests compile each pattern")]
pub(crate) fn pattern(source: &str) -> Regex {
    let narrow = |source: String, large: &&str| source.replace(large, &format!("[{large}&&{PRINTED}]"));
    Regex::new(&LARGE.iter().fold(source.to_owned(), narrow)).expect("a valid pattern")
}
