//! Findings as a Prüfbericht: one HTML file for somebody without a terminal.
//!
//! It stands in the pipeline and not on the command line, since its template is tried before any is used, and since it is an
//! output of every run that has somebody to read it.

mod excerpts;
mod page;
mod sample;
mod summary;
mod template;

pub(crate) mod excerpt;

pub(crate) use page::ReportHead;
pub(crate) use sample::fault;
pub(crate) use summary::{error_from, summary};
pub(crate) use template::EMBEDDED;
pub use template::is_ours;

use crate::finding::Findings;
use crate::source::Sources;
use crate::text::TemplateFault;

/// The whole report; `template` is the embedded one or that of the workspace.
///
/// # Errors
/// When the template fails, which no data can cause where it is the embedded one.
pub(crate) fn html(
    head: &ReportHead<'_>,
    findings: &Findings,
    sources: &Sources,
    template: &str,
) -> Result<String, TemplateFault> {
    template::fill(template, page::report(head, findings, sources), findings.iter().count())
}
