//! Puts a finished folder in the place of the old one, in one step.

use std::fs;
use std::io;
use std::path::Path;

/// Puts `new` in the place of `target`; both lie in the same parent folder.
///
/// Afterwards `new` holds what `target` held before, or does not exist where there was nothing. Where the file system
/// can exchange two folders in one step, there is no moment without a whole folder at `target`; elsewhere the old one
/// is first moved to `aside`, and a run that dies in between is healed by [`heal`].
pub(super) fn swap(new: &Path, target: &Path, aside: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(new, target);
    }
    match exchange(new, target) {
        Ok(()) => Ok(()),
        Err(error) if is_unsupported(&error) => {
            fs::rename(target, aside)?;
            if let Err(error) = fs::rename(new, target) {
                fs::rename(aside, target)?;
                return Err(error);
            }
            fs::remove_dir_all(aside)
        }
        Err(error) => Err(error),
    }
}

/// Brings the old folder back where a run died between its two renames.
pub(super) fn heal(target: &Path, aside: &Path) -> io::Result<()> {
    match (target.exists(), aside.exists()) {
        (false, true) => fs::rename(aside, target),
        (true, true) => fs::remove_dir_all(aside),
        (_, false) => Ok(()),
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the file system cannot exchange folders; some say so with "invalid argument".
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_died_between_two_renames_is_healed() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let (target, aside) = (folder.path().join("out"), folder.path().join("aside"));
        fs::create_dir(&aside)?;
        heal(&target, &aside)?;
        assert!(target.exists() && !aside.exists());
        Ok(())
    }

    #[test]
    fn the_new_folder_takes_the_place_of_the_old() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = |name: &str| folder.path().join(name);
        for name in ["new", "out"] {
            fs::create_dir(path(name))?;
            fs::create_dir(path(name).join(name))?;
        }
        swap(&path("new"), &path("out"), &path("aside"))?;
        assert!(path("out").join("new").exists() && !path("aside").exists());
        Ok(())
    }
}
