//! Names of files and folders, in which the same letter is the same letter: some systems store `ü` as `u` and two dots.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

use crate::source::composed;
use crate::source::disk::Held;

/// Each name of a list as a workspace knows it, with what stands beside it.
pub(super) fn known<T>(stored: Vec<(OsString, T)>) -> Vec<(OsString, T)> {
    let all: BTreeSet<OsString> = stored.iter().map(|(name, _)| name.clone()).collect();
    stored.into_iter().map(|(name, with)| (known_as(&name, |name| all.contains(name)), with)).collect()
}

/// The name by which a workspace knows a stored one: composed, unless something else has that name.
pub(super) fn known_as(stored: &OsStr, is_taken: impl Fn(&OsStr) -> bool) -> OsString {
    match stored.to_str().map(composed) {
        Some(name) if !is_taken(OsStr::new(&*name)) => name.into_owned().into(),
        _ => stored.to_owned(),
    }
}

/// The place of a path, whose names are stored composed or not; the path itself where nothing is there.
pub fn find(path: &Path) -> PathBuf {
    if path.exists() {
        return path.to_owned();
    }
    let mut found = PathBuf::new();
    for part in path.components() {
        let next = found.join(part);
        found = match part {
            Component::Normal(name) if !next.exists() => stored(&found, name).unwrap_or(next),
            _ => next,
        };
    }
    found
}

/// The entry of a folder that has a name in another form.
fn stored(folder: &Path, name: &OsStr) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let name = composed(name.to_str()?);
    let mut names = Held::open(folder).and_then(|held| held.entries()).ok()?.into_iter().map(|(name, _)| name);
    let stored = names.find(|stored| stored.to_str().is_some_and(|other| composed(other) == name))?;
    Some(folder.join(stored))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
mod tests {
    use std::fs;
    use std::io;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::model::slug;
    use crate::testing;

    proptest! {
        #![proptest_config(testing::seeded())]

        #[test]
        fn a_name_is_found_by_its_other_form(name in "[a-zäöüÄÖÜßéñ]{1,12}") {
            let folder = tempfile::tempdir()?;
            let (composed, decomposed): (String, String) = (name.nfc().collect(), name.nfd().collect());
            for (stored, typed) in [(&composed, &decomposed), (&decomposed, &composed)] {
                fs::create_dir(folder.path().join(stored))?;
                fs::write(folder.path().join(stored).join(stored), "")?;
                prop_assert!(find(&folder.path().join(typed).join(typed)).is_file());
                let names: Vec<OsString> = entries(folder.path())?;
                prop_assert_eq!(names, vec![OsString::from(&composed)]);
                fs::remove_dir_all(folder.path().join(stored))?;
            }
            prop_assert_eq!(slug(&composed), slug(&decomposed));
        }
    }

    fn entries(folder: &Path) -> io::Result<Vec<OsString>> {
        Ok(known(Held::open(folder)?.entries()?).into_iter().map(|(name, _)| name).collect())
    }

    #[test]
    fn two_names_of_one_look_are_both_there() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        for name in ["ü.csv", "u\u{308}.csv"] {
            fs::write(folder.path().join(name), name)?;
        }
        let mut texts: Vec<String> = entries(folder.path())?
            .iter()
            .map(|name| fs::read_to_string(find(&folder.path().join(name))))
            .collect::<io::Result<_>>()?;
        texts.sort();
        assert_eq!(texts, ["u\u{308}.csv", "ü.csv"]);
        Ok(())
    }
}
