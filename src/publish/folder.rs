//! The output folder as an earlier run left it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{PublishError, tried};
use super::manifest::{MANIFEST, Manifest};
use crate::workspace::Layout;

/// An output folder that may be written: new, empty, or written by an earlier run.
#[derive(Debug)]
pub struct OutputFolder {
    pub(super) target: PathBuf,
    pub(super) parent: PathBuf,
    pub(super) name: String,
}

impl OutputFolder {
    /// Makes sure that a folder may be replaced, before any work is done.
    ///
    /// # Errors
    /// When the path has no name, is a file, or holds anything that no earlier run has written.
    pub fn open(path: &Path) -> Result<Self, PublishError> {
        // A link is followed, so that its target is replaced and not the link.
        let absolute = tried("anlegen", path, fs::canonicalize(path).or_else(|_| std::path::absolute(path)))?;
        let name = absolute.file_name().map(|name| name.to_string_lossy().into_owned());
        let (Some(name), Some(parent)) = (name, absolute.parent()) else {
            return Err(PublishError::NoName(path.to_owned()));
        };
        let folder = Self { parent: parent.to_owned(), name, target: absolute };
        folder.refuse_foreign_files()?;
        Ok(folder)
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        &self.target
    }

    /// Makes sure that the folder is none in which a workspace keeps its inputs.
    ///
    /// # Errors
    /// When it is the workspace, or lies in one of its folders.
    pub fn refuse_workspace(&self, root: &Path) -> Result<(), PublishError> {
        let Ok(root) = fs::canonicalize(root) else { return Ok(()) };
        let inputs = Layout::FOLDERS.map(|name| root.join(name));
        if self.target == root || inputs.iter().any(|folder| self.target.starts_with(folder)) {
            return Err(PublishError::Workspace(self.target.clone()));
        }
        Ok(())
    }

    /// What an earlier run wrote; `None` where there is nothing.
    pub(super) fn manifest(&self) -> Option<Manifest> {
        fs::read(self.target.join(MANIFEST)).ok().and_then(|bytes| Manifest::from_bytes(&bytes))
    }

    /// A hidden path beside the folder.
    pub(super) fn beside(&self, suffix: &str) -> PathBuf {
        self.parent.join(format!(".{}.{suffix}", self.name))
    }

    /// A file that no manifest names would be lost when the folder is replaced.
    pub(super) fn refuse_foreign_files(&self) -> Result<(), PublishError> {
        let entries = match fs::read_dir(&self.target) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return tried("lesen", &self.target, Err(error)),
        };
        let manifest = self.manifest();
        let mut own: BTreeSet<&str> = manifest.iter().map(|_| MANIFEST).collect();
        let papers = manifest.iter().flat_map(|manifest| &manifest.papiere);
        own.extend(papers.flat_map(|paper| paper.ausgaben.iter().map(|file| file.pfad.as_str())));
        for entry in entries {
            let entry = tried("lesen", &self.target, entry)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !own.contains(name.as_str()) || entry.path().is_dir() {
                return Err(PublishError::Foreign { folder: self.target.clone(), file: name });
            }
        }
        Ok(())
    }
}
