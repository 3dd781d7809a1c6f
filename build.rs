//! Watches the folders that are embedded in the binary, since the compiler alone does not see a new file in them, and hashes what the
//! program is made from: another program may make other papers of the same data.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for path in ["src", "report-templates", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={path}");
        for file in files(Path::new(path))? {
            // Separators differ from system to system.
            let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            (parts, fs::read(&file)?).hash(&mut hasher);
        }
    }
    println!("cargo::rerun-if-changed=fixtures/meldungen");
    println!("cargo::rustc-env=RATSBERICHT_SOURCE={:016x}", hasher.finish());
    Ok(())
}

/// The files in a folder, by path; a file is itself.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let files = entries.iter().map(|entry| files(entry)).collect::<io::Result<Vec<_>>>()?;
    Ok(files.concat())
}
