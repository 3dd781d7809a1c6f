//! `schema`: the JSON Schemas that editors use.

use crate::cli::terminal::say;
use std::path::Path;

use super::args::SchemaArgs;
use super::{Exit, Failure, Outside};
use crate::figures;
use crate::finding::suggest;
use crate::model::{Located, Stammdaten};
use crate::pipeline;
use crate::release::package;
use crate::tabular::SchemaSubject;

/// The name of the schema of the attached figures.
const FIGURES: &str = "figures";

/// The name of the schema of a paper as data.
const PAPIER: &str = "papier";

pub(super) fn run(args: &SchemaArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let Some(name) = &args.name else {
        for subject in SchemaSubject::all() {
            say!(outside.out, "{:<14} {}", subject.name(), subject.place())?;
        }
        say!(outside.out, "{FIGURES:<14} figures.json, jedem Papier angehängt")?;
        say!(outside.out, "{PAPIER:<14} vorlage.json im Übergabepaket eines Papiers")?;
        return Ok(Exit::Done);
    };
    if let Some(subject) = SchemaSubject::all().find(|subject| subject.name() == name) {
        let stammdaten = args.workspace.as_deref().map(stammdaten).transpose()?;
        write!(outside.out, "{}", subject.schema(stammdaten.as_deref()))?;
        return Ok(Exit::Done);
    }
    if name == FIGURES {
        writeln!(outside.out, "{:#}", figures::export::schema())?;
        return Ok(Exit::Done);
    }
    if name == PAPIER {
        writeln!(outside.out, "{:#}", package::schema())?;
        return Ok(Exit::Done);
    }
    let near = suggest(name, SchemaSubject::all().map(SchemaSubject::name).chain([FIGURES, PAPIER]));
    Err(Failure::usage(format!("Das Schema „{name}“ gibt es nicht. {near}")))
}

/// The configuration of a workspace, whose words and numbers its papers have.
fn stammdaten(workspace: &Path) -> Result<Located<Stammdaten>, Failure> {
    let loaded = pipeline::load(workspace, &pipeline::engine()?)?;
    let unread =
        || Failure::usage("ratsbericht.toml ist nicht gültig. Was daran falsch ist, zeigt „ratsbericht check“.");
    loaded.bestand.map(|bestand| bestand.stammdaten).ok_or_else(unread)
}
