//! Taking a closed period back: its file is put aside, as long as nothing rests on it.

use std::collections::BTreeSet;
use std::fmt;
use std::io;

use super::closing::closed_path;
use super::due::Due;
use super::entry::{Decision, Event};
use super::journal::Journal;
use crate::model::{Zeitraum, series_and_period};
use crate::publish::{ABLAGE, Disk};
use crate::workspace::Layout;

/// The folder of the closed periods that were taken back; nothing in it is read.
const TAKEN_BACK: &str = "zurueckgenommen";

/// The file that says why one was taken back.
const REASON: &str = "grund.txt";

/// Why a closed period stays as it is.
#[derive(Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is not closed.
    Open(Zeitraum),
    /// A later period was closed, whose reports compare with it.
    Later(Zeitraum, Zeitraum),
    /// The journal says that it is closed.
    Entered(Zeitraum),
    /// A report on it, or one that compares with it, was filed.
    Filed(Zeitraum, String),
    /// The journal is not right, so nobody knows what it says.
    Journal,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stays = |f: &mut fmt::Formatter<'_>, zeitraum: &Zeitraum, why: &str| {
            write!(
                f,
                "Der Abschluss {} bleibt: {why} Berichtigen Sie stattdessen mit neuen Zeilen („Erfasst am“); der nächste Bericht nennt \
                 die Werte unter „Korrigierte Werte“.",
                zeitraum.kennung()
            )
        };
        match self {
            Self::Open(zeitraum) => write!(
                f,
                "Der Zeitraum {} ist nicht abgeschlossen; „{}“ gibt es nicht.",
                zeitraum.kennung(),
                closed_path(*zeitraum)
            ),
            Self::Later(zeitraum, later) => {
                let later = later.kennung();
                let why = format!("Auch {later} ist abgeschlossen, und sein Bericht kann darauf beruhen. War beides ein Versehen, nehmen Sie zuerst {later} zurück.");
                stays(f, zeitraum, &why)
            }
            Self::Entered(zeitraum) => {
                stays(f, zeitraum, "Ein regelmäßiger Lauf hat ihn ins Laufbuch eingetragen, und das Laufbuch wird nie geändert.")
            }
            Self::Filed(zeitraum, bericht) => {
                let why = format!("Der Bericht {bericht} ist abgelegt und beruht darauf.");
                stays(f, zeitraum, &why)
            }
            Self::Journal => f.write_str(
                "Das Laufbuch ist nicht in Ordnung; ob der Abschluss darin steht, weiß niemand. „ratsbericht journal --verify“ sagt, was zu \
                 tun ist.",
            ),
        }
    }
}

/// Puts a closed period aside, with a note beside it that says why; gives the folder in which both lie now. `koerperschaft` is the
/// municipality.
///
/// The file moves in one step, which comes last: a process that dies before leaves the period closed.
pub fn take_back(
    disk: &dyn Disk,
    koerperschaft: &str,
    zeitraum: Zeitraum,
    note: &str,
) -> io::Result<Result<String, Kept>> {
    if let Some(kept) = kept(disk, koerperschaft, zeitraum)? {
        return Ok(Err(kept));
    }
    let (above, kennung) = (format!("{}/{TAKEN_BACK}", Layout::ABSCHLUESSE), zeitraum.kennung());
    disk.make(&above)?;
    let taken = disk.list(&above)?;
    let names = (2..=taken.len() + 2).map(|number| format!("{kennung}-{number}"));
    let free = std::iter::once(kennung.clone()).chain(names).find(|name| !taken.contains(name));
    let own = format!("{above}/{}", free.unwrap_or_else(|| kennung.clone()));
    disk.make(&own)?;
    disk.write(&format!("{own}/{REASON}"), note.as_bytes())?;
    disk.sync(&own)?;
    if !disk.rename(&closed_path(zeitraum), &format!("{own}/{kennung}.json"))? {
        disk.remove(&format!("{own}/{REASON}"))?;
        disk.remove(&own)?;
        return Ok(Err(Kept::Open(zeitraum)));
    }
    disk.sync(&own)?;
    disk.sync(Layout::ABSCHLUESSE)?;
    Ok(Ok(own))
}

/// What keeps a closed period as it is.
fn kept(disk: &dyn Disk, koerperschaft: &str, zeitraum: Zeitraum) -> io::Result<Option<Kept>> {
    if disk.read(&closed_path(zeitraum))?.is_none() {
        return Ok(Some(Kept::Open(zeitraum)));
    }
    let rests = |other: &Zeitraum| other.turnus() == zeitraum.turnus() && *other >= zeitraum;
    let closed = disk.list(Layout::ABSCHLUESSE)?;
    let closed = closed.iter().filter_map(|name| name.strip_suffix(".json").and_then(Zeitraum::parse));
    if let Some(later) = closed.filter(|other| rests(other) && *other != zeitraum).max() {
        return Ok(Some(Kept::Later(zeitraum, later)));
    }
    let journal = Journal::read(disk, koerperschaft)?;
    if !journal.faults.is_empty() {
        return Ok(Some(Kept::Journal));
    }
    let mut filed = BTreeSet::new();
    for (entry, _) in &journal.entries {
        match &entry.event {
            Event::Abgeschlossen { zeitraum: closed, .. } if *closed == zeitraum.kennung() => {
                return Ok(Some(Kept::Entered(zeitraum)));
            }
            Event::Abgelegt(own) | Event::Nachgetragen(own) => filed.extend(Due::parse(&own.bericht)),
            Event::Entschieden { bericht, was: Decision::Zurueckziehen { .. }, .. } => {
                Due::parse(bericht).iter().for_each(|due| _ = filed.remove(due));
            }
            _ => {}
        }
    }
    let folders = disk.list(ABLAGE)?;
    let of_folder =
        |folder: &String| series_and_period(folder).map(|(name, of)| Due::new(name, of)).collect::<Vec<_>>();
    filed.extend(folders.iter().flat_map(of_folder));
    Ok(filed.into_iter().find(|due| rests(&due.zeitraum)).map(|due| Kept::Filed(zeitraum, due.to_string())))
}
