//! What was decoded, together with where it stood.

use std::ops::Deref;

use super::record::{Decode, Field, Kind, Shape};
use super::{Kennung, NameList};
use crate::source::{Data, FileId, Node, Span, composed};

/// A record together with the value it was decoded from.
#[derive(Debug, Clone, PartialEq)]
pub struct Located<T> {
    record: T,
    node: Node,
}

impl<T> Located<T> {
    /// A record and its value.
    pub fn new(record: T, node: Node) -> Self {
        Self { record, node }
    }

    /// The value that it was decoded from.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// How many items the list at a path holds in the file, those that are not valid included.
    pub fn count(&self, list: &str) -> usize {
        self.node.node_at(list).map_or(0, |node| node.items().len())
    }

    /// Whether the file has a value at a path, valid or not.
    pub fn has(&self, path: &str) -> bool {
        self.node.node_at(path).is_some_and(|node| node.data != Data::Null)
    }

    /// The place of a field such as `beratungsfolge/0/gremium`; of the record where the field was left out.
    pub fn span(&self, path: &str) -> Span {
        self.node.span_at(path)
    }

    /// The whole place of a field, or of the record where the path is empty.
    pub fn extent(&self, path: &str) -> Span {
        self.node.extent_at(path)
    }
}

impl<T: Decode> Located<T> {
    /// The free texts of records with their places; Kennungen, days, amounts and words of closed lists are none.
    pub fn texts(records: &[Self]) -> Vec<(&str, Span)> {
        let mut texts = Vec::new();
        Self::values(records, &mut |value, shape, _| {
            if let (Shape::Single { kind: Kind::Text, .. }, Data::Text(text)) = (shape, &value.data) {
                texts.push((&**text, value.span));
            }
        });
        texts
    }

    /// The Kennungen that records name, each with the list that it comes from and its place.
    pub fn references(records: &[Self]) -> Vec<(NameList, Kennung, Span)> {
        let mut references = Vec::new();
        Self::values(records, &mut |value, _, refers| {
            if let (Some(list), Data::Text(text)) = (refers, &value.data) {
                let kennung = Kennung::parse(&composed(text.trim()));
                references.extend(kennung.map(|kennung| (list, kennung, value.span)));
            }
        });
        references
    }

    /// Looks at each single value of records, with its shape and the list that its Kennung comes from.
    fn values<'a>(records: &'a [Self], look: &mut Look<'_, 'a>) {
        let Shape::Record(shape) = T::shape() else { return };
        let fields = (shape.fields)();
        records.iter().for_each(|record| values_of_record(&record.node, &fields, look));
    }
}

/// What looks at a value.
type Look<'l, 'a> = dyn FnMut(&'a Node, &Shape, Option<NameList>) + 'l;

fn values_of_record<'a>(record: &'a Node, fields: &[Field], look: &mut Look<'_, 'a>) {
    for field in fields {
        if let Some(value) = record.get(field.name) {
            values_of(value, &field.shape, field.refers, look);
        }
    }
}

fn values_of<'a>(value: &'a Node, shape: &Shape, refers: Option<NameList>, look: &mut Look<'_, 'a>) {
    match (shape, &value.data) {
        (Shape::List(of), Data::List(items)) => items.iter().for_each(|item| values_of(item, of, refers, look)),
        (Shape::Record(record), Data::Object(_)) => values_of_record(value, &(record.fields)(), look),
        _ => look(value, shape, refers),
    }
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

/// A Markdown text with placeholders, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The file.
    pub file: FileId,
    /// Its content.
    pub markdown: String,
}

impl Text {
    /// The place of a range of bytes of the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }
}
