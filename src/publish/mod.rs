//! Writes the outputs: a folder, or a single file, that appears whole or not at all; and the steps that scheduled runs are made of.

mod error;
mod manifest;
mod place;
mod staging;
mod folder;
mod run;
mod tree;
mod file;
mod once;
mod added;
mod change;
mod new;
mod disk;
mod overlay;
mod lock;
mod hook;
mod mail;
pub mod metrics;

pub use added::{add_files, add_folder};
pub use change::change_files;
pub use disk::{ABLAGE, Disk, Folders, JOURNAL};
pub use error::PublishError;
pub use file::OutputFile;
pub use folder::OutputFolder;
pub use hook::{Ended, Hook, VARIABLES};
pub use lock::{Asked, Lock, lock};
pub use mail::mail;
pub use manifest::{BasisEntry, FileEntry, MANIFEST, Made, Manifest, PaperEntry, WaiverEntry};
pub use new::{NewEntry, NewFolder};
pub use once::OnceFile;
pub use overlay::Overlay;
pub use run::{Published, Sink, publish};
pub use tree::{Reader, Tree, publish_tree};
