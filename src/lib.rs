//! ratsbericht: council papers from municipal project data.
//!
//! One process, one direction: data enters in [`load`], a finished paper leaves in [`publish`], nothing flows back.
//! The modules stand in the order of the data, and each imports only from those before it.

#![warn(missing_docs)]

pub mod check;
pub mod cli;
pub mod figures;
pub mod finding;
pub mod load;
pub mod model;
pub mod paper;
pub mod publish;
pub mod source;
pub mod typeset;
pub mod workspace;
