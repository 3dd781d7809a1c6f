//! Writes the outputs: a folder, or a single file, that appears whole or not at all.

mod added;
mod file;
mod folder;
mod manifest;
mod new;
mod once;
mod run;
mod swap;

pub use added::add_files;
pub use file::OutputFile;
pub use folder::OutputFolder;
pub use manifest::{FileEntry, MANIFEST, Manifest, PaperEntry, WaiverEntry};
pub use new::{NewEntry, NewFolder};
pub use once::OnceFile;
pub use run::{Output, PublishError, Published, publish};
