//! Steps on the disk that all outputs share.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::error::{PublishError, tried};

/// Waits until no other run writes into the same parent folder; the lock ends with the value, or with the process.
pub(super) fn lock(parent: &Path) -> Result<Option<File>, PublishError> {
    if !cfg!(unix) {
        // Folders cannot be opened as files there; two runs at once are then the caller's care.
        return Ok(None);
    }
    let held = File::open(parent).and_then(|file| file.lock().map(|()| file));
    tried("sperren", parent, held.map(Some))
}

/// Writes a file and brings it to disk.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), PublishError> {
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    tried("schreiben", path, written)
}

/// Brings a folder's entries to disk.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes a folder, if it is there.
pub(super) fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => tried("löschen", folder, result),
    }
}
