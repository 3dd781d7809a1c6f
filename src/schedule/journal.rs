//! The journal: numbered entries, each written once, each with the hash of the one before.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::entry::{Decision, Entry, Event, FASSUNG};
use crate::publish::{Disk, JOURNAL};
use crate::source::digest;
use crate::typeset::PROGRAM;

/// The last entry that somebody has seen, by number and hash.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// Its number; 0 where there was none.
    pub nr: u64,
    /// The SHA-256 of its file.
    pub sha256: String,
    /// What tells the journal from every other, wherever its folder lies: the run that began it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kennung: String,
}

/// How many missing entries are told one by one.
const MOST_MISSING: usize = 1_000;

/// How the name of an entry begins that is being written.
pub const DRAFT_OF_ENTRY: &str = ".eintrag-";

/// Who writes entries, and when.
#[derive(Debug, Clone)]
pub struct Writer {
    /// The day of the run.
    pub today: NaiveDate,
    /// The time, for people.
    pub time: String,
    /// The computer.
    pub host: String,
    /// The name of the run, which no other has.
    pub run: String,
    /// The municipality.
    pub koerperschaft: String,
}

/// What is wrong with a journal; a run stops at it until somebody has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An entry is missing or is not as it was written; its hash now, empty where it is missing.
    Broken(u64, String),
    /// Entries up to this number are known from elsewhere and lost.
    Lost(u64),
    /// It is another municipality's.
    Foreign(String),
}

/// The journal as it lies on disk.
#[derive(Debug, Default)]
pub struct Journal {
    /// The sound entries with the hashes of their files, by number.
    pub entries: Vec<(Entry, String)>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// The last file: its number and hash, sound or not.
    pub head: Anchor,
    /// The last entry, where it cannot be read: its name and hash.
    pub torn: Option<(String, String)>,
    /// The names that the municipality has and had.
    pub names: BTreeSet<String>,
}

/// The file of a number.
fn path(nr: u64) -> String {
    format!("{JOURNAL}/{nr:06}.json")
}

impl Journal {
    /// Reads the journal of a municipality; `anchors` are what filed reports and the last run say of it.
    pub fn read(disk: &dyn Disk, koerperschaft: &str) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for name in disk.list(JOURNAL)? {
            let number = name
                .strip_suffix(".json")
                .filter(|digits| digits.len() >= 6 && digits.bytes().all(|b| b.is_ascii_digit()));
            let Some(nr) = number.and_then(|digits| digits.parse::<u64>().ok()) else { continue };
            if let Some(bytes) = disk.read(&format!("{JOURNAL}/{name}"))? {
                files.insert(nr, (Entry::from_bytes(&bytes).filter(|entry| entry.nr == nr), digest(&bytes)));
            }
        }
        let mut journal = Self::default();
        if let Some((nr, (None, sha256))) = files.last_key_value().map(|(nr, file)| (*nr, file.clone())) {
            journal.torn = Some((format!("{nr:06}.json"), sha256));
            files.remove(&nr);
        }
        journal.take(&files);
        journal.names.insert(koerperschaft.to_owned());
        for (entry, _) in journal.entries.iter().rev().filter(|_| !koerperschaft.is_empty()) {
            if !journal.names.contains(&entry.koerperschaft) {
                journal.faults.push(Fault::Foreign(entry.koerperschaft.clone()));
                break;
            }
            if let Event::Entschieden { was: Decision::Umbenennung { frueher }, .. } = &entry.event {
                journal.names.insert(frueher.clone());
            }
        }
        let first = journal.entries.first().filter(|(entry, _)| entry.nr == 1);
        journal.head.kennung = first.map(|(entry, _)| entry.lauf.clone()).unwrap_or_default();
        Ok(journal)
    }

    /// Takes entries over; one is sound if it is as it was written and the next names its hash.
    fn take(&mut self, files: &BTreeMap<u64, (Option<Entry>, String)>) {
        let mut breaks = Vec::new();
        let mut following = files.iter().skip(1).map(|(nr, (entry, _))| (*nr, entry.as_ref()));
        // A gap before the first is one, too.
        breaks.extend(gap(&Anchor::default(), files.first_key_value().map(|(nr, (entry, _))| (*nr, entry.as_ref()))));
        for (nr, (entry, sha256)) in files {
            let own = Anchor { nr: *nr, sha256: sha256.clone(), ..Anchor::default() };
            let next = following.next();
            let next_to = next.and_then(|(next, entry)| entry.filter(|_| next == nr + 1 || restarts(entry, *nr)));
            let is_sound = next_to.is_none_or(|next| next.vorher == *sha256);
            match entry {
                Some(entry) if is_sound => self.entries.push((entry.clone(), sha256.clone())),
                _ => breaks.push((*nr, sha256.clone())),
            }
            breaks.extend(gap(&own, next));
            self.head = own;
        }
        let accepted = |(nr, sha256): &(u64, String)| {
            let was = Decision::Bruch { eintrag: *nr, sha256: sha256.clone() };
            self.decisions().any(|(_, decision)| *decision == was)
        };
        let broken = breaks.into_iter().filter(|broken| !accepted(broken));
        self.faults = broken.map(|(nr, sha256)| Fault::Broken(nr, sha256)).collect();
    }

    /// The decisions, each with what it is about.
    pub fn decisions(&self) -> impl Iterator<Item = (&str, &Decision)> {
        self.entries.iter().filter_map(|(entry, _)| match &entry.event {
            Event::Entschieden { bericht, was, .. } => Some((bericht.as_str(), was)),
            _ => None,
        })
    }

    /// The plans, the newest first: the number of the entry, the series, and who wants to hear of what.
    pub fn plans(&self) -> impl Iterator<Item = (u64, &[String], &[String])> {
        self.entries.iter().rev().filter_map(|(entry, _)| match &entry.event {
            Event::Plan { termine, melden } => Some((entry.nr, &**termine, &**melden)),
            _ => None,
        })
    }

    /// Holds the journal against what others have seen of it.
    pub fn hold_against(&mut self, anchors: &[Anchor]) {
        if self.head.kennung.is_empty() {
            // Its beginning is lost.
            let named = anchors.iter().map(|anchor| &anchor.kennung).find(|kennung| !kennung.is_empty());
            let first = self.entries.first().map(|(entry, _)| &entry.lauf);
            self.head.kennung = named.or(first).cloned().unwrap_or_default();
        }
        let lost = anchors.iter().filter(|anchor| anchor.nr > 0 && !self.holds(anchor)).map(|anchor| anchor.nr).max();
        self.faults.extend(lost.map(Fault::Lost));
    }

    /// Whether an entry is there, or somebody has said why it is not.
    fn holds(&self, anchor: &Anchor) -> bool {
        let nr = anchor.nr;
        let named = |decision: &Decision| match decision {
            Decision::Bruch { eintrag: broken, .. } => *broken == nr,
            Decision::Neubeginn { von, bis } => von <= bis && nr <= *bis,
            _ => false,
        };
        let entry = self.entries.iter().find(|(entry, _)| entry.nr == nr);
        entry.is_some_and(|(entry, sha256)| *sha256 == anchor.sha256 || matches!(entry.event, Event::Geheilt { .. }))
            // What is broken has its own fault, and what is torn will be put aside.
            || self.faults.iter().any(|fault| matches!(fault, Fault::Broken(broken, _) if *broken == nr))
            || self.torn.as_ref().is_some_and(|_| nr == self.head.nr + 1)
            || self.decisions().any(|(_, decision)| named(decision))
    }

    /// Puts a last entry aside that cannot be read, and says so in its place.
    pub fn heal(&mut self, disk: &dyn Disk, writer: &Writer) -> io::Result<bool> {
        let Some((name, sha256)) = self.torn.take() else { return Ok(true) };
        let aside = format!("{JOURNAL}/.{}.beschaedigt-{}", name.trim_end_matches(".json"), writer.run);
        let moved = disk.rename(&format!("{JOURNAL}/{name}"), &aside)?;
        Ok(moved && self.append(disk, writer, Event::Geheilt { beschaedigt: sha256 })?)
    }

    /// Writes the next entry and brings it to disk; `false` where another run was quicker, and then all is to be read again.
    pub fn append(&mut self, disk: &dyn Disk, writer: &Writer, event: Event) -> io::Result<bool> {
        let nr = match &event {
            Event::Entschieden { was: Decision::Neubeginn { bis, .. }, .. } => bis + 1,
            _ => self.head.nr + 1,
        };
        let entry = Entry {
            fassung: FASSUNG,
            nr,
            vorher: self.head.sha256.clone(),
            zeit: writer.time.clone(),
            tag: writer.today,
            koerperschaft: writer.koerperschaft.clone(),
            programm: PROGRAM.to_owned(),
            rechner: writer.host.clone(),
            lauf: writer.run.clone(),
            event,
        };
        let bytes = entry.to_bytes();
        let draft = format!("{JOURNAL}/{DRAFT_OF_ENTRY}{}", writer.run);
        disk.make(JOURNAL)?;
        disk.remove(&draft)?;
        disk.write(&draft, &bytes)?;
        if !disk.rename(&draft, &path(nr))? {
            disk.remove(&draft)?;
            return Ok(false);
        }
        disk.sync(JOURNAL)?;
        (self.head.nr, self.head.sha256) = (nr, digest(&bytes));
        if self.head.kennung.is_empty() {
            self.head.kennung.clone_from(&writer.run);
        }
        self.entries.push((entry, self.head.sha256.clone()));
        Ok(true)
    }
}

/// The numbers that are missing between two entries, if no entry behind them says that a new beginning was made.
fn gap(before: &Anchor, next: Option<(u64, Option<&Entry>)>) -> impl Iterator<Item = (u64, String)> {
    let open = next.filter(|(_, entry)| !restarts(*entry, before.nr)).map_or(before.nr, |(next, _)| next - 1);
    (before.nr + 1..=open).take(MOST_MISSING).map(|nr| (nr, String::new()))
}

/// Whether an entry begins anew behind a number.
fn restarts(entry: Option<&Entry>, nr: u64) -> bool {
    let entry = entry.map(|entry| (&entry.event, entry.nr));
    let Some((Event::Entschieden { was: Decision::Neubeginn { von, bis }, .. }, own)) = entry else { return false };
    *von == nr + 1 && *bis + 1 == own
}
