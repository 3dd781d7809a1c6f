//! The layout of a workspace, read from its folders.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::names::{entries, find, known_as};

/// The folder of one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The folder's own name, which is the paper's name.
    pub name: String,
    /// Its path below the workspace, with `/`.
    pub path: String,
    /// Names of the files in it, sorted; hidden ones are left out.
    pub files: Vec<String>,
}

impl Folder {
    fn look(place: &Location, parent: &str, name: String) -> io::Result<Self> {
        let path = format!("{parent}/{name}");
        Ok(Self { files: place.files(&path)?, path, name })
    }
}

/// Where the files of a workspace are.
#[derive(Debug, Clone)]
enum Location {
    /// In a folder.
    Disk(PathBuf),
    /// In memory, by their paths below the workspace.
    Memory(BTreeMap<String, Vec<u8>>),
}

impl Location {
    /// Names of the files in a folder, sorted; none where it does not exist.
    fn files(&self, folder: &str) -> io::Result<Vec<String>> {
        match self {
            Location::Disk(root) => list(&find(&root.join(folder)), Path::is_file),
            Location::Memory(files) => Ok(names(files, folder, false)),
        }
    }

    /// Names of the folders in a folder, sorted; none where it does not exist.
    fn folders(&self, folder: &str) -> io::Result<Vec<String>> {
        match self {
            Location::Disk(root) => list(&find(&root.join(folder)), Path::is_dir),
            Location::Memory(files) => Ok(names(files, folder, true)),
        }
    }
}

/// What a workspace consists of.
#[derive(Debug, Clone)]
pub struct Layout {
    place: Location,
    /// Folders below `vorlagen/`, sorted by name.
    pub vorlagen: Vec<Folder>,
    /// Folders below `berichte/`, sorted by name.
    pub berichte: Vec<Folder>,
    /// Names of files in `daten/`, sorted.
    pub daten: Vec<String>,
    /// Names of files in `abschluesse/`, sorted.
    pub abschluesse: Vec<String>,
    /// Names of files in `gestaltung/schriften/`, sorted.
    pub schriften: Vec<String>,
    /// Names of files in `druckvorlagen/` and the folders in it, sorted, with `/`.
    pub druckvorlagen: Vec<String>,
    /// Names of the folders of the workspace, sorted; hidden ones are left out.
    pub folders: Vec<String>,
}

impl Layout {
    /// The folders that are read.
    pub const FOLDERS: [&str; 6] =
        ["daten", "vorlagen", "berichte", Self::ABSCHLUESSE, Self::GESTALTUNG, Self::DRUCKVORLAGEN];

    /// The folder of logo and fonts.
    pub const GESTALTUNG: &str = "gestaltung";

    /// The folder of fonts.
    pub const SCHRIFTEN: &str = "gestaltung/schriften";

    /// The folder of templates that replace embedded ones.
    pub const DRUCKVORLAGEN: &str = "druckvorlagen";

    /// The folder of the closed periods, which only closing writes to.
    pub const ABSCHLUESSE: &'static str = "abschluesse";

    /// The configuration file's path below the workspace.
    pub const CONFIG: &'static str = "ratsbericht.toml";

    /// The sheet of a workbook that holds the words of its drop-downs; it is no table.
    pub const LISTS: &'static str = "Listen";

    /// Looks at the folders of a workspace.
    ///
    /// # Errors
    /// When a folder cannot be listed; one that does not exist counts as empty, apart from the workspace itself.
    pub fn scan(root: &Path) -> io::Result<Self> {
        fs::metadata(root)?;
        Self::of(Location::Disk(root.to_owned()))
    }

    /// A workspace whose files are in memory, by their paths below it, with `/`.
    ///
    /// # Errors
    /// As [`Layout::scan`], although memory does not fail.
    pub fn of_files(files: BTreeMap<String, Vec<u8>>) -> io::Result<Self> {
        let stored: BTreeSet<String> = files.keys().cloned().collect();
        let known = |path: String| {
            let name = known_as(OsStr::new(&path), |name| name.to_str().is_some_and(|name| stored.contains(name)));
            name.into_string().unwrap_or(path)
        };
        Self::of(Location::Memory(files.into_iter().map(|(path, bytes)| (known(path), bytes)).collect()))
    }

    fn of(place: Location) -> io::Result<Self> {
        let papers = |parent: &str| -> io::Result<Vec<Folder>> {
            place.folders(parent)?.into_iter().map(|name| Folder::look(&place, parent, name)).collect()
        };
        Ok(Self {
            vorlagen: papers("vorlagen")?,
            berichte: papers("berichte")?,
            daten: place.files("daten")?,
            abschluesse: place.files(Self::ABSCHLUESSE)?,
            schriften: place.files(Self::SCHRIFTEN)?,
            druckvorlagen: druckvorlagen(&place)?,
            folders: place.folders("")?,
            place,
        })
    }

    /// The names of the files in a folder, sorted; none where it cannot be listed.
    pub fn files(&self, folder: &str) -> Vec<String> {
        self.place.files(folder).unwrap_or_default()
    }

    /// Whether there is something at a path below the workspace.
    pub fn exists(&self, path: &str) -> bool {
        match &self.place {
            Location::Disk(root) => find(&root.join(path)).exists(),
            Location::Memory(files) => files.contains_key(path),
        }
    }

    /// The size in bytes of the file at a path below the workspace.
    ///
    /// # Errors
    /// When there is none, or when the file system refuses.
    pub fn size(&self, path: &str) -> io::Result<u64> {
        match &self.place {
            Location::Disk(root) => fs::metadata(find(&root.join(path))).map(|metadata| metadata.len()),
            Location::Memory(files) => files.get(path).map(|bytes| bytes.len() as u64).ok_or_else(not_found),
        }
    }

    /// The content of the file at a path below the workspace.
    ///
    /// # Errors
    /// When there is none, or when the file system refuses.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match &self.place {
            Location::Disk(root) => fs::read(find(&root.join(path))),
            Location::Memory(files) => files.get(path).cloned().ok_or_else(not_found),
        }
    }
}

/// The files below the folder of templates, as deep as the embedded ones lie.
fn druckvorlagen(place: &Location) -> io::Result<Vec<String>> {
    let mut found = place.files(Layout::DRUCKVORLAGEN)?;
    for folder in place.folders(Layout::DRUCKVORLAGEN)? {
        let files = place.files(&format!("{}/{folder}", Layout::DRUCKVORLAGEN))?;
        found.extend(files.into_iter().map(|name| format!("{folder}/{name}")));
    }
    found.sort();
    Ok(found)
}

fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}

/// The names of the files or the folders that lie directly in a folder, sorted; hidden ones are left out.
fn names(files: &BTreeMap<String, Vec<u8>>, folder: &str, folders: bool) -> Vec<String> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let below = files.keys().filter_map(|path| path.strip_prefix(&prefix));
    let names = below.filter_map(|rest| match rest.split_once('/') {
        Some((name, _)) => folders.then_some(name),
        None => (!folders).then_some(rest),
    });
    let names: BTreeSet<&str> = names.filter(|name| !is_incidental(name)).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// The names in a folder that pass a test, sorted; hidden ones are left out.
fn list(folder: &Path, keep: impl Fn(&Path) -> bool) -> io::Result<Vec<String>> {
    let entries = match entries(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let kept = entries.into_iter().filter(|(_, place)| keep(place));
    let names = kept.map(|(name, _)| name.to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !is_incidental(name)).collect();
    names.sort();
    Ok(names)
}

/// Names, in small letters, under which operating systems and network drives keep what is theirs.
const OF_SYSTEMS: [&str; 12] = [
    "thumbs.db",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",
    "icon\r",
    "$recycle.bin",
    "system volume information",
    "lost+found",
    "__macosx",
    "@eadir",
    "#recycle",
    "#snapshot",
];

/// Whether an operating system or an editor keeps something under a name while somebody works: hidden files, locks, copies
/// of what was before. Nobody put it there to be read.
fn is_incidental(name: &str) -> bool {
    let lower = name.to_lowercase();
    let of_editor =
        name.starts_with(['.', '~']) || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'));
    let unfinished = [".tmp", ".temp", ".swp", ".swo", ".part", ".crdownload", ".download"];
    of_editor || OF_SYSTEMS.contains(&lower.as_str()) || unfinished.iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_nobody_put_there_are_passed_over() {
        let passed =
            ["Thumbs.db", "desktop.ini", ".DS_Store", "._projekte.csv", "~$projektboard.xlsx", ".~lock.projekte.ods#"];
        for name in
            passed.iter().chain(&["projekte.csv~", "#projekte.json#", "~WRL0001.tmp", "projekte.csv.swp", "__MACOSX"])
        {
            assert!(is_incidental(name), "{name}");
        }
        for name in ["projekte.csv", "projekte-alt.csv", "projekte.bak", "Kopie von projekte.csv", "anlagen"] {
            assert!(!is_incidental(name), "{name}");
        }
    }
}
