//! `collect`: what departments have filled in becomes new rows of the tables.

use std::path::{Path, PathBuf};

use super::args::CollectArgs;
use super::{Exit, Failure, Outside, render};
use crate::cli::terminal::say;
use crate::load::Loaded;
use crate::pipeline::{Collected, PipelineError, Session};
use crate::publish::{PublishError, change_files};
use crate::source::disk::read_named;
use crate::tabular::NewFile;

/// The largest file that is taken in, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The endings of files that come back.
const ENDINGS: [&str; 3] = ["xlsx", "ods", "csv"];

/// The folder of the tables.
pub(super) const TABLES: &str = "daten";

pub(super) fn run(args: &CollectArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let (workspace, places) = split(&args.places)?;
    let mut files = Vec::new();
    for path in places {
        let bytes = read_named(path, LARGEST).map_err(|why| PublishError::Barred { path: path.clone(), why })?;
        files.push((path.display().to_string(), bytes));
    }
    let mut session = Session::of_records(workspace, outside.day(args.today))?;
    if session.findings.any_error() {
        render::human(&session.findings, &session.loaded.sources, outside)?;
    }
    let collected = match session.collect(files) {
        Err(PipelineError::Faulty) => return nothing(outside),
        collected => collected?,
    };
    if collected.findings.counting().next().is_some() {
        render::human(&collected.findings, &session.loaded.sources, outside)?;
    }
    if collected.findings.any_error() {
        return nothing(outside);
    }
    if !collected.files.is_empty() {
        write_tables(workspace, &session.loaded, &collected.files)?;
    }
    report(&collected, outside)
}

/// Files of the tables by their names below the folder of the tables.
pub(super) fn below_tables(files: &[NewFile]) -> Vec<NewFile> {
    let name = |path: &str| Some(path.strip_prefix(TABLES)?.trim_start_matches('/').to_owned());
    files.iter().filter_map(|(path, bytes)| Some((name(path)?, bytes.clone()))).collect()
}

/// Writes files of the tables, unless they have changed since they were read.
pub(super) fn write_tables(workspace: &Path, loaded: &Loaded, files: &[NewFile]) -> Result<(), PublishError> {
    change_files(workspace, TABLES, &below_tables(files), |name| loaded.read_hash(&format!("{TABLES}/{name}")))
}

/// The workspace, which may be left out, and the files behind it.
fn split(places: &[PathBuf]) -> Result<(&Path, &[PathBuf]), Failure> {
    let is_file = |path: &Path| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    };
    let (workspace, files) = match places.split_first() {
        Some((first, files)) if !is_file(first) => (first.as_path(), files),
        _ => (Path::new("."), places),
    };
    match files.iter().find(|path| !is_file(path)) {
        Some(other) => Err(Failure::usage(format!(
            "„{}“ ist keine ausgefüllte Datei: Erwartet wird eine Arbeitsmappe (.xlsx, .ods) oder ein Blatt als .csv.",
            other.display()
        ))),
        None if files.is_empty() => Err(Failure::usage("Nennen Sie die ausgefüllten Dateien: .xlsx, .ods oder .csv.")),
        None => Ok((workspace, files)),
    }
}

/// Says that nothing was written.
pub(super) fn nothing(outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    say!(outside.err, "Es wurde nichts geschrieben.")?;
    Ok(Exit::Findings)
}

/// Says what was written, what was there already, and who has not reported.
fn report(collected: &Collected, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let rows = |count: usize| if count == 1 { "1 neue Zeile".to_owned() } else { format!("{count} neue Zeilen") };
    for (table, count) in &collected.added {
        say!(outside.out, "{}: {}", table.title(), rows(*count))?;
    }
    for (path, _) in &collected.files {
        say!(outside.out, "Geschrieben: {path}")?;
    }
    if collected.added.is_empty() {
        say!(outside.out, "Keine neue Zeile; es wurde nichts geschrieben.")?;
    }
    if collected.again > 0 {
        let verb = if collected.again == 1 { "ist" } else { "sind" };
        say!(outside.err, "Schon erfasst {verb}: {}", collected.again)?;
    }
    if !collected.silent.is_empty() {
        let silent: Vec<&str> = collected.silent.iter().map(String::as_str).collect();
        say!(outside.err, "Nicht gemeldet: {}", silent.join(", "))?;
    }
    Ok(Exit::Done)
}
