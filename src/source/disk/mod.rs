//! The one way to files and folders: a folder is opened once and held, and nothing leads out of it.
//!
//! Many people write where this program reads and writes. So no path is trusted longer than one step: a folder is held by
//! what was opened, each name in it is opened without following links, and what was opened is looked at again. Links are
//! followed before, by their real path, which must lie in the folder. Every file is a regular one and has a bound.

mod unread;

#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as system;

#[cfg(not(unix))]
mod other;
#[cfg(not(unix))]
use other as system;

use std::ffi::{OsStr, OsString};
use std::fs;
pub(crate) use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::Deref;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::digest::hex;
use system::Handle;
pub use unread::Unread;

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link; in a [list](Held::list) one that leads out of the folder held, or to nothing.
    Link,
    /// A pipe, a device or a socket.
    Special,
}

/// A folder that is open.
#[derive(Debug, Clone)]
pub struct Held {
    handle: Arc<Handle>,
    /// Its path without links, for links in it and for messages.
    path: PathBuf,
}

impl Deref for Held {
    type Target = Handle;

    fn deref(&self) -> &Handle {
        &self.handle
    }
}

impl Held {
    /// Opens the folder that a path of the user leads to, over links too.
    ///
    /// # Errors
    /// When there is none, or the system refuses.
    pub fn open(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path)?;
        Ok(Self { handle: Arc::new(Handle::open(&path)?), path })
    }

    /// Its path when it was opened, without links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads a file below the folder.
    ///
    /// # Errors
    /// When it is no regular file in the folder, has more bytes than `largest`, or the system refuses.
    pub fn read(&self, path: &Path, largest: u64) -> Result<Vec<u8>, Unread> {
        bounded(self.file_at(path)?, largest)
    }

    /// The size in bytes and the SHA-256 of a file below the folder, of which no more than a block is in memory.
    ///
    /// # Errors
    /// As [`Held::read`].
    pub fn digest(&self, path: &Path, largest: u64) -> Result<(u64, String), Unread> {
        let (mut content, mut hash, mut block) =
            (limited(self.file_at(path)?, largest)?, Sha256::new(), vec![0; 1 << 16]);
        let mut size = 0;
        loop {
            let read = content.read(&mut block)?;
            size += read as u64;
            match block.get(..read) {
                Some(part) if read > 0 => hash.update(part),
                _ if size > largest => return Err(Unread::TooLarge { size: 0, largest }),
                _ => return Ok((size, hex(&hash.finalize()))),
            }
        }
    }

    /// What lies in a folder below this one, links followed as far as they stay in this one.
    ///
    /// # Errors
    /// When it is no folder in this one, or the system refuses.
    pub fn list(&self, path: &Path) -> Result<Vec<(OsString, Kind)>, Unread> {
        let inner = self.inner(path)?;
        let mut entries = self.walk(&inner)?.entries()?;
        for (name, kind) in entries.iter_mut().filter(|(_, kind)| *kind == Kind::Link) {
            *kind = self.inner(&inner.join(name)).map_or(Kind::Link, |leads| self.kind_at(&leads));
        }
        Ok(entries)
    }

    /// Whether something has this name below the folder, be it a link that leads nowhere.
    pub fn exists(&self, path: &Path) -> bool {
        fs::symlink_metadata(self.path.join(path)).is_ok()
    }

    /// Size in bytes and day of a file, by which one sees that somebody may have saved it; nothing else follows from them.
    pub fn stamp(&self, path: &Path) -> Option<(u64, SystemTime)> {
        let found = fs::metadata(self.path.join(path)).ok()?;
        Some((found.len(), found.modified().ok()?))
    }

    /// A folder below this one; each that is missing is made. Links are followed as far as they stay in this one.
    ///
    /// # Errors
    /// When a link leads out, something else has the name, or the system refuses.
    pub fn folder_at(&self, path: &Path) -> Result<Self, Unread> {
        let mut folder = self.clone();
        let mut below = PathBuf::new();
        for name in path.components() {
            below.push(name);
            match self.inner(&below) {
                Ok(inner) => folder = self.walk(&inner)?,
                Err(missing) if missing.is_missing() => {
                    match folder.make(name.as_os_str()) {
                        // Somebody else was quicker, and what is there is looked at in the next step.
                        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                        made => made?,
                    }
                    folder = folder.step(name.as_os_str())?;
                }
                Err(other) => return Err(other),
            }
        }
        Ok(folder)
    }

    /// Gives something below the folder, or the folder itself, the rights that it has in another folder.
    pub(crate) fn take_mode(&self, from: &Self, path: &Path) -> io::Result<()> {
        let rights = fs::symlink_metadata(from.path.join(path))?.permissions();
        fs::set_permissions(self.path.join(path), rights)
    }

    /// Whether a file below the folder is protected from being written.
    pub(crate) fn is_protected(&self, path: &Path) -> io::Result<bool> {
        Ok(fs::symlink_metadata(self.path.join(path))?.permissions().readonly())
    }

    /// A folder below this one that is there.
    ///
    /// # Errors
    /// When there is none, a link leads out, or the system refuses.
    pub(crate) fn folder_there(&self, path: &Path) -> Result<Self, Unread> {
        Ok(self.walk(&self.inner(path)?)?)
    }

    /// The folder of a name directly in this one, which is no link.
    ///
    /// # Errors
    /// When there is none, or the system refuses.
    pub fn step(&self, name: &OsStr) -> io::Result<Self> {
        Ok(Self { handle: Arc::new(self.folder(name)?), path: self.path.join(name) })
    }

    /// The path of something below the folder without links, which is below it too.
    pub(crate) fn inner(&self, path: &Path) -> Result<PathBuf, Unread> {
        let path = self.path.join(path);
        let real = fs::canonicalize(&path).map_err(|error| match fs::symlink_metadata(&path) {
            Ok(found) if found.is_symlink() && error.kind() != io::ErrorKind::PermissionDenied => Unread::Nowhere,
            _ => error.into(),
        })?;
        real.strip_prefix(&self.path).map(Path::to_owned).map_err(|_| Unread::Outside)
    }

    /// The folder at a path below this one that has no links. Where somebody puts one there meanwhile, there is none.
    fn walk(&self, inner: &Path) -> io::Result<Self> {
        inner.components().try_fold(self.clone(), |folder, part| match part {
            Component::Normal(name) => folder.step(name),
            _ => Err(io::ErrorKind::InvalidInput.into()),
        })
    }

    fn kind_at(&self, inner: &Path) -> Kind {
        let parts = inner.parent().zip(inner.file_name());
        // The folder itself has no name in itself.
        parts.map_or(Kind::Folder, |(above, name)| {
            self.walk(above).and_then(|folder| folder.kind(name)).unwrap_or(Kind::Link)
        })
    }

    fn file_at(&self, path: &Path) -> Result<File, Unread> {
        let inner = self.inner(path)?;
        let (Some(above), Some(name)) = (inner.parent(), inner.file_name()) else { return Err(Unread::Folder) };
        self.walk(above)?.regular(name)
    }

    /// Opens the regular file of a name directly in this folder.
    fn regular(&self, name: &OsStr) -> Result<File, Unread> {
        // Looked at before it is opened, since opening can already do something to a device.
        match self.kind(name)? {
            Kind::File => Ok(self.file(name)?),
            Kind::Folder => Err(Unread::Folder),
            Kind::Link => Err(Unread::Outside),
            Kind::Special => Err(Unread::Special),
        }
    }

    /// Gives an entry a name in another folder that nothing has there.
    ///
    /// # Errors
    /// When something has it, or the system refuses.
    pub(crate) fn rename_to_new(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        match self.rename_new(from, folder, to) {
            Err(error) if is_unsupported(&error) => match self.kind(from)? {
                Kind::File => self.name_anew(from, folder, to),
                // A folder takes no place but that of an empty one.
                _ => match folder.kind(to) {
                    Err(missing) if missing.kind() == io::ErrorKind::NotFound => self.rename(from, folder, to),
                    Err(other) => Err(other),
                    Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
                },
            },
            done => done,
        }
    }

    /// Moves a file to a name that nothing has where no rename looks for that: a second name, or else a copy, is refused where
    /// something is.
    fn name_anew(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        match self.link(from, folder, to) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                let content = self.read_own(from, u64::MAX)?;
                let mut copy = folder.create(to)?;
                let written = copy.write_all(&content).and_then(|()| copy.sync_all());
                written.or_else(|error| folder.remove_file(to).and(Err(error)))?;
            }
            linked => linked?,
        }
        self.remove_file(from)
    }

    /// Reads the regular file of a name directly in this folder; a link is none.
    ///
    /// # Errors
    /// As [`Held::read`].
    pub(crate) fn read_own(&self, name: &OsStr, largest: u64) -> Result<Vec<u8>, Unread> {
        bounded(self.regular(name)?, largest)
    }
}

/// Reads the regular file that a path of the user leads to, wherever it lies.
///
/// # Errors
/// When it is no regular file, has more bytes than `largest`, or the system refuses.
pub fn read_named(path: &Path, largest: u64) -> Result<Vec<u8>, Unread> {
    // Opening a socket fails by itself, in other words.
    match fs::metadata(path)? {
        found if found.is_dir() => Err(Unread::Folder),
        found if !found.is_file() => Err(Unread::Special),
        _ => bounded(system::open(path)?, largest),
    }
}

/// The path without links and without `..`, also where its end does not exist yet.
///
/// # Errors
/// When the system refuses, or the path ends in what has no name.
pub(crate) fn real(path: &Path) -> io::Result<PathBuf> {
    if let Ok(found) = fs::canonicalize(path) {
        return Ok(found);
    }
    let absolute = std::path::absolute(path)?;
    match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => Ok(real(parent)?.join(name)),
        _ => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// Whether the file system does not know a step; some say so with "invalid argument".
pub(crate) fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// The name of this computer, where the system tells one.
pub(crate) fn host() -> Option<String> {
    system::host()
}

/// The content of an open file as far as one byte behind its bound, if it is a regular one that does not claim more.
fn limited(file: File, largest: u64) -> Result<io::Take<File>, Unread> {
    let found = file.metadata()?;
    match found.len() {
        _ if found.is_dir() => Err(Unread::Folder),
        _ if !found.is_file() => Err(Unread::Special),
        size if size > largest => Err(Unread::TooLarge { size, largest }),
        _ => Ok(file.take(largest.saturating_add(1))),
    }
}

fn bounded(file: File, largest: u64) -> Result<Vec<u8>, Unread> {
    let mut content = limited(file, largest)?;
    let mut bytes = Vec::new();
    content.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest { Err(Unread::TooLarge { size: 0, largest }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_can_be_made_by_many_at_once() -> io::Result<()> {
        let place = tempfile::tempdir()?;
        for round in 0..200 {
            let (start, path) = (std::sync::Barrier::new(4), PathBuf::from(format!("{round}/laufbuch")));
            std::thread::scope(|scope| {
                let make = || {
                    let folder = Held::open(place.path())?;
                    start.wait();
                    folder.folder_at(&path).map_err(io::Error::from)
                };
                let all: Vec<_> = (0..4).map(|_| scope.spawn(make)).collect();
                all.into_iter().try_for_each(|one| one.join().expect("no panic").map(drop))
            })?;
        }
        Ok(())
    }

    /// Where no rename looks whether a name is free, nothing is replaced either.
    #[test]
    fn a_file_never_takes_a_name_that_something_has() -> io::Result<()> {
        let place = tempfile::tempdir()?;
        let folder = Held::open(place.path())?;
        let put = |name: &str| folder.create(name.as_ref())?.write_all(name.as_bytes());
        put("neu")?;
        put("alt")?;
        let taken = folder.name_anew("neu".as_ref(), &folder, "alt".as_ref());
        assert_eq!(taken.map_err(|error| error.kind()), Err(io::ErrorKind::AlreadyExists));
        assert_eq!(folder.read_own("alt".as_ref(), 9)?, b"alt");
        folder.name_anew("neu".as_ref(), &folder, "frei".as_ref())?;
        let mut names: Vec<_> = folder.entries()?.into_iter().map(|(name, _)| name).collect();
        names.sort();
        assert_eq!(names, ["alt", "frei"]);
        Ok(())
    }
}
