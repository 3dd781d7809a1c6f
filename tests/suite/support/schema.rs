//! Holds a value against a JSON Schema, as far as the program's schemas go.
//!
//! A crate that knows all of JSON Schema would turn on features of crates that typesetting uses, and the README's two
//! commands would no longer share one compilation.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use regex::Regex;
use serde_json::Value;

/// Every place at which a value breaks a schema, such as `/0/betrag: maximum`.
pub(crate) fn breaches(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    hold(schema, schema, value, "", &mut found);
    found
}

fn hold(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().expect("a schema is an object") {
        let holds = match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" | "$defs" => true,
            "$ref" => {
                let pointer = rule.as_str().and_then(|to| to.strip_prefix('#')).expect("a reference into the schema");
                hold(root, root.pointer(pointer).expect("a definition"), value, place, found);
                true
            }
            "anyOf" => list(rule).iter().any(|schema| {
                let mut inner = Vec::new();
                hold(root, schema, value, place, &mut inner);
                inner.is_empty()
            }),
            "type" if rule.is_array() => list(rule).iter().any(|name| is(value, name)),
            "type" => is(value, rule),
            "enum" => list(rule).contains(value),
            "pattern" => value.as_str().is_none_or(|value| fits(value, text(rule))),
            "format" => {
                assert_eq!(rule, "date", "{place}");
                value.as_str().is_none_or(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok())
            }
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().expect("a number")),
            "required" => {
                value.as_object().is_none_or(|fields| list(rule).iter().all(|name| fields.contains_key(text(name))))
            }
            "additionalProperties" => {
                assert_eq!(rule, false, "{place}");
                let known = |name: &String| schema["properties"].get(name).is_some();
                value.as_object().is_none_or(|fields| fields.keys().all(known))
            }
            "properties" => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = rule.get(name) {
                        hold(root, schema, value, &format!("{place}/{name}"), found);
                    }
                }
                true
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    hold(root, rule, item, &format!("{place}/{index}"), found);
                }
                true
            }
            other => panic!("{place}: unknown keyword {other}"),
        };
        if !holds {
            found.push(format!("{place}: {keyword}"));
        }
    }
}

/// Whether a text follows a pattern; each is built once, which takes longer than all else here.
fn fits(text: &str, pattern: &str) -> bool {
    thread_local! {
        static KNOWN: RefCell<BTreeMap<String, Regex>> = const { RefCell::new(BTreeMap::new()) };
    }
    KNOWN.with_borrow_mut(|known| {
        let build = || Regex::new(pattern).expect("a pattern");
        known.entry(pattern.to_owned()).or_insert_with(build).is_match(text)
    })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn is(value: &Value, name: &Value) -> bool {
    match text(name) {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("unknown type {other}"),
    }
}
