//! What systems outside are given of a released paper: the package for the council information system, the OParl tree, the record for
//! the open-data catalogue and the message for the e-Akte.
//!
//! All of it is pure: facts, states and bytes in, files with their paths out. Which papers there are, `pipeline` says; `publish` writes.

mod facts;
pub mod names;
pub mod package;
mod state;
mod decide;
pub mod oparl;

pub use decide::{Decision, Fate, Offered, decide};
pub use facts::{Facts, FileFacts, Role, Step};
pub use oparl::paper_uuid;
pub use state::{ObjectState, PaperState, State, Version, Withdrawal};
