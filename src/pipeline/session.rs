//! What everything begins with: load, check, compute, prepare.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::design;
use super::error::PipelineError;
use super::wanted::Wanted;
use crate::finding::{Finding, Findings};
use crate::load::Loaded;
use crate::model::Zeitraum;
use crate::paper::{self, Auftrag, Paper};
use crate::source::Alphabet;
use crate::typeset::Engine;
use crate::{check, load as loading};

/// What is wanted of a workspace, and on which day.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The folder.
    pub workspace: &'a Path,
    /// Names or numbers of papers; none for all.
    pub only: &'a [String],
    /// Periods of reports; none for those that are due.
    pub periods: &'a [Zeitraum],
    /// The day of printing.
    pub today: NaiveDate,
}

/// A workspace as it was read.
pub struct Opened {
    /// Its records and files, and what was found while they were read.
    pub loaded: Loaded,
    /// What sets its papers, with its own fonts and templates.
    pub engine: Engine,
    /// What its texts may hold: what the embedded fonts can print, whatever fonts it brings along.
    pub alphabet: Alphabet,
}

/// Papers with the findings that concern them.
pub struct Prepared {
    /// Findings by place, with the waivers applied.
    pub findings: Findings,
    /// The wanted papers; where a text has mistakes, an error says so and the text is empty.
    pub papers: Vec<Paper>,
}

/// A workspace whose papers are prepared as far as its data allow.
pub struct Session {
    /// What sets the papers.
    pub engine: Engine,
    /// What was read.
    pub loaded: Loaded,
    /// As in [`Prepared`].
    pub findings: Findings,
    /// As in [`Prepared`].
    pub papers: Vec<Paper>,
    /// The day of printing.
    pub today: NaiveDate,
    /// How long loading took, and then checking and computing.
    pub times: (Duration, Duration),
}

/// The engine with the embedded fonts and templates.
///
/// # Errors
/// When it does not start, which a test rules out.
pub fn engine() -> Result<Engine, PipelineError> {
    Engine::new().map_err(PipelineError::Engine)
}

/// Reads a workspace, whose texts may hold what the engine can print.
///
/// # Errors
/// When there is no such folder, or it cannot be read.
pub fn load(root: &Path, engine: &Engine) -> Result<Loaded, PipelineError> {
    loading::workspace(root, engine.alphabet()).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => PipelineError::NoWorkspace(root.to_owned()),
        _ => PipelineError::Unreadable { folder: root.to_owned(), error },
    })
}

/// Checks the records and prepares the wanted papers of a day.
pub fn prepare(loaded: &Loaded, alphabet: &Alphabet, wanted: &Wanted, today: NaiveDate) -> Prepared {
    let is_wanted = |name: &str| wanted.ordner.iter().any(|w| w == name);
    let mut findings = loaded.findings.clone();
    findings.extend(check::check_texts(&loaded.texts, loaded.bestand.as_ref(), alphabet));
    let mut papers = Vec::new();
    if let Some(bestand) = &loaded.bestand {
        findings.extend(check::run(bestand, &loaded.known, today));
        check::name_columns(&mut findings, &loaded.sources);
        let auftrag = Auftrag { heute: today, zeitraeume: Some(&wanted.zeitraeume) };
        let prepared = paper::prepare(bestand, alphabet, auftrag, is_wanted);
        findings.extend(prepared.findings);
        papers = prepared.papers;
    }
    let concerns = |finding: &Finding| finding.paper.as_deref().is_none_or(is_wanted);
    let waivers = check::waivers(loaded, wanted.alle);
    Prepared { findings: Findings::new(findings, &loaded.sources, &waivers, today).only(concerns), papers }
}

impl Opened {
    /// Reads a workspace and makes the engine that sets its papers, from the embedded one.
    ///
    /// # Errors
    /// As [`load`].
    pub fn read(root: &Path, embedded: Engine) -> Result<Self, PipelineError> {
        let alphabet = embedded.alphabet();
        let mut loaded = load(root, &embedded)?;
        let engine = design::settle(&mut loaded, embedded).map_err(PipelineError::Engine)?;
        Ok(Self { loaded, engine, alphabet })
    }
}

impl Session {
    /// Reads, checks and prepares what is wanted.
    ///
    /// # Errors
    /// When there is no such folder, paper or report, or a wanted period has not ended; mistakes in it are findings.
    pub fn open(request: &Request<'_>) -> Result<Self, PipelineError> {
        let engine = engine()?;
        let started = Instant::now();
        let Opened { loaded, engine, alphabet } = Opened::read(request.workspace, engine)?;
        let loaded_in = started.elapsed();
        let wanted = Wanted::select(&loaded, request.only, request.periods, request.today)?;
        let Prepared { findings, papers } = prepare(&loaded, &alphabet, &wanted, request.today);
        let times = (loaded_in, started.elapsed() - loaded_in);
        Ok(Self { engine, loaded, findings, papers, today: request.today, times })
    }

    /// The municipality's name; empty where the configuration is not valid, and then nothing is published.
    pub fn koerperschaft(&self) -> &str {
        self.loaded.bestand.as_ref().map_or("", |bestand| &bestand.stammdaten.koerperschaft.name)
    }
}
