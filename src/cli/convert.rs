//! `convert`: the same workspace with its tables in another format, and with papers and configuration as that format keeps them.

use crate::cli::terminal::say;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::args::ConvertArgs;
use super::{Exit, Failure, Outside, render};
use crate::finding::{Finding, Waivers};
use crate::load::{self, Loaded, PaperTree};
use crate::model::{Bestand, Table};
use crate::pipeline;
use crate::publish::{NewEntry, NewFolder, PublishError};
use crate::source::Sources;
use crate::source::disk::{Held, Unread};
use crate::tabular::{self, Beside, Format, Lists, NewFile};
use crate::workspace::{Layout, TreeEntry, content, tree};

/// The folder of the tables.
const TABLES: &str = "daten/";

/// The largest file that is copied, in bytes.
const LARGEST_COPY: u64 = 256 * 1024 * 1024;

pub(super) fn run(args: &ConvertArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let folder = NewFolder::open(&args.out)?;
    folder.refuse_inside(&args.workspace)?;
    let loaded = pipeline::load(&args.workspace, &pipeline::engine()?)?;
    let (sources, waivers, today) = (&loaded.sources, Waivers::default(), outside.day(None));
    let concerns = |finding: &Finding| concerns_tables(finding, sources);
    let findings = pipeline::told(loaded.findings.clone(), &loaded, &waivers, today, concerns);
    if findings.iter().next().is_some() {
        render::human(&findings, &loaded.sources, outside)?;
    }
    let Some(bestand) = loaded.bestand.as_ref().filter(|_| !findings.any_error()) else {
        say!(outside.err, "Es wurde nichts geschrieben.")?;
        return Ok(Exit::Findings);
    };
    let beside = beside(&loaded, bestand, args.to);
    let mut files = tabular::files(args.to, &|table| loaded.rows(table), &beside.rows, &Lists::of(&bestand.stammdaten))
        .map_err(|error| Failure::Refused(Exit::Findings, error.to_string()))?;
    files.extend(beside.files.iter().cloned());
    let root = Held::open(&args.workspace).map_err(|error| barred(&args.workspace, error.into()))?;
    let others = others(&root, &loaded, &beside)?;
    let (written, copied) = (files.len(), others.iter().filter(|entry| matches!(entry, TreeEntry::File(_))).count());
    folder.write(entries(files, others, (&root, &loaded.sources)), Layout::CONFIG)?;
    report(args, &loaded, (written, copied), outside)?;
    report_beside(&loaded, &beside, outside)
}

/// What papers and the configuration say, in the wanted format; a paper with mistakes stays in its file.
fn beside(loaded: &Loaded, bestand: &Bestand, format: Format) -> Beside {
    let errors = loaded.findings.iter().filter(|finding| finding.stops());
    let faulty: BTreeSet<&str> =
        errors.filter_map(|finding| Some(loaded.sources.file(finding.span?.file).path.as_str())).collect();
    let is_sound = |paper: &&PaperTree| paper.file.as_ref().is_none_or(|file| !faulty.contains(file.as_str()));
    let config = bestand.stammdaten.node();
    let text = loaded.sources.file(config.span.file).text.as_str();
    let own = load::toml_text(text).unwrap_or_else(|| config.clone());
    Beside::of(format, loaded.trees.iter().filter(is_sound), config, (&own, text))
}

/// Whether a finding is about the tables, or about the configuration, whose lists a workbook holds.
fn concerns_tables(finding: &Finding, sources: &Sources) -> bool {
    let path = finding.span.map(|span| sources.file(span.file).path.as_str()).or(finding.path.as_deref());
    path.is_none_or(|path| path.starts_with(TABLES) || path == Layout::CONFIG)
}

/// Everything in the workspace but the files that hold its tables, and those that were written anew. What cannot be copied is said and not left out, since the
/// copy would lack it; only hidden locks and sockets of other programs are passed over.
fn others(root: &Held, loaded: &Loaded, beside: &Beside) -> Result<Vec<TreeEntry>, PublishError> {
    let files = loaded.sources.files().filter(|file| file.path.starts_with(TABLES)).map(|file| &file.path);
    let replaced = files.chain(&beside.replaced).chain(beside.files.iter().map(|(path, _)| path));
    let tables: BTreeSet<PathBuf> = replaced.map(PathBuf::from).collect();
    let entries = tree(root).map_err(|why| barred(root.path(), why))?;
    let is_table = |entry: &TreeEntry| matches!(entry, TreeEntry::File(path) if tables.contains(path));
    Ok(entries.into_iter().filter(|entry| !is_table(entry)).collect())
}

/// The whole new workspace; what was not read before is read while it is written, file by file.
fn entries<'a>(
    files: Vec<NewFile>,
    others: Vec<TreeEntry>,
    (root, sources): (&'a Held, &'a Sources),
) -> impl Iterator<Item = Result<NewEntry, PublishError>> + 'a {
    let read: BTreeMap<&Path, &[u8]> =
        sources.files().filter_map(|file| Some((Path::new(&file.path), file.bytes()?))).collect();
    let files = files.into_iter().map(|(path, content)| Ok(NewEntry::File(path.into(), content)));
    let others = others.into_iter().filter_map(move |entry| match entry {
        TreeEntry::Folder(path) => Some(Ok(NewEntry::Folder(path))),
        TreeEntry::Other(path) if is_hidden(&path) => None,
        TreeEntry::File(path) | TreeEntry::Other(path) => {
            let bytes = read.get(path.as_path()).map(|bytes| Ok(bytes.to_vec()));
            let bytes = bytes.unwrap_or_else(|| content(root, &path, LARGEST_COPY));
            Some(bytes.map_err(|why| barred(&root.path().join(&path), why)).map(|bytes| NewEntry::File(path, bytes)))
        }
    });
    files.chain(others)
}

/// Whether something is hidden, as locks and sockets of editors and version control are.
fn is_hidden(path: &Path) -> bool {
    path.iter().any(|part| part.to_string_lossy().starts_with('.'))
}

fn barred(path: &Path, why: Unread) -> PublishError {
    PublishError::Barred { path: path.to_owned(), why }
}

/// Says what was written and what was only copied.
fn report(
    args: &ConvertArgs,
    loaded: &Loaded,
    (written, copied): (usize, usize),
    outside: &mut Outside<'_>,
) -> Result<Exit, Failure> {
    let records: usize = Table::ALL.iter().map(|table| loaded.rows(*table).len()).sum();
    let files = |count: usize| if count == 1 { "1 Datei".to_owned() } else { format!("{count} Dateien") };
    let records = if records == 1 { "1 Datensatz".to_owned() } else { format!("{records} Datensätze") };
    say!(
        outside.out,
        "Geschrieben: „{}“ ({records} in {} im Format {}; {} unverändert übernommen).",
        args.out.display(),
        files(written),
        args.to.name(),
        files(copied)
    )?;
    Ok(Exit::Done)
}

/// Says what has moved from files into the tables, and what could not.
fn report_beside(loaded: &Loaded, beside: &Beside, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let config = beside.files.iter().any(|(path, _)| path == Layout::CONFIG);
    let text = loaded.sources.files().find(|file| file.path == Layout::CONFIG).map_or("", |file| &file.text);
    if !beside.rows.is_empty() {
        say!(outside.out, "Vorlagen, Berichte und die Angaben aus {} stehen jetzt in den Tabellen.", Layout::CONFIG)?;
    }
    if config && !beside.rows.is_empty() && text.lines().any(|line| line.trim_start().starts_with('#')) {
        say!(outside.out, "Nicht übernommen sind die Erläuterungen, die dort hinter # stehen.")?;
    }
    for kept in &beside.kept {
        say!(outside.out, "Bleibt, wo es war, weil Zellen es nicht fassen: {kept}")?;
    }
    Ok(Exit::Done)
}
