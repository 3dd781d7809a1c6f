//! Closing periods: from what their filed reports kept, as soon as all of them are there.

use std::collections::BTreeSet;
use std::io;

use super::ablage::{NEW, PART};
use super::due::Due;
use super::entry::Event;
use super::job::{Done, Memory, Run, Stopped};
use super::journal::Writer;
use super::state::{Zustand, closing_day};
use super::world::{Item, World};
use crate::model::{Zeitraum, datum};
use crate::publish::{ABLAGE, Disk};
use crate::typeset::PROGRAM;
use crate::workspace::Layout;

/// A period that can be closed, with what its reports kept.
type Closable = (Zeitraum, Vec<Vec<u8>>);

impl Run<'_> {
    /// Enters a closed period that holds a filed report and has no entry.
    pub(super) fn enter_closed(&self, world: &mut World<'_>, items: &[Item], writer: &Writer) -> Result<bool, Stopped> {
        let silent = items.iter().filter(|item| item.stand.zustand == Zustand::Abgeschlossen);
        let mut silent = silent.map(|item| item.due.zeitraum).filter(|zeitraum| world.closing(*zeitraum).is_none());
        let Some(zeitraum) = silent.next() else { return Ok(false) };
        self.disk.sync(Layout::ABSCHLUESSE)?;
        let path = closed_path(zeitraum);
        let Some(bytes) = self.disk.read(&path)? else { return Ok(false) };
        world.journal.append(self.disk, writer, closed_event(zeitraum, &bytes, writer))?;
        Ok(true)
    }

    /// A period that can be closed, with what its reports keep: all of them are filed or left out, and the day has come.
    pub(super) fn closable(
        &self,
        world: &World<'_>,
        items: &[Item],
        memory: &Memory,
    ) -> Result<Option<Closable>, Stopped> {
        let built = items.iter().filter(|item| item.stand.zustand == Zustand::Gebaut);
        let periods: BTreeSet<Zeitraum> =
            built.filter(|item| self.wants(&item.due)).map(|item| item.due.zeitraum).collect();
        let open = periods.into_iter().filter(|zeitraum| !memory.unclosable.contains(zeitraum));
        for zeitraum in open.filter(|zeitraum| !world.closed.contains_key(zeitraum)) {
            let Some(folders) = ready(world, items, zeitraum) else { continue };
            let part = |folder: &String| self.disk.read(&format!("{ABLAGE}/{folder}/{PART}"));
            let parts = folders.iter().map(part).collect::<io::Result<Option<Vec<_>>>>()?;
            if let Some(parts) = parts {
                return Ok(Some((zeitraum, parts)));
            }
        }
        Ok(None)
    }

    /// Closes a period from what its filed reports kept.
    pub(super) fn close(
        &self,
        world: &mut World<'_>,
        writer: &Writer,
        (zeitraum, parts): Closable,
        memory: &mut Memory,
    ) -> Result<(), Stopped> {
        match world.reading.close(zeitraum, (writer.today, PROGRAM), &parts) {
            Err(error) => {
                memory.unclosable.insert(zeitraum);
                memory.done.push(Done::Unclosed(zeitraum, error));
            }
            Ok(content) => {
                if write_closed(self.disk, &writer.run, zeitraum, content.as_bytes())? {
                    world.journal.append(self.disk, writer, closed_event(zeitraum, content.as_bytes(), writer))?;
                    memory.done.push(Done::Closed(zeitraum));
                }
            }
        }
        Ok(())
    }
}

/// The folders of the reports that a period can be closed from.
fn ready(world: &World<'_>, items: &[Item], zeitraum: Zeitraum) -> Option<Vec<String>> {
    let mut folders = Vec::new();
    for name in world.reading.reports_on(zeitraum) {
        let due = Due::new(&name, zeitraum);
        let item = items.iter().find(|item| item.due == due);
        match item.map(|item| (item, item.stand.zustand)) {
            Some((item, Zustand::Gebaut)) => {
                let (folder, filed) = world.filed(&due)?;
                let day = closing_day(world.series(&due)?, &item.ausgabe, filed.ausdruck, world.today)?;
                if world.today < day {
                    return None;
                }
                folders.push(folder);
            }
            Some((_, Zustand::Uebersprungen)) => {}
            _ if world.is_skipped(&due) => {}
            // Without it the period would lack a report for good.
            _ => return None,
        }
    }
    (!folders.is_empty()).then_some(folders)
}

/// Where a closed period lies.
pub fn closed_path(zeitraum: Zeitraum) -> String {
    format!("{}/{}.json", Layout::ABSCHLUESSE, zeitraum.kennung())
}

/// Writes the file of a closed period, once; `false` where there is one.
pub fn write_closed(disk: &dyn Disk, run: &str, zeitraum: Zeitraum, content: &[u8]) -> io::Result<bool> {
    let folder = Layout::ABSCHLUESSE;
    let draft = format!("{folder}/.{}{NEW}{run}", zeitraum.kennung());
    disk.make(folder)?;
    disk.remove(&draft)?;
    disk.write(&draft, content)?;
    let written = disk.rename(&draft, &closed_path(zeitraum))?;
    if !written {
        disk.remove(&draft)?;
    }
    disk.sync(folder)?;
    Ok(written)
}

/// The entry of a closed period; the file itself says its day and program.
pub fn closed_event(zeitraum: Zeitraum, bytes: &[u8], writer: &Writer) -> Event {
    let value: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
    let day = value["abgeschlossen_am"].as_str().and_then(datum);
    Event::Abgeschlossen {
        zeitraum: zeitraum.kennung(),
        sha256: crate::source::digest(bytes),
        am: day.unwrap_or(writer.today),
        durch: value["programm"].as_str().unwrap_or(PROGRAM).to_owned(),
    }
}
