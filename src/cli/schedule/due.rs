//! `due`: what is owed, and how it stands.

use std::collections::BTreeMap;

use super::args::DueArgs;
use super::shared::{exit, json, world};
use crate::cli::terminal::say;
use crate::cli::values::PlainFormat;
use crate::cli::{Exit, Failure, Outside};
use crate::schedule::report;
use crate::schedule::workshop::Folder;

pub(in crate::cli) fn run(args: &DueArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let today = outside.day(args.today);
    let workshop = Folder::new(&args.workspace, args.state.state.is_some());
    let world = world(&workshop, &args.workspace, &args.state, today)?;
    let items = world.items(&BTreeMap::new());
    let verdict = exit(report::verdict(&world, &items));
    match args.form.format {
        PlainFormat::Human => report::lines(&world, &items).iter().try_for_each(|line| say!(outside.out, "{line}"))?,
        PlainFormat::Json => {
            let json = json(&world, &items, (&args.workspace, verdict), outside);
            say!(outside.out, "{json}")?;
        }
    }
    Ok(if args.check { verdict } else { Exit::Done })
}
