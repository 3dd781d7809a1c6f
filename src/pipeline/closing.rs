//! What the reports on a period say, as the file that keeps it for good.

use serde_json::{Value, json};

use super::error::PipelineError;
use super::session::Session;
use crate::model::{Abschluss, Ausgabe, Bestand, Zeitraum};
use crate::typeset::PROGRAM;
use crate::workspace::Layout;
use crate::{figures, load};

/// A closed period, ready to be written.
pub struct Closing {
    /// The file's content.
    pub content: String,
    /// How many reports it keeps.
    pub reports: usize,
}

/// Closes a period; `session` must be one of the reports on it.
///
/// # Errors
/// When there are findings of severity error, a report on the period is dated later than today, or no later report could
/// read the file.
pub fn close(session: &Session, zeitraum: Zeitraum) -> Result<Closing, PipelineError> {
    let sound = session.loaded.bestand.as_ref().filter(|_| !session.findings.any_error());
    let bestand = sound.ok_or(PipelineError::Faulty)?;
    refuse_early(session, bestand, zeitraum)?;
    let berichte = figures::closed_reports(bestand, zeitraum);
    let content = content(session, bestand, zeitraum, &berichte).ok_or(PipelineError::Unwritable)?;
    // A file that no later run could read would block the folder, and could not be closed again.
    if !load::is_readable(&content, session.engine.alphabet()) {
        return Err(PipelineError::TooLarge);
    }
    Ok(Closing { content, reports: berichte.len() })
}

/// A period cannot be closed while a report on it is dated later than today: until then its data may grow.
fn refuse_early(session: &Session, bestand: &Bestand, zeitraum: Zeitraum) -> Result<(), PipelineError> {
    let today = session.today;
    let later = |ausgabe: &Ausgabe| ausgabe.datum > today || ausgabe.datenstand > today;
    let reports = bestand.berichte.iter().filter_map(|ordner| Some((ordner, ordner.bericht.ausgabe(zeitraum)?)));
    match reports.into_iter().find(|(_, ausgabe)| later(ausgabe)) {
        None => Ok(()),
        Some((ordner, ausgabe)) => {
            let datum = ausgabe.datum.max(ausgabe.datenstand);
            Err(PipelineError::NotYet { titel: ordner.titel(zeitraum), datum, today, zeitraum })
        }
    }
}

/// The file's content, with the hash of all of it; `None` where it could not be read again.
fn content(session: &Session, bestand: &Bestand, zeitraum: Zeitraum, berichte: &[Value]) -> Option<String> {
    let is_input = |path: &str| path.starts_with("daten/") || path == Layout::CONFIG || path.ends_with("/bericht.json");
    let inputs = session.loaded.sources.files().filter(|file| is_input(&file.path));
    let mut eingaben: Vec<(String, String)> =
        inputs.map(|file| (file.path.clone(), file.seal().1.to_owned())).collect();
    eingaben.sort();
    eingaben.dedup();
    let eingaben = eingaben.into_iter().map(|(pfad, sha256)| json!({ "pfad": pfad, "sha256": sha256 }));
    let mut abschluss = json!({
        "fassung": Abschluss::FASSUNG,
        "koerperschaft": bestand.stammdaten.koerperschaft.name,
        "zeitraum": zeitraum.kennung(),
        "abgeschlossen_am": session.today.to_string(),
        "programm": PROGRAM,
        "eingaben": eingaben.collect::<Vec<_>>(),
        "berichte": berichte,
    });
    let hash = load::checksum(&load::json_text(&abschluss.to_string())?);
    abschluss.as_object_mut()?.insert("pruefsumme".into(), json!(hash));
    let mut text = String::new();
    write(&mut text, &abschluss, 0);
    text.push('\n');
    Some(text)
}

/// How deep objects and lists are set line by line; what lies deeper, such as a figure, stands on one line.
const DEPTH: usize = 4;

/// Writes a value so that one sees in a comparison of two files which figures and projects differ.
fn write(text: &mut String, value: &Value, level: usize) {
    let (open, close, items): (char, char, Vec<(Option<&String>, &Value)>) = match value {
        Value::Object(map) if level < DEPTH => ('{', '}', map.iter().map(|(key, value)| (Some(key), value)).collect()),
        Value::Array(items) if level < DEPTH => ('[', ']', items.iter().map(|item| (None, item)).collect()),
        other => return text.push_str(&other.to_string()),
    };
    text.push(open);
    let many = items.len();
    for (i, (key, item)) in items.into_iter().enumerate() {
        text.push('\n');
        text.push_str(&"  ".repeat(level + 1));
        if let Some(key) = key {
            text.push_str(&format!("{}: ", json!(key)));
        }
        write(text, item, level + 1);
        if i + 1 < many {
            text.push(',');
        }
    }
    if many > 0 {
        text.push('\n');
        text.push_str(&"  ".repeat(level));
    }
    text.push(close);
}
