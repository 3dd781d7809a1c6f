//! Why outputs are not written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::source::disk::Unread;
use crate::source::words;

/// Why the outputs could not be written; what was there stays.
#[derive(Debug)]
pub enum PublishError {
    /// The path ends in `..` or is the root.
    NoName(PathBuf),
    /// The folder holds a file that no earlier run has written.
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// The file.
        file: String,
    },
    /// The folder is the workspace or one of its folders.
    Workspace(PathBuf),
    /// A new folder is to be written where there is something already.
    Occupied {
        /// The folder.
        folder: PathBuf,
        /// What is in it; `None` where it is a file itself.
        file: Option<String>,
    },
    /// The folder holds the papers of another municipality.
    Other {
        /// The folder.
        folder: PathBuf,
        /// Whose papers it holds.
        koerperschaft: String,
    },
    /// A file of an earlier run was changed since, and this run would have to carry it over.
    Changed(PathBuf),
    /// An input was changed while it was to be written.
    Meanwhile(PathBuf),
    /// Another program has an input open, as this file says.
    Open(PathBuf),
    /// A single file's path ends in `..` or is the root, or no folder holds it.
    NoFile(PathBuf),
    /// The path of a single file belongs to something else: a folder, or a file that ratsbericht has not written.
    NotOurs(PathBuf),
    /// A single file would lie in a folder in which a workspace keeps its inputs, or scheduled runs keep what they make.
    Inputs(PathBuf),
    /// A file that is to be added is there already.
    Exists(PathBuf),
    /// A single file would lie in an output folder, which the next run replaces.
    InOutput(PathBuf),
    /// Another run writes there, and does not end.
    Busy {
        /// The output.
        path: PathBuf,
        /// Who writes, as far as it says so.
        holder: Option<String>,
    },
    /// Others have put something at every name under which the output could be made.
    Crowded(PathBuf),
    /// Something is not what it should be.
    Barred {
        /// Where.
        path: PathBuf,
        /// Why not.
        why: Unread,
    },
    /// The file system refused.
    Io {
        /// What was tried, as a German verb.
        what: &'static str,
        /// Where.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
}

/// What came of trying something at a path; `what` is a German verb.
pub(super) fn tried<T>(what: &'static str, path: &Path, result: io::Result<T>) -> Result<T, PublishError> {
    result.map_err(|error| PublishError::Io { what, path: path.to_owned(), error })
}

/// An error that says where it happened, and is of the same kind; `what` is a German verb.
pub(super) fn named(what: &'static str, path: PathBuf, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), PublishError::Io { what, path, error })
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName(path) => write!(f, "„{}“ ist kein Name für einen Ausgabeordner.", path.display()),
            Self::Foreign { folder, file } => write!(
                f,
                "Der Ordner „{}“ enthält „{file}“. Diese Datei stammt nicht von ratsbericht und ginge verloren. \
                 Nennen Sie mit --out einen anderen Ordner.",
                folder.display()
            ),
            Self::Workspace(path) => write!(
                f,
                "„{}“ gehört zum Arbeitsordner; dort liegen nur Eingaben. Nennen Sie mit --out einen anderen Ordner.",
                path.display()
            ),
            Self::Exists(path) => {
                write!(f, "„{}“ gibt es schon und bleibt, wie sie ist; es wurde nichts geschrieben.", path.display())
            }
            Self::Occupied { folder, file: Some(file) } => write!(
                f,
                "Der Ordner „{}“ ist nicht leer; er enthält „{file}“. Nennen Sie einen neuen oder einen leeren Ordner.",
                folder.display()
            ),
            Self::Occupied { folder, file: None } => {
                write!(f, "„{}“ ist eine Datei. Nennen Sie einen neuen oder einen leeren Ordner.", folder.display())
            }
            Self::Other { folder, koerperschaft } => write!(
                f,
                "Der Ordner „{}“ enthält die Papiere von „{koerperschaft}“. Nennen Sie mit --out einen anderen Ordner. Hieß Ihre Körperschaft \
                 bisher so, löschen Sie ihn: Er entsteht bei jedem Lauf neu.",
                folder.display()
            ),
            Self::Changed(path) => write!(
                f,
                "„{}“ wurde nach dem letzten Lauf verändert. Sichern Sie die Datei an einem anderen Ort und löschen Sie \
                 sie, oder bauen Sie das Papier neu.",
                path.display()
            ),
            Self::Meanwhile(path) => meanwhile(f, path),
            Self::Open(path) => open(f, path),
            Self::NoFile(path) => {
                write!(f, "„{}“ ist kein Name für eine Datei, oder den Ordner dafür gibt es nicht.", path.display())
            }
            Self::NotOurs(path) => write!(
                f,
                "„{}“ gibt es schon, und ratsbericht hat es nicht geschrieben. Nennen Sie eine andere Datei.",
                path.display()
            ),
            Self::Inputs(path) => write!(
                f,
                "„{}“ läge im Arbeitsordner zwischen Eingaben oder Abgelegtem. Nennen Sie eine Datei an einem anderen Ort.",
                path.display()
            ),
            Self::InOutput(path) => write!(
                f,
                "„{}“ läge in einem Ausgabeordner; der nächste Lauf ersetzt ihn im Ganzen. Nennen Sie eine Datei an \
                 einem anderen Ort.",
                path.display()
            ),
            Self::Busy { path, holder } => busy(f, path, holder.as_deref()),
            Self::Crowded(path) => write!(
                f,
                "„{}“ und die Namen danach sind belegt; dort würde die Ausgabe vorbereitet. Verschieben Sie, was dort liegt.",
                path.display()
            ),
            Self::Barred { path, why } => {
                write!(f, "„{}“: {why} {}", path.display(), why.mend().unwrap_or_default())
            }
            Self::Io { what, path, error } => refused(f, what, path, error),
        }
    }
}

fn refused(f: &mut fmt::Formatter<'_>, what: &str, path: &Path, error: &io::Error) -> fmt::Result {
    write!(f, "„{}“ lässt sich nicht {what}: {}", path.display(), words(error))
}

fn meanwhile(f: &mut fmt::Formatter<'_>, path: &Path) -> fmt::Result {
    write!(
        f,
        "„{}“ wurde während des Laufs verändert. Es wurde nichts geschrieben; rufen Sie den Befehl noch einmal auf.",
        path.display()
    )
}

fn open(f: &mut fmt::Formatter<'_>, path: &Path) -> fmt::Result {
    write!(
        f,
        "Eine Tabelle ist in einem anderen Programm geöffnet, wie „{}“ zeigt. Schließen Sie sie dort, und rufen Sie den Befehl noch \
         einmal auf; ist sie nirgends geöffnet, löschen Sie diese Datei.",
        path.display()
    )
}

fn busy(f: &mut fmt::Formatter<'_>, path: &Path, holder: Option<&str>) -> fmt::Result {
    let holder = holder.map(|holder| format!(" ({holder})")).unwrap_or_default();
    let path = path.display();
    write!(
        f,
        "Ein anderer Lauf{holder} schreibt gerade nach „{path}“. Versuchen Sie es noch einmal, wenn er beendet ist."
    )
}

impl std::error::Error for PublishError {}
