//! `close`: keeps what the reports on a period say, once and for good.

pub(super) mod args;
mod undo;

use std::time::Duration;

use args::CloseArgs;

use super::args::Common;
use super::schedule::shared::{busy, hold};
use super::{Exit, Failure, Outside, render, request};
use crate::cli::terminal::say;
use crate::model::Zeitraum;
use crate::pipeline::{self, Closing, ClosingPart, PipelineError, Session};
use crate::publish::{Asked, Folders, OnceFile, PublishError};
use crate::schedule::due::Plan;
use crate::schedule::workshop::filed_parts;
use crate::workspace::Layout;

/// How long a scheduled run is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) fn run(args: &CloseArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    if let Some(reason) = args.reason.as_deref().filter(|_| args.undo) {
        return undo::run(args, reason, outside);
    }
    // Before anything is opened in it.
    if !args.workspace.exists() {
        return Err(pipeline::no_workspace(&args.workspace).into());
    }
    let name = format!("{}.json", args.zeitraum.kennung());
    let file = match OnceFile::open(&args.workspace, Layout::ABSCHLUESSE, &name) {
        Ok(file) => file,
        Err(error) => return refused(args.zeitraum, error, outside),
    };
    let common =
        Common { workspace: args.workspace.clone(), only: Vec::new(), today: args.today, period: vec![args.zeitraum] };
    let session = Session::open(&request(&common, outside))?;
    render::human(&session.findings, &session.loaded.sources, outside)?;
    let plan = session.loaded.bestand.as_ref().map(Plan::of).unwrap_or_default();
    // Where nothing is scheduled, there is no run to wait for.
    let lock = if plan.series.is_empty() { None } else { Some(hold(&args.workspace, PATIENCE, outside)?) };
    if let Some(Asked::Held(by)) = &lock {
        return busy(by, outside);
    }
    let closing = match pipeline::close(&session, args.zeitraum, &filed(args, &plan)?) {
        Ok(closing) => closing,
        Err(PipelineError::Faulty) => {
            say!(outside.err, "Es wurde nichts abgeschlossen.")?;
            return Ok(Exit::Findings);
        }
        Err(error) => return Err(error.into()),
    };
    if let Err(error) = file.write(closing.content.as_bytes()) {
        return refused(args.zeitraum, error, outside);
    }
    tell(&closing, &file, outside)
}

/// What the reports on the period kept of themselves when they were filed.
fn filed(args: &CloseArgs, plan: &Plan) -> Result<Vec<ClosingPart>, Failure> {
    let disk = Folders::open(&args.workspace, &args.workspace, &plan.ablage).map_err(Failure::Disk)?;
    filed_parts(&disk, plan, args.zeitraum).map_err(Failure::Disk)
}

fn tell(closing: &Closing, file: &OnceFile, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    for titel in &closing.changed {
        say!(outside.err, "Seit der Ablage haben sich Daten geändert: Abgeschlossen ist, was in {titel} steht.")?;
    }
    let reports = if closing.reports == 1 { "1 Bericht".into() } else { format!("{} Berichte", closing.reports) };
    say!(outside.out, "{} ({reports})", file.path().display())?;
    Ok(Exit::Done)
}

fn refused(zeitraum: Zeitraum, error: PublishError, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let PublishError::Exists(_) = error else { return Err(error.into()) };
    say!(outside.err, "Fehler: {error}")?;
    say!(
        outside.err,
        "Der Zeitraum {} ist abgeschlossen und bleibt, wie er ist. Was sich seither geändert hat, zeigt der nächste \
         Bericht unter „Korrigierte Werte“. War der Abschluss ein Versehen, nimmt --undo ihn zurück.",
        zeitraum.kennung()
    )?;
    Ok(Exit::Findings)
}
