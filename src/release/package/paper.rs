//! The paper as data, and the schema of it.

use serde_json::{Map, Value, json};

use super::{Package, ids};
use crate::figures::export;
use crate::plain::{self, Section, SectionKind};
use crate::release::Step;

/// The paper as data: what stands on its cover, its sections as text, and its figures with their ids.
pub(super) fn data(package: &Package<'_>, sections: &[Section]) -> Value {
    let Package { stammdaten, paper, .. } = package;
    let facts = &paper.angaben;
    let dienststelle = |kennung: &String| json!({ "kennung": kennung, "name": stammdaten.dienststelle(kennung) });
    let step = |step: &Step| {
        json!({
            "gremium": { "kennung": step.gremium, "name": stammdaten.name_of_gremium(&step.gremium) },
            "datum": step.datum.to_string(),
            "zustaendigkeit": step.zustaendigkeit,
            "entscheidet": step.entscheidet,
            "nichtoeffentlich": step.nichtoeffentlich,
        })
    };
    let version = package.version().map(|version| {
        json!({
            "nummer": paper.versionen.len(),
            "am": version.am.to_string(),
            "grund": version.grund,
            "ausgabe": package.edition_word(),
        })
    });
    let whole = json!({
        "$schema": super::SCHEMA,
        "id": ids::urn(paper),
        "name": paper.name,
        "koerperschaft": stammdaten.koerperschaft.name,
        "nummer": facts.nummer,
        "titel": facts.titel,
        "art": facts.art,
        "status": package.status(),
        "datum": facts.datum.to_string(),
        "zeitraum": facts.zeitraum.map(|(von, bis)| json!({ "von": von.to_string(), "bis": bis.to_string() })),
        "reihe": facts.reihe,
        "federfuehrend": facts.federfuehrend.as_ref().map(dienststelle),
        "beteiligt": facts.beteiligt.iter().map(dienststelle).collect::<Vec<_>>(),
        "verfasser": facts.verfasser,
        "schlagworte": facts.schlagworte,
        "beratungsfolge": facts.beratungsfolge.iter().map(step).collect::<Vec<_>>(),
        "ersetzt": facts.ersetzt,
        "fassung": version,
        "abschnitte": sections.iter().map(section).collect::<Vec<_>>(),
        "finanzen": facts.finanzen,
        "klimarelevanz": facts.klimarelevanz,
        "kennzahlen": package.figures,
    });
    without_null(whole)
}

fn section(section: &Section) -> Value {
    let art = match section.kind {
        SectionKind::Cover => "deckblatt",
        SectionKind::Field(_) => "abschnitt",
        SectionKind::Chapter => "kapitel",
        SectionKind::Beside => "angabe",
        SectionKind::Origins => "herkunft",
    };
    json!({ "titel": section.title, "art": art, "text": plain::text_of(section) })
}

/// An object without what is not known; the figures below say themselves what has no value.
fn without_null(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let known = |(key, value): (String, Value)| {
                let value = if key == "kennzahlen" { value } else { without_null(value) };
                (!value.is_null()).then_some((key, value))
            };
            Value::Object(fields.into_iter().filter_map(known).collect::<Map<_, _>>())
        }
        other => other,
    }
}

/// The JSON Schema of the paper as data.
pub fn schema() -> Value {
    let text = |description: &str| json!({ "type": "string", "pattern": "\\S", "description": description });
    let day = |description: &str| json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": description });
    let flag = |description: &str| json!({ "type": "boolean", "description": description });
    let list = |of: Value, description: &str| json!({ "type": "array", "items": of, "description": description });
    let object = |required: &[&str], properties: Value| json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false });
    let named = |what: &str| {
        let properties = json!({ "kennung": text("Kennung in den Stammdaten"), "name": text("voller Name") });
        let mut named = object(&["kennung", "name"], properties);
        named["description"] = json!(what);
        named
    };
    let zeitraum = object(&["von", "bis"], json!({ "von": day("erster Tag"), "bis": day("letzter Tag") }));
    let step = json!({
        "gremium": named("das Gremium"),
        "datum": day("Tag der Sitzung"),
        "zustaendigkeit": text("was das Gremium tut"),
        "entscheidet": flag("ob es entscheidet"),
        "nichtoeffentlich": flag("ob die Öffentlichkeit ausgeschlossen ist"),
    });
    let version = json!({
        "nummer": { "type": "integer", "minimum": 1, "description": "die wievielte Fassung es ist" },
        "am": day("Tag der Veröffentlichung"),
        "grund": text("warum es eine neue Fassung gibt"),
        "ausgabe": { "enum": ["öffentlich", "nichtöffentlich"], "description": "welche Ausgabe es ist" },
    });
    let section = json!({
        "titel": { "type": "string", "description": "Überschrift" },
        "art": { "enum": ["deckblatt", "abschnitt", "kapitel", "angabe", "herkunft"], "description": "was er im Papier ist" },
        "text": { "type": "string", "description": "der Text, Kästchen in Worten" },
    });
    let properties = json!({
        "$schema": text("dieses Schema"),
        "id": { "type": "string", "pattern": "^urn:uuid:[0-9a-f-]{36}$", "description": "bleibende Kennung des Papiers" },
        "name": text("Name des Papiers im Arbeitsordner"),
        "koerperschaft": text("die Körperschaft"),
        "nummer": text("Vorlage-Nr; ein Bericht hat keine"),
        "titel": text("Betreff oder Titel"),
        "art": text("Art des Papiers"),
        "status": { "type": "string", "description": "öffentlich oder nichtöffentlich" },
        "datum": day("Datum des Papiers"),
        "zeitraum": zeitraum,
        "reihe": text("Name der Reihe, von Zeitraum zu Zeitraum derselbe"),
        "federfuehrend": named("federführende Dienststelle"),
        "beteiligt": list(named("beteiligte Dienststelle"), "beteiligte Dienststellen"),
        "verfasser": text("Verfasser"),
        "schlagworte": list(text("ein Schlagwort"), "Schlagworte"),
        "beratungsfolge": list(object(&["gremium", "datum", "zustaendigkeit", "entscheidet", "nichtoeffentlich"], step), "Beratungsfolge"),
        "ersetzt": text("Nummer der Vorlage, an deren Stelle es tritt"),
        "fassung": object(&["nummer", "am", "ausgabe"], version),
        "abschnitte": list(object(&["titel", "art", "text"], section), "Abschnitte in der Reihenfolge des Papiers"),
        "finanzen": { "type": "object", "description": "Ergebnisse des Vordrucks Finanzielle Auswirkungen, Beträge als Dezimalzahl" },
        "klimarelevanz": { "type": "object", "description": "Vordruck Klimarelevanz nach seinen Feldern" },
        "kennzahlen": export::schema(),
    });
    let required = ["id", "name", "koerperschaft", "titel", "art", "status", "datum", "abschnitte", "kennzahlen"];
    let mut schema = object(&required, properties);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("Ein Papier als Daten");
    schema["description"] = json!("vorlage.json im Übergabepaket eines Papiers");
    if let Some(kennzahlen) = schema["properties"]["kennzahlen"].as_object_mut() {
        kennzahlen.remove("$schema");
    }
    schema
}
