//! Writes one run's papers beside the output folder and puts them in its place.

use std::fs;
use std::path::Path;

use super::disk::{lock, remove, sync, write};
use super::error::{PublishError, tried};
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
    tried("anlegen", parent, fs::create_dir_all(parent))?;
    let _lock = lock(parent)?;
    let (staging, aside) = (folder.beside("neu"), folder.beside("alt"));
    tried("wiederherstellen", target, swap::heal(target, &aside))?;
    folder.refuse_foreign_files()?;
    remove(&staging)?;
    let old = folder.manifest();
    refuse_other(folder, old.as_ref(), koerperschaft)?;
    let new = Manifest { fassung: Manifest::FASSUNG, koerperschaft: koerperschaft.to_owned(), papiere: Vec::new() };
    let written = stage(folder, &staging, new, old, outputs, keep);
    let swapped = written.and_then(|published| {
        tried("ersetzen", target, swap::swap(&staging, target, &aside))?;
        tried("sichern", parent, sync(parent))?;
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

/// Writes the whole new folder and brings it to disk.
fn stage(
    folder: &OutputFolder,
    staging: &Path,
    mut manifest: Manifest,
    old: Option<Manifest>,
    outputs: Vec<Output>,
    keep: impl Fn(&str) -> bool,
) -> Result<Published, PublishError> {
    tried("anlegen", staging, fs::create_dir(staging))?;
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
    tried("sichern", staging, sync(staging))?;
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
        let content = tried("lesen", &path, fs::read(&path))?;
        if digest(&content) != file.sha256 {
            return Err(PublishError::Changed(path));
        }
        write(&staging.join(&file.pfad), &content)?;
    }
    Ok(Some(paper))
}
