//! Files of a workspace's folder that are changed all at once, or none of them.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use super::error::{PublishError, tried};
use super::staging::Staging;
use crate::source::disk::{Held, Kind, Unread};
use crate::source::{composed, digest};

/// The largest file that is taken along, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The files of a folder, by their paths below it, with the hash of what is in each.
type Hashes = BTreeMap<PathBuf, String>;

/// Changes files in a folder of the workspace at `root`, by their names, or adds them; `read` is the hash that a file had when
/// it was read, as far as it was.
///
/// The folder is made anew beside itself, with everything in it, brought to disk, and exchanged with the old one; a process
/// that dies at any moment leaves the one or the other. What somebody changes meanwhile is not lost: the old folder is looked at
/// again after the exchange, which is taken back then.
///
/// # Errors
/// When a file is protected, open elsewhere or was changed since it was read, something in the folder is no file, or the file system
/// refuses; everything is as it was then.
pub fn change_files(
    root: &Path,
    folder: &str,
    changed: &[(String, Vec<u8>)],
    read: impl Fn(&str) -> Option<String>,
) -> Result<(), PublishError> {
    let (name, target) = (OsStr::new(folder), root.join(folder));
    let root = tried("öffnen", root, Held::open(root))?;
    let mut staging = Staging::begin(&root, name)?;
    let mut run = || {
        let old = tried("öffnen", &target, root.step(name))?;
        let made = staging.folder()?;
        let files = files(&old)?;
        let mut hashes = Hashes::new();
        for path in &files {
            let bytes = content(&old, path)?;
            let hash = digest(&bytes);
            if read(&plain(path)).is_some_and(|read| read != hash) {
                return Err(PublishError::Meanwhile(target.join(path)));
            }
            let new = changed.iter().find(|(name, _)| plain(path) == *name).map(|(_, bytes)| bytes);
            // The folder is exchanged whole, so no file is written to, and the system would refuse nothing.
            if new.is_some() && tried("lesen", &target.join(path), old.is_protected(path))? {
                return tried("schreiben", &target.join(path), Err(io::ErrorKind::PermissionDenied.into()));
            }
            staging.write(&made, path, new.unwrap_or(&bytes))?;
            tried("anlegen", &target.join(path), made.take_mode(&old, path))?;
            hashes.insert(path.clone(), hash);
        }
        for (name, bytes) in changed.iter().filter(|(name, _)| !files.iter().any(|path| plain(path) == *name)) {
            staging.write(&made, Path::new(name), bytes)?;
        }
        tried("anlegen", &target, made.take_mode(&old, Path::new("")).and_then(|()| made.sync()))?;
        staging.replace(name, |aside, old| is_same(&tried("lesen", &target, aside.step(old))?, &hashes, &target))?;
        tried("sichern", root.path(), root.sync())
    };
    let done = run();
    staging.end(None);
    done
}

/// A path as it is read, however its letters are stored.
fn plain(path: &Path) -> String {
    composed(&path.to_string_lossy()).replace('\\', "/")
}

/// What was put aside must still be what was taken along.
fn is_same(old: &Held, hashes: &Hashes, target: &Path) -> Result<(), PublishError> {
    let found = files(old)?;
    let is_kept = |path: &PathBuf| Ok(hashes.get(path) == Some(&digest(&content(old, path)?)));
    let changed = found.iter().map(|path| Ok((path, is_kept(path)?))).collect::<Result<Vec<_>, PublishError>>()?;
    match changed.into_iter().find(|(_, kept)| !kept) {
        Some((path, _)) => Err(PublishError::Meanwhile(target.join(path))),
        None if found.len() != hashes.len() => Err(PublishError::Meanwhile(target.to_owned())),
        None => Ok(()),
    }
}

fn content(folder: &Held, path: &Path) -> Result<Vec<u8>, PublishError> {
    folder.read(path, LARGEST).map_err(|why| PublishError::Barred { path: folder.path().join(path), why })
}

/// Every file below a folder. What is no file could not be taken along, and what is open is written over by whoever has it open.
fn files(folder: &Held) -> Result<Vec<PathBuf>, PublishError> {
    let mut found = Vec::new();
    let mut open = vec![(folder.clone(), PathBuf::new())];
    while let Some((held, below)) = open.pop() {
        for (name, kind) in tried("lesen", held.path(), held.entries())? {
            let path = below.join(&name);
            match kind {
                _ if is_lock(&name) => return Err(PublishError::Open(held.path().join(&name))),
                Kind::File => found.push(path),
                Kind::Folder => open.push((tried("öffnen", &held.path().join(&name), held.step(&name))?, path)),
                Kind::Link => return Err(PublishError::Barred { path: held.path().join(&name), why: Unread::Outside }),
                Kind::Special => {
                    return Err(PublishError::Barred { path: held.path().join(&name), why: Unread::Special });
                }
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a spreadsheet program keeps note there of who has a file open.
fn is_lock(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("~$") || name.starts_with(".~lock.")
}
