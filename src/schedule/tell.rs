//! Who is to be told what: it follows from how things stand and from what the journal says was told, never from what a run did.
//!
//! A receipt comes after the call, so whoever is told may be told twice, and never not at all; the key lets the receiver see it.

use std::collections::BTreeSet;
use std::io;

use serde_json::{Value, json};

use super::entry::{Entry, Event, Told};
use super::job::{Outcome, Run, UNSTEADY};
use super::journal::Journal;
use super::report::report;
use super::state::Zustand;
use super::world::{Item, World};
use crate::model::Ereignis;
use crate::publish::Ended;
use crate::source::digest;

/// How often an entry is tried whose number another run takes.
const MOST_TRIES: usize = 9;

/// Who brings messages to people and programs.
pub trait Bote {
    /// Hands a message over; `None` where nobody was asked to bring it.
    fn tell(&self, message: &Value) -> Option<Ended>;
}

/// Something that somebody is to be told of a report.
#[derive(Debug, Clone)]
pub struct Owed<'i> {
    /// The report.
    pub item: &'i Item,
    /// What and whom.
    pub told: Told,
}

/// What came of telling people.
#[derive(Debug, Default)]
pub struct Telling {
    /// What was handed over, each in a line.
    pub told: Vec<String>,
    /// What failed, each in a line.
    pub failed: Vec<String>,
}

impl Owed<'_> {
    /// What it is, in a line.
    pub fn line(&self) -> String {
        let Told { ereignis, empfaenger, .. } = &self.told;
        format!("{}: „{ereignis}“ an {empfaenger}", self.item.due)
    }

    /// What is handed over, for programs.
    pub fn message(&self, world: &World<'_>) -> Value {
        let failures = world.journal.entries.iter().filter(|(entry, _)| match &entry.event {
            Event::HookFehler { was, .. } => was.schluessel == self.told.schluessel,
            _ => false,
        });
        let mut message = report(world, self.item);
        message["fassung"] = json!(1);
        message["koerperschaft"] = json!(world.reading.plan().koerperschaft);
        message["ereignis"] = json!(self.told.ereignis);
        message["empfaenger"] = json!(self.told.empfaenger);
        message["schluessel"] = json!(self.told.schluessel);
        message["versuch"] = json!(failures.count() + 1);
        message["laufbuch"] = json!(world.journal.head);
        message
    }
}

/// Everything that somebody is to be told and was not told yet, in the order of the reports.
pub fn owed<'i>(world: &World<'_>, items: &'i [Item]) -> Vec<Owed<'i>> {
    let journal = &world.journal;
    let receipts = journal.entries.iter().filter_map(|(entry, _)| match &entry.event {
        Event::Gemeldet { was, .. } => Some(was.schluessel.clone()),
        _ => None,
    });
    let mut known: BTreeSet<String> = receipts.collect();
    let mut owed = Vec::new();
    for item in items {
        let Some(series) = world.series(&item.due) else { continue };
        for (ereignis, what, since) in happened(world, item) {
            for an in series.termin.hearers(ereignis) {
                // Who was added later does not hear of what happened before.
                if since.is_some_and(|nr| nr < asked_since(journal, &series.telling(ereignis, an))) {
                    continue;
                }
                let key = |whose: &str| {
                    digest([whose, &item.due.to_string(), ereignis.id(), &what, an].join("\n").as_bytes())
                };
                let schluessel = key(&journal.head.kennung);
                // Earlier versions told workspaces of one municipality not apart.
                let is_old = journal.names.iter().any(|name| known.contains(&key(name)));
                if !is_old && known.insert(schluessel.clone()) {
                    let (ereignis, empfaenger) = (ereignis.id().to_owned(), an.to_owned());
                    owed.push(Owed { item, told: Told { ereignis, empfaenger, schluessel } });
                }
            }
        }
    }
    owed
}

/// For each recipient something to try a command with: the newest report of the series, and a key that nothing else has.
pub fn probes<'i>(world: &World<'_>, items: &'i [Item]) -> Vec<Owed<'i>> {
    let mut probes = Vec::new();
    for series in &world.reading.plan().series {
        let Some(item) = items.iter().rfind(|item| item.due.bericht == series.termin.bericht) else { continue };
        for melden in series.termin.melden.iter() {
            let ereignis = melden.bei.iter().next().map_or("", |bei| bei.id()).to_owned();
            let schluessel = digest(format!("probe\n{}\n{}", item.due, melden.an).as_bytes());
            probes.push(Owed { item, told: Told { ereignis, empfaenger: melden.an.clone(), schluessel } });
        }
    }
    probes
}

/// The number of the entry since which the plan asks for a telling without a break.
fn asked_since(journal: &Journal, telling: &String) -> u64 {
    let plans = journal.plans().take_while(|(_, _, melden)| melden.contains(telling));
    plans.last().map_or(u64::MAX, |(nr, ..)| nr)
}

/// What there is to tell of a report: the event, what makes it another than before, and the entry of what happened once.
fn happened(world: &World<'_>, item: &Item) -> Vec<(Ereignis, String, Option<u64>)> {
    let own = || world.entries(&item.due).rev();
    let filed = own().find_map(|entry| match &entry.event {
        Event::Abgelegt(filed) | Event::Nachgetragen(filed) => Some((filed.pdf.clone(), entry.nr)),
        _ => None,
    });
    let zustand = item.stand.zustand;
    let mut found = Vec::new();
    if let (Some((pdf, nr)), Zustand::Gebaut | Zustand::Abgeschlossen) = (filed, zustand) {
        found.push((Ereignis::Filed, pdf.clone(), Some(nr)));
        let kennung = item.due.zeitraum.kennung();
        let is_closing = |entry: &&Entry| match &entry.event {
            Event::Abgeschlossen { zeitraum, .. } => *zeitraum == kennung,
            _ => false,
        };
        let closed = world.journal.entries.iter().rev().map(|(entry, _)| entry).find(is_closing);
        let closed = closed.filter(|_| zustand == Zustand::Abgeschlossen);
        found.extend(closed.map(|entry| (Ereignis::Closed, pdf, Some(entry.nr))));
    }
    // What was decided or filed since makes the same state another one.
    let turns = own().filter(|entry| {
        matches!(&entry.event, Event::Abgelegt(_) | Event::Nachgetragen(_) | Event::Entschieden { .. })
    });
    let turns = turns.count();
    let state = |ereignis, why: &str| (ereignis, format!("{} {turns} {why}", zustand.id()), None);
    match zustand {
        Zustand::WartetDaten | Zustand::WartetVorperiode => found.push(state(Ereignis::Waits, "")),
        Zustand::Gesperrt => found.push(state(Ereignis::Fault, &rules(item))),
        Zustand::Gescheitert | Zustand::Fehlt | Zustand::Veraendert => found.push(state(Ereignis::Fault, "")),
        Zustand::Faellig => {
            let is_telling = |entry: &&Entry| matches!(entry.event, Event::Gemeldet { .. } | Event::HookFehler { .. });
            let last = own().find(|entry| !is_telling(entry));
            found.extend(last.and_then(unmade).map(|why| state(Ereignis::Fault, why)));
        }
        _ => {}
    }
    if item.stand.overdue {
        // Once a week.
        let week = (world.today - item.stand.deadline).num_days() / 7;
        found.push((Ereignis::Overdue, format!("{} {week}", item.stand.deadline), None));
    }
    found
}

/// The rules that stop a report: they stay the same where only lines have moved.
fn rules(item: &Item) -> String {
    let rules = item.stand.grund.iter().filter_map(|why| why.split(' ').next());
    rules.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
}

/// Why an attempt came to nothing.
fn unmade(entry: &Entry) -> Option<&str> {
    match &entry.event {
        Event::Abgebrochen { grund, .. } if !grund.starts_with(UNSTEADY) => Some(grund),
        _ => None,
    }
}

/// What a command said when something could last not be told.
fn last_words<'j>(journal: &'j Journal, key: &str) -> Option<&'j String> {
    journal.entries.iter().rev().find_map(|(entry, _)| match &entry.event {
        Event::HookFehler { was, ausgabe, .. } if was.schluessel == key && !ausgabe.is_empty() => Some(ausgabe),
        _ => None,
    })
}

impl Run<'_> {
    /// Tells everybody what there is to tell, and enters what came of it; nothing that was filed depends on it.
    ///
    /// # Errors
    /// When the disk refuses; what was not entered is told again.
    pub fn tell(&self, outcome: &mut Outcome<'_>, bote: &dyn Bote) -> io::Result<Telling> {
        let mut telling = Telling::default();
        for owed in owed(&outcome.world, &outcome.items) {
            if !self.wants(&owed.item.due) {
                continue;
            }
            let message = owed.message(&outcome.world);
            let (bericht, was) = (owed.item.due.to_string(), owed.told.clone());
            let event = match bote.tell(&message) {
                None | Some(Ended::Later) => continue,
                Some(Ended::Done) => {
                    telling.told.push(owed.line());
                    Event::Gemeldet { bericht, was }
                }
                Some(Ended::Failed(ausgabe)) => {
                    let why = ausgabe.lines().next().unwrap_or_default();
                    telling.failed.push(format!("{}: {why}", owed.line()));
                    let is_known = last_words(&outcome.world.journal, &was.schluessel) == Some(&ausgabe);
                    Event::HookFehler { bericht, was, ausgabe: if is_known { String::new() } else { ausgabe } }
                }
            };
            let journal = &mut outcome.world.journal;
            for _ in 0..MOST_TRIES {
                if journal.append(self.disk, &outcome.writer, event.clone())? {
                    break;
                }
                // Another run has written meanwhile.
                let kennung = std::mem::take(&mut journal.head.kennung);
                *journal = Journal::read(self.disk, &outcome.writer.koerperschaft)?;
                journal.head.kennung = kennung;
            }
        }
        Ok(telling)
    }
}
