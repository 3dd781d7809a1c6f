//! Where the view data of two papers differ, in the words of their keys, which are German.

use serde_json::Value;

/// How many places are told at most.
const MOST: usize = 20;

/// Something that a paper would print otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewChange {
    /// Where, by the keys that lead there: `rahmen › dokument › verfasser`.
    pub place: String,
    /// What the paper prints; `None` where it has nothing there, or more than a text.
    pub paper: Option<String>,
    /// What would be printed today.
    pub today: Option<String>,
}

/// The first differences of view data, in the order of their keys.
pub(super) fn differences(paper: &[u8], today: &[u8]) -> Vec<ViewChange> {
    let value = |bytes| serde_json::from_slice::<Value>(bytes).unwrap_or_default();
    let mut found = Vec::new();
    below(&value(paper), &value(today), &mut Vec::new(), &mut found);
    found
}

fn below(paper: &Value, today: &Value, path: &mut Vec<String>, found: &mut Vec<ViewChange>) {
    if paper == today || found.len() >= MOST {
        return;
    }
    match (paper, today) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let side = |map: &serde_json::Map<String, Value>| map.get(key).cloned().unwrap_or_default();
                path.push(key.clone());
                below(&side(a), &side(b), path, found);
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
        _ => found.push(ViewChange { place: path.join(" › "), paper: shown(paper), today: shown(today) }),
    }
}

/// A value that fits on a line.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(crate::source::quoted(&crate::source::shorten(text))),
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
        let told: Vec<String> = differences(a, b)
            .into_iter()
            .map(|change| format!("{}: {:?} {:?}", change.place, change.paper, change.today))
            .collect();
        let expected = [
            "annex: None None",
            "rahmen › stadt: Some(\"„Aachen“\") Some(\"„Achen“\")",
            "zeilen › 2: Some(\"2\") Some(\"3\")",
        ];
        assert_eq!(told, expected);
        assert!(differences(a, a).is_empty());
    }
}
