//! `close --undo`: a period that was closed by mistake is open again.

use super::args::CloseArgs;
use super::{PATIENCE, hold};
use crate::cli::schedule::shared::busy;
use crate::cli::terminal::say;
use crate::cli::{Exit, Failure, Outside, render};
use crate::model::day;
use crate::pipeline::Session;
use crate::publish::{Asked, Folders};
use crate::schedule::due::Plan;
use crate::schedule::reopening::take_back;
use crate::source::visible;

pub(super) fn run(args: &CloseArgs, reason: &str, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let today = outside.day(args.today);
    // What is wrong with papers or closed periods may be the very reason.
    let session = Session::of_records(&args.workspace, today)?;
    let Some(bestand) = &session.loaded.bestand else {
        // Nobody knows where filed reports lie, which may rest on it.
        render::human(&session.findings, &session.loaded.sources, outside)?;
        say!(outside.err, "Es wurde nichts zurückgenommen.")?;
        return Ok(Exit::Findings);
    };
    let plan = Plan::of(bestand);
    let lock = if plan.series.is_empty() { None } else { Some(hold(&args.workspace, PATIENCE, outside)?) };
    if let Some(Asked::Held(by)) = &lock {
        return busy(by, outside);
    }
    let disk = Folders::open(&args.workspace, &args.workspace, &plan.ablage).map_err(Failure::Disk)?;
    let kennung = args.zeitraum.kennung();
    let note = format!("Abschluss {kennung} zurückgenommen am {}.\nGrund: {}\n", day(today), visible(reason));
    match take_back(&disk, &plan.koerperschaft, args.zeitraum, &note).map_err(Failure::Disk)? {
        Err(kept) => Err(Failure::Refused(Exit::Findings, format!("{kept} Es wurde nichts zurückgenommen."))),
        Ok(folder) => {
            say!(outside.out, "Zurückgenommen: {kennung}. Der Abschluss und der Grund liegen jetzt in {folder}.")?;
            say!(
                outside.out,
                "Der Zeitraum ist wieder offen: Seine Berichte lassen sich neu bauen, und „ratsbericht close {kennung}“ schließt ihn neu ab. Ist \
                 ein Bericht darüber schon veröffentlicht, geben Sie den neuen als neue Fassung heraus."
            )?;
            Ok(Exit::Done)
        }
    }
}
