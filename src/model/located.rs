//! What was decoded, together with where it stood.

use std::ops::Deref;

use super::record::{Decode, Field, Kind, Shape};
use crate::source::{Data, FileId, Node, Span};

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
        let Shape::Record(shape) = T::shape() else { return Vec::new() };
        let fields = (shape.fields)();
        let mut texts = Vec::new();
        for record in records {
            fields.iter().for_each(|field| texts_of_field(&record.node, field, &mut texts));
        }
        texts
    }
}

fn texts_of_field<'a>(record: &'a Node, field: &Field, texts: &mut Vec<(&'a str, Span)>) {
    if let Some(value) = record.get(field.name) {
        texts_of(value, &field.shape, texts);
    }
}

fn texts_of<'a>(value: &'a Node, shape: &Shape, texts: &mut Vec<(&'a str, Span)>) {
    match (shape, &value.data) {
        (Shape::Single { kind: Kind::Text, .. }, Data::Text(text)) => texts.push((text, value.span)),
        (Shape::List(of), Data::List(items)) => items.iter().for_each(|item| texts_of(item, of, texts)),
        (Shape::Record(record), Data::Object(_)) => {
            (record.fields)().iter().for_each(|field| texts_of_field(value, field, texts));
        }
        _ => {}
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
