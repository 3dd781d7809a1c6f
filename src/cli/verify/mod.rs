//! `verify`: whether a published PDF is what its data gave, and whether they still stand in a workspace.

mod human;
mod json;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::args::{VerifyArgs, VerifyFormat};
use super::{Exit, Failure, Outside};
use crate::load::Loaded;
use crate::pipeline::{self, Comparison, Opened};
use crate::verify::{Incomparable, LARGEST, verify};

/// A workspace beside a paper.
struct Beside<'a> {
    root: &'a Path,
    loaded: &'a Loaded,
    /// What of its own changes how its papers look.
    own: Vec<String>,
    comparison: Comparison,
}

pub(super) fn run(args: &VerifyArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let bytes = read(&args.file).map_err(|error| {
        let message = format!("„{}“ lässt sich nicht lesen: {error}", args.file.display());
        Failure::Refused(Exit::Environment, message)
    })?;
    let embedded = pipeline::engine()?;
    let opened = match &args.workspace {
        Some(root) => Ok((root, Opened::read(root, embedded)?)),
        None => Err(embedded),
    };
    let engine = match &opened {
        Ok((_, opened)) => &opened.engine,
        Err(embedded) => embedded,
    };
    let verdict = match verify(&bytes, engine, |job| engine.typeset_apart(job)) {
        Ok(verdict) => verdict,
        Err(why) => return incomparable(args, &why, outside),
    };
    let beside = opened.as_ref().ok().map(|(root, opened)| Beside {
        root,
        loaded: &opened.loaded,
        own: pipeline::own_lines(&opened.engine, &opened.loaded),
        comparison: pipeline::compare(opened, &verdict),
    });
    match args.format {
        VerifyFormat::Human => human::report(&args.file, &verdict, beside.as_ref(), outside)?,
        VerifyFormat::Json => writeln!(outside.out, "{:#}", json::report(&args.file, &verdict, beside.as_ref()))?,
    }
    let same = beside.is_none_or(|beside| beside.comparison.is_same());
    Ok(match (verdict.is_genuine() && same, verdict.is_unfinished()) {
        (true, _) => Exit::Done,
        (_, true) => Exit::Template,
        _ => Exit::Findings,
    })
}

/// The content of a file, up to one byte more than any paper may have.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn incomparable(args: &VerifyArgs, why: &Incomparable, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    writeln!(outside.err, "Fehler: „{}“: {why}", args.file.display())?;
    if args.format == VerifyFormat::Json {
        writeln!(outside.out, "{:#}", json::incomparable(&args.file, why))?;
    }
    Ok(Exit::Findings)
}
