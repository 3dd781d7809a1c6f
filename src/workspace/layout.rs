//! The layout of a workspace, read from its folders.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::path::Path;

use super::names::{known, known_as};
use super::tree::stored;
use crate::source::digest;
use crate::source::disk::{Held, Kind, Unread};

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

/// Where the files of a workspace are.
#[derive(Debug, Clone)]
enum Location {
    /// In a folder.
    Disk(Held),
    /// In memory, by their paths below the workspace.
    Memory(BTreeMap<String, Vec<u8>>),
}

impl Location {
    /// Names of the files in a folder, sorted; none where it does not exist. What only looks like one is said when it is read.
    fn files(&self, folder: &str) -> Result<Vec<String>, Unread> {
        match self {
            Location::Disk(root) => list(root, folder, |name, kind| kind != Kind::Folder || has_ending_of_file(name)),
            Location::Memory(files) => Ok(names(files, folder, false)),
        }
    }

    /// Names of the folders in a folder, sorted; none where it does not exist. What a link leads to outside may be one.
    fn folders(&self, folder: &str) -> Result<Vec<String>, Unread> {
        match self {
            Location::Disk(root) => list(root, folder, |_, kind| matches!(kind, Kind::Folder | Kind::Link)),
            Location::Memory(files) => Ok(names(files, folder, true)),
        }
    }
}

/// The most folders of papers of one kind: some decades of a large council.
const MOST_PAPERS: usize = 10_000;

/// How deep the folders of a workspace lie in it: `vorlagen/<Name>/anlagen`.
const DEEPEST_FOLDER: usize = 3;

/// Looks at the folders of a workspace and notes those that cannot be listed.
struct Scan<'a> {
    place: &'a Location,
    barred: BTreeMap<String, Unread>,
}

impl Scan<'_> {
    fn list(&mut self, folder: &str, list: fn(&Location, &str) -> Result<Vec<String>, Unread>) -> Vec<String> {
        list(self.place, folder).unwrap_or_else(|why| {
            let is_told = folder.split_once('/').is_some_and(|(above, _)| self.barred.contains_key(above));
            if !is_told {
                self.barred.insert(folder.to_owned(), why);
            }
            Vec::new()
        })
    }

    /// The folders of papers in a folder.
    fn papers(&mut self, parent: &str) -> Vec<Folder> {
        let names = self.list(parent, Location::folders);
        if names.len() > MOST_PAPERS {
            self.barred.insert(parent.to_owned(), Unread::TooMany { most: MOST_PAPERS });
            return Vec::new();
        }
        let folder = |name| {
            let path = format!("{parent}/{name}");
            Folder { files: self.list(&path, Location::files), path, name }
        };
        names.into_iter().map(folder).collect()
    }

    /// The files below the folder of templates, as deep as the embedded ones lie.
    fn druckvorlagen(&mut self) -> Vec<String> {
        let mut found = self.list(Layout::DRUCKVORLAGEN, Location::files);
        let mut folders = self.list(Layout::DRUCKVORLAGEN, Location::folders);
        // What leads out is in the list of files already.
        folders.retain(|folder| found.binary_search(folder).is_err());
        for folder in folders {
            let files = self.list(&format!("{}/{folder}", Layout::DRUCKVORLAGEN), Location::files);
            found.extend(files.into_iter().map(|name| format!("{folder}/{name}")));
        }
        found.sort();
        found
    }
}

/// What a workspace consists of.
#[derive(Debug)]
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
    /// Names of files in `gestaltung/`, sorted.
    pub gestaltung: Vec<String>,
    /// Names of files in `gestaltung/schriften/`, sorted.
    pub schriften: Vec<String>,
    /// Names of files in `druckvorlagen/` and the folders in it, sorted, with `/`.
    pub druckvorlagen: Vec<String>,
    /// Names of the folders of the workspace, sorted; hidden ones are left out.
    pub folders: Vec<String>,
    /// Folders that cannot be listed, by path, and why not.
    pub barred: BTreeMap<String, Unread>,
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

    /// The folder of the journal, which only scheduled runs write to.
    pub const LAUFBUCH: &'static str = "laufbuch";

    /// The configuration file's path below the workspace.
    pub const CONFIG: &'static str = "ratsbericht.toml";

    /// The sheet of a workbook that holds the words of its drop-downs; it is no table.
    pub const LISTS: &'static str = "Listen";

    /// Looks at the folders of a workspace.
    ///
    /// # Errors
    /// When the workspace itself cannot be opened.
    pub fn scan(root: &Path) -> io::Result<Self> {
        Ok(Self::of(Location::Disk(Held::open(root)?)))
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
        Ok(Self::of(Location::Memory(files.into_iter().map(|(path, bytes)| (known(path), bytes)).collect())))
    }

    fn of(place: Location) -> Self {
        let mut scan = Scan { place: &place, barred: BTreeMap::new() };
        Self {
            vorlagen: scan.papers("vorlagen"),
            berichte: scan.papers("berichte"),
            daten: scan.list("daten", Location::files),
            abschluesse: scan.list(Self::ABSCHLUESSE, Location::files),
            gestaltung: scan.list(Self::GESTALTUNG, Location::files),
            schriften: scan.list(Self::SCHRIFTEN, Location::files),
            druckvorlagen: scan.druckvorlagen(),
            folders: scan.list("", Location::folders),
            barred: scan.barred,
            place,
        }
    }

    /// The name of the nearest folder above that is a workspace, as the folders of one are deep.
    pub fn workspace_above(&self) -> Option<String> {
        let Location::Disk(root) = &self.place else { return None };
        let is_workspace = |path: &&Path| Held::open(path).is_ok_and(|above| above.exists(Path::new(Self::CONFIG)));
        let above = root.path().ancestors().skip(1).take(DEEPEST_FOLDER).find(is_workspace)?;
        Some(above.file_name()?.to_string_lossy().into_owned())
    }

    /// Whether a folder cannot be listed.
    pub fn is_barred(&self, folder: &str) -> bool {
        self.barred.contains_key(folder)
    }

    /// Whether something has this path below the workspace, be it a link that leads nowhere.
    pub fn exists(&self, path: &str) -> bool {
        match &self.place {
            Location::Disk(root) => root.exists(&stored(root, Path::new(path))),
            Location::Memory(files) => files.contains_key(path),
        }
    }

    /// The content of the file at a path below the workspace.
    ///
    /// # Errors
    /// When it is no regular file in the workspace, has more bytes than `largest`, or the system refuses.
    pub fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>, Unread> {
        match &self.place {
            Location::Disk(root) => root.read(&stored(root, Path::new(path)), largest),
            Location::Memory(files) => in_memory(files, path, largest).cloned(),
        }
    }

    /// The size in bytes and the SHA-256 of the file at a path below the workspace, which is not kept in memory.
    ///
    /// # Errors
    /// As [`Layout::read`].
    pub fn digest(&self, path: &str, largest: u64) -> Result<(u64, String), Unread> {
        match &self.place {
            Location::Disk(root) => root.digest(&stored(root, Path::new(path)), largest),
            Location::Memory(files) => in_memory(files, path, largest).map(|bytes| (bytes.len() as u64, digest(bytes))),
        }
    }
}

fn in_memory<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str, largest: u64) -> Result<&'a Vec<u8>, Unread> {
    let bytes = files.get(path).ok_or_else(|| Unread::Io(io::ErrorKind::NotFound.into()))?;
    let size = bytes.len() as u64;
    if size > largest { Err(Unread::TooLarge { size, largest }) } else { Ok(bytes) }
}

/// Endings of files that are read; a folder with one is a mistake.
const ENDINGS: [&str; 12] = ["json", "csv", "xlsx", "ods", "md", "docx", "ttf", "otf", "svg", "png", "typ", "jinja"];

fn has_ending_of_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending.to_lowercase().as_str()))
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
fn list(root: &Held, folder: &str, keep: impl Fn(&str, Kind) -> bool) -> Result<Vec<String>, Unread> {
    let entries = match root.list(&stored(root, Path::new(folder))) {
        Err(missing) if missing.is_missing() => return Ok(Vec::new()),
        entries => entries?,
    };
    let names = known(entries).into_iter().map(|(name, kind)| (name.to_string_lossy().into_owned(), kind));
    let mut names: Vec<String> =
        names.filter(|(name, kind)| !is_incidental(name) && keep(name, *kind)).map(|(name, _)| name).collect();
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

    #[test]
    fn more_folders_than_papers_are_one_reason() {
        let files = |count: usize| (0..count).map(|i| (format!("vorlagen/{i}/vorlage.json"), Vec::new())).collect();
        for (count, read) in [(MOST_PAPERS, MOST_PAPERS), (MOST_PAPERS + 1, 0)] {
            let layout = Layout::of_files(files(count)).expect("memory does not fail");
            assert_eq!((layout.vorlagen.len(), layout.is_barred("vorlagen")), (read, read == 0));
        }
    }
}
