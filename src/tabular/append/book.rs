//! A workbook whose parts are changed one by one; every other part stays as it is, to the byte.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A workbook that is changed. Its parts were measured when it was read.
pub(super) struct Book<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The new texts of parts, by their positions.
    changed: BTreeMap<usize, String>,
    /// New parts, by their names.
    added: BTreeMap<String, String>,
}

impl<'b> Book<'b> {
    /// The archive that a workbook is; `None` where it is none.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        Some(Self { archive, changed: BTreeMap::new(), added: BTreeMap::new() })
    }

    /// The text of the part at a position, as it is by now.
    pub(super) fn text(&mut self, at: usize) -> Option<String> {
        if let Some(changed) = self.changed.get(&at) {
            return Some(changed.clone());
        }
        let mut text = String::new();
        self.archive.by_index(at).ok()?.read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// The name of the part at a position.
    pub(super) fn name(&self, at: usize) -> Option<String> {
        Some(self.archive.name_for_index(at)?.ok()?.into_owned())
    }

    /// The position of the part of a name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        (0..self.archive.len()).find(|at| self.name(*at).is_some_and(|own| own.eq_ignore_ascii_case(name)))
    }

    /// Gives the part at a position another text; `true` where it is another.
    pub(super) fn put(&mut self, at: usize, text: String) -> Option<bool> {
        let is_new = self.text(at)? != text;
        if is_new {
            self.changed.insert(at, text);
        }
        Some(is_new)
    }

    /// Adds a part.
    pub(super) fn add(&mut self, name: &str, text: String) {
        self.added.insert(name.to_owned(), text);
    }

    /// The first name that no part has: what stands before its number, and behind it.
    pub(super) fn free_name(&self, before: &str, behind: &str) -> String {
        let mut names = (1..).map(|number: usize| format!("{before}{number}{behind}"));
        let is_free = |name: &String| self.position(name).is_none() && !self.added.contains_key(name);
        names.find(is_free).unwrap_or_default()
    }

    /// Says in the list of types what an added part is.
    pub(super) fn say_type(&mut self, name: &str, content: &str) -> Option<()> {
        let new = format!("<Override PartName=\"/{name}\" ContentType=\"{content}\"/>");
        self.insert(self.position("[Content_Types].xml")?, "</Types>", &new)
    }

    /// Puts text before the last end of an element in the part at a position.
    pub(super) fn insert(&mut self, at: usize, end: &str, new: &str) -> Option<()> {
        let text = self.text(at)?;
        let (before, behind) = text.rsplit_once(end)?;
        self.put(at, format!("{before}{new}{end}{behind}"))?;
        Some(())
    }

    /// The whole workbook.
    pub(super) fn finish(mut self) -> Option<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..self.archive.len() {
            match self.changed.get(&at) {
                None => writer.raw_copy_file(self.archive.by_index_raw(at).ok()?).ok()?,
                Some(text) => {
                    writer.start_file(self.name(at)?, SimpleFileOptions::default()).ok()?;
                    writer.write_all(text.as_bytes()).ok()?;
                }
            }
        }
        for (name, text) in &self.added {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).ok()?;
            writer.write_all(text.as_bytes()).ok()?;
        }
        Some(writer.finish().ok()?.into_inner())
    }
}
