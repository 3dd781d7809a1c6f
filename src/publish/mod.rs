//! Writes the outputs: a folder that appears whole or not at all.

mod folder;
mod manifest;
mod new;
mod run;
mod swap;

pub use folder::OutputFolder;
pub use manifest::{FileEntry, MANIFEST, Manifest, PaperEntry, digest};
pub use new::{NewEntry, NewFolder};
pub use run::{Output, PublishError, Published, publish};
