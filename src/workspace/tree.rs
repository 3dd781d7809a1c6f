//! Everything that lies in a workspace, read or not.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::names::{find, known};
use crate::source::disk::{Held, Kind, Unread};

/// Something in a workspace, by its path below it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TreeEntry {
    /// A folder; what is in it are entries of their own.
    Folder(PathBuf),
    /// A file.
    File(PathBuf),
    /// A link that leads out of the workspace or to nothing, a pipe, a device or a socket.
    Other(PathBuf),
}

/// Every folder and file of a workspace by its composed name, hidden ones too, sorted by path; links are followed as far as
/// they stay in it.
///
/// # Errors
/// When a folder cannot be listed, or lies in itself by way of a link.
pub fn tree(root: &Held) -> Result<Vec<TreeEntry>, Unread> {
    let mut found = Vec::new();
    walk(root, Path::new(""), &mut vec![PathBuf::new()], &mut found)?;
    found.sort();
    Ok(found)
}

/// The stamp of a file of a workspace and of each in some of its folders, by path; what cannot be looked at has none.
pub fn stamps(root: &Path, file: &str, folders: &[&str]) -> BTreeMap<PathBuf, (u64, SystemTime)> {
    let Ok(root) = Held::open(root) else { return BTreeMap::new() };
    let mut found = vec![TreeEntry::File(file.into())];
    for folder in folders {
        // A folder that is not there holds nothing.
        let _ = walk(&root, Path::new(folder), &mut Vec::new(), &mut found);
    }
    let files = found.into_iter().filter_map(|entry| match entry {
        TreeEntry::File(path) => Some((root.stamp(&stored(&root, &path))?, path)),
        TreeEntry::Folder(_) | TreeEntry::Other(_) => None,
    });
    files.map(|(stamp, path)| (path, stamp)).collect()
}

/// The content of a file of the workspace.
///
/// # Errors
/// When it is no regular file in the workspace, has more bytes than `largest`, or the system refuses.
pub fn content(root: &Held, path: &Path, largest: u64) -> Result<Vec<u8>, Unread> {
    root.read(&stored(root, path), largest)
}

/// The path below a folder by the names that are stored.
pub(super) fn stored(root: &Held, path: &Path) -> PathBuf {
    let found = find(&root.path().join(path));
    found.strip_prefix(root.path()).map_or_else(|_| path.to_owned(), Path::to_owned)
}

/// Lists a folder; `above` are the folders that it lies in, and itself, without links.
fn walk(root: &Held, folder: &Path, above: &mut Vec<PathBuf>, found: &mut Vec<TreeEntry>) -> Result<(), Unread> {
    for (name, kind) in known(root.list(&stored(root, folder))?) {
        let path = folder.join(name);
        match kind {
            Kind::File => found.push(TreeEntry::File(path)),
            Kind::Folder => {
                let place = root.inner(&stored(root, &path))?;
                if above.contains(&place) {
                    let message = format!("Der Ordner „{}“ enthält sich über eine Verknüpfung selbst.", path.display());
                    return Err(io::Error::other(message).into());
                }
                above.push(place);
                walk(root, &path, above, found)?;
                above.pop();
                found.push(TreeEntry::Folder(path));
            }
            Kind::Link | Kind::Special => found.push(TreeEntry::Other(path)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn hidden_files_and_empty_folders_count() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("a/leer"))?;
        fs::copy(file!(), folder.path().join(".versteckt"))?;
        let found = tree(&Held::open(folder.path())?)?;
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
        assert!(tree(&Held::open(folder.path())?).is_err());
        Ok(())
    }
}
