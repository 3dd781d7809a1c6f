//! The archive that a workbook is, and the parts in it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::bounds::{MOST_PARTS, MOST_UNPACKED, Refusal, within};

/// The parts of a workbook, which together stay below the bounds.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Index of each part under its name as `plain` writes it.
    names: BTreeMap<String, usize>,
}

impl<'a> Archive<'a> {
    /// Opens an archive and measures what it unpacks to.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.starts_with(OLE) {
            return Err(if is_encrypted_package(bytes) { Refusal::Locked } else { Refusal::Outdated });
        }
        if !bytes.starts_with(b"PK") {
            return Err(Refusal::Foreign);
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("das Verzeichnis der Datei"))?;
        within(zip.len(), MOST_PARTS, "Teile in der Datei")?;
        measure(&mut zip)?;
        let names = names(&zip)?;
        Ok(Self { zip, names })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// The position of a part.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.get(&plain(name)).copied()
    }

    /// The text of a part that must be there.
    pub(super) fn part(&mut self, name: &str) -> Result<String, Refusal> {
        let index = *self.names.get(&plain(name)).ok_or_else(|| broken(name))?;
        let part = self.zip.by_index(index).map_err(|_| broken(name))?;
        let mut bytes = Vec::new();
        part.take(MOST_UNPACKED).read_to_end(&mut bytes).map_err(|_| broken(name))?;
        let text = String::from_utf8(bytes).map_err(|_| broken(name))?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// The text of a part that may be missing.
    pub(super) fn optional(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        if self.has(name) { self.part(name).map(Some) } else { Ok(None) }
    }
}

/// How the containers begin that hold old workbooks, and those with a password.
pub(super) const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Whether an OLE container holds a new workbook that is encrypted: it then has a stream of that name.
fn is_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Unpacks every part without keeping it, since what an archive says of its sizes need not be true.
fn measure(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Refusal> {
    let mut unpacked: u64 = 0;
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).map_err(|error| unreadable(&error))?;
        loop {
            let read = part.read(&mut buffer).map_err(|_| broken("ein Teil, der sich nicht entpacken lässt"))?;
            if read == 0 {
                break;
            }
            unpacked += read as u64;
            if unpacked > MOST_UNPACKED {
                return Err(Refusal::TooLarge("entpackt mehr als 256 MiB".into()));
            }
        }
    }
    Ok(())
}

/// The names of all parts; two of the same name would leave open which of them counts.
fn names(zip: &ZipArchive<Cursor<&[u8]>>) -> Result<BTreeMap<String, usize>, Refusal> {
    let mut names = BTreeMap::new();
    let twice = || broken("ein Teil, den es zweimal gibt");
    if zip.has_duplicate_names() {
        return Err(twice());
    }
    for index in 0..zip.len() {
        if let Some(Ok(name)) = zip.name_for_index(index)
            && names.insert(plain(&name), index).is_some()
        {
            return Err(twice());
        }
    }
    Ok(names)
}

/// A part's name as it is compared: programs differ in case and slashes.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

fn unreadable(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Locked,
        _ => broken("ein Teil, der sich nicht entpacken lässt"),
    }
}

fn broken(place: &str) -> Refusal {
    Refusal::Broken(place.to_owned())
}
