//! What is owed, and runs that nobody watches: each report appears once, whole, after any outage.
//!
//! Facts on disk decide what is to be done ([`state`]); the journal explains them, and holds what has no other fact. Where a function does
//! not say when it fails, it does when the system refuses a step on disk.

pub mod ablage;
pub mod closing;
pub mod decide;
pub mod due;
pub mod entry;
pub mod job;
pub mod journal;
pub mod reopening;
pub mod report;
mod run;
pub mod state;
pub mod tell;
pub mod workshop;
pub mod world;
