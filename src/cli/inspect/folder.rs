//! Reads a tree that lies in a folder: addresses become paths below it, and nothing leads out.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::{Exit, Failure};
use crate::source::disk::{Held, Kind};
use crate::source::quoted;

/// What is read of a file at most, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Where a System lies as this program writes it, and others do.
const USUAL: [&str; 2] = ["oparl/system.json", "system.json"];

/// In how many files a System is looked for.
const MOST_FILES: usize = 10_000;

/// A tree in a folder.
pub(super) struct Folder {
    held: Held,
    /// The address that stands for the folder.
    base: String,
    /// The address of the System.
    start: String,
    /// Where the System lies.
    system: String,
}

impl Folder {
    /// Opens the folder and looks for its System, whose `id` tells the address of the folder where nobody else does.
    pub(super) fn open(place: &str, basis_url: Option<String>) -> Result<Self, Failure> {
        let refused = |why: String| Failure::Refused(Exit::Environment, format!("Ordner {}: {why}", quoted(place)));
        let held = Held::open(Path::new(place)).map_err(|_| refused("Den Ordner gibt es nicht.".into()))?;
        let (system, id) = system(&held).ok_or_else(|| {
            refused("Darin liegt kein System-Objekt. Nennen Sie den Ordner, in dem der Baum beginnt.".into())
        })?;
        let base = basis_url.unwrap_or_else(|| base_of(&id, &system));
        let start = if id.starts_with(&base) { id } else { format!("{base}{system}") };
        Ok(Self { held, base, start, system })
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn start(&self) -> &str {
        &self.start
    }

    /// What lies at an address; nothing tells its media type.
    pub(super) fn read(&self, url: &str) -> Option<(Vec<u8>, Option<String>)> {
        let candidates = if url == self.start { vec![PathBuf::from(&self.system)] } else { self.candidates(url)? };
        let content = candidates.iter().find_map(|path| self.held.read(path, LARGEST).ok())?;
        Some((content, None))
    }

    /// Where an address may lie: programs that save trees add an ending, or make folders.
    fn candidates(&self, url: &str) -> Option<Vec<PathBuf>> {
        let path = decoded(url.strip_prefix(&self.base)?)?;
        let path = path.trim_end_matches('/');
        let is_name = |name: &str| !name.is_empty() && name != "." && name != ".." && !name.contains(['\\', '\0', ':']);
        let is_below = path.split('/').all(is_name);
        is_below.then(|| ["", ".json", "/index.json"].map(|end| PathBuf::from(format!("{path}{end}"))).into())
    }
}

/// Where the System lies, and its `id`.
fn system(held: &Held) -> Option<(String, String)> {
    let usual = USUAL.into_iter().find_map(|path| Some((path.to_owned(), system_at(held, path)?)));
    usual.or_else(|| {
        let mut files = Vec::new();
        collect(held, Path::new(""), &mut files);
        files.sort();
        files.into_iter().find_map(|path| Some((path.clone(), system_at(held, &path)?)))
    })
}

/// The `id` of the System of a file.
fn system_at(held: &Held, path: &str) -> Option<String> {
    let content = held.read(Path::new(path), LARGEST).ok()?;
    let object: Value = serde_json::from_slice(content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&content)).ok()?;
    let is_system = object.get("type")?.as_str()?.ends_with("/System");
    object.get("id").filter(|_| is_system)?.as_str().map(str::to_owned)
}

/// The JSON files below a folder.
fn collect(held: &Held, folder: &Path, files: &mut Vec<String>) {
    for (name, kind) in held.list(folder).unwrap_or_default() {
        let path = folder.join(name);
        match kind {
            Kind::Folder if path.components().count() < 20 => collect(held, &path, files),
            Kind::File if files.len() < MOST_FILES => {
                let is_json = path.extension().is_some_and(|ending| ending == "json");
                files.extend(path.to_str().filter(|_| is_json).map(str::to_owned));
            }
            _ => {}
        }
    }
}

/// The address of the folder, by that of its System: what stands before the path, or else all up to the last slash.
fn base_of(id: &str, system: &str) -> String {
    let before = [system, system.trim_end_matches(".json"), system.trim_end_matches("index.json")];
    let before = before.into_iter().filter(|path| !path.is_empty()).find_map(|path| id.strip_suffix(path));
    let base = before.filter(|base| base.ends_with('/'));
    base.or_else(|| id.rfind('/').and_then(|at| id.get(..=at))).unwrap_or(id).to_owned()
}

/// A path without its percent signs; a query is no path.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'?' | b'#' => return None,
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_folder_is_what_stands_before_the_path_of_its_system() {
        for (id, system, base) in [
            ("https://a.example/oparl/system.json", "oparl/system.json", "https://a.example/"),
            ("https://a.example/x/oparl/system", "oparl/system.json", "https://a.example/x/"),
            ("https://a.example/oparl/", "oparl/index.json", "https://a.example/"),
            ("https://a.example/oparl/v1", "System-01.json", "https://a.example/oparl/"),
            ("https://a.example/", "System-01.json", "https://a.example/"),
        ] {
            assert_eq!(base_of(id, system), base, "{id} {system}");
        }
    }

    #[test]
    fn no_address_leads_out_of_the_folder() {
        assert_eq!(decoded("a%2Fb%C3%A4"), Some("a/bä".into()));
        for bad in ["a?page=2", "a#b", "%", "%4", "%zz", "%ff"] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
        let place = tempfile::tempdir().unwrap();
        let folder = Folder {
            held: Held::open(place.path()).unwrap(),
            base: "https://a.example/".into(),
            start: "https://a.example/s".into(),
            system: "s.json".into(),
        };
        for bad in ["../x", "a/../../x", "a%2F..%2Fx", "/etc/passwd", "a//b", "c:x", ""] {
            assert_eq!(folder.candidates(&format!("https://a.example/{bad}")), None, "{bad}");
        }
        assert_eq!(folder.candidates("https://b.example/x"), None);
        assert_eq!(folder.candidates("https://a.example/x/").map(|all| all.len()), Some(3));
    }
}
