//! A file that is written once and never again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{lock, sync, write};
use super::error::{PublishError, tried};

/// A file that must not exist yet.
#[derive(Debug)]
pub struct OnceFile {
    folder: PathBuf,
    target: PathBuf,
    name: String,
}

impl OnceFile {
    /// Makes sure that a folder has no file of this name, before any work is done.
    ///
    /// # Errors
    /// When there is one, or when the file system refuses to say.
    pub fn open(folder: &Path, name: &str) -> Result<Self, PublishError> {
        let file = Self { folder: folder.to_owned(), target: folder.join(name), name: name.to_owned() };
        file.refuse_existing().map(|()| file)
    }

    /// Where the file will be.
    pub fn path(&self) -> &Path {
        &self.target
    }

    /// Writes the whole file; a process that dies at any moment leaves it whole or not there.
    ///
    /// # Errors
    /// When somebody else has written it meanwhile, or when the file system refuses.
    pub fn write(&self, content: &[u8]) -> Result<(), PublishError> {
        tried("anlegen", &self.folder, fs::create_dir_all(&self.folder))?;
        let _lock = lock(&self.folder)?;
        self.refuse_existing()?;
        let staging = self.folder.join(format!(".{}.neu", self.name));
        // What a run left that was killed; if it cannot go, writing says so.
        let _ = fs::remove_file(&staging);
        let written = write(&staging, content).and_then(|()| self.name_it(&staging));
        // After a link it is a second name of the same file, and after a failure nothing that anybody needs.
        let _ = fs::remove_file(&staging);
        written?;
        tried("sichern", &self.folder, sync(&self.folder))
    }

    /// Gives the written file its name. A link is refused where the name is taken, also where there are no locks between
    /// processes; a file system without links gets by with the look before.
    fn name_it(&self, staging: &Path) -> Result<(), PublishError> {
        let named = match fs::hard_link(staging, &self.target) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(PublishError::Exists(self.target.clone()));
            }
            Err(_) => fs::rename(staging, &self.target),
            Ok(()) => Ok(()),
        };
        tried("anlegen", &self.target, named)
    }

    fn refuse_existing(&self) -> Result<(), PublishError> {
        match fs::symlink_metadata(&self.target) {
            Ok(_) => Err(PublishError::Exists(self.target.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => tried("lesen", &self.target, Err(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("neu");
        let (first, second) = [(); 2].map(|()| OnceFile::open(&inner, "a.json").expect("no file")).into();
        first.write(b"eins").expect("written");
        assert!(matches!(second.write(b"zwei"), Err(PublishError::Exists(_))));
        assert!(matches!(OnceFile::open(&inner, "a.json"), Err(PublishError::Exists(_))));
        assert_eq!(fs::read(first.path()).expect("the file"), b"eins");
        let left: Vec<_> =
            fs::read_dir(&inner).expect("a folder").filter_map(Result::ok).map(|e| e.file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".neu")), "{left:?}");
    }
}
