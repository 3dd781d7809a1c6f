//! `build`: the main job, from a workspace to a folder of papers.

use std::collections::BTreeSet;
use std::io;
use std::time::{Duration, Instant};

use super::args::BuildArgs;
use super::session::{self, Session};
use super::workers::{self, Task};
use super::{Exit, Outside, design, render};
use crate::finding::{Finding, Findings, Waived, Waivers};
use crate::paper::Paper;
use crate::publish::{FileEntry, Output, OutputFolder, PaperEntry, Published, WaiverEntry, publish};
use crate::source::{SourceFile, Span, quoted};
use crate::typeset::{Asset, ENGINE, Fault, PROGRAM, Typeset, TypesetError};
use crate::verify::{Contents, Nachweis};
use crate::workspace::Layout;

pub(super) fn run(args: &BuildArgs, outside: &mut Outside<'_>) -> io::Result<Exit> {
    let opened = OutputFolder::open(&args.out);
    let folder = match opened.and_then(|folder| folder.refuse_workspace(&args.common.workspace).map(|()| folder)) {
        Ok(folder) => folder,
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            return Ok(Exit::Environment);
        }
    };
    let session = match session::open(&args.common, outside)? {
        Ok(session) => session,
        Err(exit) => return Ok(exit),
    };
    // The line that sums up comes last: a template may still fail.
    render::findings(&session.findings, &session.loaded.sources, outside)?;
    if session.loaded.papers.is_empty() {
        writeln!(outside.err, "{}", render::summary(&session.findings))?;
        writeln!(outside.err, "Fehler: Der Arbeitsordner enthält weder Ordner in „vorlagen“ noch in „berichte“.")?;
        return Ok(Exit::Findings);
    }
    let Some(papers) = buildable(&session, args.keep_going) else {
        writeln!(outside.err, "{}", render::summary(&session.findings))?;
        writeln!(outside.err, "Es wurde nichts geschrieben.")?;
        return Ok(Exit::Findings);
    };
    let started = Instant::now();
    let typeset = match typeset(&session, &papers, args, outside)? {
        Ok(typeset) => typeset,
        Err(exit) => return Ok(exit),
    };
    let set_in = started.elapsed();
    writeln!(outside.err, "{}", render::summary(&session.findings))?;
    let assets = (assets(session.engine.templates()), assets(session.engine.fonts()));
    let outputs =
        papers.iter().zip(&typeset).map(|(paper, typeset)| output(&session, paper, typeset, &assets)).collect();
    let keep = |name: &str| session.loaded.has_paper(name);
    match publish(&folder, session.koerperschaft(), outputs, keep) {
        Ok(published) => report(&folder, &papers, &typeset, &published, outside)?,
        Err(error) => {
            writeln!(outside.err, "Fehler: {error}")?;
            return Ok(Exit::Environment);
        }
    }
    if args.timings {
        timings(&session, &papers, &typeset, set_in, started.elapsed() - set_in, outside)?;
    }
    Ok(session.exit())
}

/// The papers that may be built; `None` where errors forbid all of it.
fn buildable(session: &Session, keep_going: bool) -> Option<Vec<&Paper>> {
    let findings = &session.findings;
    if findings.stop_all() || (findings.any_error() && !keep_going) {
        return None;
    }
    let sound: Vec<&Paper> = session.papers.iter().filter(|paper| !findings.stop(&paper.ordner)).collect();
    (!sound.is_empty()).then_some(sound)
}

/// Typesets the papers on several threads; a template that fails ends the run.
fn typeset(
    session: &Session,
    papers: &[&Paper],
    args: &BuildArgs,
    outside: &mut Outside<'_>,
) -> io::Result<Result<Vec<Typeset>, Exit>> {
    let tasks: Vec<Task> = papers.iter().map(|paper| task(session, paper)).collect();
    let results = workers::typeset_all(&session.engine, &tasks, args.jobs, outside.terminal);
    let mut done = Vec::new();
    let mut failed = Vec::new();
    for (paper, result) in papers.iter().zip(results) {
        match result {
            Ok(typeset) => done.push(typeset),
            Err(error) => failed.push((*paper, error)),
        }
    }
    if failed.is_empty() {
        return Ok(Ok(done));
    }
    template_errors(session, &failed, outside)?;
    Ok(Err(Exit::Template))
}

/// Says which papers cannot be set, and why; what lies in a template of the workspace is a finding at its place.
fn template_errors(session: &Session, failed: &[(&Paper, TypesetError)], outside: &mut Outside<'_>) -> io::Result<()> {
    let mut findings = Vec::new();
    for (paper, error) in failed {
        writeln!(outside.err, "Fehler: {} lässt sich nicht setzen.", quoted(&paper.bezeichnung))?;
        let own: Vec<Finding> = error.faults.iter().filter_map(|fault| own_fault(session, fault)).collect();
        if own.is_empty() {
            for message in &error.messages {
                writeln!(outside.err, "  {message}")?;
            }
        }
        findings.extend(own);
    }
    let own = &session.loaded.druckvorlagen;
    if !own.is_empty() {
        let names: Vec<&str> = own.iter().map(|beigabe| beigabe.name.as_str()).collect();
        let (folder, names) = (Layout::DRUCKVORLAGEN, names.join(", "));
        writeln!(outside.err, "  Im Ordner „{folder}“ liegen eigene Druckvorlagen: {names}.")?;
        writeln!(outside.err, "  Ohne diese Dateien gelten wieder die eingebauten.")?;
    }
    // What several papers fail at is one finding; without any, the line that sums up would say that all is well.
    if !findings.is_empty() {
        let sources = &session.loaded.sources;
        let findings = Findings::new(findings, sources, &Waivers::default(), session.today);
        render::findings(&findings, sources, outside)?;
        writeln!(outside.err, "{}", render::summary(&session.findings.clone().and(findings)))?;
    }
    writeln!(outside.err, "Es wurde nichts geschrieben.")
}

/// The finding for a fault that lies in a template of the workspace.
fn own_fault(session: &Session, fault: &Fault) -> Option<Finding> {
    let (path, range) = fault.place.as_ref()?;
    let file = session.loaded.druckvorlagen.iter().find(|beigabe| beigabe.name == *path)?.file;
    Some(design::broken(Span::new(file, range.start, range.end), &fault.message))
}

fn task(session: &Session, paper: &Paper) -> Task {
    let contents = Contents::of(paper);
    let nachweis = Nachweis::of(paper, &contents, &session.engine, &session.loaded, session.today);
    Task {
        template: paper.view.template(),
        ident: paper.ident.clone(),
        attachments: contents.attachments(nachweis.map(|nachweis| nachweis.to_bytes()).unwrap_or_default()),
        view: contents.into_view(),
    }
}

/// A paper's files and everything that they were made from.
fn output(
    session: &Session,
    paper: &Paper,
    typeset: &Typeset,
    (vorlagen, schriften): &(Vec<FileEntry>, Vec<FileEntry>),
) -> Output {
    let pdf = typeset.pdf.clone();
    let relevant = |file: &&SourceFile| paper.liest(file);
    let mut eingaben: Vec<FileEntry> = session
        .loaded
        .sources
        .files()
        .filter(relevant)
        .map(|file| FileEntry::new(file.path.clone(), &file.bytes))
        .collect();
    eingaben.sort();
    let entry = PaperEntry {
        name: paper.name.clone(),
        bezeichnung: paper.bezeichnung.clone(),
        ausdruck: session.today.to_string(),
        programm: PROGRAM.into(),
        satz: ENGINE.into(),
        ausgaben: vec![FileEntry::new(format!("{}.pdf", paper.datei), &pdf)],
        eingaben,
        vorlagen: vorlagen.clone(),
        schriften: schriften.clone(),
        ausnahmen: waivers(session, &paper.ordner),
    };
    Output { entry, contents: vec![pdf] }
}

/// The waivers that were used for findings of a paper, and for those that concern every paper.
fn waivers(session: &Session, paper: &str) -> Vec<WaiverEntry> {
    let own = session.findings.iter().filter(|f| f.paper.as_deref().is_none_or(|name| name == paper));
    let entries = own.filter_map(|f| {
        let Waived { gilt_fuer, grund, name, bis } = f.waived.clone()?;
        Some(WaiverEntry { code: f.code.id().into(), gilt_fuer, grund, name, bis: bis.to_string() })
    });
    entries.collect::<BTreeSet<_>>().into_iter().collect()
}

fn assets(assets: &[Asset]) -> Vec<FileEntry> {
    assets.iter().map(|asset| FileEntry::new(asset.path.clone(), &asset.bytes)).collect()
}

/// Says what was written, and what an earlier run's papers still are.
fn report(
    folder: &OutputFolder,
    papers: &[&Paper],
    typeset: &[Typeset],
    published: &Published,
    outside: &mut Outside<'_>,
) -> io::Result<()> {
    for (paper, typeset) in papers.iter().zip(typeset) {
        let path = folder.path().join(format!("{}.pdf", paper.datei));
        let pages = if typeset.pages == 1 { "1 Seite".into() } else { format!("{} Seiten", typeset.pages) };
        writeln!(outside.out, "{} ({pages})", path.display())?;
    }
    let carried =
        published.manifest.papiere.iter().filter(|entry| !papers.iter().any(|paper| paper.name == entry.name));
    for entry in carried {
        writeln!(outside.err, "Unverändert aus einem früheren Lauf: {} ({})", entry.bezeichnung, entry.ausdruck)?;
    }
    for entry in &published.gone {
        writeln!(outside.err, "Nicht mehr im Arbeitsordner, daher entfernt: {}", entry.bezeichnung)?;
    }
    Ok(())
}

/// How the time splits; layout and export are sums over the papers, which may run side by side.
fn timings(
    session: &Session,
    papers: &[&Paper],
    typeset: &[Typeset],
    set_in: Duration,
    published_in: Duration,
    outside: &mut Outside<'_>,
) -> io::Result<()> {
    let ms = |duration: Duration| format!("{:>6}.{} ms", duration.as_millis(), duration.as_micros() / 100 % 10);
    writeln!(outside.err, "Laden             {}", ms(session.times.0))?;
    writeln!(outside.err, "Prüfen, Rechnen   {}", ms(session.times.1))?;
    writeln!(outside.err, "Satz, zusammen    {}", ms(set_in))?;
    for (paper, typeset) in papers.iter().zip(typeset) {
        let (layout, export) = (ms(typeset.layout), ms(typeset.export));
        writeln!(outside.err, "  {}: Umbruch {layout}, Ausgabe {export}", paper.name)?;
    }
    writeln!(outside.err, "Schreiben         {}", ms(published_in))
}
