//! The papers of a run before they are set: what stays in memory of each, and what tells whether it must be set anew.

use chrono::NaiveDate;

use super::beside::Beside;
use super::error::PipelineError;
use super::prepare::Offer;
use super::session::{Opened, Request, Session};
use super::workers::Task;
use crate::load::Loaded;
use crate::model::{Edition, Part};
use crate::paper::Head;
use crate::publish::{OutputFolder, PaperEntry};
use crate::source::digest;
use crate::typeset::{Engine, SOURCE};
use crate::verify::{Design, own_design};

/// A paper that is to be set, or carried over.
pub struct Planned {
    /// Which one.
    pub head: Head,
    /// The [key](Task::key) of its task; `None` where nobody has asked for it yet.
    pub key: Option<String>,
}

impl Session {
    /// As [`Session::with_papers`], and keeps no more of each paper than a run needs. What lies in the folder of an earlier run may
    /// be carried over, so its key is told; where that run has read the same, no paper is made for it.
    ///
    /// # Errors
    /// As there.
    pub fn plan(request: &Request<'_>, earlier: Option<&OutputFolder>) -> Result<(Self, Vec<Planned>), PipelineError> {
        let (mut planned, mut design, mut is_same) = (Vec::new(), None, None);
        let beside = |loaded: &Loaded| request.beside.and_of(loaded);
        let known = |head: &Head| earlier.and_then(|folder| folder.key(&head.name));
        let session = Self::taking(request, &mut |Offer { heads, make }, opened| {
            let Opened { loaded, engine, pages, .. } = opened;
            let same =
                || earlier.is_some_and(|folder| folder.stand() == stand(engine, loaded, request.today, beside(loaded)));
            if *is_same.get_or_insert_with(same) && heads.iter().all(|head| known(head).is_some()) {
                let kept = heads.into_iter().map(|head| Planned { key: known(&head).map(str::to_owned), head });
                return planned.extend(kept);
            }
            planned.extend(make().into_iter().map(|paper| {
                let key = known(&paper.head).is_some().then(|| {
                    let design = design.get_or_insert_with(|| Design::of(engine, loaded));
                    let task = Task::of(&paper, design, loaded, request.today).with_page(&paper, pages.as_ref());
                    task.key(design, beside(loaded))
                });
                Planned { head: paper.head, key }
            }));
        })?;
        Ok((session, planned))
    }

    /// Whether a paper of an earlier run stays: its folder is there, this run did not make that folder's papers anew, and where it is
    /// of the public edition, so is the paper.
    pub fn keeps(&self, entry: &PaperEntry, made: &[&Planned]) -> bool {
        let name = &entry.name;
        let fits = self.loaded.edition == Edition::Whole || entry.edition == Edition::Public;
        fits && self.loaded.has_paper(name) && !made.iter().any(|paper| paper.head.name == Part::base_of(name))
    }
}

/// The hash of everything that a run reads: all files, the design that holds, the day, what is written beside papers, and the
/// program itself. All papers follow from it.
pub(super) fn stand(engine: &Engine, loaded: &Loaded, today: NaiveDate, beside: Beside) -> String {
    let files: Vec<_> = loaded.sources.files().map(|file| (&file.path, file.seal())).collect();
    // A value made of texts and numbers always serialises.
    digest(
        &serde_json::to_vec(&(SOURCE, today.to_string(), beside, own_design(engine, loaded), files, loaded.edition))
            .unwrap_or_default(),
    )
}
