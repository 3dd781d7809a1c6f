//! A new folder, such as a workspace in another format: it appears whole or not at all.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{lock, remove, sync, write};
use super::error::{PublishError, tried};

/// Something to be written, by its path below the new folder.
#[derive(Debug)]
pub enum NewEntry {
    /// A folder, which may stay empty.
    Folder(PathBuf),
    /// A file with its content; the folders that it lies in are made.
    File(PathBuf, Vec<u8>),
}

/// A folder that does not exist yet, or is empty.
#[derive(Debug)]
pub struct NewFolder {
    target: PathBuf,
    /// Where the folder is written before it appears.
    staging: PathBuf,
}

impl NewFolder {
    /// Makes sure that a folder can be made, before any work is done.
    ///
    /// # Errors
    /// When the path has no name, is a file, or is a folder with something in it.
    pub fn open(path: &Path) -> Result<Self, PublishError> {
        let target = resolve(path)?;
        let name = target.file_name().map(|name| format!(".{}.neu", name.to_string_lossy()));
        let (Some(name), Some(parent)) = (name, target.parent()) else {
            return Err(PublishError::NoName(path.to_owned()));
        };
        // An empty folder stays, since it can have rights of its own or be the one in which somebody works.
        let staging = if target.exists() { target.join(name) } else { parent.join(name) };
        let folder = Self { target, staging };
        folder.refuse_occupied()?;
        Ok(folder)
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        &self.target
    }

    /// Makes sure that the folder does not lie in a workspace.
    ///
    /// # Errors
    /// When it does, or is the workspace.
    pub fn refuse_inside(&self, root: &Path) -> Result<(), PublishError> {
        match fs::canonicalize(root) {
            Ok(root) if self.target.starts_with(&root) => Err(PublishError::Workspace(self.target.clone())),
            _ => Ok(()),
        }
    }

    /// Writes the folder with everything in it.
    ///
    /// Everything is written beside its place and brought to disk first. A new folder then appears in one step; an
    /// empty one is filled entry by entry, the entry `last` at the end, and what was filled in is taken back when a
    /// step fails.
    ///
    /// # Errors
    /// When an entry is an error, occurs twice, or the file system refuses; nothing is left then.
    pub fn write(
        &self,
        entries: impl IntoIterator<Item = Result<NewEntry, PublishError>>,
        last: &str,
    ) -> Result<(), PublishError> {
        let Some(beside) = self.staging.parent() else { return Err(PublishError::NoName(self.target.clone())) };
        tried("anlegen", beside, fs::create_dir_all(beside))?;
        let _lock = lock(beside)?;
        self.refuse_occupied()?;
        remove(&self.staging)?;
        let written = stage(&self.staging, entries).and_then(|()| {
            let appeared = if self.is_inside() { self.fill(last) } else { fs::rename(&self.staging, &self.target) };
            tried("anlegen", &self.target, appeared.and_then(|()| sync(beside)))
        });
        // What is left of a failed run; if it stays, the next run removes it.
        let _ = remove(&self.staging);
        written
    }

    /// Whether the folder is there already, and is filled from within.
    fn is_inside(&self) -> bool {
        self.staging.starts_with(&self.target)
    }

    /// Moves what was written up into the folder.
    fn fill(&self, last: &str) -> io::Result<()> {
        let mut names = names(&self.staging)?;
        names.sort_by_key(|name| name == last);
        for (done, name) in names.iter().enumerate() {
            if let Err(error) = fs::rename(self.staging.join(name), self.target.join(name)) {
                for name in names.iter().take(done) {
                    fs::rename(self.target.join(name), self.staging.join(name))?;
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// Anything but what a failed run has left would be mixed with the new files, or lost.
    fn refuse_occupied(&self) -> Result<(), PublishError> {
        let occupied = |file| PublishError::Occupied { folder: self.target.clone(), file };
        match names(&self.target) {
            Ok(names) => {
                let own = self.staging.file_name().filter(|_| self.is_inside());
                let foreign = names.into_iter().find(|name| own != Some(name));
                foreign.map_or(Ok(()), |name| Err(occupied(Some(name.to_string_lossy().into_owned()))))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(occupied(None)),
            Err(error) => tried("lesen", &self.target, Err(error)),
        }
    }
}

/// The path without links and without `..`, also where its end does not exist yet.
fn resolve(path: &Path) -> Result<PathBuf, PublishError> {
    if let Ok(found) = fs::canonicalize(path) {
        return Ok(found);
    }
    let absolute = tried("anlegen", path, std::path::absolute(path))?;
    match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => Ok(resolve(parent)?.join(name)),
        _ => Err(PublishError::NoName(path.to_owned())),
    }
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name()));
    let mut names = names.collect::<io::Result<Vec<OsString>>>()?;
    names.sort();
    Ok(names)
}

/// Writes everything into a folder of its own and brings it to disk.
fn stage(
    staging: &Path,
    entries: impl IntoIterator<Item = Result<NewEntry, PublishError>>,
) -> Result<(), PublishError> {
    let mut folders = BTreeSet::new();
    let mut make = |folder: &Path| {
        folders.extend(folder.ancestors().take_while(|above| above.starts_with(staging)).map(Path::to_owned));
        tried("anlegen", folder, fs::create_dir_all(folder))
    };
    make(staging)?;
    for entry in entries {
        match entry? {
            NewEntry::Folder(path) => make(&staging.join(path))?,
            NewEntry::File(path, content) => {
                let path = staging.join(path);
                make(path.parent().unwrap_or(staging))?;
                write(&path, &content)?;
            }
        }
    }
    let synced = folders.iter().try_for_each(|folder| sync(folder));
    tried("sichern", staging, synced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Result<NewEntry, PublishError> {
        Ok(NewEntry::File(path.into(), path.as_bytes().to_vec()))
    }

    #[test]
    fn a_new_folder_and_an_empty_one_are_filled() -> Result<(), PublishError> {
        let parent = tempfile::tempdir().unwrap();
        fs::create_dir(parent.path().join("leer")).unwrap();
        for name in ["neu", "leer", "tief/unten"] {
            let path = parent.path().join(name);
            let entries = [file("a/b/c"), Ok(NewEntry::Folder("d".into())), file("z")];
            NewFolder::open(&path)?.write(entries, "z")?;
            assert_eq!(names(&path).unwrap(), ["a", "d", "z"]);
            assert_eq!(fs::read(path.join("a/b/c")).unwrap(), b"a/b/c");
            assert!(matches!(NewFolder::open(&path), Err(PublishError::Occupied { file: Some(_), .. })));
        }
        assert_eq!(names(parent.path()).unwrap(), ["leer", "neu", "tief"]);
        Ok(())
    }

    #[test]
    fn a_failure_leaves_nothing() {
        let parent = tempfile::tempdir().unwrap();
        fs::create_dir(parent.path().join("leer")).unwrap();
        for name in ["neu", "leer"] {
            let folder = NewFolder::open(&parent.path().join(name)).unwrap();
            assert!(folder.write([file("a"), file("a")], "").is_err());
            assert!(folder.write([file("a"), Err(PublishError::NoName("x".into()))], "").is_err());
        }
        assert_eq!(names(parent.path()).unwrap(), ["leer"]);
        assert!(names(&parent.path().join("leer")).unwrap().is_empty());
    }

    #[test]
    fn a_path_back_out_of_the_workspace_is_not_inside_it() {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().join("a");
        fs::create_dir(&root).unwrap();
        let refused = |path: &str| NewFolder::open(&root.join(path)).unwrap().refuse_inside(&root).is_err();
        assert!(refused("neu") && refused("x/y") && refused("../a/neu"));
        assert!(!refused("../neu") && !refused("../ab"));
    }

    #[test]
    fn a_file_is_no_folder() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("datei");
        fs::copy(file!(), &path).unwrap();
        assert!(matches!(NewFolder::open(&path), Err(PublishError::Occupied { file: None, .. })));
    }
}
