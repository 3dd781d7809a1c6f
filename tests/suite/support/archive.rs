//! Archives, as workbooks and Word documents are.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The archive with another text in one part.
pub(crate) fn edit(archive: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a part");
        let own = part.name().expect("a name").into_owned();
        if own == name {
            bytes = change(std::str::from_utf8(&bytes).expect("text")).into_bytes();
        }
        writer.start_file(own, SimpleFileOptions::default()).expect("a part");
        writer.write_all(&bytes).expect("a part");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The archive with one part more.
pub(crate) fn with_part(archive: &[u8], name: &str, text: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new_append(Cursor::new(archive.to_vec())).expect("an archive");
    writer.start_file(name, SimpleFileOptions::default()).expect("a part");
    writer.write_all(text.as_bytes()).expect("a part");
    writer.finish().expect("an archive").into_inner()
}
