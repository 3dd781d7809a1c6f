//! What all commands begin with: load, check, compute, prepare.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::args::Common;
use super::{Exit, Outside, design};
use crate::finding::{Finding, Findings, suggest};
use crate::load::Loaded;
use crate::paper::{self, Paper};
use crate::source::Alphabet;
use crate::typeset::Engine;
use crate::{check, load};

/// A workspace whose papers are prepared as far as its data allow.
pub(super) struct Session {
    pub(super) engine: Engine,
    pub(super) loaded: Loaded,
    /// Findings that concern the wanted papers, by place.
    pub(super) findings: Findings,
    /// The wanted papers; where a text has mistakes, an error says so and the text is empty.
    pub(super) papers: Vec<Paper>,
    pub(super) today: NaiveDate,
    /// How long loading took, and then checking and computing.
    pub(super) times: (Duration, Duration),
}

impl Session {
    /// The municipality's name; empty where the configuration is not valid, and then nothing is published.
    pub(super) fn koerperschaft(&self) -> &str {
        self.loaded.bestand.as_ref().map_or("", |bestand| &bestand.stammdaten.koerperschaft.name)
    }
}

/// Opens a session; without one, the exit code says why, and the message is written.
pub(super) fn open(args: &Common, outside: &mut Outside<'_>) -> io::Result<Result<Session, Exit>> {
    let engine = match Engine::new() {
        Ok(engine) => engine,
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            return Ok(Err(Exit::Bug));
        }
    };
    let started = Instant::now();
    // Texts may hold what the embedded fonts can print, whatever the workspace brings along.
    let alphabet = engine.alphabet();
    let (loaded, engine) = match load_with_design(&args.workspace, engine, outside)? {
        Ok(both) => both,
        Err(exit) => return Ok(Err(exit)),
    };
    let loaded_in = started.elapsed();
    let wanted = match wanted(args, &loaded) {
        Ok(wanted) => wanted,
        Err(message) => {
            writeln!(outside.err, "Fehler: {message}")?;
            return Ok(Err(Exit::Usage));
        }
    };
    let today = args.today.unwrap_or_else(|| (outside.clock)());
    let whole = args.only.is_empty();
    let (findings, papers) = prepare(&loaded, &alphabet, &wanted, whole, today);
    let times = (loaded_in, started.elapsed() - loaded_in);
    Ok(Ok(Session { engine, loaded, findings, papers, today, times }))
}

/// Reads a workspace; without one, the exit code says why, and the message is written.
pub(super) fn load(root: &Path, engine: &Engine, outside: &mut Outside<'_>) -> io::Result<Result<Loaded, Exit>> {
    let error = match load::workspace(root, engine.alphabet()) {
        Ok(loaded) => return Ok(Ok(loaded)),
        Err(error) => error,
    };
    let folder = root.display();
    match error.kind() {
        io::ErrorKind::NotFound => writeln!(outside.err, "Fehler: Den Arbeitsordner „{folder}“ gibt es nicht."),
        _ => writeln!(outside.err, "Fehler: Der Arbeitsordner „{folder}“ lässt sich nicht lesen: {error}"),
    }?;
    Ok(Err(Exit::Environment))
}

/// Reads a workspace, and the engine that sets its papers with its own fonts and templates.
pub(super) fn load_with_design(
    root: &Path,
    embedded: Engine,
    outside: &mut Outside<'_>,
) -> io::Result<Result<(Loaded, Engine), Exit>> {
    let mut loaded = match load(root, &embedded, outside)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(Err(exit)),
    };
    match design::settle(&mut loaded, embedded) {
        Ok(engine) => Ok(Ok((loaded, engine))),
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            Ok(Err(Exit::Bug))
        }
    }
}

/// Checks the records and prepares the wanted papers; `whole` says that these are all.
pub(super) fn prepare(
    loaded: &Loaded,
    alphabet: &Alphabet,
    wanted: &[String],
    whole: bool,
    today: NaiveDate,
) -> (Findings, Vec<Paper>) {
    let is_wanted = |name: &str| wanted.iter().any(|w| w == name);
    let mut findings = loaded.findings.clone();
    findings.extend(paper::check_texts(&loaded.texts, loaded.bestand.as_ref(), alphabet));
    let mut papers = Vec::new();
    if let Some(bestand) = &loaded.bestand {
        findings.extend(check::run(bestand, &loaded.known, today));
        check::name_columns(&mut findings, &loaded.sources);
        let prepared = paper::prepare(bestand, alphabet, today, is_wanted);
        findings.extend(prepared.findings);
        papers = prepared.papers;
    }
    let concerns = |finding: &Finding| finding.paper.as_deref().is_none_or(is_wanted);
    let waivers = check::waivers(loaded, whole);
    let findings = Findings::new(findings, &loaded.sources, &waivers, today).only(concerns);
    (findings, papers)
}

/// The papers that `--only` names, or all; an unknown name is wrong usage.
fn wanted(args: &Common, loaded: &Loaded) -> Result<Vec<String>, String> {
    if args.only.is_empty() {
        return Ok(loaded.papers.clone());
    }
    let by_number =
        |wanted: &str| loaded.nummern.iter().find(|(nummer, _)| nummer == wanted).map(|(_, name)| name.clone());
    args.only
        .iter()
        .map(|name| {
            let by_name = loaded.papers.iter().find(|paper| *paper == name).cloned();
            by_name.or_else(|| by_number(name)).ok_or_else(|| {
                let near = suggest(name, loaded.papers.iter().map(String::as_str));
                format!("Das Papier „{name}“ gibt es nicht. {near}")
            })
        })
        .collect()
}
