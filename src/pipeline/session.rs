//! What everything begins with: load, check, compute, prepare.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::beside::Beside;
use super::design;
use super::error::PipelineError;
use super::prepare::{Offer, checked, findings};
use super::wanted::Wanted;
use crate::finding::Findings;
use crate::html::Pages;
use crate::load as loading;
use crate::load::Loaded;
use crate::model::{Edition, Zeitraum};
use crate::paper::Paper;
use crate::source::Alphabet;
use crate::typeset::Engine;

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
    /// What is written beside each paper, also where the workspace does not want it.
    pub beside: Beside,
    /// Which edition of the papers.
    pub edition: Edition,
}

/// A workspace as it was read.
pub struct Opened {
    /// Its records and files, and what was found while they were read.
    pub loaded: Loaded,
    /// What sets its papers, with its own fonts and templates.
    pub engine: Engine,
    /// What its texts may hold: what the embedded fonts can print, whatever fonts it brings along.
    pub alphabet: Alphabet,
    /// What makes pages of its papers, with its own templates; `None` where none are wanted.
    pub pages: Option<Pages>,
}

/// A workspace that was read and checked.
pub struct Session {
    /// Its folder.
    pub workspace: PathBuf,
    /// What sets the papers.
    pub engine: Engine,
    /// What was read.
    pub loaded: Loaded,
    /// What its texts may hold.
    pub alphabet: Alphabet,
    /// Findings by place, with the waivers applied.
    pub findings: Findings,
    /// The wanted papers of which so much cannot be read that nothing is computed for them; their findings say why.
    pub left_out: Vec<String>,
    /// The day of printing.
    pub today: NaiveDate,
    /// What is written beside each paper.
    pub beside: Beside,
    /// What makes pages of the papers; `None` where none are wanted.
    pub pages: Option<Pages>,
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

/// That there is no workspace, and what may be meant.
pub fn no_workspace(root: &Path) -> PipelineError {
    PipelineError::NoWorkspace { folder: root.to_owned(), near: loading::near(root) }
}

/// Reads a workspace, whose texts may hold what the engine can print.
///
/// # Errors
/// When there is no such folder, or it cannot be read.
pub fn load(root: &Path, engine: &Engine) -> Result<Loaded, PipelineError> {
    loading::workspace(root, engine.alphabet()).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => no_workspace(root),
        _ => PipelineError::Unreadable { folder: root.to_owned(), error },
    })
}

impl Opened {
    /// Reads a workspace and makes the engine that sets its papers, from the embedded one; pages are made where it asks for them.
    ///
    /// # Errors
    /// As [`load`].
    pub fn read(root: &Path, embedded: Engine) -> Result<Self, PipelineError> {
        Self::with_pages(root, embedded, Beside::default())
    }

    /// As [`Opened::read`], and makes pages also where only `beside` asks for them.
    fn with_pages(root: &Path, embedded: Engine, beside: Beside) -> Result<Self, PipelineError> {
        let alphabet = embedded.alphabet();
        let mut loaded = load(root, &embedded)?;
        let (engine, pages) = design::settle(&mut loaded, embedded).map_err(PipelineError::Engine)?;
        let is_wanted = beside.and_of(&loaded).html;
        Ok(Self { loaded, engine, alphabet, pages: is_wanted.then_some(pages) })
    }
}

impl Opened {
    /// The edition that is wanted; what is wrong is said of the whole one, from which the other is cut.
    fn of_edition(mut self, edition: Edition, wanted: &Wanted, today: NaiveDate) -> (Self, Option<Findings>) {
        if edition == Edition::Whole {
            return (self, None);
        }
        let known = findings(&self.loaded, &self.alphabet, wanted, today);
        self.loaded.cut();
        (self, Some(known))
    }
}

impl Session {
    /// Reads and checks what is wanted, and makes no paper: what is printed of a large table takes more room than the table.
    ///
    /// # Errors
    /// When there is no such folder, paper or report, or a wanted period has not ended; mistakes in it are findings.
    pub fn open(request: &Request<'_>) -> Result<Self, PipelineError> {
        Self::taking(request, &mut |_, _| ())
    }

    /// As [`Session::open`], and makes the wanted papers one after the other: Vorlagen before Berichte, each by name. What
    /// `keep` says of each is returned.
    ///
    /// # Errors
    /// As there.
    pub fn with_papers<P>(
        request: &Request<'_>,
        mut keep: impl FnMut(Paper, &Opened) -> P,
    ) -> Result<(Self, Vec<P>), PipelineError> {
        let mut kept = Vec::new();
        let session = Self::taking(request, &mut |offer, opened| {
            kept.extend((offer.make)().into_iter().map(|paper| keep(paper, opened)));
        })?;
        Ok((session, kept))
    }

    /// As [`Session::open`], and offers the wanted papers: Vorlagen before Berichte, each by name.
    pub(super) fn taking(
        request: &Request<'_>,
        take: &mut dyn FnMut(Offer<'_>, &Opened),
    ) -> Result<Self, PipelineError> {
        Self::selecting(request, |wanted, _| wanted, take)
    }

    /// As [`Session::taking`], where nobody names a period also with all reports of a series that were released or withdrawn.
    pub(super) fn released(
        request: &Request<'_>,
        take: &mut dyn FnMut(Offer<'_>, &Opened),
    ) -> Result<Self, PipelineError> {
        let and_released = |wanted: Wanted, loaded: &Loaded| {
            if request.periods.is_empty() { wanted.and_released(loaded) } else { wanted }
        };
        Self::selecting(request, and_released, take)
    }

    fn selecting(
        request: &Request<'_>,
        adjust: impl FnOnce(Wanted, &Loaded) -> Wanted,
        take: &mut dyn FnMut(Offer<'_>, &Opened),
    ) -> Result<Self, PipelineError> {
        let engine = engine()?;
        let started = Instant::now();
        let opened = Opened::with_pages(request.workspace, engine, request.beside)?;
        let loaded_in = started.elapsed();
        let wanted = Wanted::select(&opened.loaded, request.only, request.periods, request.today)?;
        let wanted = adjust(wanted, &opened.loaded);
        let wanted = wanted.of_edition(&opened.loaded, request.edition)?;
        let (opened, known) = opened.of_edition(request.edition, &wanted, request.today);
        let on = (&wanted, request.today);
        let findings = checked(&opened.loaded, &opened.alphabet, on, &mut |offer| take(offer, &opened));
        let findings = known.map_or(findings.clone(), |known| known.and(findings));
        let times = (loaded_in, started.elapsed() - loaded_in);
        let Opened { loaded, engine, alphabet, pages } = opened;
        let beside = request.beside.and_of(&loaded);
        let (workspace, today) = (request.workspace.to_owned(), request.today);
        let left_out = wanted.left_out(&loaded);
        Ok(Self { workspace, engine, loaded, alphabet, findings, left_out, today, beside, pages, times })
    }

    /// What of the workspace's own changes how its papers look, each in a line.
    pub fn own_design(&self) -> Vec<String> {
        design::own_lines(&self.engine, &self.loaded)
    }

    /// The municipality's name; empty where the configuration is not valid, and then nothing is published.
    pub fn koerperschaft(&self) -> &str {
        self.loaded.bestand.as_ref().map_or("", |bestand| &bestand.stammdaten.koerperschaft.name)
    }
}
