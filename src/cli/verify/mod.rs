//! `verify`: whether a published PDF is what its data gave, and whether they still stand in a workspace.

mod human;
mod json;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::args::{VerifyArgs, VerifyFormat};
use super::{Exit, Outside, session, workers};
use crate::load::Loaded;
use crate::model::Zeitraum;
use crate::pipeline::Auftrag;
use crate::source::Alphabet;
use crate::typeset::Engine;
use crate::verify::{Drift, Incomparable, LARGEST, Verdict, drift, verify};

/// A workspace beside a paper.
struct Beside {
    root: PathBuf,
    loaded: Loaded,
    comparison: Comparison,
}

/// What came of holding a workspace against a paper.
enum Comparison {
    /// What has changed.
    Drift(Drift),
    /// The workspace is that of another municipality.
    Other(String),
    /// The workspace's configuration has mistakes.
    Broken,
    /// The paper's attached data are not all there.
    NoContents,
}

pub(super) fn run(args: &VerifyArgs, outside: &mut Outside<'_>) -> io::Result<Exit> {
    let bytes = match read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            writeln!(outside.err, "Fehler: „{}“ lässt sich nicht lesen: {error}", args.file.display())?;
            return Ok(Exit::Environment);
        }
    };
    let engine = match Engine::new() {
        Ok(engine) => engine,
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            return Ok(Exit::Bug);
        }
    };
    let alphabet = engine.alphabet();
    let (loaded, engine) = match &args.workspace {
        Some(root) => match session::load_with_design(root, engine, outside)? {
            Ok((loaded, engine)) => (Some((root.clone(), loaded)), engine),
            Err(exit) => return Ok(exit),
        },
        None => (None, engine),
    };
    let verdict = match verify(&bytes, &engine, |job| workers::typeset_one(&engine, job)) {
        Ok(verdict) => verdict,
        Err(why) => return incomparable(args, &why, outside),
    };
    let beside = loaded.map(|(root, loaded)| {
        let comparison = comparison(&loaded, &verdict, &alphabet);
        Beside { root, loaded, comparison }
    });
    match args.format {
        VerifyFormat::Human => human::report(&args.file, &verdict, beside.as_ref(), outside)?,
        VerifyFormat::Json => writeln!(outside.out, "{:#}", json::report(&args.file, &verdict, beside.as_ref()))?,
    }
    let same = beside.is_none_or(|beside| matches!(&beside.comparison, Comparison::Drift(drift) if drift.is_none()));
    Ok(if verdict.is_genuine() && same { Exit::Done } else { Exit::Findings })
}

/// The content of a file, up to one byte more than any paper may have.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn incomparable(args: &VerifyArgs, why: &Incomparable, outside: &mut Outside<'_>) -> io::Result<Exit> {
    writeln!(outside.err, "Fehler: „{}“: {why}", args.file.display())?;
    if args.format == VerifyFormat::Json {
        writeln!(outside.out, "{:#}", json::incomparable(&args.file, why))?;
    }
    Ok(Exit::Findings)
}

/// Holds a workspace against the paper.
fn comparison(loaded: &Loaded, Verdict { nachweis, contents, .. }: &Verdict, alphabet: &Alphabet) -> Comparison {
    let Some(bestand) = &loaded.bestand else { return Comparison::Broken };
    let koerperschaft = &bestand.stammdaten.koerperschaft.name;
    if *koerperschaft != nachweis.koerperschaft {
        return Comparison::Other(koerperschaft.clone());
    }
    let Some(contents) = contents else { return Comparison::NoContents };
    let ordner = nachweis.ordner.clone();
    let zeitraum = nachweis.zeitraum.as_deref().and_then(Zeitraum::parse);
    let zeitraeume = zeitraum.map(|zeitraum| (ordner.clone(), vec![zeitraum])).into_iter().collect();
    let wanted = session::Wanted { ordner: vec![ordner], zeitraeume, alle: false };
    let auftrag = Auftrag { heute: nachweis.ausdruck, zeitraeume: Some(&wanted.zeitraeume) };
    let (findings, papers) = session::prepare(loaded, alphabet, &wanted, auftrag);
    let paper = papers.first().filter(|paper| !findings.stop(&paper.ordner));
    Comparison::Drift(drift(nachweis, contents, loaded, bestand, paper))
}
