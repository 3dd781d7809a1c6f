//! Names of bodies in a text: each stands in the master list.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Code, Finding, suggest};
use crate::model::Text;

/// "Ausschuss für Umwelt und Klimaschutz", "Hauptausschusses für …": the part before "für", and the subjects.
static AUSSCHUSS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b([A-ZÄÖÜ]\w*?usschuss)(?:es)?\s+für\s+([A-ZÄÖÜ][\w-]*(?:,\s+[A-ZÄÖÜ][\w-]*)*(?:\s+und\s+[A-ZÄÖÜ][\w-]*)?)",
    )
    .ok()
});

/// Reports committees that the master list does not know; papers have named one committee in three ways.
pub(super) fn check(text: &Text, names: &[String]) -> Vec<Finding> {
    let Some(pattern) = AUSSCHUSS.as_ref() else { return Vec::new() };
    let found = pattern.captures_iter(&text.markdown).filter_map(|captures| {
        let place = captures.get(0)?;
        let subjects: Vec<&str> = captures.get(2)?.as_str().split_whitespace().collect();
        let name = format!("{} für {}", captures.get(1)?.as_str(), subjects.join(" "));
        (!names.contains(&name)).then(|| finding(text, place.start(), place.end(), &name, names))
    });
    found.collect()
}

fn finding(text: &Text, start: usize, end: usize, name: &str, names: &[String]) -> Finding {
    let message = format!("Ein Gremium „{name}“ steht nicht in den Stammdaten.");
    let mend = suggest(name, names.iter().map(String::as_str));
    Finding::at(Code::RB505, text.span(start, end), message, mend)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_is_valid() {
        assert!(AUSSCHUSS.is_some());
    }
}
