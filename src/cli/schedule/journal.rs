//! `journal`: what happened, and whether the journal is whole.

use serde_json::json;

use super::args::{JournalArgs, JournalFormat};
use super::shared::world;
use crate::cli::terminal::say;
use crate::cli::{Exit, Failure, Outside};
use crate::model::day;
use crate::schedule::entry::{Decision, Entry, Event};
use crate::schedule::report::{contradictions, told};
use crate::schedule::workshop::Folder;
use crate::schedule::world::LAST;

pub(in crate::cli) fn run(args: &JournalArgs, outside: &mut Outside<'_>) -> Result<Exit, Failure> {
    let shown = show(args, outside);
    let (exit, mut faults) = match &shown {
        Ok((exit, faults)) => (*exit, faults.clone()),
        Err(failure) => (failure.exit(), failure.lines()),
    };
    if args.format == JournalFormat::Jsonl && (exit != Exit::Done || args.verify) {
        let art = if exit == Exit::Done { "geprueft" } else { "fehler" };
        writeln!(outside.out, "{}", json!({ "art": art, "ausgang": exit.code(), "fehler": faults }))?;
    }
    // A failure is said by whoever gets it.
    faults.retain(|_| shown.is_ok());
    faults.iter().try_for_each(|fault| say!(outside.err, "Fehler: {fault}"))?;
    shown.map(|_| exit)
}

/// Shows or verifies a journal; how it ends, and what is wrong, each in a line.
fn show(args: &JournalArgs, outside: &mut Outside<'_>) -> Result<(Exit, Vec<String>), Failure> {
    let workshop = Folder::new(&args.workspace, args.state.state.is_some());
    let world = world(&workshop, &args.workspace, &args.state, outside.day(None))?;
    let journal = &world.journal;
    for (entry, _) in journal.entries.iter().filter(|_| !args.verify) {
        match args.format {
            JournalFormat::Human => say!(outside.out, "{:>6}  {}  {}", entry.nr, day(entry.tag), what(entry))?,
            JournalFormat::Jsonl => outside.out.write_all(&entry.to_bytes())?,
        }
    }
    let mut faults: Vec<String> = journal.faults.iter().map(told).collect();
    if let Some((name, _)) = &journal.torn {
        say!(outside.err, "Der letzte Eintrag ({name}) ist nicht lesbar; der nächste Lauf legt ihn beiseite.")?;
    }
    if args.verify && world.last.is_none() && journal.head.nr > 0 {
        faults.push(format!(
            "„{LAST}“ fehlt: Ob die letzten Einträge da sind, weiß niemand. Der nächste Lauf schreibt die Datei."
        ));
    }
    let wrong = if args.verify { contradictions(&world) } else { Vec::new() };
    let exit = match (faults.is_empty(), wrong.is_empty()) {
        (false, _) => Exit::Environment,
        (_, false) => Exit::Late,
        _ => Exit::Done,
    };
    if args.verify && exit == Exit::Done && args.format == JournalFormat::Human {
        let (entries, head) = (journal.entries.len(), &journal.head.sha256);
        say!(outside.out, "Laufbuch und Ablage stimmen: {entries} Einträge, der letzte {head}.")?;
    }
    faults.extend(wrong);
    Ok((exit, faults))
}

/// An entry in words.
fn what(entry: &Entry) -> String {
    match &entry.event {
        Event::Plan { termine, melden } => format!("Plan: {}", [&**termine, melden].concat().join("; ")),
        Event::Gemeldet { bericht, was } => format!("{bericht}: „{}“ an {} übergeben", was.ereignis, was.empfaenger),
        Event::HookFehler { bericht, was, ausgabe } => {
            let why = ausgabe.lines().next().unwrap_or("wie beim Versuch davor");
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
        Decision::Umbenennung { frueher } => format!("hieß früher „{frueher}“"),
        Decision::Neubeginn { von, bis } => format!("Neubeginn, es fehlen die Einträge {von} bis {bis}"),
    }
}
