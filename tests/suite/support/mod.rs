//! What the tests share: a temporary copy of a fixture, the command line in-process, and readers for PDFs and HTML.

pub(crate) mod html;
pub(crate) mod pdf;
pub(crate) mod workspace;

pub(crate) use workspace::{Outcome, Workspace};
