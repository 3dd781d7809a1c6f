//! A file that is written once and never again.

use std::io;
use std::path::{Path, PathBuf};

use super::error::{PublishError, tried};
use super::staging::Staging;
use crate::source::disk::{Held, Unread};

/// A file of a workspace that must not exist yet.
#[derive(Debug)]
pub struct OnceFile {
    root: Held,
    /// The folder below the workspace.
    folder: PathBuf,
    name: String,
    /// The path as the user names the workspace.
    target: PathBuf,
}

impl OnceFile {
    /// Makes sure that a folder of the workspace at `root` has no file of this name, before any work is done.
    ///
    /// # Errors
    /// When there is one, a link leads out of the workspace, or the file system refuses to say.
    pub fn open(root: &Path, folder: &str, name: &str) -> Result<Self, PublishError> {
        let target = root.join(folder).join(name);
        let held = tried("öffnen", root, Held::open(root))?;
        let file = Self { root: held, folder: folder.into(), target, name: name.to_owned() };
        match file.root.inner(&file.folder) {
            Err(why) if !why.is_missing() => Err(file.barred(why)),
            _ if file.root.exists(&file.folder.join(name)) => Err(PublishError::Exists(file.target)),
            _ => Ok(file),
        }
    }

    /// Where the file will be.
    pub fn path(&self) -> &Path {
        &self.target
    }

    /// Writes the whole file; a process that dies at any moment leaves it whole or not there.
    ///
    /// # Errors
    /// When somebody else has written it meanwhile, a link leads out of the workspace, or the file system refuses.
    pub fn write(&self, content: &[u8]) -> Result<(), PublishError> {
        let folder = self.root.folder_at(&self.folder).map_err(|why| self.barred(why))?;
        let staging = Staging::begin(&folder, self.name.as_ref())?;
        let written = staging.write_file(content).and_then(|()| match staging.appear(self.name.as_ref()) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(PublishError::Exists(self.target.clone()))
            }
            appeared => tried("anlegen", &self.target, appeared),
        });
        staging.end(None);
        written?;
        tried("sichern", folder.path(), folder.sync())
    }

    fn barred(&self, why: Unread) -> PublishError {
        PublishError::Barred { path: self.target.parent().unwrap_or(&self.target).to_owned(), why }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_written_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("neu");
        let (first, second) = [(); 2].map(|()| OnceFile::open(folder.path(), "neu", "a.json").expect("no file")).into();
        first.write(b"eins").expect("written");
        assert!(matches!(second.write(b"zwei"), Err(PublishError::Exists(_))));
        assert!(matches!(OnceFile::open(folder.path(), "neu", "a.json"), Err(PublishError::Exists(_))));
        assert_eq!(fs::read(first.path()).expect("the file"), b"eins");
        let left: Vec<_> =
            fs::read_dir(&inner).expect("a folder").filter_map(Result::ok).map(|e| e.file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".neu")), "{left:?}");
    }
}
