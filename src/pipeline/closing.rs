//! What the reports on a period say, as the file that keeps it for good.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::error::PipelineError;
use super::session::Session;
use crate::model::{Abschluss, Ausgabe, BerichtOrdner, Bestand, Zeitraum};
use crate::source::Alphabet;
use crate::typeset::PROGRAM;
use crate::workspace::Layout;
use crate::{figures, load};

/// What a closed period keeps of one report; it can be kept beside the report until the period is closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClosingPart {
    /// The municipality.
    pub koerperschaft: String,
    /// The report's own part of the closed period.
    pub bericht: Value,
    /// The files that it was computed from.
    pub eingaben: BTreeSet<ClosingInput>,
}

/// A file that a closed period was computed from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClosingInput {
    /// Its path below the workspace.
    pub pfad: String,
    /// The SHA-256 of its content.
    pub sha256: String,
}

impl ClosingPart {
    /// The name of the report's folder.
    pub fn name(&self) -> &str {
        self.bericht.get("name").and_then(Value::as_str).unwrap_or_default()
    }
}

/// A closed period, ready to be written.
pub struct Closing {
    /// The file's content.
    pub content: String,
    /// How many reports it keeps.
    pub reports: usize,
    /// The titles of reports that were filed and would say something else today.
    pub changed: Vec<String>,
}

impl Session {
    /// What a closed period keeps of a report of this session; `None` where there is no such report.
    pub fn closing_part(&self, name: &str, zeitraum: Zeitraum) -> Option<ClosingPart> {
        let bestand = self.loaded.bestand.as_ref()?;
        let ordner = bestand.berichte.iter().find(|ordner| ordner.name == name)?;
        Some(self.part(bestand, ordner, zeitraum)?.1)
    }

    fn part<'a>(
        &self,
        bestand: &Bestand,
        ordner: &'a BerichtOrdner,
        zeitraum: Zeitraum,
    ) -> Option<(&'a BerichtOrdner, ClosingPart)> {
        let is_input =
            |path: &str| path.starts_with("daten/") || path == Layout::CONFIG || path.ends_with("/bericht.json");
        let inputs = self.loaded.sources.files().filter(|file| is_input(&file.path));
        let input = |(pfad, sha256): (&str, &str)| ClosingInput { pfad: pfad.to_owned(), sha256: sha256.to_owned() };
        let part = ClosingPart {
            koerperschaft: bestand.stammdaten.koerperschaft.name.clone(),
            bericht: figures::closed_report(bestand, ordner, zeitraum)?,
            eingaben: inputs.map(|file| input((&file.path, file.seal().1))).collect(),
        };
        Some((ordner, part))
    }
}

/// Closes a period; `session` must be one of the reports on it. A report that is among those `filed` says what it said then.
///
/// # Errors
/// When there are findings of severity error, a report on the period is dated later than today, the period ends before everything that
/// is recorded, or no later report could read the file.
pub fn close(session: &Session, zeitraum: Zeitraum, filed: &[ClosingPart]) -> Result<Closing, PipelineError> {
    let sound = session.loaded.bestand.as_ref().filter(|_| !session.findings.any_error());
    let bestand = sound.ok_or(PipelineError::Faulty)?;
    refuse_early(session, bestand, zeitraum)?;
    if bestand.first_day().is_some_and(|first| zeitraum.ende < first) {
        return Err(PipelineError::NoData(zeitraum));
    }
    refuse_draft(bestand, zeitraum)?;
    let (mut parts, mut changed) = (Vec::new(), Vec::new());
    for (ordner, part) in bestand.berichte.iter().filter_map(|ordner| session.part(bestand, ordner, zeitraum)) {
        let own = filed.iter().find(|filed| filed.name() == part.name());
        changed.extend(own.filter(|own| own.bericht != part.bericht).map(|_| ordner.titel(zeitraum)));
        parts.push(own.cloned().unwrap_or(part));
    }
    // A report that was filed stays in, though its folder has another name today.
    let others = filed.iter().filter(|filed| !parts.iter().any(|part| part.name() == filed.name()));
    parts.extend(others.cloned().collect::<Vec<_>>());
    let content = closed(&parts, (zeitraum, &session.today.to_string(), PROGRAM), session.engine.alphabet())?;
    Ok(Closing { content, reports: parts.len(), changed })
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

/// What is closed says the same for good, which no draft does.
fn refuse_draft(bestand: &Bestand, zeitraum: Zeitraum) -> Result<(), PipelineError> {
    let mut on_period = bestand.berichte.iter().filter(|ordner| ordner.bericht.ausgabe(zeitraum).is_some());
    match on_period.find(|ordner| ordner.bericht.standangabe(zeitraum).is_draft()) {
        None => Ok(()),
        Some(ordner) => Err(PipelineError::Draft(ordner.titel(zeitraum))),
    }
}

/// The file of a period that keeps these parts, closed on a day, `JJJJ-MM-TT`, by a program.
///
/// # Errors
/// When there are no parts, or no later report could read the file.
pub fn closed(
    parts: &[ClosingPart],
    (zeitraum, day, program): (Zeitraum, &str, &str),
    alphabet: Alphabet,
) -> Result<String, PipelineError> {
    let content = content(parts, zeitraum, day, program).ok_or(PipelineError::Unwritable)?;
    // A file that no later run could read would block the folder, and could not be closed again.
    if load::is_readable(&content, alphabet) { Ok(content) } else { Err(PipelineError::TooLarge) }
}

/// The file's content, with the hash of all of it; `None` where it could not be read again.
fn content(parts: &[ClosingPart], zeitraum: Zeitraum, day: &str, program: &str) -> Option<String> {
    let eingaben: BTreeSet<&ClosingInput> = parts.iter().flat_map(|part| &part.eingaben).collect();
    let mut abschluss = json!({
        "fassung": Abschluss::FASSUNG,
        "koerperschaft": parts.first()?.koerperschaft,
        "zeitraum": zeitraum.kennung(),
        "abgeschlossen_am": day,
        "programm": program,
        "eingaben": eingaben,
        "berichte": parts.iter().map(|part| &part.bericht).collect::<Vec<_>>(),
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
