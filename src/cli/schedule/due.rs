//! `due`: what is owed, and how it stands.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::args::DueArgs;
use super::shared::{exit, json, of_item, own, world};
use crate::cli::terminal::say;
use crate::cli::values::PlainFormat;
use crate::cli::{Exit, Failure, Outside};
use crate::model::day;
use crate::schedule::report::{told, verdict};
use crate::schedule::state::Zustand;
use crate::schedule::workshop::Folder;
use crate::schedule::world::{Item, World};

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

/// How everything stands, in lines.
fn lines(world: &World<'_>, items: &[Item]) -> Vec<String> {
    let last = world.last.as_ref().map(|last| format!(", letzter Lauf {}", day(last.tag))).unwrap_or_default();
    let mut lines = vec![format!("{}, Stand {}{last}", world.reading.plan().koerperschaft, day(world.today))];
    lines.extend(world.journal.faults.iter().map(|fault| format!("  {}", told(fault))));
    lines.extend(world.reading.errors().iter().map(|error| format!("  Fehler: {error}")));
    let quiet = |item: &&Item| item.stand.zustand.is_settled();
    lines.extend(items.iter().filter(|item| !quiet(item)).flat_map(of_item));
    let settled = items.iter().filter(quiet).count();
    if settled > 0 {
        let word = if settled == 1 { "Bericht ist" } else { "Berichte sind" };
        lines.push(format!("  {settled} {word} abgeschlossen oder übersprungen."));
    }
    let is_owed = |item: &Item| !matches!(item.stand.zustand, Zustand::Offen | Zustand::Gebaut) && !quiet(&item);
    if !world.reading.errors().is_empty() {
        // A Termin may be among what is faulty.
    } else if world.reading.plan().series.is_empty() {
        lines.push("  Kein Bericht hat einen Termin: Es fehlt [[termin]] in ratsbericht.toml oder eine Zeile im Blatt Termine.".into());
    } else if !items.iter().any(is_owed) {
        lines.push("  Es ist nichts fällig.".into());
    }
    lines
}
