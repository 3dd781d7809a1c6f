//! Where projects stand on a page: each place gets an id, and the register links to it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::figure_links;

/// Places by the name of what stands there: the id of the place, and the chapter.
type Places = BTreeMap<String, Vec<(String, Value)>>;

/// Names the places of a report, as `ort`, and tells its registers of them, as `stellen`.
pub(super) fn name(view: &mut Value) {
    let mut places = Places::new();
    each_element(view, &mut |chapter, element| {
        for sheet in entries(element, "blaetter") {
            name_one(sheet, &sheet_of, chapter, &mut places);
        }
        for row in entries(element, "zeilen") {
            row.as_array_mut().into_iter().flatten().for_each(|cell| name_one(cell, &row_of, chapter, &mut places));
        }
    });
    each_element(view, &mut |_, element| {
        if element["kind"] != "register" {
            return;
        }
        for entry in entries(element, "eintraege") {
            let known = entry["anker"].as_str().and_then(|anchor| places.get(anchor));
            let known = known.into_iter().flatten().map(|(id, chapter)| json!({ "ort": id, "kapitel": chapter }));
            put(entry, "stellen", known.collect());
        }
    });
}

fn each_element(view: &mut Value, with: &mut dyn FnMut(&Value, &mut Value)) {
    for chapter in entries(view, "kapitel") {
        let titel = chapter["titel"].clone();
        entries(chapter, "elemente").iter_mut().for_each(|element| with(&titel, element));
    }
}

fn entries<'v>(of: &'v mut Value, name: &str) -> &'v mut [Value] {
    of.get_mut(name).and_then(Value::as_array_mut).map(Vec::as_mut_slice).unwrap_or_default()
}

/// The id of the sheet of a project.
pub(super) fn sheet_of(anchor: &str) -> String {
    format!("pb-{}", figure_links::name(anchor))
}

/// The id of a row about a project.
fn row_of(anchor: &str) -> String {
    format!("p-{}", figure_links::name(anchor))
}

/// The address of a file beside the page, whatever its name holds.
pub(super) fn address(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    // A folder's name stands before its sign; without one, the sign would lead to another place.
    let is_behind_name = |at: usize| at > 0 && name.as_bytes().get(at - 1) != Some(&b'/');
    let sign = |(at, byte): (usize, u8)| match byte {
        b'/' if is_behind_name(at) => "/".to_owned(),
        byte if is_plain(byte) => char::from(byte).into(),
        byte => format!("%{byte:02X}"),
    };
    name.bytes().enumerate().map(sign).collect()
}

fn name_one(place: &mut Value, id_of: &dyn Fn(&str) -> String, chapter: &Value, places: &mut Places) {
    let Some(anchor) = place.get("anker").and_then(Value::as_str) else { return };
    let known = places.entry(anchor.to_owned()).or_default();
    let first = id_of(anchor);
    let id = match known.iter().any(|(id, _)| *id == first) {
        false => first,
        true => format!("{first}:{}", known.len() + 1),
    };
    known.push((id.clone(), chapter.clone()));
    put(place, "ort", json!(id));
}

fn put(into: &mut Value, name: &str, value: Value) {
    if let Some(fields) = into.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}
