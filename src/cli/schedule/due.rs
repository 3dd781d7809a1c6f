//! `due`: what is owed, and how it stands.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::args::DueArgs;
use super::shared::{exit, json, own, world};
use crate::cli::terminal::say;
use crate::cli::values::PlainFormat;
use crate::cli::{Exit, Failure, Outside};
use crate::schedule::report::{lines, verdict};
use crate::schedule::workshop::Folder;

pub(in crate::cli) fn run(args: &DueArgs, root: &Path, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let today = outside.day(args.today);
    let workshop = Folder::new(root, args.state.state.is_some());
    let world = world(&workshop, root, &args.state, today)?;
    let items = world.items(&BTreeMap::new());
    let clock = world.wrong_clock(args.today.is_some());
    // Where a run would do nothing, that is what somebody must know.
    let ended = if clock.is_some() { Exit::Environment } else { exit(verdict(&world, &items)) };
    match args.form.format {
        PlainFormat::Human => {
            lines(&world, &items).iter().try_for_each(|line| say!(outside.out, "{line}"))?;
            clock.iter().try_for_each(|why| say!(outside.out, "  Fehler: {why}"))?;
        }
        PlainFormat::Json => {
            let mut own = own(&world, &items, root, ended);
            if let Some(faults) = own["fehler"].as_array_mut() {
                faults.extend(clock.map(Value::from));
            }
            let json = json((today, false), ended, &[own], outside);
            writeln!(outside.out, "{json}")?;
        }
    }
    Ok(if args.check { ended } else { Exit::Done })
}
