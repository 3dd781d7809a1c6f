//! Files added to a workspace, which its owner then edits.

use std::path::Path;

use super::change::change_files;
use super::error::{PublishError, tried};
use super::new::{NewEntry, NewFolder};
use super::once::OnceFile;
use crate::source::disk::Held;

/// Writes new files below a folder of the workspace at `root`, by their paths below that folder; a file that is there
/// already stays, and then nothing is written.
///
/// # Errors
/// When a file is there already, or the file system refuses.
pub fn add_files(root: &Path, folder: &str, files: &[(&str, &[u8])]) -> Result<(), PublishError> {
    let place = |path: &str| match path.rsplit_once('/') {
        Some((below, name)) => OnceFile::open(root, &format!("{folder}/{below}"), name),
        None => OnceFile::open(root, folder, path),
    };
    let places = files.iter().map(|(path, content)| Ok((place(path)?, *content)));
    for (file, content) in places.collect::<Result<Vec<_>, PublishError>>()? {
        file.write(content)?;
    }
    Ok(())
}

/// Writes a new folder of the workspace at `root` with these files, and then, as [`change_files`], changes files of another
/// folder, `tables`, that name it.
///
/// The new folder appears whole, and is taken back where the others cannot be changed; a process that dies in between leaves a
/// folder that nothing names, which checking says, and with which the next call for the same goes on.
///
/// # Errors
/// When the folder is there already with something else in it, a link leads out of the workspace, or the files cannot be written or changed.
pub fn add_folder(
    root: &Path,
    folder: &str,
    files: &[(String, Vec<u8>)],
    (tables, changed): (&str, &[(String, Vec<u8>)]),
    read: impl Fn(&str) -> Option<String>,
) -> Result<(), PublishError> {
    let held = tried("öffnen", root, Held::open(root))?;
    let above = Path::new(folder).parent().unwrap_or(Path::new(""));
    if let Err(why) = held.inner(above)
        && !why.is_missing()
    {
        return Err(PublishError::Barred { path: root.join(above), why });
    }
    let new = NewFolder::at(&root.join(folder))?;
    if changed.is_empty() {
        let entry = |(name, content): &(String, Vec<u8>)| Ok(NewEntry::File(name.into(), content.clone()));
        return new.write(files.iter().map(entry), "");
    }
    let is_new = new.write_once(files)?;
    change_files(root, tables, changed, read).inspect_err(|_| {
        // Where only the last step failed, which brings the exchange to disk, the tables name the folder already.
        let is_written = |(name, content): &(String, Vec<u8>)| {
            let found = held.read(&Path::new(tables).join(name), content.len() as u64);
            found.is_ok_and(|found| found == *content)
        };
        if is_new && !changed.iter().all(is_written) {
            new.take_back(files);
        }
    })
}
