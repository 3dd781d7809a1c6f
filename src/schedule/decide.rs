//! What people decide, and what follows at once.

use std::io;

use super::ablage;
use super::closing::write_closed;
use super::disk::ABLAGE;
use super::due::Due;
use super::entry::{Decision, Event};
use super::job::{Run, Stopped};
use super::journal::{Fault, Writer};
use super::state::{Closed, InAblage, Zustand};
use super::workshop::Unmade;
use super::world::World;
use crate::model::Zeitraum;
use crate::source::digest;
use chrono::NaiveDate;

/// What somebody decides.
#[derive(Debug, Clone)]
pub struct Order {
    /// What it is about.
    pub about: About,
    /// Why.
    pub reason: String,
    /// Who decides.
    pub name: String,
}

/// What a decision is about.
#[derive(Debug, Clone)]
pub enum About {
    /// A report: what of it.
    Report(Due, OfReport),
    /// A closed period that is gone is written again.
    Restore(Zeitraum),
    /// The journal goes on though an entry is broken.
    AcceptBreak(u64),
    /// The journal goes on though entries are lost.
    Restart,
}

/// What is decided of a report.
#[derive(Debug, Clone)]
pub enum OfReport {
    /// It is not made.
    Skip,
    /// It is not made before a day.
    Hold(NaiveDate),
    /// It is made whatever it waits for.
    Release,
    /// It is taken out of the Ablage.
    Withdraw,
    /// A paper that was made by hand is filed: the hash of its PDF and its day of printing.
    Adopt(String, NaiveDate),
    /// It is written again as it was.
    Restore,
}

/// Why a decision is not carried out.
#[derive(Debug)]
pub enum Refused {
    /// It cannot be; why, in German.
    Because(String),
    /// Nothing can be done safely.
    Stopped(Stopped),
}

impl From<Stopped> for Refused {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Stopped(Stopped::Io(error))
    }
}

fn refuse<T>(why: impl Into<String>) -> Result<T, Refused> {
    Err(Refused::Because(why.into()))
}

/// Another run has written meanwhile.
fn quicker<T>() -> Result<T, Refused> {
    refuse("Ein anderer Lauf war schneller. Rufen Sie den Befehl noch einmal auf.")
}

impl Run<'_> {
    /// Records a decision and carries it out; says in German what was done.
    ///
    /// # Errors
    /// When it makes no sense as things stand, or the disk refuses.
    pub fn decide(&self, order: &Order) -> Result<String, Refused> {
        match &order.about {
            About::AcceptBreak(nr) => self.accept_break(*nr, order),
            About::Restart => self.restart(order),
            About::Restore(zeitraum) => self.restore_closed(*zeitraum, order),
            About::Report(due, what) => self.of_report(due, what, order),
        }
    }

    /// The world, with the writer whose entry comes next; a torn entry is put aside first.
    fn opened(&self) -> Result<(World<'_>, Writer), Refused> {
        let writer = self.begin()?;
        let mut world = self.world(writer.today)?;
        if !world.journal.heal(self.disk, &writer)? {
            return quicker();
        }
        Ok((world, writer))
    }

    fn record(
        &self,
        world: &mut World<'_>,
        writer: &Writer,
        bericht: &str,
        was: Decision,
        order: &Order,
    ) -> Result<(), Refused> {
        let (grund, name) = (order.reason.clone(), order.name.clone());
        let event = Event::Entschieden { bericht: bericht.to_owned(), was, grund, name };
        if world.journal.append(self.disk, writer, event)? { Ok(()) } else { quicker() }
    }

    /// The writer of a decision about a journal that is not right.
    fn writer_of(&self, world: &World<'_>) -> Writer {
        Writer { koerperschaft: world.reading.plan().koerperschaft.clone(), ..self.writer.clone() }
    }

    fn accept_break(&self, nr: u64, order: &Order) -> Result<String, Refused> {
        let mut world = self.world(self.writer.today)?;
        let broken = world.journal.faults.iter().find_map(|fault| match fault {
            Fault::Broken(broken, sha256) if *broken == nr => Some(sha256.clone()),
            _ => None,
        });
        let Some(sha256) = broken else { return refuse(format!("Eintrag {nr} ist in Ordnung.")) };
        let writer = self.writer_of(&world);
        self.record(&mut world, &writer, "", Decision::Bruch { eintrag: nr, sha256 }, order)?;
        Ok(format!("Das Laufbuch geht weiter; Eintrag {nr} zählt nicht."))
    }

    fn restart(&self, order: &Order) -> Result<String, Refused> {
        let mut world = self.world(self.writer.today)?;
        let lost = world.journal.faults.iter().find_map(|fault| match fault {
            Fault::Lost(nr) => Some(*nr),
            _ => None,
        });
        let (Some(bis), von) = (lost, world.journal.head.nr + 1) else { return refuse("Im Laufbuch fehlt nichts.") };
        let writer = self.writer_of(&world);
        self.record(&mut world, &writer, "", Decision::Neubeginn { von, bis: bis.max(von) }, order)?;
        Ok(format!(
            "Das Laufbuch beginnt neu hinter Eintrag {}. Was abgelegt ist, trägt der nächste Lauf nach.",
            bis.max(von)
        ))
    }

    /// Writes a closed period again from what its reports kept, if it becomes what it was.
    fn restore_closed(&self, zeitraum: Zeitraum, order: &Order) -> Result<String, Refused> {
        let (mut world, writer) = self.opened()?;
        let Some((sha256, day, program)) = world.closing(zeitraum).map(|(s, d, p)| (s.to_owned(), d, p.to_owned()))
        else {
            return refuse("Das Laufbuch nennt keinen Abschluss dieses Zeitraums.");
        };
        if world.closed.contains_key(&zeitraum) {
            return refuse("Die Datei des Abschlusses ist da; was an ihrer Stelle liegt, wird nicht ersetzt.");
        }
        let mut parts = Vec::new();
        for name in world.reading.reports_on(zeitraum) {
            if let Some((folder, _)) = world.filed(&Due::new(&name, zeitraum)) {
                parts.extend(self.disk.read(&format!("{ABLAGE}/{folder}/{}", ablage::PART))?);
            }
        }
        let content = world.reading.close(zeitraum, (day, &program), &parts);
        let Some(content) = content.ok().filter(|content| digest(content.as_bytes()) == sha256) else {
            return refuse(
                "Aus der Ablage entsteht nicht dieselbe Datei. Holen Sie sie aus der Datensicherung zurück.",
            );
        };
        self.record(&mut world, &writer, &zeitraum.kennung(), Decision::Wiederherstellen, order)?;
        if !write_closed(self.disk, &writer.run, zeitraum, content.as_bytes())? {
            return quicker();
        }
        Ok(format!("Der Abschluss {} ist wieder da, Byte für Byte.", zeitraum.kennung()))
    }

    fn of_report(&self, due: &Due, what: &OfReport, order: &Order) -> Result<String, Refused> {
        let (mut world, writer) = self.opened()?;
        let items = world.items(&Default::default());
        let item = items.iter().find(|item| item.due == *due);
        let zustand = item.map(|item| item.stand.zustand);
        let filed = world.filed(due).map(|(folder, filed)| (folder, filed.manifest.clone()));
        let name = due.to_string();
        let was = match what {
            OfReport::Skip => Decision::Ueberspringen,
            OfReport::Hold(bis) => Decision::Anhalten { bis: *bis },
            OfReport::Release => Decision::Freigeben,
            OfReport::Withdraw => {
                let Some((_, manifest)) = filed.clone() else {
                    return refuse(format!("{name} liegt nicht in der Ablage."));
                };
                if zustand != Some(Zustand::Gebaut) {
                    return refuse(format!("{name} ist abgeschlossen und bleibt, wie es ist."));
                }
                Decision::Zurueckziehen { manifest }
            }
            OfReport::Adopt(pdf, day) => return self.make_again(world, &writer, due, (pdf, *day), order),
            OfReport::Restore => return self.restore(world, &writer, due, order),
        };
        let is_withdrawal = matches!(what, OfReport::Withdraw);
        if !is_withdrawal
            && item.is_some_and(|item| item.facts.ablage != InAblage::Nothing || item.facts.closed != Closed::No)
        {
            return refuse(format!("{name} ist schon da; darüber ist nichts mehr zu entscheiden."));
        }
        if item.is_none() && !matches!(what, OfReport::Skip) {
            return refuse(format!("{name} ist nicht verlangt. „ratsbericht due“ nennt, was verlangt ist."));
        }
        if item.is_none() && !world.reading.reports_on(due.zeitraum).contains(&due.bericht) {
            return refuse(format!("Den Bericht {name} gibt es nicht."));
        }
        self.record(&mut world, &writer, &name, was, order)?;
        if let Some((folder, _)) = filed.filter(|_| is_withdrawal) {
            ablage::withdraw(self.disk, &folder, &writer.run)?;
        }
        Ok(format!("{name}: eingetragen."))
    }

    /// Files a report again that is gone, if it becomes what it was.
    fn restore(&self, world: World<'_>, writer: &Writer, due: &Due, order: &Order) -> Result<String, Refused> {
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
    ) -> Result<String, Refused> {
        let place = format!("{ABLAGE}/{}", due.folder());
        if world.ablage.contains_key(&due.folder()) {
            return refuse(format!("In der Ablage liegt schon etwas unter „{}“; es wird nicht ersetzt.", due.folder()));
        }
        let made = match world.reading.make(due, day, &world.journal.head) {
            Ok(made) => made,
            Err(Unmade::Unsteady(_)) => return refuse("Die Daten werden gerade geändert."),
            Err(Unmade::Pipeline(error)) => return refuse(format!("Der Bericht lässt sich nicht bauen: {error}")),
        };
        let main = made.files.first().map(|(_, content)| digest(content));
        if main.as_deref() != Some(pdf) {
            return refuse("Die Daten ergeben heute ein anderes Papier; es wird nicht abgelegt.");
        }
        let was = match &order.about {
            About::Report(_, OfReport::Adopt(pdf, _)) => Decision::Uebernehmen { pdf: pdf.clone() },
            _ => Decision::Wiederherstellen,
        };
        self.record(&mut world, writer, &due.to_string(), was, order)?;
        let Some(filed) = ablage::file(self.disk, &writer.run, &made)? else { return quicker() };
        self.disk.sync(ABLAGE)?;
        if !world.journal.append(self.disk, writer, Event::Abgelegt(filed))? {
            return quicker();
        }
        Ok(format!("{due} liegt unter „{place}“."))
    }
}
