//! What figures say of a project that they count: one term for all figures that count it by the same facts.

use std::sync::{Arc, OnceLock};

use super::Glied;

/// The facts that decide whether a project counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facts {
    /// Begin, end and Abbruch.
    Days,
    /// The day of the application.
    Application,
    /// The day of the approval, and the begin.
    Approval,
    /// The begin, and the planned end.
    PlannedEnd,
    /// The days, and the pause.
    Pause,
    /// The days, and the newest entry.
    Entry,
    /// The days, and the newest entry of a day in the period.
    Report,
    /// That it is there.
    Project,
    /// How far the newest entry says that it is; the project alone is its record.
    Stand,
}

/// The terms of one project, each made when a figure first counts it by these facts.
///
/// A report of a hundred thousand projects counts each some twenty times.
#[derive(Debug, Clone, Default)]
pub(super) struct ProjectTerms([OnceLock<Arc<Glied>>; 9]);

impl ProjectTerms {
    /// The term by these facts; `make` makes it where no figure has asked for it before.
    pub(super) fn get(&self, facts: Facts, make: impl FnOnce() -> Glied) -> Arc<Glied> {
        let Self(terms) = self;
        Arc::clone(terms[facts as usize].get_or_init(|| Arc::new(make())))
    }
}
