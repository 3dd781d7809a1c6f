//! JSON as people read it: keys in the order of their making, short lists on one line.

use std::fmt::Write;

/// A JSON value whose objects keep the order of their keys.
#[derive(Debug, Clone)]
pub(super) enum Json {
    /// `null`.
    Null,
    /// A truth value.
    Flag(bool),
    /// A number as it is to be written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Json::Text(text.into())
    }

    /// A list of texts.
    pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Json::List(texts.into_iter().map(Json::text).collect())
    }

    /// An object.
    pub(super) fn object<'a>(entries: impl IntoIterator<Item = (&'a str, Json)>) -> Self {
        Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// The value as a file: indented by two blanks, with a line break at the end.
    pub(super) fn to_file(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out.push('\n');
        out
    }

    fn write(&self, depth: usize, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Json::Number(number) => out.push_str(number),
            Json::Text(text) => out.push_str(&quoted(text)),
            Json::List(items) if items.iter().any(Json::is_nested) => {
                block(('[', ']'), items, depth, out, |item, out| item.write(depth + 1, out));
            }
            Json::List(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { ", " });
                    item.write(depth, out);
                }
                out.push(']');
            }
            Json::Object(entries) if entries.is_empty() => out.push_str("{}"),
            Json::Object(entries) => block(('{', '}'), entries, depth, out, |(key, value), out| {
                out.push_str(&quoted(key));
                out.push_str(": ");
                value.write(depth + 1, out);
            }),
        }
    }

    fn is_nested(&self) -> bool {
        matches!(self, Json::List(_) | Json::Object(_))
    }
}

/// Items on lines of their own, between brackets.
fn block<T>(brackets: (char, char), items: &[T], depth: usize, out: &mut String, write: impl Fn(&T, &mut String)) {
    out.push(brackets.0);
    for (i, item) in items.iter().enumerate() {
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        indent(depth + 1, out);
        write(item, out);
    }
    out.push('\n');
    indent(depth, out);
    out.push(brackets.1);
}

fn indent(depth: usize, out: &mut String) {
    // Writing to a text never fails.
    let _ = write!(out, "{:1$}", "", 2 * depth);
}

/// A text with its quotation marks and escapes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_the_same_value_with_its_keys_in_order() {
        let value = Json::object([
            ("b", Json::texts(["\"\\\u{8}ä", "="])),
            ("a", Json::List(vec![Json::object([]), Json::List(Vec::new()), Json::Number("0.10".into())])),
            ("c", Json::List(vec![Json::Null, Json::Flag(true)])),
        ]);
        insta::assert_snapshot!(value.to_file(), @r#"
        {
          "b": ["\"\\\bä", "="],
          "a": [
            {},
            [],
            0.10
          ],
          "c": [null, true]
        }
        "#);
        let read: serde_json::Value = serde_json::from_str(&value.to_file()).unwrap();
        assert_eq!(read["b"][0], "\"\\\u{8}ä");
    }
}
