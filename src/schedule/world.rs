//! Everything that decides what a run does, as it lies on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use chrono::{Days, NaiveDate};
use serde_json::Value;

use super::ablage::{self, Found};
use super::due::{Due, Series};
use super::entry::{Decision, Entry, Event, Filed};
use super::journal::{Anchor, Journal};
use super::state::{Closed, Facts, InAblage, Look, MOST_FILED, Stand, Zustand, zustand};
use super::workshop::Reading;
use crate::model::{Ausgabe, Warten, Zeitraum, day};
use crate::publish::{ABLAGE, Disk};
use crate::source::digest;
use crate::typeset::PROGRAM;
use crate::workspace::Layout;

/// The file in which a run says how it ended.
pub const LAST: &str = "laufbuch/zuletzt.json";

/// How many days a clock may go ahead of the last run and of the data.
const FAR_AHEAD: u64 = 200;

/// How many reports of a series are looked at whatever is known of the data.
const MOST_LOOKED: usize = 12;

/// How the last run ended.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LastRun {
    /// Its day.
    pub tag: NaiveDate,
    /// Its exit code.
    pub ausgang: u8,
    /// The last entry of the journal.
    pub laufbuch: Anchor,
    /// The program.
    pub programm: String,
    /// When it began.
    #[serde(default)]
    pub zeit: String,
    /// When the last run began after which nobody had to do anything.
    #[serde(default)]
    pub erfolg: Option<String>,
    /// How everything stood then, as monitors want it.
    #[serde(default)]
    pub stand: Value,
}

impl LastRun {
    /// How the last run on a disk ended.
    pub fn read(disk: &dyn Disk) -> io::Result<Option<Self>> {
        Ok(disk.read(LAST)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }
}

/// A closed period as it lies on disk.
#[derive(Debug, Clone)]
pub struct ClosedFile {
    /// The names of the reports in it.
    pub reports: Vec<String>,
    /// The hash of the file.
    pub sha256: String,
}

/// A report with its state.
#[derive(Debug, Clone)]
pub struct Item {
    /// Which.
    pub due: Due,
    /// Its days.
    pub ausgabe: Ausgabe,
    /// What is known of it.
    pub facts: Facts,
    /// Its state.
    pub stand: Stand,
}

/// Everything that decides.
pub struct World<'w> {
    /// The workspace.
    pub reading: Box<dyn Reading + 'w>,
    /// The journal.
    pub journal: Journal,
    /// What lies in the Ablage, by the name of its folder.
    pub ablage: BTreeMap<String, Found>,
    /// The closed periods.
    pub closed: BTreeMap<Zeitraum, ClosedFile>,
    /// How the last run ended.
    pub last: Option<LastRun>,
    /// The day.
    pub today: NaiveDate,
    /// The only series or report that is asked for, if there is one.
    pub only: Option<String>,
}

impl<'w> World<'w> {
    /// Reads what lies on disk beside a workspace that was read.
    pub fn read(disk: &dyn Disk, reading: Box<dyn Reading + 'w>, today: NaiveDate) -> io::Result<Self> {
        let koerperschaft = reading.plan().koerperschaft.clone();
        let mut journal = Journal::read(disk, &koerperschaft)?;
        let ablage = ablage::read(disk, &journal.names)?;
        let last = LastRun::read(disk)?;
        let filings = ablage.values().filter_map(|found| match found {
            Found::Whole(filing, _) => Some(filing.laufbuch.clone()),
            Found::Changed(_) => None,
        });
        let anchors: Vec<Anchor> = filings.chain(last.iter().map(|last| last.laufbuch.clone())).collect();
        journal.hold_against(&anchors);
        Ok(Self { closed: closed_files(disk)?, reading, journal, ablage, last, today, only: None })
    }

    /// The reports that are owed, each with its state; those of a series in their order.
    pub fn items(&self, unsteady: &BTreeMap<Due, String>) -> Vec<Item> {
        let series = &self.reading.plan().series;
        let mut items: Vec<Item> = series.iter().flat_map(|series| self.of_series(series, unsteady)).collect();
        let waits: Vec<Option<String>> = items.iter().map(|item| self.keeps_open(item, &items)).collect();
        for (item, why) in items.iter_mut().zip(waits) {
            item.stand.grund.extend(why);
        }
        items
    }

    /// Which reports keep the period of a filed one from being closed.
    fn keeps_open(&self, item: &Item, items: &[Item]) -> Option<String> {
        let is_open = item.stand.zustand == Zustand::Gebaut && !self.closed.contains_key(&item.due.zeitraum);
        self.series(&item.due).filter(|series| is_open && series.wants_closing())?;
        let others =
            self.reading.reports_on(item.due.zeitraum).into_iter().map(|name| Due::new(&name, item.due.zeitraum));
        let is_there = |due: &Due| {
            let own = items.iter().find(|item| item.due == *due).map(|item| item.stand.zustand);
            matches!(own, Some(Zustand::Gebaut | Zustand::Uebersprungen)) || self.is_skipped(due)
        };
        let missing: Vec<String> = others.filter(|due| !is_there(due)).map(|due| due.to_string()).collect();
        (!missing.is_empty()).then(|| format!("der Abschluss wartet auf {}", missing.join(", ")))
    }

    fn of_series(&self, series: &Series, unsteady: &BTreeMap<Due, String>) -> Vec<Item> {
        let (mut previous_open, mut to_make, mut looked) = (false, 0, 0);
        let newest = self.reading.newest();
        let mut items = Vec::new();
        for (due, ausgabe) in series.owed(self.today) {
            let mut facts = Facts { previous_open, unsteady: unsteady.get(&due).cloned(), ..self.facts(&due) };
            let mut stand = zustand(series, &ausgabe, &facts, self.today);
            // A run makes so many at most, and looks again before it makes others.
            let is_next = to_make < MOST_FILED || self.only.as_ref().is_some_and(|only| due.to_string() == *only);
            if matches!(stand.zustand, Zustand::Faellig | Zustand::Gescheitert) && is_next {
                looked += 1;
                // Behind many others it is enough to know that there are no data at all.
                let is_early = looked > MOST_LOOKED && newest.is_some_and(|newest| newest < ausgabe.zeitraum.ende);
                facts.look = Some(match is_early && series.termin.waits_for(Warten::Data) && !facts.is_released() {
                    true => Look { newest, ..Look::default() },
                    false => self.reading.look(&due, &ausgabe),
                });
                stand = zustand(series, &ausgabe, &facts, self.today);
            }
            to_make += usize::from(stand.zustand == Zustand::Faellig);
            previous_open = !stand.zustand.is_settled();
            items.push(Item { due, ausgabe, facts, stand });
        }
        items
    }

    /// What is known of a report without looking at its data.
    fn facts(&self, due: &Due) -> Facts {
        let names = self.names(due);
        let mut facts = Facts { closed: self.closed_state(&names), double: self.double(due), ..Facts::default() };
        if let Some(found) = names.iter().find_map(|name| self.ablage.get(&name.folder())) {
            facts.ablage = match found {
                Found::Whole(_, filed) => InAblage::Whole(filed.manifest.clone()),
                Found::Changed(why) => InAblage::Changed(why.clone()),
            };
        }
        self.entries(due).for_each(|entry| self.learn(&mut facts, entry));
        facts
    }

    /// What an entry tells of a report.
    fn learn(&self, facts: &mut Facts, entry: &Entry) {
        match &entry.event {
            Event::Versuch { eingaben, .. } if eingaben == self.reading.inputs() && entry.programm == PROGRAM => {
                facts.deaths += 1;
            }
            Event::Abgebrochen { .. } => facts.deaths = facts.deaths.saturating_sub(1),
            Event::Abgelegt(filed) | Event::Nachgetragen(filed) => {
                facts.entered = Some(filed.manifest.clone());
                facts.deaths = 0;
            }
            Event::Entschieden { was: Decision::Zurueckziehen { .. }, .. } => {
                (facts.entered, facts.decision) = (None, None);
            }
            Event::Entschieden { was: Decision::Wiederherstellen | Decision::Uebernehmen { .. }, .. } => {}
            Event::Entschieden { was, grund, name, .. } => {
                // Who releases it wants it to be tried again.
                if *was == Decision::Freigeben {
                    facts.deaths = 0;
                }
                facts.decision = Some((was.clone(), format!("{grund} ({name})")));
            }
            _ => {}
        }
    }

    /// Whether the period of a report is closed, under one of its names.
    fn closed_state(&self, names: &[Due]) -> Closed {
        let Some(zeitraum) = names.first().map(|due| due.zeitraum) else { return Closed::No };
        let entered = self.closing(zeitraum);
        match (self.closed.get(&zeitraum), entered) {
            (None, None) => Closed::No,
            (None, Some(_)) => Closed::Missing,
            (Some(file), Some((sha256, ..))) if file.sha256 != sha256 => Closed::Changed,
            (Some(file), _) if names.iter().any(|due| file.reports.contains(&due.bericht)) => Closed::With,
            (Some(_), _) => Closed::Without,
        }
    }

    /// What the journal says of a closed period: the hash of its file, its day and the program that the file names.
    pub fn closing(&self, zeitraum: Zeitraum) -> Option<(&str, NaiveDate, &str)> {
        let kennung = zeitraum.kennung();
        self.journal.entries.iter().rev().find_map(|(entry, _)| match &entry.event {
            Event::Abgeschlossen { zeitraum, sha256, am, durch } if *zeitraum == kennung => {
                Some((sha256.as_str(), *am, durch.as_str()))
            }
            _ => None,
        })
    }

    /// A filed report of a folder that is gone, on the same projects and period: the folder may have another name now.
    fn double(&self, due: &Due) -> Option<String> {
        let plan = self.reading.plan();
        let auswahl = self.reading.auswahl(&due.bericht)?;
        let mut whole = self.ablage.values().filter_map(|found| match found {
            Found::Whole(filing, filed) => Some((filing, filed)),
            Found::Changed(_) => None,
        });
        let is_gone = |name: &String| !plan.folders.contains(name) && plan.series(name).is_none();
        let other = whole.find(|(filing, _)| {
            is_gone(&filing.bericht) && filing.auswahl == auswahl && filing.zeitraum == due.zeitraum.kennung()
        });
        other.map(|(_, filed)| filed.bericht.clone())
    }

    /// A report under each name that its folder has or had.
    pub fn names(&self, due: &Due) -> Vec<Due> {
        let names = self.series(due).into_iter().flat_map(|series| series.termin.names());
        names.map(|name| Due::new(name, due.zeitraum)).collect()
    }

    /// What the journal says of a report under each of its names.
    pub fn entries(&self, due: &Due) -> impl DoubleEndedIterator<Item = &Entry> {
        let names: BTreeSet<String> = self.names(due).iter().map(Due::to_string).collect();
        let entries = self.journal.entries.iter().map(|(entry, _)| entry);
        entries.filter(move |entry| entry.bericht().is_some_and(|bericht| names.contains(bericht)))
    }

    /// The report that lies in the Ablage, whatever name its folder had then, and its folder there.
    pub fn filed(&self, due: &Due) -> Option<(String, &Filed)> {
        self.names(due).iter().find_map(|name| {
            let folder = name.folder();
            match self.ablage.get(&folder)? {
                Found::Whole(_, filed) => Some((folder, filed)),
                Found::Changed(_) => None,
            }
        })
    }

    /// The path of the PDF in the Ablage, and its hash.
    pub fn pdf(&self, due: &Due) -> Option<(String, &str)> {
        let (folder, filed) = self.filed(due)?;
        let Some(Found::Whole(filing, _)) = self.ablage.get(&folder) else { return None };
        let file = filing.manifest.papiere.iter().find_map(|paper| paper.ausgaben.first())?;
        Some((format!("{ABLAGE}/{folder}/{}", file.pfad), &filed.pdf))
    }

    /// The last withdrawal of a report: the manifest of what was to be taken out.
    pub fn withdrawn(&self, due: &Due) -> Option<&str> {
        self.entries(due).rev().find_map(|entry| match &entry.event {
            Event::Entschieden { was: Decision::Zurueckziehen { manifest }, .. } => Some(manifest.as_str()),
            _ => None,
        })
    }

    /// Whether somebody has decided that a report is not made, also of one that no Termin asks for.
    pub fn is_skipped(&self, due: &Due) -> bool {
        let name = due.to_string();
        let last = self.journal.decisions().filter(|(bericht, _)| *bericht == name).last();
        matches!(last, Some((_, Decision::Ueberspringen | Decision::Auslassen)))
    }

    /// The series of a report.
    pub fn series(&self, due: &Due) -> Option<&Series> {
        self.reading.plan().series(&due.bericht)
    }

    /// The newest day that an earlier run has named, since somebody has last said that the journal goes on.
    pub fn newest_day(&self) -> Option<NaiveDate> {
        let entries = || self.journal.entries.iter().map(|(entry, _)| entry);
        let restarts =
            |entry: &&Entry| matches!(entry.event, Event::Entschieden { was: Decision::Neubeginn { .. }, .. });
        let since = entries().rev().find(restarts).map_or(0, |entry| entry.nr);
        let days = entries().filter(|entry| entry.nr >= since).map(|entry| entry.tag);
        days.chain(self.last.iter().filter(|last| last.laufbuch.nr >= since).map(|last| last.tag)).max()
    }

    /// Why the day cannot be right, if it cannot; `is_given` is whether somebody has named it.
    pub fn wrong_clock(&self, is_given: bool) -> Option<String> {
        let (newest, today) = (self.newest_day()?, self.today);
        let (last, now) = (day(newest), day(today));
        if today.checked_add_days(Days::new(1)).is_some_and(|tomorrow| newest > tomorrow) {
            return Some(format!(
                "Der letzte Lauf war am {last}, heute ist laut Uhr der {now}. Stellen Sie die Uhr; ging sie beim letzten Lauf falsch: \
                 ratsbericht decide --restart"
            ));
        }
        let is_far = |from: NaiveDate| from.checked_add_days(Days::new(FAR_AHEAD)).is_some_and(|far| far < today);
        (!is_given && is_far(newest) && self.reading.newest().is_none_or(is_far)).then(|| {
            format!(
                "Der letzte Lauf war am {last}, heute ist laut Uhr der {now}, und seither wurde nichts erfasst. Stellen Sie die Uhr; \
                 geht sie richtig, nennen Sie den Tag einmal mit --today."
            )
        })
    }
}

/// The closed periods; a file that is none is a finding of its own.
fn closed_files(disk: &dyn Disk) -> io::Result<BTreeMap<Zeitraum, ClosedFile>> {
    let mut files = BTreeMap::new();
    for name in disk.list(Layout::ABSCHLUESSE)? {
        let Some(zeitraum) = name.strip_suffix(".json").and_then(Zeitraum::parse) else { continue };
        let Some(bytes) = disk.read(&format!("{}/{name}", Layout::ABSCHLUESSE))? else { continue };
        let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let reports = value["berichte"].as_array().into_iter().flatten();
        let reports = reports.filter_map(|bericht| bericht["name"].as_str().map(str::to_owned)).collect();
        files.insert(zeitraum, ClosedFile { reports, sha256: digest(&bytes) });
    }
    Ok(files)
}
