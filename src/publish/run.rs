//! Writes one run's papers beside the output folder and puts them in its place.

use std::path::{Path, PathBuf};

use super::error::{PublishError, tried};
use super::folder::{OutputFolder, refuse_foreign_files, refuse_other, there};
use super::manifest::{MANIFEST, Manifest, PaperEntry};
use super::staging::{Staging, manifest_of};
use crate::source::digest;
use crate::source::disk::{Held, Kind, Unread};

/// The largest paper of an earlier run that is carried over, in bytes.
const LARGEST_PAPER: u64 = 256 * 1024 * 1024;

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
    /// A folder beside the output that stays, since somebody else has put something in it meanwhile.
    pub left: Option<PathBuf>,
}

/// Writes the papers of a run, and carries over those of earlier runs that `keep` names and this run did not make.
///
/// The folder is written beside the target, brought to disk, and then exchanged with it; a process that dies at any
/// moment leaves the old folder or the new one. Runs that write at the same time wait for each other. What somebody else puts
/// in the old folder meanwhile is not lost: the old folder is looked at again after the exchange, which is taken back then.
///
/// # Errors
/// When the file system refuses, or there is something of others; the old folder is then untouched.
pub fn publish(
    folder: &OutputFolder,
    koerperschaft: &str,
    outputs: Vec<Output>,
    keep: impl Fn(&str) -> bool,
) -> Result<Published, PublishError> {
    let (path, name) = (folder.path(), folder.place.name());
    let parent = folder.place.make_parent()?;
    let mut staging = Staging::begin(&parent, name)?;
    let new = Manifest { fassung: Manifest::FASSUNG, koerperschaft: koerperschaft.to_owned(), papiere: Vec::new() };
    let run = || {
        let target = there(&parent, name)?;
        target.as_ref().map_or(Ok(()), |target| refuse_foreign_files(target, path))?;
        let old = target.as_ref().and_then(manifest_of);
        refuse_other(old.as_ref(), path, koerperschaft)?;
        let made = staging.folder()?;
        let published = stage(&mut staging, &made, new, target.as_ref().zip(old.clone()), outputs, keep)?;
        appear(&staging, (&parent, folder), &made, target.is_some())?;
        Ok((published, old))
    };
    let result = run();
    // What is left of a failed run, or of the old folder.
    let left = staging.end(result.as_ref().ok().and_then(|(_, old)| old.as_ref()));
    result.map(|(published, _)| Published { left, ..published })
}

/// Gives the finished folder its name, in the place of the old one where there is one.
fn appear(
    staging: &Staging,
    (parent, folder): (&Held, &OutputFolder),
    made: &Held,
    is_there: bool,
) -> Result<(), PublishError> {
    let (path, name) = (folder.path(), folder.place.name());
    if is_there {
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

/// Writes the whole new folder and brings it to disk; `old` is the folder that is there with its manifest.
fn stage(
    staging: &mut Staging,
    made: &Held,
    mut manifest: Manifest,
    old: Option<(&Held, Manifest)>,
    outputs: Vec<Output>,
    keep: impl Fn(&str) -> bool,
) -> Result<Published, PublishError> {
    let mut gone = Vec::new();
    if let Some((target, old)) = old {
        for old in old.papiere {
            if outputs.iter().any(|output| replaces(&output.entry, &old)) {
                continue;
            }
            if keep(&old.name) {
                manifest.papiere.extend(carry_over(target, staging, made, old)?);
            } else {
                gone.push(old);
            }
        }
    }
    for output in outputs {
        for (file, content) in output.entry.ausgaben.iter().zip(&output.contents) {
            staging.write(made, Path::new(&file.pfad), content)?;
        }
        manifest.papiere.push(output.entry);
    }
    manifest.papiere.sort_by(|a, b| a.name.cmp(&b.name));
    staging.write(made, Path::new(MANIFEST), &manifest.to_bytes())?;
    tried("sichern", made.path(), made.sync())?;
    Ok(Published { manifest, gone, left: None })
}

/// Whether a paper of this run takes the place of an older one, by its name or by a file name.
fn replaces(new: &PaperEntry, old: &PaperEntry) -> bool {
    new.name == old.name || new.ausgaben.iter().any(|file| old.ausgaben.iter().any(|other| other.pfad == file.pfad))
}

/// Copies the files of an earlier run, byte for byte.
///
/// A file that somebody has changed since stops the run; a paper that somebody has deleted stays deleted.
fn carry_over(
    target: &Held,
    staging: &mut Staging,
    made: &Held,
    paper: PaperEntry,
) -> Result<Option<PaperEntry>, PublishError> {
    let is_there = |name: &str| target.kind(name.as_ref()).is_ok_and(|kind| kind == Kind::File);
    if !paper.ausgaben.iter().all(|file| is_there(&file.pfad)) {
        return Ok(None);
    }
    for file in &paper.ausgaben {
        let path = target.path().join(&file.pfad);
        let content = match target.read_own(file.pfad.as_ref(), LARGEST_PAPER.min(file.bytes)) {
            Err(Unread::TooLarge { .. }) => return Err(PublishError::Changed(path)),
            content => content.map_err(|why| PublishError::Barred { path: path.clone(), why })?,
        };
        if digest(&content) != file.sha256 {
            return Err(PublishError::Changed(path));
        }
        staging.write(made, Path::new(&file.pfad), &content)?;
    }
    Ok(Some(paper))
}
