//! The standard sentences: the embedded ones, or those of the municipality in their place.

use std::ops::Range;
use std::sync::LazyLock;

use minijinja::context;
use regex::Regex;

use super::placeholder::{PREFIX, SENTENCES, environment};

/// The embedded sentences.
pub const EINGEBAUT: &str = include_str!("../../../report-templates/saetze.jinja");

/// A sentence of the template, by its name.
static MACRO: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\{%-?\s*macro\s+([a-z_]+)\s*\(([a-z_, ]*)\)").ok());

/// How often a sentence counts when it is tried.
const PROBEN: [u64; 4] = [0, 1, 2, 1_000];

/// The names of the sentences that texts can use, with what they take in brackets.
pub(super) fn namen(quelle: &str) -> Vec<(&str, &str)> {
    let found = MACRO.iter().flat_map(|pattern| pattern.captures_iter(quelle));
    let named = found.filter_map(|found| Some((found.get(1)?.as_str(), found.get(2)?.as_str())));
    named.filter(|(name, _)| *name != "satz").collect()
}

/// What is wrong with sentences that are to stand in place of the embedded ones: where, and what; `None` where each of the
/// embedded ones is there and can be written for none, one, two and a thousand.
pub fn fehler(quelle: &str) -> Option<(Range<usize>, String)> {
    let mut env = environment();
    if let Err(error) = env.add_template(SENTENCES, quelle) {
        let range = error.range().unwrap_or_else(|| line(quelle, error.line()));
        return Some((range, "Die Sätze lassen sich nicht lesen.".into()));
    }
    let own = namen(quelle);
    for (name, parameters) in namen(EINGEBAUT) {
        if !own.iter().any(|(own, _)| *own == name) {
            return Some((0..0, format!("Der Satz „{name}“ fehlt; er steht in der eingebauten Druckvorlage.")));
        }
        let arguments = if parameters.contains(',') { "n, \"Antrag\", \"Anträge\", \"m\"" } else { "n" };
        let source = format!("{PREFIX}{{{{ satz.{name}({arguments}) }}}}");
        let place = quelle.find(&format!("macro {name}")).unwrap_or_default();
        for n in PROBEN {
            let written = env.render_str(&source, context! { n => n });
            if written.is_err() || written.is_ok_and(|text| text.trim().is_empty()) {
                return Some((
                    place..place + name.len() + 6,
                    format!("Der Satz „{name}“ lässt sich für {n} nicht schreiben."),
                ));
            }
        }
    }
    None
}

/// The bytes of a line, counted from 1.
fn line(text: &str, number: Option<usize>) -> Range<usize> {
    let skipped = number.unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(skipped).map(str::len).sum();
    let length = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    start..start + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_sentences_can_stand_in_place_of_themselves() {
        assert_eq!(fehler(EINGEBAUT), None);
        assert!(namen(EINGEBAUT).iter().any(|(name, _)| *name == "laufend"));
    }

    #[test]
    fn a_sentence_that_fails_is_found_at_its_place() {
        let without = EINGEBAUT.replace("macro laufend(", "macro in_arbeit(");
        assert_eq!(fehler(&without).map(|(_, what)| what.contains("„laufend“ fehlt")), Some(true));
        let broken = EINGEBAUT.replace("ruht", "{{ gibtsnicht }}").replace("\"{{ gibtsnicht }}\"", "gibtsnicht");
        let (range, what) = fehler(&broken).expect("a fault");
        assert!(what.contains("„pausiert“"), "{what}");
        assert_eq!(broken.get(range), Some("macro pausiert"));
        let unread = EINGEBAUT.replacen("endmacro", "endmakro", 1);
        assert!(fehler(&unread).is_some());
    }
}
