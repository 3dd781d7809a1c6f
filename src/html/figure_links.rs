//! Printed figures as links to the entries that say where they come from.

use std::collections::BTreeSet;

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind, Output, State};
use serde_json::Value as Json;

use super::environment::{escaped, text_of};
use super::words;

/// The signs of the Ampel, each with the class that gives it its colour; the words behind them say the same.
const SIGNS: [(char, &str); 3] = [('●', "gruen"), ('▲', "gelb"), ('■', "rot")];

/// The figures that stand on the page so far.
#[derive(Default)]
struct Printed(BTreeSet<String>);

/// Writes a value: a text, which may stand in an attribute, or pieces of text and figures.
pub(super) fn written(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match (value.kind(), value.as_str()) {
        (ValueKind::Seq, _) => out.write_str(&pieces(state, value)?).map_err(Error::from),
        (ValueKind::Map, _) => Err(ErrorKind::InvalidOperation.into()),
        _ => escaped(out, state, value),
    }
}

/// What a cell or field says, where it is a text: with its sign in its colour and its words marked. Never for attributes.
pub(super) fn content(value: Value) -> Value {
    match value.as_str() {
        Some(text) if !value.is_safe() => Value::from_safe_string(text_with_sign(text)),
        _ => value,
    }
}

/// A text, or pieces of text and figures, as HTML.
pub(super) fn html_of(state: &mut State<'_, '_>, value: &Value) -> Result<String, Error> {
    match value.as_str() {
        Some(text) => Ok(text_with_sign(text)),
        None => pieces(state, value),
    }
}

fn pieces(state: &mut State<'_, '_>, value: &Value) -> Result<String, Error> {
    let mut html = String::new();
    for piece in value.try_iter()? {
        match piece.as_str() {
            Some(text) => html.push_str(&text_with_sign(text)),
            None => html.push_str(&figure(state, &piece)?),
        }
    }
    Ok(html)
}

/// A figure; the first place of each is where its entry leads back to.
fn figure(state: &mut State<'_, '_>, piece: &Value) -> Result<String, Error> {
    let field = |name| piece.get_attr(name).ok().filter(|value| !value.is_undefined());
    let (Some(id), Some(text)) = (field("kennzahl"), field("text")) else {
        return Err(ErrorKind::InvalidOperation.into());
    };
    let (id, text) = (name(&id.to_string()), text_of(&text.to_string()));
    let is_first = state.get_or_insert_extension_with(Printed::default).0.insert(id.clone());
    let place = if is_first { format!(" id=\"z-{id}\"") } else { String::new() };
    Ok(format!("<a class=\"z\"{place} href=\"#h-{id}\">{text}</a>"))
}

/// Whether a figure stands on the page so far.
pub(super) fn is_printed(state: &State<'_, '_>, id: &str) -> bool {
    state.get_extension::<Printed>().is_some_and(|printed| printed.0.contains(&name(id)))
}

/// What is printed, without links.
pub(super) fn plain(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    let text = |piece: Value| match piece.as_str() {
        Some(text) => text.to_owned(),
        None => piece.get_attr("text").map(|text| text.to_string()).unwrap_or_default(),
    };
    value.try_iter().into_iter().flatten().map(text).collect()
}

/// The id of a figure as part of an id of the page: of ASCII, and different for each.
pub(super) fn name(id: &str) -> String {
    let mut name = String::new();
    for c in id.chars() {
        match c {
            _ if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') => name.push(c),
            _ => name.push_str(&format!(":{:x}:", u32::from(c))),
        }
    }
    name
}

/// What view data print, without links.
pub(super) fn words(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(pieces) => pieces.iter().map(words).collect(),
        Json::Object(piece) => piece.get("text").map(words).unwrap_or_default(),
        _ => String::new(),
    }
}

/// A text whose first sign is shown in its colour, where it is one of the Ampel.
fn text_with_sign(text: &str) -> String {
    let sign = text.chars().next().and_then(|first| SIGNS.into_iter().find(|(sign, _)| *sign == first));
    match sign {
        Some((sign, class)) => {
            let rest = words::marked(text.strip_prefix(sign).unwrap_or_default());
            format!("<span class=\"{class}\" aria-hidden=\"true\">{sign}</span>{rest}")
        }
        None => words::marked(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_ascii_and_apart() {
        assert_eq!(name("kennzahlen.im_zeitraum.dez-i"), "kennzahlen.im_zeitraum.dez-i");
        assert_eq!(name("a b\"<ü"), "a:20:b:22::3c::fc:");
        assert_ne!(name("a:"), name("a"));
    }

    #[test]
    fn a_sign_keeps_the_words_behind_it() {
        assert_eq!(text_with_sign("▲ <gelb>"), "<span class=\"gelb\" aria-hidden=\"true\">▲</span> &lt;gelb&gt;");
        assert_eq!(text_with_sign(""), "");
    }
}
