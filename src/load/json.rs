//! JSON with the place of every value.

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Range;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::finding::{Code, Finding, Log};
use crate::source::{Data, FileId, Key, Node, Span};

/// The parser's leniences, all off: what other programs cannot read is a finding.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Parses a file; what is not well-formed is a finding.
pub(super) fn parse(file: FileId, text: &str, log: &mut Log) -> Option<Node> {
    match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(result) => match result.value {
            Some(value) => Some(node(file, &value)),
            None => {
                let mend = "Schreiben Sie mindestens [] (leere Tabelle) oder {} (leeres Objekt).";
                log.reject(Finding::at(Code::RB003, Span::new(file, 0, 0), "Die Datei ist leer.", mend))
            }
        },
        Err(error) => {
            let range = error.range();
            if let Some(finding) = unclosed(file, text, range, error.kind()) {
                return log.reject(finding);
            }
            let (message, mend) = special(text, range).unwrap_or_else(|| explain(error.kind()));
            log.reject(Finding::at(Code::RB003, Span::new(file, range.start, range.end), message, mend))
        }
    }
}

fn node(file: FileId, value: &Value<'_>) -> Node {
    let (range, data) = match value {
        Value::StringLit(v) => (v.range, Data::Text(v.value.to_string().into())),
        Value::NumberLit(v) => (v.range, Data::Number(v.value.into())),
        Value::BooleanLit(v) => (v.range, Data::Bool(v.value)),
        Value::NullKeyword(v) => (v.range, Data::Null),
        Value::Array(v) => (v.range, Data::List(v.elements.iter().map(|e| node(file, e)).collect())),
        Value::Object(v) => (v.range, v.properties.iter().map(|p| entry(file, p)).collect()),
    };
    Node { span: span(file, range), data }
}

fn entry(file: FileId, property: &jsonc_parser::ast::ObjectProp<'_>) -> (Key, Node) {
    let (key, range) = match &property.name {
        ObjectPropName::String(name) => (name.value.to_string(), name.range),
        ObjectPropName::Word(name) => (name.value.to_owned(), name.range),
    };
    (Key { name: key.into(), span: Some(span(file, range)) }, node(file, &property.value))
}

fn span(file: FileId, range: Range) -> Span {
    Span::new(file, range.start, range.end)
}

/// The finding for a bracket that is never closed: it shows at the end of the file and names the line of the bracket.
fn unclosed(file: FileId, text: &str, range: Range, kind: &ParseErrorKind) -> Option<Finding> {
    let (open, close) = match kind {
        ParseErrorKind::UnterminatedObject => ('{', '}'),
        ParseErrorKind::UnterminatedArray => ('[', ']'),
        _ => return None,
    };
    let line = text.get(..range.start)?.matches('\n').count() + 1;
    let end = text.trim_end().len();
    let message = format!("Die Klammer {open} aus Zeile {line} ist nicht geschlossen.");
    let span = Span::new(file, end.saturating_sub(1), end);
    Some(Finding::at(Code::RB003, span, message, format!("Ergänzen Sie die Klammer {close}.")))
}

/// The slips of a German hand, which the parser only sees as a wrong character: a decimal comma, curved quotes.
fn special(text: &str, range: Range) -> Option<(&'static str, &'static str)> {
    let (before, at) = (text.get(..range.start)?.trim_end(), text.get(range.start..)?);
    if before.ends_with(',') && at.starts_with(|c: char| c.is_ascii_digit()) {
        let number = before.trim_end_matches(',').ends_with(|c: char| c.is_ascii_digit());
        return number.then_some((
            "Die Zahl hat ein Komma.",
            "Schreiben Sie statt des Kommas einen Punkt, zum Beispiel 1234.56.",
        ));
    }
    let curved = at.starts_with(['„', '“', '”', '‚', '‘', '’']);
    curved.then_some(("Die Anführungszeichen sind gebogen.", "Ersetzen Sie sie durch gerade: \"Text\"."))
}

/// What is wrong with the JSON, and how to mend it.
fn explain(kind: &ParseErrorKind) -> (&'static str, &'static str) {
    use ParseErrorKind as K;
    match kind {
        K::CommentsNotAllowed | K::UnterminatedCommentBlock => {
            ("JSON kennt keine Kommentare.", "Löschen Sie den Kommentar.")
        }
        K::TrailingCommasNotAllowed => ("Hinter dem letzten Wert steht ein Komma.", "Löschen Sie das Komma."),
        K::ExpectedComma => {
            ("Zwischen zwei Angaben fehlt ein Komma.", "Ergänzen Sie das Komma am Ende der vorigen Angabe.")
        }
        K::ExpectedColonAfterObjectKey => {
            ("Hinter dem Feldnamen fehlt der Doppelpunkt.", "Ergänzen Sie den Doppelpunkt.")
        }
        K::ExpectedObjectValue => ("Hinter dem Doppelpunkt fehlt der Wert.", "Ergänzen Sie den Wert."),
        K::ExpectedStringObjectProperty | K::UnexpectedWord | K::SingleQuotedStringsNotAllowed => {
            ("Feldnamen und Texte stehen in doppelten Anführungszeichen.", "Setzen Sie doppelte Anführungszeichen.")
        }
        K::String(_) => ("Der Text ist nicht richtig abgeschlossen.", "Prüfen Sie Anführungszeichen und \\-Zeichen."),
        K::MultipleRootJsonValues => {
            ("Hinter dem Ende der Daten steht noch etwas.", "Löschen Sie, was hinter der letzten Klammer steht.")
        }
        K::NestingDepthExceeded => ("Die Daten sind zu tief geschachtelt.", "Verringern Sie die Schachtelung."),
        K::ExpectedDigit
        | K::ExpectedDigitFollowingNegativeSign
        | K::ExpectedPlusMinusOrDigitInNumberLiteral
        | K::BareDecimalPointNumbersNotAllowed
        | K::HexadecimalNumbersNotAllowed
        | K::NonFiniteNumbersNotAllowed
        | K::UnaryPlusNumbersNotAllowed => ("Die Zahl ist ungültig.", "Schreiben Sie die Zahl wie 1234.56."),
        K::UnterminatedArray
        | K::UnterminatedObject
        | K::UnexpectedCloseBrace
        | K::UnexpectedCloseBracket
        | K::UnexpectedColon
        | K::UnexpectedComma
        | K::UnexpectedToken
        | K::UnexpectedTokenInObject => {
            ("Hier steht ein unerwartetes Zeichen.", "Prüfen Sie Klammern und Kommas davor.")
        }
    }
}
