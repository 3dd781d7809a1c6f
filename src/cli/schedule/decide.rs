//! `decide`: what people decide about owed reports, with reason and name.

use std::path::Path;
use std::time::Duration;

use super::args::DecideArgs;
use super::shared::{busy, folders, hold, stopped, writer};
use crate::cli::terminal::say;
use crate::cli::{Exit, Failure, Outside};
use crate::model::Zeitraum;
use crate::publish::{Asked, Disk, JOURNAL, Overlay};
use crate::schedule::decide::Order;
use crate::schedule::due::Due;
use crate::schedule::entry::Decision;
use crate::schedule::job::Run;
use crate::schedule::workshop::Folder;
use crate::source::{digest, disk};

/// The largest PDF that is taken over, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

pub(in crate::cli) fn run(args: &DecideArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let (about, was) = asked(args)?;
    let today = outside.day(args.today);
    let workshop = Folder::new(&args.workspace, args.state.state.is_some());
    let disk = folders(&workshop, &args.workspace, &args.state, today)?;
    let writer = writer(today, outside);
    let order = Order { about, was, reason: args.reason.clone(), name: args.name.clone() };
    let overlay = Overlay::over(&disk);
    let run = Run { disk: &overlay, workshop: &workshop, writer, only: None, day_is_given: args.today.is_some() };
    // What is refused leaves nothing behind, not even a lock.
    if disk.list(JOURNAL).map_err(Failure::Disk)?.is_empty()
        && let Err(why) = run.decide(&order)
    {
        return stopped(why, outside);
    }
    let _lock = match hold(args.state.of(&args.workspace), Duration::from_secs(60), outside)? {
        Asked::Ours(lock) => lock,
        Asked::Held(by) => return busy(&by, outside),
    };
    let run = Run { disk: &disk, ..run };
    match run.decide(&order) {
        Ok(done) => {
            say!(outside.out, "{done}")?;
            Ok(Exit::Done)
        }
        Err(why) => stopped(why, outside),
    }
}

/// What the arguments are about, and what is decided.
fn asked(args: &DecideArgs) -> Result<(String, Decision), Failure> {
    // What only the disk knows is filled in later.
    let unknown = String::new;
    if let Some(eintrag) = args.accept_break {
        return Ok((unknown(), Decision::Bruch { eintrag: eintrag.get(), sha256: unknown() }));
    }
    if let Some(frueher) = args.renamed_from.clone() {
        return Ok((unknown(), Decision::Umbenennung { frueher }));
    }
    if args.restart {
        return Ok((unknown(), Decision::Neubeginn { von: 0, bis: 0 }));
    }
    let about = args.what.clone().ok_or_else(|| Failure::usage("Nennen Sie den Bericht, wie quartal/2021-Q1."))?;
    let due = Due::parse(&about);
    if due.is_none() && !(args.restore && Zeitraum::parse(&about.to_uppercase()).is_some()) {
        return Err(Failure::usage(format!("„{about}“ ist kein Bericht wie quartal/2021-Q1.")));
    }
    let was = match (args, &due) {
        (DecideArgs { until: Some(bis), .. }, _) => Decision::Anhalten { bis: *bis },
        (DecideArgs { adopt: Some(file), .. }, Some(due)) => adopted(file, due)?,
        (DecideArgs { skip: true, .. }, _) => Decision::Ueberspringen,
        (DecideArgs { release: true, .. }, _) => Decision::Freigeben,
        (DecideArgs { withdraw: true, .. }, _) => Decision::Zurueckziehen { manifest: unknown() },
        _ => Decision::Wiederherstellen,
    };
    Ok((due.map_or(about.to_uppercase(), |due| due.to_string()), was))
}

/// A paper that was made by hand: what it is says it itself.
fn adopted(file: &Path, due: &Due) -> Result<Decision, Failure> {
    let refused = |why: String| Failure::Refused(Exit::Findings, format!("„{}“: {why}", file.display()));
    let bytes = disk::read_named(file, LARGEST).map_err(|why| refused(why.to_string()))?;
    let nachweis = crate::verify::nachweis(&bytes).ok_or_else(|| refused("ist kein Papier von ratsbericht.".into()))?;
    let is_it = nachweis.ordner == due.bericht && nachweis.zeitraum.as_deref() == Some(&due.zeitraum.kennung());
    if !is_it {
        return Err(refused(format!("ist nicht der Bericht {due}.")));
    }
    Ok(Decision::Uebernehmen { pdf: digest(&bytes), ausdruck: nachweis.ausdruck })
}
