//! Writes one run's papers beside the output folder and puts them in its place.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::folder::OutputFolder;
use super::manifest::{MANIFEST, Manifest, PaperEntry};
use super::swap;
use crate::source::digest;

/// A paper of this run with the content of its files.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its entry in the manifest.
    pub entry: PaperEntry,
    /// The content of each of [`PaperEntry::ausgaben`], in the same order.
    pub contents: Vec<Vec<u8>>,
}

/// What the folder holds after a run.
#[derive(Debug)]
pub struct Published {
    /// Everything in the folder.
    pub manifest: Manifest,
    /// Papers of earlier runs that are no longer in the workspace and were taken out.
    pub gone: Vec<PaperEntry>,
}

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
    /// A single file's path ends in `..` or is the root, or no folder holds it.
    NoFile(PathBuf),
    /// The path of a single file belongs to something else: a folder, or a file that ratsbericht has not written.
    NotOurs(PathBuf),
    /// A single file would lie in a folder in which a workspace keeps its inputs.
    Inputs(PathBuf),
    /// A file that is to be added is there already.
    Exists(PathBuf),
    /// A single file would lie in an output folder, which the next run replaces.
    InOutput(PathBuf),
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

impl PublishError {
    pub(super) fn io(what: &'static str, path: &Path, error: io::Error) -> Self {
        Self::Io { what, path: path.to_owned(), error }
    }
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
                "Der Ordner „{}“ enthält die Papiere von „{koerperschaft}“. Nennen Sie mit --out einen anderen Ordner.",
                folder.display()
            ),
            Self::Changed(path) => write!(
                f,
                "„{}“ wurde nach dem letzten Lauf verändert. Sichern Sie die Datei an einem anderen Ort und löschen Sie \
                 sie, oder bauen Sie das Papier neu.",
                path.display()
            ),
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
                "„{}“ läge im Arbeitsordner zwischen den Eingaben. Nennen Sie eine Datei an einem anderen Ort.",
                path.display()
            ),
            Self::InOutput(path) => write!(
                f,
                "„{}“ läge in einem Ausgabeordner; der nächste Lauf ersetzt ihn im Ganzen. Nennen Sie eine Datei an \
                 einem anderen Ort.",
                path.display()
            ),
            Self::Io { what, path, error } => write!(f, "„{}“ lässt sich nicht {what}: {error}", path.display()),
        }
    }
}

impl std::error::Error for PublishError {}

/// Writes the papers of a run, and carries over those of earlier runs that `keep` names and this run did not make.
///
/// The folder is written beside the target, brought to disk, and then exchanged with it; a process that dies at any
/// moment leaves the old folder or the new one. Runs that write at the same time wait for each other.
///
/// # Errors
/// When the file system refuses; the old folder is then untouched.
pub fn publish(
    folder: &OutputFolder,
    koerperschaft: &str,
    outputs: Vec<Output>,
    keep: impl Fn(&str) -> bool,
) -> Result<Published, PublishError> {
    let OutputFolder { target, parent, .. } = folder;
    fs::create_dir_all(parent).map_err(|error| PublishError::io("anlegen", parent, error))?;
    let _lock = lock(parent)?;
    let (staging, aside) = (folder.beside("neu"), folder.beside("alt"));
    swap::heal(target, &aside).map_err(|error| PublishError::io("wiederherstellen", target, error))?;
    folder.refuse_foreign_files()?;
    remove(&staging)?;
    let old = folder.manifest();
    refuse_other(folder, old.as_ref(), koerperschaft)?;
    let new = Manifest { fassung: Manifest::FASSUNG, koerperschaft: koerperschaft.to_owned(), papiere: Vec::new() };
    let written = stage(folder, &staging, new, old, outputs, keep);
    let swapped = written.and_then(|published| {
        swap::swap(&staging, target, &aside).map_err(|error| PublishError::io("ersetzen", target, error))?;
        sync(parent).map_err(|error| PublishError::io("sichern", parent, error))?;
        Ok(published)
    });
    // What is left of the old folder or of a failed run; if it stays, the next run removes it.
    let _ = remove(&staging);
    swapped
}

/// The papers of another municipality would be lost.
fn refuse_other(folder: &OutputFolder, old: Option<&Manifest>, koerperschaft: &str) -> Result<(), PublishError> {
    match old {
        Some(old) if old.koerperschaft != koerperschaft => {
            let koerperschaft = old.koerperschaft.clone();
            Err(PublishError::Other { folder: folder.target.clone(), koerperschaft })
        }
        _ => Ok(()),
    }
}

/// Waits until no other run writes into the same parent folder; the lock ends with the value, or with the process.
pub(super) fn lock(parent: &Path) -> Result<Option<File>, PublishError> {
    if !cfg!(unix) {
        // Folders cannot be opened as files there; two runs at once are then the caller's care.
        return Ok(None);
    }
    let held = File::open(parent).and_then(|file| file.lock().map(|()| file));
    held.map(Some).map_err(|error| PublishError::io("sperren", parent, error))
}

/// Writes the whole new folder and brings it to disk.
fn stage(
    folder: &OutputFolder,
    staging: &Path,
    mut manifest: Manifest,
    old: Option<Manifest>,
    outputs: Vec<Output>,
    keep: impl Fn(&str) -> bool,
) -> Result<Published, PublishError> {
    fs::create_dir(staging).map_err(|error| PublishError::io("anlegen", staging, error))?;
    let mut gone = Vec::new();
    for old in old.into_iter().flat_map(|manifest| manifest.papiere) {
        if outputs.iter().any(|output| replaces(&output.entry, &old)) {
            continue;
        }
        if keep(&old.name) {
            manifest.papiere.extend(carry_over(&folder.target, staging, old)?);
        } else {
            gone.push(old);
        }
    }
    for output in outputs {
        for (file, content) in output.entry.ausgaben.iter().zip(&output.contents) {
            write(&staging.join(&file.pfad), content)?;
        }
        manifest.papiere.push(output.entry);
    }
    manifest.papiere.sort_by(|a, b| a.name.cmp(&b.name));
    write(&staging.join(MANIFEST), &manifest.to_bytes())?;
    sync(staging).map_err(|error| PublishError::io("sichern", staging, error))?;
    Ok(Published { manifest, gone })
}

/// Whether a paper of this run takes the place of an older one, by its name or by a file name.
fn replaces(new: &PaperEntry, old: &PaperEntry) -> bool {
    new.name == old.name || new.ausgaben.iter().any(|file| old.ausgaben.iter().any(|other| other.pfad == file.pfad))
}

/// Copies the files of an earlier run, byte for byte.
///
/// A file that somebody has changed since stops the run; a paper that somebody has deleted stays deleted.
fn carry_over(target: &Path, staging: &Path, paper: PaperEntry) -> Result<Option<PaperEntry>, PublishError> {
    if paper.ausgaben.iter().any(|file| !target.join(&file.pfad).exists()) {
        return Ok(None);
    }
    for file in &paper.ausgaben {
        let path = target.join(&file.pfad);
        let content = fs::read(&path).map_err(|error| PublishError::io("lesen", &path, error))?;
        if digest(&content) != file.sha256 {
            return Err(PublishError::Changed(path));
        }
        write(&staging.join(&file.pfad), &content)?;
    }
    Ok(Some(paper))
}

/// Writes a file and brings it to disk.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), PublishError> {
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    written.map_err(|error| PublishError::io("schreiben", path, error))
}

/// Brings a folder's entries to disk.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

pub(super) fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(PublishError::io("löschen", folder, error)),
        _ => Ok(()),
    }
}
