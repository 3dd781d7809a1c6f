//! A single output file, written beside its place and then renamed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{lock, sync, write};
use super::error::{PublishError, tried};
use super::manifest::{MANIFEST, Manifest};
use crate::workspace::Layout;

/// A file that may be written: new, or written by an earlier run.
#[derive(Debug)]
pub struct OutputFile {
    target: PathBuf,
    parent: PathBuf,
    name: String,
}

impl OutputFile {
    /// Makes sure that a file may be written, before any work is done; `is_ours` knows the content of an earlier run's.
    ///
    /// # Errors
    /// When the path is no file's, holds something that no earlier run has written, or lies among the inputs of the
    /// workspace at `workspace` or in an output folder.
    pub fn open(path: &Path, workspace: &Path, is_ours: fn(&[u8]) -> bool) -> Result<Self, PublishError> {
        let file = Self::locate(path).ok_or_else(|| PublishError::NoFile(path.to_owned()))?;
        if let Ok(root) = fs::canonicalize(workspace)
            && Layout::FOLDERS.iter().any(|inputs| file.target.starts_with(root.join(inputs)))
        {
            return Err(PublishError::Inputs(file.target));
        }
        let manifest = fs::read(file.parent.join(MANIFEST)).ok();
        if manifest.is_some_and(|bytes| Manifest::from_bytes(&bytes).is_some()) {
            return Err(PublishError::InOutput(file.target));
        }
        match fs::read(&file.target) {
            Ok(content) if is_ours(&content) => Ok(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(file),
            Ok(_) => Err(PublishError::NotOurs(file.target)),
            Err(_) if file.target.is_dir() => Err(PublishError::NotOurs(file.target)),
            Err(error) => tried("lesen", &file.target.clone(), Err(error)),
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.target
    }

    /// Writes the whole file; a process that dies at any moment leaves the old one or the new one.
    ///
    /// # Errors
    /// When the file system refuses; the old file is then untouched.
    pub fn write(&self, content: &[u8]) -> Result<(), PublishError> {
        let _lock = lock(&self.parent)?;
        let staging = self.parent.join(format!(".{}.neu", self.name));
        // What a run left that was killed; if it cannot go, writing says so.
        let _ = fs::remove_file(&staging);
        let written =
            write(&staging, content).and_then(|()| tried("ersetzen", &self.target, fs::rename(&staging, &self.target)));
        if written.is_err() {
            let _ = fs::remove_file(&staging);
        }
        written?;
        tried("sichern", &self.parent, sync(&self.parent))
    }

    /// The path without links; `None` where it has no name or its folder does not exist.
    fn locate(path: &Path) -> Option<Self> {
        // A link is followed, so that its target is replaced and not the link.
        let target = fs::canonicalize(path).or_else(|_| {
            let absolute = std::path::absolute(path)?;
            let (parent, name) = (absolute.parent(), absolute.file_name());
            let (parent, name) = parent.zip(name).ok_or(io::ErrorKind::InvalidInput)?;
            fs::canonicalize(parent).map(|parent| parent.join(name))
        });
        let target = target.ok()?;
        let name = target.file_name()?.to_string_lossy().into_owned();
        Some(Self { parent: target.parent()?.to_owned(), name, target })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ours(content: &[u8]) -> bool {
        content.starts_with(b"unser")
    }

    #[test]
    fn a_file_is_written_whole_and_nothing_else_stays() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("bericht.html");
        for content in ["unser erster", "unser zweiter, nach einem abgebrochenen Lauf"] {
            write(&folder.path().join(".bericht.html.neu"), b"halb").map_err(io::Error::other)?;
            let file = OutputFile::open(&path, Path::new("."), is_ours).map_err(io::Error::other)?;
            file.write(content.as_bytes()).map_err(io::Error::other)?;
            assert_eq!(fs::read_to_string(&path)?, content);
            assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        }
        Ok(())
    }

    #[test]
    fn what_somebody_else_wrote_is_not_replaced() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = |name: &str| folder.path().join(name);
        write(&path("fremd.html"), b"fremd").map_err(io::Error::other)?;
        fs::create_dir(path("ordner.html"))?;
        for name in ["fremd.html", "ordner.html"] {
            let refused = OutputFile::open(&path(name), Path::new("."), is_ours);
            assert!(matches!(refused, Err(PublishError::NotOurs(_))), "{name}");
        }
        for name in ["fehlt/bericht.html", "fremd.html/..", ""] {
            let refused = OutputFile::open(&path(name).join(""), Path::new("."), is_ours);
            assert!(refused.is_err(), "{name}");
        }
        Ok(())
    }

    #[test]
    fn inputs_and_output_folders_hold_no_report() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = |name: &str| folder.path().join(name);
        for name in ["daten", "vorlagen/neu", "ausgabe"] {
            fs::create_dir_all(path(name))?;
        }
        let manifest = Manifest { fassung: Manifest::FASSUNG, koerperschaft: String::new(), papiere: vec![] };
        write(&path("ausgabe").join(MANIFEST), &manifest.to_bytes()).map_err(io::Error::other)?;
        let open = |name: &str| OutputFile::open(&path(name), folder.path(), is_ours);
        for name in ["daten/x.html", "vorlagen/neu/x.html", "ausgabe/../daten/x.html"] {
            assert!(matches!(open(name), Err(PublishError::Inputs(_))), "{name}");
        }
        assert!(matches!(open("ausgabe/x.html"), Err(PublishError::InOutput(_))));
        assert!(open("x.html").is_ok());
        Ok(())
    }
}
