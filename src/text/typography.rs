//! No-break spaces where German typography wants them, and the low digit of CO₂.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::source::pattern;

/// Patterns whose blanks must not break, with the blank that replaces them.
static RULES: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    let rule = |source: &str, with: &'static str| (pattern(source), with);
    vec![
        rule(r"\b([zZ]\.|[uU]\.|[dD]\.|[oO]\.|[iI]\.) ?([BaähdUA]\.|Ä\.)", "$1\u{202f}$2"),
        // A figure carries marks: its id before the digits, one more behind them.
        rule(r"(\d\u{fdd2}?) (%|€|t\b|Uhr\b|Mio\.|Mrd\.)", "$1\u{a0}$2"),
        rule(r"([≥≤<>]) ((?:\u{fdd0}[^\u{fdd1}]*\u{fdd1})?\d)", "$1\u{a0}$2"),
        rule(r"(§|Nr\.|Art\.|Abs\.|Anlage|Seite) ((?:\u{fdd0}[^\u{fdd1}]*\u{fdd1})?\d)", "$1\u{a0}$2"),
        rule(r"\b(FB|BA|WP|TOP|Dez\.) (\w)", "$1\u{a0}$2"),
        rule(r"(\d{4}) (ff?\.)", "$1\u{a0}$2"),
        rule(r"\bCO2\b", "CO₂"),
        rule(
            r"(\d{1,2}\.) (Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)",
            "$1\u{a0}$2",
        ),
    ]
});

/// A text with no-break spaces where a line must not end, and one spelling per letter (NFC).
///
/// Only blanks are exchanged or, between the letters of an abbreviation, added, and CO2 gets its low digit; every other character
/// stays.
pub fn with_typography(text: &str) -> String {
    let text: String = text.nfc().collect();
    RULES.iter().fold(text, |text, (regex, with)| regex.replace_all(&text, *with).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks_become_no_break_spaces() {
        let cases = [
            ("≥ 90 %", "≥\u{a0}90\u{a0}%"),
            ("z. B. und z.B.", "z.\u{202f}B. und z.\u{202f}B."),
            ("u. a. im FB 11, § 83", "u.\u{202f}a. im FB\u{a0}11, §\u{a0}83"),
            ("30. Juni 2021, 2022 ff.", "30.\u{a0}Juni 2021, 2022\u{a0}ff."),
            ("t CO2 je Jahr, CO2-Emissionen, CO20", "t CO₂ je Jahr, CO₂-Emissionen, CO20"),
            ("Bürger*innen sind 3 Leute", "Bürger*innen sind 3 Leute"),
        ];
        for (plain, set) in cases {
            assert_eq!(with_typography(plain), set);
        }
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn nothing_but_blanks_changes(text in "[a-zA-ZäöüÄÖÜß0-9 .%§≥*]{0,60}") {
            let visible = |s: &str| s.replace('₂', "2").chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(visible(&with_typography(&text)), visible(&text));
        }
    }
}
