//! Whether a published PDF is what its data gave: it carries the data, and whoever doubts it builds it anew.
//!
//! A paper names in its Nachweis what its bytes depend on. [`verify`] reads data and Nachweis out of the PDF, sets the
//! paper with this program's templates and fonts, and compares the bytes; [`drift`] holds a workspace against it. None of
//! it says who made a paper: whoever has the program can build one from invented data, which only a workspace shows.

mod ansicht;
mod compare;
mod contents;
mod drift;
mod nachweis;
mod object;
mod pdf;
mod records;
mod verdict;

pub use ansicht::ViewChange;
pub use compare::Change as PdfChange;
pub use contents::Contents;
pub use drift::{Change, Drift, FigureChange, FileChange, Rebuilt, RecordChange, drift};
pub use nachweis::Nachweis;
pub use verdict::{AssetChange, Difference, Incomparable, LARGEST, Verdict, verify};
