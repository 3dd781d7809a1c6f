//! Everything that lies in a workspace, read or not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::names::{entries, find};

/// Something in a workspace, by its path below it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TreeEntry {
    /// A folder; what is in it are entries of their own.
    Folder(PathBuf),
    /// A file.
    File(PathBuf),
}

/// Every folder and file of a workspace by its composed name, hidden ones too, sorted by path; links are followed.
///
/// # Errors
/// When a folder cannot be listed, or lies in itself by way of a link.
pub fn tree(root: &Path) -> io::Result<Vec<TreeEntry>> {
    let mut found = Vec::new();
    walk(root, Path::new(""), &mut vec![fs::canonicalize(root)?], &mut found)?;
    found.sort();
    Ok(found)
}

/// The content of a file of the workspace.
///
/// # Errors
/// When it cannot be read.
pub fn content(root: &Path, path: &Path) -> io::Result<Vec<u8>> {
    fs::read(find(&root.join(path)))
}

/// Lists a folder; `above` are the folders that it lies in, and itself.
fn walk(root: &Path, folder: &Path, above: &mut Vec<PathBuf>, found: &mut Vec<TreeEntry>) -> io::Result<()> {
    for (name, on_disk) in entries(&find(&root.join(folder)))? {
        let path = folder.join(name);
        if on_disk.is_file() {
            found.push(TreeEntry::File(path));
        } else if on_disk.is_dir() {
            let place = fs::canonicalize(&on_disk)?;
            if above.contains(&place) {
                let message = format!("Der Ordner „{}“ enthält sich über eine Verknüpfung selbst.", path.display());
                return Err(io::Error::other(message));
            }
            above.push(place);
            walk(root, &path, above, found)?;
            above.pop();
            found.push(TreeEntry::Folder(path));
        }
        // What is neither, such as a link that leads nowhere, holds no data.
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_and_empty_folders_count() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("a/leer"))?;
        fs::copy(file!(), folder.path().join(".versteckt"))?;
        let found = tree(folder.path())?;
        let expected =
            [TreeEntry::Folder("a".into()), TreeEntry::Folder("a/leer".into()), TreeEntry::File(".versteckt".into())];
        assert_eq!(found, expected);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_holds_itself_is_no_endless_walk() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        std::os::unix::fs::symlink(folder.path(), folder.path().join("selbst"))?;
        assert!(tree(folder.path()).is_err());
        Ok(())
    }
}
