//! An object before it is written: its own fields, and which others it holds.

use serde_json::{Map, Value};

use super::kind::Kind;

/// Fields of an object.
pub(super) type Fields = Map<String, Value>;

/// An object of the tree.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) kind: Kind,
    /// Where it lies below the address of the tree.
    pub(super) path: String,
    /// Its fields but for `id`, `type`, `created`, `modified`, what it holds and the text of a file.
    pub(super) fields: Fields,
    /// What it holds whole, by path.
    pub(super) held: Vec<(&'static str, Held)>,
    /// The field that leads back to what holds it; only where it stands alone.
    pub(super) back: Option<(&'static str, Value)>,
    /// Of a File, which paper has it and which of its files it is.
    pub(super) file: Option<(usize, usize)>,
}

/// Objects that another one holds.
#[derive(Debug, Clone)]
pub(super) enum Held {
    One(String),
    Many(Vec<String>),
}

impl Object {
    pub(super) fn new(kind: Kind, path: String) -> Self {
        Self { kind, path, fields: Fields::new(), held: Vec::new(), back: None, file: None }
    }

    /// Takes a field in; what says nothing is left out.
    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        if let Some(value) = said(value.into()) {
            self.fields.insert(name.into(), value);
        }
    }

    /// Holds other objects, if there are any.
    pub(super) fn hold(&mut self, name: &'static str, paths: Vec<String>) {
        if !paths.is_empty() {
            self.held.push((name, Held::Many(paths)));
        }
    }
}

impl Held {
    pub(super) fn paths(&self) -> &[String] {
        match self {
            Self::One(path) => std::slice::from_ref(path),
            Self::Many(paths) => paths,
        }
    }
}

/// A value without what says nothing: `null`, empty texts, lists and objects.
fn said(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.is_empty()).then_some(Value::String(text)),
        Value::Array(items) => {
            let items: Vec<Value> = items.into_iter().filter_map(said).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(fields) => {
            let fields: Fields = fields.into_iter().filter_map(|(name, value)| Some((name, said(value)?))).collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        plain => Some(plain),
    }
}
