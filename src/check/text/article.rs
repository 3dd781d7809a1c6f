//! The article before a body's name.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Code, Finding};
use crate::model::Text;
use crate::source::pattern;
use crate::text::{VERBEN, prose};

/// Articles that the noun behind them never has at the beginning of a sentence, and the right one.
static MUSTER: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    // "empfiehlt" only before whom: "Der Bezirksvertretung empfiehlt die Verwaltung, …" is right.
    let verbs = VERBEN.replace(' ', "|").replace("empfiehlt", r"empfiehlt\s+(?:dem|den)");
    let part = r"(?:[A-ZÄÖÜ][\wäöüß]*-\s*und\s+)?";
    let place = r"(?:\s+[A-ZÄÖÜ][\w/-]*)*";
    let patterns = [
        (format!(r"\b(Die|Das)\s+({part}[A-ZÄÖÜ]\w*ausschuss|Ausschuss)\b"), "Der"),
        (format!(r"\b(Die|Das)\s+((?:Stadt|Gemeinde)?[Rr]at)\s+(?:der\s|des\s|{verbs})"), "Der"),
        (format!(r"\b(Der)\s+(Bezirksvertretung{place})\s+(?:{verbs})\b"), "Die"),
        (r"\b(Das)\s+(Bezirksvertretung)\b".to_owned(), "Die"),
    ];
    patterns.into_iter().map(|(source, article)| (pattern(&source), article)).collect()
});

/// Reports articles that do not fit the body.
pub(super) fn check(text: &Text) -> Vec<Finding> {
    let prose = prose(&text.markdown);
    let mut findings = Vec::new();
    for (regex, right) in MUSTER.iter() {
        for captures in regex.captures_iter(&prose) {
            let (Some(article), Some(noun)) = (captures.get(1), captures.get(2)) else { continue };
            // "Die Ausschuss- und Ratssitzungen", "Die Ausschuss und Rat vorliegenden Unterlagen".
            let behind = prose[noun.end()..].trim_start();
            if behind.starts_with('-') || behind.starts_with("und ") {
                continue;
            }
            let noun: Vec<&str> = noun.as_str().split_whitespace().collect();
            let noun = noun.join(" ");
            let message = format!("Der Artikel passt nicht: „{} {noun}“.", article.as_str());
            let mend = format!("Schreiben Sie „{right} {}“.", noun.replace("-und ", "- und "));
            findings.push(Finding::at(Code::RB512, text.span(article.start(), article.end()), message, mend));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn found(markdown: &str) -> Vec<String> {
        check(&testing::text(markdown)).into_iter().map(|finding| finding.mend).collect()
    }

    #[test]
    fn wrong_articles_are_found() {
        let cases = [
            ("Die Kinder-und Jugendausschuss nimmt", "Schreiben Sie „Der Kinder- und Jugendausschuss“."),
            ("Die Ausschuss für Umwelt empfiehlt", "Schreiben Sie „Der Ausschuss“."),
            ("Das Finanzausschuss beschließt", "Schreiben Sie „Der Finanzausschuss“."),
            ("Die Rat der Stadt Musterstadt beschließt", "Schreiben Sie „Der Rat“."),
            ("Das Rat beschließt", "Schreiben Sie „Der Rat“."),
            ("Der Bezirksvertretung Nord-Ost nimmt", "Schreiben Sie „Die Bezirksvertretung Nord-Ost“."),
            ("Der Bezirksvertretung empfiehlt dem Rat", "Schreiben Sie „Die Bezirksvertretung“."),
        ];
        for (text, mend) in cases {
            assert_eq!(found(text), [mend], "{text}");
        }
    }

    #[test]
    fn other_cases_and_words_are_right() {
        let cases = [
            "Der Kinder- und Jugendausschuss nimmt",
            "Die Ausschüsse und die Ausschussmitglieder",
            "Die Ausschuss- und Ratssitzungen",
            "Die Ausschuss und Rat vorliegenden Unterlagen",
            "Die vom Ausschuss beschlossene Satzung, die der Ausschuss kennt",
            "Die Bezirksvertretung nimmt",
            "Der Bezirksvertretung Nord wird empfohlen",
            "Der Bezirksvertretung empfiehlt die Verwaltung, zuzustimmen",
            "in der Bezirksvertretung Nord beraten",
            "Die Rat suchenden Eltern",
            "Das Dezernat und die Heirat",
        ];
        for text in cases {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
