//! Figures as data: what is attached to a paper and printed by the command line.

use serde_json::{Value, json};

use super::Figure;

/// Figures as JSON: a list in the order of computation, sorted keys, no place in any file.
///
/// Amounts and means are decimal texts, so that no reader turns them into binary fractions; a mean over nothing is
/// `null`. The records are named by table and Kennung, which stay the same whatever format the table is kept in.
pub fn to_json(figures: &[&Figure]) -> Value {
    Value::Array(figures.iter().map(|figure| one(figure)).collect())
}

fn one(figure: &Figure) -> Value {
    let wert = match figure.wert {
        super::Wert::Anzahl(n) => json!(n),
        super::Wert::Tonnen(t) => json!(t),
        super::Wert::Klasse(klasse) => json!(klasse.text()),
        super::Wert::Kompensiert(percent) => json!(percent),
        other => json!(other.decimal()),
    };
    json!({
        "id": figure.id,
        "regel": figure.regel,
        "titel": figure.titel,
        "definition": figure.definition,
        "bezug": figure.bezug.text(),
        "wert": wert,
        "anzeige": figure.wert.text(),
        "einheit": figure.wert.einheit().name(),
        "belege": figure.belege.iter().map(|b| format!("{}/{}", b.tabelle, b.kennung)).collect::<Vec<_>>(),
    })
}
