//! Faults of the MiniJinja templates that a municipality brings along: where, and what is wrong.

use std::ops::Range;
use std::sync::LazyLock;

use minijinja::{Environment, Error, ErrorKind};
use regex::Regex;

use crate::source::pattern;

/// A name as templates write it, with the fields behind it.
static NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*"));

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// The bytes that are wrong.
    pub stelle: Range<usize>,
    /// What is wrong there, in German.
    pub was: String,
}

impl TemplateFault {
    /// The fault behind an error of a template; `known` are the names that it is given from outside.
    ///
    /// A name that is not known is what is marked, where the error is that something is not known.
    pub(crate) fn of(error: &Error, source: &str, known: &[&str]) -> Self {
        // The engine counts bytes, and may end in the middle of a character that it does not know.
        let whole = |at: Range<usize>| source.floor_char_boundary(at.start)..source.ceil_char_boundary(at.end);
        let stelle = error.range().map_or_else(|| line(source, error.line()), whole);
        let is_unknown = error.kind() == ErrorKind::UndefinedError;
        let named = is_unknown.then(|| {
            let name = Self::unknown_name(source, &stelle, known);
            name.or_else(|| missing_field(source, &stelle))
        });
        named.flatten().unwrap_or_else(|| Self { stelle, was: reason(error) })
    }

    /// The first name in a range of bytes to which nothing gives a value.
    pub(crate) fn unknown_name(source: &str, range: &Range<usize>, known: &[&str]) -> Option<Self> {
        let env = Environment::empty();
        let open = env.template_from_str(source).ok()?.undeclared_variables(false);
        names(source, range).find_map(|(name, stelle)| {
            let first = name.split('.').next()?;
            (open.contains(first) && !known.contains(&first)).then(|| Self::no_such_name(name, stelle))
        })
    }

    fn no_such_name(name: &str, stelle: Range<usize>) -> Self {
        Self { stelle, was: format!("Den Namen „{name}“ gibt es nicht.") }
    }
}

/// The first name in a range that asks for a field.
fn missing_field(source: &str, range: &Range<usize>) -> Option<TemplateFault> {
    let (name, stelle) = names(source, range).find(|(name, _)| name.contains('.'))?;
    Some(TemplateFault::no_such_name(name, stelle))
}

/// The names in a range of bytes, with their places; the engine may begin a range in the middle of one.
fn names<'a>(source: &'a str, range: &Range<usize>) -> impl Iterator<Item = (&'a str, Range<usize>)> {
    let before = source.get(..range.start).unwrap_or_default();
    let start = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.')).len();
    let text = source.get(start..range.end).unwrap_or_default();
    NAME.find_iter(text).map(move |name| (name.as_str(), start + name.start()..start + name.end()))
}

/// What is wrong, in German as far as the engine says it by a kind, and else in its words.
fn reason(error: &Error) -> String {
    if let Some(missing) = missing(error) {
        return missing;
    }
    let german = match error.kind() {
        ErrorKind::SyntaxError => "Die Datei lässt sich nicht lesen",
        ErrorKind::UnknownFilter => "Den Filter gibt es nicht",
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => "Die Funktion gibt es nicht",
        ErrorKind::UnknownTest => "Die Abfrage hinter „is“ gibt es nicht",
        ErrorKind::UndefinedError => "Ein Wert ist nicht bekannt",
        ErrorKind::OutOfFuel => "Eine Schleife läuft zu lange",
        ErrorKind::TemplateNotFound => "Eine andere Datei kann nicht eingebunden werden",
        ErrorKind::MissingArgument | ErrorKind::TooManyArguments => "Die Zahl der Angaben in Klammern stimmt nicht",
        _ => "Mit einem Wert lässt sich hier nicht rechnen",
    };
    match error.detail() {
        Some(detail) => format!("{german}. Meldung von MiniJinja: {detail}"),
        None => format!("{german}."),
    }
}

/// What there is not, by the name that ends the engine's sentence: "filter zahlwrt is unknown".
fn missing(error: &Error) -> Option<String> {
    let what = match error.kind() {
        ErrorKind::UnknownFilter => "Den Filter",
        ErrorKind::UnknownFunction => "Die Funktion",
        ErrorKind::UnknownTest => "Die Abfrage",
        _ => return None,
    };
    let name = error.detail()?.strip_suffix(" is unknown")?.rsplit(' ').next()?;
    Some(format!("{what} „{name}“ gibt es nicht."))
}

/// The bytes of a line, counted from 1.
fn line(text: &str, number: Option<usize>) -> Range<usize> {
    let skipped = number.unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(skipped).map(str::len).sum();
    let length = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    start..start + length
}
