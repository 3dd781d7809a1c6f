//! What a picture shows, as a table below it.

use serde_json::{Value, json};

use crate::model::grouped;

/// The head of what a row is about.
const LABEL: &str = "Bezeichnung";

/// The table of a picture, in the form of the tables of a report; `None` where it is none.
pub(super) fn of(element: &Value) -> Option<Value> {
    let bars = list(element, "balken");
    let series = || list(element, "reihen").iter().map(|series| text(series, "titel"));
    let (heads, rows): (Vec<String>, Vec<Vec<Value>>) = match text(element, "kind").as_str() {
        "diagramm" if series().count() > 1 => {
            let heads = series().chain(["gesamt".to_owned()]);
            let row = |bar: &Value| {
                let values = (0..list(bar, "werte").len()).map(|at| value(bar, at));
                std::iter::once(bar["titel"].clone()).chain(values).chain([bar["beschriftung"].clone()]).collect()
            };
            (heads.collect(), bars.iter().map(row).collect())
        }
        "diagramm" => (series().collect(), bars.iter().map(|bar| vec![bar["titel"].clone(), labelled(bar)]).collect()),
        "gruppenbalken" => {
            let row = |bar: &Value| {
                let labels = list(bar, "beschriftungen").iter().enumerate().map(|(at, label)| known(bar, at, label));
                std::iter::once(bar["titel"].clone()).chain(labels).collect()
            };
            (series().collect(), bars.iter().map(row).collect())
        }
        "stufen" => {
            let duty = |bar: &Value| series().nth(usize::from(bar["erfuellt"] != true)).unwrap_or_default();
            let row = |bar: &Value| vec![bar["titel"].clone(), labelled(bar), json!(duty(bar))];
            (vec!["Anzahl".into(), "Pflicht".into()], bars.iter().map(row).collect())
        }
        "verlauf" => {
            let row = |(at, period): (usize, &Value)| {
                let cells = list(element, "reihen").iter().map(|series| {
                    let label = list(series, "beschriftungen").get(at).filter(|label| !label.is_null());
                    label.map_or_else(|| json!("–"), |label| known(series, at, label))
                });
                std::iter::once(period.clone()).chain(cells).collect()
            };
            (series().collect(), list(element, "perioden").iter().enumerate().map(row).collect())
        }
        "zeitleiste" => {
            let row = |line: &Value| vec![line["titel"].clone(), known(line, 0, &line["beschriftung"])];
            (vec!["Stand".into()], list(element, "zeilen").iter().map(row).collect())
        }
        _ => return None,
    };
    let is_text = matches!(text(element, "kind").as_str(), "zeitleiste");
    let side = |at: usize| if at == 0 || is_text { "links" } else { "rechts" };
    let heads = std::iter::once(LABEL.to_owned()).chain(heads).enumerate();
    let heads = heads.map(|(at, titel)| json!({ "titel": titel, "ausrichtung": side(at) }));
    Some(json!({
        "spalten": heads.collect::<Vec<_>>(), "zeilen": rows, "summe": null, "hinweise": [], "weitere": null,
    }))
}

/// The label of a bar, with the figure behind it.
fn labelled(bar: &Value) -> Value {
    known(bar, 0, &bar["beschriftung"])
}

/// A label where it carries its figure; else the figure's value with it, where it has one.
fn known(of: &Value, at: usize, label: &Value) -> Value {
    let has_figure = label.as_array().is_some_and(|pieces| pieces.iter().any(|piece| !piece["kennzahl"].is_null()));
    let id = list(of, "kennzahlen").get(at).and_then(Value::as_str);
    match (has_figure, id, label.as_str()) {
        (false, Some(id), Some(label)) if !id.is_empty() => json!([{ "kennzahl": id, "text": label }]),
        _ => label.clone(),
    }
}

/// A value with its figure.
fn value(bar: &Value, at: usize) -> Value {
    let value = list(bar, "werte").get(at).cloned().unwrap_or_default();
    let shown = value.as_u64().map_or_else(|| value.to_string(), |number| grouped(number.into(), "."));
    known(bar, at, &json!(shown))
}

fn list<'v>(of: &'v Value, name: &str) -> &'v [Value] {
    of.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text(of: &Value, name: &str) -> String {
    of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
