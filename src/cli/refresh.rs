//! `refresh`: workbooks get the drop-downs of what the master data hold now.

use super::args::RefreshArgs;
use super::collect::{nothing, write_tables};
use super::{Exit, Failure, Outside, render};
use crate::cli::terminal::say;
use crate::finding::{Finding, Waivers};
use crate::load::Loaded;
use crate::pipeline::{self, Refreshed};

pub(super) fn run(args: &RefreshArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let engine = pipeline::engine()?;
    let loaded = pipeline::load(&args.workspace, &engine)?;
    let (sources, today) = (&loaded.sources, outside.day(None));
    // Without a configuration there are no lists, wherever its mistakes are.
    let concerns =
        |finding: &Finding| pipeline::blocks(finding, sources) || (loaded.bestand.is_none() && finding.stops());
    let findings = pipeline::told(loaded.findings.clone(), &loaded, &Waivers::default(), today, concerns);
    if findings.any_error() {
        render::human(&findings, sources, outside)?;
        return nothing(outside);
    }
    let others = others(&loaded);
    if !sources.files().any(|file| file.path.starts_with(TABLES) && pipeline::can_be_renewed(&file.path)) {
        return Err(Failure::Refused(Exit::Findings, unsuited(&others)));
    }
    let refreshed = pipeline::refresh(&loaded, &engine.alphabet())?;
    if !refreshed.files.is_empty() {
        write_tables(&args.workspace, &loaded, &refreshed.files)?;
    }
    report(&refreshed, &others, outside)
}

/// The folder of the tables.
const TABLES: &str = "daten/";

/// The workbooks in a format that is read and not written.
fn others(loaded: &Loaded) -> Vec<&str> {
    let files = loaded.sources.files().filter(|file| file.path.starts_with(TABLES));
    files.map(|file| file.path.as_str()).filter(|path| path.to_lowercase().ends_with(".ods")).collect()
}

/// Why there is nothing that could be renewed.
fn unsuited(others: &[&str]) -> String {
    match others {
        [] => {
            "Im Ordner „daten“ liegt keine Arbeitsmappe (.xlsx), deren Auswahllisten sich erneuern ließen.".to_owned()
        }
        others => format!(
            "Erneuern lassen sich nur Arbeitsmappen im Format .xlsx, nicht {}. Speichern Sie die Mappe in LibreOffice als .xlsx, \
             oder wandeln Sie den Arbeitsordner mit „ratsbericht convert --to xlsx“ um.",
            others.join(", ")
        ),
    }
}

/// Says what is new, and what stays as it was.
fn report(refreshed: &Refreshed, others: &[&str], outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    for (path, sheet, told) in &refreshed.told {
        say!(outside.out, "{path}, Blatt {sheet}: {}", told.join("; "))?;
    }
    for (path, _) in &refreshed.files {
        say!(outside.out, "Geschrieben: {path}")?;
    }
    if refreshed.files.is_empty() {
        say!(outside.out, "Auswahllisten, Notizen und Spalten sind auf dem Stand; es wurde nichts geschrieben.")?;
    }
    for (path, sheet) in &refreshed.without_notes {
        say!(outside.err, "{path}, Blatt {sheet}: Fehlende Notizen an den Überschriften lassen sich nicht ergänzen.")?;
    }
    for path in others {
        say!(outside.err, "{path} bleibt, wie es ist: Erneuern lassen sich nur Arbeitsmappen im Format .xlsx.")?;
    }
    Ok(Exit::Done)
}
