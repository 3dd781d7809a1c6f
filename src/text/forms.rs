//! What texts have beside words: `{{ … }}`, `{% if … %}` with its branches, and comments.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fault::{FaultKind, TextFault};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its form.
    pub(super) form: Form,
    /// The bytes of words without the blanks that a neighbour trims, or those of an expression.
    pub(super) range: Range<usize>,
}

/// The forms that texts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Words.
    Words,
    /// `{{ … }}`.
    Print,
    /// `{% if … %}`.
    If,
    /// `{% elif … %}`.
    Elif,
    /// `{% else %}`.
    Else,
    /// `{% endif %}`.
    Endif,
}

/// A text in pieces.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// The pieces in their order; what has a fault is none.
    pub(super) pieces: Vec<Piece>,
    /// What is wrong with the brackets and statements.
    pub(super) faults: Vec<TextFault>,
    /// The words of statements that texts do not have; what they name may mean something that only they know.
    pub(super) renamed: BTreeSet<String>,
}

/// How many faults are looked for in a text.
const MOST_FAULTS: usize = 2_000;

/// Takes a text apart.
pub(super) fn forms(markdown: &str) -> Forms {
    let mut forms = Forms::default();
    // Each open `{% if … %}`: its bytes, and whether its `else` has been.
    let mut open: Vec<(Range<usize>, bool)> = Vec::new();
    let (mut at, mut trims) = (0, false);
    while let Some((start, close)) = next(markdown, at).filter(|_| forms.faults.len() < MOST_FAULTS) {
        if let Some(id) = heading_id(&markdown[start..]) {
            forms.words(markdown, at..start, (trims, false));
            forms.fault(start..start + id, FaultKind::Comment);
            (at, trims) = (start + id, false);
            continue;
        }
        let end = end_of(markdown, start + 2, close);
        let inner = markdown.get(start + 2..end.unwrap_or_else(|| open_end(markdown, start + 2)));
        let inner = inner.unwrap_or_default();
        let begins = inner.strip_prefix(['-', '+']).unwrap_or(inner);
        let bare = begins.strip_suffix(['-', '+']).unwrap_or(begins);
        forms.words(markdown, at..start, (trims, inner.starts_with('-')));
        let from = start + 2 + inner.len() - begins.len();
        let whole = start..start + 2 + inner.len() + if end.is_some() { 2 } else { 0 };
        match (end, close) {
            (None, _) => forms.fault(start..start + 2 + inner.trim_end().len(), FaultKind::Open(close)),
            (_, "}}") => forms.piece(Form::Print, from..from + bare.len()),
            (_, "%}") => forms.statement((markdown, &mut open), whole.clone(), from..from + bare.len()),
            _ => forms.fault(whole.clone(), FaultKind::Comment),
        }
        trims = end.is_some() && begins.ends_with('-');
        // A comment without an end hides the rest.
        at = if (end, close) == (None, "#}") { markdown.len() } else { whole.end };
    }
    forms.words(markdown, at..markdown.len(), (trims, false));
    forms.faults.extend(open.into_iter().map(|(range, _)| TextFault { range, kind: FaultKind::WithoutEnd }));
    forms
}

/// The next opening bracket from a byte on, and how it is closed.
fn next(markdown: &str, from: usize) -> Option<(usize, &'static str)> {
    let mut braces = markdown.get(from..)?.match_indices('{').map(|(at, _)| from + at);
    braces.find_map(|at| {
        let close = match markdown.as_bytes().get(at + 1)? {
            b'{' => "}}",
            b'%' => "%}",
            b'#' => "#}",
            _ => return None,
        };
        Some((at, close))
    })
}

/// The length of an id such as `{#lage}`, which other kinds of Markdown know; a comment begins with a blank or ends in `#}`.
fn heading_id(rest: &str) -> Option<usize> {
    let id = rest.strip_prefix("{#")?;
    let end = id.find(['}', '\n']).filter(|end| id[*end..].starts_with('}'))?;
    let is_id = !id.starts_with(char::is_whitespace) && !id[..end].ends_with('#') && end > 0;
    is_id.then_some("{#".len() + end + "}".len())
}

/// What no placeholder holds: another's beginning, and the end of a paragraph.
fn is_limit(rest: &str) -> bool {
    ["{{", "{%", "\n\n"].iter().any(|limit| rest.starts_with(limit))
}

/// Where a closing bracket stands; one in quotes is none, unless the quotes have no end.
fn end_of(markdown: &str, from: usize, close: &str) -> Option<usize> {
    let (mut quote, mut in_quotes) = (None, None);
    for (at, c) in markdown.get(from..)?.char_indices() {
        let rest = markdown.get(from + at..)?;
        if is_limit(rest) && close != "#}" {
            break;
        }
        if rest.starts_with(close) {
            if quote.is_none() {
                return Some(from + at);
            }
            in_quotes = in_quotes.or(Some(from + at));
        }
        quote = match quote {
            Some(open) if open == c => None,
            None if matches!(c, '"' | '\'') && close != "#}" => Some(c),
            other => other,
        };
    }
    in_quotes
}

/// Where a bracket without an end stops to be looked at.
fn open_end(markdown: &str, from: usize) -> usize {
    let rest = markdown.get(from..).unwrap_or_default();
    let end = rest.char_indices().find(|(at, c)| matches!(c, '}' | '\n') || rest.get(*at..).is_some_and(is_limit));
    end.map_or(markdown.len(), |(at, _)| from + at)
}

impl Forms {
    fn fault(&mut self, range: Range<usize>, kind: FaultKind) {
        self.faults.push(TextFault { range, kind });
    }

    fn piece(&mut self, form: Form, range: Range<usize>) {
        self.pieces.push(Piece { form, range });
    }

    fn words(&mut self, markdown: &str, range: Range<usize>, (start, end): (bool, bool)) {
        let words = markdown.get(range.clone()).unwrap_or_default();
        let left = if start { words.trim_start() } else { words };
        let from = range.end - left.len();
        let length = if end { left.trim_end().len() } else { left.len() };
        if length > 0 {
            self.piece(Form::Words, from..from + length);
        }
    }

    fn statement(
        &mut self,
        (markdown, open): (&str, &mut Vec<(Range<usize>, bool)>),
        whole: Range<usize>,
        inner: Range<usize>,
    ) {
        let text = markdown.get(inner.clone()).unwrap_or_default();
        let begin = text.len() - text.trim_start().len();
        let word = text.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        let condition = inner.start + begin + word.len()..inner.end;
        match (word, open.last_mut()) {
            ("if", _) => {
                open.push((whole, false));
                self.piece(Form::If, condition);
            }
            ("elif", Some((_, false))) => self.piece(Form::Elif, condition),
            ("else", Some((_, has_else @ false))) => {
                *has_else = true;
                self.piece(Form::Else, condition);
            }
            ("endif", Some(_)) => {
                open.pop();
                self.piece(Form::Endif, condition);
            }
            ("elif" | "else" | "endif", _) => self.fault(whole, FaultKind::WithoutBeginning(word.to_owned())),
            _ => {
                let known = |begun: &str| self.renamed.contains(begun);
                // One finding for a loop, not another for its end.
                if !word.strip_prefix("end").is_some_and(known) {
                    self.fault(whole, FaultKind::Statement(word.to_owned()));
                }
                let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
                self.renamed.extend(words.map(str::to_owned));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The pieces as they stand in the text; conditions behind their word.
    fn shown(markdown: &str) -> Vec<String> {
        let pieces = forms(markdown).pieces.into_iter().map(|Piece { form, range }| match form {
            Form::Words => format!("„{}“", &markdown[range]),
            _ => format!("{form:?} {}", markdown[range].trim()).trim().to_owned(),
        });
        pieces.collect()
    }

    fn faults(markdown: &str) -> Vec<(&str, FaultKind)> {
        forms(markdown).faults.into_iter().map(|fault| (&markdown[fault.range], fault.kind)).collect()
    }

    #[test]
    fn placeholders_and_conditions_are_told_from_words() {
        let text = "x {{ a.b }} {{- c.d|zahlwort -}} {# {{ e.f }} #}y";
        assert_eq!(shown(text), ["„x “", "Print a.b", "Print c.d|zahlwort", "„y“"]);
        let text = "{%- if a.b > 1 %}x{% elif b %}y{%else%}z{% endif -%} {{ zahl[\"}}\"] }}";
        assert_eq!(shown(text), ["If a.b > 1", "„x“", "Elif b", "„y“", "Else", "„z“", "Endif", "Print zahl[\"}}\"]"]);
        assert_eq!(faults(text), []);
        assert_eq!(shown("die Menge {1, 2} und {a}"), ["„die Menge {1, 2} und {a}“"]);
        assert_eq!(shown("## A {#a}\n{{ b }}"), ["„## A “", "„\n“", "Print b"]);
    }

    #[test]
    fn every_fault_of_brackets_and_statements_has_its_place() {
        let open = |close| FaultKind::Open(close);
        assert_eq!(faults("a {{ b.c Projekte.\n\n{{ d }}"), [("{{ b.c Projekte.", open("}}"))]);
        assert_eq!(faults("({{ a }).{{ \"b }}"), [("{{ a", open("}}"))]);
        assert_eq!(faults("{% if a"), [("{% if a", open("%}"))]);
        assert_eq!(faults("{# a"), [("{# a", open("#}"))]);
        assert_eq!(faults("x {# a } #} y"), [("{# a } #}", FaultKind::Comment)]);
        assert_eq!(faults("## A {#sec:a}\n\nb {##}"), [("{#sec:a}", FaultKind::Comment), ("{##}", FaultKind::Comment)]);
        assert_eq!(faults("{% if a %}x"), [("{% if a %}", FaultKind::WithoutEnd)]);
        let orphan = |word: &str| FaultKind::WithoutBeginning(word.into());
        assert_eq!(faults("x{% endif %}"), [("{% endif %}", orphan("endif"))]);
        assert_eq!(faults("{% if a %}{% else %}{% else %}{% endif %}"), [("{% else %}", orphan("else"))]);
        let statement = |word: &str| FaultKind::Statement(word.into());
        assert_eq!(faults("{% for a in b %}x{% endfor %}"), [("{% for a in b %}", statement("for"))]);
        assert_eq!(faults("{% set n = 1 %}{%%}"), [("{% set n = 1 %}", statement("set")), ("{%%}", statement(""))]);
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn no_text_makes_the_search_fail(text in "[a-z{}%#\"' .\\n-]{0,60}(if|else|endif)?[{}% ä]{0,8}") {
            let forms = forms(&text);
            for range in forms.faults.into_iter().map(|fault| fault.range) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
