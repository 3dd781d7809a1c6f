//! `build`: the main job, from a workspace to a folder of papers.

use crate::cli::terminal::say;
use std::io;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::BuildArgs;
use super::{Exit, Failure, Outside, exit, own_design, render, request};
use crate::finding::{Finding, Waivers};
use crate::model::{Edition, Part};
use crate::pipeline::{self, Beside, How, PipelineError, Planned, Request, Session, SetPaper, Times, Unset};
use crate::publish::{Manifest, OutputFolder, Published, Sink, publish};
use crate::workspace::Layout;

/// How many papers are named in one line.
const MOST_NAMES: usize = 12;

pub(super) fn run(args: &BuildArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let folder = OutputFolder::open(&args.out)?;
    folder.refuse_workspace(&args.common.workspace)?;
    let earlier = (!args.force).then_some(&folder);
    let beside = Beside { html: args.html, text: args.text, docx: args.docx };
    let edition = if args.oeffentlich { Edition::Public } else { Edition::Whole };
    let (session, papers) = Session::plan(&Request { beside, edition, ..request(&args.common, outside) }, earlier)?;
    // The line that sums up comes last: a template may still fail.
    render::findings(&session.findings, &session.loaded.sources, outside)?;
    own_design(&session, outside)?;
    let all = args.common.only.is_empty() && args.common.period.is_empty();
    let (papers, closed) = session.spare_closed(papers, all, args.new_version.as_deref())?;
    for Planned { head: paper, .. } in closed.iter().filter(|paper| paper.head.part == Part::Main) {
        let (titel, zeitraum) = (&paper.bezeichnung, paper.zeitraum.map(|zeitraum| zeitraum.kennung()));
        let zeitraum = zeitraum.unwrap_or_default();
        say!(outside.err, "Nicht neu gebaut: {titel} (der Zeitraum {zeitraum} ist abgeschlossen)")?;
    }
    let papers = session.buildable(&papers, args.keep_going).filter(|_| !session.loaded.papers.is_empty());
    let Some(papers) = papers else { return nothing(&session, outside) };
    match make(args, &session, &papers, &folder, outside) {
        Err(Failure::Pipeline(PipelineError::Unset(unset))) => template_errors(&session, unset, outside),
        made => made,
    }
}

/// Sets papers into the folder, and says so.
fn make(
    args: &BuildArgs,
    session: &Session,
    papers: &[&Planned],
    folder: &OutputFolder,
    outside: &mut Outside<'_>,
) -> Result<Exit, Failure> {
    let started = Instant::now();
    let how = How { jobs: args.jobs, force: args.force };
    let (mut set, mut set_in) = (Vec::new(), Duration::ZERO);
    let all = |sink: &Sink<'_>| {
        let progress = progress_bar(papers.len(), outside.terminal);
        let result = session.typeset(papers, how, sink, &|| progress.inc(1));
        progress.finish_and_clear();
        set = result?;
        set_in = started.elapsed();
        say!(outside.err, "{}", render::summary(&session.findings))?;
        Ok::<_, Failure>(session.made(papers.iter().map(|paper| &paper.head), &set))
    };
    let over = |manifest: &Manifest| Ok(session.uebersicht(manifest)?);
    let published = publish(folder, session.koerperschaft(), all, |entry| session.keeps(entry, papers), over)?;
    report(args, (folder, &published), papers, &set, outside)?;
    if args.timings {
        timings(session, papers, &set, set_in, started.elapsed() - set_in, outside)?;
    }
    Ok(exit(session))
}

/// Says that there is nothing to build, or that findings forbid it.
fn nothing(session: &Session, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    say!(outside.err, "{}", render::summary(&session.findings))?;
    if session.loaded.papers.is_empty() && session.loaded.edition == Edition::Public {
        say!(outside.err, "Fehler: Der Arbeitsordner enthält kein öffentliches Papier.")?;
    } else if session.loaded.papers.is_empty() && session.loaded.bestand.is_some() {
        say!(outside.err, "Fehler: Der Arbeitsordner enthält weder Ordner in „vorlagen“ noch in „berichte“.")?;
    } else {
        say!(outside.err, "Es wurde nichts geschrieben.")?;
    }
    Ok(Exit::Findings)
}

/// Says which papers cannot be set, and why; what lies in a template of the workspace is a finding at its place.
fn template_errors(session: &Session, unset: Vec<Unset>, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let unset = Failure::Pipeline(PipelineError::Unset(unset));
    unset.say(outside.err)?;
    let own = &session.loaded.druckvorlagen;
    if !own.is_empty() {
        let names: Vec<&str> = own.iter().map(|beigabe| beigabe.name.as_str()).collect();
        let (folder, names) = (Layout::DRUCKVORLAGEN, names.join(", "));
        say!(outside.err, "  Im Ordner „{folder}“ liegen eigene Druckvorlagen: {names}.")?;
        say!(outside.err, "  Ohne diese Dateien gelten wieder die eingebauten.")?;
    }
    let exit = unset.exit();
    if let Failure::Pipeline(PipelineError::Unset(papers)) = unset {
        more_findings(session, papers.into_iter().flat_map(|paper| paper.findings).collect(), outside)?;
    }
    say!(outside.err, "Es wurde nichts geschrieben.")?;
    Ok(exit)
}

/// Shows findings that came up after the others, and sums all up; without any, nothing would say that not all is well.
pub(super) fn more_findings(session: &Session, findings: Vec<Finding>, outside: &mut Outside<'_>) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let sources = &session.loaded.sources;
    // What several papers fail at is one finding.
    let findings = pipeline::told(findings, &session.loaded, &Waivers::default(), session.today, |_| true);
    render::findings(&findings, sources, outside)?;
    say!(outside.err, "{}", render::summary(&session.findings.clone().and(findings)))
}

fn progress_bar(papers: usize, terminal: bool) -> ProgressBar {
    let target = if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(papers as u64), target);
    match ProgressStyle::with_template("Satz {bar:30} {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Says what was written, and what an earlier run's papers still are.
fn report(
    args: &BuildArgs,
    (folder, published): (&OutputFolder, &Published),
    papers: &[&Planned],
    set: &[SetPaper],
    outside: &mut Outside<'_>,
) -> io::Result<()> {
    // Who watches has seen the others.
    let named = |set: &&SetPaper| !args.watch || set.times.is_some();
    for SetPaper { files, pages, .. } in set.iter().filter(named) {
        let mut paths: Vec<&str> = files.iter().map(|file| upper(&file.pfad)).collect();
        paths.dedup();
        for (at, path) in paths.into_iter().enumerate() {
            let pages = match pages {
                _ if at > 0 => String::new(),
                1 => " (1 Seite)".into(),
                pages => format!(" ({pages} Seiten)"),
            };
            say!(outside.out, "{}{pages}", folder.path().join(path).display())?;
        }
    }
    for file in published.manifest.dateien.iter().filter(|_| !args.watch) {
        say!(outside.out, "{}", folder.path().join(&file.pfad).display())?;
    }
    unchanged(papers, set, outside)?;
    let kept =
        published.manifest.papiere.iter().filter(|entry| !papers.iter().any(|paper| paper.head.name == entry.name));
    for entry in kept {
        say!(outside.err, "Unverändert aus einem früheren Lauf: {} ({})", entry.bezeichnung, entry.ausdruck)?;
    }
    if let Some(left) = &published.left {
        say!(outside.err, "Bleibt liegen, weil jemand während des Laufs etwas darin abgelegt hat: {}", left.display())?;
    }
    for entry in &published.gone {
        say!(outside.err, "Gehört nicht mehr dazu, daher entfernt: {}", entry.bezeichnung)?;
    }
    Ok(())
}

/// The folder of the output folder that a file lies in, or the file itself.
fn upper(path: &str) -> &str {
    path.split_once('/').map_or(path, |(folder, _)| folder)
}

/// Says which papers did not have to be set anew.
fn unchanged(papers: &[&Planned], set: &[SetPaper], outside: &mut Outside<'_>) -> io::Result<()> {
    let carried: Vec<&str> = papers
        .iter()
        .zip(set)
        .filter(|(_, set)| set.times.is_none())
        .map(|(paper, _)| paper.head.bezeichnung.as_str())
        .collect();
    match carried.len() {
        0 => Ok(()),
        all if all == papers.len() => say!(outside.err, "Unverändert übernommen: alle Papiere ({all})"),
        many => {
            let more = many.saturating_sub(MOST_NAMES);
            let more = if more > 0 { format!(" und {more} weitere") } else { String::new() };
            let names: Vec<&str> = carried.into_iter().take(MOST_NAMES).collect();
            say!(outside.err, "Unverändert übernommen: {}{more}", names.join(", "))
        }
    }
}

/// How the time splits; layout and export are sums over the papers, which may run side by side.
fn timings(
    session: &Session,
    papers: &[&Planned],
    set: &[SetPaper],
    set_in: Duration,
    published_in: Duration,
    outside: &mut Outside<'_>,
) -> io::Result<()> {
    let ms = |duration: Duration| format!("{:>6}.{} ms", duration.as_millis(), duration.as_micros() / 100 % 10);
    say!(outside.err, "Laden             {}", ms(session.times.0))?;
    say!(outside.err, "Prüfen, Rechnen   {}", ms(session.times.1))?;
    say!(outside.err, "Satz, zusammen    {}", ms(set_in))?;
    for (paper, set) in papers.iter().zip(set) {
        let Some(Times { layout, export, page }) = set.times else { continue };
        let page = page.map(|page| format!(", Webseite {}", ms(page))).unwrap_or_default();
        let (layout, export) = (ms(layout), ms(export));
        say!(outside.err, "  {}: Umbruch {layout}, Ausgabe {export}{page}", paper.head.name)?;
    }
    say!(outside.err, "Schreiben         {}", ms(published_in))
}
