//! `publish`: from released papers to packages for people and a tree for everybody.

use std::io;

use super::args::PublishArgs;
use super::{Exit, Failure, Outside, own_design, render};
use crate::cli::terminal::say;
use crate::pipeline::{Order, Outcome, PipelineError, Release};
use crate::publish::OutputFolder;

/// How many papers are named in one line.
const MOST_NAMES: usize = 12;

pub(super) fn run(args: &PublishArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let folder = OutputFolder::open(&args.out)?;
    folder.refuse_workspace(&args.common.workspace)?;
    let order = Order {
        workspace: &args.common.workspace,
        only: &args.common.only,
        periods: &args.common.period,
        today: outside.day(args.common.today),
        reason: args.new_version.as_deref(),
        zip: args.zip,
    };
    let release = Release::prepare(&order)?;
    render::findings(&release.whole.findings, &release.whole.loaded.sources, outside)?;
    own_design(&release.whole, outside)?;
    say!(outside.err, "{}", render::summary(&release.whole.findings))?;
    match release.publish(&folder, &order) {
        Ok(outcome) => report(args, &outcome, outside),
        Err(PipelineError::Faulty) => {
            say!(outside.err, "Es wurde nichts veröffentlicht.")?;
            Ok(Exit::Findings)
        }
        Err(error) => Err(error.into()),
    }
}

/// Says what was published, withdrawn and left.
fn report(args: &PublishArgs, outcome: &Outcome, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    for path in outcome.new.iter().chain(&outcome.again).map(|(_, path)| path) {
        say!(outside.out, "{}", args.out.join(path).display())?;
    }
    let titles = |papers: &[(String, String)]| papers.iter().map(|(titel, _)| titel.clone()).collect::<Vec<_>>();
    named("Veröffentlicht", &titles(&outcome.new), outside)?;
    named("In neuer Fassung veröffentlicht", &titles(&outcome.again), outside)?;
    named("Zurückgezogen", &outcome.withdrawn, outside)?;
    if !outcome.withdrawn.is_empty() {
        say!(
            outside.err,
            "  Nehmen Sie, was zurückgezogen ist, auch im Ratsinformationssystem zurück; dort ändert dieses Programm nichts."
        )?;
    }
    named("Nicht freigegeben, daher nicht veröffentlicht", &outcome.unreleased, outside)?;
    named("Nicht mehr freigegeben oder nicht mehr im Arbeitsordner, bleibt veröffentlicht", &outcome.kept, outside)?;
    if outcome.same > 0 {
        say!(outside.err, "Unverändert: {}", outcome.same)?;
    }
    Ok(Exit::Done)
}

fn named(what: &str, papers: &[String], outside: &mut Outside<'_>) -> io::Result<()> {
    if papers.is_empty() {
        return Ok(());
    }
    let more = papers.len().saturating_sub(MOST_NAMES);
    let more = if more > 0 { format!(" und {more} weitere") } else { String::new() };
    let names: Vec<&str> = papers.iter().map(String::as_str).take(MOST_NAMES).collect();
    say!(outside.err, "{what}: {}{more}", names.join(", "))
}
