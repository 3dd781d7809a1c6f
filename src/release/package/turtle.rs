//! RDF in the plainest spelling of Turtle: a statement on each line, every name written out.

use std::fmt::Write as _;

/// What a statement is about or leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Term {
    /// A thing by its address.
    Iri(String),
    /// A thing without an address, by a name of ours.
    Blank(&'static str, usize),
    /// A text in German.
    German(String),
    /// A text in no language.
    Plain(String),
    /// A value of a type of XML Schema: `date`, `dateTime`, …
    Typed(String, &'static str),
}

impl Term {
    /// A thing by its address.
    pub(super) fn iri(address: impl Into<String>) -> Self {
        Self::Iri(address.into())
    }
}

/// Statements, in the order in which they were made.
#[derive(Debug, Default)]
pub(super) struct Graph(String);

impl Graph {
    /// Says something of a thing; the property is an address of ours.
    pub(super) fn say(&mut self, of: &Term, property: &str, what: &Term) {
        // Writing into memory does not fail.
        let _ = writeln!(self.0, "{} <{property}> {} .", written(of), written(what));
    }

    /// All of them as a file.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// The one place where a text becomes Turtle.
fn written(term: &Term) -> String {
    match term {
        Term::Iri(address) => format!("<{}>", address.chars().map(in_address).collect::<String>()),
        Term::Blank(name, number) => format!("_:{name}{number}"),
        Term::German(text) => format!("\"{}\"@de", quoted(text)),
        Term::Plain(text) => format!("\"{}\"", quoted(text)),
        Term::Typed(text, kind) => format!("\"{}\"^^<http://www.w3.org/2001/XMLSchema#{kind}>", quoted(text)),
    }
}

/// A character of an address; one that none may have is written by its bytes.
fn in_address(c: char) -> String {
    let is_forbidden = c <= ' ' || "<>\"{}|^`\\".contains(c) || c.is_control() || is_turning(c);
    let mut bytes = [0; 4];
    match is_forbidden {
        true => c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect(),
        false => c.to_string(),
    }
}

/// A text between quotes; what cannot be seen is written by number.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_turning(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether a character turns the direction of writing.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_quotes_and_no_address_its_brackets() {
        let mut graph = Graph::default();
        let of = Term::iri("https://x.de/a b>\"<{c}\n\u{202e}ä");
        graph.say(&of, "http://p", &Term::German("a\"\"\"b\\\r\n\t' . <x> \u{202e}\u{1} ]]>".into()));
        graph.say(&Term::Blank("b", 1), "http://p", &Term::Typed("2021-04-01\"".into(), "date"));
        assert_eq!(
            graph.into_text(),
            "<https://x.de/a%20b%3E%22%3C%7Bc%7D%0A%E2%80%AEä> <http://p> \
             \"a\\\"\\\"\\\"b\\\\\\r\\n\\t' . <x> \\u202E\\u0001 ]]>\"@de .\n\
             _:b1 <http://p> \"2021-04-01\\\"\"^^<http://www.w3.org/2001/XMLSchema#date> .\n"
        );
    }
}
