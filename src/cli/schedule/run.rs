//! `run`: makes, files and closes what is owed, and tells people.

use std::path::Path;
use std::time::Instant;

use chrono::NaiveDate;
use serde_json::json;

use super::args::RunArgs;
use super::shared::{self, busy, exit, hold, own, stopped, writer};
use super::tell::{self, Kommandos};
use super::tell_args::Hooks;
use crate::cli::terminal::say;
use crate::cli::values::PlainFormat;
use crate::cli::{Exit, Failure, Outside};
use crate::finding::suggest;
use crate::pipeline::PipelineError;
use crate::publish::{ABLAGE, Asked, Disk, Folders, Overlay};
use crate::schedule::due::{Due, Plan};
use crate::schedule::job::{Done, Outcome, Run};
use crate::schedule::journal::Journal;
use crate::schedule::report;
use crate::schedule::state::Zustand;
use crate::schedule::tell::Telling;
use crate::schedule::workshop::{Folder, Workshop};
use crate::source::quoted;

pub(in crate::cli) fn run(args: &RunArgs, root: &Path, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let begun = Instant::now();
    let result = work(args, root, outside);
    tell::end((args, &[root]), begun, result, outside)
}

fn work(args: &RunArgs, root: &Path, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let (today, hooks) = (outside.day(args.today), args.tell.hooks);
    let workshop = Folder::new(root, args.state.state.is_some());
    let plan = workshop.read(today)?.plan().clone();
    refuse_unasked(args, &plan, today)?;
    let disk = Folders::open(root, args.state.of(root), &plan.ablage).map_err(Failure::Disk)?;
    tell::watchable(args, root, &disk)?;
    let overlay = Overlay::over(&disk);
    let writer = writer(today, outside);
    let is_dry = args.dry_run || hooks == Hooks::Probe;
    let over: &dyn Disk = if is_dry { &overlay } else { &disk };
    let run =
        Run { disk: over, workshop: &workshop, writer, only: args.only.clone(), day_is_given: args.today.is_some() };
    // What only seems to happen is in nobody's way.
    let _lock = match is_dry {
        true => None,
        false => match hold(args.state.of(root), args.wait, outside)? {
            Asked::Ours(lock) => Some(lock),
            Asked::Held(by) => return busy(&by, outside),
        },
    };
    let outcome = if matches!(hooks, Hooks::Only | Hooks::Probe) { run.look() } else { run.all() };
    let mut outcome = match outcome {
        Ok(outcome) => outcome,
        Err(why) => return stopped(why, outside),
    };
    let bote = Kommandos::new((args, root), &disk, outside);
    if hooks == Hooks::Probe {
        return bote.probe(&outcome, outside);
    }
    let telling = bote.tell_all(&run, &mut outcome)?;
    let ended = ended(&outcome, &telling);
    // What was done is noted whether somebody can read of it or not.
    if !args.dry_run {
        let code = (hooks != Hooks::Only).then(|| ended.code());
        run.end(&outcome, code).map_err(Failure::Disk)?;
    }
    match args.form.format {
        PlainFormat::Json => {
            let mut own = own(&outcome.world, &outcome.items, root, ended);
            own["getan"] = outcome.done.iter().map(|done| told(done, &disk, args.dry_run)).collect();
            let told = if args.dry_run { "wuerde_uebergeben" } else { "uebergeben" };
            own["meldungen"] = json!({ told: telling.told, "gescheitert": telling.failed });
            if args.dry_run {
                // What a dry run enters is nowhere.
                own["laufbuch"] = json!(Journal::read(&disk, "").map_err(Failure::Disk)?.head);
            }
            let json = shared::json((outcome.world.today, args.dry_run), ended, &[own], outside);
            writeln!(outside.out, "{json}")?;
        }
        PlainFormat::Human => say_all(args, &outcome, (ended, &telling, &disk), outside)?,
    }
    if args.dry_run {
        say!(outside.err, "Es wurde nichts geschrieben.")?;
    }
    Ok(ended)
}

/// Refuses a report that nothing asks for.
fn refuse_unasked(args: &RunArgs, plan: &Plan, today: NaiveDate) -> Result<(), Failure> {
    let Some(only) = &args.only else { return Ok(()) };
    let owed: Vec<Due> = plan.series.iter().flat_map(|series| series.owed(today)).map(|(due, _)| due).collect();
    if owed.iter().any(|due| due.is_meant(only)) {
        return Ok(());
    }
    let names: Vec<String> = owed.iter().map(Due::to_string).collect();
    let near = suggest(only, names.iter().map(String::as_str));
    Err(Failure::usage(format!("{} ist nicht verlangt. {near}", quoted(only))))
}

/// How the run ends: the gravest of all that happened and of how things stand.
fn ended(outcome: &Outcome<'_>, telling: &Telling) -> Exit {
    let of_failures = outcome.done.iter().filter_map(|done| match done {
        Done::Failed(_, PipelineError::Engine(_) | PipelineError::Unwritable) => Some(Exit::Bug),
        Done::Failed(_, PipelineError::Unset(_)) => Some(Exit::Template),
        Done::Failed(..) | Done::Unclosed(..) => Some(Exit::Findings),
        _ => None,
    });
    let untold = if telling.failed.is_empty() { Exit::Done } else { Exit::Untold };
    Exit::gravest(of_failures.chain([untold, exit(report::verdict(&outcome.world, &outcome.items))]))
}

fn say_all(
    args: &RunArgs,
    outcome: &Outcome<'_>,
    (ended, telling, disk): (Exit, &Telling, &Folders),
    outside: &mut Outside<'_>,
) -> Result<(), Failure> {
    let Outcome { world, items, done, .. } = outcome;
    let is_idle = done.is_empty() && telling.told.is_empty() && ended == Exit::Done;
    // A run without anything to tell says nothing, so that cron mails nothing.
    if args.quiet && is_idle {
        return Ok(());
    }
    let quiet = |zustand: Zustand| zustand.is_settled() || matches!(zustand, Zustand::Offen | Zustand::Gebaut);
    let koerperschaft = &world.reading.plan().koerperschaft;
    say!(outside.out, "{koerperschaft}, Stand {}", crate::model::day(world.today))?;
    for done in done {
        say!(outside.out, "  {}", told(done, disk, args.dry_run))?;
    }
    let verb = if args.dry_run { "würde melden" } else { "gemeldet" };
    telling.told.iter().try_for_each(|line| say!(outside.out, "  {verb:<18} {line}"))?;
    telling.failed.iter().try_for_each(|line| say!(outside.out, "  {:<18} {line}", "nicht gemeldet"))?;
    world.reading.errors().iter().try_for_each(|error| say!(outside.out, "  Fehler: {error}"))?;
    let open = items.iter().filter(|item| item.stand.overdue || !quiet(item.stand.zustand));
    for line in open.flat_map(shared::of_item) {
        say!(outside.out, "{line}")?;
    }
    if is_idle {
        say!(outside.out, "  Es ist nichts zu tun.")?;
    }
    Ok(())
}

/// What was done, or would be.
fn told(done: &Done, disk: &Folders, would: bool) -> String {
    let verb = |done: &str, would_be: &str| {
        format!("{:<18}", if would { format!("würde {would_be}") } else { done.to_owned() })
    };
    match done {
        Done::Filed(filed) => {
            let place = Due::parse(&filed.bericht).map(|due| disk.place(&format!("{ABLAGE}/{}", due.folder())));
            let place = place.unwrap_or_default();
            format!("{} {}  {}", verb("abgelegt", "ablegen"), filed.bericht, place.display())
        }
        Done::Found(filed) => format!("{} {}", verb("nachgetragen", "nachtragen"), filed.bericht),
        Done::Closed(zeitraum) => format!("{} {}", verb("abgeschlossen", "abschließen"), zeitraum.kennung()),
        Done::LeftOut(due) => format!("{} {due}", verb("ausgelassen", "auslassen")),
        Done::Failed(due, error) => format!("{:<18} {due}: {error}", "nicht gebaut"),
        Done::Unclosed(zeitraum, error) => format!("{:<18} {}: {error}", "nicht abgeschlossen", zeitraum.kennung()),
    }
}
