//! The effect on the climate: what the quantities of energy of projects come to in t CO2 per year.
//!
//! Everything is reckoned exactly, in whole numbers; only what is printed is rounded, and so that it falls in the class
//! that is ticked.

mod bilanz;
mod faktorwahl;
mod figuren;
mod grenzen;
mod klasse;
mod masse;
mod mengen;
mod mittel;
mod projekte;
mod stand;
mod vordruck;
#[cfg(test)]
mod tests;

pub use bilanz::{Direction, Klimabilanz, Klimaposten};
pub use faktorwahl::{Faktoren, Luecke, Luecken};
pub use figuren::Klimafiguren;
pub use grenzen::{Klimagrenzen, klimagrenzen};
pub use klasse::{klasse, near};
pub use masse::Masse;
pub use mengen::faktor_id;
pub use mittel::Mittel;
pub use projekte::{Klimawirkung, Projektwirkung, klimawirkung};
pub use stand::Klimastand;
pub use vordruck::effective;
