//! A folder by its path, where the standard library opens none: links are looked for before each step.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::Kind;

/// A folder.
#[derive(Debug)]
pub struct Handle(PathBuf);

impl Handle {
    /// The folder at a path without links.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        if fs::metadata(path)?.is_dir() { Ok(Self(path.to_owned())) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    pub(crate) fn folder(&self, name: &OsStr) -> io::Result<Self> {
        match self.kind(name)? {
            Kind::Folder => Ok(Self(self.0.join(name))),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub(crate) fn file(&self, name: &OsStr) -> io::Result<File> {
        match self.kind(name)? {
            Kind::File => File::open(self.0.join(name)),
            _ => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    /// Opens a file for reading and writing.
    pub(crate) fn lockable(&self, name: &OsStr) -> io::Result<File> {
        match self.kind(name)? {
            Kind::File => File::options().read(true).write(true).open(self.0.join(name)),
            _ => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    pub(crate) fn create(&self, name: &OsStr) -> io::Result<File> {
        File::options().read(true).write(true).create_new(true).open(self.0.join(name))
    }

    pub(crate) fn make(&self, name: &OsStr) -> io::Result<()> {
        fs::create_dir(self.0.join(name))
    }

    pub(crate) fn kind(&self, name: &OsStr) -> io::Result<Kind> {
        Ok(kind(fs::symlink_metadata(self.0.join(name))?.file_type()))
    }

    pub(crate) fn entries(&self) -> io::Result<Vec<(OsString, Kind)>> {
        let entry = |entry: io::Result<fs::DirEntry>| entry.and_then(|e| Ok((e.file_name(), kind(e.file_type()?))));
        fs::read_dir(&self.0)?.map(entry).collect()
    }

    pub(crate) fn rename(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(from), folder.0.join(to))
    }

    pub(crate) fn rename_new(&self, _: &OsStr, _: &Self, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Gives a file a second name that nothing has.
    pub(crate) fn link(&self, from: &OsStr, folder: &Self, to: &OsStr) -> io::Result<()> {
        fs::hard_link(self.0.join(from), folder.0.join(to))
    }

    pub(crate) fn exchange(&self, _: &OsStr, _: &Self, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    /// Removes an empty folder.
    pub(crate) fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_dir(self.0.join(name))
    }

    /// Folders cannot be brought to disk here.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(crate) fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    /// The standard library does not tell how much room there is.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(crate) fn free(&self) -> io::Result<Option<u64>> {
        Ok(None)
    }

    /// Whether an entry is the file that is open, as far as can be said here.
    pub(crate) fn has_file(&self, name: &OsStr, _: &File) -> bool {
        self.kind(name).is_ok_and(|kind| kind == Kind::File)
    }

    /// Whether an entry is the folder that is open, as far as can be said here.
    pub(crate) fn has_folder(&self, name: &OsStr, _: &Self) -> bool {
        self.kind(name).is_ok_and(|kind| kind == Kind::Folder)
    }
}

/// Opens the file that a path leads to.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// The name of this computer.
pub(crate) fn host() -> Option<String> {
    std::env::var("COMPUTERNAME").ok()
}

fn kind(of: fs::FileType) -> Kind {
    if of.is_symlink() {
        Kind::Link
    } else if of.is_dir() {
        Kind::Folder
    } else if of.is_file() {
        Kind::File
    } else {
        Kind::Special
    }
}
