//! A single output file, written beside its place and then renamed.

use std::ffi::OsStr;
use std::path::Path;

use super::disk::{ABLAGE, JOURNAL};
use super::error::{PublishError, tried};
use super::place::Place;
use super::staging::{Staging, manifest_of};
use crate::source::disk::{Held, Kind, real};
use crate::workspace::Layout;

/// The largest file of an earlier run that is looked at, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// A file that may be written: new, or written by an earlier run.
#[derive(Debug)]
pub struct OutputFile {
    place: Place,
    /// The folder that it lies in.
    parent: Held,
    is_ours: fn(&[u8]) -> bool,
}

impl OutputFile {
    /// Makes sure that a file may be written, before any work is done; `is_ours` knows the content of an earlier run's.
    ///
    /// # Errors
    /// When the path is no file's, holds something that no earlier run has written, or lies among the inputs of the
    /// workspace at `workspace`, in what scheduled runs keep there, or in an output folder.
    pub fn open(path: &Path, workspace: &Path, is_ours: fn(&[u8]) -> bool) -> Result<Self, PublishError> {
        let no_file = |_| PublishError::NoFile(path.to_owned());
        let place = Place::of(path).map_err(no_file)?;
        let parent = place.parent().cloned().ok_or(()).map_err(|()| PublishError::NoFile(path.to_owned()))?;
        if let Ok(root) = real(workspace)
            && Layout::FOLDERS.iter().chain(&[JOURNAL, ABLAGE]).any(|own| place.path().starts_with(root.join(own)))
        {
            return Err(PublishError::Inputs(place.path().to_owned()));
        }
        if manifest_of(&parent).is_some() {
            return Err(PublishError::InOutput(place.path().to_owned()));
        }
        let file = Self { place, parent, is_ours };
        if file.is_there() {
            file.refuse_foreign(&file.parent, file.place.name())?;
        }
        Ok(file)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// Writes the whole file; a process that dies at any moment leaves the old one or the new one.
    ///
    /// # Errors
    /// When the file system refuses, or somebody else's file has come there; what was there is then untouched.
    pub fn write(&self, content: &[u8]) -> Result<(), PublishError> {
        let (path, name) = (self.path(), self.place.name());
        let staging = Staging::begin(&self.parent, name)?;
        let written = staging.write_file(content).and_then(|()| match self.is_there() {
            true => staging.replace(name, |aside, old| self.refuse_foreign(aside, old)),
            false => tried("anlegen", path, staging.appear(name)),
        });
        staging.end(None);
        written?;
        tried("sichern", self.parent.path(), self.parent.sync())
    }

    fn is_there(&self) -> bool {
        self.parent.kind(self.place.name()).is_ok()
    }

    /// Somebody else's file would be lost.
    fn refuse_foreign(&self, folder: &Held, name: &OsStr) -> Result<(), PublishError> {
        match folder.kind(name) {
            Ok(Kind::File) => {}
            _ => return Err(PublishError::NotOurs(self.path().to_owned())),
        }
        let content = folder.read_own(name, LARGEST);
        let content = content.map_err(|why| PublishError::Barred { path: self.path().to_owned(), why })?;
        if (self.is_ours)(&content) { Ok(()) } else { Err(PublishError::NotOurs(self.path().to_owned())) }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, io};

    use super::*;
    use crate::publish::{MANIFEST, Manifest};

    fn is_ours(content: &[u8]) -> bool {
        content.starts_with(b"unser")
    }

    #[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
    fn put(path: &Path, content: &[u8]) -> io::Result<()> {
        fs::write(path, content)
    }

    #[test]
    fn a_file_is_written_whole_and_nothing_else_stays() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("bericht.html");
        for content in ["unser erster", "unser zweiter, nach einem abgebrochenen Lauf"] {
            fs::create_dir(folder.path().join(".bericht.html.neu"))?;
            put(&folder.path().join(".bericht.html.neu/lauf.txt"), b"Hier schreibt ratsbericht, Prozess 1\n")?;
            put(&folder.path().join(".bericht.html.neu/neu"), b"halb")?;
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
        put(&path("fremd.html"), b"fremd")?;
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
        for name in ["daten", "vorlagen/neu", "ausgabe", "ablage"] {
            fs::create_dir_all(path(name))?;
        }
        let manifest = Manifest::new("");
        put(&path("ausgabe").join(MANIFEST), &manifest.to_bytes())?;
        let open = |name: &str| OutputFile::open(&path(name), folder.path(), is_ours);
        for name in ["daten/x.html", "vorlagen/neu/x.html", "ausgabe/../daten/x.html", "ablage/x.html"] {
            assert!(matches!(open(name), Err(PublishError::Inputs(_))), "{name}");
        }
        assert!(matches!(open("ausgabe/x.html"), Err(PublishError::InOutput(_))));
        assert!(open("x.html").is_ok());
        Ok(())
    }
}
