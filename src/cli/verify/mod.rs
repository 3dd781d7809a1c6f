//! `verify`: whether a published PDF is what its data gave, and whether they still stand in a workspace.

mod human;
mod json;

use crate::cli::terminal::say;
use std::path::Path;

use super::args::VerifyArgs;
use super::values::PlainFormat;
use super::{Exit, Failure, Outside};
use crate::load::Loaded;
use crate::pipeline::{self, Comparison, Opened};
use crate::source::disk::{Unread, read_named};
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
    let bytes = match read_named(&args.file, LARGEST) {
        Err(Unread::TooLarge { .. }) => return incomparable(args, &Incomparable::TooLarge, outside),
        bytes => bytes.map_err(|why| unread(&args.file, &why))?,
    };
    let embedded = pipeline::engine()?;
    let mut opened = match &args.workspace {
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
    if let Ok((_, opened)) = &mut opened {
        // What a public edition leaves out is not missing.
        opened.cut_as(&verdict);
    }
    let beside = opened.as_ref().ok().map(|(root, opened)| Beside {
        root,
        loaded: &opened.loaded,
        own: pipeline::own_lines(&opened.engine, &opened.loaded),
        comparison: pipeline::compare(opened, &verdict),
    });
    match args.form.format {
        PlainFormat::Human => human::report(&args.file, &verdict, beside.as_ref(), outside)?,
        PlainFormat::Json => writeln!(outside.out, "{:#}", json::report(&args.file, &verdict, beside.as_ref()))?,
    }
    let same = beside.is_none_or(|beside| beside.comparison.is_same());
    Ok(match (verdict.is_genuine() && same, verdict.is_unfinished()) {
        (true, _) => Exit::Done,
        (_, true) => Exit::Template,
        _ => Exit::Findings,
    })
}

fn unread(file: &Path, why: &Unread) -> Failure {
    Failure::Refused(Exit::Environment, format!("„{}“ lässt sich nicht lesen: {why}", file.display()))
}

fn incomparable(args: &VerifyArgs, why: &Incomparable, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    say!(outside.err, "Fehler: „{}“: {why}", args.file.display())?;
    if args.form.format == PlainFormat::Json {
        writeln!(outside.out, "{:#}", json::incomparable(&args.file, why))?;
    }
    Ok(Exit::Findings)
}
