//! The output folder as an earlier run left it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{MANIFEST, Manifest};
use super::run::PublishError;

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
        let absolute = std::path::absolute(path).map_err(|error| PublishError::io("anlegen", path, error))?;
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
            Err(error) => return Err(PublishError::io("lesen", &self.target, error)),
        };
        let own: BTreeSet<String> = self
            .manifest()
            .into_iter()
            .flat_map(|manifest| manifest.papiere)
            .flat_map(|paper| paper.ausgaben.into_iter().map(|file| file.pfad))
            .chain([MANIFEST.to_owned()])
            .collect();
        for entry in entries {
            let entry = entry.map_err(|error| PublishError::io("lesen", &self.target, error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !own.contains(&name) || entry.path().is_dir() {
                return Err(PublishError::Foreign { folder: self.target.clone(), file: name });
            }
        }
        Ok(())
    }
}
