//! Findings: what is wrong with the data, where, and how to mend it.

mod severity;
mod family;
mod nearest;
mod catalogue;
mod log;
mod report;
mod waiver;

pub use catalogue::{Code, Rule};
pub use family::Family;
pub use log::{Finding, Log, Waived};
pub(crate) use nearest::{nearest, suggest};
pub use report::Findings;
pub use severity::Severity;
pub use waiver::{Subject, Waiver, Waivers};
