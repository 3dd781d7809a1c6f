//! `init`: a workspace to start from.

use std::io;

use super::args::InitArgs;
use super::{Exit, Outside};
use crate::publish::{NewEntry, NewFolder};
use crate::tabular::{Format, sample};
use crate::workspace::Layout;

pub(super) fn run(args: &InitArgs, outside: &mut Outside<'_>) -> io::Result<Exit> {
    let files = match sample(args.format) {
        Ok(files) => files,
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            return Ok(Exit::Bug);
        }
    };
    let written = NewFolder::open(&args.folder).and_then(|folder| {
        let entries = files.into_iter().map(|(path, content)| Ok(NewEntry::File(path.into(), content)));
        folder.write(entries, Layout::CONFIG)
    });
    match written {
        Ok(()) => report(args, outside),
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            Ok(Exit::Environment)
        }
    }
}

/// Says what is there now, and what to do with it.
fn report(args: &InitArgs, outside: &mut Outside<'_>) -> io::Result<Exit> {
    let folder = args.folder.display();
    let tables = match args.format {
        Format::Xlsx => "Tabellen als Arbeitsmappe",
        Format::Json => "Tabellen als JSON-Dateien",
        Format::Csv => "Tabellen als CSV-Dateien",
    };
    writeln!(outside.out, "Angelegt: „{folder}“ mit einem Beispiel ({tables} in „daten“, eine Vorlage, ein Bericht).")?;
    writeln!(outside.out, "Was wo steht, erklärt die Datei LIESMICH.md darin.")?;
    writeln!(outside.out)?;
    writeln!(outside.out, "Weiter geht es mit:")?;
    writeln!(outside.out, "  ratsbericht check {}", quoted(args))?;
    writeln!(outside.out, "  ratsbericht build {}", quoted(args))?;
    Ok(Exit::Done)
}

/// The folder as it is typed into a command line.
fn quoted(args: &InitArgs) -> String {
    let folder = args.folder.display().to_string();
    let plain = folder.chars().all(|c| c.is_alphanumeric() || "/\\._-:~".contains(c));
    if plain { folder } else { format!("\"{folder}\"") }
}
