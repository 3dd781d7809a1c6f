//! `init`: a workspace to start from.

use super::args::InitArgs;
use super::{Exit, Failure, Outside};
use crate::cli::terminal::say;
use crate::publish::{NewEntry, NewFolder};
use crate::tabular::{Format, sample};
use crate::workspace::Layout;

pub(super) fn run(args: &InitArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let files = sample(args.format).map_err(|error| Failure::Refused(Exit::Bug, error.to_string()))?;
    let entries = files.into_iter().map(|(path, content)| Ok(NewEntry::File(path.into(), content)));
    NewFolder::open(&args.folder)?.write(entries, Layout::CONFIG)?;
    report(args, outside)
}

/// Says what is there now, and what to do with it.
fn report(args: &InitArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let folder = args.folder.display();
    let tables = match args.format {
        Format::Xlsx => "Tabellen als Arbeitsmappe",
        Format::Json => "Tabellen als JSON-Dateien",
        Format::Csv => "Tabellen als CSV-Dateien",
    };
    say!(outside.out, "Angelegt: „{folder}“ mit einem Beispiel ({tables} in „daten“, eine Vorlage, ein Bericht).")?;
    say!(outside.out, "Was wo steht, erklärt die Datei LIESMICH.md darin.")?;
    say!(outside.out)?;
    say!(outside.out, "Weiter geht es mit:")?;
    say!(outside.out, "  ratsbericht check {}", quoted(args))?;
    say!(outside.out, "  ratsbericht build {}", quoted(args))?;
    Ok(Exit::Done)
}

/// The folder as it is typed into a command line.
fn quoted(args: &InitArgs) -> String {
    let folder = args.folder.display().to_string();
    let plain = folder.chars().all(|c| c.is_alphanumeric() || "/\\._-:~".contains(c));
    if plain { folder } else { format!("\"{folder}\"") }
}
