//! What of a text is prose: placeholders and addresses are no words that somebody wrote.

use std::sync::LazyLock;

use regex::Regex;

use crate::source::pattern;

/// Placeholders, and addresses of links.
static MACHINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?s)\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\b(?:https?://|mailto:)[^\s<>)]+"));

/// A text with zeros in the place of placeholders and addresses, byte for byte, so that places stay the same.
pub(crate) fn prose(markdown: &str) -> String {
    MACHINE.replace_all(markdown, |found: &regex::Captures<'_>| "0".repeat(found[0].len())).into_owned()
}

/// Whether a word is one of a list, which blanks part.
pub(super) fn is_one_of(word: &str, list: &str) -> bool {
    list.split_whitespace().any(|other| other == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn placeholders_and_addresses_are_no_prose() {
        assert_eq!(prose("Von {{ a.b }} bis"), "Von 000000000 bis");
        assert_eq!(prose("<https://xxx.de/20xx> «A»"), "<0000000000000000000> «A»");
        assert_eq!(prose("{% if a == b %}x{% endif %}"), "000000000000000x00000000000");
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn places_stay_the_same(text in "[a-z{}%#:/ äö…\n]{0,80}") {
            let prose = prose(&text);
            prop_assert_eq!(prose.len(), text.len());
            for (at, c) in prose.char_indices().filter(|(_, c)| *c != '0') {
                prop_assert!(text[at..].starts_with(c));
            }
        }
    }
}
