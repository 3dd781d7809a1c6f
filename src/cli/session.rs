//! What all commands begin with: load, check, compute, prepare.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::args::Common;
use super::{Exit, Outside, design, render};
use crate::finding::{Finding, Findings, suggest};
use crate::load::Loaded;
use crate::model::{Zeitraum, reihe_und_zeitraum};
use crate::paper::Paper;
use crate::pipeline::{self, Auftrag};
use crate::source::Alphabet;
use crate::typeset::Engine;
use crate::{check, load};

/// A workspace whose papers are prepared as far as its data allow.
pub(super) struct Session {
    pub(super) engine: Engine,
    pub(super) loaded: Loaded,
    /// Findings that concern the wanted papers, by place.
    pub(super) findings: Findings,
    /// The wanted papers; where a text has mistakes, an error says so and the text is empty.
    pub(super) papers: Vec<Paper>,
    pub(super) today: NaiveDate,
    /// How long loading took, and then checking and computing.
    pub(super) times: (Duration, Duration),
}

impl Session {
    /// How a run ends that has shown everything.
    pub(super) fn exit(&self) -> Exit {
        if self.findings.any_error() { Exit::Findings } else { Exit::Done }
    }

    /// The municipality's name; empty where the configuration is not valid, and then nothing is published.
    pub(super) fn koerperschaft(&self) -> &str {
        self.loaded.bestand.as_ref().map_or("", |bestand| &bestand.stammdaten.koerperschaft.name)
    }
}

/// Opens a session; without one, the exit code says why, and the message is written.
pub(super) fn open(args: &Common, outside: &mut Outside<'_>) -> io::Result<Result<Session, Exit>> {
    let engine = match Engine::new() {
        Ok(engine) => engine,
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            return Ok(Err(Exit::Bug));
        }
    };
    let started = Instant::now();
    // Texts may hold what the embedded fonts can print, whatever the workspace brings along.
    let alphabet = engine.alphabet();
    let (loaded, engine) = match load_with_design(&args.workspace, engine, outside)? {
        Ok(both) => both,
        Err(exit) => return Ok(Err(exit)),
    };
    let loaded_in = started.elapsed();
    let wanted = match wanted(args, &loaded) {
        Ok(wanted) => wanted,
        Err(message) => {
            writeln!(outside.err, "Fehler: {message}")?;
            return Ok(Err(Exit::Usage));
        }
    };
    let today = args.today.unwrap_or_else(|| (outside.clock)());
    if let Some(zeitraum) = zu_frueh(&wanted, &loaded, today) {
        writeln!(
            outside.err,
            "Fehler: Der Zeitraum {} endet am {}; heute ist der {}. Ein Bericht darüber ließe sich nicht von einem echten \
             unterscheiden.",
            zeitraum.kennung(),
            zeitraum.ende.format("%d.%m.%Y"),
            today.format("%d.%m.%Y")
        )?;
        return Ok(Err(Exit::Usage));
    }
    let auftrag = Auftrag { heute: today, zeitraeume: Some(&wanted.zeitraeume) };
    let (findings, papers) = prepare(&loaded, &alphabet, &wanted, auftrag);
    let times = (loaded_in, started.elapsed() - loaded_in);
    Ok(Ok(Session { engine, loaded, findings, papers, today, times }))
}

/// A wanted period that has not ended, unless its report is dated today or earlier all the same.
fn zu_frueh(wanted: &Wanted, loaded: &Loaded, today: NaiveDate) -> Option<Zeitraum> {
    let dated = |name: &str, zeitraum: Zeitraum| {
        let ordner = loaded.bestand.as_ref()?.berichte.iter().find(|ordner| ordner.name == name)?;
        ordner.bericht.ausgabe(zeitraum).map(|ausgabe| ausgabe.datum <= today)
    };
    let all = wanted.zeitraeume.iter().flat_map(|(name, all)| all.iter().map(move |zeitraum| (name, *zeitraum)));
    let mut early = all.filter(|(name, zeitraum)| zeitraum.ende >= today && dated(name, *zeitraum) != Some(true));
    early.next().map(|(_, zeitraum)| zeitraum)
}

/// As [`open`], for commands that show what can be computed all the same; errors are written first.
pub(super) fn open_despite_errors(args: &Common, outside: &mut Outside<'_>) -> io::Result<Result<Session, Exit>> {
    let opened = open(args, outside)?;
    if let Ok(session) = &opened
        && session.findings.any_error()
    {
        render::human(&session.findings, &session.loaded.sources, outside)?;
    }
    Ok(opened)
}

/// Reads a workspace; without one, the exit code says why, and the message is written.
pub(super) fn load(root: &Path, engine: &Engine, outside: &mut Outside<'_>) -> io::Result<Result<Loaded, Exit>> {
    let error = match load::workspace(root, engine.alphabet()) {
        Ok(loaded) => return Ok(Ok(loaded)),
        Err(error) => error,
    };
    let folder = root.display();
    match error.kind() {
        io::ErrorKind::NotFound => writeln!(outside.err, "Fehler: Den Arbeitsordner „{folder}“ gibt es nicht."),
        _ => writeln!(outside.err, "Fehler: Der Arbeitsordner „{folder}“ lässt sich nicht lesen: {error}"),
    }?;
    Ok(Err(Exit::Environment))
}

/// Reads a workspace, and the engine that sets its papers with its own fonts and templates.
pub(super) fn load_with_design(
    root: &Path,
    embedded: Engine,
    outside: &mut Outside<'_>,
) -> io::Result<Result<(Loaded, Engine), Exit>> {
    let mut loaded = match load(root, &embedded, outside)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(Err(exit)),
    };
    match design::settle(&mut loaded, embedded) {
        Ok(engine) => Ok(Ok((loaded, engine))),
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            Ok(Err(Exit::Bug))
        }
    }
}

/// Checks the records and prepares the wanted papers.
pub(super) fn prepare(
    loaded: &Loaded,
    alphabet: &Alphabet,
    wanted: &Wanted,
    auftrag: Auftrag<'_>,
) -> (Findings, Vec<Paper>) {
    let today = auftrag.heute;
    let is_wanted = |name: &str| wanted.ordner.iter().any(|w| w == name);
    let mut findings = loaded.findings.clone();
    findings.extend(check::check_texts(&loaded.texts, loaded.bestand.as_ref(), alphabet));
    let mut papers = Vec::new();
    if let Some(bestand) = &loaded.bestand {
        findings.extend(check::run(bestand, &loaded.known, today));
        check::name_columns(&mut findings, &loaded.sources);
        let prepared = pipeline::prepare(bestand, alphabet, auftrag, is_wanted);
        findings.extend(prepared.findings);
        papers = prepared.papers;
    }
    let concerns = |finding: &Finding| finding.paper.as_deref().is_none_or(is_wanted);
    let waivers = check::waivers(loaded, wanted.alle);
    let findings = Findings::new(findings, &loaded.sources, &waivers, today).only(concerns);
    (findings, papers)
}

/// Which papers are wanted.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The names of their folders.
    pub(super) ordner: Vec<String>,
    /// The periods that are wanted of a folder of reports; where there are none, the report that is due.
    pub(super) zeitraeume: BTreeMap<String, Vec<Zeitraum>>,
    /// Whether these are all papers.
    pub(super) alle: bool,
}

/// The papers that `--only` and `--period` name, or all; a name or a period without a paper is wrong usage.
fn wanted(args: &Common, loaded: &Loaded) -> Result<Wanted, String> {
    let mut zeitraeume: BTreeMap<String, Vec<Zeitraum>> = BTreeMap::new();
    let mut ordner = loaded.papers.clone();
    if !args.only.is_empty() {
        // A report of a series is named by its folder and its period.
        let mut name = |name: &String| {
            let series = reihe_und_zeitraum(name).find(|(folder, _)| loaded.is_series(folder));
            let Some((folder, zeitraum)) = series.filter(|_| !loaded.papers.contains(name)) else {
                return name.clone();
            };
            zeitraeume.entry(folder.to_owned()).or_default().push(zeitraum);
            folder.to_owned()
        };
        ordner = named(&args.only.iter().map(&mut name).collect::<Vec<_>>(), loaded)?;
    }
    if let (false, Some(bestand)) = (args.period.is_empty(), &loaded.bestand) {
        let berichte = || bestand.berichte.iter().filter(|bericht| ordner.contains(&bericht.name));
        let without = |z: &&Zeitraum| !berichte().any(|bericht| bericht.bericht.ausgabe(**z).is_some());
        if let Some(zeitraum) = args.period.iter().find(without) {
            return Err(no_report(*zeitraum));
        }
        for bericht in berichte() {
            let own = args.period.iter().filter(|z| bericht.bericht.ausgabe(**z).is_some());
            zeitraeume.entry(bericht.name.clone()).or_default().extend(own);
        }
        zeitraeume.retain(|_, zeitraeume| !zeitraeume.is_empty());
        ordner.retain(|name| zeitraeume.contains_key(name));
    }
    for zeitraeume in zeitraeume.values_mut() {
        zeitraeume.sort();
        zeitraeume.dedup();
    }
    Ok(Wanted { ordner, zeitraeume, alle: args.only.is_empty() && args.period.is_empty() })
}

fn no_report(zeitraum: Zeitraum) -> String {
    format!(
        "Zum Zeitraum {} gibt es keinen Bericht. Welchen Zeitraum oder Turnus ein Bericht hat, steht in seiner Datei \
         bericht.json.",
        zeitraum.kennung()
    )
}

/// The folders of the papers of these names or numbers.
fn named(names: &[String], loaded: &Loaded) -> Result<Vec<String>, String> {
    let by_number =
        |wanted: &str| loaded.nummern.iter().find(|(nummer, _)| nummer == wanted).map(|(_, name)| name.clone());
    names
        .iter()
        .map(|name| {
            let by_name = loaded.papers.iter().find(|paper| *paper == name).cloned();
            by_name.or_else(|| by_number(name)).ok_or_else(|| {
                let near = suggest(name, loaded.papers.iter().map(String::as_str));
                format!("Das Papier „{name}“ gibt es nicht. {near}")
            })
        })
        .collect()
}
