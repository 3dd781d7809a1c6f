//! View data as they are read here: what is missing is empty.

use serde_json::Value;

/// A value of the view data.
#[derive(Debug, Clone, Copy)]
pub(super) struct Data<'v>(Option<&'v Value>);

impl<'v> Data<'v> {
    pub(super) fn of(value: &'v Value) -> Self {
        Self(Some(value).filter(|value| !value.is_null()))
    }

    /// The field of a name.
    pub(super) fn get(self, name: &str) -> Self {
        Self(self.0.and_then(|value| value.get(name)).filter(|value| !value.is_null()))
    }

    /// Whether it has a field of a name.
    pub(super) fn has(self, name: &str) -> bool {
        self.get(name).is_there()
    }

    /// Whether there is anything.
    pub(super) fn is_there(self) -> bool {
        self.0.is_some()
    }

    /// Its items.
    pub(super) fn items(self) -> impl Iterator<Item = Data<'v>> + Clone {
        self.0.and_then(Value::as_array).into_iter().flatten().map(Data::of)
    }

    /// The items of a field.
    pub(super) fn list(self, name: &str) -> impl Iterator<Item = Data<'v>> + Clone {
        self.get(name).items()
    }

    /// The texts of a field.
    pub(super) fn texts(self, name: &str) -> impl Iterator<Item = String> + Clone + use<'v> {
        self.get(name).items().map(Data::words)
    }

    /// The text of a field; empty where it has none.
    pub(super) fn text(self, name: &str) -> String {
        self.get(name).words()
    }

    /// The text that this is, printed figures without their ids, with usual blanks and hyphens.
    pub(super) fn words(self) -> String {
        match self.0 {
            Some(Value::String(text)) => usual(text),
            Some(Value::Array(pieces)) => pieces.iter().map(|piece| Data::of(piece).words()).collect(),
            Some(Value::Object(piece)) => piece.get("text").map_or_else(String::new, |text| Data::of(text).words()),
            _ => String::new(),
        }
    }

    pub(super) fn number(self, name: &str) -> u64 {
        self.get(name).0.and_then(Value::as_u64).unwrap_or_default()
    }

    pub(super) fn is_true(self, name: &str) -> bool {
        self.get(name).0.and_then(Value::as_bool).unwrap_or_default()
    }
}

/// A text without what is for print alone: blanks that keep words together, and places where words may break.
pub(super) fn usual(text: &str) -> String {
    let usual = |c: char| match c {
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}' => Some(' '),
        '\u{2011}' => Some('-'),
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        other => Some(other),
    };
    text.chars().filter_map(usual).collect()
}
