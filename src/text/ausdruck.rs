//! The placeholders of a text as they are written: where they stand, and what they name.

use std::collections::BTreeSet;
use std::ops::Range;

/// The filter that keeps the id of a figure beside what is printed of it.
pub(crate) const TRACE: &str = "_nachweis";

/// Statements that give a value another name, under which its figure is not known any more.
const UMBENENNEND: [&str; 3] = ["set", "for", "with"];

/// One `{{ … }}`, or a statement that gives a value another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ausdruck {
    /// The bytes between the brackets, without signs that trim blanks.
    pub(crate) range: Range<usize>,
    /// What it names: words with dots, and what stands in quotes.
    pub(crate) names: BTreeSet<String>,
    /// What of that stands outside a condition, so that it can be printed.
    pub(crate) gedruckt: BTreeSet<String>,
    /// Whether it does sums, or can print a number that it holds itself.
    pub(crate) rechnet: bool,
    /// Whether it prints; otherwise it gives a value another name.
    pub(crate) druckt: bool,
}

/// Every placeholder that prints something, and every statement that renames a value, in the order of the text.
pub(crate) fn all(markdown: &str) -> Vec<Ausdruck> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = markdown.get(at..).and_then(|rest| rest.find('{')).map(|start| at + start) {
        let rest = markdown.get(start..).unwrap_or_default();
        at = match rest.as_bytes().get(1) {
            Some(b'{') => {
                let end = end_of(markdown, start + 2, "}}");
                found.extend(ausdruck(markdown, start + 2..end, true));
                end + 2
            }
            Some(b'%') => {
                let end = end_of(markdown, start + 2, "%}");
                let inner = markdown.get(start + 2..end).unwrap_or_default();
                let word = inner.trim_start_matches(['-', '+']).split_whitespace().next().unwrap_or_default();
                if UMBENENNEND.contains(&word) {
                    found.extend(ausdruck(markdown, start + 2..end, false));
                }
                if word.trim_end_matches(['-', '+']) == "raw" { behind_raw(markdown, end) } else { end + 2 }
            }
            Some(b'#') => rest.find("#}").map_or(markdown.len(), |end| start + end + 2),
            _ => start + 1,
        };
    }
    found
}

/// The text with the filter at each placeholder that prints the value of one figure; `figur` says of which.
pub(crate) fn traced(markdown: &str, ausdruecke: &[Ausdruck], figur: impl Fn(&Ausdruck) -> Option<String>) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for ausdruck in ausdruecke.iter().filter(|ausdruck| ausdruck.druckt && !ausdruck.rechnet) {
        let range = ausdruck.range.clone();
        let Some(id) = figur(ausdruck) else { continue };
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

/// A placeholder or a statement with what it names.
fn ausdruck(markdown: &str, range: Range<usize>, druckt: bool) -> Option<Ausdruck> {
    let inner = markdown.get(range.clone())?;
    let trimmed = inner.trim_start_matches(['-', '+']);
    let start = range.start + inner.len() - trimmed.len();
    let end = start + trimmed.trim_end_matches(['-', '+']).len();
    let mut found =
        Ausdruck { range: start..end, names: BTreeSet::new(), gedruckt: BTreeSet::new(), rechnet: false, druckt };
    let (mut word, mut quote, mut condition) = (String::new(), None, false);
    for c in markdown.get(start..end)?.chars().chain([' ']) {
        match quote {
            Some(open) if c == open => {
                found.name(std::mem::take(&mut word), condition);
                quote = None;
            }
            Some(_) => word.push(c),
            None if c.is_alphanumeric() || matches!(c, '_' | '.') => word.push(c),
            None => {
                condition = match word.as_str() {
                    "if" => true,
                    "else" => false,
                    _ => condition,
                };
                found.rechnet |= !condition && word.starts_with(|first: char| first.is_ascii_digit());
                if !word.is_empty() {
                    found.name(std::mem::take(&mut word), condition);
                }
                quote = matches!(c, '"' | '\'').then_some(c);
                found.rechnet |= !condition && matches!(c, '+' | '-' | '*' | '/' | '%' | '~');
            }
        }
    }
    Some(found)
}

impl Ausdruck {
    fn name(&mut self, word: String, condition: bool) {
        if !condition {
            self.gedruckt.insert(word.clone());
        }
        self.names.insert(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each placeholder can print, whether it does sums, and whether it prints.
    fn names(markdown: &str) -> Vec<(Vec<String>, bool, bool)> {
        all(markdown).into_iter().map(|a| (a.gedruckt.into_iter().collect(), a.rechnet, a.druckt)).collect()
    }

    fn name(names: &[&str], rechnet: bool) -> (Vec<String>, bool, bool) {
        (names.iter().map(|n| (*n).to_owned()).collect(), rechnet, true)
    }

    #[test]
    fn placeholders_are_found_where_they_print() {
        let text = "{{ a.b }} {{- c.d|zahlwort -}} {# {{ e.f }} #} {% if a.b > 1 %}x{% endif %} {{ zahl[\"g.h-1\"] }}";
        let expected = [name(&["a.b"], false), name(&["c.d", "zahlwort"], false), name(&["g.h-1", "zahl"], false)];
        assert_eq!(names(text), expected);
        assert_eq!(names("{{ a.b - a.c }}"), [name(&["a.b", "a.c"], true)]);
        assert_eq!(names("{% raw %}{{ a.b }}{% endraw %}{{ a.c }}"), [name(&["a.c"], false)]);
        assert_eq!(names("{{ \"}}\" }} {{ offen"), [name(&["}}"], false), name(&["offen"], false)]);
        assert_eq!(names("{ {{"), [name(&[], false)]);
    }

    #[test]
    fn a_condition_prints_nothing() {
        assert_eq!(names("{{ a.b if a.c > 3 else a.d }}"), [name(&["a.b", "a.d", "else"], false)]);
        assert_eq!(names("{{ \"ein\" if a.b == 1 else a.b }}"), [name(&["a.b", "ein", "else"], false)]);
        assert_eq!(names("{{ 5 if a.b > 3 else 7 }}"), [name(&["5", "7", "else"], true)]);
    }

    #[test]
    fn statements_that_rename_a_value_are_found() {
        let renamed = |markdown: &str| all(markdown).into_iter().filter(|a| !a.druckt).count();
        for markdown in
            ["{% set n = a.b %}{{ n }}", "{%- for n in [a.b, a.c] -%}{{ n }}{% endfor %}", "{% with n = a.b %}"]
        {
            assert_eq!(renamed(markdown), 1, "{markdown}");
        }
        assert_eq!(renamed("{% if a.b %}x{% endif %}"), 0);
    }

    #[test]
    fn what_prints_one_figure_is_traced() {
        let text = "x {{- a.b|zahlwort -}} y {{ a.c + 1 }} {{ z }}";
        let figure = |ausdruck: &Ausdruck| ausdruck.gedruckt.iter().find(|name| name.starts_with("a.")).cloned();
        let traced = traced(text, &all(text), figure);
        assert_eq!(traced, "x {{-( a.b|zahlwort )|_nachweis(\"a.b\")-}} y {{ a.c + 1 }} {{ z }}");
    }
}
