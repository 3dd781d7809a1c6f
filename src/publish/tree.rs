//! A folder of folders that grows from run to run: what did not change is carried over, and nothing of it is ever half there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::error::{PublishError, tried};
use super::folder::{OutputFolder, refuse_foreign_files, refuse_other, there};
use super::manifest::{FileEntry, Manifest, is_plain};
use super::run::{LARGEST_PAPER, appear, seal};
use super::staging::{Staging, above, files_of, read_own};
use crate::source::digest;
use crate::source::disk::Held;

/// The folder that is made, and the one that is there.
pub struct Tree<'a> {
    staging: &'a mut Staging,
    made: Held,
    /// The folder that is there, and its files by path.
    old: Option<(Held, BTreeMap<String, FileEntry>)>,
    files: BTreeMap<String, FileEntry>,
    /// Whether a file that should be there is not, or is another.
    is_broken: bool,
}

impl Tree<'_> {
    /// The paths of the files that are there, sorted.
    pub fn there(&self) -> impl Iterator<Item = &str> {
        self.old.iter().flat_map(|(_, files)| files.keys().map(String::as_str))
    }

    /// The content of a file that is there, as it was written; `None` where no run has written it.
    ///
    /// # Errors
    /// When somebody has changed or removed it since.
    pub fn old(&self, path: &str) -> Result<Option<Vec<u8>>, PublishError> {
        let Some((folder, file)) = self.entry(path) else { return Ok(None) };
        let content = read_own(folder, path, LARGEST_PAPER.min(file.bytes));
        let is_whole = |content: &Vec<u8>| digest(content) == file.sha256;
        let changed = || PublishError::Changed(folder.path().join(path));
        content.ok().filter(is_whole).map(Some).ok_or_else(changed)
    }

    fn entry(&self, path: &str) -> Option<(&Held, &FileEntry)> {
        self.old.as_ref().and_then(|(folder, files)| Some((folder, files.get(path)?)))
    }

    /// Carries a file over as it is; `false` where no run has written it.
    ///
    /// # Errors
    /// When somebody has changed or removed it since, or the file system refuses.
    pub fn keep(&mut self, path: &str) -> Result<bool, PublishError> {
        let Some(content) = self.old(path)? else { return Ok(false) };
        self.enter(path, &content, true)?;
        Ok(true)
    }

    /// Writes a file and brings it to disk; where the one that is there has the same bytes, it gets a second name.
    ///
    /// # Errors
    /// When the path is none below the folder, or the file system refuses.
    pub fn put(&mut self, path: &str, content: &[u8]) -> Result<(), PublishError> {
        if !is_plain(path) || self.files.contains_key(path) {
            return Err(PublishError::NoName(PathBuf::from(path)));
        }
        let is_known = self.entry(path).is_some_and(|(_, old)| *old == FileEntry::new(path, content));
        let is_whole = is_known && self.old(path).is_ok();
        self.is_broken |= is_known && !is_whole;
        self.enter(path, content, is_whole)
    }

    /// Puts a file there, which `is_there` already with these bytes.
    fn enter(&mut self, path: &str, content: &[u8], is_there: bool) -> Result<(), PublishError> {
        if !(is_there && self.link(path)?) {
            self.staging.write(&self.made, Path::new(path), content)?;
        }
        self.files.insert(path.to_owned(), FileEntry::new(path, content));
        Ok(())
    }

    fn link(&mut self, path: &str) -> Result<bool, PublishError> {
        let Some((folder, _)) = &self.old else { return Ok(false) };
        let Ok((folder, name)) = above(folder, path) else { return Ok(false) };
        self.staging.link(&self.made, Path::new(path), (&folder, name.as_ref()))
    }

    /// The paths of the files that were put there, sorted.
    pub fn made(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether a file of this path was put there.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// What reads the files of the folder that is made.
    pub fn reader(&self) -> Reader {
        Reader(self.made.clone())
    }

    /// Whether it holds exactly what is there.
    fn is_same(&self) -> bool {
        !self.is_broken && self.old.as_ref().is_some_and(|(_, old)| *old == self.files)
    }
}

/// Reads the files of a folder while it is made.
pub struct Reader(Held);

impl Reader {
    /// The content of a file that was put there; `None` where none was.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        read_own(&self.0, path, LARGEST_PAPER).ok()
    }
}

/// Gives files and folders the rights that those of their names had: somebody may have shut others out.
fn keep_rights(from: &Held, made: &Held, old: Option<&Manifest>, new: &Manifest) -> Result<(), PublishError> {
    let (before, now): (BTreeSet<PathBuf>, BTreeSet<PathBuf>) =
        (old.into_iter().flat_map(files_of).collect(), files_of(new).collect());
    let both = before.intersection(&now).map(PathBuf::as_path).chain([Path::new("")]);
    both.filter(|path| from.exists(path) || path.as_os_str().is_empty())
        .try_for_each(|path| tried("anlegen", &from.path().join(path), made.take_mode(from, path)))
}

/// Makes a folder anew: `make` puts into it what it is to hold. It is written beside the one that is there, brought to disk and
/// exchanged with it, as by [`publish`](super::publish); where it would hold the same, nothing is touched.
///
/// # Errors
/// When `make` fails, the file system refuses, or there is something of others; the folder that is there is then untouched.
pub fn publish_tree<T, E: From<PublishError>>(
    folder: &OutputFolder,
    koerperschaft: &str,
    make: impl FnOnce(&mut Tree<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let (path, name) = (folder.path(), folder.place.name());
    let parent = folder.place.make_parent()?;
    let mut staging = Staging::begin(&parent, name)?;
    let run = || {
        let target = there(&parent, name)?;
        let manifest = target.as_ref().map_or(Ok(None), |target| refuse_foreign_files(target, path))?;
        refuse_other(manifest.as_ref(), path, koerperschaft)?;
        let by_path = |manifest: &Manifest| manifest.files().map(|file| (file.pfad.clone(), file.clone())).collect();
        let old = target.clone().zip(manifest.as_ref().map(by_path));
        let made = staging.folder()?;
        let mut tree =
            Tree { staging: &mut staging, made: made.clone(), old, files: BTreeMap::new(), is_broken: false };
        let done = make(&mut tree)?;
        if tree.is_same() {
            return Ok((done, None));
        }
        let mut written = Manifest::new(koerperschaft);
        written.dateien = std::mem::take(&mut tree.files).into_values().collect();
        seal(&mut staging, &made, &written)?;
        if let Some(target) = &target {
            keep_rights(target, &made, manifest.as_ref(), &written)?;
        }
        appear(&staging, (&parent, folder), &made, target.as_ref())?;
        Ok((done, manifest))
    };
    let result: Result<_, E> = run();
    // What is left of a failed run, or of the folder that was there.
    staging.end(result.as_ref().ok().and_then(|(_, old)| old.as_ref()));
    result.map(|(done, _)| done)
}
