//! Templates and fonts, embedded in the binary.

use std::borrow::Cow;

use include_dir::{Dir, DirEntry, include_dir};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/report-templates");

/// A template or a font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its path below `report-templates`, with `/`.
    pub path: Cow<'static, str>,
    /// Its content.
    pub bytes: Cow<'static, [u8]>,
}

/// The embedded files with an ending, sorted by path.
pub(super) fn with_ending(ending: &str) -> Vec<Asset> {
    let mut found = Vec::new();
    collect(&EMBEDDED, ending, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The embedded files of a folder, such as `html/`, sorted by path.
pub fn embedded_in(folder: &str) -> Vec<Asset> {
    let mut found = with_ending("");
    found.retain(|asset| asset.path.starts_with(folder));
    found
}

fn collect(folder: &Dir<'static>, ending: &str, found: &mut Vec<Asset>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, ending, found),
            DirEntry::File(file) => {
                if let Some(path) = file.path().to_str().filter(|path| path.ends_with(ending)) {
                    found.push(Asset { path: path.into(), bytes: file.contents().into() });
                }
            }
        }
    }
}
