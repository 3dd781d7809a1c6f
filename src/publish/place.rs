//! Where an output will be: the folders that are there are held from the beginning.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::error::{PublishError, tried};
use crate::source::disk::{Held, real};

/// The place of an output.
#[derive(Debug)]
pub(super) struct Place {
    /// Its path without links. A link of the user is followed, so that its target is replaced and not the link.
    path: PathBuf,
    name: OsString,
    /// The innermost of its folders that is there.
    above: Held,
    /// Those that are missing in it.
    missing: PathBuf,
}

impl Place {
    /// The place that a path of the user names.
    ///
    /// # Errors
    /// When the path has no name, or no folder above it can be opened.
    pub(super) fn of(path: &Path) -> Result<Self, PublishError> {
        let target = real(path).map_err(|_| PublishError::NoName(path.to_owned()))?;
        let (Some(name), Some(parent)) = (target.file_name(), target.parent()) else {
            return Err(PublishError::NoName(path.to_owned()));
        };
        let there = parent.ancestors().find(|above| above.exists()).unwrap_or(parent);
        let above = tried("öffnen", there, Held::open(there))?;
        let missing = parent.strip_prefix(there).unwrap_or(Path::new("")).to_owned();
        Ok(Self { name: name.to_owned(), above, missing, path: target })
    }

    /// The path without links.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The name in the folder.
    pub(super) fn name(&self) -> &OsStr {
        &self.name
    }

    /// The folder that it lies in, if that is there.
    pub(super) fn parent(&self) -> Option<&Held> {
        self.missing.as_os_str().is_empty().then_some(&self.above)
    }

    /// The folder that it lies in; those that are missing are made.
    ///
    /// # Errors
    /// When the file system refuses.
    pub(super) fn make_parent(&self) -> Result<Held, PublishError> {
        let made = self.above.folder_at(&self.missing);
        made.map_err(|why| PublishError::Barred { path: self.above.path().join(&self.missing), why })
    }
}
