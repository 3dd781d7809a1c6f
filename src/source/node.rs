//! The tree of values that every input format becomes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::quote::{quoted, shorten};
use super::{Compact, Span};

/// The key under which editors look for the schema of a JSON file; it belongs to no record.
pub const SCHEMA: &str = "$schema";

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where the value stands.
    pub span: Span,
    /// What it holds.
    pub data: Data,
}

/// The kinds of value that an input can hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// `null`, or an empty cell.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number as it was written, so that amounts stay exact.
    Number(Compact),
    /// A text.
    Text(Compact),
    /// A date literal, as TOML has it.
    Date(Compact),
    /// A list.
    List(Box<[Node]>),
    /// An object. Shared, since a table's rows are kept as they were read beside the records that were made of them.
    Object(Arc<Object>),
    /// A value that its reader has already reported; nothing more is said of it.
    Faulty,
}

/// Keys and their values in the order of the file; keys can occur twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    keys: Arc<[Key]>,
    values: Box<[Node]>,
}

/// The key of a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Where it stands; `None` in a table, where it is the head of a column.
    pub span: Option<Span>,
}

impl Object {
    /// The values of a row, which has the keys of other rows.
    pub fn of_row(keys: Arc<[Key]>, values: Vec<Node>) -> Self {
        Self { keys, values: values.into() }
    }

    /// The keys with their values.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (&Key, &Node)> {
        self.keys.iter().zip(&self.values)
    }

    /// The value under a key; the last one where a key occurs twice.
    fn get(&self, key: &str) -> Option<&Node> {
        self.values.get(self.position(key)?)
    }

    fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let position = self.position(key)?;
        self.values.get_mut(position)
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.keys.iter().rposition(|own| own.name == key)
    }
}

impl FromIterator<(Key, Node)> for Data {
    fn from_iter<I: IntoIterator<Item = (Key, Node)>>(entries: I) -> Self {
        let (keys, values): (Vec<Key>, Vec<Node>) = entries.into_iter().unzip();
        Data::Object(Arc::new(Object { keys: keys.into(), values: values.into() }))
    }
}

impl Node {
    /// The value under a key of an object; the last one where a key occurs twice.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.data {
            Data::Object(object) => object.get(key),
            _ => None,
        }
    }

    /// As [`Node::get`], to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.data {
            Data::Object(object) => Arc::make_mut(object).get_mut(key),
            _ => None,
        }
    }

    /// As [`Node::items`], to change them.
    pub fn items_mut(&mut self) -> &mut [Node] {
        match &mut self.data {
            Data::List(items) => items,
            _ => &mut [],
        }
    }

    /// The entries of a list; none for every other kind.
    pub fn items(&self) -> &[Node] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The place of the value at a path such as `beratungsfolge/2/gremium`.
    ///
    /// Where the path leads nowhere (an optional field that was left out), the place of the last value on the way.
    pub fn span_at(&self, path: &str) -> Span {
        self.at(path).start()
    }

    /// The whole place of the value at a path: from the first to the last byte of what is in it.
    ///
    /// A section of TOML begins at its heading, and its fields stand below; this covers both.
    pub fn extent_at(&self, path: &str) -> Span {
        let node = self.at(path);
        let mut whole = node.span;
        node.widen(&mut whole);
        whole
    }

    /// The value at a path such as `beratungsfolge/0/gremium`; `None` where a step on the way is missing.
    pub fn node_at(&self, path: &str) -> Option<&Node> {
        let (node, arrived) = self.walk(path);
        arrived.then_some(node)
    }

    /// The value at a path, or the last one on the way.
    fn at(&self, path: &str) -> &Node {
        self.walk(path).0
    }

    /// The last value on the way along a path, and whether that is its end; a number is a position in a list.
    fn walk(&self, path: &str) -> (&Node, bool) {
        let mut node = self;
        for step in path.split('/').filter(|step| !step.is_empty()) {
            let next = match (&node.data, step.parse::<usize>()) {
                (Data::List(items), Ok(index)) => items.get(index),
                _ => node.get(step),
            };
            let Some(found) = next else { return (node, false) };
            node = found;
        }
        (node, true)
    }

    /// Widens a range until it holds everything that is in the value.
    fn widen(&self, whole: &mut Span) {
        *whole = whole.hull(self.span);
        match &self.data {
            Data::List(items) => items.iter().for_each(|item| item.widen(whole)),
            Data::Object(object) => object.values.iter().for_each(|value| value.widen(whole)),
            Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) | Data::Date(_) | Data::Faulty => {}
        }
    }

    /// Where to point for the whole value: objects and lists by their first byte, other values whole.
    fn start(&self) -> Span {
        match self.data {
            Data::List(_) | Data::Object(_) => Span::new(self.span.file, self.span.start(), self.span.start() + 1),
            _ => self.span,
        }
    }

    /// The value as a text that does not depend on the order or the layout of its fields.
    pub fn canonical(&self) -> String {
        self.canonical_without("")
    }

    /// As [`Node::canonical`], without the field of this name.
    pub fn canonical_without(&self, key: &str) -> String {
        let mut text = String::new();
        self.write_canonical(key, &mut text);
        text
    }

    fn write_canonical(&self, without: &str, out: &mut String) {
        match &self.data {
            Data::Null | Data::Faulty => out.push_str("null"),
            Data::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Data::Number(number) => out.push_str(number),
            Data::Text(text) | Data::Date(text) => out.push_str(&serde_json::Value::from(text.trim()).to_string()),
            Data::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    item.write_canonical("", out);
                }
                out.push(']');
            }
            Data::Object(object) => {
                let kept = object.entries().filter(|(own, _)| own.name != without);
                let sorted: BTreeMap<&str, &Node> = kept.map(|(own, value)| (&*own.name, value)).collect();
                out.push('{');
                for (at, (key, value)) in sorted.into_iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    out.push_str(&format!("{key:?}:"));
                    value.write_canonical("", out);
                }
                out.push('}');
            }
        }
    }

    /// The value as a text by which records are compared that were kept in different formats: what is empty or cannot be read says nothing,
    /// and a number is the same with and without noughts behind its last decimal.
    pub fn meaning(&self) -> String {
        self.said().map_or_else(String::new, |said| said.canonical())
    }

    /// The value without what says nothing; `None` where that is all of it.
    fn said(&self) -> Option<Self> {
        let data = match &self.data {
            Data::Null | Data::Faulty => return None,
            Data::Number(number) if number.contains('.') => {
                Data::Number(number.trim_end_matches('0').trim_end_matches('.').into())
            }
            Data::List(items) if items.is_empty() => return None,
            Data::List(items) => {
                Data::List(items.iter().map(|item| item.said().unwrap_or_else(|| item.clone())).collect())
            }
            Data::Object(object) => {
                let said = object.entries().filter(|(key, _)| key.name != SCHEMA);
                let said: Vec<_> = said.filter_map(|(key, value)| Some((key.clone(), value.said()?))).collect();
                if said.is_empty() {
                    return None;
                }
                said.into_iter().collect()
            }
            other => other.clone(),
        };
        Some(Self { span: self.span, data })
    }

    /// Sets the value at a path such as `finanzen/haushaltsjahr`; the objects on the way are made where they are missing, and
    /// stand where the value does.
    pub fn put(&mut self, path: &str, value: Node) {
        let Some((first, rest)) = path.split_once('/') else {
            self.set(path, value);
            return;
        };
        if self.get(first).is_none() {
            self.set(first, Node { span: value.span, data: std::iter::empty().collect() });
        }
        if let Some(next) = self.get_mut(first) {
            next.put(rest, value);
        }
    }

    /// Sets the value of a key, which may hold the sign that separates the steps of a path.
    pub fn set(&mut self, key: &str, value: Node) {
        if let Some(own) = self.get_mut(key) {
            *own = value;
            return;
        }
        let entry = (Key { name: key.to_owned().into(), span: None }, value);
        if let Data::Object(object) = &self.data {
            self.data = object.entries().map(|(key, value)| (key.clone(), value.clone())).chain([entry]).collect();
        }
    }

    /// What the value is, in German, for the "found" part of a finding.
    pub fn describe(&self) -> String {
        match &self.data {
            Data::Null => "kein Wert (null)".into(),
            Data::Bool(true) => "der Wahrheitswert true".into(),
            Data::Bool(false) => "der Wahrheitswert false".into(),
            Data::Number(n) => format!("die Zahl {n}"),
            Data::Text(t) => format!("der Text {}", quoted(&shorten(t))),
            Data::Date(d) => format!("das Datum {d}"),
            Data::List(items) => format!("eine Liste mit {} Einträgen", items.len()),
            Data::Object(_) => "ein Objekt { … }".into(),
            Data::Faulty => "kein lesbarer Wert".into(),
        }
    }
}

#[cfg(test)]
mod tests {

    #[test]
    fn what_is_empty_and_noughts_behind_a_number_say_nothing() {
        let meaning = |text: &str| crate::load::json_text(text).unwrap().meaning();
        let one = meaning(r#"{"a": 10, "b": "x", "c": {"d": 0.5}}"#);
        let other = r#"{"$schema": "s", "c": {"e": null, "d": 0.50}, "b": " x ", "f": [], "g": {"h": {}}, "a": 10.00}"#;
        assert_eq!(one, meaning(other));
        assert_eq!(one, r#"{"a":10,"b":"x","c":{"d":0.5}}"#);
        assert_ne!(one, meaning(r#"{"a": 1, "b": "x", "c": {"d": 0.5}}"#));
    }

    #[test]
    fn values_are_put_at_paths() {
        let mut tree = crate::load::json_text("{}").unwrap();
        let value = |text: &str| crate::load::json_text(text).unwrap();
        tree.put("a/b", value("1"));
        tree.put("a/c", value("2"));
        tree.put("a/b", value("3"));
        tree.set("d/e", value("4"));
        assert_eq!(tree.canonical(), r#"{"a":{"b":3,"c":2},"d/e":4}"#);
    }

    #[test]
    fn the_order_of_a_section_plays_no_part() {
        let text = |text: &str| crate::load::toml_text(text).unwrap().canonical();
        assert_eq!(text("a = 1\nb = [\"x\", true]"), r#"{"a":1,"b":["x",true]}"#);
        assert_eq!(text("b = [ \"x\", true ]\n# c\na = 1"), text("a = 1\nb = [\"x\", true]"));
    }
}
