//! Archives that are the same whenever they are written.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Unmade;

/// Files as one archive, sorted by path; no time, no owner.
pub(super) fn zipped(name: &str, mut files: Vec<(String, &[u8])>) -> Result<Vec<u8>, Unmade> {
    files.sort();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let unmade = |why: String| Unmade { file: format!("{name}.zip"), why };
    for (path, bytes) in files {
        writer.start_file(path, options).map_err(|error| unmade(error.to_string()))?;
        writer.write_all(bytes).map_err(|error| unmade(error.to_string()))?;
    }
    Ok(writer.finish().map_err(|error| unmade(error.to_string()))?.into_inner())
}
