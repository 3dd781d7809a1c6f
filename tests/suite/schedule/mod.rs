//! Scheduled runs: each report appears once, whole, after any outage.

mod crash;
mod fake;
mod loss;
