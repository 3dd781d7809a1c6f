//! `schema`: the JSON Schemas that editors use.

use std::io;

use super::args::SchemaArgs;
use super::{Exit, Outside};
use crate::finding::suggest;
use crate::tabular::Subject;

pub(super) fn run(args: &SchemaArgs, outside: &mut Outside<'_>) -> io::Result<Exit> {
    let Some(name) = &args.name else {
        for subject in Subject::all() {
            writeln!(outside.out, "{:<14} {}", subject.name(), subject.place())?;
        }
        return Ok(Exit::Done);
    };
    if let Some(subject) = Subject::all().find(|subject| subject.name() == name) {
        write!(outside.out, "{}", subject.schema())?;
        return Ok(Exit::Done);
    }
    let near = suggest(name, Subject::all().map(Subject::name));
    writeln!(outside.err, "Fehler: Das Schema „{name}“ gibt es nicht. {near}")?;
    Ok(Exit::Usage)
}
