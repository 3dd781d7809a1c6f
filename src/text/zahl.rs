//! Printed figures inside texts: marked while a text is put together, taken apart before templates see it.
//!
//! A figure that is printed keeps its id beside its digits, whatever sentence or cell it stands in. Until the view data
//! are written the id stands in the string itself, between three noncharacters: Unicode keeps these for a program's own
//! use, no font has a glyph for them, and so no text that passed reading can hold one.

use serde_json::{Map, Value, json};

use super::values::rounded;
use crate::figures::{Figure, Wert};

/// Before the id.
pub(crate) const BEGIN: char = '\u{fdd0}';
/// Between the id and what is printed.
pub(crate) const MIDDLE: char = '\u{fdd1}';
/// After what is printed.
pub(crate) const END: char = '\u{fdd2}';

/// The value of a figure as it is printed, with its id.
pub(crate) fn zahl(figure: &Figure) -> String {
    marked(&figure.id, &figure.wert.text())
}

/// An amount in a form that is read at a glance, with its id: `6,71 Mio. €`, below a million `976.643,26 €`.
pub(crate) fn short(figure: &Figure) -> String {
    let text = match figure.wert {
        Wert::Betrag(betrag) if betrag.as_cents().unsigned_abs() >= 100_000_000 => {
            format!("{}\u{a0}Mio.\u{a0}€", rounded(betrag, 1_000_000, 2))
        }
        Wert::Betrag(_) => return format!("{}\u{a0}€", zahl(figure)),
        other => other.text(),
    };
    marked(&figure.id, &text)
}

/// A number of days as it is printed, with its id: `1 Tag`, `90 Tage`.
pub(crate) fn tage(figure: &Figure) -> String {
    counted(figure, "Tag", "Tage")
}

/// A count and what it counts, which no end of a line parts.
pub(crate) fn counted(figure: &Figure, one: &str, many: &str) -> String {
    format!("{}\u{a0}{}", zahl(figure), if figure.wert == Wert::Anzahl(1) { one } else { many })
}

/// A part of a whole as it is printed, which no end of a line parts: `32 von 40`.
pub(crate) fn n_of_m([part, whole]: [&Figure; 2]) -> String {
    format!("{}\u{a0}von\u{a0}{}", zahl(part), zahl(whole))
}

/// What is printed of a figure: its value, or a term of its formula, with its id.
pub(crate) fn marked(id: &str, text: &str) -> String {
    format!("{BEGIN}{id}{MIDDLE}{text}{END}")
}

/// A text without ids, for places that are no running text: metadata, alternative texts.
pub(crate) fn unmarked(text: &str) -> String {
    pieces(text).map(|(_, piece)| piece).collect()
}

/// A text with marked figures in pieces: the id where it is a figure, and what is printed.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    text.split_inclusive(END)
        .flat_map(|part| match part.split_once(BEGIN) {
            None => [Some((None, part)), None],
            Some((before, figure)) => {
                let (id, printed) = figure.split_once(MIDDLE).unwrap_or(("", figure));
                let plain = (!before.is_empty()).then_some((None, before));
                [plain, Some((Some(id), printed.trim_end_matches(END)))]
            }
        })
        .flatten()
}

/// View data with every text that holds a figure as a list of pieces: texts, and `{"kennzahl": id, "text": digits}`.
pub(crate) fn in_pieces(value: Value) -> Value {
    match value {
        Value::String(text) if text.contains(BEGIN) => Value::Array(pieces(&text).map(piece).collect()),
        Value::Array(items) => Value::Array(items.into_iter().map(in_pieces).collect()),
        Value::Object(map) => Value::Object(map.into_iter().map(|(key, v)| (key, in_pieces(v))).collect::<Map<_, _>>()),
        other => other,
    }
}

fn piece((id, text): (Option<&str>, &str)) -> Value {
    match id {
        Some(id) => json!({ "kennzahl": id, "text": text }),
        None => json!(text),
    }
}

/// The ids of the figures in view data, in the order in which they are printed.
pub(crate) fn ids<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| ids(item, found)),
        Value::Object(map) => match map.get("kennzahl").and_then(Value::as_str) {
            Some(id) => found.push(id),
            None => map.values().for_each(|item| ids(item, found)),
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_apart_and_together() {
        let text = format!("Es sind {} von {}.", marked("a.b", "7"), marked("a.c", "57"));
        assert_eq!(unmarked(&text), "Es sind 7 von 57.");
        let expected =
            json!(["Es sind ", { "kennzahl": "a.b", "text": "7" }, " von ", { "kennzahl": "a.c", "text": "57" }, "."]);
        assert_eq!(in_pieces(json!({ "x": [text] })), json!({ "x": [expected] }));
        assert_eq!(in_pieces(json!("57 Projekte")), json!("57 Projekte"));
        let value = in_pieces(json!([marked("a.b", "7"), ["kein"], { "t": marked("a.c", "57") }]));
        let mut found = Vec::new();
        ids(&value, &mut found);
        assert_eq!(found, ["a.b", "a.c"]);
    }

    #[test]
    fn no_text_that_was_read_can_hold_a_mark() {
        let alphabet = crate::source::Alphabet::all();
        for mark in [BEGIN, MIDDLE, END] {
            assert!(
                !crate::source::is_safe(mark) || alphabet.first_unprintable(&mark.to_string()).is_some(),
                "{mark:?}"
            );
        }
    }
}
