//! ratsbericht: council papers from municipal project data.
//!
//! One process, one direction: data enters in [`load`], a finished paper leaves in [`publish`], nothing flows back.
//! The modules stand in the order of the data, and each imports only from those before it.

pub mod source;
pub mod finding;
pub mod model;
pub mod workspace;
pub mod load;
pub mod tabular;
pub mod figures;
pub mod text;
pub mod check;
pub mod paper;
pub mod plain;
pub mod docx;
pub mod typeset;
pub mod html;
pub mod release;
pub mod publish;
pub mod verify;
pub mod pipeline;
pub mod schedule;
pub mod cli;

#[cfg(test)]
mod testing;
