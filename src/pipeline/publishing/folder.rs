//! The folder of what was published: packages for people, a tree for everybody, and a file that says what was published when.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::thread;

use super::files::{Made, make};
use super::{Candidate, Order, Release};
use crate::model::Edition;
use crate::pipeline::error::PipelineError;
use crate::pipeline::workers::on_threads;
use crate::publish::{OutputFolder, PublishError, Tree, publish_tree};
use crate::release::{Decision, Fate, PaperState, State, decide, file_name, oparl, package, paper_uuid};

/// What everybody may read: the folder that a web server serves.
const PUBLIC: &str = "oeffentlich";

/// What people hand over: a package for each paper.
const PACKAGES: &str = "pakete";

/// The same of papers, or parts of papers, that not everybody may read.
const PACKAGES_WHOLE: &str = "pakete-nichtoeffentlich";

/// How many papers are in memory at once for each thread.
const BATCH: usize = 4;

/// What a run has done, each paper by what it is called.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Published for the first time, with the path of the package below the folder.
    pub new: Vec<(String, String)>,
    /// Published anew, with the path of the package.
    pub again: Vec<(String, String)>,
    /// As they were.
    pub same: usize,
    /// No longer public.
    pub withdrawn: Vec<String>,
    /// Not released.
    pub unreleased: Vec<String>,
}

/// Publishes what is released into a folder, all of it or nothing.
///
/// # Errors
/// When errors of the workspace forbid it, a paper says something else than what was published under its number, the address of
/// the tree is another than before, a template fails, or the file system refuses.
pub fn publish(release: &Release, folder: &OutputFolder, order: &Order<'_>) -> Result<Outcome, PipelineError> {
    if release.is_faulty() {
        return Err(PipelineError::Faulty);
    }
    let run = |tree: &mut Tree<'_>| Run { release, order, tree }.publish();
    publish_tree(folder, release.whole.koerperschaft(), run)
}

/// A run while it writes.
struct Run<'a, 't> {
    release: &'a Release,
    order: &'a Order<'a>,
    tree: &'a mut Tree<'t>,
}

impl Run<'_, '_> {
    fn publish(mut self) -> Result<Outcome, PipelineError> {
        let old = self.state()?;
        let candidates = &self.release.candidates;
        let offered: Vec<_> = candidates.iter().map(|candidate| candidate.offered.clone()).collect();
        let home = self.release.whole.koerperschaft();
        let on = (self.order.today, self.order.reason);
        let Decision { mut state, fates } = decide(&old, &offered, on, &|name| paper_uuid(home, name));
        refuse_changed(&old, candidates, &fates)?;
        state.basis_url = self.basis_url(&old)?;
        self.keep(&state, &fates)?;
        let made = self.make(&mut state, &fates)?;
        if state.basis_url.is_some() {
            self.oparl(&mut state)?;
        }
        self.zip()?;
        self.tree.put(State::FILE, &state.to_bytes())?;
        Ok(outcome(candidates, &fates, made))
    }

    /// What was published before.
    fn state(&self) -> Result<State, PipelineError> {
        let Some(bytes) = self.tree.old(State::FILE)? else { return Ok(State::default()) };
        State::from_bytes(&bytes).ok_or(PipelineError::StateUnreadable(State::FILE))
    }
}
