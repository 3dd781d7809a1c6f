//! Amounts of the Beschlussvorschlag that name no currency.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::PlainText;
use crate::finding::{Code, Finding};
use crate::source::{Span, pattern};
use crate::text::{EURO, STUFENWORT, ZAHL, stufe};

pub(super) fn check(beschluss: &PlainText<'_>) -> Vec<Finding> {
    if beschluss.absaetze.iter().any(|absatz| FOR_ALL.is_match(&absatz.text)) {
        return Vec::new();
    }
    let found = beschluss.absaetze.iter().flat_map(|absatz| {
        let places = without_currency(&absatz.text).into_iter();
        places.map(|range| finding(&absatz.text[range.clone()], absatz.span(beschluss.text, &range)))
    });
    found.collect()
}

fn finding(betrag: &str, span: Span) -> Finding {
    let message = format!("Der Betrag „{betrag}“ im Beschlussvorschlag nennt keine Währung.");
    let number = betrag.trim_end_matches(['-', '–', '—', ',']);
    let mend = "Schreiben Sie „€“ oder „Euro“ hinter den Betrag, damit der Beschluss eindeutig ist.";
    Finding::at(Code::RB519, span, message, mend).expected(format!("„{number} €“"))
}

/// A text that says what all its amounts are in.
static FOR_ALL: LazyLock<Regex> = LazyLock::new(|| {
    let stufe = stufe();
    pattern(&format!(r"(?i:\b(?:Angaben?|Beträge|Werte|alles)\s+(?:jeweils\s+)?in\s+){stufe}?-?\s*{EURO}"))
});

/// Words between "in Höhe von" and the number.
const FILLERS: &str = r"(?:(?:rund|rd\.?|ca\.?|circa|etwa|bis\s+zu|maximal|max\.?|insgesamt|jährlich|monatlich|einmalig|jeweils|je|nur|knapp|zusätzlich|weiteren|höchstens|mindestens|mind\.?|voraussichtlich|pauschal|netto|brutto|zunächst|nunmehr|noch)\s+)*";

/// Nouns of money, as the end of a word.
const MONEY: &str = r"(?:mittel|mitteln|kosten|betrag|betrages|betrags|summe|zuschuss|zuschusses|zuschüsse|zuschüssen|zuwendung|zuwendungen|ansatz|ansatzes|budget|aufwand|aufwendungen|auszahlungen|einzahlungen|ausgaben|erträge|förderung|darlehen|bürgschaft|verpflichtungsermächtigung|verpflichtungsermächtigungen)";

/// A number that stands for money in a sentence that says so.
static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    let zahl = format!(r"{ZAHL}(?:\s*{STUFENWORT})?");
    // A year or a number of pieces has neither thousands nor cents.
    let large = format!(
        r"(?:{ZAHL}\s*{STUFENWORT}|[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?:,(?:[0-9]{{2}}\b|[-–—]{{1,2}}))?|[0-9]{{5,}}(?:,(?:[0-9]{{2}}\b|[-–—]{{1,2}}))?|[0-9]+,(?:[0-9]{{2}}\b|[-–—]{{1,2}}))"
    );
    let amount = format!(r"(?i:\bin\s+(?:einer\s+)?Höhe\s+von\s+{FILLERS})(?P<a>{zahl})");
    let noun = format!(r"(?i:\b[\w-]*{MONEY}\s+(?:von|über|bis\s+zu|betragen|beträgt)\s+{FILLERS})(?P<b>{large})");
    let verbs = r"(?:bereitzustellen|bereitgestellt|bereit\b|zu\s+(?:bewilligen|gewähren)|bewilligt|gewährt|zur\s+Verfügung\s+(?:zu\s+stellen|gestellt))";
    let verb = format!(r"(?P<c>{large})\s+{verbs}");
    // "850 TEUR und 60.000": a currency does not hold for what follows it.
    let ends = r"(?:[.;:!?)]|$|\s+(?:für|aus|zur|zum|im|in|an|bei|ab|je|pro)\b)";
    let second = format!(r"{EURO}\s*(?:,|/|und|sowie|oder|bzw\.)\s*{FILLERS}(?P<d>{large})(?:\s+{verbs}|{ends})");
    pattern(&format!("{amount}|{noun}|{verb}|{second}"))
});

/// The places of amounts without a currency.
fn without_currency(text: &str) -> Vec<Range<usize>> {
    let numbers = MENTION.captures_iter(text).filter_map(|captures| {
        ["a", "b", "c", "d"].into_iter().find_map(|name| captures.name(name)).map(|number| number.range())
    });
    numbers.filter(|range| !has_currency(&text[..range.start], &text[range.end..])).collect()
}

/// A currency before a number, or a sign that the number goes on from.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?:{EURO}|[$£])\s*$|[\w.,'-]$")));

/// A currency behind a number.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    let stufe = stufe();
    pattern(&format!(r"^\s*(?:{stufe}-?)?\s*{EURO}"))
});

/// A further number, which may bring the currency for both.
static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    let stufe = stufe();
    pattern(&format!(r"^\s*(?:,|/|[-–]|und|oder|bis|sowie|bzw\.)\s*{FILLERS}{ZAHL}(?:\s*{stufe}\b)?"))
});

/// Whether a number has a currency, or is no amount since a unit or what is counted follows.
fn has_currency(before: &str, mut behind: &str) -> bool {
    let last_word = before.char_indices().rev().nth(7).map_or(before, |(at, _)| &before[at..]);
    while !BEHIND.is_match(behind) {
        let Some(further) = FURTHER.find(behind) else { return BEFORE.is_match(last_word) || !ENDS.is_match(behind) };
        behind = &behind[further.end()..];
    }
    true
}

/// What follows an amount that names no currency: the end of a phrase, a short word of grammar or a long one in small
/// letters. A unit is a short word, a sign, or begins with a capital letter.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    let grammar =
        "für|aus|zur|zum|zu|im|in|an|am|als|auf|bei|und|ab|mit|der|die|das|den|dem|des|pro|per|je|bis|ist|wie|so|es";
    pattern(&format!(r"^\s*(?:$|[.;:!?)(]|,(?:\D|$)|[–-]\s|(?:{grammar})\b|[a-zäöü][a-zäöüß]{{3,}}\b)"))
});

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        without_currency(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn an_amount_without_a_currency_is_seen() {
        let cases = [
            ("beschließt, Mittel in Höhe von 280.000 bereitzustellen.", "280.000"),
            ("in Höhe von rund 280.000 im Haushalt 2021 bereitzustellen", "280.000"),
            ("in Höhe von insgesamt 5000 zu gewähren", "5000"),
            ("einen Zuschuss in Höhe von 749,98.", "749,98"),
            ("in Höhe von 21.000,-", "21.000,-"),
            ("in Höhe von bis zu 1,2 Mio. zur Verfügung zu stellen", "1,2 Mio."),
            ("einen Zuschuss von 21.000 an den Verein", "21.000"),
            ("Gesamtkosten von 1.205.000,00 auszuführen", "1.205.000,00"),
            ("beauftragt die Verwaltung, 43.000 bereitzustellen", "43.000"),
            ("die jährlichen Kosten betragen 91.200, die Miete 62.000 €", "91.200"),
            ("überplanmäßig 182.000 zur Verfügung zu stellen", "182.000"),
            ("Ausgaben in Höhe von 135.000 und Einnahmen in Höhe von 124.875 Euro", "135.000"),
            ("Der Zuschuss beträgt 21.000.", "21.000"),
            ("Mittel in Höhe von 280000 (konsumtiv) bereitzustellen", "280000"),
            ("in Höhe von 10.000 bis 20.000 an den Verein", "10.000"),
            ("Mittel von 0,85 Mio. bereitzustellen", "0,85 Mio."),
            ("beschließt, 0,85 Mio. bereitzustellen", "0,85 Mio."),
            ("in Höhe von 850 TEUR und 60.000", "60.000"),
            ("in Höhe von 850 TEUR und 60.000 für den Bau", "60.000"),
            ("Kosten von 5.000 € und rund 1,5 Mio. bereitzustellen", "1,5 Mio."),
        ];
        for (text, amount) in cases {
            assert_eq!(found(text), [amount], "{text}");
        }
    }

    #[test]
    fn an_amount_with_a_currency_and_a_number_of_something_else_are_not() {
        for text in [
            "in Höhe von 280.000 € bereitzustellen",
            "in Höhe von 280.000,- Euro",
            "in Höhe von EUR 280.000 bereitzustellen",
            "in Höhe von 280 TEUR, in Höhe von 1,2 Mio. € und in Höhe von 85 T€",
            "in Höhe von 10.000 bis 20.000 €",
            "in Höhe von 4.550, 1.500 und 450 €",
            "in Höhe von 60.000/70.000 Euro",
            "in Höhe von 80 % der Kosten, in Höhe von 80 v. H., in Höhe von 80 Prozent",
            "in Höhe von 3 Metern, in Höhe von 3,5 m, in Höhe von 12 qm",
            "in Höhe von 2,5 Stellen",
            "in Höhe von {{ finanzen.investiv }}",
            "die Mittel von 2021 und die Kosten von 3 Schulen",
            "EUR 280.000 bereitzustellen und 280.000 € bereitzustellen",
            "Fördermittel in Höhe von 90 vom Hundert",
            "einen Kredit in Höhe von bis zu 2 Millionen Euro",
            "in Höhe von jeweils 5.000,00 Euro, in Höhe von 5.000,- €, in Höhe von 5.000 €/Jahr",
            "Ausgaben von 2019 bis 2021 und Mittel von 12 Bewerbern",
            "Der Bericht 2020 wird zur Verfügung gestellt.",
            "in Höhe von 850 TEUR und 60.000 Euro, 5.000 € und 12.000 zusätzliche Bäume",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert!(FOR_ALL.is_match("(alle Beträge in T€)") && !FOR_ALL.is_match("Beträge in Höhe von 5 €"));
    }
}
