//! What is wrong with a text whose placeholders are to be filled in: where, and of what kind.

use std::ops::Range;

use minijinja::{Error, ErrorKind};

use super::environment::SENTENCES;
use crate::source::FenceFault;

/// Something that is wrong, or could be better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextFault {
    /// The bytes of the text that it is about.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: FaultKind,
}

/// The kinds of faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// A bracket without its end, which is named.
    Open(&'static str),
    /// A statement that texts do not have, by its word.
    Statement(String),
    /// An `{% if … %}` without its end.
    WithoutEnd,
    /// An `elif`, `else` or `endif` without its beginning, by its word.
    WithoutBeginning(String),
    /// A comment, or the id of a heading, which only looks like one.
    Comment,
    /// More placeholders than any paper needs.
    TooMany,
    /// An expression longer than any that a text needs.
    TooLong,
    /// An expression that cannot be read.
    Syntax,
    /// An expression with an odd number of quotes.
    Quote,
    /// A name that nothing has.
    Name,
    /// An id in `zahl["…"]` that nothing has.
    Id,
    /// `zahl` without square brackets and quotes behind it.
    Zahl,
    /// A standard sentence that there is not.
    Sentence,
    /// A standard sentence without the brackets behind it.
    SentenceAlone,
    /// A standard sentence that cannot be written with what it was given.
    SentenceFailed,
    /// A filter that there is not.
    Filter,
    /// Two filters of which the first has written what the second would need.
    Filters(String, String),
    /// `satzanfang` behind the digits of a value.
    Digits(String),
    /// A filter of amounts behind something else.
    NoAmount,
    /// A filter of days behind something else.
    NoDay,
    /// A function that there is not.
    Function,
    /// A value that is not known.
    Undefined,
    /// A group of figures where one is to be printed.
    Group,
    /// A value that nothing can be computed with.
    NoNumber,
    /// A character without a glyph, which a placeholder or an entity spelled out.
    Unprintable(char),
    /// Lists or emphasis nested too deep.
    TooDeep,
    /// A figure without a value; its id.
    Empty(String),
    /// A number that belongs to no single figure.
    Untraceable,
    /// A fence of what is nichtöffentlich that cannot be read.
    Fence(FenceFault),
    /// A stretch that is nichtöffentlich cuts an `{% if … %}` in two.
    Cut,
}

impl FaultKind {
    /// What an error of an expression means.
    pub(super) fn of(error: &Error, expression: &str) -> Self {
        if error.name() == Some(SENTENCES) {
            return Self::SentenceFailed;
        }
        match error.kind() {
            ErrorKind::SyntaxError if ['"', '\''].iter().any(|quote| expression.matches(*quote).count() % 2 == 1) => {
                Self::Quote
            }
            ErrorKind::SyntaxError => Self::Syntax,
            ErrorKind::UnknownFilter => Self::Filter,
            ErrorKind::UnknownFunction | ErrorKind::UnknownTest | ErrorKind::UnknownMethod => Self::Function,
            ErrorKind::UndefinedError => Self::Undefined,
            ErrorKind::WriteFailure => Self::Group,
            ErrorKind::InvalidOperation => Self::of_filters(expression).unwrap_or(match error.detail() {
                Some("Geldbetrag") => Self::NoAmount,
                Some("Datum") => Self::NoDay,
                _ => Self::NoNumber,
            }),
            _ => Self::NoNumber,
        }
    }

    /// Filters that do not go together.
    fn of_filters(expression: &str) -> Option<Self> {
        let (value, filters) = expression.split_once('|')?;
        let filters: Vec<&str> = filters.split('|').map(str::trim).collect();
        let clash = filters.windows(2).find_map(|pair| match pair {
            [first, second] if written_by(first).is_some() && *second != "satzanfang" => {
                Some(Self::Filters((*first).to_owned(), (*second).to_owned()))
            }
            _ => None,
        });
        clash.or_else(|| (filters.first() == Some(&"satzanfang")).then(|| Self::Digits(value.trim().to_owned())))
    }

    /// Whether a text can be printed with it all the same.
    pub(crate) fn is_remark(&self) -> bool {
        matches!(self, Self::Empty(_) | Self::Untraceable)
    }
}

/// What a filter writes, so that no other filter finds what it needs.
pub(crate) fn written_by(filter: &str) -> Option<&'static str> {
    match filter {
        "euro" | "glatt" | "tsd" | "mio" => Some("den Geldbetrag schon mit seiner Einheit"),
        "datum" | "datum_lang" | "monat" | "jahr" => Some("den Tag schon aus"),
        "zahlwort" => Some("die Zahl schon als Wort"),
        "satzanfang" => Some("schon einen Text"),
        _ => None,
    }
}
