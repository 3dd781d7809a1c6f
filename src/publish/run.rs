//! Writes one run's papers beside the output folder and puts them in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::{PublishError, tried};
use super::folder::{OutputFolder, refuse_foreign_files, refuse_other, there};
use super::manifest::{FileEntry, MANIFEST, Made, Manifest, PaperEntry};
use super::staging::{Staging, above, read_own};
use crate::source::digest;
use crate::source::disk::{Held, Unread};

/// The largest paper of an earlier run that is carried over, in bytes.
pub(super) const LARGEST_PAPER: u64 = 256 * 1024 * 1024;

/// What the folder holds after a run.
#[derive(Debug)]
pub struct Published {
    /// Everything in the folder.
    pub manifest: Manifest,
    /// Papers of earlier runs that are no longer in the workspace and were taken out.
    pub gone: Vec<PaperEntry>,
    /// A folder beside the output that stays, since somebody else has put something in it meanwhile.
    pub left: Option<PathBuf>,
}

/// The folder that is made, which takes each file as soon as it is there.
pub struct Sink<'a> {
    staging: Mutex<&'a mut Staging>,
    made: &'a Held,
    /// The folder that is there, and its papers by name.
    old: Option<(&'a Held, BTreeMap<&'a str, &'a PaperEntry>)>,
}

impl Sink<'_> {
    /// Writes a file and brings it to disk.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn put(&self, name: String, content: &[u8]) -> Result<FileEntry, PublishError> {
        self.write(&name, content)?;
        Ok(FileEntry::new(name, content))
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<(), PublishError> {
        // Another thread that panicked has left no half of a path.
        let mut staging = self.staging.lock().unwrap_or_else(PoisonError::into_inner);
        staging.write(self.made, Path::new(name), content)
    }

    /// Carries over the files of a paper, of which the first has this name, from the folder that is there, if they were made
    /// from the same and are as they were written; returns them with the number of pages.
    ///
    /// # Errors
    /// When the file system refuses to write them.
    pub fn carry(&self, paper: &str, key: &str, first: &str) -> Result<Option<(Vec<FileEntry>, usize)>, PublishError> {
        let Some((folder, papers)) = &self.old else { return Ok(None) };
        let is_same = |entry: &&&PaperEntry| {
            entry.schluessel == key && entry.ausgaben.first().is_some_and(|file| file.pfad == first)
        };
        let Some(entry) = papers.get(paper).filter(is_same) else { return Ok(None) };
        let content = |file: &FileEntry| {
            let content = read_own(folder, &file.pfad, LARGEST_PAPER.min(file.bytes)).ok()?;
            (digest(&content) == file.sha256).then_some(content)
        };
        // Read twice rather than kept, since all annexes of a paper together have no bound that fits into memory.
        if !entry.ausgaben.iter().all(|file| content(file).is_some()) {
            return Ok(None);
        }
        for file in &entry.ausgaben {
            let changed = || PublishError::Changed(folder.path().join(&file.pfad));
            self.write(&file.pfad, &content(file).ok_or_else(changed)?)?;
        }
        Ok(Some((entry.ausgaben.clone(), entry.seiten)))
    }
}

/// Writes the papers that `make` puts into the folder, carries over those of earlier runs that `keep` names and this run
/// did not make, and writes the files that `over` makes of all that the folder then holds.
///
/// The folder is written beside the target, brought to disk, and then exchanged with it; a process that dies at any
/// moment leaves the old folder or the new one. Runs that write at the same time wait for each other. What somebody else puts
/// in the old folder meanwhile is not lost: the old folder is looked at again after the exchange, which is taken back then.
///
/// # Errors
/// When `make` fails, the file system refuses, or there is something of others; the old folder is then untouched.
pub fn publish<E: From<PublishError>>(
    folder: &OutputFolder,
    koerperschaft: &str,
    make: impl FnOnce(&Sink<'_>) -> Result<Made, E>,
    keep: impl Fn(&PaperEntry) -> bool,
    over: impl FnOnce(&Manifest) -> Result<Vec<(String, Vec<u8>)>, E>,
) -> Result<Published, E> {
    let (path, name) = (folder.path(), folder.place.name());
    let parent = folder.place.make_parent()?;
    let mut staging = Staging::begin(&parent, name)?;
    let run = || {
        let target = there(&parent, name)?;
        let old = target.as_ref().map_or(Ok(None), |target| refuse_foreign_files(target, path))?;
        refuse_other(old.as_ref(), path, koerperschaft)?;
        let folder_made = staging.folder()?;
        let known = target.as_ref().zip(old.as_ref().map(by_name));
        let made = make(&Sink { staging: Mutex::new(&mut staging), made: &folder_made, old: known })?;
        let mut manifest = Manifest::new(koerperschaft);
        let gone = target.as_ref().zip(old.clone()).map_or(Ok(Vec::new()), |(target, old)| {
            keep_others(&mut staging, &folder_made, &mut manifest, (target, old), &made.papiere, keep)
        })?;
        manifest.take(made);
        let over = over(&manifest)?;
        write_manifest(&mut staging, &folder_made, &mut manifest, over)?;
        appear(&staging, (&parent, folder), &folder_made, target.as_ref())?;
        Ok((Published { manifest, gone, left: None }, old))
    };
    let result: Result<_, E> = run();
    // What is left of a failed run, or of the old folder.
    let left = staging.end(result.as_ref().ok().and_then(|(_, old)| old.as_ref()));
    result.map(|(published, _)| Published { left, ..published })
}

fn by_name(manifest: &Manifest) -> BTreeMap<&str, &PaperEntry> {
    manifest.papiere.iter().map(|paper| (paper.name.as_str(), paper)).collect()
}

/// Gives the finished folder its name, in the place of the old one where there is one.
pub(super) fn appear(
    staging: &Staging,
    (parent, folder): (&Held, &OutputFolder),
    made: &Held,
    old: Option<&Held>,
) -> Result<(), PublishError> {
    let (path, name) = (folder.path(), folder.place.name());
    // While papers were set, somebody may have removed the folder.
    if old.is_some() && there(parent, name)?.is_some() {
        staging.replace(name, |aside, old| {
            let old = tried("lesen", path, aside.step(old))?;
            refuse_foreign_files(&old, path)?;
            if parent.has_folder(name, made) || parent.kind(name).is_err() {
                return Ok(());
            }
            Err(PublishError::Foreign { folder: path.to_owned(), file: "neu".into() })
        })?;
    } else {
        tried("anlegen", path, staging.appear(name))?;
    }
    tried("sichern", parent.path(), parent.sync())
}

/// Carries over the papers of `old` that this run did not make and `keep` names; the others are returned.
fn keep_others(
    staging: &mut Staging,
    made: &Held,
    manifest: &mut Manifest,
    (target, old): (&Held, Manifest),
    papers: &[PaperEntry],
    keep: impl Fn(&PaperEntry) -> bool,
) -> Result<Vec<PaperEntry>, PublishError> {
    let mut gone = Vec::new();
    manifest.stand = old.stand;
    // A paper takes the place of an older one by its name or by a file name.
    let names: BTreeSet<&str> = papers.iter().map(|paper| paper.name.as_str()).collect();
    let files: BTreeSet<&str> =
        papers.iter().flat_map(|paper| &paper.ausgaben).map(|file| file.pfad.as_str()).collect();
    for paper in old.papiere {
        if names.contains(paper.name.as_str()) || paper.ausgaben.iter().any(|file| files.contains(file.pfad.as_str())) {
            continue;
        }
        if !keep(&paper) {
            gone.push(paper);
        } else if let Some(paper) = carry_over(target, staging, made, paper)? {
            let basis = old.grundlagen.get(&paper.grundlage).cloned().unwrap_or_default();
            manifest.grundlagen.insert(paper.grundlage.clone(), basis);
            manifest.papiere.push(paper);
        }
    }
    Ok(gone)
}

/// Writes the files over all papers, names everything that the new folder holds, and brings it to disk.
fn write_manifest(
    staging: &mut Staging,
    folder: &Held,
    manifest: &mut Manifest,
    over: Vec<(String, Vec<u8>)>,
) -> Result<(), PublishError> {
    for (name, content) in over {
        staging.write(folder, Path::new(&name), &content)?;
        manifest.dateien.push(FileEntry::new(name, &content));
    }
    seal(staging, folder, manifest)
}

/// Writes the manifest of what was made, and brings all names to disk.
pub(super) fn seal(staging: &mut Staging, folder: &Held, manifest: &Manifest) -> Result<(), PublishError> {
    staging.write(folder, Path::new(MANIFEST), &manifest.to_bytes())?;
    for path in manifest.folders() {
        let inner = above(folder, path).and_then(|(outer, name)| outer.step(name.as_ref()));
        tried("sichern", &folder.path().join(path), inner.and_then(|inner| inner.sync()))?;
    }
    tried("sichern", folder.path(), folder.sync())
}

/// Copies the files of an earlier run, byte for byte.
///
/// A file that somebody has changed since stops the run; a paper that somebody has deleted stays deleted. One of which
/// something beside the PDF was deleted is made anew when its turn comes.
fn carry_over(
    target: &Held,
    staging: &mut Staging,
    made: &Held,
    mut paper: PaperEntry,
) -> Result<Option<PaperEntry>, PublishError> {
    let (mut kept, mut is_gone) = (Vec::new(), false);
    for (at, file) in paper.ausgaben.iter().enumerate() {
        let path = target.path().join(&file.pfad);
        let content = match read_own(target, &file.pfad, LARGEST_PAPER.min(file.bytes)) {
            Err(why) if why.is_missing() => {
                is_gone |= at == 0;
                continue;
            }
            Err(Unread::TooLarge { .. }) => return Err(PublishError::Changed(path)),
            content => content.map_err(|why| PublishError::Barred { path: path.clone(), why })?,
        };
        if digest(&content) != file.sha256 {
            return Err(PublishError::Changed(path));
        }
        if !is_gone {
            staging.write(made, Path::new(&file.pfad), &content)?;
            kept.push(file.clone());
        }
    }
    if is_gone {
        return Ok(None);
    }
    if kept.len() < paper.ausgaben.len() {
        paper.schluessel.clear();
    }
    Ok(Some(PaperEntry { ausgaben: kept, ..paper }))
}
