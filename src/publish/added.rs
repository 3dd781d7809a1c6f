//! Files added to a workspace, which its owner then edits.

use std::fs;
use std::path::Path;

use super::run::{PublishError, write};

/// Writes new files below a folder of the workspace at `root`, by their paths below that folder; a file that is there
/// already stays, and then nothing is written.
///
/// # Errors
/// When a file is there already, or the file system refuses.
pub fn add_files(root: &Path, folder: &str, files: &[(&str, &[u8])]) -> Result<(), PublishError> {
    let target = root.join(folder);
    if let Some((path, _)) = files.iter().find(|(path, _)| target.join(path).exists()) {
        return Err(PublishError::Exists(target.join(path)));
    }
    for (path, content) in files {
        let path = target.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| PublishError::io("anlegen", parent, error))?;
        }
        write(&path, content)?;
    }
    Ok(())
}
