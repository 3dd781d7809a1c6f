//! Who is told what, how often, and what monitors see of it.

use std::collections::BTreeSet;

use ratsbericht::publish::mail;
use ratsbericht::publish::metrics::{Ran, metrics};
use ratsbericht::schedule::entry::{Decision, Event, Told};
use ratsbericht::schedule::job::Stopped;
use ratsbericht::schedule::journal::{Journal, Writer};
use ratsbericht::source::digest;
use serde_json::{Value, json};

use super::crash::{receipts, run};
use super::fake::{Fake, KOERPERSCHAFT, series};
use super::loss::Loss;

/// A report of each quarter with those who hear of it.
fn one(melden: &str) -> Fake {
    Fake::new(vec![series(&format!("bericht = \"a\"\nseit = \"2018-Q4\"\nabschluss_tage = 14\nmelden = {melden}\n"))])
}

const ALL: &str = "[{ an = \"x\", bei = [\"gebaut\", \"abgeschlossen\", \"wartet\", \"überfällig\", \"fehler\"] }]";

/// What a run on a day tells whom.
fn told(fake: &Fake, disk: &Loss, today: &str) -> Vec<String> {
    run(fake, disk, today, &format!("lauf-{today}-{}", disk.steps.get())).expect("a run");
    fake.post.new_calls()
}

#[test]
fn what_fails_is_told_again_and_only_that_with_the_same_key_and_nothing_else_depends_on_it() {
    let to = |an: &str| format!("{{ an = \"{an}\", bei = [\"gebaut\"] }}");
    let (fake, disk) = (one(&format!("[{}, {}, {}]", to("x"), to("y"), to("z"))), Loss::default());
    fake.post.away.borrow_mut().insert("y".into());
    let mut keys = BTreeSet::new();
    for (today, expected) in [("2019-01-21", 3), ("2019-01-22", 1), ("2019-01-23", 1)] {
        run(&fake, &disk, today, today).expect("a run");
        let calls = fake.post.calls.take();
        assert_eq!(calls.len(), expected, "{calls:?}");
        keys.extend(calls.into_iter().filter(|[an, ..]| an == "y").map(|[_, _, key]| key));
    }
    let filed = disk.files()["ablage/a-2018-q4/manifest.json"].clone();
    fake.post.away.borrow_mut().clear();
    fake.post.busy.borrow_mut().insert("y".into());
    let entries = |disk: &Loss| disk.files().keys().filter(|path| path.starts_with("laufbuch/0")).count();
    let before = entries(&disk);
    assert_eq!(told(&fake, &disk, "2019-01-24"), ["y gebaut"]);
    assert_eq!(entries(&disk), before, "who wants to be asked again leaves no trace");
    fake.post.busy.borrow_mut().clear();
    run(&fake, &disk, "2019-01-25", "fünf").expect("a run");
    keys.extend(fake.post.calls.take().into_iter().map(|[_, _, key]| key));
    assert_eq!(keys.len(), 1);
    assert_eq!(told(&fake, &disk, "2019-01-26"), [""; 0]);
    assert_eq!(receipts(&disk).len(), 3);
    assert_eq!(disk.files()["ablage/a-2018-q4/manifest.json"], filed);
    let files: Vec<String> =
        disk.files().into_values().map(|file| String::from_utf8_lossy(&file).into_owned()).collect();
    let with = |words: &str| files.iter().filter(|file| file.contains(words)).count();
    assert_eq!((with("hook_fehler"), with("kein Netz")), (3, 1), "the same words stand there once");
}

#[test]
fn workspaces_of_one_municipality_have_keys_of_their_own_and_old_receipts_count() {
    let to = "[{ an = \"x\", bei = [\"gebaut\"] }]";
    let keys = ["eins", "zwei"].map(|first| {
        let (fake, disk) = (one(to), Loss::default());
        run(&fake, &disk, "2019-01-21", first).expect("a run");
        receipts(&disk)
    });
    assert!(keys[0].len() == 1 && keys[0] != keys[1], "{keys:?}");

    let (fake, disk) = (one(to), Loss::default());
    fake.post.busy.borrow_mut().insert("x".into());
    assert_eq!(told(&fake, &disk, "2019-01-21"), ["x gebaut"]);
    let pdf = digest(&disk.files()["ablage/a-2018-q4/a-2018-q4.pdf"]);
    let key = digest(format!("{KOERPERSCHAFT}\na/2018-Q4\ngebaut\n{pdf}\nx").as_bytes());
    let was = Told { ereignis: "gebaut".into(), empfaenger: "x".into(), schluessel: key };
    let writer = fake.run(&disk, "2019-01-21", "frueher").writer;
    let writer = Writer { koerperschaft: KOERPERSCHAFT.into(), ..writer };
    let mut journal = Journal::read(&disk, KOERPERSCHAFT).expect("the journal");
    let event = Event::Gemeldet { bericht: "a/2018-Q4".into(), was };
    assert!(journal.append(&disk, &writer, event).expect("an entry"));
    fake.post.busy.borrow_mut().clear();
    assert_eq!(told(&fake, &disk, "2019-01-22"), [""; 0]);
}

#[test]
fn people_hear_of_each_state_once_and_weekly_of_what_is_late() {
    let (fake, disk) = (one(ALL), Loss::default());
    fake.plan.borrow_mut().series[0] = series(&format!(
        "bericht = \"a\"\nseit = \"2018-Q4\"\nabschluss_tage = 14\nwarten_auf = [\"daten\"]\nmelden = {ALL}\n"
    ));
    fake.waiting.borrow_mut().insert("a/2018-Q4".into());
    assert_eq!(told(&fake, &disk, "2019-01-10"), [""; 0]);
    assert_eq!(told(&fake, &disk, "2019-01-20"), ["x wartet"]);
    assert_eq!(told(&fake, &disk, "2019-01-27"), [""; 0], "the last day");
    assert_eq!(told(&fake, &disk, "2019-01-28"), ["x ueberfaellig"]);
    assert_eq!(told(&fake, &disk, "2019-02-02"), [""; 0]);
    assert_eq!(told(&fake, &disk, "2019-02-03"), ["x ueberfaellig"]);
    fake.errors.borrow_mut().insert("a/2018-Q4".into());
    assert_eq!(told(&fake, &disk, "2019-02-04"), ["x fehler"]);
    assert_eq!(told(&fake, &disk, "2019-02-05"), [""; 0]);
    fake.errors.borrow_mut().clear();
    fake.waiting.borrow_mut().clear();
    fake.broken.borrow_mut().insert("a/2018-Q4".into());
    assert_eq!(told(&fake, &disk, "2019-02-06"), ["x fehler"], "the template fails");
    assert_eq!(told(&fake, &disk, "2019-02-07"), [""; 0]);
    fake.broken.borrow_mut().clear();
    assert_eq!(told(&fake, &disk, "2019-02-08"), ["x gebaut"]);
    assert_eq!(told(&fake, &disk, "2019-02-22"), ["x abgeschlossen"]);
    for day in ["2019-02-23", "2019-02-24"] {
        disk.tamper("ablage/a-2018-q4/a-2018-q4.pdf", Some(day.as_bytes()));
        assert_eq!(told(&fake, &disk, day), if day.ends_with("23") { vec!["x fehler"] } else { vec![] });
    }
}

#[test]
fn who_is_added_later_hears_of_what_happens_from_then_on() {
    let (fake, disk) = (one("[]"), Loss::default());
    assert_eq!(told(&fake, &disk, "2019-01-21"), [""; 0]);
    *fake.plan.borrow_mut() = one(ALL).plan.into_inner();
    assert_eq!(told(&fake, &disk, "2019-01-22"), [""; 0]);
    assert_eq!(told(&fake, &disk, "2019-02-10"), ["x abgeschlossen"]);
    assert_eq!(told(&fake, &disk, "2019-04-21"), ["x gebaut"]);
    // Without its journal, a run tells once more, with the keys that the receiver knows.
    let keys: BTreeSet<String> = receipts(&disk).into_iter().collect();
    disk.tamper("laufbuch", None);
    assert!(matches!(run(&fake, &disk, "2019-04-22", "drei"), Err(Stopped::Journal(_))));
    let was = Decision::Neubeginn { von: 0, bis: 0 };
    let order = ratsbericht::schedule::decide::Order { about: "".into(), was, reason: "P".into(), name: "P".into() };
    fake.run(&disk, "2019-04-22", "vier").decide(&order).expect("a decision");
    run(&fake, &disk, "2019-04-22", "fünf").expect("a run");
    let again: BTreeSet<String> = fake.post.calls.take().into_iter().map(|[_, _, key]| key).collect();
    assert!(keys.is_subset(&again), "{keys:?} {again:?}");
}

#[test]
fn a_full_disk_is_seen_before_anything_is_made() {
    let (fake, disk) = (one("[]"), Loss::default());
    disk.free.set(Some(1024 * 1024));
    let stopped = run(&fake, &disk, "2019-01-21", "eins").err();
    assert!(
        matches!(&stopped, Some(Stopped::Io(why)) if why.to_string().contains("frei sind dort 1 MiB")),
        "{stopped:?}"
    );
    assert_eq!(fake.made.get(), 0);
    disk.free.set(None);
    assert!(run(&fake, &disk, "2019-01-21", "zwei").is_ok());
}

/// A message as commands get it.
fn message() -> Value {
    json!({
        "koerperschaft": "Stadt Düren", "bericht": "quartal", "zeitraum": "2021-Q1", "ereignis": "ueberfaellig",
        "empfaenger": "digital@stadt.example", "schluessel": "ab".repeat(32), "zustand": "wartet_daten",
        "ueberfaellig": true, "ueberfaellig_tage": 3, "datum": "2021-04-20", "frist": "2021-04-27", "pdf": null,
        "grund": [{ "code": "wartet_daten", "text": "die neueste Angabe zu den Projekten ist vom 03.12.2020" }],
        "naechster_schritt": "Erfassen Sie die Daten.", "arbeitsordner": "/srv/rb/dueren",
        "laufbuch": { "nr": 42, "sha256": "cd".repeat(32) },
    })
}

#[test]
fn a_mail_is_as_sendmail_wants_it() {
    let mut message = message();
    let time = "2021-04-30T06:15:00+02:00".parse().expect("a time");
    insta::assert_snapshot!(mail(&message, time));
    message["naechster_schritt"] = "sehr lang ".repeat(200).into();
    assert!(mail(&message, time).lines().all(|line| line.len() < 200));
}

#[test]
fn monitors_can_read_how_everything_stands_also_where_two_workspaces_have_one_name() {
    let report = |bericht: &str, zustand: &str, days: i64| json!({ "bericht": bericht, "zustand": zustand, "ueberfaellig_tage": days });
    let workspace = |reports: Vec<Value>| json!({ "koerperschaft": "Stadt \"Ä\\B\"", "laufbuch": 7, "meldungen_offen": 2, "berichte": reports });
    let workspaces = [
        workspace(vec![report("quartal", "gebaut", 0), report("quartal", "wartet_daten", 3)]),
        workspace(vec![report("quartal", "gebaut", 9)]),
    ];
    let ran = |success| Ran {
        shard: "0/1",
        workspaces: 2,
        ended: 1_618_899_309,
        took: std::time::Duration::from_millis(2_345),
        success,
        code: 5,
        version: "0.1.0",
    };
    let text = metrics(&ran(1_618_812_000), &workspaces);
    insta::assert_snapshot!(text);
    for text in [text, metrics(&ran(0), &[])] {
        assert!(text.ends_with('\n'));
        let samples: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let names: BTreeSet<&str> = samples.iter().filter_map(|line| Some(line.rsplit_once(' ')?.0)).collect();
        assert_eq!(names.len(), samples.len(), "the same twice");
        assert!(
            samples.iter().all(|line| line.rsplit_once(' ').is_some_and(|(_, value)| value.parse::<f64>().is_ok()))
        );
    }
}

#[test]
fn the_event_of_an_entry_has_the_name_that_programs_know() {
    let was = Told { ereignis: "gebaut".into(), empfaenger: "x".into(), schluessel: "k".into() };
    let event = Event::HookFehler { bericht: "a/2018-Q4".into(), was, ausgabe: String::new() };
    assert_eq!(serde_json::to_value(event).expect("JSON")["art"], "hook_fehler");
}
