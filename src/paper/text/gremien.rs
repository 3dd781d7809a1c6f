//! Names of bodies in a text: each stands in the master list.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Code, Finding, suggest};
use crate::model::{Stammdaten, Text};

/// "Ausschuss für Umwelt und Klimaschutz", "Hauptausschusses für …": the part before "für", and the subjects.
static AUSSCHUSS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b([A-ZÄÖÜ]\w*?usschuss)(?:es)?\s+für\s+([A-ZÄÖÜ][\w-]*(?:,\s+[A-ZÄÖÜ][\w-]*)*(?:\s+und\s+[A-ZÄÖÜ][\w-]*)?)",
    )
    .ok()
});

/// The names of the master list.
#[derive(Debug, Default)]
pub(in crate::paper) struct Gremienliste {
    /// The full names.
    namen: Vec<String>,
    /// What texts may call them besides.
    auch: Vec<String>,
}

impl Gremienliste {
    /// The names of all bodies.
    pub(in crate::paper) fn new(stammdaten: &Stammdaten) -> Self {
        let gremien = stammdaten.gremium.iter();
        let auch = gremien.clone().flat_map(|gremium| gremium.auch.iter().cloned()).collect();
        Self { namen: gremien.map(|gremium| gremium.name.clone()).collect(), auch }
    }

    /// Whether nothing is known of bodies, so that nothing can be said of their names.
    pub(super) fn is_empty(&self) -> bool {
        self.namen.is_empty()
    }
}

/// Reports committees that the master list does not know; papers have named one committee in three ways.
pub(super) fn check(text: &Text, liste: &Gremienliste) -> Vec<Finding> {
    unbekannte(text, liste).into_iter().map(|(place, name)| finding(text, place, &name, &liste.namen)).collect()
}

/// The committees of a text that the master list does not know, each with its place.
pub(in crate::paper) fn unbekannte(text: &Text, liste: &Gremienliste) -> Vec<(Range<usize>, String)> {
    let Some(pattern) = AUSSCHUSS.as_ref() else { return Vec::new() };
    let names = || liste.namen.iter().chain(&liste.auch);
    let longest = names().map(String::len).max().unwrap_or_default();
    let unknown = pattern.find_iter(&text.markdown).filter_map(|place| {
        let behind = plain(&text.markdown[place.start()..], longest);
        let name = plain(place.as_str(), usize::MAX);
        let fits = |known: &str| {
            let rest = behind.strip_prefix(known);
            known.len() >= name.len() && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let known = names().any(|known| fits(known));
        (!known).then(|| (place.range(), name))
    });
    unknown.collect()
}

/// Text as the master list writes it: no genitive, single blanks; enough of it for a name of `longest` bytes.
fn plain(text: &str, longest: usize) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.len() > longest {
            break;
        }
        let word = word.strip_suffix("es").filter(|word| word.ends_with("usschuss")).unwrap_or(word);
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(word);
    }
    out
}

fn finding(text: &Text, place: Range<usize>, name: &str, names: &[String]) -> Finding {
    let message = format!("Das Gremium „{name}“ steht nicht in ratsbericht.toml.");
    let mend = suggest(name, names.iter().map(String::as_str));
    Finding::at(Code::RB505, text.span(place.start, place.end), message, mend)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_is_valid() {
        assert!(AUSSCHUSS.is_some());
    }

    #[test]
    fn genitive_and_line_breaks_do_not_hide_a_name() {
        assert_eq!(plain("Ausschusses für\n  Bauen und", usize::MAX), "Ausschuss für Bauen und");
    }
}
