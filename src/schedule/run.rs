//! A run: what is owed is made, filed and closed, in steps of which each can be the last.
//!
//! The filing is the commit: a report is there as soon as its folder has its name. What the journal says of it comes after, so
//! that it never claims what is not there; a run that finds a report without its entry brings it to disk first, since what was
//! seen may not be durable, and enters it then.

use std::collections::BTreeMap;
use std::io;

use super::ablage;
use super::due::Series;
use super::entry::{Decision, Event};
use super::job::{Done, Memory, Outcome, Run, Stopped};
use super::journal::{DRAFT_OF_ENTRY, Writer};
use super::report;
use super::state::{InAblage, MOST_FILED, Zustand};
use super::tell::owed;
use super::workshop::Unmade;
use super::world::{Item, LAST, LastRun, World};
use crate::publish::{ABLAGE, JOURNAL};
use crate::typeset::PROGRAM;
use crate::workspace::Layout;

/// The most rounds of one run; each files, closes or enters something.
const MOST_ROUNDS: usize = 200;

/// How the name begins of what a run says when it ends, while it is written.
const DRAFT_OF_LAST: &str = ".zuletzt-";

const MEBIBYTE: u64 = 1024 * 1024;

/// How many bytes must be free where a report is filed, before it is made.
const ROOM: u64 = 64 * MEBIBYTE;

impl<'r> Run<'r> {
    /// Does everything that is to be done.
    ///
    /// # Errors
    /// When nothing can be done safely, or the disk refuses; what was filed before stays.
    pub fn all(&self) -> Result<Outcome<'r>, Stopped> {
        let writer = self.begin()?;
        let mut memory = Memory::default();
        let mut rounds = 0;
        loop {
            let mut world = self.world(writer.today)?;
            let items = world.items(&memory.unsteady);
            rounds += 1;
            if rounds > MOST_ROUNDS || !self.round(&mut world, &items, &writer, &mut memory)? {
                return Ok(Outcome { done: memory.done, items, world, writer });
            }
        }
    }

    /// Looks how everything stands, and does nothing.
    ///
    /// # Errors
    /// As [`Run::all`].
    pub fn look(&self) -> Result<Outcome<'r>, Stopped> {
        let writer = self.begin()?;
        let world = self.world(writer.today)?;
        Ok(Outcome { done: Vec::new(), items: world.items(&BTreeMap::new()), world, writer })
    }

    /// Looks whether a run may begin, brings to disk what earlier ones have entered, and clears away what they have left; gives
    /// the writer of this run, with the day that holds: a clock of another time zone may be a day behind.
    ///
    /// # Errors
    /// When the journal or the clock is not right, or the disk refuses.
    pub fn begin(&self) -> Result<Writer, Stopped> {
        let world = self.world(self.writer.today)?;
        if !world.journal.faults.is_empty() {
            return Err(Stopped::Journal(world.journal.faults));
        }
        if let Some(why) = world.wrong_clock(self.day_is_given) {
            return Err(Stopped::Clock(why));
        }
        if !self.disk.list(JOURNAL)?.is_empty() {
            self.disk.sync(JOURNAL)?;
        }
        ablage::tidy(self.disk)?;
        let drafts: [(&str, &[&str]); 2] =
            [(JOURNAL, &[DRAFT_OF_ENTRY, DRAFT_OF_LAST]), (Layout::ABSCHLUESSE, &[ablage::NEW])];
        for (folder, marks) in drafts {
            let is_draft = |name: &&String| name.starts_with('.') && marks.iter().any(|mark| name.contains(mark));
            for draft in self.disk.list(folder)?.iter().filter(is_draft) {
                self.disk.remove(&format!("{folder}/{draft}"))?;
            }
        }
        let today = world.newest_day().map_or(world.today, |newest| newest.max(world.today));
        let koerperschaft = world.reading.plan().koerperschaft.clone();
        Ok(Writer { today, koerperschaft, ..self.writer.clone() })
    }

    /// Puts a torn entry aside and notes another plan; `true` where all is to be read again.
    fn note(&self, world: &mut World<'_>, writer: &Writer) -> Result<bool, Stopped> {
        if world.journal.torn.is_some() {
            world.journal.heal(self.disk, writer)?;
            return Ok(true);
        }
        let termine: Vec<String> = world.reading.plan().series.iter().map(Series::line).collect();
        let melden: Vec<String> = world.reading.plan().series.iter().flat_map(Series::tellings).collect();
        let last = world.journal.plans().next().map(|(_, termine, melden)| (termine, melden));
        if last.unwrap_or_default() != (&*termine, &*melden) && world.reading.errors().is_empty() {
            return Ok(!world.journal.append(self.disk, writer, Event::Plan { termine, melden })?);
        }
        Ok(false)
    }

    /// One round; `false` where there is nothing left to do.
    fn round(
        &self,
        world: &mut World<'_>,
        items: &[Item],
        writer: &Writer,
        memory: &mut Memory,
    ) -> Result<bool, Stopped> {
        if self.note(world, writer)? || self.enter(world, items, writer, memory)? {
            return Ok(true);
        }
        if let Some((zeitraum, parts)) = self.closable(world, items, memory)? {
            self.close(world, writer, (zeitraum, parts), memory)?;
            return Ok(true);
        }
        let mut due: Vec<&Item> = items.iter().filter(|item| item.stand.zustand == Zustand::Faellig).collect();
        due.sort_by_key(|item| (item.ausgabe.datum, &item.due));
        let next = due.into_iter().find(|item| self.wants(&item.due) && !memory.given_up.contains(&item.due));
        match next.filter(|_| memory.filed < MOST_FILED) {
            None => Ok(false),
            Some(item) => self.build(world, item, writer, memory).map(|()| true),
        }
    }

    /// Enters what is there without an entry, and does what was begun; `false` where there is nothing of the kind.
    fn enter(
        &self,
        world: &mut World<'_>,
        items: &[Item],
        writer: &Writer,
        memory: &mut Memory,
    ) -> Result<bool, Stopped> {
        let mut has_entered = false;
        for item in items {
            let Some((event, done)) = self.missing(world, item, writer)? else { continue };
            has_entered = true;
            let Some(event) = event else { continue };
            if !world.journal.append(self.disk, writer, event)? {
                break;
            }
            memory.done.push(done);
        }
        Ok(has_entered || self.enter_closed(world, items, writer)?)
    }

    /// What the journal does not say yet of a report; without an entry where something that it says was only begun, and was done
    /// now.
    fn missing(
        &self,
        world: &World<'_>,
        item: &Item,
        writer: &Writer,
    ) -> Result<Option<(Option<Event>, Done)>, Stopped> {
        let due = &item.due;
        if item.stand.zustand == Zustand::Uebersprungen && item.facts.decision.is_none() && self.wants(due) {
            let (grund, name) = (item.stand.grund.join("; "), "ratsbericht".into());
            let event = Event::Entschieden { bericht: due.to_string(), was: Decision::Auslassen, grund, name };
            return Ok(Some((Some(event), Done::LeftOut(due.clone()))));
        }
        let (InAblage::Whole(manifest), None) = (&item.facts.ablage, &item.facts.entered) else { return Ok(None) };
        let Some((folder, filed)) = world.filed(due) else { return Ok(None) };
        if world.withdrawn(due) == Some(manifest) {
            ablage::withdraw(self.disk, &folder, &writer.run)?;
            return Ok(Some((None, Done::Found(filed.clone()))));
        }
        // What was only seen may be lost with the power.
        self.disk.sync(ABLAGE)?;
        Ok(Some((Some(Event::Nachgetragen(filed.clone())), Done::Found(filed.clone()))))
    }

    /// Makes a report and files it.
    fn build(&self, world: &mut World<'_>, item: &Item, writer: &Writer, memory: &mut Memory) -> Result<(), Stopped> {
        if let Some(free) = self.disk.free(ABLAGE)?.filter(|free| *free < ROOM) {
            let why = format!("frei sind dort {} MiB, ein Bericht braucht {} MiB", free / MEBIBYTE, ROOM / MEBIBYTE);
            return Err(io::Error::new(io::ErrorKind::StorageFull, why).into());
        }
        let bericht = item.due.to_string();
        let attempt = Event::Versuch { bericht: bericht.clone(), eingaben: world.reading.inputs().to_owned() };
        if !world.journal.append(self.disk, writer, attempt)? {
            return Ok(());
        }
        let failed = match world.reading.make(&item.due, writer.today, &world.journal.head) {
            Ok(made) => match self.file(world, &made, writer, memory) {
                Ok(true) => return Ok(()),
                Ok(false) => Ok("ein anderer Lauf war schneller".to_owned()),
                Err(error) => Err(error),
            },
            Err(Unmade::Unsteady(who)) => Ok(memory.unsteady(&item.due, who)),
            Err(Unmade::Pipeline(error)) => {
                let why = error.to_string();
                memory.given_up.insert(item.due.clone());
                memory.done.push(Done::Failed(item.due.clone(), error));
                Ok(why)
            }
        };
        let grund = failed.as_ref().map_or_else(ToString::to_string, Clone::clone);
        let entered = world.journal.append(self.disk, writer, Event::Abgebrochen { bericht, grund });
        // The first fault is what is told.
        failed?;
        entered?;
        Ok(())
    }

    /// Files a report and enters it; `false` where another run was quicker.
    fn file(
        &self,
        world: &mut World<'_>,
        made: &ablage::Made,
        writer: &Writer,
        memory: &mut Memory,
    ) -> io::Result<bool> {
        let Some(filed) = ablage::file(self.disk, &writer.run, made)? else { return Ok(false) };
        self.disk.sync(ABLAGE)?;
        memory.filed += 1;
        // Where another run has taken the number, the next round enters it.
        if world.journal.append(self.disk, writer, Event::Abgelegt(filed.clone()))? {
            memory.done.push(Done::Filed(filed));
        }
        Ok(true)
    }

    /// Says how the run ended, for the next one and for monitors; without a code, only what the last entry is now.
    pub fn end(&self, outcome: &Outcome<'_>, code: Option<u8>) -> io::Result<()> {
        let (world, stand) =
            (&outcome.world, report::stand(&outcome.world, &outcome.items, owed(&outcome.world, &outcome.items).len()));
        let (laufbuch, zeit) = (world.journal.head.clone(), self.writer.time.clone());
        let last = match (code, world.last.clone()) {
            (None, None) => return Ok(()),
            (None, Some(last)) => LastRun { laufbuch, stand, ..last },
            (Some(ausgang), last) => {
                let erfolg = if ausgang == 0 { Some(zeit.clone()) } else { last.and_then(|last| last.erfolg) };
                LastRun { tag: world.today, ausgang, laufbuch, programm: PROGRAM.to_owned(), zeit, erfolg, stand }
            }
        };
        let draft = format!("{JOURNAL}/{DRAFT_OF_LAST}{}", self.writer.run);
        self.disk.make(JOURNAL)?;
        self.disk.remove(&draft)?;
        self.disk.write(&draft, &serde_json::to_vec(&last).unwrap_or_default())?;
        self.disk.replace(&draft, LAST)?;
        self.disk.sync(JOURNAL)
    }
}
