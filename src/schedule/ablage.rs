//! The Ablage: a folder for each report, which appears whole, once, and is never changed.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::due::Due;
use super::entry::Filed;
use super::journal::Anchor;
use crate::publish::{ABLAGE, Disk, FileEntry, MANIFEST, Manifest};
use crate::source::digest;
use crate::verify::shows;

/// The file that keeps what the closed period will say of the report.
pub const PART: &str = "abschluss-teil.json";

/// The folder of what was taken out again.
const WITHDRAWN: &str = "zurueckgezogen";

/// What stands between the name of a report or a closed period and that of a run that makes it, or clears it away.
pub const NEW: &str = ".neu-";
const AWAY: &str = ".weg-";

/// What a filed folder says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Filing {
    /// The papers, as in every output folder.
    #[serde(flatten)]
    pub manifest: Manifest,
    /// The name of the report's folder in `berichte`.
    pub bericht: String,
    /// The period.
    pub zeitraum: String,
    /// The selection of projects.
    pub auswahl: String,
    /// The day of printing.
    pub ausdruck: NaiveDate,
    /// The hash of the inputs.
    pub eingaben: String,
    /// What the closed period will say.
    pub teil: FileEntry,
    /// The last entry of the journal before.
    pub laufbuch: Anchor,
}

/// A report that was made, with its files.
#[derive(Debug, Clone)]
pub struct Made {
    /// What its folder will say of itself.
    pub filing: Filing,
    /// The name and content of each file, the report itself first, and what its closed period will keep of it last.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What lies at a name in the Ablage.
#[derive(Debug, Clone)]
pub enum Found {
    /// A whole report.
    Whole(Box<Filing>, Filed),
    /// Something that is not as it was filed; why, in German.
    Changed(String),
}

impl Filing {
    /// The report.
    fn due(&self) -> Option<Due> {
        Due::parse(&format!("{}/{}", self.bericht, self.zeitraum))
    }

    /// What the journal says of it.
    fn filed(&self, manifest: &[u8]) -> Option<Filed> {
        let pdf = &self.manifest.papiere.iter().find_map(|paper| paper.ausgaben.first())?.sha256;
        Some(Filed {
            bericht: self.due()?.to_string(),
            pdf: pdf.clone(),
            teil: self.teil.sha256.clone(),
            manifest: digest(manifest),
            eingaben: self.eingaben.clone(),
            ausdruck: self.ausdruck,
        })
    }
}

/// What is said of a folder of another municipality.
pub fn foreign(koerperschaft: &str) -> String {
    format!("der Ordner gehört „{koerperschaft}“; hieß Ihre Körperschaft so: {}", renamed(koerperschaft))
}

/// The command that says that the municipality had another name.
pub fn renamed(frueher: &str) -> String {
    format!("ratsbericht decide --renamed-from \"{frueher}\"")
}

/// Everything in the Ablage of a municipality of these names, by the name of its folder.
pub fn read(disk: &dyn Disk, koerperschaft: &BTreeSet<String>) -> io::Result<BTreeMap<String, Found>> {
    let names = disk.list(ABLAGE)?.into_iter().filter(|name| !name.starts_with('.') && name != WITHDRAWN);
    let mut found = BTreeMap::new();
    for name in names {
        if let Some(entry) = look(disk, &name, koerperschaft)? {
            found.insert(name, entry);
        }
    }
    Ok(found)
}

/// What lies at a name; `None` where it is no folder of a report.
fn look(disk: &dyn Disk, name: &str, koerperschaft: &BTreeSet<String>) -> io::Result<Option<Found>> {
    let changed = |why: String| Ok(Some(Found::Changed(why)));
    let bytes = match disk.read(&format!("{ABLAGE}/{name}/{MANIFEST}")) {
        // What others put there is nobody's business, unless it has the name of a report.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return changed("dort liegt kein Ordner".into()),
        bytes => bytes?,
    };
    let Some(bytes) = bytes else { return changed(format!("„{MANIFEST}“ fehlt")) };
    let filing = Manifest::from_bytes(&bytes).and_then(|_| serde_json::from_slice::<Filing>(&bytes).ok());
    let known = filing.filter(|filing| filing.due().is_some_and(|due| due.folder() == *name));
    let Some((filing, filed)) = known.and_then(|filing| filing.filed(&bytes).map(|filed| (filing, filed))) else {
        return changed(format!("„{MANIFEST}“ ist nicht, wie es geschrieben wurde"));
    };
    if !koerperschaft.contains(&filing.manifest.koerperschaft) {
        return changed(foreign(&filing.manifest.koerperschaft));
    }
    let files = filing.manifest.papiere.iter().flat_map(|paper| &paper.ausgaben).chain([&filing.teil]);
    for file in files {
        match disk.read(&format!("{ABLAGE}/{name}/{}", file.pfad))? {
            None => return changed(format!("„{}“ fehlt", file.pfad)),
            Some(content) if !is_same(&content, file) => return changed(format!("„{}“ ist verändert", file.pfad)),
            Some(_) => {}
        }
    }
    Ok(Some(Found::Whole(Box::new(filing), filed)))
}

/// Whether a file is as it was filed; a signature stands behind a PDF and leaves what it shows as it is.
fn is_same(content: &[u8], file: &FileEntry) -> bool {
    let before = usize::try_from(file.bytes).ok().and_then(|bytes| content.get(..bytes));
    let Some(before) = before.filter(|before| digest(before) == file.sha256) else { return false };
    content.len() == before.len() || file.pfad.ends_with(".pdf") && shows(content, before)
}

/// Files a report: its folder is written beside its place, brought to disk, and given its name, which nothing must have.
///
/// `None` where another run was quicker, or has cleared away what this one had begun; nothing is left then.
///
/// # Errors
/// When the system refuses; then, too, nothing is left that it lets go of.
pub fn file(disk: &dyn Disk, run: &str, made: &Made) -> io::Result<Option<Filed>> {
    let manifest = manifest(&made.filing);
    let (Some(due), Some(filed)) = (made.filing.due(), made.filing.filed(&manifest)) else {
        return Err(io::Error::other("Der Bericht hat keinen Zeitraum."));
    };
    let name = due.folder();
    let staging = format!("{ABLAGE}/.{name}{NEW}{run}");
    let stage = || {
        disk.make(ABLAGE)?;
        disk.make(&staging)?;
        for (name, content) in &made.files {
            disk.write(&format!("{staging}/{name}"), content)?;
        }
        disk.write(&format!("{staging}/{MANIFEST}"), &manifest)?;
        disk.sync(&staging)?;
        disk.rename(&staging, &format!("{ABLAGE}/{name}"))
    };
    let filed = match stage() {
        Ok(true) => Ok(Some(filed)),
        Ok(false) => Ok(None),
        // What this run had begun was cleared away.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    };
    if !matches!(filed, Ok(Some(_))) {
        // What cannot go now is cleared away by the next run.
        let _ = clear_away(disk, &staging);
    }
    filed
}

/// The manifest as it is written.
fn manifest(filing: &Filing) -> Vec<u8> {
    // Texts and numbers always serialise.
    let mut bytes = serde_json::to_vec_pretty(filing).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Removes a folder with its files.
fn clear_away(disk: &dyn Disk, folder: &str) -> io::Result<()> {
    for name in disk.list(folder)? {
        disk.remove(&format!("{folder}/{name}"))?;
    }
    disk.remove(folder)
}

/// Clears away what runs have left that are gone. It gets another name first: a run that is not gone could else file the rest.
pub fn tidy(disk: &dyn Disk) -> io::Result<()> {
    for name in disk.list(ABLAGE)?.into_iter().filter(|name| name.starts_with('.')) {
        let (from, aside) = (format!("{ABLAGE}/{name}"), format!("{ABLAGE}/{}", name.replace(NEW, AWAY)));
        if disk.list(&from).is_err_and(|error| error.kind() == io::ErrorKind::NotADirectory) {
            continue;
        }
        if name.contains(AWAY) || (name.contains(NEW) && disk.rename(&from, &aside)?) {
            clear_away(disk, &aside)?;
        }
    }
    Ok(())
}

/// Takes a report out of the Ablage; `false` where it is gone already.
pub fn withdraw(disk: &dyn Disk, folder: &str, run: &str) -> io::Result<bool> {
    let aside = format!("{ABLAGE}/{WITHDRAWN}");
    disk.make(&aside)?;
    let moved = disk.rename(&format!("{ABLAGE}/{folder}"), &format!("{aside}/{folder}-{run}"))?;
    disk.sync(&aside)?;
    disk.sync(ABLAGE)?;
    Ok(moved)
}
