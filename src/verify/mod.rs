//! Whether a published PDF is what its data gave: it carries the data, and whoever doubts it builds it anew.
//!
//! A paper names in its Nachweis what its bytes depend on. [`verify`] reads data and Nachweis out of the PDF, sets the
//! paper with this program's templates and fonts, and compares the bytes; [`drift`] holds a workspace against it. None of
//! it says who made a paper: whoever has the program can build one from invented data, which only a workspace shows.

mod contents;
mod records;
mod nachweis;
mod object;
mod pdf;
pub mod published;
mod compare;
mod deviation;
mod verdict;
mod view;
mod drift;

pub use compare::{PdfChange, shows};
pub use contents::Contents;
pub use deviation::{Change, Deviation, DeviationKind, How};
pub use drift::{Drift, drift};
pub use nachweis::{Design, Papiernachweis, own_design};
pub use verdict::{Difference, Incomparable, LARGEST, Verdict, nachweis, verify};
