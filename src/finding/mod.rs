//! Findings: what is wrong with the data, where, and how to mend it.

mod code;
mod log;
mod report;

pub use code::{Code, Severity};
pub use log::{Finding, Log};
pub(crate) use log::{nearest, suggest};
pub use report::Findings;
