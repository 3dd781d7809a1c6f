//! `decide`: what people decide about owed reports, with reason and name.

use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;

use super::args::DecideArgs;
use super::shared::{busy, folders, hold, stopped, writer};
use crate::cli::terminal::say;
use crate::cli::{Exit, Failure, Outside};
use crate::model::Zeitraum;
use crate::schedule::decide::{About, OfReport, Order, Refused};
use crate::schedule::due::Due;
use crate::schedule::job::Run;
use crate::schedule::lock::Asked;
use crate::schedule::workshop::Folder;
use crate::source::{digest, disk};

/// The largest PDF that is taken over, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

pub(in crate::cli) fn run(args: &DecideArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let about = about(args)?;
    let today = outside.day(args.today);
    let workshop = Folder::new(&args.workspace);
    let disk = folders(&workshop, &args.workspace, today)?;
    let writer = writer(today, outside);
    let _lock = match hold(&args.workspace, Duration::from_secs(60), outside)? {
        Asked::Ours(lock) => lock,
        Asked::Held(by) => return busy(&by, outside),
    };
    let order = Order { about, reason: args.reason.clone(), name: args.name.clone() };
    let run = Run { disk: &disk, workshop: &workshop, writer, only: None, day_is_given: args.today.is_some() };
    match run.decide(&order) {
        Ok(done) => {
            say!(outside.out, "{done}")?;
            Ok(Exit::Done)
        }
        Err(Refused::Because(why)) => Err(Failure::Refused(Exit::Findings, why)),
        Err(Refused::Stopped(why)) => stopped(why, outside),
    }
}

/// What the arguments are about.
fn about(args: &DecideArgs) -> Result<About, Failure> {
    if let Some(nr) = args.accept_break {
        return Ok(About::AcceptBreak(nr));
    }
    if args.restart {
        return Ok(About::Restart);
    }
    let Some(what) = &args.what else {
        return Err(Failure::usage("Nennen Sie den Bericht, wie quartal/2021-Q1."));
    };
    if let (Some(zeitraum), true) = (Zeitraum::parse(&what.to_uppercase()), args.restore) {
        return Ok(About::Restore(zeitraum));
    }
    let due =
        Due::parse(what).ok_or_else(|| Failure::usage(format!("„{what}“ ist kein Bericht wie quartal/2021-Q1.")))?;
    let of_report = match args {
        DecideArgs { skip: true, .. } => OfReport::Skip,
        DecideArgs { hold: true, until: Some(until), .. } => OfReport::Hold(*until),
        DecideArgs { release: true, .. } => OfReport::Release,
        DecideArgs { withdraw: true, .. } => OfReport::Withdraw,
        DecideArgs { restore: true, .. } => OfReport::Restore,
        DecideArgs { adopt: Some(file), .. } => adopted(file, &due)?,
        _ => {
            return Err(Failure::usage(
                "Sagen Sie, was gilt: --skip, --hold mit --until, --release, --withdraw, --adopt oder --restore.",
            ));
        }
    };
    Ok(About::Report(due, of_report))
}

/// A paper that was made by hand: what it is says it itself.
fn adopted(file: &Path, due: &Due) -> Result<OfReport, Failure> {
    let refused = |why: String| Failure::Refused(Exit::Findings, format!("„{}“: {why}", file.display()));
    let bytes = disk::read_named(file, LARGEST).map_err(|why| refused(why.to_string()))?;
    let nachweis = crate::verify::nachweis(&bytes).ok_or_else(|| refused("ist kein Papier von ratsbericht.".into()))?;
    let is_it = nachweis.ordner == due.bericht && nachweis.zeitraum.as_deref() == Some(&due.zeitraum.kennung());
    let day: NaiveDate = nachweis.ausdruck;
    if is_it { Ok(OfReport::Adopt(digest(&bytes), day)) } else { Err(refused(format!("ist nicht der Bericht {due}."))) }
}
