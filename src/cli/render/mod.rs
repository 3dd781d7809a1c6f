//! Findings in the forms that people and programs read.

mod tree;
mod cells;
mod human;
mod json;
mod sarif;

#[cfg(test)]
mod tests;

pub(super) use crate::pipeline::report::summary;
pub(super) use human::{findings, human};
pub(super) use json::json;
pub(super) use sarif::sarif;
pub(super) use tree::{FigureTree, value};
