//! The few steps on disk that the protocol of a run is made of, so that tests can lose any of them.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::named;
use crate::source::disk::{Held, Kind, Unread};
use crate::source::words;
use crate::workspace::Layout;

/// The folder of the journal.
pub const JOURNAL: &str = Layout::LAUFBUCH;

/// The folder of the filed reports, wherever it lies.
pub const ABLAGE: &str = "ablage";

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Folders and files by paths with `/`, whose first name is [`JOURNAL`], [`ABLAGE`] or the folder of closed periods.
pub trait Disk {
    /// The names in a folder, sorted; none where there is no such folder.
    ///
    /// # Errors
    /// As every step: when the system refuses.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;

    /// The content of a file; `None` where there is none.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// Makes a folder that may be there already, and brings its name to disk.
    fn make(&self, folder: &str) -> io::Result<()>;

    /// Writes a new file into a folder that is there, and brings its content to disk; its name waits for [`Disk::sync`].
    fn write(&self, path: &str, content: &[u8]) -> io::Result<()>;

    /// Brings the names in a folder to disk.
    fn sync(&self, folder: &str) -> io::Result<()>;

    /// Gives a file or folder a name that nothing has; `false` where something has it, or what should get it is gone.
    fn rename(&self, from: &str, to: &str) -> io::Result<bool>;

    /// Gives a file the name of another, which is gone then.
    fn replace(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file or an empty folder; what is gone already is no error.
    fn remove(&self, path: &str) -> io::Result<()>;

    /// How many bytes can still be written where a folder lies or will lie; `None` where nobody knows.
    fn free(&self, folder: &str) -> io::Result<Option<u64>>;
}

/// The folders of a workspace.
#[derive(Debug)]
pub struct Folders {
    workspace: Held,
    /// Where journal and Ablage lie: the workspace, unless it can only be read.
    state: Held,
    ablage: PathBuf,
}

impl Folders {
    /// The folders of the workspace at `root`, with its journal at `state`; `ablage` lies there, too, or has a full path and is
    /// there.
    ///
    /// # Errors
    /// When one of the two cannot be opened.
    pub fn open(root: &Path, state: &Path, ablage: &str) -> io::Result<Self> {
        let open = |path: &Path| Held::open(path).map_err(|error| named("öffnen", path.to_owned(), error));
        Ok(Self { workspace: open(root)?, state: open(state)?, ablage: ablage.into() })
    }

    /// Where the file of a path lies, for people.
    pub fn place(&self, path: &str) -> PathBuf {
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        match first {
            ABLAGE if rest.is_empty() => self.state.path().join(&self.ablage),
            ABLAGE => self.state.path().join(&self.ablage).join(rest),
            JOURNAL => self.state.path().join(path),
            _ => self.workspace.path().join(path),
        }
    }

    /// The folder in which a path lies, and the path in it.
    fn base(&self, path: &str) -> io::Result<(Held, PathBuf)> {
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        match first {
            ABLAGE if self.ablage.is_absolute() => {
                let held = Held::open(&self.ablage).map_err(|error| {
                    let mend = "Legen Sie den Ordner an, oder verbinden Sie das Laufwerk; welcher es ist, sagt die Einstellung „plan.ablage“.";
                    io::Error::new(error.kind(), format!("{} {mend}", words(&error)))
                })?;
                Ok((held, rest.into()))
            }
            ABLAGE => Ok((self.state.clone(), self.ablage.join(rest))),
            JOURNAL => Ok((self.state.clone(), path.into())),
            _ => Ok((self.workspace.clone(), path.into())),
        }
    }

    /// What came of trying something at a path; `what` is a German verb.
    fn tried<T>(&self, what: &'static str, path: &str, tried: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        tried().map_err(|error| named(what, self.place(path), error))
    }

    fn folder(&self, path: &str) -> io::Result<Held> {
        let (base, path) = self.base(path)?;
        Ok(base.folder_there(&path)?)
    }

    /// The folder of a path, and its name there.
    fn entry<'p>(&self, path: &'p str) -> io::Result<(Held, &'p std::ffi::OsStr)> {
        let (folder, name) = path.rsplit_once('/').ok_or(io::ErrorKind::InvalidInput)?;
        Ok((self.folder(folder)?, name.as_ref()))
    }
}

/// What there is; `None` where nothing is.
fn there<T>(result: Result<T, Unread>) -> io::Result<Option<T>> {
    match result {
        Err(missing) if missing.is_missing() => Ok(None),
        found => Ok(Some(found?)),
    }
}

impl Disk for Folders {
    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.tried("lesen", folder, || {
            let Some((base, path)) = there(self.base(folder).map_err(Unread::from))? else { return Ok(Vec::new()) };
            let entries = there(base.list(&path))?.unwrap_or_default();
            let mut names: Vec<String> = entries.into_iter().filter_map(|(name, _)| name.into_string().ok()).collect();
            names.sort();
            Ok(names)
        })
    }

    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.tried("lesen", path, || {
            let Some((base, path)) = there(self.base(path).map_err(Unread::from))? else { return Ok(None) };
            there(base.read(&path, LARGEST))
        })
    }

    fn make(&self, folder: &str) -> io::Result<()> {
        self.tried("anlegen", folder, || {
            let (base, path) = self.base(folder)?;
            if there(base.folder_there(&path))?.is_none() {
                base.folder_at(&path)?;
                base.folder_there(path.parent().unwrap_or(Path::new("")))?.sync()?;
            }
            Ok(())
        })
    }

    fn write(&self, path: &str, content: &[u8]) -> io::Result<()> {
        self.tried("schreiben", path, || {
            let (folder, name) = self.entry(path)?;
            let mut file = folder.create(name)?;
            file.write_all(content)?;
            file.sync_all()
        })
    }

    fn sync(&self, folder: &str) -> io::Result<()> {
        self.tried("sichern", folder, || self.folder(folder)?.sync())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<bool> {
        self.tried("umbenennen", from, || {
            use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, NotFound};
            let moved = self.entry(from).and_then(|(folder, name)| {
                let (target, new) = self.entry(to)?;
                folder.rename_to_new(name, &target, new)
            });
            match moved {
                Err(error) if matches!(error.kind(), AlreadyExists | DirectoryNotEmpty | NotFound) => Ok(false),
                moved => moved.map(|()| true),
            }
        })
    }

    fn replace(&self, from: &str, to: &str) -> io::Result<()> {
        self.tried("umbenennen", from, || {
            let ((folder, name), (target, new)) = (self.entry(from)?, self.entry(to)?);
            folder.rename(name, &target, new)
        })
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.tried("löschen", path, || {
            let removed = self.entry(path).and_then(|(folder, name)| match folder.kind(name)? {
                Kind::Folder => folder.remove_folder(name),
                _ => folder.remove_file(name),
            });
            removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
        })
    }

    fn free(&self, folder: &str) -> io::Result<Option<u64>> {
        self.tried("öffnen", folder, || {
            let (base, path) = self.base(folder)?;
            there(base.folder_there(&path))?.unwrap_or(base).free()
        })
    }
}
