//! The papers of a run before they are set: what stays in memory of each, and what tells whether it must be set anew.

use super::error::PipelineError;
use super::session::{Request, Session};
use super::workers::Task;
use crate::model::Part;
use crate::paper::Head;
use crate::verify::Design;

/// A paper that is to be set, or carried over.
pub struct Planned {
    /// Which one.
    pub head: Head,
    /// The [key](Task::key) of its task; `None` where nobody has asked for it yet.
    pub key: Option<String>,
}

impl Session {
    /// As [`Session::with_papers`], and keeps no more of each paper than a run needs. What `is_known` may be carried over, so
    /// its key is told.
    ///
    /// # Errors
    /// As there.
    pub fn plan(request: &Request<'_>, is_known: impl Fn(&str) -> bool) -> Result<(Self, Vec<Planned>), PipelineError> {
        let mut design = None;
        Self::with_papers(request, |paper, opened| {
            let key = is_known(&paper.name).then(|| {
                let design = design.get_or_insert_with(|| Design::of(&opened.engine, &opened.loaded));
                Task::of(&paper, design, &opened.loaded, request.today).key(design)
            });
            Planned { head: paper.head, key }
        })
    }

    /// Whether a paper of an earlier run stays: its folder is there, and this run did not make that folder's papers anew.
    pub fn keeps(&self, name: &str, made: &[&Planned]) -> bool {
        self.loaded.has_paper(name) && !made.iter().any(|paper| paper.head.name == Part::base_of(name))
    }
}
