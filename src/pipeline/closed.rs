//! Reports on closed periods, which are not built over.

use unicode_normalization::UnicodeNormalization;

use super::error::PipelineError;
use super::planned::Planned;
use super::session::{Session, engine};
use crate::paper::Head;

impl Session {
    /// Keeps the reports on closed periods from being built over: those that are built, and those that are left out.
    ///
    /// With a reason each of them becomes a new version that names it. Without one they are left out of a run over all
    /// papers, since the others must not wait for the next period.
    ///
    /// # Errors
    /// When somebody asks for such a report by name or period, or there is no other paper, and no reason is given; when a
    /// reason cannot be printed, or no paper needs one.
    pub fn spare_closed(
        &self,
        papers: Vec<Planned>,
        all: bool,
        reason: Option<&str>,
    ) -> Result<(Vec<Planned>, Vec<Planned>), PipelineError> {
        let (mut closed, mut open): (Vec<Planned>, Vec<Planned>) =
            papers.into_iter().partition(|paper| self.is_closed(&paper.head));
        let Some(reason) = reason else {
            return match closed.first() {
                Some(paper) if !all || open.is_empty() => Err(refusal(&paper.head)),
                _ => Ok((open, closed)),
            };
        };
        let reason = printable(reason)?;
        if closed.is_empty() {
            return Err(PipelineError::NothingClosed);
        }
        for paper in &mut closed {
            paper.head.neue_fassung = Some(reason.clone());
            // What was told of it is that of the version without a reason.
            paper.key = None;
        }
        open.extend(closed);
        Ok((open, Vec::new()))
    }

    /// Whether a paper is one of the reports that were closed with their period.
    fn is_closed(&self, paper: &Head) -> bool {
        let mut closed = self.loaded.bestand.iter().flat_map(|bestand| &bestand.abschluesse);
        closed.any(|abschluss| {
            Some(abschluss.zeitraum) == paper.zeitraum && abschluss.berichte.iter().any(|b| b.name == paper.ordner)
        })
    }
}

/// Why a report is not built; a paper without a period was never closed.
fn refusal(paper: &Head) -> PipelineError {
    match paper.zeitraum {
        Some(zeitraum) => PipelineError::Closed { titel: paper.bezeichnung.clone(), zeitraum },
        None => PipelineError::NothingClosed,
    }
}

/// A reason as papers print it.
pub(super) fn printable(reason: &str) -> Result<String, PipelineError> {
    let reason: String = reason.trim().nfc().collect();
    // The embedded fonts hold for every text, whatever fonts a workspace brings along.
    match engine()?.alphabet().first_unprintable(&reason) {
        Some((_, c)) => Err(PipelineError::NoReason(Some(c))),
        None if reason.is_empty() => Err(PipelineError::NoReason(None)),
        None => Ok(reason),
    }
}
