//! Every step can be the last, and what was not brought to disk can be lost.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use ratsbericht::schedule::entry::Event;
use ratsbericht::schedule::job::{Outcome, Stopped};
use ratsbericht::schedule::journal::Journal;
use ratsbericht::schedule::state::Zustand;

use super::fake::{Fake, KOERPERSCHAFT, Watch, series};
use super::loss::{Loss, Mutant};

/// A run on a disk, which tells people; an error where it stopped.
pub(crate) fn run<'f>(fake: &'f Fake, disk: &'f Loss, today: &str, name: &str) -> Result<Outcome<'f>, Stopped> {
    fake.mutant.set(disk.mutant.get());
    if disk.is(Mutant::ForgetsJournal) {
        let journal: Vec<String> = disk.files().into_keys().filter(|path| path.starts_with("laufbuch/")).collect();
        journal.iter().for_each(|path| disk.tamper(path, None));
    }
    let run = fake.run(disk, today, name);
    let outcome = run.all().and_then(|mut outcome| {
        run.tell(&mut outcome, &fake.post)?;
        Ok(outcome)
    });
    if let Ok(outcome) = &outcome {
        let _ = run.end(outcome, Some(0));
    }
    disk.kill();
    outcome
}

/// After everything that can happen, two runs in peace reach what one run in peace reaches at once.
pub(crate) fn settles(fake: &Fake, disk: &Loss, today: &str) -> Option<String> {
    let watch = Watch::new();
    let first = run(fake, disk, today, "ruhe1").err();
    if let Some(why) = first.map(|why| format!("{why:?}")).or_else(|| watch.broken(disk, &BTreeSet::new())) {
        return Some(why);
    }
    let outcome = match run(fake, disk, today, "ruhe2") {
        Ok(outcome) => outcome,
        Err(why) => return Some(format!("{why:?}")),
    };
    if let Some(why) = watch.broken(disk, &BTreeSet::new()) {
        return Some(why);
    }
    let unsettled = outcome
        .items
        .iter()
        .find(|item| !matches!(item.stand.zustand, Zustand::Offen | Zustand::Abgeschlossen | Zustand::Gebaut));
    let hidden = disk.files().into_keys().find(|path| path.contains("/.") && !path.contains("beschaedigt"));
    unsettled.map(|item| format!("{} is {:?}", item.due, item.stand)).or(hidden.map(|path| format!("{path} is left")))
}

/// What loses nothing, everything, and each half of what was not brought to disk.
fn losses(disk: &Loss) -> Vec<Vec<bool>> {
    let steps = disk.unsynced().min(5);
    (0..1_u32 << steps).map(|kept| (0..steps).map(|step| kept >> step & 1 == 1).collect()).collect()
}

/// A run that dies at each of its steps, with each loss of power behind it: the first promise that is broken.
fn every_crash(mutant: Option<Mutant>, prepare: fn(&Fake, &Loss)) -> (usize, Option<String>) {
    let mut tried = 0;
    let mut known = BTreeSet::new();
    for step in 0.. {
        let (fake, disk) = (Fake::two(), Loss::default());
        prepare(&fake, &disk);
        disk.mutant.set(mutant);
        disk.die_at(step);
        let died = run(&fake, &disk, "2021-04-20", "eins").is_err();
        let mut worlds = vec![disk.fork()];
        for kept in losses(&disk) {
            let world = disk.fork();
            let mut kept = kept.into_iter();
            world.lose_power(|| kept.next().unwrap_or(false));
            worlds.push(world);
        }
        for world in worlds {
            tried += 1;
            // Many moments leave the same.
            if !known.insert((world.files(), world.unsynced())) {
                continue;
            }
            let watch = Watch::new();
            let broken = watch
                .broken(&world, &BTreeSet::new())
                .or_else(|| again(&fake, &world))
                .or_else(|| settles(&fake, &world, "2021-04-21"));
            if let Some(why) = broken {
                return (tried, Some(format!("step {step}: {why}")));
            }
        }
        if !died {
            return (tried, None);
        }
    }
    panic!("a run ends")
}

/// A second run that loses power at its end, so that what it only saw is lost.
fn again(fake: &Fake, disk: &Loss) -> Option<String> {
    let fork = disk.fork();
    run(fake, &fork, "2021-04-21", "zwei").ok()?;
    fork.lose_power(|| false);
    Watch::new().broken(&fork, &BTreeSet::new())
}

fn nothing(_: &Fake, _: &Loss) {}

/// The fourth quarter is filed, and data were edited since.
fn filed_before(fake: &Fake, disk: &Loss) {
    run(fake, disk, "2021-01-20", "vorher").expect("a run");
    fake.data.set(7);
}

/// One report, and two who hear of it.
fn with_hearers(fake: &Fake, _: &Loss) {
    fake.plan.borrow_mut().series = vec![series(&format!("bericht = \"a\"\nseit = \"2021-Q1\"\n{HEARERS}"))];
}

const HEARERS: &str =
    "melden = [{ an = \"x@stadt.example\", bei = [\"gebaut\"] }, { an = \"y\", bei = [\"gebaut\", \"fehler\"] }]\n";

/// Each of those who hear of a report was told at least once, with one key, and has one receipt.
fn all_are_told(fake: &Fake, disk: &Loss) -> Option<String> {
    let receipts = receipts(disk);
    let (calls, keys) = (fake.post.calls.borrow(), receipts.iter().collect::<BTreeSet<_>>());
    let called: BTreeSet<&String> = calls.iter().map(|[_, _, key]| key).collect();
    (receipts.len() != 2 || keys.len() != 2 || called != keys).then(|| format!("{receipts:?} of {calls:?}"))
}

/// The keys of the receipts in the journal.
pub(crate) fn receipts(disk: &Loss) -> Vec<String> {
    let journal = Journal::read(disk, KOERPERSCHAFT).expect("the journal");
    let keys = journal.entries.into_iter().filter_map(|(entry, _)| match entry.event {
        Event::Gemeldet { was, .. } => Some(was.schluessel),
        _ => None,
    });
    keys.collect()
}

#[test]
fn whoever_is_to_hear_of_a_report_does_though_a_run_dies_between_call_and_receipt() {
    for step in 0.. {
        let (fake, disk) = (Fake::two(), Loss::default());
        with_hearers(&fake, &disk);
        disk.die_at(step);
        let died = run(&fake, &disk, "2021-04-20", "eins").is_err();
        disk.lose_power(|| false);
        assert_eq!(settles(&fake, &disk, "2021-04-20"), None, "step {step}");
        assert_eq!(all_are_told(&fake, &disk), None, "step {step}");
        assert!(fake.post.calls.borrow().len() <= 3, "step {step}: one more call at most");
        if !died {
            break;
        }
    }
}

#[test]
fn a_run_can_die_at_every_step_and_lose_all_that_was_not_brought_to_disk() {
    for prepare in [nothing, filed_before] {
        let (tried, broken) = every_crash(None, prepare);
        assert_eq!(broken, None);
        assert!(tried > 100, "only {tried} moments");
    }
}

#[test]
fn a_disk_may_be_full_at_every_step() {
    for step in 0.. {
        let (fake, disk) = (Fake::two(), Loss::default());
        disk.fail_at(step);
        let outcome = run(&fake, &disk, "2021-04-20", "eins");
        let failed = matches!(outcome, Err(Stopped::Io(_)));
        assert_eq!(Watch::new().broken(&disk, &BTreeSet::new()), None, "step {step}");
        assert_eq!(settles(&fake, &disk, "2021-04-20"), None, "step {step}");
        if step >= disk.steps.get() || (!failed && step > 200) {
            break;
        }
    }
}

/// A run in the middle of which another one happens, from a step on and for so many steps.
fn interrupted(mutant: Option<Mutant>, step: usize, steps: Option<usize>) -> (bool, Option<String>) {
    let (fake, disk) = (Rc::new(Fake::two()), Rc::new(Loss::default()));
    disk.mutant.set(mutant);
    let happened = Rc::new(RefCell::new(false));
    let (other, on, told) = (Rc::clone(&fake), Rc::clone(&disk), Rc::clone(&happened));
    disk.before(
        step,
        Box::new(move || {
            *told.borrow_mut() = true;
            other.data.set(1);
            if let Some(steps) = steps {
                on.die_at(steps);
            }
            let _ = other.run(&*on, "2021-04-20", "zwei").all();
            on.kill();
            other.data.set(0);
        }),
    );
    let _ = run(&fake, &disk, "2021-04-20", "eins");
    let watch = Watch::new();
    let broken = watch.broken(&disk, &BTreeSet::new()).or_else(|| settles(&fake, &disk, "2021-04-21"));
    let broken = broken.map(|why| format!("step {step}, {steps:?}: {why}"));
    let happened = *happened.borrow();
    (happened, broken)
}

/// All the ways in which two runs without locks can meet.
fn every_meeting(mutant: Option<Mutant>) -> (usize, Option<String>) {
    let mut tried = 0;
    for step in 0.. {
        for steps in [None, Some(3)] {
            let (happened, broken) = interrupted(mutant, step, steps);
            tried += 1;
            if broken.is_some() || !happened {
                return (tried, broken);
            }
        }
    }
    panic!("a run ends")
}

#[test]
fn two_runs_without_locks_file_each_report_once() {
    let (tried, broken) = every_meeting(None);
    assert_eq!(broken, None);
    assert!(tried > 60, "only {tried} meetings");
}

#[test]
fn each_wrong_protocol_breaks_a_promise() {
    use Mutant::{ClearsInPlace, EntryBeforeFiling, EntryReplaces, FilingNotSynced, FilingReplaces, TrustsSeen};
    for mutant in [FilingNotSynced, EntryBeforeFiling, TrustsSeen] {
        assert!(every_crash(Some(mutant), nothing).1.is_some(), "{mutant:?}");
    }
    for mutant in [FilingReplaces, EntryReplaces, ClearsInPlace] {
        assert!(every_meeting(Some(mutant)).1.is_some(), "{mutant:?}");
    }
}
