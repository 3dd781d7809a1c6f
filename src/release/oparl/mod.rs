//! The papers as machines read them: a static tree of OParl 1.1.
//!
//! Everything follows from the master data, the papers that were ever published, and the state of the objects that the last run
//! has left: ids, the order of lists and the moments of changes never depend on when or how often somebody runs it.

mod address;
pub mod inspect;
mod kind;
mod master;
mod moment;
mod object;
mod papers;
mod tree;

pub use address::paper_uuid;
pub use tree::{Texts, Tree};
