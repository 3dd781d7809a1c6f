//! Scheduled runs: each report appears once, whole, after any outage.

mod acceptance;
mod crash;
mod fake;
mod loss;
mod property;
mod reopening;
mod telling;
