//! Markup that is none where it stands, and would be printed with its signs.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag};
use regex::Regex;

use crate::finding::{Code, Finding};
use crate::model::Text;
use crate::source::{Span, pattern, quoted, shorten};
use crate::text::markdown::events;
use crate::text::{literal, without_placeholders};

/// Signs of markup, and what to do; the group that matches is the place.
const SIGNS: [(&str, &str); 5] = [
    (
        r"(\*\*+)",
        "Fett schreiben Sie **so**, ohne Leerzeichen innen neben den Sternen. Ein Stern, der dastehen soll, ist \\*.",
    ),
    (
        r"(?:^|[^_])(__)[\p{L}\d]|[\p{L}\d.:!?)](__)(?:[^_]|$)",
        "Fett schreiben Sie **so**. Ein Unterstrich, der dastehen soll, ist \\_.",
    ),
    (
        r"(##+)|(?m:^[ \t\x01]*(#)\p{L})",
        "Eine Überschrift steht in einer Zeile für sich, mit einem Leerzeichen hinter #. Ein #, das dastehen soll, ist \\#.",
    ),
    (
        r"(\]\()|\p{L}(\]\[)",
        "Einen Link schreiben Sie [Text](https://…), ohne Leerzeichen in der Adresse. Sollen die Klammern dastehen, schreiben Sie \\].",
    ),
    (r"(\{ ?[.:#][^{}\n]*\}|\{[\p{L}_-]+=[^{}\n]*\})", "Löschen Sie die geschweiften Klammern und was darin steht."),
];

static REGEXES: LazyLock<Vec<(Regex, &'static str)>> =
    LazyLock::new(|| SIGNS.iter().map(|(source, mend)| (pattern(source), *mend)).collect());

const TABLE: &str = "Spalten einer Tabelle trennt |; sie braucht unter dem Kopf eine Zeile mit so vielen Strichen, wie er Spalten hat: |---|---|. Ein senkrechter \
                     Strich, der dastehen soll, ist \\|.";

/// Columns that a word processor parts by tabs.
static COLUMNS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\p{N}€%]\t+[^\s]"));

/// A label and an amount, parted by a bar: a row of a table that has no other.
static LONE_ROW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[^|]*\|[ \t\x01]*[-+−]?\d[\d.,]*(?:,[-–]+)?[ \t\u{a0}]*(?:€|%|(?:T€|T?EUR|Euro)\b)[ \t\x01]*$")
});

/// Reports markup that would be printed as it stands.
pub(super) fn check(text: &Text) -> Vec<Finding> {
    // In Word no sign is markup: what stands there is to be printed.
    if text.is_word {
        return Vec::new();
    }
    let shown = literal(&without_placeholders(&text.markdown));
    let mut places = signs(&shown);
    places.extend(tables(&shown).map(|range| (range, TABLE)));
    let at = |range: &Range<usize>| text.span(range.start, range.end);
    let printed = places.iter().map(|(range, mend)| finding(at(range), &text.markdown[range.clone()], mend));
    printed.chain(underscored(&text.markdown).map(|range| lost(at(&range), &text.markdown[range]))).collect()
}

/// Names between double underscores, which are printed in bold and without them.
fn underscored(markdown: &str) -> impl Iterator<Item = Range<usize>> {
    let bold = events(&without_placeholders(markdown)).into_iter();
    let bold = bold.filter_map(|(event, range)| matches!(event, Event::Start(Tag::Strong)).then_some(range));
    bold.filter(|range| {
        let name = markdown[range.clone()].strip_prefix("__").and_then(|rest| rest.strip_suffix("__"));
        name.is_some_and(|name| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
    })
}

fn lost(span: Span, piece: &str) -> Finding {
    let name = piece.trim_matches('_');
    let message = format!("„{piece}“ würde fett und ohne Unterstriche gedruckt: {name}.");
    let mend =
        format!("Sollen die Unterstriche dastehen, schreiben Sie \\_\\_{name}\\_\\_. Fett schreiben Sie **{name}**.");
    Finding::at(Code::RB536, span, message, mend)
}

/// Markup of which a text of a record can only have been meant to have its effect: titles speak of links and brackets, and
/// patterns of numbers have signs of their own.
static IN_RECORDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\*\*[^*\s]+|(?m:^#{1,6} +\p{L}+)|(?m:^##+\p{L}+)"));

/// Reports markup in a text of a record, which is printed letter for letter.
pub(super) fn check_record(text: &str, span: Span) -> Option<Finding> {
    let found = IN_RECORDS.find(text)?;
    Some(finding(span, found.as_str(), "Texte in Tabellen kennen keine Auszeichnung: Löschen Sie die Zeichen."))
}

fn finding(span: Span, piece: &str, mend: &str) -> Finding {
    let message =
        format!("Im Text steht {}; die Zeichen würden mitgedruckt.", quoted(&shorten(&piece.replace('\t', " "))));
    Finding::at(Code::RB534, span, message, mend)
}

fn signs(shown: &str) -> Vec<(Range<usize>, &'static str)> {
    let found = REGEXES.iter().flat_map(|(regex, mend)| {
        let groups = regex.captures_iter(shown).filter_map(|found| found.get(1).or(found.get(2)));
        groups.map(move |place| (place.range(), *mend))
    });
    found.collect()
}

/// The first line of each run of lines with bars that became no table; a single bar between words is a sign like others.
fn tables(shown: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut bars: Vec<(usize, Range<usize>, bool)> = Vec::new();
    for (number, line) in shown.split_inclusive('\n').enumerate() {
        let words = line.trim_matches(|c: char| c == '\u{1}' || c.is_whitespace());
        if words.contains('|') || COLUMNS.is_match(words) {
            let at = start + line.find(words).unwrap_or_default();
            let is_row = words.starts_with('|')
                || words.ends_with('|')
                || words.matches('|').count() > 1
                || LONE_ROW.is_match(words);
            bars.push((number, at..at + words.len(), is_row));
        }
        start += line.len();
    }
    let runs: Vec<_> = bars.chunk_by(|one, next| next.0 - one.0 <= 2).map(<[_]>::to_vec).collect();
    let runs = runs.into_iter().filter(|run| run.len() > 1 || run.iter().any(|(.., is_row)| *is_row));
    runs.filter_map(|run| run.into_iter().next().map(|(_, range, _)| range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn texts_of_records_know_no_markup() {
        let is_found = |text: &str| check_record(text, testing::text(text).span(0, text.len())).is_some();
        for text in ["Pegel **neu** gesetzt", "## Lage"] {
            assert!(is_found(text), "{text}");
        }
        for text in
            ["4-######-###-#", "########", "Preis** netto", "Bürger*innen", "Platz #1", "- 5.000 Euro\n3. Quartal"]
        {
            assert!(!is_found(text), "{text}");
        }
    }

    fn found(markdown: &str) -> Vec<&str> {
        let findings = check(&testing::text(markdown));
        findings.iter().filter_map(|f| f.span).map(|span| &markdown[span.range()]).collect()
    }

    #[test]
    fn markup_that_would_be_printed_is_found() {
        let cases = [
            ("Preis** netto", "**"),
            ("**offen", "**"),
            ("__fett__Wort und mehr", "__"),
            ("Text ## Titel", "##"),
            ("#Titel", "#"),
            ("siehe [Plan](Anlage 1)", "]("),
            ("siehe [Satzung][1]", "]["),
            ("Bild {width=50%}", "{width=50%}"),
            ("| A | B |\n|--|\n| 1 | 2 |", "| A | B |"),
            ("A | B\nC | D", "A | B"),
            ("Los 1 | 60.000 €", "Los 1 | 60.000 €"),
            ("die Datei __init__ und", "__init__"),
            ("Los\tBetrag\n1\t60.000 €", "Los\tBetrag"),
            ("## Lage { #lage }", "{ #lage }"),
        ];
        for (text, mark) in cases {
            assert_eq!(found(text).first(), Some(&mark), "{text}");
        }
    }

    #[test]
    fn what_is_mended_or_ordinary_is_none() {
        for text in [
            "**fett**Wort und **Zuschuss:**60.000 und *kursiv*",
            "**Zuschuss: **60.000 und das **„Amt“**haus",
            "##Titel\n\nText",
            "Preis* netto, Menge* brutto",
            "__Wichtig__ und __sehr wichtig__ und __größer__, \\_\\_init\\_\\_",
            "Name: ________ und Anlage_1_Plan",
            "die Menge {1, 2} und (siehe [1])[2]",
            "Tel. 0241 | Fax",
            "•\ta\n•\tb\n\na)\tx\nb)\ty",
            "\\*\\*kein Fett\\*\\*, \\#Aachen und \\|",
            "| A | B |\n|---|---|\n| {{ a|euro }} | 2 |",
            "Platz #1 für C#",
            "Bürger**innen und so**",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
