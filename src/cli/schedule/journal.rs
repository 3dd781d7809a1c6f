//! `journal`: what happened, and whether the journal is whole.

use std::collections::BTreeMap;

use super::args::{JournalArgs, JournalFormat};
use super::shared::world;
use crate::cli::terminal::say;
use crate::cli::{Exit, Failure, Outside};
use crate::model::day;
use crate::schedule::entry::{Decision, Entry, Event};
use crate::schedule::report::{of_item, told};
use crate::schedule::state::Zustand;
use crate::schedule::workshop::Folder;
use crate::schedule::world::World;

pub(in crate::cli) fn run(args: &JournalArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let workshop = Folder::new(&args.workspace, args.state.state.is_some());
    let world = world(&workshop, &args.workspace, &args.state, outside.day(None))?;
    if args.verify {
        return verify(&world, outside);
    }
    for (entry, _) in &world.journal.entries {
        match args.format {
            JournalFormat::Human => say!(outside.out, "{:>6}  {}  {}", entry.nr, day(entry.tag), what(entry))?,
            JournalFormat::Jsonl => outside.out.write_all(&entry.to_bytes())?,
        }
    }
    faults(&world, outside)
}

/// Says what is wrong with the journal itself.
fn faults(world: &World<'_>, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    for fault in &world.journal.faults {
        say!(outside.err, "Fehler: {}", told(fault))?;
    }
    if let Some((name, _)) = &world.journal.torn {
        say!(outside.err, "Der letzte Eintrag ({name}) ist nicht lesbar; der nächste Lauf legt ihn beiseite.")?;
    }
    Ok(if world.journal.faults.is_empty() { Exit::Done } else { Exit::Environment })
}

/// Holds the journal against the Ablage and the closed periods.
fn verify(world: &World<'_>, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let exit = faults(world, outside)?;
    let items = world.items(&BTreeMap::new());
    let wrong = items.iter().filter(|item| matches!(item.stand.zustand, Zustand::Fehlt | Zustand::Veraendert));
    let wrong: Vec<String> = wrong.flat_map(of_item).collect();
    for text in &wrong {
        say!(outside.out, "{text}")?;
    }
    let head = &world.journal.head;
    if exit == Exit::Done && wrong.is_empty() {
        say!(
            outside.out,
            "Laufbuch und Ablage stimmen: {} Einträge, der letzte {}.",
            world.journal.entries.len(),
            head.sha256
        )?;
    }
    Ok(if exit == Exit::Done && !wrong.is_empty() { Exit::Late } else { exit })
}

/// An entry in words.
fn what(entry: &Entry) -> String {
    match &entry.event {
        Event::Plan { termine, melden } => format!("Plan: {}", [&**termine, melden].concat().join("; ")),
        Event::Gemeldet { bericht, was } => format!("{bericht}: „{}“ an {} übergeben", was.ereignis, was.empfaenger),
        Event::HookFehler { bericht, was, ausgabe } => {
            let why = ausgabe.lines().next().unwrap_or_default();
            format!("{bericht}: „{}“ nicht an {} übergeben, {why}", was.ereignis, was.empfaenger)
        }
        Event::Versuch { bericht, .. } => format!("{bericht}: Versuch"),
        Event::Abgebrochen { bericht, grund } => format!("{bericht}: abgebrochen, {grund}"),
        Event::Abgelegt(filed) => format!("{}: abgelegt", filed.bericht),
        Event::Nachgetragen(filed) => format!("{}: nachgetragen", filed.bericht),
        Event::Abgeschlossen { zeitraum, .. } => format!("{zeitraum}: abgeschlossen"),
        Event::Entschieden { bericht, was, grund, name } => {
            let about = if bericht.is_empty() { "Laufbuch" } else { bericht };
            format!("{about}: {}, {grund} ({name})", decided(was))
        }
        Event::Geheilt { beschaedigt } => format!("Laufbuch: unlesbarer Eintrag beiseite gelegt ({beschaedigt})"),
    }
}

fn decided(was: &Decision) -> String {
    match was {
        Decision::Ueberspringen => "übersprungen".into(),
        Decision::Auslassen => "ausgelassen".into(),
        Decision::Anhalten { bis } => format!("angehalten bis {}", day(*bis)),
        Decision::Freigeben => "freigegeben".into(),
        Decision::Zurueckziehen { .. } => "zurückgezogen".into(),
        Decision::Uebernehmen { .. } => "von Hand gebaut und übernommen".into(),
        Decision::Wiederherstellen => "wiederhergestellt".into(),
        Decision::Bruch { eintrag: nr, .. } => format!("weiter trotz Eintrag {nr}"),
        Decision::Neubeginn { von, bis } => format!("Neubeginn, es fehlen die Einträge {von} bis {bis}"),
    }
}
