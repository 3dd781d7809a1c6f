//! What people decide, and what follows at once.

use super::ablage::{self, Found};
use super::closing::write_closed;
use super::due::Due;
use super::entry::{Decision, Event};
use super::job::{Run, Stopped};
use super::journal::{Fault, Writer};
use super::state::{Closed, InAblage, Zustand};
use super::workshop::Unmade;
use super::world::World;
use crate::model::{Zeitraum, day};
use crate::publish::ABLAGE;
use crate::source::digest;
use chrono::NaiveDate;

/// What somebody decides.
#[derive(Debug, Clone)]
pub struct Order {
    /// The report or the period that it is about: `quartal/2021-Q1`; empty where it is about the journal.
    pub about: String,
    /// What; hashes and numbers that only the disk knows are filled in.
    pub was: Decision,
    /// Why.
    pub reason: String,
    /// Who decides.
    pub name: String,
}

fn refuse<T>(why: impl Into<String>) -> Result<T, Stopped> {
    Err(Stopped::Refused(why.into()))
}

/// Another run has written meanwhile.
fn quicker<T>() -> Result<T, Stopped> {
    refuse("Ein anderer Lauf war schneller. Rufen Sie den Befehl noch einmal auf.")
}

impl Run<'_> {
    /// Records a decision and carries it out; says in German what was done.
    ///
    /// # Errors
    /// When it makes no sense as things stand, or the disk refuses.
    pub fn decide(&self, order: &Order) -> Result<String, Stopped> {
        use Decision::{Bruch, Neubeginn, Umbenennung};
        let is_about_journal = matches!(order.was, Bruch { .. } | Neubeginn { .. } | Umbenennung { .. });
        let writer = if is_about_journal { self.writer_of_unsound()? } else { self.begin()? };
        let mut world = self.world(writer.today)?;
        if !world.journal.heal(self.disk, &writer)? {
            return quicker();
        }
        match (&order.was, Due::parse(&order.about), Zeitraum::parse(&order.about.to_uppercase())) {
            (Bruch { eintrag, .. }, ..) => self.accept_break(world, &writer, *eintrag, order),
            (Neubeginn { .. }, ..) => self.restart(world, &writer, order),
            (Umbenennung { frueher }, ..) => self.rename(world, &writer, frueher, order),
            (Decision::Wiederherstellen, _, Some(zeitraum)) => self.restore_closed(world, &writer, zeitraum, order),
            (Decision::Wiederherstellen, Some(due), _) => self.restore(world, &writer, &due, order),
            (Decision::Uebernehmen { pdf, ausdruck }, Some(due), _) => {
                self.make_again(world, &writer, &due, (pdf, *ausdruck), order)
            }
            (Decision::Zurueckziehen { .. }, Some(due), _) => self.withdraw(world, &writer, &due, order),
            (_, Some(due), _) => self.say_of(world, &writer, &due, order),
            (_, None, _) => refuse(format!("„{}“ ist kein Bericht wie quartal/2021-Q1.", order.about)),
        }
    }

    /// The writer of a decision about a journal that is not right.
    fn writer_of_unsound(&self) -> Result<Writer, Stopped> {
        let koerperschaft = self.world(self.writer.today)?.reading.plan().koerperschaft.clone();
        Ok(Writer { koerperschaft, ..self.writer.clone() })
    }

    fn record(&self, world: &mut World<'_>, writer: &Writer, was: Decision, order: &Order) -> Result<(), Stopped> {
        let (bericht, grund, name) = (order.about.clone(), order.reason.clone(), order.name.clone());
        let entered = world.journal.append(self.disk, writer, Event::Entschieden { bericht, was, grund, name })?;
        if entered { Ok(()) } else { quicker() }
    }

    fn accept_break(&self, mut world: World<'_>, writer: &Writer, nr: u64, order: &Order) -> Result<String, Stopped> {
        let broken = world.journal.faults.iter().find_map(|fault| match fault {
            Fault::Broken(broken, sha256) if *broken == nr => Some(sha256.clone()),
            _ => None,
        });
        let Some(sha256) = broken else { return refuse(format!("Eintrag {nr} ist in Ordnung.")) };
        self.record(&mut world, writer, Decision::Bruch { eintrag: nr, sha256 }, order)?;
        Ok(format!("Das Laufbuch geht weiter; Eintrag {nr} zählt nicht."))
    }

    /// Takes what bears another name for this municipality's own.
    fn rename(&self, mut world: World<'_>, writer: &Writer, frueher: &str, order: &Order) -> Result<String, Stopped> {
        let is_foreign = |found: &Found| matches!(found, Found::Changed(why) if *why == ablage::foreign(frueher));
        let is_named = world.journal.entries.iter().any(|(entry, _)| entry.koerperschaft == frueher);
        if world.journal.names.contains(frueher) || !(is_named || world.ablage.values().any(is_foreign)) {
            return refuse(format!("Weder Laufbuch noch Ablage gehören einer anderen Körperschaft „{frueher}“."));
        }
        self.record(&mut world, writer, order.was.clone(), order)?;
        Ok(format!("Was „{frueher}“ gehört, gehört jetzt „{}“.", writer.koerperschaft))
    }

    /// Goes on where entries are lost, or where the days that the journal names cannot be right.
    fn restart(&self, mut world: World<'_>, writer: &Writer, order: &Order) -> Result<String, Stopped> {
        let lost = world.journal.faults.iter().find_map(|fault| match fault {
            Fault::Lost(nr) => Some(*nr),
            _ => None,
        });
        let von = world.journal.head.nr + 1;
        if let Some(lost) = lost {
            let bis = lost.max(von);
            self.record(&mut world, writer, Decision::Neubeginn { von, bis }, order)?;
            return Ok(format!(
                "Das Laufbuch beginnt neu hinter Eintrag {bis}. Was abgelegt ist, trägt der nächste Lauf nach."
            ));
        }
        if world.wrong_clock(self.day_is_given).is_none() {
            return refuse("Im Laufbuch fehlt nichts, und kein Lauf nennt einen späteren Tag als heute.");
        }
        // Nothing is missing between the last entry and this one.
        self.record(&mut world, writer, Decision::Neubeginn { von, bis: von - 1 }, order)?;
        Ok(format!("Das Laufbuch geht weiter; von jetzt an zählt der Tag {}.", day(writer.today)))
    }

    /// Skips, holds or releases a report that is not there yet.
    fn say_of(&self, mut world: World<'_>, writer: &Writer, due: &Due, order: &Order) -> Result<String, Stopped> {
        let items = world.items(&Default::default());
        let is_known = world.reading.reports_on(due.zeitraum).contains(&due.bericht);
        match items.iter().find(|item| item.due == *due) {
            Some(item) if item.facts.ablage != InAblage::Nothing || item.facts.closed != Closed::No => {
                return refuse(format!("{due} ist schon da; darüber ist nichts mehr zu entscheiden."));
            }
            Some(_) => {}
            // What no Termin asks for can keep a period from being closed.
            None if is_known && order.was == Decision::Ueberspringen => {}
            None => return refuse(format!("{due} ist nicht verlangt. „ratsbericht due“ nennt, was verlangt ist.")),
        }
        self.record(&mut world, writer, order.was.clone(), order)?;
        Ok(format!("{due}: eingetragen."))
    }

    /// Takes a report out of the Ablage; the journal says so first, and a run completes what was begun.
    fn withdraw(&self, mut world: World<'_>, writer: &Writer, due: &Due, order: &Order) -> Result<String, Stopped> {
        let items = world.items(&Default::default());
        let zustand = items.iter().find(|item| item.due == *due).map(|item| item.stand.zustand);
        let filed = world.filed(due).map(|(folder, filed)| (folder, filed.manifest.clone()));
        let (Some((folder, manifest)), Some(Zustand::Gebaut)) = (filed, zustand) else {
            return refuse(format!("{due} liegt nicht in der Ablage, oder der Zeitraum ist abgeschlossen."));
        };
        self.record(&mut world, writer, Decision::Zurueckziehen { manifest }, order)?;
        ablage::withdraw(self.disk, &folder, &writer.run)?;
        Ok(format!("{due} liegt jetzt unter „{ABLAGE}/zurueckgezogen“."))
    }

    /// Writes a closed period again from what its reports kept, if it becomes what it was.
    fn restore_closed(
        &self,
        mut world: World<'_>,
        writer: &Writer,
        zeitraum: Zeitraum,
        order: &Order,
    ) -> Result<String, Stopped> {
        let closing = world.closing(zeitraum).map(|(sha256, day, by)| (sha256.to_owned(), day, by.to_owned()));
        let Some((sha256, day, program)) = closing.filter(|_| !world.closed.contains_key(&zeitraum)) else {
            return refuse("Der Abschluss dieses Zeitraums fehlt nicht, oder das Laufbuch nennt keinen.");
        };
        let mut parts = Vec::new();
        for name in world.reading.reports_on(zeitraum) {
            if let Some((folder, _)) = world.filed(&Due::new(&name, zeitraum)) {
                parts.extend(self.disk.read(&format!("{ABLAGE}/{folder}/{}", ablage::PART))?);
            }
        }
        let content = world.reading.close(zeitraum, (day, &program), &parts).ok();
        let Some(content) = content.filter(|content| digest(content.as_bytes()) == sha256) else {
            return refuse("Aus der Ablage entsteht nicht dieselbe Datei. Holen Sie sie aus der Datensicherung.");
        };
        self.record(&mut world, writer, Decision::Wiederherstellen, order)?;
        if !write_closed(self.disk, &writer.run, zeitraum, content.as_bytes())? {
            return quicker();
        }
        Ok(format!("Der Abschluss {} ist wieder da, Byte für Byte.", zeitraum.kennung()))
    }

    /// Files a report again that is gone, if it becomes what it was.
    fn restore(&self, world: World<'_>, writer: &Writer, due: &Due, order: &Order) -> Result<String, Stopped> {
        let name = due.to_string();
        let last = world.journal.entries.iter().rev().find_map(|(entry, _)| match &entry.event {
            Event::Abgelegt(filed) | Event::Nachgetragen(filed) if filed.bericht == name => Some(filed.clone()),
            _ => None,
        });
        let Some(filed) = last else { return refuse(format!("Das Laufbuch nennt {name} nicht.")) };
        self.make_again(world, writer, due, (&filed.pdf, filed.ausdruck), order)
    }

    /// Makes a report as of a day, and files it if its PDF is the one that is wanted.
    fn make_again(
        &self,
        mut world: World<'_>,
        writer: &Writer,
        due: &Due,
        (pdf, day): (&str, NaiveDate),
        order: &Order,
    ) -> Result<String, Stopped> {
        let folder = due.folder();
        if world.ablage.contains_key(&folder) {
            return refuse(format!("In der Ablage liegt schon etwas unter „{folder}“; es wird nicht ersetzt."));
        }
        let made = match world.reading.make(due, day, &world.journal.head) {
            Ok(made) => made,
            Err(Unmade::Unsteady(_)) => return refuse("Die Daten werden gerade geändert."),
            Err(Unmade::Pipeline(error)) => return refuse(format!("Der Bericht lässt sich nicht bauen: {error}")),
        };
        if made.files.first().map(|(_, content)| digest(content)).as_deref() != Some(pdf) {
            return refuse("Die Daten ergeben heute ein anderes Papier; es wird nicht abgelegt.");
        }
        self.record(&mut world, writer, order.was.clone(), order)?;
        let Some(filed) = ablage::file(self.disk, &writer.run, &made)? else { return quicker() };
        self.disk.sync(ABLAGE)?;
        let entered = world.journal.append(self.disk, writer, Event::Abgelegt(filed))?;
        if entered { Ok(format!("{due} liegt unter „{ABLAGE}/{folder}“.")) } else { quicker() }
    }
}
