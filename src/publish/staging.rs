//! Where an output is made before it appears: a folder beside its place, which one run has at a time.
//!
//! It holds what is made (`neu`), what was there before while the two change places (`alt`), and a journal: who writes here,
//! and each name before it is made. The journal is locked as long as its run lives, so that other runs wait; where one was
//! killed, the next removes what the journal names, and nothing else. What somebody else has put at the folder's place stays
//! there, and another name is taken.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::{PublishError, tried};
use super::manifest::{MANIFEST, Manifest};
use crate::source::disk::{self, File, Held, Kind, Unread};

/// How long another run is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long until it is looked for again.
const PAUSE: Duration = Duration::from_millis(50);

/// How many names are tried; what others put there is in nobody's way.
const MOST_NAMES: u32 = 9;

/// The journal's name.
const JOURNAL: &str = "lauf.txt";

/// How a journal begins.
const HEAD: &str = "Hier schreibt ratsbericht, ";

/// The largest journal that is read, in bytes.
const LARGEST_JOURNAL: u64 = 64 * 1024 * 1024;

/// The largest manifest that is read, in bytes.
pub(super) const LARGEST_MANIFEST: u64 = 64 * 1024 * 1024;

/// What is made.
const NEW: &str = "neu";

/// What was there before.
const OLD: &str = "alt";

/// The folder of one run.
pub(super) struct Staging {
    parent: Held,
    name: OsString,
    folder: Held,
    journal: File,
    /// What was made, by its path below `neu`; the output that was there before, too.
    made: BTreeSet<PathBuf>,
}

/// What came of trying to begin.
enum Attempt {
    Begun(Staging),
    /// Another run writes, as it says of itself; it may end any moment.
    Busy(Option<String>),
}

impl Staging {
    /// Begins to make the output of a name in a folder, as soon as no other run does.
    ///
    /// # Errors
    /// When another run takes long, the names are taken, or the file system refuses.
    pub(super) fn begin(parent: &Held, output: &OsStr) -> Result<Self, PublishError> {
        let since = Instant::now();
        loop {
            match Self::attempt(parent, output)? {
                Attempt::Begun(staging) => return Ok(staging),
                Attempt::Busy(holder) if since.elapsed() > PATIENCE => {
                    return Err(PublishError::Busy { path: parent.path().join(output), holder });
                }
                Attempt::Busy(_) => sleep(PAUSE),
            }
        }
    }

    fn attempt(parent: &Held, output: &OsStr) -> Result<Attempt, PublishError> {
        let mut free = None;
        for number in 1..=MOST_NAMES {
            let name = name_of(output, number);
            match look(parent, &name, output) {
                Found::Nothing => free = free.or(Some(name)),
                Found::Foreign => {}
                Found::Busy(holder) => return Ok(Attempt::Busy(holder)),
            }
        }
        let name = free.ok_or_else(|| PublishError::Crowded(parent.path().join(name_of(output, 1))))?;
        match Self::create(parent, name.clone()) {
            // Another run has taken the folder for one that was left behind, or was quicker.
            Ok(None) => Ok(Attempt::Busy(None)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) => {
                Ok(Attempt::Busy(None))
            }
            created => {
                let begun = created.map(|staging| staging.map_or(Attempt::Busy(None), Attempt::Begun));
                tried("anlegen", &parent.path().join(name), begun)
            }
        }
    }

    /// The folder with its locked journal; `None` where another run was quicker.
    fn create(parent: &Held, name: OsString) -> io::Result<Option<Self>> {
        parent.make(&name)?;
        let folder = parent.step(&name)?;
        let mut journal = folder.create(JOURNAL.as_ref())?;
        if journal.try_lock().is_err() {
            return Ok(None);
        }
        let host = disk::host().unwrap_or_default();
        writeln!(journal, "{HEAD}Prozess {} auf {host}", std::process::id())?;
        let is_ours = folder.has_file(JOURNAL.as_ref(), &journal) && parent.has_folder(&name, &folder);
        Ok(is_ours.then(|| Self { parent: parent.clone(), name, folder, journal, made: BTreeSet::new() }))
    }

    /// Makes the folder that the output will be.
    pub(super) fn folder(&self) -> Result<Held, PublishError> {
        let made = self.folder.make(NEW.as_ref()).and_then(|()| self.folder.step(NEW.as_ref()));
        tried("anlegen", &self.new_path(), made)
    }

    /// Makes a folder below the output, and those that it lies in.
    pub(super) fn make(&mut self, root: &Held, path: &Path) -> Result<Held, PublishError> {
        let mut folder = root.clone();
        let mut below = PathBuf::new();
        for part in path.components() {
            let Component::Normal(name) = part else { return Err(PublishError::NoName(path.to_owned())) };
            below.push(name);
            let step = match folder.step(name) {
                Err(missing) if missing.kind() == io::ErrorKind::NotFound => {
                    self.note(&below).and_then(|()| folder.make(name)).and_then(|()| folder.step(name))
                }
                step => step,
            };
            folder = tried("anlegen", &self.new_path().join(&below), step)?;
        }
        Ok(folder)
    }

    /// Writes a file below the output and brings it to disk; the folders that it lies in are made.
    pub(super) fn write(&mut self, root: &Held, path: &Path, content: &[u8]) -> Result<(), PublishError> {
        let folder = self.make(root, path.parent().unwrap_or(Path::new("")))?;
        let name = path.file_name().ok_or_else(|| PublishError::NoName(path.to_owned()))?;
        let written = self.note(path).and_then(|()| fill(&folder, name, content));
        tried("schreiben", &self.new_path().join(path), written)
    }

    /// Gives a file of another folder a second name below the output; `false` where the file system has no second names.
    pub(super) fn link(
        &mut self,
        root: &Held,
        path: &Path,
        (from, name): (&Held, &OsStr),
    ) -> Result<bool, PublishError> {
        let folder = self.make(root, path.parent().unwrap_or(Path::new("")))?;
        let to = path.file_name().ok_or_else(|| PublishError::NoName(path.to_owned()))?;
        tried("schreiben", &self.new_path().join(path), self.note(path))?;
        Ok(from.link(name, &folder, to).is_ok())
    }

    /// Writes the file that the output will be, and brings it to disk.
    pub(super) fn write_file(&self, content: &[u8]) -> Result<(), PublishError> {
        tried("schreiben", &self.new_path(), fill(&self.folder, NEW.as_ref(), content))
    }

    /// Gives the output its name, which nothing else has.
    pub(super) fn appear(&self, output: &OsStr) -> io::Result<()> {
        self.folder.rename_to_new(NEW.as_ref(), &self.parent, output)
    }

    /// Puts the output in the place of the one that is there, if `is_sound` says so of what was there, looked at where nobody
    /// else looks for it; else everything is as it was. Where the file system can exchange two entries in one step, there is
    /// no moment without a whole output.
    pub(super) fn replace(
        &self,
        output: &OsStr,
        is_sound: impl Fn(&Held, &OsStr) -> Result<(), PublishError>,
    ) -> Result<(), PublishError> {
        let path = self.parent.path().join(output);
        let (new, old) = (OsStr::new(NEW), OsStr::new(OLD));
        match self.folder.exchange(new, &self.parent, output) {
            Err(error) if disk::is_unsupported(&error) => {}
            exchanged => {
                tried("ersetzen", &path, exchanged)?;
                return is_sound(&self.folder, new).or_else(|why| {
                    tried("wiederherstellen", &path, self.folder.exchange(new, &self.parent, output)).and(Err(why))
                });
            }
        }
        tried("ersetzen", &path, self.parent.rename(output, &self.folder, old))?;
        let appeared = is_sound(&self.folder, old).and_then(|()| tried("ersetzen", &path, self.appear(output)));
        appeared.or_else(|why| {
            tried("wiederherstellen", &path, self.folder.rename_to_new(old, &self.parent, output)).and(Err(why))
        })
    }

    /// Removes what this run has made and what was there before, and nothing else; says what is left.
    pub(super) fn end(self, old: Option<&Manifest>) -> Option<PathBuf> {
        let mut known = self.made;
        known.extend(old.into_iter().flat_map(files_of));
        sweep(&self.folder, &known);
        drop(self.journal);
        let gone = dissolve(&self.parent, &self.name, &self.folder);
        (!gone).then(|| self.parent.path().join(self.name))
    }

    /// Where the output is made, for messages.
    fn new_path(&self) -> PathBuf {
        self.folder.path().join(NEW)
    }

    fn note(&mut self, path: &Path) -> io::Result<()> {
        self.made.insert(path.to_owned());
        writeln!(self.journal, "{}", path.display())
    }
}

/// Whether a name is one under which the output of a name is made.
pub(super) fn is_staging(name: &OsStr, output: &OsStr) -> bool {
    (1..=MOST_NAMES).any(|number| name == name_of(output, number))
}

/// The files that a manifest names, the folders that they lie in, and its own.
pub(super) fn files_of(manifest: &Manifest) -> impl Iterator<Item = PathBuf> + '_ {
    let files = manifest.files().map(|file| PathBuf::from(&file.pfad));
    files.chain(manifest.folders().into_iter().map(PathBuf::from)).chain([PathBuf::from(MANIFEST)])
}

/// Reads a file of an output folder by its path in the manifest; no link is followed.
pub(super) fn read_own(folder: &Held, path: &str, largest: u64) -> Result<Vec<u8>, Unread> {
    let (folder, name) = above(folder, path)?;
    folder.read_own(name.as_ref(), largest)
}

/// The folder that a file of an output folder lies in, and its name there.
pub(super) fn above<'p>(folder: &Held, path: &'p str) -> io::Result<(Held, &'p str)> {
    let (below, name) = path.rsplit_once('/').unwrap_or(("", path));
    let names = below.split('/').filter(|name| !name.is_empty());
    Ok((names.map(OsStr::new).try_fold(folder.clone(), |folder, name| folder.step(name))?, name))
}

/// What lies at a name for the folder of a run.
enum Found {
    Nothing,
    /// Not ours, or nothing that can be removed.
    Foreign,
    /// A run that lives, as it says of itself.
    Busy(Option<String>),
}

fn name_of(output: &OsStr, number: u32) -> OsString {
    let mut name = OsString::from(".");
    name.push(output);
    name.push(if number == 1 { ".neu".to_owned() } else { format!(".neu-{number}") });
    name
}

/// Looks at a name; what a killed run has left there is brought back or removed.
fn look(parent: &Held, name: &OsStr, output: &OsStr) -> Found {
    match parent.kind(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Found::Nothing,
        Ok(Kind::Folder) => {}
        _ => return Found::Foreign,
    }
    let Ok(folder) = parent.step(name) else { return Found::Foreign };
    let Ok(entries) = folder.entries() else { return Found::Foreign };
    let is_journal = |(name, kind): &(OsString, Kind)| name == JOURNAL && *kind == Kind::File;
    if !entries.is_empty() {
        if !entries.iter().any(is_journal) {
            return Found::Foreign;
        }
        let Ok(journal) = folder.lockable(JOURNAL.as_ref()) else { return Found::Foreign };
        let is_dead = journal.try_lock().is_ok();
        let text = text_of(&journal);
        match text {
            // What cannot be read while it is locked may be a run's, too.
            None if is_dead => return Found::Foreign,
            Some(text) if !text.is_empty() && !text.starts_with(HEAD) => return Found::Foreign,
            text if !is_dead => return Found::Busy(text.and_then(|text| holder(&text))),
            text => clear(parent, output, &folder, &text.unwrap_or_default()),
        }
    }
    if dissolve(parent, name, &folder) { Found::Nothing } else { Found::Foreign }
}

/// Brings back what a killed run has put aside, and removes what it has made.
fn clear(parent: &Held, output: &OsStr, folder: &Held, journal: &str) {
    if parent.kind(output).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        // Where nothing was put aside, there is nothing to bring back.
        let _ = folder.rename_to_new(OLD.as_ref(), parent, output);
    }
    let mut known: BTreeSet<PathBuf> = journal.lines().skip(1).map(PathBuf::from).collect();
    for side in [NEW, OLD] {
        let manifest = folder.step(side.as_ref()).ok().and_then(|side| manifest_of(&side));
        known.extend(manifest.iter().flat_map(files_of));
    }
    sweep(folder, &known);
}

/// The manifest in a folder; `None` where there is none.
pub(super) fn manifest_of(folder: &Held) -> Option<Manifest> {
    let bytes = folder.read_own(MANIFEST.as_ref(), LARGEST_MANIFEST).ok()?;
    Manifest::from_bytes(&bytes)
}

/// Removes entries of known names from both sides; what cannot go stays, and its folder with it.
fn sweep(folder: &Held, known: &BTreeSet<PathBuf>) {
    for side in [NEW, OLD].map(OsStr::new) {
        if let Ok(root) = folder.step(side) {
            // What lies deeper comes first, and the manifest, which names the others, last.
            let (manifest, others): (Vec<_>, Vec<_>) = known.iter().partition(|path| path.as_os_str() == MANIFEST);
            others.into_iter().rev().chain(manifest).for_each(|path| drop(remove(&root, path)));
        }
        let _ = remove(folder, Path::new(side));
    }
}

/// Removes a file or an empty folder.
fn remove(root: &Held, path: &Path) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let above = path.parent().into_iter().flat_map(Path::components);
    let folder = above.map(Component::as_os_str).try_fold(root.clone(), |folder, name| folder.step(name))?;
    match folder.kind(name)? {
        Kind::File => folder.remove_file(name),
        Kind::Folder => folder.remove_folder(name),
        Kind::Link | Kind::Special => Ok(()),
    }
}

/// Removes the folder of a run that holds its journal at most; `false` where it stays.
fn dissolve(parent: &Held, name: &OsStr, folder: &Held) -> bool {
    if folder.entries().is_ok_and(|entries| entries.iter().all(|(name, _)| name == JOURNAL)) {
        // Where it cannot go, neither can the folder.
        let _ = folder.remove_file(JOURNAL.as_ref());
        return parent.remove_folder(name).is_ok();
    }
    false
}

/// The text of a journal as far as it can be read.
fn text_of(journal: &File) -> Option<String> {
    let mut bytes = Vec::new();
    journal.take(LARGEST_JOURNAL).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Who writes, as the journal's first line says it.
fn holder(journal: &str) -> Option<String> {
    journal.lines().next()?.strip_prefix(HEAD).map(crate::source::shorten)
}

fn fill(folder: &Held, name: &OsStr, content: &[u8]) -> io::Result<()> {
    let mut file = folder.create(name)?;
    file.write_all(content)?;
    file.sync_all()
}
