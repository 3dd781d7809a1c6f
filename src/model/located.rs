//! What was decoded, together with where it stood.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::{Deref, Range};

use super::record::{Decode, Field, Kind, Shape};
use super::{Kennung, NameList};
use crate::source::{Data, FileId, Node, Span, as_seen, composed};

/// A record together with the value it was decoded from.
#[derive(Debug, Clone, PartialEq)]
pub struct Located<T> {
    record: T,
    node: Node,
    /// Where its cells are; `None` where it is kept in a file of its own, or as one row of a table.
    cells: Option<Box<RowCells>>,
}

/// The cells of a record that is kept as rows of sheets, the empty ones included.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowCells {
    /// The place of each cell, by the path of what it holds.
    pub cells: BTreeMap<String, Span>,
    /// The rows.
    pub rows: Vec<Span>,
}

impl<T> Located<T> {
    /// A record and its value.
    pub fn new(record: T, node: Node) -> Self {
        Self { record, node, cells: None }
    }

    /// The same, with the cells that it is kept in.
    pub(crate) fn in_cells(self, cells: RowCells) -> Self {
        Self { cells: Some(Box::new(cells)), ..self }
    }

    /// The path of what each of its cells holds, with the place; none where it is kept in a file of its own.
    pub fn cells(&self) -> impl Iterator<Item = (Span, &str)> {
        let cells = self.cells.iter().flat_map(|own| &own.cells);
        cells.map(|(path, span)| (*span, path.as_str()))
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

    /// The place of a field such as `beratungsfolge/0/gremium`; where the field was left out, its cell or that of the first in it, or
    /// else the record.
    pub fn span(&self, path: &str) -> Span {
        let known = self.node.span_at(path);
        match &self.cells {
            Some(cells) if self.node.node_at(path).is_none() => {
                cells.missing(path).unwrap_or_else(|| cells.row_of(known).unwrap_or(self.node.span_at("")))
            }
            _ => known,
        }
    }

    /// The whole place of a field, or of the record where the path is empty.
    pub fn extent(&self, path: &str) -> Span {
        self.node.extent_at(path)
    }
}

impl RowCells {
    /// The cell of a field that holds nothing, or the first of those that together are one.
    fn missing(&self, path: &str) -> Option<Span> {
        let below = |own: &str| own.strip_prefix(path)?.strip_prefix('/').map(|rest| !rest.contains('/'));
        let first = || self.cells.iter().find(|(own, _)| below(own) == Some(true)).map(|(_, span)| *span);
        self.cells.get(path).copied().or_else(first)
    }

    /// A place, where it is that of a row.
    fn row_of(&self, place: Span) -> Option<Span> {
        self.rows.iter().any(|row| row.file == place.file && row.start() == place.start()).then_some(place)
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
    /// Whether somebody wrote it in Word, and has seen none of its Markdown.
    pub is_word: bool,
}

impl Text {
    /// The place of a range of bytes of the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// The words of a range of bytes as somebody typed them.
    pub fn typed(&self, range: Range<usize>) -> Cow<'_, str> {
        let words = self.markdown.get(range).unwrap_or_default();
        if self.is_word { as_seen(words, None).0.into() } else { words.into() }
    }
}
