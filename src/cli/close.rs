//! `close`: keeps what the reports on a period say, once and for good.

use std::io;

use serde_json::{Value, json};

use super::args::{CloseArgs, Common};
use super::session::{self, Session};
use super::{Exit, Outside, render};
use crate::model::{Abschluss, Ausgabe, Bestand, Zeitraum};
use crate::publish::{OnceFile, PublishError};
use crate::source::{digest, quoted};
use crate::typeset::PROGRAM;
use crate::workspace::Layout;
use crate::{figures, load};

pub(super) fn run(args: &CloseArgs, outside: &mut Outside<'_>) -> io::Result<Exit> {
    let name = format!("{}.json", args.zeitraum.kennung());
    let file = match OnceFile::open(&args.workspace.join(Layout::ABSCHLUESSE), &name) {
        Ok(file) => file,
        Err(error) => return refused(args.zeitraum, &error, outside),
    };
    let common =
        Common { workspace: args.workspace.clone(), only: Vec::new(), today: args.today, period: vec![args.zeitraum] };
    let session = match session::open(&common, outside)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    render::human(&session.findings, &session.loaded.sources, outside)?;
    let Some(bestand) = session.loaded.bestand.as_ref().filter(|_| !session.findings.any_error()) else {
        writeln!(outside.err, "Es wurde nichts abgeschlossen.")?;
        return Ok(Exit::Findings);
    };
    if let Some(message) = zu_frueh(bestand, args.zeitraum, &session) {
        writeln!(outside.err, "Fehler: {message}")?;
        return Ok(Exit::Findings);
    }
    let berichte = figures::closed_reports(bestand, args.zeitraum);
    let count = berichte.len();
    let Some(content) = content(&session, bestand, args.zeitraum, &berichte) else {
        writeln!(outside.err, "Fehler: Der Abschluss lässt sich nicht schreiben.")?;
        return Ok(Exit::Bug);
    };
    // A file that no later run could read would block the folder, and could not be closed again.
    if !load::ist_lesbar(&content, session.engine.alphabet()) {
        writeln!(
            outside.err,
            "Fehler: Der Abschluss hätte mehr Projekte oder Datensätze, als ein späterer Bericht lesen kann. Teilen Sie die \
             Auswahl des Berichts. Es wurde nichts abgeschlossen."
        )?;
        return Ok(Exit::Findings);
    }
    match file.write(content.as_bytes()) {
        Ok(()) => {
            let reports = if count == 1 { "1 Bericht".into() } else { format!("{count} Berichte") };
            writeln!(outside.out, "{} ({reports})", file.path().display())?;
            Ok(Exit::Done)
        }
        Err(error) => refused(args.zeitraum, &error, outside),
    }
}

fn refused(zeitraum: Zeitraum, error: &PublishError, outside: &mut Outside<'_>) -> io::Result<Exit> {
    writeln!(outside.err, "Fehler: {error}")?;
    if let PublishError::Exists(_) = error {
        let period = zeitraum.kennung();
        writeln!(
            outside.err,
            "Der Zeitraum {period} ist abgeschlossen und bleibt, wie er ist. Was sich seither geändert hat, zeigt der nächste \
             Bericht als „Vorperiode (korrigiert)“."
        )?;
        return Ok(Exit::Findings);
    }
    Ok(Exit::Environment)
}

/// Why a period cannot be closed yet: a report on it is dated later than today, and until then its data may grow.
fn zu_frueh(bestand: &Bestand, zeitraum: Zeitraum, session: &Session) -> Option<String> {
    let later = |ausgabe: &Ausgabe| ausgabe.datum > session.today || ausgabe.datenstand > session.today;
    let reports = bestand.berichte.iter().filter_map(|ordner| Some((ordner, ordner.bericht.ausgabe(zeitraum)?)));
    let (ordner, ausgabe) = reports.into_iter().find(|(_, ausgabe)| later(ausgabe))?;
    let day = |day: chrono::NaiveDate| day.format("%d.%m.%Y").to_string();
    Some(format!(
        "Der Bericht {} trägt das Datum {}; heute ist der {}. Abschließen lässt sich der Zeitraum {} ab jenem Tag.",
        quoted(&ordner.titel(zeitraum)),
        day(ausgabe.datum.max(ausgabe.datenstand)),
        day(session.today),
        zeitraum.kennung()
    ))
}

/// The file's content, with the hash of all of it; `None` where it could not be read again.
fn content(session: &Session, bestand: &Bestand, zeitraum: Zeitraum, berichte: &[Value]) -> Option<String> {
    let is_input = |path: &str| path.starts_with("daten/") || path == Layout::CONFIG || path.ends_with("/bericht.json");
    let inputs = session.loaded.sources.files().filter(|file| is_input(&file.path));
    let mut eingaben: Vec<(String, String)> = inputs.map(|file| (file.path.clone(), digest(&file.bytes))).collect();
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
    let hash = load::pruefsumme(&load::json_text(&abschluss.to_string())?);
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
