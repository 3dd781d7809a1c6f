//! TOML with the place of every value.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::{Code, Finding, Log};
use crate::source::{Data, Entry, FileId, Node, Span};

/// Parses a file; everything in it that is not well-formed is a finding.
pub(super) fn parse(file: FileId, text: &str, log: &mut Log) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let mut root = node(file, &DeValue::Table(table.get_ref().clone()), 0..text.len());
        sort_by_place(&mut root);
        return Some(root);
    }
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let message = format!("Die Datei ist kein gültiges TOML ({}).", error.message());
        let mend = "Prüfen Sie die Zeile: Texte stehen in Anführungszeichen, Daten ohne, Listen in [ ].";
        log.push(Finding::at(Code::RB003, Span::new(file, range.start, range.end), message, mend));
    }
    None
}

fn node(file: FileId, value: &DeValue<'_>, range: std::ops::Range<usize>) -> Node {
    let data = match value {
        DeValue::String(text) => Data::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Data::Number(number.as_str().replace('_', "")),
        DeValue::Integer(number) => Data::Text(number.to_string()),
        DeValue::Float(number) => Data::Number(number.as_str().replace('_', "")),
        DeValue::Boolean(value) => Data::Bool(*value),
        DeValue::Datetime(date) => Data::Date(date.to_string()),
        DeValue::Array(items) => Data::List(items.iter().map(|item| spanned(file, item)).collect()),
        DeValue::Table(table) => Data::Object(
            table
                .iter()
                .map(|(key, value)| Entry {
                    key: key.get_ref().to_string(),
                    key_span: Span::new(file, key.span().start, key.span().end),
                    value: spanned(file, value),
                })
                .collect(),
        ),
    };
    Node { span: Span::new(file, range.start, range.end), data }
}

fn spanned(file: FileId, value: &Spanned<DeValue<'_>>) -> Node {
    node(file, value.get_ref(), value.span())
}

/// Puts entries in the order of the file; the parser sorts them by name.
fn sort_by_place(node: &mut Node) {
    match &mut node.data {
        Data::Object(entries) => {
            entries.sort_by_key(|e| e.key_span.start);
            entries.iter_mut().for_each(|e| sort_by_place(&mut e.value));
        }
        Data::List(items) => items.iter_mut().for_each(sort_by_place),
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) | Data::Date(_) => {}
    }
}
