//! Account and product numbers that a text names.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::source::pattern;

/// What a number of the budget is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kontoart {
    /// A PSP-Element.
    Psp,
    /// A Kostenart, which some budgets call Sachkonto.
    Kostenart,
    /// A product.
    Produkt,
}

/// A number that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Textkonto {
    /// What the text says it is.
    pub(crate) art: Kontoart,
    /// The number as written, with plain blanks and hyphens.
    pub(crate) nummer: String,
    /// Where it stands.
    pub(crate) range: Range<usize>,
}

/// Fewer digits are no number of a budget.
const LEAST_DIGITS: usize = 5;

/// A day has eight.
const LEAST_DIGITS_ALONE: usize = 9;

/// Digits in groups, parted by signs or by blanks.
const NUMMER: &str = r"[0-9]+(?:(?:\s?[-\u{2010}\u{2011}–./]\s?[0-9]+)+|(?:\s[0-9]{2,4}\b)+)?";

/// A number behind the word that says what it is, or one in at least three groups parted by hyphens.
static KONTO: LazyLock<Regex> = LazyLock::new(|| {
    let psp = r"\bPSP(?:[-\s]?(?:Elemente?n?s?|Nr\.?|Nummer))?";
    let kostenart = r"\b(?:Kostenart(?:en)?|Sachkont(?:o|en)|Kont(?:o|en)|PSK)";
    let produkt = r"\bProdukt(?:s|e|en|nummer|[-\s]?Nr\.?)?";
    let words = format!(r"(?:(?P<psp>{psp})|(?P<kostenart>{kostenart})|(?P<produkt>{produkt}))");
    let alone = r"\b[0-9]+(?:[-\u{2010}\u{2011}–][0-9]+){2,}";
    pattern(&format!(r"{words}\s*:?\s*(?:Nr\.?\s*|Nummer\s*)?(?P<nummer>{NUMMER})|(?P<alone>{alone})"))
});

/// A further number behind one: "4-120102-923-9 und 4-120102-924-7".
static FURTHER: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^\s*(?:,|und|sowie|bzw\.)\s*(?P<nummer>{NUMMER})")));

/// What shows that the group before it was the beginning of an amount or a share.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[.,][0-9]|\s*(?:€|EUR|Euro|T€|TEUR|Mio|%))"));

/// The numbers of a text, in the order of reading.
pub(crate) fn konten(text: &str) -> Vec<Textkonto> {
    let (mut found, mut done) = (Vec::new(), 0);
    for captures in KONTO.captures_iter(text) {
        let art = match (captures.name("kostenart"), captures.name("produkt")) {
            (Some(_), _) => Kontoart::Kostenart,
            (_, Some(_)) => Kontoart::Produkt,
            (None, None) => Kontoart::Psp,
        };
        let mut next = captures.name("nummer").or_else(|| captures.name("alone")).map(|number| number.range());
        let is_alone = captures.name("alone").is_some();
        // What stands behind another number has been read with it.
        while let Some(range) = next.filter(|range| range.start >= done) {
            done = range.end;
            let least = if is_alone { LEAST_DIGITS_ALONE } else { LEAST_DIGITS };
            found.extend(konto(text, art, range.clone()).filter(|konto| digits(&konto.nummer) >= least));
            let further = FURTHER.captures(&text[range.end..]).and_then(|captures| captures.name("nummer"));
            next = further.map(|number| range.end + number.start()..range.end + number.end());
        }
    }
    found
}

fn digits(nummer: &str) -> usize {
    nummer.chars().filter(char::is_ascii_digit).count()
}

fn konto(text: &str, art: Kontoart, mut range: Range<usize>) -> Option<Textkonto> {
    if AMOUNT.is_match(&text[range.end..]) {
        range.end = range.start + text[range.clone()].rfind(char::is_whitespace)?;
    }
    let plain = |c: char| match c {
        '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let nummer: String = text[range.clone()].chars().map(plain).collect();
    Some(Textkonto { art, nummer, range })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Kontoart::{Kostenart, Produkt, Psp};

    fn found(text: &str) -> Vec<(Kontoart, String)> {
        konten(text).into_iter().map(|konto| (konto.art, konto.nummer)).collect()
    }

    #[test]
    fn numbers_are_found_behind_the_words_for_them() {
        let cases: [(&str, &[(Kontoart, &str)]); 10] = [
            ("PSP-Element 4-060201-908-9, Kostenart 53180000", &[(Psp, "4-060201-908-9"), (Kostenart, "53180000")]),
            ("PSK: 5318 0000", &[(Kostenart, "5318 0000")]),
            ("im Produkt 06.02.01 (Produktnummer 060201)", &[(Produkt, "06.02.01"), (Produkt, "060201")]),
            (
                "PSP-Elemente 4-120102-923-9 und 5-120102-900-02000-300-1",
                &[(Psp, "4-120102-923-9"), (Psp, "5-120102-900-02000-300-1")],
            ),
            ("aus 4–120102–923–9 gedeckt", &[(Psp, "4–120102–923–9")]),
            ("4\u{2011}120102\u{2011}923\u{2011}9", &[(Psp, "4-120102-923-9")]),
            ("Sachkonto 53180000 280.000 €", &[(Kostenart, "53180000")]),
            ("Produkt 12 und Konto 3", &[]),
            ("am 20.01.2021 um 280.000 €", &[]),
            ("Produkte der Stadt 2021, am 2021-01-20", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<(Kontoart, String)> =
                expected.iter().map(|(art, nummer)| (*art, (*nummer).to_owned())).collect();
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
