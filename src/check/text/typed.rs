//! Counts that were typed into a text although they are computed.
//!
//! Only numbers of projects are looked at, and a contradiction is reported only where the sentence names what it counts
//! and nothing says that it speaks of another time.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::figures::{Figure, Wert};
use crate::finding::{Code, Finding};
use crate::model::{Located, Text, Vorlage, grouped};
use crate::source::{pattern, quoted};
use crate::text::{paragraphs, saetze, zahlwort};

/// A number, perhaps an adjective or two, and projects: `57 laufende Projekte`.
static PROJEKTE: LazyLock<Regex> = LazyLock::new(|| {
    let words = (2..=12).map(word).collect::<Vec<_>>().join("|");
    pattern(&format!(
        r"(?i)\b(\d{{1,3}}(?:\.\d{{3}})+|\d+|{words})((?:\s+[a-zäöüß-]+){{0,2}}?)\s+[\p{{L}}-]*projekten?\b"
    ))
});

/// A sentence that speaks of another time, of a part, or of what shall be.
static OTHER_TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b((19|20)\d\d|vor(jahr|quartal|periode|monat)\w*|zuletzt|damals|bislang|seit|sollen|geplant\w*|davon|weitere\w*|künftig\w*|je|pro)\b",
    )
});

/// What is wrong with the numbers of projects in a text; `figures` are those of the paper.
pub(super) fn check(text: &Text, figures: &[Figure]) -> Vec<Finding> {
    let counts: Vec<(&Figure, usize)> = figures.iter().filter_map(tally).collect();
    let mut findings = Vec::new();
    for absatz in paragraphs(text) {
        for satz in saetze(&absatz.text) {
            let Some(words) = absatz.text.get(satz.clone()) else { continue };
            let Some((range, number)) = single_number(words) else { continue };
            let place = absatz.span(text, &(satz.start + range.start..satz.start + range.end));
            findings.extend(
                objection(words, number, &counts).map(|(code, message, mend)| Finding::at(code, place, message, mend)),
            );
        }
    }
    findings
}

/// A figure that counts the projects of a selection as a whole.
fn tally(figure: &Figure) -> Option<(&Figure, usize)> {
    match figure.wert {
        Wert::Anzahl(number) if figure.kennzahl().is_some() => Some((figure, number)),
        _ => None,
    }
}

/// The number of projects in a sentence that names no other.
fn single_number(words: &str) -> Option<(Range<usize>, usize)> {
    let mut found = PROJEKTE.captures_iter(words);
    let number = found.next()?.get(1)?;
    if found.next().is_some() {
        return None;
    }
    let digits: String = number.as_str().chars().filter(char::is_ascii_digit).collect();
    let typed = number.as_str().to_lowercase();
    let value = if digits.is_empty() { (2..=12).find(|n| word(*n) == typed) } else { digits.parse().ok() };
    Some((number.range(), value?))
}

/// What to say of a typed number.
fn objection(words: &str, number: usize, counts: &[(&Figure, usize)]) -> Option<(Code, String, String)> {
    // What is not so has a number of its own.
    let lower = words.to_lowercase();
    if lower.split(|c: char| !c.is_alphabetic()).any(|word| word == "nicht" || word.starts_with("kein")) {
        return None;
    }
    let named: Vec<&(&Figure, usize)> = counts.iter().filter(|(figure, _)| mentions(&lower, figure)).collect();
    let same: Vec<&str> =
        named.iter().filter(|(_, value)| *value == number).map(|(figure, _)| figure.id.as_str()).collect();
    if let Some(id) = same.first() {
        return Some(typed_count(number, id));
    }
    let other_time = OTHER_TIME.is_match(words);
    match named.as_slice() {
        [(figure, value)] if !other_time => {
            let value = grouped(*value as u128, ".");
            let message =
                format!("Im Text steht {number}, {} ist aber {value} ({}).", quoted(&figure.titel), figure.id);
            let mend =
                format!("Schreiben Sie {{{{ {} }}}}, oder sagen Sie im Satz, was die andere Zahl zählt.", figure.id);
            Some((Code::RB517, message, mend))
        }
        [] => counts.iter().find(|(_, value)| *value == number).map(|(figure, _)| typed_count(number, &figure.id)),
        _ => None,
    }
}

fn typed_count(number: usize, id: &str) -> (Code, String, String) {
    let message = format!("Die Zahl {number} ist getippt; berechnet ist sie als {id}.");
    let mend = format!("Schreiben Sie {{{{ {id} }}}}, wenn dieselbe gemeint ist. Dann ändert sie sich mit den Daten.");
    (Code::RB516, message, mend)
}

/// Whether a sentence in small letters names what a figure counts, in any ending: `laufende`, `abgeschlossenen`.
fn mentions(lower: &str, figure: &Figure) -> bool {
    let title = figure.titel.to_lowercase();
    if title.contains(' ') {
        return lower.contains(&title);
    }
    lower.split(|c: char| !c.is_alphabetic()).any(|word| {
        word.strip_prefix(title.as_str()).is_some_and(|ending| matches!(ending, "" | "e" | "en" | "er" | "es" | "em"))
    })
}

fn word(number: usize) -> String {
    zahlwort(number as u64).to_string()
}

/// A finding for each selection of a Vorlage whose figures no text names; `named` are the ids that texts name.
pub(super) fn unnamed(vorlage: &Located<Vorlage>, named: &BTreeSet<&str>) -> Vec<Finding> {
    let groups: BTreeSet<&str> = named.iter().filter_map(|id| Some(id.split_once('.')?.0)).collect();
    let unused = vorlage.kennzahlen.indexed().filter(|(_, bezug)| !groups.contains(bezug.name.as_str()));
    unused
        .map(|(i, bezug)| {
            let name = &bezug.name;
            let message = format!("Keine Zahl der Auswahl „{name}“ steht in einem Text der Vorlage.");
            let mend =
                format!("Setzen Sie Platzhalter wie {{{{ {name}.laufend }}}} ein, oder löschen Sie den Eintrag.");
            Finding::at(Code::RB518, vorlage.span(&format!("kennzahlen/{i}/name")), message, mend)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn codes(markdown: &str) -> Vec<&'static str> {
        let text = testing::text(markdown);
        let figures = [
            testing::figure("kennzahlen.im_zeitraum", "Projekte im Zeitraum", 57),
            testing::figure("kennzahlen.abgeschlossen", "abgeschlossen", 15),
            testing::figure("kennzahlen.laufend", "laufend", 37),
        ];
        check(&text, &figures).iter().map(|finding| finding.code.id()).collect()
    }

    #[test]
    fn a_typed_count_is_told_from_one_that_contradicts() {
        assert_eq!(codes("Es wurden 15 Projekte abgeschlossen."), ["RB516"]);
        assert_eq!(codes("Es wurden 14 Projekte abgeschlossen."), ["RB517"]);
        assert_eq!(codes("Die 36 laufenden Projekte kommen voran."), ["RB517"]);
        assert_eq!(codes("Insgesamt standen 57 E-Government-Projekte auf der Liste."), ["RB516"]);
        assert_eq!(codes("Abgeschlossen wurden zwölf Projekte."), ["RB517"]);
    }

    #[test]
    fn what_may_count_something_else_is_left_alone() {
        for text in [
            "Im Vorjahr wurden 14 Projekte abgeschlossen.",
            "2019 wurden 14 Projekte abgeschlossen.",
            "Von 57 Projekten wurden 14 Projekte abgeschlossen.",
            "Das Projekt kostet 57 Euro.",
            "Es wurden 15 Projekte nicht abgeschlossen.",
            "Drei Projekte dienen der Umwelt.",
            "Es sind {{ kennzahlen.laufend }} Projekte in Arbeit.",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }
}
