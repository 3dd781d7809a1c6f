//! `run`: makes, files and closes what is owed.

use std::path::Path;

use super::args::RunArgs;
use super::shared::{busy, exit, folders, hold, json, stopped, writer};
use crate::cli::terminal::say;
use crate::cli::values::PlainFormat;
use crate::cli::{Exit, Failure, Outside};
use crate::finding::suggest;
use crate::pipeline::PipelineError;
use crate::publish::{ABLAGE, Asked, Disk, Folders, Overlay};
use crate::schedule::due::Due;
use crate::schedule::job::{Done, Outcome, Run};
use crate::schedule::report;
use crate::schedule::state::Zustand;
use crate::schedule::workshop::Folder;
use crate::source::quoted;

pub(in crate::cli) fn run(args: &RunArgs, root: &Path, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let today = outside.day(args.today);
    let workshop = Folder::new(root);
    let disk = folders(&workshop, root, today)?;
    let overlay = Overlay::over(&disk);
    let writer = writer(today, outside);
    let over: &dyn Disk = if args.dry_run { &overlay } else { &disk };
    let run =
        Run { disk: over, workshop: &workshop, writer, only: args.only.clone(), day_is_given: args.today.is_some() };
    // What only seems to happen is in nobody's way.
    let _lock = match args.dry_run {
        true => None,
        false => match hold(root, args.wait, outside)? {
            Asked::Ours(lock) => Some(lock),
            Asked::Held(by) => return busy(&by, outside),
        },
    };
    let outcome = match run.all() {
        Ok(outcome) => outcome,
        Err(why) => return stopped(why, outside),
    };
    if let Some(only) = args.only.as_ref().filter(|_| !outcome.items.iter().any(|item| run.wants(&item.due))) {
        let names: Vec<String> = outcome.items.iter().map(|item| item.due.to_string()).collect();
        let near = suggest(only, names.iter().map(String::as_str));
        return Err(Failure::usage(format!("{} ist nicht verlangt. {near}", quoted(only))));
    }
    let ended = ended(&outcome);
    say_all((args, root), &outcome, (ended, &disk), outside)?;
    if args.dry_run {
        say!(outside.err, "Es wurde nichts geschrieben.")?;
    } else {
        run.end(&outcome.world, ended.code()).map_err(Failure::Disk)?;
    }
    Ok(ended)
}

/// How the run ends: the gravest of all that happened and of how things stand.
fn ended(outcome: &Outcome<'_>) -> Exit {
    let of_failures = outcome.done.iter().filter_map(|done| match done {
        Done::Failed(_, PipelineError::Engine(_) | PipelineError::Unwritable) => Some(Exit::Bug),
        Done::Failed(_, PipelineError::Unset(_)) => Some(Exit::Template),
        Done::Failed(..) | Done::Unclosed(..) => Some(Exit::Findings),
        _ => None,
    });
    Exit::gravest(of_failures.chain([exit(report::verdict(&outcome.world, &outcome.items))]))
}

fn say_all(
    (args, root): (&RunArgs, &Path),
    outcome: &Outcome<'_>,
    (ended, disk): (Exit, &Folders),
    outside: &mut Outside<'_>,
) -> Result<(), Failure> {
    let Outcome { world, items, done } = outcome;
    if args.form.format == PlainFormat::Json {
        let mut own = report::workspace(world, items, &root.display().to_string(), ended.code());
        own["getan"] = done.iter().map(|done| told(done, disk, false)).collect();
        let json = json(world.today, ended, &[own], outside);
        return Ok(say!(outside.out, "{json}")?);
    }
    // A run without anything to tell says nothing, so that cron mails nothing.
    if args.quiet && done.is_empty() && ended == Exit::Done {
        return Ok(());
    }
    let quiet = |zustand: Zustand| zustand.is_settled() || matches!(zustand, Zustand::Offen | Zustand::Gebaut);
    let koerperschaft = &world.reading.plan().koerperschaft;
    say!(outside.out, "{koerperschaft}, Stand {}", crate::model::day(world.today))?;
    for done in done {
        say!(outside.out, "  {}", told(done, disk, args.dry_run))?;
    }
    world.reading.errors().iter().try_for_each(|error| say!(outside.out, "  Fehler: {error}"))?;
    let open = items.iter().filter(|item| item.stand.overdue || !quiet(item.stand.zustand));
    for line in open.flat_map(report::of_item) {
        say!(outside.out, "{line}")?;
    }
    if done.is_empty() && ended == Exit::Done {
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
