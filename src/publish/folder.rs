//! The output folder as an earlier run left it.

use std::collections::{BTreeMap, BTreeSet};
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
    /// The papers in it, each with the key of what it was made from, as far as earlier runs say it.
    known: BTreeMap<String, String>,
    /// What [`Manifest::stand`] says.
    stand: String,
}

impl OutputFolder {
    /// Makes sure that a folder may be replaced, before any work is done.
    ///
    /// # Errors
    /// When the path has no name, is a file, or holds anything that no earlier run has written.
    pub fn open(path: &Path) -> Result<Self, PublishError> {
        let place = Place::of(path)?;
        let (mut known, mut stand) = (BTreeMap::new(), String::new());
        if let Some(parent) = place.parent()
            && let Some(old) = there(parent, place.name())?
            && let Some(manifest) = refuse_foreign_files(&old, old.path())?
        {
            let papers = manifest.papiere.into_iter().filter(|paper| !paper.schluessel.is_empty());
            known.extend(papers.map(|paper| (paper.name, paper.schluessel)));
            stand = manifest.stand;
        }
        Ok(Self { place, known, stand })
    }

    /// The key of what a paper of an earlier run was made from; `None` where no such paper is there, or no run has said it.
    pub fn key(&self, paper: &str) -> Option<&str> {
        self.known.get(paper).map(String::as_str)
    }

    /// The hash of all that those runs have read; empty where they have not read the same.
    pub fn stand(&self) -> &str {
        &self.stand
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

/// A file that no manifest names would be lost when the folder is replaced; `path` is where it lies for people. The manifest is returned.
pub(super) fn refuse_foreign_files(folder: &Held, path: &Path) -> Result<Option<Manifest>, PublishError> {
    let manifest = manifest_of(folder);
    let own: BTreeSet<PathBuf> = manifest.iter().flat_map(files_of).collect();
    let folders: BTreeSet<&str> = manifest.iter().flat_map(Manifest::folders).collect();
    refuse_foreign_below(folder, path, Path::new(""), &|file, kind| match kind {
        Kind::File => own.contains(file) && !file.to_str().is_some_and(|file| folders.contains(file)),
        Kind::Folder => file.to_str().is_some_and(|file| folders.contains(file)),
        Kind::Link | Kind::Special => false,
    })?;
    Ok(manifest)
}

/// The same of one of its folders, whose path in it is `below`.
fn refuse_foreign_below(
    folder: &Held,
    path: &Path,
    below: &Path,
    is_ours: &dyn Fn(&Path, Kind) -> bool,
) -> Result<(), PublishError> {
    for (name, kind) in tried("lesen", &path.join(below), folder.entries())? {
        let file = below.join(&name);
        if !is_ours(&file, kind) {
            return Err(PublishError::Foreign { folder: path.to_owned(), file: file.to_string_lossy().into_owned() });
        }
        if kind == Kind::Folder {
            let inner = tried("öffnen", &path.join(&file), folder.step(&name))?;
            refuse_foreign_below(&inner, path, &file, is_ours)?;
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
