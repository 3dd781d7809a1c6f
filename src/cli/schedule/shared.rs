//! What the commands on scheduled runs share: where a workspace keeps things, who writes, and how a run ends.

use std::path::Path;
use std::process;
use std::time::Duration;

use chrono::{NaiveDate, SecondsFormat};
use serde_json::{Value, json};

use super::args::StateArgs;
use crate::cli::terminal::say;
use crate::cli::{Exit, Failure, Outside};
use crate::model::day;
use crate::publish::{Asked, Folders, lock};
use crate::schedule::job::Stopped;
use crate::schedule::journal::Writer;
use crate::schedule::report::{Verdict, next_step, report, told};
use crate::schedule::state::Zustand;
use crate::schedule::tell::owed;
use crate::schedule::workshop::{Folder, Workshop};
use crate::schedule::world::{Item, World};
use crate::source::{digest, disk};

/// Where a workspace keeps its journal, its Ablage and its closed periods.
pub(super) fn folders(workshop: &Folder, root: &Path, state: &StateArgs, today: NaiveDate) -> Result<Folders, Failure> {
    let ablage = workshop.read(today)?.plan().ablage.clone();
    Folders::open(root, state.of(root), &ablage).map_err(Failure::Disk)
}

/// How everything stands on a day, for commands that change nothing.
pub(super) fn world<'w>(
    workshop: &'w Folder,
    root: &Path,
    state: &StateArgs,
    today: NaiveDate,
) -> Result<World<'w>, Failure> {
    let reading = workshop.read(today)?;
    let disk = Folders::open(root, state.of(root), &reading.plan().ablage).map_err(Failure::Disk)?;
    World::read(&disk, reading, today).map_err(Failure::Disk)
}

/// Who writes on a day.
pub(super) fn writer(today: NaiveDate, outside: &Outside<'_>) -> Writer {
    let now = (outside.clock)();
    let host = disk::host().unwrap_or_default();
    let run = digest(format!("{} {host} {}", now.to_rfc3339(), process::id()).as_bytes());
    Writer {
        today,
        time: now.to_rfc3339_opts(SecondsFormat::Secs, false),
        host,
        run: run.chars().take(16).collect(),
        koerperschaft: String::new(),
    }
}

/// Asks for the lock of a workspace.
pub(in crate::cli) fn hold(root: &Path, patience: Duration, outside: &Outside<'_>) -> Result<Asked, Failure> {
    let who = format!("{}, seit {}", disk::host().unwrap_or_default(), (outside.clock)().format("%d.%m.%Y %H:%M"));
    lock(root, &who, patience).map_err(Failure::Disk)
}

/// Says that another run is at work.
pub(in crate::cli) fn busy(by: &str, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    say!(outside.err, "Ein anderer Lauf ist an der Arbeit ({by}). Versuchen Sie es wieder, wenn er beendet ist.")?;
    Ok(Exit::Busy)
}

/// How a command ends that has shown how everything stands.
pub(super) fn exit(verdict: Verdict) -> Exit {
    match verdict {
        Verdict::Fine => Exit::Done,
        Verdict::Late => Exit::Late,
        Verdict::Stopped => Exit::Findings,
        Verdict::Broken => Exit::Environment,
    }
}

/// Says why nothing was done.
pub(super) fn stopped(stopped: Stopped, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    match stopped {
        Stopped::Journal(faults) => {
            faults.iter().try_for_each(|fault| say!(outside.err, "Fehler: {}", told(fault)))?;
            Ok(Exit::Environment)
        }
        Stopped::Clock(why) => Err(Failure::Refused(Exit::Environment, why)),
        Stopped::Refused(why) => Err(Failure::Refused(Exit::Findings, why)),
        Stopped::Io(error) => Err(Failure::Disk(error)),
        Stopped::Pipeline(error) => Err(error.into()),
    }
}

/// A report in a line, and below it what is to be done.
pub(super) fn of_item(item: &Item) -> Vec<String> {
    let stand = &item.stand;
    let frist = match stand.zustand {
        Zustand::Offen | Zustand::Gebaut | Zustand::Angehalten => String::new(),
        _ => format!("; Frist {}", day(stand.deadline)),
    };
    let late = if stand.overdue { " (überfällig)" } else { "" };
    let grund = stand.grund.join("; ");
    let words = format!("{}{late}", stand.zustand.words());
    let line = format!("  {words:<26} {:<24} {grund}{frist}", item.due.to_string());
    let step = next_step(item).filter(|_| stand.zustand != Zustand::Faellig);
    std::iter::once(line).chain(step.map(|step| format!("    {step}"))).collect()
}

/// How a workspace stands, for programs; `root` is its path as it was named, and `exit` how its command ends.
pub(super) fn own(world: &World<'_>, items: &[Item], root: &Path, exit: Exit) -> Value {
    let faults = world.journal.faults.iter().map(told).chain(world.reading.errors().iter().cloned());
    json!({
        "pfad": root.display().to_string(),
        "koerperschaft": world.reading.plan().koerperschaft,
        "ausgang": exit.code(),
        "laufbuch": world.journal.head,
        "meldungen_offen": owed(world, items).len(),
        "fehler": faults.collect::<Vec<_>>(),
        "berichte": items.iter().map(|item| report(world, item)).collect::<Vec<_>>(),
    })
}

/// How everything stands in some workspaces, for programs; a dry run says how it would stand.
pub(super) fn json(
    (today, is_dry): (NaiveDate, bool),
    exit: Exit,
    workspaces: &[Value],
    outside: &Outside<'_>,
) -> Value {
    json!({
        "fassung": 1,
        "probelauf": is_dry,
        "heute": today.to_string(),
        "zeitzone": (outside.clock)().offset().to_string(),
        "ausgang": exit.code(),
        "arbeitsordner": workspaces,
    })
}
