//! Findings: what is wrong with the data, where, and how to mend it.

mod code;
mod log;
mod report;

pub use code::{Code, Severity};
pub(crate) use log::suggest;
pub use log::{Finding, Log};
pub use report::Findings;
