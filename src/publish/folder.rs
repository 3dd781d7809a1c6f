//! The output folder as an earlier run left it.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{PublishError, tried};
use super::manifest::Manifest;
use super::place::Place;
use super::staging::{files_of, manifest_of};
use crate::source::disk::{Held, Kind, real};
use crate::workspace::Layout;

/// An output folder that may be written: new, empty, or written by an earlier run.
#[derive(Debug)]
pub struct OutputFolder {
    pub(super) place: Place,
    /// The papers in it of which an earlier run says what they were made from.
    known: BTreeSet<String>,
}

impl OutputFolder {
    /// Makes sure that a folder may be replaced, before any work is done.
    ///
    /// # Errors
    /// When the path has no name, is a file, or holds anything that no earlier run has written.
    pub fn open(path: &Path) -> Result<Self, PublishError> {
        let place = Place::of(path)?;
        let mut known = BTreeSet::new();
        if let Some(parent) = place.parent()
            && let Some(old) = there(parent, place.name())?
        {
            refuse_foreign_files(&old, old.path())?;
            let papers = manifest_of(&old).map(|manifest| manifest.papiere).unwrap_or_default();
            known.extend(papers.into_iter().filter(|paper| !paper.schluessel.is_empty()).map(|paper| paper.name));
        }
        Ok(Self { place, known })
    }

    /// Whether a paper of an earlier run is there of which one can say whether it would become the same.
    pub fn knows(&self, paper: &str) -> bool {
        self.known.contains(paper)
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// Makes sure that the folder is none in which a workspace keeps its inputs.
    ///
    /// # Errors
    /// When it is the workspace, or lies in one of its folders.
    pub fn refuse_workspace(&self, root: &Path) -> Result<(), PublishError> {
        refuse_inputs(self.path(), root)
    }
}

/// An output must neither be a workspace nor lie in one of the folders of its inputs.
pub(super) fn refuse_inputs(path: &Path, root: &Path) -> Result<(), PublishError> {
    let Ok(root) = real(root) else { return Ok(()) };
    let inputs = Layout::FOLDERS.map(|name| root.join(name));
    if path == root || inputs.iter().any(|folder| path.starts_with(folder)) {
        return Err(PublishError::Workspace(path.to_owned()));
    }
    Ok(())
}

/// The folder of a name; `None` where nothing has it.
pub(super) fn there(parent: &Held, name: &OsStr) -> Result<Option<Held>, PublishError> {
    match parent.step(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        step => tried("öffnen", &parent.path().join(name), step).map(Some),
    }
}

/// A file that no manifest names would be lost when the folder is replaced; `path` is where it lies for people.
pub(super) fn refuse_foreign_files(folder: &Held, path: &Path) -> Result<(), PublishError> {
    let manifest = manifest_of(folder);
    let own: BTreeSet<PathBuf> = manifest.iter().flat_map(files_of).collect();
    for (name, kind) in tried("lesen", path, folder.entries())? {
        if kind != Kind::File || !own.contains(Path::new(&name)) {
            return Err(PublishError::Foreign { folder: path.to_owned(), file: name.to_string_lossy().into_owned() });
        }
    }
    Ok(())
}

/// The papers of another municipality would be lost.
pub(super) fn refuse_other(old: Option<&Manifest>, path: &Path, koerperschaft: &str) -> Result<(), PublishError> {
    match old {
        Some(old) if old.koerperschaft != koerperschaft => {
            Err(PublishError::Other { folder: path.to_owned(), koerperschaft: old.koerperschaft.clone() })
        }
        _ => Ok(()),
    }
}
