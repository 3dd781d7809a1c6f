//! What is kept of a report when its period is closed.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{Beleg, Berichtslage, Figure, Lage};
use crate::model::{BerichtOrdner, Bestand, Prozent, Zeitraum};
use crate::workspace::Layout;

/// The path of a closed period's file below the workspace.
pub fn closed_path(zeitraum: Zeitraum) -> String {
    format!("{}/{}.json", Layout::ABSCHLUESSE, zeitraum.kennung())
}

/// What is kept of the report of a folder when its period is closed: its figures and projects; `None` where it has none on it.
pub fn closed_report(bestand: &Bestand, ordner: &BerichtOrdner, zeitraum: Zeitraum) -> Option<Value> {
    Some(bericht(&Berichtslage::new(bestand, ordner, ordner.bericht.ausgabe(zeitraum)?)?))
}

/// The report as its closed period keeps it: its figures with their records, and the state of every project.
fn bericht(report: &Berichtslage<'_>) -> Value {
    let (ordner, ausgabe) = (report.ordner, report.ausgabe);
    let mut lagen: Vec<&Lage<'_>> =
        report.portfolio.lagen.iter().filter(|lage| report.portfolio.is_listed(lage)).collect();
    lagen.sort_by(|a, b| a.projekt.kennung.cmp(&b.projekt.kennung));
    json!({
        "name": ordner.name,
        "titel": ordner.titel(ausgabe.zeitraum),
        "auswahl": ordner.bericht.auswahl.as_str(),
        "auswahl_regel": report.portfolio.bezug.auswahl.regel(),
        "stichtag": iso(ausgabe.stichtag),
        "datum": iso(ausgabe.datum),
        "datenstand": iso(ausgabe.datenstand),
        "kennzahlen": report.lasting().into_iter().map(kennzahl).collect::<Vec<_>>(),
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
    let day = |day: Option<NaiveDate>| day.map(|day| json!(iso(day)));
    object([
        ("kennung", Some(json!(projekt.kennung.as_str()))),
        ("titel", Some(json!(projekt.titel))),
        ("fachbereich", Some(json!(projekt.fachbereich.as_str()))),
        ("status", Some(json!(lage.status.text()))),
        ("beginn", day(projekt.beginn)),
        ("ende_geplant", day(projekt.ende_geplant)),
        ("ende", day(projekt.ended_on())),
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

fn iso(day: NaiveDate) -> String {
    day.to_string()
}
