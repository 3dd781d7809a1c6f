//! Where the view data of two papers differ, in the words of their keys, which are German.

use std::collections::BTreeSet;

use serde_json::Value;

use super::deviation::{Deviation, DeviationKind, How};
use crate::source::{quoted, shorten};

/// How many places are told at most.
const MOST: usize = 20;

/// The first differences of view data, in the order of their keys.
pub(super) fn places(paper: &[u8], today: &[u8]) -> Vec<Deviation> {
    let value = |bytes| serde_json::from_slice::<Value>(bytes).unwrap_or_default();
    let mut found = Vec::new();
    below(&value(paper), &value(today), &mut Vec::new(), &mut found);
    found
}

fn below(paper: &Value, today: &Value, path: &mut Vec<String>, found: &mut Vec<Deviation>) {
    if paper == today || found.len() >= MOST {
        return;
    }
    match (paper, today) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys()).collect::<BTreeSet<_>>() {
                path.push(key.clone());
                below(a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null), path, found);
                path.pop();
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (one, other)) in a.iter().zip(b).enumerate() {
                path.push((i + 1).to_string());
                below(one, other, path, found);
                path.pop();
            }
        }
        _ => {
            let how = How::Printed { paper: shown(paper), today: shown(today) };
            found.push(Deviation::new(DeviationKind::Place, &path.join(" › "), how));
        }
    }
}

/// A value that fits on a line.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(quoted(&shorten(text))),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(if *flag { "ja" } else { "nein" }.into()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_difference_is_told() {
        let a = br#"{"rahmen": {"stadt": "Aachen", "jahr": 1}, "zeilen": [1, 2], "annex": {"x": 1}}"#;
        let b = br#"{"rahmen": {"stadt": "Achen", "jahr": 1}, "zeilen": [1, 3], "annex": null}"#;
        let place = |name: &str, paper: Option<&str>, today: Option<&str>| {
            let how = How::Printed { paper: paper.map(str::to_owned), today: today.map(str::to_owned) };
            Deviation::new(DeviationKind::Place, name, how)
        };
        let expected = [
            place("annex", None, None),
            place("rahmen › stadt", Some("„Aachen“"), Some("„Achen“")),
            place("zeilen › 2", Some("2"), Some("3")),
        ];
        assert_eq!(places(a, b), expected);
        assert_eq!(places(a, a), []);
    }
}
