//! What the tests share: a temporary copy of a fixture, the command line in-process, and a reader for PDFs.

pub mod pdf;
pub mod workspace;

pub use workspace::{Outcome, Workspace};
