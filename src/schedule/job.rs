//! What a run works with, what it remembers, and what comes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use chrono::NaiveDate;

use super::due::Due;
use super::entry::Filed;
use super::journal::{Fault, Writer};
use super::workshop::Workshop;
use super::world::{Item, World};
use crate::model::Zeitraum;
use crate::pipeline::PipelineError;
use crate::publish::Disk;

/// How often a report is tried whose inputs change while they are read.
const MOST_TRIES: usize = 3;

/// How the reason begins of an attempt that comes to nothing because somebody is writing.
pub const UNSTEADY: &str = "die Daten werden gerade geändert";

/// What a run works with.
pub struct Run<'r> {
    /// Where everything lies.
    pub disk: &'r dyn Disk,
    /// What makes reports.
    pub workshop: &'r dyn Workshop,
    /// Who writes entries.
    pub writer: Writer,
    /// Only this series, or this report.
    pub only: Option<String>,
    /// Whether somebody has named the day, so that no clock can be wrong.
    pub day_is_given: bool,
}

/// Why a run stops before anything is made.
#[derive(Debug)]
pub enum Stopped {
    /// The journal wants a decision.
    Journal(Vec<Fault>),
    /// The clock is not right; why.
    Clock(String),
    /// A decision makes no sense as things stand; why.
    Refused(String),
    /// The disk refuses.
    Io(io::Error),
    /// The workspace cannot be read.
    Pipeline(PipelineError),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What a run has done, or why it could not, in the order in which it happened.
#[derive(Debug)]
pub enum Done {
    /// A report was filed.
    Filed(Filed),
    /// A report was found without its entry.
    Found(Filed),
    /// A period was closed.
    Closed(Zeitraum),
    /// A report is left out by the plan.
    LeftOut(Due),
    /// A report cannot be made.
    Failed(Due, PipelineError),
    /// A period cannot be closed.
    Unclosed(Zeitraum, PipelineError),
}

/// How a run ended.
pub struct Outcome<'w> {
    /// What it did.
    pub done: Vec<Done>,
    /// How everything stands now.
    pub items: Vec<Item>,
    /// What there is now.
    pub world: World<'w>,
    /// Who writes entries, on the day that holds.
    pub writer: Writer,
}

/// What one run remembers.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) done: Vec<Done>,
    pub(super) filed: usize,
    pub(super) tries: BTreeMap<Due, usize>,
    pub(super) unsteady: BTreeMap<Due, String>,
    pub(super) given_up: BTreeSet<Due>,
    pub(super) unclosable: BTreeSet<Zeitraum>,
}

impl<'r> Run<'r> {
    /// Whether a report is one that this run is asked for.
    pub fn wants(&self, due: &Due) -> bool {
        self.only.as_ref().is_none_or(|only| due.is_meant(only))
    }

    /// Everything as it lies on disk on a day.
    ///
    /// # Errors
    /// When the disk refuses, or the workspace cannot be read.
    pub fn world(&self, today: NaiveDate) -> Result<World<'r>, Stopped> {
        let reading = self.workshop.read(today).map_err(Stopped::Pipeline)?;
        Ok(World { only: self.only.clone(), ..World::read(self.disk, reading, today)? })
    }
}

impl Memory {
    /// Notes that inputs changed while a report was made; after some tries it waits for a run in peace.
    pub(super) fn unsteady(&mut self, due: &Due, who: Option<String>) -> String {
        let who = who.map(|who| format!(" ({who})")).unwrap_or_default();
        let why = format!("{UNSTEADY}{who}");
        let tries = self.tries.entry(due.clone()).or_default();
        *tries += 1;
        if *tries >= MOST_TRIES {
            self.unsteady.insert(due.clone(), why.clone());
        }
        why
    }
}
