//! What is kept of a report when its period is closed.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::Stoff;
use crate::figures::{Beleg, Figure, Lage};
use crate::model::{Ausgabe, BerichtOrdner, Prozent};

/// The report as its closed period keeps it: its figures with their records, and the state of every project.
pub(super) fn bericht(stoff: &Stoff<'_>, ordner: &BerichtOrdner, ausgabe: Ausgabe) -> Value {
    let mut lagen: Vec<&Lage<'_>> =
        stoff.portfolio.lagen.iter().filter(|lage| stoff.portfolio.ist_gelistet(lage)).collect();
    lagen.sort_by(|a, b| a.projekt.kennung.cmp(&b.projekt.kennung));
    json!({
        "name": ordner.name,
        "titel": ordner.titel(ausgabe.zeitraum),
        "auswahl": ordner.bericht.auswahl.as_str(),
        "auswahl_regel": stoff.portfolio.bezug.auswahl.regel(),
        "stichtag": tag(ausgabe.stichtag),
        "datum": tag(ausgabe.datum),
        "datenstand": tag(ausgabe.datenstand),
        "kennzahlen": stoff.dauerhafte().into_iter().map(kennzahl).collect::<Vec<_>>(),
        "projekte": lagen.into_iter().map(projekt).collect::<Vec<_>>(),
    })
}

fn kennzahl(figure: &Figure) -> Value {
    object([
        ("id", Some(json!(figure.id))),
        ("titel", Some(json!(figure.titel))),
        ("einheit", Some(json!(figure.wert.einheit().name()))),
        ("wert", figure.wert.decimal().map(Value::from)),
        ("anzeige", Some(json!(figure.wert.text()))),
        ("belege", Some(figure.belege.iter().map(Beleg::name).collect())),
    ])
}

fn projekt(lage: &Lage<'_>) -> Value {
    let projekt = lage.projekt;
    let day = |day: Option<NaiveDate>| day.map(|day| json!(tag(day)));
    object([
        ("kennung", Some(json!(projekt.kennung.as_str()))),
        ("titel", Some(json!(projekt.titel))),
        ("fachbereich", Some(json!(projekt.fachbereich.as_str()))),
        ("status", Some(json!(lage.status.text()))),
        ("beginn", day(projekt.beginn)),
        ("ende_geplant", day(projekt.ende_geplant)),
        ("ende", day(projekt.schluss())),
        ("erledigungsstand", lage.erledigungsstand().and_then(number)),
    ])
}

/// The fields that have a value.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let present = fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(present.collect::<Map<_, _>>())
}

/// A percentage as a number: `89.6`.
fn number(prozent: Prozent) -> Option<Value> {
    let hundredths = prozent.as_hundredths();
    serde_json::from_str(&format!("{}.{:02}", hundredths / 100, hundredths % 100)).ok()
}

fn tag(day: NaiveDate) -> String {
    day.to_string()
}
