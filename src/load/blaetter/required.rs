//! What a record of sheets must say and does not, in the words of the heads.

use super::gather::Cells;
use crate::finding::{Code, Finding, Log};
use crate::load::cell;
use crate::model::{Blatt, Decode, Field, Shape, fields_of};
use crate::source::{Data, Node, Span};

/// Reports required fields that are missing, each at the cell where it belongs, and marks them, so that decoding says nothing more
/// of them.
pub(in crate::load) fn require<T: Decode>(node: &mut Node, cells: &Cells, log: &mut Log) {
    let row = node.span_at("");
    record(&T::shape(), node, ("", row), (cells, log));
}

fn record(shape: &Shape, node: &mut Node, at: (&str, Span), (cells, log): (&Cells, &mut Log)) {
    for field in fields_of(shape) {
        one(&field, node, at, (cells, log));
    }
}

/// Looks at one field of a record that stands at a path, in a row.
pub(super) fn one(field: &Field, node: &mut Node, (at, row): (&str, Span), (cells, log): (&Cells, &mut Log)) {
    let path = if at.is_empty() { field.name.to_owned() } else { format!("{at}/{}", field.name) };
    let is_missing = node.get(field.name).is_none_or(|value| value.data == Data::Null);
    match (&field.shape, is_missing) {
        (_, true) if !field.required => {}
        (Shape::Record(_), true) => {
            let mut empty = Node { span: node.span, data: std::iter::empty().collect() };
            record(&field.shape, &mut empty, (&path, row), (cells, log));
            node.put(field.name, empty);
        }
        (_, true) => {
            log.push(missing(field, &path, row, cells));
            node.put(field.name, Node { span: node.span, data: Data::Faulty });
        }
        (Shape::Record(_), false) => {
            if let Some(inner) = node.get_mut(field.name) {
                record(&field.shape, inner, (&path, row), (cells, log));
            }
        }
        (Shape::List(of), false) if matches!(**of, Shape::Record(_)) => {
            let items = node.get_mut(field.name).map(Node::items_mut).unwrap_or_default();
            for (index, item) in items.iter_mut().enumerate() {
                let row = item.span_at("");
                record(of, item, (&format!("{path}/{index}"), row), (cells, log));
            }
        }
        (Shape::List(_) | Shape::Single { .. } | Shape::Choice(_), false) => {}
    }
}

fn missing(field: &Field, path: &str, row: Span, cells: &Cells) -> Finding {
    let (span, message) = match cells.get(path) {
        Some((span, title)) => (*span, format!("Das Pflichtfeld „{title}“ ist leer.")),
        // The sheet has no such column.
        None => (row, format!("Das Pflichtfeld „{}“ fehlt.", Blatt::head_of(path).unwrap_or(field.title))),
    };
    let mend = format!("Tragen Sie einen Wert ein ({}).", field.note);
    Finding::at(Code::RB006, span, message, mend).expected(cell::expectation(&field.shape))
}
