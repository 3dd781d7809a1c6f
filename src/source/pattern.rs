//! Patterns that are built in.

use regex::Regex;

/// A pattern of this program; a rule whose pattern is broken must fail in every test and never switch off.
#[expect(clippy::expect_used, reason = "what is given stands in the source, and tests compile each pattern")]
pub(crate) fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}
