//! Findings: what is wrong with the data, where, and how to mend it.

#[macro_use]
mod code;
mod catalogue;
mod log;
mod report;
mod waiver;

pub use catalogue::Code;
pub use code::{Family, Rule, Severity};
pub use log::{Finding, Log, Waived};
pub(crate) use log::{nearest, suggest};
pub use report::Findings;
pub use waiver::{Subject, Waiver, Waivers};
