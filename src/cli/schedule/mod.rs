//! Scheduled runs: what is owed, making it, what happened, and what people decide.

pub(super) mod args;
pub(super) mod decide;
pub(super) mod due;
pub(super) mod journal;
pub(super) mod many;
pub(super) mod run;
pub(super) mod shard;
pub(super) mod shared;
mod tell;
mod tell_args;
