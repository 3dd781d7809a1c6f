//! What the templates of a page are given: the view data, and beside them what only a page has.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::{Serde, Value as Given};
use serde_json::{Value, json};

use super::environment::text_of;
use super::head::data_url;
use super::sheet::Sheet;
use super::{figure_links, picture_table, places, projektboard};
use crate::typeset::Drawing;

/// The names under which templates find all that, with the view data of papers of both kinds, and what they give each other.
pub(super) const NAMES: [&str; 29] = [
    "absender",
    "art",
    "beschlussvorschlag",
    "bilder",
    "deckblatt",
    "dokument",
    "e",
    "erlaeuterungen",
    "felder",
    "finanzen",
    "form",
    "fundstelle",
    "fuss",
    "gestaltung",
    "herkunft",
    "id",
    "inhalt",
    "kapitel",
    "klimarelevanz",
    "koerperschaft",
    "logo",
    "name",
    "optionen",
    "projektboard",
    "projektseite",
    "titel",
    "uebersicht",
    "vermerk",
    "vorrat",
];

/// Kinds of pages by the field of view data that only they have; else it is a report.
const ARTEN: [(&str, &str); 4] = [
    ("beschlussvorschlag", "vorlage"),
    (projektboard::NAME, "projektboard"),
    ("uebersicht", "uebersicht"),
    ("uebergabe", "uebergabe"),
];

/// What is given for a paper; `None` where its view data are none.
pub(super) fn given(sheet: &Sheet<'_>) -> Option<BTreeMap<String, Given>> {
    let mut view: Value = serde_json::from_slice(sheet.view).ok()?;
    let known: BTreeSet<&str> =
        list(sheet.origins, "eintraege").iter().filter_map(|entry| entry["id"].as_str()).collect();
    let bilder = pictures(&mut view, &sheet.pictures.drawings);
    places::name(&mut view);
    projektboard::link(&mut view);
    keep_known(&mut view, &known);
    let art = ARTEN.into_iter().find_map(|(field, art)| view.get(field).map(|_| art)).unwrap_or("bericht");
    let mut given: BTreeMap<String, Given> = BTreeMap::new();
    for (name, value) in view.as_object()? {
        given.insert(name.clone(), Given::from(Serde(value)));
    }
    let vorrat = match sheet.pictures.shared.as_str() {
        "" => String::new(),
        shared => {
            format!("<svg class=\"vorrat\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>{shared}</defs></svg>")
        }
    };
    let logo = sheet
        .logo
        .map(|(path, bytes)| data_url(if path.ends_with(".svg") { "image/svg+xml" } else { "image/png" }, bytes));
    given.entry("vermerk".into()).or_insert(Given::from(()));
    given.insert("art".into(), art.into());
    given.insert("herkunft".into(), Given::from(Serde(sheet.origins)));
    given.insert("bilder".into(), bilder.into_iter().map(Given::from_safe_string).collect());
    given.insert("vorrat".into(), Given::from_safe_string(vorrat));
    given.insert("projektseite".into(), Given::from(Serde(sheet.projektboard)));
    given.insert("logo".into(), Given::from(Serde(logo)));
    Some(given)
}

/// Gives each picture of a report its drawing, by its number, and its table; the drawings are returned.
fn pictures(view: &mut Value, drawings: &[Drawing]) -> Vec<String> {
    let (mut bilder, mut left) = (Vec::new(), drawings.iter());
    let kapitel = view.get_mut("kapitel").and_then(Value::as_array_mut);
    let elements = kapitel.into_iter().flatten().filter_map(|kapitel| kapitel.get_mut("elemente")?.as_array_mut());
    for element in elements.flatten() {
        let Some(table) = picture_table::of(element) else { continue };
        let alt = element["alternativtext"].as_str().unwrap_or_default();
        // In the order of the paper; what a template of the workspace does not draw is left out.
        let drawing = left.clone().position(|drawing| drawing.alt == alt).and_then(|at| left.nth(at));
        let number = bilder.len() + 1;
        bilder.push(drawing.map(|drawing| svg(number, element, drawing)).unwrap_or_default());
        if let Some(fields) = element.as_object_mut() {
            fields.insert("daten".to_owned(), table);
            fields.insert("bild".to_owned(), json!(number - 1));
        }
    }
    bilder
}

/// A drawing as it stands on the page.
fn svg(number: usize, element: &Value, drawing: &Drawing) -> String {
    let titel = text_of(&figure_links::words(&element["titel"]));
    let parts = drawing.parts.iter().enumerate().map(|(at, part)| {
        let mut box_of = part.view.split(' ').skip(2);
        let (width, height) = (box_of.next().unwrap_or("1"), box_of.next().unwrap_or("1"));
        let (named, words) = match at {
            0 => (
                format!("role=\"img\" aria-labelledby=\"b{number}-t\" aria-describedby=\"b{number}-d\""),
                format!(
                    "<title id=\"b{number}-t\">{titel}</title><desc id=\"b{number}-d\">{}</desc>",
                    text_of(&drawing.alt)
                ),
            ),
            // The words are those of the whole picture.
            _ => ("aria-hidden=\"true\"".to_owned(), String::new()),
        };
        format!(
            "<svg {named} viewBox=\"{}\" width=\"{width}pt\" height=\"{height}pt\">{words}{}</svg>",
            part.view, part.body
        )
    });
    parts.collect()
}

/// Makes a figure without an entry a mere text.
fn keep_known(value: &mut Value, known: &BTreeSet<&str>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| keep_known(item, known)),
        Value::Object(fields) => {
            let is_unknown = fields.get("kennzahl").and_then(Value::as_str).is_some_and(|id| !known.contains(id));
            if is_unknown {
                *value = fields.remove("text").unwrap_or_default();
            } else {
                fields.values_mut().for_each(|field| keep_known(field, known));
            }
        }
        _ => {}
    }
}

fn list<'v>(of: &'v Value, name: &str) -> &'v [Value] {
    of.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
