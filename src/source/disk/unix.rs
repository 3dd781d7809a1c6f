//! A folder by its descriptor: no step follows a link.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{self, AtFlags, Dir, FileType, Mode, OFlags};

use super::Kind;

/// A folder of which only the entries are looked at.
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(ENTRY);

/// An entry itself: not what a link names, and without waiting for the other end of a pipe.
const ENTRY: OFlags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// An open folder.
#[derive(Debug)]
pub struct Handle(OwnedFd);

impl Handle {
    /// Opens the folder at a path without links.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(fs::open(path, FOLDER, Mode::empty())?))
    }

    pub(crate) fn folder(&self, name: &OsStr) -> io::Result<Self> {
        Ok(Self(fs::openat(&self.0, name, FOLDER, Mode::empty())?))
    }

    pub(crate) fn file(&self, name: &OsStr) -> io::Result<File> {
        Ok(fs::openat(&self.0, name, OFlags::RDONLY | ENTRY, Mode::empty())?.into())
    }

    /// Opens a file for reading and writing, as a lock that servers of network drives see needs it.
    pub(crate) fn lockable(&self, name: &OsStr) -> io::Result<File> {
        Ok(fs::openat(&self.0, name, OFlags::RDWR | ENTRY, Mode::empty())?.into())
    }

    pub(crate) fn create(&self, name: &OsStr) -> io::Result<File> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | ENTRY;
        Ok(fs::openat(&self.0, name, flags, Mode::from_raw_mode(0o666))?.into())
    }

    pub(crate) fn make(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::mkdirat(&self.0, name, Mode::from_raw_mode(0o777))?)
    }

    pub(crate) fn kind(&self, name: &OsStr) -> io::Result<Kind> {
        let stat = fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(kind(FileType::from_raw_mode(stat.st_mode)))
    }

    pub(crate) fn entries(&self) -> io::Result<Vec<(OsString, Kind)>> {
        let mut found = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                // Some file systems do not say it in their lists.
                FileType::Unknown => self.kind(name)?,
                known => kind(known),
            };
            found.push((name.to_owned(), kind));
        }
        Ok(found)
    }

    pub(crate) fn rename(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        Ok(fs::renameat(&self.0, from, &folder.0, to)?)
    }

    /// As [`Handle::rename`], where the file system can do it in one step only if nothing has that name.
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    pub(crate) fn rename_new(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        Ok(fs::renameat_with(&self.0, from, &folder.0, to, fs::RenameFlags::NOREPLACE)?)
    }

    /// Gives a file a second name that nothing has.
    pub(crate) fn link(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        Ok(fs::linkat(&self.0, from, &folder.0, to, AtFlags::empty())?)
    }

    /// Exchanges two entries in one step, where the file system can.
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    pub(crate) fn exchange(&self, one: &OsStr, folder: &Self, other: &OsStr) -> io::Result<()> {
        Ok(fs::renameat_with(&self.0, one, &folder.0, other, fs::RenameFlags::EXCHANGE)?)
    }

    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    pub(crate) fn rename_new(&self, _: &OsStr, _: &Self, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    pub(crate) fn exchange(&self, _: &OsStr, _: &Self, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Removes an empty folder.
    pub(crate) fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }

    /// Brings the entries to disk.
    pub(crate) fn sync(&self) -> io::Result<()> {
        Ok(fs::fsync(&self.0)?)
    }

    /// How many bytes this program may still write there; `None` where the file system does not tell.
    pub(crate) fn free(&self) -> io::Result<Option<u64>> {
        let found = fs::fstatvfs(&self.0)?;
        Ok((found.f_blocks > 0).then(|| found.f_bavail.saturating_mul(found.f_frsize)))
    }

    /// Whether an entry is the file that is open.
    pub(crate) fn has_file(&self, name: &OsStr, file: &File) -> bool {
        self.has(name, file)
    }

    /// Whether an entry is the folder that is open.
    pub(crate) fn has_folder(&self, name: &OsStr, folder: &Self) -> bool {
        self.has(name, &folder.0)
    }

    fn has(&self, name: &OsStr, open: impl AsFd) -> bool {
        let ours = fs::fstat(open).map(|stat| (stat.st_dev, stat.st_ino));
        let there = fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW).map(|stat| (stat.st_dev, stat.st_ino));
        ours.is_ok() && ours == there
    }
}

/// Opens the file that a path leads to, without waiting for the other end of a pipe.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(fs::open(path, flags, Mode::empty())?))
}

/// The name of this computer.
pub(crate) fn host() -> Option<String> {
    Some(rustix::system::uname().nodename().to_string_lossy().into_owned())
}

fn kind(of: FileType) -> Kind {
    match of {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        _ => Kind::Special,
    }
}
