//! Figures as data: what is attached to a paper and printed by the command line.

use serde_json::{Value, json};

use super::{Beleg, Figure, Glied, Quelle, Wert};

/// The heads of a table with one figure in each row.
pub const COLUMNS: [&str; 10] =
    ["ID", "Titel", "Wert", "Anzeige", "Einheit", "Bezug", "Regel", "Definition", "Formel", "Belege"];

/// Figures as JSON: a list in the order of computation, sorted keys, no place in any file.
///
/// Amounts and means are decimal texts, so that no reader turns them into binary fractions; a mean over nothing is
/// `null`. The records are named by table and Kennung, which stay the same whatever format the table is kept in.
pub fn to_json(figures: &[&Figure]) -> Value {
    Value::Array(figures.iter().map(|figure| one(figure)).collect())
}

/// A figure as a row of a table, in the order of [`COLUMNS`].
pub fn row(figure: &Figure) -> [String; 10] {
    [
        figure.id.clone(),
        figure.titel.clone(),
        figure.wert.decimal().map(|text| text.replace('.', ",")).unwrap_or_default(),
        figure.wert.text(),
        figure.wert.einheit().name().to_owned(),
        figure.bezug.text(),
        figure.regel.to_owned(),
        figure.definition.clone(),
        figure.rechnung.formula().unwrap_or_default(),
        belege(&figure.belege).join("; "),
    ]
}

fn one(figure: &Figure) -> Value {
    let wert = match figure.wert {
        Wert::Anzahl(n) => json!(n),
        Wert::Differenz(n) => json!(n),
        Wert::Tonnen(t) => json!(t),
        Wert::Klasse(klasse) => json!(klasse.text()),
        Wert::Kompensiert(percent) => json!(percent),
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
        "belege": belege(&figure.belege),
        "rechnung": {
            "art": figure.rechnung.art.name(),
            "formel": figure.rechnung.formula(),
            "glieder": figure.rechnung.glieder.iter().map(|term| glied(term)).collect::<Vec<_>>(),
        },
    })
}

fn belege(belege: &[Beleg]) -> Vec<String> {
    belege.iter().map(Beleg::name).collect()
}

/// A term; of the three keys that say where it comes from there is one, unless it only makes one unit of another.
fn glied(glied: &Glied) -> Value {
    let mut value = json!({ "zeichen": glied.zeichen.text(), "titel": glied.titel, "wert": glied.wert });
    let mut put = |key: &str, of: Value| {
        if let Some(map) = value.as_object_mut() {
            map.insert(key.to_owned(), of);
        }
    };
    if let Some(text) = &glied.erlaeuterung {
        put("erlaeuterung", json!(text));
    }
    match &glied.quelle {
        Quelle::Figur(id) => put("figur", json!(id)),
        Quelle::Umrechnung => {}
        Quelle::Datensatz(records) => put("belege", json!(belege(records))),
        Quelle::Parameter(parameter) => put(
            "parameter",
            json!({
                "beleg": parameter.beleg.name(),
                "quelle": parameter.quelle,
                "gueltig_ab": parameter.gueltig_ab.to_string(),
            }),
        ),
    }
    value
}

/// The JSON Schema of [`to_json`].
pub fn schema() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    let texts =
        |description: &str| json!({ "type": "array", "items": { "type": "string" }, "description": description });
    let object = |required: &[&str], properties: Value| json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false });
    let parameter = object(
        &["beleg", "quelle", "gueltig_ab"],
        json!({
            "beleg": text("wo der Parameter steht"),
            "quelle": text("worauf er beruht"),
            "gueltig_ab": { "type": "string", "format": "date", "description": "erster Tag, an dem er gilt" },
        }),
    );
    let glied = object(
        &["zeichen", "titel", "wert"],
        json!({
            "zeichen": { "enum": ["+", "−", "×", "÷"], "description": "was in der Formel davor steht" },
            "titel": text("was das Glied ist"),
            "wert": text("sein Wert in deutscher Schreibweise"),
            "erlaeuterung": text("wie der Wert aus dem Datensatz folgt"),
            "figur": text("ID der Kennzahl, die das Glied ist"),
            "belege": texts("die Datensätze, in denen das Glied steht, als Tabelle/Kennung"),
            "parameter": parameter,
        }),
    );
    let rechnung = object(
        &["art", "formel", "glieder"],
        json!({
            "art": text("wie die Glieder zusammenkommen"),
            "formel": { "type": ["string", "null"], "description": "die Formel mit eingesetzten Werten" },
            "glieder": { "type": "array", "items": glied },
        }),
    );
    let properties = json!({
        "id": { "type": "string", "pattern": "^[a-z0-9_]+(\\.[a-z0-9_-]+)+$", "description": "bleibender Name" },
        "regel": text("Name der Regel, etwa K4 oder F3"),
        "titel": text("was gezählt oder gerechnet ist"),
        "definition": text("wie es berechnet wird, in einem Satz"),
        "bezug": text("Tag, Zeitraum oder Haushaltsjahr"),
        "wert": {
            "type": ["integer", "string", "null"],
            "description": "Anzahl und Tonnen als Zahl, Beträge und Anteile als Dezimalzahl mit Punkt; null ohne Angabe",
        },
        "anzeige": text("der Wert, wie er im Papier steht"),
        "einheit": text("Einheit des Werts"),
        "belege": texts("die Datensätze, aus denen der Wert folgt, als Tabelle/Kennung"),
        "rechnung": rechnung,
    });
    let required = ["id", "regel", "titel", "definition", "bezug", "wert", "anzeige", "einheit", "belege", "rechnung"];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kennzahlen eines Papiers",
        "description": "figures.json, das jedem Papier angehängt ist",
        "type": "array",
        "items": object(&required, properties),
    })
}
