//! Words that a screen reader says better where it is told what they are: abbreviations, and words of English.

use std::sync::LazyLock;

use regex::Regex;

use super::environment::text_of;
use crate::source::pattern;

/// Abbreviations that forms and reports of this kind use, with what they stand for.
const ABBREVIATIONS: [(&str, &str); 4] = [
    ("OZG", "Onlinezugangsgesetz"),
    ("PSP", "Projektstrukturplan"),
    ("CO₂", "Kohlendioxid"),
    ("EfA", "Einer für Alle"),
];

/// English words that such papers use, without those that German has taken in.
const ENGLISH: &str =
    "Smart[ \u{a0}](?:City|Cities|Government)|Open[ \u{a0}](?:Data|Innovation|Source|Government|Access)";

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let short: Vec<&str> = ABBREVIATIONS.iter().map(|(short, _)| *short).collect();
    pattern(&format!(r"(?:{})|{ENGLISH}", short.join("|")))
});

/// A text as HTML, with these words marked where they stand alone or begin or end a compound.
pub(super) fn marked(text: &str) -> String {
    let (mut html, mut done) = (String::new(), 0);
    for found in WORDS.find_iter(text) {
        let (before, behind) = (text.get(..found.start()), text.get(found.end()..));
        let is_part = before.unwrap_or_default().ends_with(char::is_alphanumeric)
            || behind.unwrap_or_default().starts_with(char::is_alphanumeric);
        if is_part {
            continue;
        }
        html.push_str(&text_of(text.get(done..found.start()).unwrap_or_default()));
        let word = text_of(found.as_str());
        html.push_str(&match ABBREVIATIONS.iter().find(|(short, _)| *short == found.as_str()) {
            Some((_, long)) => format!("<abbr title=\"{long}\">{word}</abbr>"),
            None => format!("<span lang=\"en\">{word}</span>"),
        });
        done = found.end();
    }
    html + &text_of(text.get(done..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_where_they_stand_alone() {
        assert_eq!(marked("t CO₂ <je> Jahr"), "t <abbr title=\"Kohlendioxid\">CO₂</abbr> &lt;je&gt; Jahr");
        assert_eq!(marked("OZG-Reifegrad"), "<abbr title=\"Onlinezugangsgesetz\">OZG</abbr>-Reifegrad");
        assert_eq!(marked("Smart City Ansätze"), "<span lang=\"en\">Smart City</span> Ansätze");
        assert_eq!(marked("ROZGARD & PSPX"), "ROZGARD &amp; PSPX");
    }
}
