//! The placeholders of a text as they are written: where they stand, and what they name.

use std::collections::BTreeSet;
use std::ops::Range;

/// The filter that keeps the id of a figure beside what is printed of it.
pub(super) const TRACE: &str = "_nachweis";

/// One `{{ … }}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ausdruck {
    /// The bytes between the brackets, without signs that trim blanks.
    pub(super) range: Range<usize>,
    /// What it names: words with dots, and what stands in quotes.
    pub(super) names: BTreeSet<String>,
    /// Whether it does sums.
    pub(super) rechnet: bool,
}

/// Every placeholder that prints something, in the order of the text.
pub(super) fn all(markdown: &str) -> Vec<Ausdruck> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = markdown.get(at..).and_then(|rest| rest.find('{')).map(|start| at + start) {
        let rest = markdown.get(start..).unwrap_or_default();
        at = match rest.as_bytes().get(1) {
            Some(b'{') => {
                let end = end_of(markdown, start + 2, "}}");
                found.extend(ausdruck(markdown, start + 2..end));
                end + 2
            }
            Some(b'%') => {
                let end = end_of(markdown, start + 2, "%}");
                let inner = markdown.get(start + 2..end).unwrap_or_default();
                if inner.trim_matches(['-', '+', ' ']) == "raw" { behind_raw(markdown, end) } else { end + 2 }
            }
            Some(b'#') => rest.find("#}").map_or(markdown.len(), |end| start + end + 2),
            _ => start + 1,
        };
    }
    found
}

/// The text with the filter at each placeholder that prints the value of exactly one figure; `figur` says which.
pub(super) fn traced(
    markdown: &str,
    ausdruecke: &[Ausdruck],
    figur: impl Fn(&BTreeSet<String>) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for Ausdruck { range, names, .. } in ausdruecke.iter().filter(|ausdruck| !ausdruck.rechnet) {
        let Some(id) = figur(names) else { continue };
        let (Some(before), Some(inner)) = (markdown.get(done..range.start), markdown.get(range.clone())) else {
            continue;
        };
        out.push_str(before);
        // Ids are made of small letters, digits, dots, underscores and hyphens.
        out.push_str(&format!("({inner})|{TRACE}(\"{id}\")"));
        done = range.end;
    }
    out.push_str(markdown.get(done..).unwrap_or_default());
    out
}

/// Where the closing bracket stands; quotes are skipped. The end of the text where there is none.
fn end_of(markdown: &str, from: usize, close: &str) -> usize {
    let mut quote: Option<char> = None;
    for (at, c) in markdown.get(from..).unwrap_or_default().char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if markdown.get(from + at..).is_some_and(|rest| rest.starts_with(close)) => return from + at,
            None => {}
        }
    }
    markdown.len()
}

/// Behind the end of a raw block.
fn behind_raw(markdown: &str, from: usize) -> usize {
    let rest = markdown.get(from..).unwrap_or_default();
    rest.find("endraw").map_or(markdown.len(), |end| from + end)
}

/// A placeholder with what it names.
fn ausdruck(markdown: &str, range: Range<usize>) -> Option<Ausdruck> {
    let inner = markdown.get(range.clone())?;
    let trimmed = inner.trim_start_matches(['-', '+']);
    let start = range.start + inner.len() - trimmed.len();
    let end = start + trimmed.trim_end_matches(['-', '+']).len();
    let inner = markdown.get(start..end)?;
    let mut names = BTreeSet::new();
    let mut rechnet = false;
    let mut word = String::new();
    let mut quote: Option<char> = None;
    for c in inner.chars().chain([' ']) {
        match quote {
            Some(open) if c == open => {
                names.insert(std::mem::take(&mut word));
                quote = None;
            }
            Some(_) => word.push(c),
            None if c.is_alphanumeric() || matches!(c, '_' | '.') => word.push(c),
            None => {
                if !word.is_empty() {
                    names.insert(std::mem::take(&mut word));
                }
                quote = matches!(c, '"' | '\'').then_some(c);
                rechnet |= matches!(c, '+' | '-' | '*' | '/' | '%' | '~');
            }
        }
    }
    Some(Ausdruck { range: start..end, names, rechnet })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(markdown: &str) -> Vec<(Vec<String>, bool)> {
        all(markdown).into_iter().map(|a| (a.names.into_iter().collect(), a.rechnet)).collect()
    }

    #[test]
    fn placeholders_are_found_where_they_print() {
        let name = |names: &[&str], rechnet| (names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>(), rechnet);
        let text = "{{ a.b }} {{- c.d|zahlwort -}} {# {{ e.f }} #} {% if a.b > 1 %}x{% endif %} {{ zahl[\"g.h-1\"] }}";
        let expected = [name(&["a.b"], false), name(&["c.d", "zahlwort"], false), name(&["g.h-1", "zahl"], false)];
        assert_eq!(names(text), expected);
        assert_eq!(names("{{ a.b - a.c }}"), [name(&["a.b", "a.c"], true)]);
        assert_eq!(names("{% raw %}{{ a.b }}{% endraw %}{{ a.c }}"), [name(&["a.c"], false)]);
        assert_eq!(names("{{ \"}}\" }} {{ offen"), [name(&["}}"], false), name(&["offen"], false)]);
        assert_eq!(names("{ {{"), [name(&[], false)]);
    }

    #[test]
    fn what_prints_one_figure_is_traced() {
        let text = "x {{- a.b|zahlwort -}} y {{ a.c + 1 }} {{ z }}";
        let figure = |names: &BTreeSet<String>| names.iter().find(|name| name.starts_with("a.")).cloned();
        let traced = traced(text, &all(text), figure);
        assert_eq!(traced, "x {{-( a.b|zahlwort )|_nachweis(\"a.b\")-}} y {{ a.c + 1 }} {{ z }}");
    }
}
