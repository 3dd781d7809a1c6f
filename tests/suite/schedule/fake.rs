//! A workspace whose reports are their own names: as real to a run as any, and made in no time.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::NaiveDate;
use ratsbericht::finding::Log;
use ratsbericht::load;
use ratsbericht::model::{Ausgabe, Bericht, Decode, Edition, Termin, Zeitraum};
use ratsbericht::pipeline::PipelineError;
use ratsbericht::publish::{self, BasisEntry, Disk, Ended, FileEntry, Manifest, PaperEntry};
use ratsbericht::schedule::ablage::{Filing, Made, PART};
use ratsbericht::schedule::due::{Due, Plan, Series};
use ratsbericht::schedule::job::Run;
use ratsbericht::schedule::journal::{Anchor, Writer};
use ratsbericht::schedule::state::Look;
use ratsbericht::schedule::tell::Bote;
use ratsbericht::schedule::workshop::{Reading, Unmade, Workshop};
use ratsbericht::source::Alphabet;
use serde_json::{Value, json};

use super::loss::{Loss, Mutant};

/// The municipality of every test.
pub(crate) const KOERPERSCHAFT: &str = "Stadt Musterstadt";

/// A workspace in memory.
#[derive(Clone)]
pub(crate) struct Fake {
    pub(crate) plan: RefCell<Plan>,
    /// The state of the data; each edit makes it another.
    pub(crate) data: Cell<u32>,
    /// Reports whose data are not complete, by name.
    pub(crate) waiting: RefCell<BTreeSet<String>>,
    /// Findings that stop a report, by name.
    pub(crate) errors: RefCell<BTreeSet<String>>,
    /// Reports whose template fails.
    pub(crate) broken: RefCell<BTreeSet<String>>,
    /// Whether somebody edits while a report is made, how often yet.
    pub(crate) edited: Cell<usize>,
    /// The newest day of the data.
    pub(crate) newest: Cell<Option<NaiveDate>>,
    /// How many reports were made.
    pub(crate) made: Cell<usize>,
    /// How often somebody looked at the data of a report.
    pub(crate) looks: Cell<usize>,
    pub(crate) mutant: Cell<Option<Mutant>>,
    pub(crate) post: Post,
}

/// Who would bring messages.
#[derive(Clone, Default)]
pub(crate) struct Post {
    /// What was handed over, or should have been: recipient, event and key, in the order of the calls.
    pub(crate) calls: Rc<RefCell<Vec<[String; 3]>>>,
    /// Recipients who cannot be reached.
    pub(crate) away: RefCell<BTreeSet<String>>,
    /// Recipients who want to be asked again.
    pub(crate) busy: RefCell<BTreeSet<String>>,
}

impl Bote for Post {
    fn tell(&self, message: &Value) -> Option<Ended> {
        let call =
            ["empfaenger", "ereignis", "schluessel"].map(|name| message[name].as_str().expect("a text").to_owned());
        let an = call[0].clone();
        self.calls.borrow_mut().push(call);
        Some(match (self.away.borrow().contains(&an), self.busy.borrow().contains(&an)) {
            (true, _) => Ended::Failed("Ausgang 1: kein Netz".into()),
            (_, true) => Ended::Later,
            _ => Ended::Done,
        })
    }
}

impl Post {
    /// Recipient and event of each call since the last time, in their order.
    pub(crate) fn new_calls(&self) -> Vec<String> {
        self.calls.take().into_iter().map(|[an, ereignis, _]| format!("{an} {ereignis}")).collect()
    }
}

/// A day.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A series of a report that appears every quarter.
pub(crate) fn series(toml: &str) -> Series {
    series_of(toml, "{\"titel\": \"T\", \"auswahl\": \"alle\", \"turnus\": \"Quartal\"}")
}

pub(crate) fn series_of(toml: &str, bericht: &str) -> Series {
    let mut log = Log::new(Alphabet::all());
    let termin = load::toml_text(toml).and_then(|node| Termin::decode(&node, &mut log));
    let bericht = load::json_text(bericht).and_then(|node| Bericht::decode(&node, &mut log));
    let findings = log.into_findings();
    assert!(findings.is_empty(), "{findings:?}");
    Series { termin: termin.expect("a Termin"), bericht: bericht.expect("a report") }
}

impl Fake {
    pub(crate) fn new(series: Vec<Series>) -> Self {
        let folders = series.iter().map(|series| series.termin.bericht.clone()).collect();
        let plan = Plan {
            koerperschaft: KOERPERSCHAFT.into(),
            ablage: "ablage".into(),
            series,
            folders,
            mistakes: Vec::new(),
        };
        Self {
            plan: RefCell::new(plan),
            data: Cell::new(0),
            waiting: RefCell::default(),
            errors: RefCell::default(),
            broken: RefCell::default(),
            edited: Cell::new(0),
            newest: Cell::new(None),
            made: Cell::new(0),
            looks: Cell::new(0),
            mutant: Cell::new(None),
            post: Post::default(),
        }
    }

    /// Two reports of each quarter, closed five days after they were filed; the second waits for its data.
    pub(crate) fn two() -> Self {
        Self::new(vec![
            series("bericht = \"a\"\nseit = \"2020-Q4\"\nabschluss_tage = 5\n"),
            series("bericht = \"b\"\nseit = \"2020-Q4\"\nabschluss_tage = 5\nwarten_auf = [\"daten\"]\n"),
        ])
    }

    /// A run on a day.
    pub(crate) fn run<'r>(&'r self, disk: &'r dyn Disk, today: &str, run: &str) -> Run<'r> {
        let writer = Writer {
            today: day(today),
            time: format!("{today}T06:15:00+02:00"),
            host: "srv1".into(),
            run: run.into(),
            koerperschaft: String::new(),
        };
        Run { disk, workshop: self, writer, only: None, day_is_given: false }
    }

    fn errors_of(&self, due: &Due) -> Vec<String> {
        if self.errors.borrow().contains(&due.to_string()) {
            vec!["RB101 daten/projekte.json:3:5: falsch".into()]
        } else {
            vec![]
        }
    }
}

impl Workshop for Fake {
    fn read(&self, _: NaiveDate) -> Result<Box<dyn Reading + '_>, PipelineError> {
        Ok(Box::new(Now { fake: self, plan: self.plan.borrow().clone(), inputs: self.data.get().to_string() }))
    }
}

/// The workspace as it was read.
struct Now<'f> {
    fake: &'f Fake,
    plan: Plan,
    inputs: String,
}

impl Reading for Now<'_> {
    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn inputs(&self) -> &str {
        &self.inputs
    }

    fn errors(&self) -> &[String] {
        &[]
    }

    fn newest(&self) -> Option<NaiveDate> {
        self.fake.newest.get()
    }

    fn reports_on(&self, zeitraum: Zeitraum) -> Vec<String> {
        let series = self.plan.series.iter().filter(|series| series.bericht.ausgabe(zeitraum).is_some());
        let names = series.map(|series| series.termin.bericht.clone());
        let early = self.fake.mutant.get() == Some(Mutant::ClosesEarly);
        if early { names.take(1).collect() } else { names.collect() }
    }

    fn auswahl(&self, _: &str) -> Option<&str> {
        Some("alle")
    }

    fn look(&self, due: &Due, ausgabe: &Ausgabe) -> Look {
        self.fake.looks.set(self.fake.looks.get() + 1);
        let is_complete = !self.fake.waiting.borrow().contains(&due.to_string());
        let newest = if is_complete { ausgabe.zeitraum.ende } else { ausgabe.zeitraum.beginn };
        Look { errors: self.fake.errors_of(due), newest: Some(newest), outdated: Vec::new() }
    }

    fn make(&self, due: &Due, today: NaiveDate, anchor: &Anchor) -> Result<Made, Unmade> {
        self.fake.made.set(self.fake.made.get() + 1);
        if self.fake.edited.get() > 0 {
            self.fake.edited.set(self.fake.edited.get() - 1);
            return Err(Unmade::Unsteady(Some("~$projekte.xlsx".into())));
        }
        if self.fake.broken.borrow().contains(&due.to_string()) {
            return Err(PipelineError::Unset(Vec::new()).into());
        }
        let pdf = format!("%PDF {due} {} {today}", self.inputs).into_bytes();
        let part = json!({ "name": due.bericht, "zahl": self.inputs }).to_string().into_bytes();
        let main = format!("{}.pdf", due.folder());
        let paper = PaperEntry {
            name: due.folder(),
            bezeichnung: due.to_string(),
            ausdruck: today.to_string(),
            programm: String::new(),
            satz: String::new(),
            neue_fassung: None,
            edition: Edition::Whole,
            eintrag: None,
            ausgaben: vec![FileEntry::new(&main, &pdf)],
            eingaben: Vec::new(),
            seiten: 1,
            schluessel: String::new(),
            grundlage: String::new(),
            ausnahmen: Vec::new(),
        };
        let filing = Filing {
            manifest: Manifest::of(
                KOERPERSCHAFT,
                publish::Made { stand: String::new(), papiere: vec![paper], grundlage: BasisEntry::default() },
            ),
            bericht: due.bericht.clone(),
            zeitraum: due.zeitraum.kennung(),
            auswahl: "alle".into(),
            ausdruck: today,
            eingaben: self.inputs.clone(),
            teil: FileEntry::new(PART, &part),
            laufbuch: anchor.clone(),
        };
        Ok(Made { filing, files: vec![(main, pdf), (PART.into(), part)] })
    }

    fn close(&self, _: Zeitraum, by: (NaiveDate, &str), parts: &[Vec<u8>]) -> Result<String, PipelineError> {
        let mut berichte: Vec<Value> = parts.iter().map(|part| serde_json::from_slice(part).expect("a part")).collect();
        if self.fake.mutant.get() == Some(Mutant::ClosesFromData) {
            berichte.iter_mut().for_each(|bericht| bericht["zahl"] = json!(self.inputs));
        }
        Ok(json!({ "abgeschlossen_am": by.0.to_string(), "programm": by.1, "berichte": berichte }).to_string())
    }
}

/// Promises that hold at every moment: what is filed is whole and stays, the journal names it, closed periods say the same.
pub(crate) struct Watch {
    /// The manifest of each filed report that was seen.
    seen: RefCell<std::collections::BTreeMap<String, Vec<u8>>>,
}

impl Watch {
    pub(crate) fn new() -> Self {
        Self { seen: RefCell::default() }
    }

    /// Forgets what somebody has taken away or changed by hand.
    pub(crate) fn forget(&self, folder: &str) {
        self.seen.borrow_mut().remove(folder);
    }

    /// What is broken; nothing where all holds. Folders in `tampered` are known not to be as they were filed.
    pub(crate) fn broken(&self, disk: &Loss, tampered: &BTreeSet<String>) -> Option<String> {
        use ratsbericht::schedule::ablage::{Found, read};
        use ratsbericht::schedule::entry::Event;
        use ratsbericht::schedule::journal::Journal;
        let files = disk.files();
        for (folder, found) in read(disk, &[KOERPERSCHAFT.to_owned()].into()).expect("the Ablage") {
            if tampered.contains(&folder) {
                continue;
            }
            if let Found::Changed(why) = found {
                return Some(format!("{folder} is not whole: {why}"));
            }
            let manifest = files[&format!("ablage/{folder}/manifest.json")].clone();
            let before = self.seen.borrow_mut().insert(folder.clone(), manifest.clone());
            if before.is_some_and(|before| before != manifest) {
                return Some(format!("{folder} is another report than before"));
            }
        }
        let journal = Journal::read(disk, KOERPERSCHAFT).expect("the journal");
        let mut named = std::collections::BTreeMap::new();
        for (entry, _) in &journal.entries {
            let (Event::Abgelegt(filed) | Event::Nachgetragen(filed)) = &entry.event else { continue };
            let folder = Due::parse(&filed.bericht).expect("a report").folder();
            let manifest = files.get(&format!("ablage/{folder}/manifest.json"));
            if tampered.contains(&folder) {
                continue;
            }
            if manifest.map(|manifest| ratsbericht::source::digest(manifest)) != Some(filed.manifest.clone()) {
                return Some(format!("the journal names {folder}, which is not there"));
            }
            if named.insert(folder.clone(), filed.pdf.clone()).is_some_and(|pdf| pdf != filed.pdf) {
                return Some(format!("the journal names two reports for {folder}"));
            }
        }
        for (path, content) in
            files.iter().filter(|(path, _)| path.starts_with("abschluesse/2") && !tampered.contains(*path))
        {
            if let Some(why) = closed_otherwise(path, content, &files, tampered) {
                return Some(why);
            }
        }
        (!journal.faults.is_empty()).then(|| format!("{:?}", journal.faults))
    }
}

/// A closed period that says anything but what its filed reports kept, or lacks one of them.
fn closed_otherwise(
    path: &str,
    content: &[u8],
    files: &std::collections::BTreeMap<String, Vec<u8>>,
    tampered: &BTreeSet<String>,
) -> Option<String> {
    let period = path.trim_start_matches("abschluesse/").trim_end_matches(".json").to_lowercase();
    let closed: Value = serde_json::from_slice(content).ok()?;
    for name in ["a", "b"] {
        let folder = format!("{name}-{period}");
        let own = closed["berichte"].as_array()?.iter().find(|bericht| bericht["name"] == name);
        let part = files.get(&format!("ablage/{folder}/{PART}")).map(|part| serde_json::from_slice::<Value>(part));
        if tampered.contains(&folder) {
            continue;
        }
        let part = part.transpose().ok()?;
        if part.as_ref() != own {
            return Some(format!("{path} says {own:?} of {folder}, which kept {part:?}"));
        }
    }
    None
}
