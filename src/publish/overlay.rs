//! A disk on which a run only seems to happen: what it writes stays in memory, over what lies there.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::disk::Disk;

/// What is written, by path; `None` where something was removed.
type Written = BTreeMap<String, Option<Vec<u8>>>;

/// A disk over another, which stays as it is.
pub struct Overlay<'d> {
    below: &'d dyn Disk,
    written: RefCell<Written>,
}

impl<'d> Overlay<'d> {
    /// Lays a disk over another.
    pub fn over(below: &'d dyn Disk) -> Self {
        Self { below, written: RefCell::default() }
    }

    /// Everything at a path and below it, by what stands behind the path.
    fn below_path(&self, path: &str) -> io::Result<BTreeMap<String, Vec<u8>>> {
        // Reading a folder is refused, and it has no content.
        if let Ok(Some(content)) = self.read(path) {
            return Ok(BTreeMap::from([(String::new(), content)]));
        }
        let mut found = BTreeMap::new();
        for name in self.list(path)? {
            for (rest, content) in self.below_path(&format!("{path}/{name}"))? {
                found.insert(format!("/{name}{rest}"), content);
            }
        }
        Ok(found)
    }
}

impl Disk for Overlay<'_> {
    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut names: BTreeSet<String> = self.below.list(folder)?.into_iter().collect();
        let written = self.written.borrow();
        names.retain(|name| written.get(&format!("{folder}/{name}")).is_none_or(Option::is_some));
        let inside = written.iter().filter(|(_, content)| content.is_some());
        let inside = inside.filter_map(|(path, _)| path.strip_prefix(folder)?.strip_prefix('/')?.split('/').next());
        names.extend(inside.map(str::to_owned));
        Ok(names.into_iter().collect())
    }

    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match self.written.borrow().get(path) {
            Some(content) => Ok(content.clone()),
            None => self.below.read(path),
        }
    }

    fn make(&self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, path: &str, content: &[u8]) -> io::Result<()> {
        self.written.borrow_mut().insert(path.to_owned(), Some(content.to_vec()));
        Ok(())
    }

    fn sync(&self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<bool> {
        let moved = self.below_path(from)?;
        if moved.is_empty() || !self.below_path(to)?.is_empty() {
            return Ok(false);
        }
        let mut written = self.written.borrow_mut();
        for (rest, content) in moved {
            written.insert(format!("{from}{rest}"), None);
            written.insert(format!("{to}{rest}"), Some(content));
        }
        // A folder goes with what was in it.
        written.insert(from.to_owned(), None);
        Ok(true)
    }

    fn replace(&self, from: &str, to: &str) -> io::Result<()> {
        self.written.borrow_mut().insert(to.to_owned(), None);
        self.rename(from, to).map(drop)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.written.borrow_mut().insert(path.to_owned(), None);
        Ok(())
    }

    fn free(&self, folder: &str) -> io::Result<Option<u64>> {
        self.below.free(folder)
    }
}
