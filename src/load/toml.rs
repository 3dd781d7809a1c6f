//! TOML with the place of every value.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::{Code, Finding, Log};
use crate::model::schreibweise;
use crate::source::{Data, FileId, Key, Node, Span};

/// Parses a file; everything in it that is not well-formed is a finding.
pub(super) fn parse(file: FileId, text: &str, log: &mut Log) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(node(file, &DeValue::Table(table.get_ref().clone()), 0..text.len()));
    }
    let mut dated = BTreeSet::new();
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        if let Some((at, day)) = german_day(text, range.start) {
            // The parser stumbles over each of its dots.
            if dated.insert(at.start) {
                let message = "Ein Tag ist hier anders zu schreiben als in Tabellen.";
                let mend = format!("Schreiben Sie {day}, ohne Anführungszeichen.");
                let found = text.get(at.clone()).unwrap_or_default();
                log.push(Finding::at(Code::RB003, Span::new(file, at.start, at.end), message, mend).found(found));
            }
            continue;
        }
        let (message, mend) = explain(error.message());
        log.push(Finding::at(Code::RB003, Span::new(file, range.start, range.end), message, mend));
    }
    None
}

/// A day as `01.11.2025` that is the value of a line, with its place.
fn german_day(text: &str, at: usize) -> Option<(Range<usize>, NaiveDate)> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    let (name, value) = line.split_once('=')?;
    let written = value.split('#').next()?.trim();
    let Ok(day) = schreibweise::tag(written) else { return None };
    let from = start + name.len() + 1 + (value.len() - value.trim_start().len());
    Some((from..from + written.len(), day))
}

/// What is wrong with the TOML, and how to mend it; the parser says it in English.
fn explain(message: &str) -> (&'static str, &'static str) {
    let is = |words: &str| message.contains(words);
    if is("duplicate key") {
        (
            "Das Feld steht in diesem Abschnitt doppelt.",
            "Löschen Sie eine der beiden Zeilen. Gibt es den Abschnitt mehrfach, setzen Sie seinen Namen in doppelte Klammern: [[gremium]].",
        )
    } else if is("string values must be quoted") || is("opening quote") || is("escape") {
        ("Der Text ist nicht richtig in Anführungszeichen gesetzt.", "Setzen Sie gerade Anführungszeichen: \"Text\".")
    } else if is("date") || is("day") || is("month") {
        ("Den Tag gibt es nicht.", "Schreiben Sie einen Tag wie 2020-12-31, ohne Anführungszeichen.")
    } else if is("recurs") {
        ("Die Daten sind zu tief geschachtelt.", "Verringern Sie die Schachtelung.")
    } else if is("array") || is("inline table") || is("comma") {
        ("Die Liste ist nicht richtig geschrieben.", "Prüfen Sie Kommas und die Klammern [ ] und { }.")
    } else if is("table") {
        (
            "Die Überschrift des Abschnitts ist nicht richtig geschrieben.",
            "Schreiben Sie [abschnitt] oder [[abschnitt]].",
        )
    } else {
        (
            "Die Zeile ist kein gültiges TOML.",
            "Schreiben Sie feld = Wert: Texte in Anführungszeichen, Zahlen und Tage ohne.",
        )
    }
}

fn node(file: FileId, value: &DeValue<'_>, range: Range<usize>) -> Node {
    let data = match value {
        DeValue::String(text) => Data::Text(text.to_string().into()),
        DeValue::Integer(number) if number.radix() == 10 => Data::Number(number.as_str().replace('_', "").into()),
        DeValue::Integer(number) => Data::Text(number.to_string().into()),
        DeValue::Float(number) => Data::Number(number.as_str().replace('_', "").into()),
        DeValue::Boolean(value) => Data::Bool(*value),
        DeValue::Datetime(date) => Data::Date(date.to_string().into()),
        DeValue::Array(items) => Data::List(items.iter().map(|item| spanned(file, item)).collect()),
        DeValue::Table(table) => {
            let entries = table.iter().map(|(key, value)| {
                let span = Span::new(file, key.span().start, key.span().end);
                (Key { name: key.get_ref().to_string().into(), span: Some(span) }, spanned(file, value))
            });
            let mut entries: Vec<(Key, Node)> = entries.collect();
            // The parser sorts by name; here the order of the file counts.
            entries.sort_by_key(|(key, _)| key.span);
            entries.into_iter().collect()
        }
    };
    Node { span: Span::new(file, range.start, range.end), data }
}

fn spanned(file: FileId, value: &Spanned<DeValue<'_>>) -> Node {
    node(file, value.get_ref(), value.span())
}
