//! Files added to a workspace, which its owner then edits.

use std::path::Path;

use super::error::PublishError;
use super::once::OnceFile;

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
