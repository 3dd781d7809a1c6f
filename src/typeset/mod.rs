//! The only room that knows Typst: templates and fonts become a PDF.
//!
//! It knows no record of the domain, only view data as JSON. There is no network, no system font and no date: the
//! same view data, templates, fonts and engine version give the same bytes.

pub mod apart;
mod assets;
mod digits;
mod engine;
mod error;
mod font;
mod look;
mod packed;
mod picture;
mod printed;
mod world;

pub use assets::{Asset, embedded_in};
pub use engine::{ENGINE, Engine, Job, PROGRAM, SOURCE, Typeset, VIEW};
pub use error::{Fault, TypesetError};
pub use font::excess;
pub use look::{FontLook, Look, families, image, syntax_errors};
pub use picture::{Drawing, DrawnPart, Pictures};
