//! A new folder, such as a workspace in another format: it appears whole or not at all.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use super::error::{PublishError, tried};
use super::folder::refuse_inputs;
use super::place::Place;
use super::staging::{Staging, is_staging};
use crate::source::disk::{Held, Kind, Unread, real};

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
    place: Place,
}

impl NewFolder {
    /// Makes sure that a folder can be made, before any work is done.
    ///
    /// # Errors
    /// When the path has no name, is a file, or is a folder with something in it.
    pub fn open(path: &Path) -> Result<Self, PublishError> {
        let folder = Self::at(path)?;
        folder.empty()?;
        Ok(folder)
    }

    /// The folder at a path, whatever is there; it is looked at when it is written.
    pub(super) fn at(path: &Path) -> Result<Self, PublishError> {
        Ok(Self { place: Place::of(path)? })
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// Makes sure that the folder is none in which a workspace keeps its inputs.
    ///
    /// # Errors
    /// When it is the workspace, or lies in one of its folders.
    pub fn refuse_inputs(&self, root: &Path) -> Result<(), PublishError> {
        refuse_inputs(self.path(), root)
    }

    /// Makes sure that the folder does not lie in a workspace.
    ///
    /// # Errors
    /// When it does, or is the workspace.
    pub fn refuse_inside(&self, root: &Path) -> Result<(), PublishError> {
        match real(root) {
            Ok(root) if self.path().starts_with(&root) => Err(PublishError::Workspace(self.path().to_owned())),
            _ => Ok(()),
        }
    }

    /// Writes the folder with everything in it.
    ///
    /// Everything is written beside its place and brought to disk first. A new folder then appears in one step; an
    /// empty one, which can have rights of its own or be the one in which somebody works, is filled entry by entry, the
    /// entry `last` at the end, and what was filled in is taken back when a step fails.
    ///
    /// # Errors
    /// When an entry is an error, occurs twice, or the file system refuses; nothing is left then.
    pub fn write(
        &self,
        entries: impl IntoIterator<Item = Result<NewEntry, PublishError>>,
        last: &str,
    ) -> Result<(), PublishError> {
        let empty = self.empty()?;
        let beside = match &empty {
            Some(empty) => empty.clone(),
            None => self.place.make_parent()?,
        };
        let mut staging = Staging::begin(&beside, self.place.name())?;
        let run = || {
            let made = staging.folder()?;
            stage(&mut staging, &made, entries)?;
            let appeared = match self.empty()? {
                Some(empty) => fill(&made, &empty, last),
                None => staging.appear(self.place.name()),
            };
            tried("anlegen", self.path(), appeared.and_then(|()| beside.sync()))
        };
        let written = run();
        staging.end(None);
        written
    }

    /// Writes a folder of files, unless it holds just these: so a run has left it that was killed before it was done with what comes
    /// next. Says whether it was written.
    ///
    /// # Errors
    /// As [`NewFolder::write`].
    pub(super) fn write_once(&self, files: &[(String, Vec<u8>)]) -> Result<bool, PublishError> {
        if let Some(parent) = self.place.parent().filter(|parent| self.holds(parent, files)) {
            // What that run has left beside the folder goes.
            Staging::begin(parent, self.place.name())?.end(None);
            return Ok(false);
        }
        let entry = |(name, content): &(String, Vec<u8>)| Ok(NewEntry::File(name.into(), content.clone()));
        self.write(files.iter().map(entry), "")?;
        Ok(true)
    }

    /// Whether the folder is there with these files and nothing else.
    fn holds(&self, parent: &Held, files: &[(String, Vec<u8>)]) -> bool {
        let Ok(folder) = parent.step(self.place.name()) else { return false };
        let is_there = |(name, content): &(String, Vec<u8>)| {
            folder.read_own(OsStr::new(name), content.len() as u64).is_ok_and(|found| found == *content)
        };
        !files.is_empty() && names(&folder).is_ok_and(|names| names.len() == files.len()) && files.iter().all(is_there)
    }

    /// Removes files that were written, and the folder; what somebody has changed or added since stays.
    pub(super) fn take_back(&self, files: &[(String, Vec<u8>)]) {
        let Ok(parent) = self.place.make_parent() else { return };
        let Ok(folder) = parent.step(self.place.name()) else { return };
        for (name, content) in files {
            let name = OsStr::new(name);
            if folder.read_own(name, content.len() as u64).is_ok_and(|found| found == *content) {
                // What cannot go stays, and checking names it.
                let _ = folder.remove_file(name);
            }
        }
        let _ = parent.remove_folder(self.place.name());
    }

    /// The folder where it is there and empty, `None` where it is not. Anything but what a run has left would be mixed with the new
    /// files, or lost.
    fn empty(&self) -> Result<Option<Held>, PublishError> {
        let Some(parent) = self.place.parent() else { return Ok(None) };
        let occupied = |file| PublishError::Occupied { folder: self.path().to_owned(), file };
        match parent.kind(self.place.name()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Ok(Kind::Folder) => {}
            Ok(_) => return Err(occupied(None)),
            Err(error) => return tried("lesen", self.path(), Err(error)),
        }
        let folder = tried("öffnen", self.path(), parent.step(self.place.name()))?;
        let mut names = tried("lesen", self.path(), names(&folder))?.into_iter();
        match names.find(|name| !is_staging(name, self.place.name())) {
            Some(foreign) => Err(occupied(Some(foreign.to_string_lossy().into_owned()))),
            None => Ok(Some(folder)),
        }
    }
}

/// Moves what was made up into the folder.
fn fill(made: &Held, folder: &Held, last: &str) -> io::Result<()> {
    let mut names = names(made)?;
    names.sort_by_key(|name| name == last);
    for (done, name) in names.iter().enumerate() {
        if let Err(error) = made.rename_to_new(name, folder, name) {
            for name in names.iter().take(done) {
                folder.rename_to_new(name, made, name)?;
            }
            return Err(error);
        }
    }
    Ok(())
}

/// The names in a folder, sorted.
fn names(folder: &Held) -> io::Result<Vec<OsString>> {
    let mut names: Vec<OsString> = folder.entries()?.into_iter().map(|(name, _)| name).collect();
    names.sort();
    Ok(names)
}

/// Writes everything into the folder that is made and brings it to disk.
fn stage(
    staging: &mut Staging,
    made: &Held,
    entries: impl IntoIterator<Item = Result<NewEntry, PublishError>>,
) -> Result<(), PublishError> {
    let mut folders = BTreeSet::from([PathBuf::new()]);
    for entry in entries {
        let folder = match entry? {
            NewEntry::Folder(path) => {
                staging.make(made, &path)?;
                path
            }
            NewEntry::File(path, content) => {
                staging.write(made, &path, &content)?;
                path.parent().map(Path::to_owned).unwrap_or_default()
            }
        };
        folders.extend(folder.ancestors().map(Path::to_owned));
    }
    let sync = |folder: &PathBuf| Ok::<(), Unread>(made.folder_at(folder)?.sync()?);
    folders.iter().try_for_each(sync).map_err(|why| PublishError::Barred { path: made.path().to_owned(), why })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names_at(path: &Path) -> Vec<OsString> {
        names(&Held::open(path).unwrap()).unwrap()
    }

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
            assert_eq!(names_at(&path), ["a", "d", "z"]);
            assert_eq!(fs::read(path.join("a/b/c")).unwrap(), b"a/b/c");
            assert!(matches!(NewFolder::open(&path), Err(PublishError::Occupied { file: Some(_), .. })));
        }
        assert_eq!(names_at(parent.path()), ["leer", "neu", "tief"]);
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
        assert_eq!(names_at(parent.path()), ["leer"]);
        assert!(names_at(&parent.path().join("leer")).is_empty());
    }

    #[test]
    fn what_is_taken_back_is_gone_but_for_what_others_have_changed() {
        let parent = tempfile::tempdir().unwrap();
        let files = ["a", "b"].map(|name| (name.to_owned(), name.as_bytes().to_vec()));
        for (others, left) in [(&files[..], false), (&files[..1], true)] {
            let folder = NewFolder::open(&parent.path().join("neu")).unwrap();
            folder.write([file("a"), file("b")], "").unwrap();
            folder.take_back(others);
            assert_eq!(parent.path().join("neu/b").exists(), left);
            assert!(!parent.path().join("neu/a").exists());
        }
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
