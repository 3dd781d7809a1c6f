//! Whatever happens in whatever order, the promises hold.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};
use ratsbericht::publish::Overlay;
use ratsbericht::schedule::due::Series;
use ratsbericht::schedule::job::{Done, Stopped};
use ratsbericht::schedule::state::Zustand;
use ratsbericht::schedule::tell::owed;

use super::crash::{receipts, run};
use super::fake::{Fake, Watch, series};
use super::loss::{Loss, Mutant};

/// What can happen.
#[derive(Debug, Clone)]
enum Happens {
    Run,
    /// A run dies at a step; with power lost, these bits say what stays of what was not brought to disk.
    Dies(usize, Option<u32>),
    /// The disk is full at a step of a run.
    Full(usize),
    /// A run is interrupted by another at a step, without locks.
    Meets(usize),
    Edit,
    /// The data of the second report become complete.
    Complete,
    Days(u64),
    ClockBack,
    DeleteFiled(usize),
    EditFiled(usize),
    DeleteClosed(usize),
    SpoilLast,
    /// The series gets another Frist.
    Plan(i32),
    /// Nobody can be told anything, or everybody again.
    PostAway(bool),
}

fn anything() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => Just(Happens::Run),
        3 => (0..60_usize, prop::option::of(any::<u32>())).prop_map(|(step, bits)| Happens::Dies(step, bits)),
        1 => (0..60_usize).prop_map(Happens::Full),
        2 => (0..60_usize).prop_map(Happens::Meets),
        2 => Just(Happens::Edit),
        1 => Just(Happens::Complete),
        3 => (1..60_u64).prop_map(Happens::Days),
        1 => Just(Happens::ClockBack),
        1 => (0..4_usize).prop_map(Happens::DeleteFiled),
        1 => (0..4_usize).prop_map(Happens::EditFiled),
        1 => (0..4_usize).prop_map(Happens::DeleteClosed),
        1 => Just(Happens::SpoilLast),
        1 => (1..9_i32).prop_map(Happens::Plan),
        1 => any::<bool>().prop_map(Happens::PostAway),
    ]
}

/// The world in which things happen.
struct Story {
    fake: Fake,
    disk: Loss,
    watch: Watch,
    today: Cell<NaiveDate>,
    tampered: RefCell<BTreeSet<String>>,
    runs: Cell<usize>,
}

impl Story {
    fn new(mutant: Mutant) -> Self {
        let (fake, disk) = (Fake::two(), Loss::default());
        fake.waiting.borrow_mut().insert("b/2020-Q4".into());
        fake.plan.borrow_mut().series[0] = first(7);
        disk.mutant.set(Some(mutant));
        let today = Cell::new("2021-01-18".parse().expect("a day"));
        Self { fake, disk, watch: Watch::new(), today, tampered: RefCell::default(), runs: Cell::new(0) }
    }

    fn day(&self) -> String {
        self.today.get().to_string()
    }

    /// A run of a name that no other has; what it did, where it was not stopped.
    fn run(&self) -> Option<Vec<String>> {
        self.runs.set(self.runs.get() + 1);
        let outcome = run(&self.fake, &self.disk, &self.day(), &format!("lauf{}", self.runs.get())).ok()?;
        Some(outcome.done.iter().map(told).collect())
    }

    /// The visible names in a folder, and what else is there.
    fn names(&self, folder: &str) -> Vec<String> {
        let files = self.disk.files();
        let inside = files.keys().filter_map(|path| path.strip_prefix(folder)?.split('/').next());
        inside.filter(|name| !name.starts_with('.')).map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn tamper(&self, folder: &str, path: &str, content: Option<&[u8]>) {
        self.disk.tamper(path, content);
        self.tampered.borrow_mut().insert(folder.to_owned());
        self.watch.forget(folder);
    }

    fn happens(&self, what: &Happens) {
        match what {
            Happens::Run => drop(self.run()),
            Happens::Dies(step, bits) => {
                self.disk.die_at(*step);
                self.run();
                if let Some(bits) = bits {
                    let mut bit = 0;
                    self.disk.lose_power(|| {
                        bit += 1;
                        bits >> (bit % 32) & 1 == 1
                    });
                }
            }
            Happens::Full(step) => {
                self.disk.fail_at(*step);
                self.run();
            }
            Happens::Meets(step) => self.meets(*step),
            Happens::Edit => self.fake.data.set(self.fake.data.get() + 1),
            Happens::Complete => self.fake.waiting.borrow_mut().clear(),
            Happens::Days(days) => self.today.set(self.today.get() + Days::new(*days)),
            Happens::ClockBack => {
                // The first run believes every clock.
                if self.disk.files().contains_key("laufbuch/zuletzt.json") {
                    let wrong = (self.today.get() - Days::new(400)).to_string();
                    let run = run(&self.fake, &self.disk, &wrong, "falsch");
                    assert!(matches!(run, Err(Stopped::Clock(_) | Stopped::Journal(_))), "the clock is not believed");
                }
            }
            Happens::DeleteFiled(n) => {
                if let Some(name) = self.names("ablage/").get(*n) {
                    self.tamper(name, &format!("ablage/{name}"), None);
                }
            }
            Happens::EditFiled(n) => {
                if let Some(name) = self.names("ablage/").get(*n) {
                    self.tamper(name, &format!("ablage/{name}/{name}.pdf"), Some(b"mit Anmerkungen"));
                }
            }
            Happens::DeleteClosed(n) => {
                if let Some(name) = self.names("abschluesse/").get(*n) {
                    let path = format!("abschluesse/{name}");
                    self.tamper(&path, &path, None);
                }
            }
            Happens::SpoilLast => {
                if let Some(name) = self.names("laufbuch/").iter().rev().find(|name| name.starts_with('0')) {
                    self.disk.tamper(&format!("laufbuch/{name}"), Some(b"{\"nr\": "));
                }
            }
            Happens::Plan(days) => {
                self.fake.plan.borrow_mut().series[0] = first(*days);
            }
            Happens::PostAway(is_away) => {
                self.fake.post.away.borrow_mut().clear();
                self.fake.post.away.borrow_mut().extend(is_away.then(|| "x".to_owned()));
            }
        }
    }

    /// Another run happens before a step of this one.
    fn meets(&self, step: usize) {
        let (fake, day) = (self.fake.clone(), self.day());
        fake.data.set(fake.data.get() + 1);
        let disk = std::rc::Rc::new(self.disk.fork());
        let (own, on) = (self.fake.clone(), std::rc::Rc::clone(&disk));
        let run_of_other = format!("anderer{}", self.runs.get());
        let day_of_other = day.clone();
        disk.before(step, Box::new(move || drop(fake.run(&*on, &day_of_other, &run_of_other).all())));
        let _ = run(&own, &disk, &day, &format!("einer{}", self.runs.get()));
        self.runs.set(self.runs.get() + 1);
        self.disk.become_like(&disk);
    }

    fn broken(&self) -> Option<String> {
        // A spoiled last entry is put aside by the next run; what it named is entered anew.
        let broken = self.watch.broken(&self.disk, &self.tampered.borrow());
        let calls = self.fake.post.calls.borrow();
        let uncalled = receipts(&self.disk).into_iter().find(|key| !calls.iter().any(|[_, _, called]| called == key));
        broken.or(uncalled.map(|key| format!("{key} has a receipt, and nobody was called")))
    }

    /// In the end, two runs in peace do what is to be done, as a dry run says before, and a third one does nothing.
    fn ends(&self) -> Option<String> {
        self.today.set(self.today.get().max("2021-06-01".parse().expect("a day")));
        self.fake.waiting.borrow_mut().clear();
        self.fake.post.away.borrow_mut().clear();
        let overlay = Overlay::over(&self.disk);
        let before = self.fake.run(&overlay, &self.day(), "trocken").all();
        let before = before.ok().map(|outcome| outcome.done.iter().map(told).collect::<Vec<_>>());
        let did = self.run();
        if before != did {
            return Some(format!("a dry run says {before:?}, and the run does {did:?}"));
        }
        self.run();
        let files = self.disk.files();
        let outcome = match run(&self.fake, &self.disk, &self.day(), "ende") {
            Ok(outcome) => outcome,
            Err(why) => return Some(format!("a run in peace stops: {why:?}")),
        };
        let is_settled = |zustand| matches!(zustand, Zustand::Offen | Zustand::Gebaut | Zustand::Abgeschlossen);
        let tampered = !self.tampered.borrow().is_empty();
        let open = outcome.items.iter().find(|item| !is_settled(item.stand.zustand) && !tampered);
        if let Some(item) = open {
            return Some(format!("{} is {:?}", item.due, item.stand));
        }
        if let Some(untold) = owed(&outcome.world, &outcome.items).first() {
            return Some(format!("{} is not told", untold.line()));
        }
        let after = self.disk.files();
        let changed =
            after.iter().find(|(path, content)| !path.contains("zuletzt") && files.get(*path) != Some(*content));
        changed.map(|(path, _)| format!("{path} is written though nothing is to be done"))
    }
}

/// The first series, somebody hears of all that becomes of it.
fn first(frist_tage: i32) -> Series {
    series(&format!(
        "bericht = \"a\"\nseit = \"2020-Q4\"\nabschluss_tage = 5\nfrist_tage = {frist_tage}\n\
         melden = [{{ an = \"x\", bei = [\"gebaut\", \"abgeschlossen\", \"wartet\", \"überfällig\", \"fehler\"] }}]\n"
    ))
}

fn told(done: &Done) -> String {
    match done {
        Done::Filed(filed) => format!("filed {}", filed.bericht),
        Done::Found(filed) => format!("found {}", filed.bericht),
        other => format!("{other:?}"),
    }
}

/// Tries so many stories of a protocol; the first promise that is broken.
fn stories(mutant: Mutant, cases: u32) -> Option<String> {
    let config = ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_210_420),
        failure_persistence: None,
        max_shrink_iters: if mutant == Mutant::None { 64 } else { 0 },
        ..ProptestConfig::default()
    };
    let mut runner = TestRunner::new(config);
    let result = runner.run(&prop::collection::vec(anything(), 1..14), |events| {
        let story = Story::new(mutant);
        for event in &events {
            story.happens(event);
            if let Some(why) = story.broken() {
                return Err(TestCaseError::fail(why));
            }
        }
        story.ends().or_else(|| story.broken()).map_or(Ok(()), |why| Err(TestCaseError::fail(why)))
    });
    result.err().map(|why| why.to_string())
}

#[test]
fn whatever_happens_each_report_appears_once_and_the_journal_says_so() {
    assert_eq!(stories(Mutant::None, 100), None);
}

#[test]
fn stories_find_wrong_protocols() {
    for mutant in [Mutant::ClosesFromData, Mutant::ClosesEarly, Mutant::ForgetsJournal] {
        assert!(stories(mutant, 100).is_some(), "{mutant:?}");
    }
}
