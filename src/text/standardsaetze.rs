//! The standard sentences: the embedded ones, or those of the municipality in their place.

use std::ops::Range;
use std::sync::LazyLock;

use minijinja::{Environment, Error, ErrorKind, context};
use regex::Regex;

use super::environment::{PREFIX, SENTENCES, environment, written};
use super::jinja::TemplateFault;
use super::{values, zahl};
use crate::figures::{Figure, Wert};
use crate::source::pattern;

/// The file of the sentences among the templates.
pub const FILE: &str = "saetze.jinja";

/// The embedded sentences.
pub const EMBEDDED: &str = include_str!("../../report-templates/saetze.jinja");

/// A sentence of the template: its name, and what it takes in brackets.
static MACRO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\{%[-+]?\s*macro\s+([A-Za-z_][A-Za-z_0-9]*)\s*\(([^()]*)\)"));

/// A backslash with what it stands before.
static ESCAPE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\(?s:.)"));

/// How often a sentence counts when it is tried.
const PROBEN: [u64; 4] = [0, 1, 2, 1_000];

/// A sentence as the template defines it.
struct Standardsatz<'a> {
    name: &'a str,
    parameter: &'a str,
    /// The bytes of its name.
    stelle: Range<usize>,
}

/// The names of the sentences that texts can use, with what they take in brackets.
pub(crate) fn names(quelle: &str) -> Vec<(&str, &str)> {
    let named = saetze(quelle).into_iter().map(|satz| (satz.name, satz.parameter));
    named.filter(|(name, _)| *name != "satz").collect()
}

/// A standard sentence with the count of a figure, which keeps its id; `saetze` are the municipality's own.
pub(crate) fn satz(saetze: Option<&str>, name: &str, figure: &Figure) -> String {
    let Wert::Anzahl(number) = figure.wert else { return String::new() };
    let sentence = wording(saetze.unwrap_or(EMBEDDED), name, number);
    let printed = written(&values::zahlwort(number as u64)).unwrap_or_default().replace('\\', "");
    // Words such as „kein“ and „ein“ are no numbers that a reader would look for.
    if number < 2 { sentence } else { sentence.replacen(&printed, &zahl::marked(&figure.id, &printed), 1) }
}

/// A standard sentence with a number.
///
/// The name is one of `saetze.jinja`; a test tries each that the program uses.
fn wording(saetze: &str, name: &str, number: usize) -> String {
    let mut env = environment();
    let source = format!("{PREFIX}{{{{ satz.{name}(n) }}}}");
    let added = env.add_template(SENTENCES, saetze);
    let plain = added.and_then(|()| env.render_str(&source, context! { n => number as u64 })).unwrap_or_default();
    // No Markdown here: what escaping has put before punctuation goes again.
    plain.replace('\\', "").trim().to_owned()
}

fn saetze(quelle: &str) -> Vec<Standardsatz<'_>> {
    let found = MACRO.captures_iter(quelle);
    found
        .filter_map(|found| {
            let (name, parameter) = (found.get(1)?, found.get(2)?.as_str());
            Some(Standardsatz { name: name.as_str(), parameter, stelle: name.range() })
        })
        .collect()
}

/// What is wrong with sentences that are to stand in place of the embedded ones, each place once; nothing where each of the
/// embedded ones is there and can be written for none, one, two and a thousand.
pub fn faults_of(quelle: &str) -> Vec<TemplateFault> {
    if let Some(fault) = TemplateFault::too_deep(quelle) {
        return vec![fault];
    }
    let mut env = environment();
    if let Err(error) = env.add_template(SENTENCES, quelle) {
        let TemplateFault { stelle, was } = TemplateFault::of(&error, quelle, &[]);
        let within = enclosing(quelle, stelle.start).map(|name| format!("Im Satz „{name}“: ")).unwrap_or_default();
        return vec![TemplateFault { stelle, was: format!("{within}{was}") }];
    }
    let own = saetze(quelle);
    let mut found = escaped_characters(quelle);
    for (name, parameter) in names(EMBEDDED) {
        let fault = match own.iter().find(|own| own.name == name) {
            Some(satz) => trial(&env, quelle, satz, parameter),
            None => {
                let was = format!("Der Satz „{name}“ fehlt; er steht in der eingebauten Druckvorlage.");
                Some(TemplateFault { stelle: 0..0, was })
            }
        };
        // Sentences that use the same faulty one fail at the same place.
        let is_known =
            |fault: &TemplateFault| !fault.stelle.is_empty() && found.iter().any(|known| known.stelle == fault.stelle);
        if let Some(fault) = fault.filter(|fault| !is_known(fault)) {
            found.push(fault);
        }
    }
    found
}

/// Where characters are written as numbers: whoever holds the sentences against an alphabet would not see them.
fn escaped_characters(quelle: &str) -> Vec<TemplateFault> {
    let numbers = ESCAPE
        .find_iter(quelle)
        .filter(|found| found.as_str().ends_with(|c| matches!(c, 'u' | 'x' | 'b' | 'f' | '0'..='7')));
    numbers
        .map(|found| {
            let was = format!("Mit „{}“ ist ein Zeichen als Zahl geschrieben statt als es selbst.", found.as_str());
            TemplateFault { stelle: found.range(), was }
        })
        .collect()
}

/// Writes a sentence for several numbers; the first for which that fails is the fault.
fn trial(env: &Environment<'_>, quelle: &str, satz: &Standardsatz<'_>, parameter: &str) -> Option<TemplateFault> {
    let name = satz.name;
    let arguments = if parameter.contains(',') { "n, \"Antrag\", \"Anträge\", \"m\"" } else { "n" };
    let source = format!("{PREFIX}{{{{ satz.{name}({arguments}) }}}}");
    PROBEN.into_iter().find_map(|n| match env.render_str(&source, context! { n => n }) {
        Ok(text) if text.trim().is_empty() => Some(TemplateFault {
            stelle: satz.stelle.clone(),
            was: format!("Der Satz „{name}“ ist für {n} leer."),
        }),
        Ok(_) => None,
        Err(error) => Some(failed(quelle, satz, n, &error)),
    })
}

/// Why a sentence cannot be written: which one, for which number, and what fails in it or in the one that it uses.
fn failed(quelle: &str, satz: &Standardsatz<'_>, n: u64, error: &Error) -> TemplateFault {
    // A name without a value fails only where it is printed, which may be in a sentence that it was handed to.
    let handed = || TemplateFault::unknown_name(quelle, &body(quelle, satz), &[]);
    let TemplateFault { stelle, was } = match (error.name(), error.kind()) {
        (Some(SENTENCES), ErrorKind::UndefinedError) => {
            handed().unwrap_or_else(|| TemplateFault::of(error, quelle, &[]))
        }
        (Some(SENTENCES), _) => TemplateFault::of(error, quelle, &[]),
        // It cannot be called as the program and texts call it.
        _ => {
            let was = "Er nimmt in Klammern nicht dasselbe wie der eingebaute.".to_owned();
            TemplateFault { stelle: satz.stelle.clone(), was }
        }
    };
    let other = enclosing(quelle, stelle.start).filter(|name| *name != satz.name);
    let within = other.map(|name| format!("Im Satz „{name}“, den er verwendet: ")).unwrap_or_default();
    let was = format!("Der Satz „{}“ lässt sich für {n} nicht schreiben. {within}{was}", satz.name);
    TemplateFault { stelle, was }
}

/// The bytes of a sentence, from behind its name to the next one.
fn body(quelle: &str, satz: &Standardsatz<'_>) -> Range<usize> {
    let next = saetze(quelle).into_iter().map(|other| other.stelle.start).find(|start| *start > satz.stelle.start);
    satz.stelle.end..next.unwrap_or(quelle.len())
}

/// The sentence in which a place lies.
fn enclosing(quelle: &str, at: usize) -> Option<&str> {
    saetze(quelle).into_iter().rev().find(|satz| satz.stelle.start <= at).map(|satz| satz.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each fault with what stands at its place.
    fn faults(quelle: &str) -> Vec<(&str, String)> {
        faults_of(quelle).into_iter().map(|fault| (quelle.get(fault.stelle).unwrap_or("?"), fault.was)).collect()
    }

    #[test]
    fn standard_sentences_fit_every_number() {
        let all = |name: &str| [0, 1, 2, 1000].map(|n| wording(EMBEDDED, name, n));
        assert_eq!(all("projekte"), ["kein Projekt", "ein Projekt", "zwei Projekte", "1.000 Projekte"]);
        assert_eq!(all("davon"), ["keines davon", "eines davon", "zwei davon", "1.000 davon"]);
        let expected = ["Kein Projekt ist", "Ein Projekt ist", "Zwei Projekte sind", "1.000 Projekte sind"];
        assert_eq!(all("laufend"), expected.map(|begin| format!("{begin} in Arbeit.")));
        assert_eq!(all("ueberfaellig"), expected.map(|begin| format!("{begin} überfällig.")));
        let expected = ["Kein Projekt wurde", "Ein Projekt wurde", "Zwei Projekte wurden", "1.000 Projekte wurden"];
        assert_eq!(all("abgeschlossen"), expected.map(|begin| format!("{begin} abgeschlossen.")));
        assert_eq!(all("abgebrochen"), expected.map(|begin| format!("{begin} abgebrochen.")));
        let expected = ["Kein Projekt hat", "Ein Projekt hat", "Zwei Projekte haben", "1.000 Projekte haben"];
        assert_eq!(all("begonnen"), expected.map(|begin| format!("{begin} begonnen.")));
        let expected = ["Kein Projekt ruht.", "Ein Projekt ruht.", "Zwei Projekte ruhen.", "1.000 Projekte ruhen."];
        assert_eq!(all("pausiert"), expected);
        let expected = ["Kein Antrag wartet", "Ein Antrag wartet", "Zwei Anträge warten", "1.000 Anträge warten"];
        assert_eq!(all("antraege_offen"), expected.map(|begin| format!("{begin} auf eine Entscheidung.")));
        let overdue = |word: &str, more: &str| {
            [("Kein ", word, "ist"), ("Ein ", word, "ist"), ("Zwei ", more, "sind"), ("1.000 ", more, "sind")]
                .map(|(number, word, verb)| format!("{number}{word} {verb} überfällig."))
        };
        assert_eq!(all("meilensteine_ueberfaellig"), overdue("Meilenstein", "Meilensteine"));
        let proofs = overdue("Nachweis an einen Fördergeber", "Nachweise an Fördergeber");
        assert_eq!(all("nachweise_ueberfaellig"), proofs);
        let bescheide = ["keinem Bescheid", "einem Bescheid", "zwei Bescheiden", "1.000 Bescheiden"];
        let above = bescheide.map(|of| format!("Bei {of} ist mehr ausgezahlt, als bisher zusteht"));
        assert_eq!(all("ueber_anspruch"), above);
        assert_eq!(all("verfallsrisiko"), bescheide.map(|of| format!("Aus {of} drohen Mittel zu verfallen")));
        let with = |number: &str| format!("Der mittlere Erledigungsstand beruht auf {number} mit Angabe.");
        let numbers = [
            "keinem laufenden Projekt",
            "einem laufenden Projekt",
            "zwei laufenden Projekten",
            "1.000 laufenden Projekten",
        ];
        assert_eq!(all("erledigungsstand_grundlage"), numbers.map(with));
        let ends =
            ["war es kein Projekt.", "war es ein Projekt.", "waren es zwei Projekte.", "waren es 1.000 Projekte."];
        for (sentence, end) in all("mehrfachnennungen").iter().zip(ends) {
            assert!(sentence.starts_with("Mehrfachnennungen: ") && sentence.ends_with(end), "{sentence}");
        }
    }

    #[test]
    fn the_embedded_sentences_can_stand_in_place_of_themselves() {
        assert_eq!(faults_of(EMBEDDED), []);
        assert!(names(EMBEDDED).iter().any(|(name, _)| *name == "laufend"));
    }

    #[test]
    fn a_sentence_that_is_missing_is_named() {
        let without =
            EMBEDDED.replace("macro laufend(", "macro in_arbeit(").replace("macro pausiert(", "macro ruhend(");
        let faults = faults(&without);
        let named = ["„laufend“ fehlt", "„pausiert“ fehlt"];
        assert_eq!(faults.len(), named.len(), "{faults:?}");
        assert!(faults.iter().zip(named).all(|((at, what), name)| at.is_empty() && what.contains(name)), "{faults:?}");
    }

    #[test]
    fn a_character_is_written_as_itself() {
        for escape in ["\\ufdd0", "\\x07", "\\7", "\\b", "\\\\\\u0007"] {
            let escaped = EMBEDDED.replacen("\"ruhen\"", &format!("\"ruhen{escape}\""), 1);
            let faults = faults(&escaped);
            let named = |(at, what): &(&str, String)| escape.contains(at) && what.contains("als Zahl geschrieben");
            assert!(matches!(faults.as_slice(), [one] if named(one)), "{escape}: {faults:?}");
        }
        let quoted = EMBEDDED.replacen("\"ruhen\"", r#""\"ruhen\" \\uralt""#, 1);
        assert_eq!(faults(&quoted), []);
    }

    #[test]
    fn a_name_that_is_not_known_is_found_at_its_place() {
        let broken = EMBEDDED.replace("satz(n, \"ruht\", \"ruhen\")", "satz(n, gibtsnicht, \"ruhen\")");
        let expected = "Der Satz „pausiert“ lässt sich für 0 nicht schreiben. Den Namen „gibtsnicht“ gibt es nicht.";
        assert_eq!(faults(&broken), [("gibtsnicht", expected.to_owned())]);
        let shared = EMBEDDED.replace("einzahl if n < 2", "einzal if n < 2");
        let expected = "Der Satz „laufend“ lässt sich für 0 nicht schreiben. Im Satz „satz“, den er verwendet: Den Namen \
                        „einzal“ gibt es nicht.";
        assert_eq!(faults(&shared), [("einzal", expected.to_owned())], "each place once");
    }

    #[test]
    fn other_faults_are_found_at_their_places() {
        let cases = [
            ("{{ n|zahlwort }} davon", "{{ n|zahlwordt }} davon", "davon", "Den Filter „zahlwordt“ gibt es nicht."),
            ("macro davon(n)", "macro davon()", "davon", "nimmt in Klammern nicht dasselbe"),
            ("-%}keines davon", "-%}{{ n.a.b }}", "davon", "n.a"),
        ];
        for (from, to, name, what) in cases {
            let broken = EMBEDDED.replacen(from, to, 1);
            let faults = faults(&broken);
            assert!(faults.iter().any(|(_, was)| was.contains(name) && was.contains(what)), "{to}: {faults:?}");
        }
        let quoted = EMBEDDED.replacen("{{ n|zahlwort }} davon", "{{ “n” }} davon", 1);
        assert!(faults(&quoted).iter().all(|(at, _)| at.contains('“')), "{:?}", faults(&quoted));
        let unread = EMBEDDED.replacen("endmacro", "endmakro", 1);
        assert!(faults(&unread).iter().any(|(_, was)| was.contains("Im Satz „anzahl“: ")), "{:?}", faults(&unread));
    }
}
