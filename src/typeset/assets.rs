//! Templates and fonts, embedded in the binary.

use include_dir::{Dir, DirEntry, include_dir};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/report-templates");

/// An embedded file.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Its path below `report-templates`, with `/`.
    pub path: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
}

/// The embedded files with an ending, sorted by path.
pub(super) fn with_ending(ending: &str) -> Vec<Asset> {
    let mut found = Vec::new();
    collect(&EMBEDDED, ending, &mut found);
    found.sort_by_key(|asset| asset.path);
    found
}

fn collect(folder: &Dir<'static>, ending: &str, found: &mut Vec<Asset>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, ending, found),
            DirEntry::File(file) => {
                if let Some(path) = file.path().to_str().filter(|path| path.ends_with(ending)) {
                    found.push(Asset { path, bytes: file.contents() });
                }
            }
        }
    }
}
