//! From a workspace to finished papers in memory.

mod prepare;

pub use prepare::{Auftrag, Prepared, prepare};
