//! What a municipality sees over the years, and on the day when something is missing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use ratsbericht::publish::Overlay;
use ratsbericht::schedule::decide::Order;
use ratsbericht::schedule::entry::Decision;
use ratsbericht::schedule::job::{Done, Outcome, Run, Stopped};
use ratsbericht::schedule::journal::Fault;
use ratsbericht::schedule::report::{Verdict, contradictions, report, told as told_of, verdict};
use ratsbericht::schedule::state::Zustand;
use serde_json::Value;

use super::crash::run;
use super::fake::{Fake, Watch, day, series, series_of};
use super::loss::Loss;

/// A report of each quarter that is closed by the run.
fn one(more: &str) -> Fake {
    Fake::new(vec![series(&format!("bericht = \"a\"\nseit = \"2018-Q4\"\nabschluss_tage = 14\n{more}"))])
}

fn runs(fake: &Fake, disk: &Loss, days: impl IntoIterator<Item = NaiveDate>) {
    for day in days {
        let outcome = run(fake, disk, &day.to_string(), &format!("lauf-{day}"));
        assert!(outcome.is_ok(), "{day}: {:?}", outcome.err());
    }
}

/// The folders in the Ablage.
fn filed(disk: &Loss) -> Vec<String> {
    let files = disk.files();
    let names = files.keys().filter_map(|path| path.strip_prefix("ablage/")?.split('/').next());
    names.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

fn closed(disk: &Loss) -> usize {
    disk.files().keys().filter(|path| path.starts_with("abschluesse/")).count()
}

/// What a run on a day has filed, in its order.
fn files(fake: &Fake, disk: &Loss, today: &str) -> Vec<String> {
    let outcome = run(fake, disk, today, &format!("lauf-{today}")).expect("a run");
    let name = |done: &Done| match done {
        Done::Filed(filed) => Some(filed.bericht.clone()),
        _ => None,
    };
    outcome.done.iter().filter_map(name).collect()
}

fn state(outcome: &Outcome<'_>, bericht: &str) -> Zustand {
    let item = outcome.items.iter().find(|item| item.due.to_string() == bericht);
    item.unwrap_or_else(|| panic!("no {bericht}")).stand.zustand
}

fn decide(fake: &Fake, disk: &Loss, today: &str, about: &str, was: Decision) -> Result<String, Stopped> {
    let order = Order { about: about.into(), was, reason: "Probe".into(), name: "FB 11".into() };
    fake.run(disk, today, &format!("entscheidung-{today}-{}", disk.steps.get())).decide(&order)
}

fn withdrawn() -> Decision {
    Decision::Zurueckziehen { manifest: String::new() }
}

fn broken(eintrag: u64) -> Decision {
    Decision::Bruch { eintrag, sha256: String::new() }
}

#[test]
fn three_years_of_runs_file_and_close_each_quarter_once() {
    let (fake, disk) = (one(""), Loss::default());
    let first = day("2019-01-10");
    let days: Vec<NaiveDate> = (0..3 * 365).map(|n| first + Days::new(n)).collect();
    runs(&fake, &disk, days.iter().copied());
    assert_eq!((filed(&disk).len(), closed(&disk), fake.made.get()), (12, 12, 12));
    assert_eq!(Watch::new().broken(&disk, &BTreeSet::new()), None);
    let before = disk.files();
    runs(&fake, &disk, days.last().copied());
    let changed: Vec<String> = disk
        .files()
        .into_iter()
        .filter(|(path, content)| before.get(path) != Some(content))
        .map(|(path, _)| path)
        .collect();
    assert!(changed.iter().all(|path| path == "laufbuch/zuletzt.json"), "{changed:?}");
}

#[test]
fn runs_on_any_five_days_file_the_same_reports() {
    let last = day("2022-01-25");
    for seed in 0..6_u64 {
        let (fake, disk) = (one(""), Loss::default());
        // Nobody ran it, but clerks went on.
        fake.newest.set(Some(last));
        let mut days: Vec<NaiveDate> =
            (1..5).map(|n| day("2019-01-21") + Days::new((seed * 7_919 + n * n * 104_729) % 1_090)).collect();
        days.sort();
        // The last report is due on the last day; a run makes up for four at most.
        runs(&fake, &disk, days.into_iter().chain([last, last + Days::new(1), last + Days::new(2)]));
        let names: Vec<String> = filed(&disk);
        assert_eq!(names.len(), 13, "{names:?}");
        assert_eq!(fake.made.get(), 13);
        assert_eq!(Watch::new().broken(&disk, &BTreeSet::new()), None);
    }
}

#[test]
fn what_was_missed_is_made_up_oldest_first_four_a_run() {
    let (fake, disk) = (one(""), Loss::default());
    let quarter = |text: &str| format!("a/{text}");
    let today = ["2021-04-21", "2021-04-22", "2021-04-23"];
    assert_eq!(files(&fake, &disk, today[0]), ["2018-Q4", "2019-Q1", "2019-Q2", "2019-Q3"].map(quarter));
    assert_eq!(files(&fake, &disk, today[1]), ["2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3"].map(quarter));
    assert_eq!(files(&fake, &disk, today[2]), ["2020-Q4", "2021-Q1"].map(quarter));
    assert_eq!(closed(&disk), 9, "all but the newest");

    let (fake, disk) = (one("nachholen = \"neueste\"\n"), Loss::default());
    assert_eq!(files(&fake, &disk, today[0]), ["a/2021-Q1"]);
    let outcome = run(&fake, &disk, today[1], "zwei").expect("a run");
    assert_eq!(outcome.items.iter().filter(|item| item.stand.zustand == Zustand::Uebersprungen).count(), 9);
    // What was left out stays so, whatever the plan says later.
    *fake.plan.borrow_mut() = one("").plan.into_inner();
    assert_eq!(files(&fake, &disk, today[2]), [""; 0]);

    let (fake, disk) = (one("nachholen = \"keine\"\n"), Loss::default());
    assert_eq!(files(&fake, &disk, "2021-04-28"), [""; 0]);
    assert_eq!(files(&fake, &disk, "2021-07-22"), ["a/2021-Q2"]);

    let by_hand = series("bericht = \"a\"\nseit = \"2018-Q4\"\nwarten_auf = [\"vorperiode\"]\n");
    let (fake, disk) = (Fake::new(vec![by_hand]), Loss::default());
    assert_eq!(files(&fake, &disk, today[0]), ["a/2018-Q4"]);
    assert_eq!(files(&fake, &disk, today[1]), [""; 0]);
    disk.tamper("abschluesse/2018-Q4.json", Some(b"{\"berichte\": [{\"name\": \"a\"}]}"));
    assert_eq!(files(&fake, &disk, today[2]), ["a/2019-Q1"]);
}

#[test]
fn a_period_is_closed_from_what_was_filed_when_all_its_reports_are_there() {
    let (fake, disk) = (Fake::two(), Loss::default());
    fake.waiting.borrow_mut().insert("b/2020-Q4".into());
    assert_eq!(files(&fake, &disk, "2021-01-20"), ["a/2020-Q4"]);
    fake.data.set(5);
    assert_eq!(files(&fake, &disk, "2021-02-10"), [""; 0]);
    assert_eq!(closed(&disk), 0, "one report is missing");
    fake.waiting.borrow_mut().clear();
    assert_eq!(files(&fake, &disk, "2021-02-11"), ["b/2020-Q4"]);
    fake.data.set(6);
    runs(&fake, &disk, [day("2021-02-16")]);
    let content = disk.files()["abschluesse/2020-Q4.json"].clone();
    let content: Value = serde_json::from_slice(&content).expect("JSON");
    let said = content["berichte"].as_array().expect("reports").iter().map(|b| b["zahl"].as_str().expect("a number"));
    assert_eq!(said.collect::<Vec<_>>(), ["0", "5"]);
}

#[test]
fn a_report_without_a_termin_keeps_its_period_open_until_it_is_skipped() {
    let (fake, disk) = (Fake::two(), Loss::default());
    fake.plan.borrow_mut().series[1] = series("bericht = \"b\"\nseit = \"2021-Q1\"\nabschluss_tage = 5\n");
    runs(&fake, &disk, [day("2021-01-20"), day("2021-02-20")]);
    assert_eq!(closed(&disk), 0);
    let outcome = run(&fake, &disk, "2021-02-20", "frage").expect("a run");
    assert!(outcome.items[0].stand.grund.contains(&"der Abschluss wartet auf b/2020-Q4".to_owned()));
    decide(&fake, &disk, "2021-02-20", "b/2020-Q4", Decision::Ueberspringen).expect("a decision");
    runs(&fake, &disk, [day("2021-02-21")]);
    assert_eq!(closed(&disk), 1);
}

#[test]
fn a_spoiled_journal_is_healed_or_waits_for_a_decision() {
    let (fake, disk) = (one(""), Loss::default());
    runs(&fake, &disk, [day("2019-01-21"), day("2019-04-21"), day("2019-07-21")]);
    let entries =
        |disk: &Loss| disk.files().into_keys().filter(|path| path.starts_with("laufbuch/0")).collect::<Vec<_>>();
    let last = entries(&disk).pop().expect("an entry");
    disk.tamper(&last, Some(b"{\"nr\""));
    runs(&fake, &disk, [day("2019-07-22")]);
    assert!(disk.files().keys().any(|path| path.contains("beschaedigt")), "it is put aside");

    let text = String::from_utf8(disk.files()["laufbuch/000003.json"].clone()).expect("text");
    disk.tamper("laufbuch/000003.json", Some(text.replace("a/2018", "b/2018").as_bytes()));
    let stopped = run(&fake, &disk, "2019-07-23", "drei").err();
    assert!(
        matches!(&stopped, Some(Stopped::Journal(faults)) if matches!(faults[..], [Fault::Broken(3, _)])),
        "{stopped:?}"
    );
    let world = fake.run(&disk, "2019-07-23", "frage").world(day("2019-07-23")).expect("a world");
    assert_eq!(world.items(&BTreeMap::new()).len(), 4, "what is due is still told");
    assert!(decide(&fake, &disk, "2019-07-23", "", broken(2)).is_err());
    decide(&fake, &disk, "2019-07-23", "", broken(3)).expect("a decision");
    let made = fake.made.get();
    runs(&fake, &disk, [day("2019-07-23"), day("2019-07-24")]);
    assert_eq!(fake.made.get(), made, "nothing is made twice");
}

#[test]
fn a_journal_that_lost_its_end_or_all_of_it_waits_for_a_decision() {
    for lost in [3, usize::MAX] {
        let (fake, disk) = (one(""), Loss::default());
        runs(&fake, &disk, [day("2019-01-21"), day("2019-04-21"), day("2019-07-21")]);
        let files = disk.files();
        let entries: Vec<&String> = files.keys().filter(|path| path.starts_with("laufbuch/0")).collect();
        entries.iter().rev().take(lost).for_each(|path| disk.tamper(path, None));
        if lost == usize::MAX {
            disk.tamper("laufbuch", None);
        }
        let stopped = run(&fake, &disk, "2019-07-22", "zwei").err();
        assert!(
            matches!(&stopped, Some(Stopped::Journal(faults)) if matches!(faults[..], [Fault::Lost(_)])),
            "{stopped:?}"
        );
        decide(&fake, &disk, "2019-07-22", "", Decision::Neubeginn { von: 0, bis: 0 }).expect("a decision");
        let outcome = run(&fake, &disk, "2019-07-22", "drei").expect("a run");
        assert!(outcome.done.iter().any(|done| matches!(done, Done::Found(_))), "{:?}", outcome.done);
        assert_eq!((fake.made.get(), filed(&disk).len()), (3, 3));
        runs(&fake, &disk, [day("2019-07-23")]);
    }
}

#[test]
fn what_journal_and_ablage_do_not_say_alike_is_told_whatever_the_plan_asks_for() {
    let (fake, disk) = (one(""), Loss::default());
    runs(&fake, &disk, [day("2019-01-21"), day("2019-04-21")]);
    let wrong = |disk: &Loss| {
        let world = fake.run(disk, "2019-04-22", "frage").world(day("2019-04-22")).expect("a world");
        contradictions(&world)
    };
    assert_eq!(wrong(&disk), [""; 0]);
    let of = |change: &dyn Fn(&Loss)| {
        let other = disk.fork();
        change(&other);
        wrong(&other).join("\n")
    };
    let last = disk.files().into_keys().rfind(|path| path.starts_with("laufbuch/0")).expect("an entry");
    let lost = of(&|disk| ["laufbuch/zuletzt.json", &last].iter().for_each(|path| disk.tamper(path, None)));
    assert!(lost.starts_with("ablage/a-2019-q1: liegt da, und das Laufbuch nennt ihn nicht"), "{lost}");
    let all = of(&|disk| disk.tamper("laufbuch", None));
    assert_eq!(all.matches("das Laufbuch nennt ihn nicht").count(), 2, "{all}");
    assert!(of(&|disk| disk.tamper("abschluesse/2018-Q4.json", None)).starts_with("Abschluss 2018-Q4: fehlt"));
    // Nobody asks for the report any more.
    fake.plan.borrow_mut().series.clear();
    assert_eq!(wrong(&disk), [""; 0]);
    let pdf = "ablage/a-2018-q4/a-2018-q4.pdf";
    assert!(of(&|disk| disk.tamper(pdf, Some(b"andere Zahlen"))).contains("a-2018-q4.pdf“ ist verändert"));
    assert!(of(&|disk| disk.tamper("ablage/a-2018-q4", None)).starts_with("ablage/a-2018-q4: fehlt"));
}

#[test]
fn a_municipality_can_get_another_name() {
    let (fake, disk) = (one(""), Loss::default());
    runs(&fake, &disk, [day("2019-01-21")]);
    fake.plan.borrow_mut().koerperschaft = "Stadt Neu".into();
    let Err(Stopped::Journal(faults)) = run(&fake, &disk, "2019-02-20", "zwei") else { panic!("another's journal") };
    assert!(told_of(&faults[0]).contains("decide --renamed-from \"Stadt Musterstadt\""), "{faults:?}");
    let named = |name: &str| Decision::Umbenennung { frueher: name.into() };
    assert!(decide(&fake, &disk, "2019-02-20", "", named("Stadt Fern")).is_err());
    decide(&fake, &disk, "2019-02-20", "", named("Stadt Musterstadt")).expect("a decision");
    assert!(decide(&fake, &disk, "2019-02-20", "", named("Stadt Musterstadt")).is_err(), "once is enough");
    runs(&fake, &disk, [day("2019-02-20")]);
    assert_eq!((filed(&disk).len(), closed(&disk), fake.made.get()), (1, 1, 1));
    // Names follow each other.
    fake.plan.borrow_mut().koerperschaft = "Stadt Neuer".into();
    decide(&fake, &disk, "2019-02-21", "", named("Stadt Neu")).expect("a decision");
    assert!(run(&fake, &disk, "2019-02-21", "drei").is_ok());
    fake.plan.borrow_mut().koerperschaft = "Stadt Fern".into();
    assert!(run(&fake, &disk, "2019-02-22", "vier").is_err(), "that one never had the name");
}

#[test]
fn many_owed_reports_are_not_all_looked_at() {
    for more in ["", "warten_auf = [\"daten\"]\n"] {
        let (fake, disk) = (one(more), Loss::default());
        fake.newest.set(Some(day("2019-01-01")));
        let far = (0..800).map(|n| format!("a/{}-Q{}", 2019 + n / 4, n % 4 + 1));
        fake.waiting.borrow_mut().extend(far.filter(|_| !more.is_empty()));
        let world = fake.run(&disk, "2199-12-31", "frage").world(day("2199-12-31")).expect("a world");
        let items = world.items(&BTreeMap::new());
        let waiting = items.iter().filter(|item| item.stand.zustand == Zustand::WartetDaten).count();
        assert_eq!((items.len() > 700, waiting > 700), (true, !more.is_empty()));
        assert!(fake.looks.get() <= 12, "{} looks", fake.looks.get());
    }
}

#[test]
fn what_is_gone_or_changed_in_the_ablage_is_told_and_never_made_again_by_itself() {
    let (fake, disk) = (one(""), Loss::default());
    runs(&fake, &disk, [day("2019-01-21")]);
    let folder = "ablage/a-2018-q4";
    let whole = disk.files();
    let pdf = format!("{folder}/a-2018-q4.pdf");
    disk.tamper(&pdf, Some(&[whole[&pdf].as_slice(), b"\nSignatur"].concat()));
    assert_eq!(state(&run(&fake, &disk, "2019-01-22", "zwei").expect("a run"), "a/2018-Q4"), Zustand::Gebaut);
    disk.tamper(&pdf, Some(b"andere Zahlen"));
    let outcome = run(&fake, &disk, "2019-01-23", "drei").expect("a run");
    assert_eq!(state(&outcome, "a/2018-Q4"), Zustand::Veraendert);
    let step = |outcome: &Outcome<'_>| report(&outcome.world, &outcome.items[0])["naechster_schritt"].to_string();
    assert!(step(&outcome).contains("zuerst „a-2018-q4“ aus der Ablage"), "{}", step(&outcome));
    assert_eq!(verdict(&outcome.world, &outcome.items), Verdict::Late);
    disk.tamper(folder, None);
    let outcome = run(&fake, &disk, "2019-01-24", "vier").expect("a run");
    assert_eq!(state(&outcome, "a/2018-Q4"), Zustand::Fehlt);
    assert!(step(&outcome).ends_with("decide a/2018-Q4 --restore\"") && !step(&outcome).contains("Nehmen"));
    fake.data.set(1);
    assert!(matches!(
        decide(&fake, &disk, "2019-01-24", "a/2018-Q4", Decision::Wiederherstellen),
        Err(Stopped::Refused(_))
    ));
    fake.data.set(0);
    decide(&fake, &disk, "2019-01-24", "a/2018-Q4", Decision::Wiederherstellen).expect("a decision");
    assert_eq!(disk.files()[&pdf], whole[&pdf]);
    runs(&fake, &disk, [day("2019-02-20")]);
    let closed_file = disk.files()["abschluesse/2018-Q4.json"].clone();
    disk.tamper("abschluesse/2018-Q4.json", None);
    let outcome = run(&fake, &disk, "2019-02-21", "fünf").expect("a run");
    assert_eq!(state(&outcome, "a/2018-Q4"), Zustand::Fehlt);
    assert!(step(&outcome).ends_with("decide 2018-Q4 --restore\""), "{}", step(&outcome));
    decide(&fake, &disk, "2019-02-21", "2018-Q4", Decision::Wiederherstellen).expect("a decision");
    assert_eq!(disk.files()["abschluesse/2018-Q4.json"], closed_file);
    disk.tamper("abschluesse/2018-Q4.json", Some(b"{\"berichte\": [{\"name\": \"a\"}]}"));
    let outcome = run(&fake, &disk, "2019-02-22", "sechs").expect("a run");
    assert_eq!(state(&outcome, "a/2018-Q4"), Zustand::Veraendert);
    assert!(step(&outcome).contains("zuerst „abschluesse/2018-Q4.json“ weg"), "{}", step(&outcome));
    disk.tamper("abschluesse/2018-Q4.json", None);
    decide(&fake, &disk, "2019-02-22", "2018-Q4", Decision::Wiederherstellen).expect("what the step names works");
}

#[test]
fn a_report_that_cannot_be_made_holds_up_no_other() {
    let (fake, disk) = (Fake::two(), Loss::default());
    fake.errors.borrow_mut().insert("a/2020-Q4".into());
    let outcome = run(&fake, &disk, "2021-01-21", "eins").expect("a run");
    assert_eq!([state(&outcome, "a/2020-Q4"), state(&outcome, "b/2020-Q4")], [Zustand::Gesperrt, Zustand::Gebaut]);
    assert_eq!(verdict(&outcome.world, &outcome.items), Verdict::Stopped);
    fake.errors.borrow_mut().clear();
    fake.broken.borrow_mut().insert("a/2020-Q4".into());
    let outcome = run(&fake, &disk, "2021-01-22", "zwei").expect("a run");
    assert!(matches!(outcome.done[..], [Done::Failed(..)]), "{:?}", outcome.done);
    assert_eq!(verdict(&outcome.world, &outcome.items), Verdict::Fine, "the Frist has not passed");
    let outcome = run(&fake, &disk, "2021-01-29", "drei").expect("a run");
    assert_eq!(verdict(&outcome.world, &outcome.items), Verdict::Late);
    fake.waiting.borrow_mut().insert("b/2021-Q1".into());
    fake.broken.borrow_mut().clear();
    let outcome = run(&fake, &disk, "2021-04-28", "vier").expect("a run");
    assert_eq!(state(&outcome, "b/2021-Q1"), Zustand::WartetDaten);
    assert_eq!(verdict(&outcome.world, &outcome.items), Verdict::Late);
    decide(&fake, &disk, "2021-04-28", "b/2021-Q1", Decision::Freigeben).expect("a decision");
    assert_eq!(files(&fake, &disk, "2021-04-29"), ["b/2021-Q1"]);
}

#[test]
fn a_report_that_ends_the_program_three_times_is_left_alone_until_something_changes() {
    let (fake, disk) = (Fake::two(), Loss::default());
    for name in ["eins", "zwei", "drei"] {
        // The second entry of the first run, and the first of the others, is the attempt.
        let steps = if name == "eins" { 12 } else { 8 };
        disk.die_at(steps);
        assert!(run(&fake, &disk, "2021-01-21", name).is_err());
    }
    let outcome = run(&fake, &disk, "2021-01-21", "vier").expect("a run");
    assert_eq!([state(&outcome, "a/2020-Q4"), state(&outcome, "b/2020-Q4")], [Zustand::Gescheitert, Zustand::Gebaut]);
    let other = disk.fork();
    decide(&fake, &other, "2021-01-21", "a/2020-Q4", Decision::Freigeben).expect("a decision");
    assert_eq!(files(&fake, &other, "2021-01-22"), ["a/2020-Q4"], "the attempts before do not count");
    fake.data.set(1);
    assert_eq!(files(&fake, &disk, "2021-01-22"), ["a/2020-Q4"]);
}

#[test]
fn a_clock_that_is_wrong_is_not_believed() {
    let (fake, disk) = (one(""), Loss::default());
    runs(&fake, &disk, [day("2019-01-21")]);
    // Another time zone is a day behind.
    runs(&fake, &disk, [day("2019-01-20")]);
    for wrong in ["2019-01-19", "2018-01-21", "2047-01-21"] {
        let before = disk.files();
        assert!(matches!(run(&fake, &disk, wrong, "zwei"), Err(Stopped::Clock(_))), "{wrong}");
        assert_eq!(disk.files(), before, "{wrong}");
    }
    assert!(
        decide(&fake, &disk, "2019-01-21", "", Decision::Neubeginn { von: 0, bis: 0 }).is_err(),
        "nothing is wrong"
    );
    // Nobody ran it for nine months, but clerks went on.
    fake.newest.set(Some(day("2019-10-01")));
    runs(&fake, &disk, [day("2019-10-21")]);
}

#[test]
fn a_run_on_a_day_far_ahead_can_be_left_behind() {
    let (fake, disk) = (one(""), Loss::default());
    runs(&fake, &disk, [day("2019-01-21")]);
    let before = filed(&disk);
    let ahead = Run { day_is_given: true, ..fake.run(&disk, "2199-12-31", "voraus") };
    let outcome = ahead.all().expect("a run");
    ahead.end(&outcome, Some(0)).expect("its end");
    for lost in [false, true] {
        let Err(Stopped::Clock(why)) = run(&fake, &disk, "2019-01-22", "zwei") else { panic!("the clock is wrong") };
        assert!(why.contains("decide --restart"), "{why}");
        if lost {
            let last = disk.files().into_keys().rfind(|path| path.starts_with("laufbuch/0")).expect("an entry");
            disk.tamper(&last, None);
        }
        let other = disk.fork();
        decide(&fake, &other, "2019-01-22", "", Decision::Neubeginn { von: 0, bis: 0 }).expect("a decision");
        runs(&fake, &other, [day("2019-01-22"), day("2019-04-21"), day("2019-07-21")]);
        assert!(matches!(run(&fake, &other, "2019-07-01", "drei"), Err(Stopped::Clock(_))), "its own day counts");
        assert!(before.iter().all(|folder| filed(&other).contains(folder)), "what was filed stays");
    }
}

#[test]
fn a_dry_run_does_what_the_run_then_does_and_writes_nothing() {
    let (fake, disk) = (one(""), Loss::default());
    for today in ["2019-01-21", "2019-02-20", "2020-12-01", "2020-12-02"] {
        fake.newest.set(Some(day(today)));
        let before = disk.files();
        let dry = |disk| {
            fake.run(&Overlay::over(disk), today, "trocken")
                .all()
                .map(|outcome| format!("{:?}", told(&outcome)))
                .expect("a run")
        };
        let planned = dry(&disk);
        assert_eq!(disk.files(), before);
        let did = run(&fake, &disk, today, &format!("lauf-{today}")).expect("a run");
        assert_eq!(planned, format!("{:?}", told(&did)), "{today}");
    }
}

/// What was done, and how everything stands then.
fn told(outcome: &Outcome<'_>) -> (Vec<String>, Vec<String>) {
    let done = outcome.done.iter().map(|done| match done {
        Done::Filed(filed) | Done::Found(filed) => filed.bericht.clone(),
        other => format!("{other:?}"),
    });
    (done.collect(), outcome.items.iter().map(|item| format!("{} {:?}", item.due, item.stand.zustand)).collect())
}

#[test]
fn another_name_or_turnus_makes_no_report_twice() {
    let (fake, disk) = (one(""), Loss::default());
    runs(&fake, &disk, [day("2019-01-21"), day("2019-04-21")]);
    let renamed = |more: &str| {
        let termin = format!("bericht = \"neu\"\nseit = \"2018-Q4\"\nabschluss_tage = 14\n{more}");
        Fake::new(vec![series(&termin)]).plan.into_inner()
    };
    *fake.plan.borrow_mut() = renamed("");
    let outcome = run(&fake, &disk, "2019-04-22", "drei").expect("a run");
    assert_eq!(state(&outcome, "neu/2019-Q1"), Zustand::Gesperrt);
    assert_eq!(fake.made.get(), 2);
    *fake.plan.borrow_mut() = renamed("frueher = [\"a\"]\n");
    let outcome = run(&fake, &disk, "2019-07-21", "vier").expect("a run");
    assert_eq!(state(&outcome, "neu/2019-Q1"), Zustand::Abgeschlossen);
    assert_eq!(filed(&disk), ["a-2018-q4", "a-2019-q1", "neu-2019-q2"]);

    *fake.plan.borrow_mut() = Fake::new(vec![series_of(
        "bericht = \"neu\"\nseit = \"2019-H2\"\n",
        "{\"titel\": \"T\", \"auswahl\": \"alle\", \"turnus\": \"Halbjahr\"}",
    )])
    .plan
    .into_inner();
    assert_eq!(files(&fake, &disk, "2020-01-21"), ["neu/2019-H2"]);
    let plan = fake.plan.take();
    fake.plan.borrow_mut().koerperschaft.clone_from(&plan.koerperschaft);
    assert_eq!(files(&fake, &disk, "2020-01-22"), [""; 0]);
    *fake.plan.borrow_mut() = plan;
    assert_eq!(files(&fake, &disk, "2020-01-23"), [""; 0], "the Termin is back");
}

#[test]
fn people_decide_and_can_change_their_mind() {
    let (fake, disk) = (one(""), Loss::default());
    decide(&fake, &disk, "2019-01-10", "a/2018-Q4", Decision::Anhalten { bis: day("2019-02-01") }).expect("a decision");
    assert_eq!(files(&fake, &disk, "2019-01-21"), [""; 0]);
    assert_eq!(files(&fake, &disk, "2019-02-01"), ["a/2018-Q4"]);
    let before = disk.files()["ablage/a-2018-q4/manifest.json"].clone();
    assert!(decide(&fake, &disk, "2019-02-02", "a/2018-Q4", Decision::Ueberspringen).is_err());
    fake.data.set(1);
    decide(&fake, &disk, "2019-02-02", "a/2018-Q4", withdrawn()).expect("a decision");
    assert!(disk.files().keys().any(|path| path.starts_with("ablage/zurueckgezogen/a-2018-q4")));
    assert_eq!(files(&fake, &disk, "2019-02-03"), ["a/2018-Q4"]);
    assert_ne!(disk.files()["ablage/a-2018-q4/manifest.json"], before);
    runs(&fake, &disk, [day("2019-03-01")]);
    assert!(decide(&fake, &disk, "2019-03-01", "a/2018-Q4", withdrawn()).is_err(), "closed");
    assert!(decide(&fake, &disk, "2019-03-01", "a/2017-Q4", Decision::Freigeben).is_err(), "never owed");
    decide(&fake, &disk, "2019-04-10", "a/2019-Q1", Decision::Ueberspringen).expect("a decision");
    assert_eq!(files(&fake, &disk, "2019-04-21"), [""; 0]);
    decide(&fake, &disk, "2019-04-21", "a/2019-Q1", Decision::Freigeben).expect("a decision");
    assert_eq!(files(&fake, &disk, "2019-04-22"), ["a/2019-Q1"]);
    let pdf = format!("%PDF a/2019-Q2 1 {}", day("2019-07-20"));
    let adopt = |pdf: &str| Decision::Uebernehmen {
        pdf: ratsbericht::source::digest(pdf.as_bytes()),
        ausdruck: day("2019-07-20"),
    };
    assert!(decide(&fake, &disk, "2019-07-21", "a/2019-Q2", adopt("von Hand geändert")).is_err());
    decide(&fake, &disk, "2019-07-21", "a/2019-Q2", adopt(&pdf)).expect("a decision");
    assert_eq!(disk.files()["ablage/a-2019-q2/a-2019-q2.pdf"], pdf.as_bytes());
    assert_eq!(Watch::new().broken(&disk, &["a-2018-q4".to_owned()].into()), None);
}

#[test]
fn data_that_change_while_they_are_read_are_read_again() {
    let (fake, disk) = (one(""), Loss::default());
    fake.edited.set(2);
    assert_eq!(files(&fake, &disk, "2019-01-21"), ["a/2018-Q4"]);
    fake.edited.set(9);
    let outcome = run(&fake, &disk, "2019-04-21", "zwei").expect("a run");
    assert_eq!(state(&outcome, "a/2019-Q1"), Zustand::WartetDaten);
    let why = &outcome.items.iter().find(|item| item.due.to_string() == "a/2019-Q1").expect("the report").stand.grund;
    assert!(why[0].contains("~$projekte.xlsx"), "{why:?}");
    fake.edited.set(0);
    assert_eq!(files(&fake, &disk, "2019-04-22"), ["a/2019-Q1"]);
}
