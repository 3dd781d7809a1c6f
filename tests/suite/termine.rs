//! Owed reports of real workspaces: what the commands say and do.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use ratsbericht::cli::Exit;
use ratsbericht::schedule::due::Due;
use ratsbericht::schedule::journal::Anchor;
use ratsbericht::schedule::workshop::{Folder, Unmade, Workshop};
use ratsbericht::source::digest;
use serde_json::Value;

use crate::perioden::{close, command, path, small_series};
use crate::support::Workspace;
use crate::support::workspace::Outcome;

/// The small series with a Termin, and no other report.
pub(crate) fn planned(termin: &str) -> Workspace {
    let workspace = small_series("Quartal");
    fs::remove_dir_all(workspace.root().join("berichte/digital-2020-q4")).expect("the other report");
    let toml = workspace.read("ratsbericht.toml");
    workspace.write("ratsbericht.toml", &format!("{toml}\n[[termin]]\nbericht = \"reihe\"\n{termin}"));
    workspace
}

pub(crate) const LAST_QUARTER: &str = "seit = \"2020-Q4\"\nabschluss_tage = 14\n";

pub(crate) fn on(workspace: &Workspace, command_and_day: [&str; 2], more: &[&str]) -> Outcome {
    command(&[&[command_and_day[0], &path(workspace), "--today", command_and_day[1]], more].concat())
}

/// How the reports stand on a day, by period.
pub(crate) fn states(workspace: &Workspace, today: &str) -> Vec<(String, String)> {
    let outcome = on(workspace, ["due", today], &["--format", "json"]);
    let json: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let reports = json["arbeitsordner"][0]["berichte"].as_array().expect("reports").clone();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    reports.iter().map(|report| (text(&report["zeitraum"]), text(&report["zustand"]))).collect()
}

#[test]
fn the_example_files_its_quarter_and_then_owes_nothing() {
    let workspace = Workspace::whole_copy_of("aachen");
    let toml = workspace.read("ratsbericht.toml");
    workspace.write("ratsbericht.toml", &format!("{toml}\n[ausgabe]\nhtml = true\ndocx = true\n"));
    let today = "2021-04-20";
    assert!(on(&workspace, ["due", today], &[]).stdout.contains("fällig                     quartal/2021-Q1"));
    let outcome = on(&workspace, ["run", today], &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}{}", outcome.stdout, outcome.stderr);
    let folder = workspace.root().join("ablage/quartal-2021-q1");
    let papers = ["quartal-2021-q1", "quartal-2021-q1-anlage"];
    let papers = papers.iter().flat_map(|paper| [".pdf", ".html", ".docx"].map(|ending| format!("{paper}{ending}")));
    for file in papers.chain(["manifest.json".into(), "abschluss-teil.json".into()]) {
        assert!(folder.join(&file).is_file(), "{file}");
    }
    let due = on(&workspace, ["due", today], &["--check"]);
    assert_eq!(due.exit, Exit::Done);
    assert!(due.stdout.contains("Es ist nichts fällig."), "{}", due.stdout);
    let verified = command(&["journal", &path(&workspace), "--verify"]);
    assert_eq!(verified.exit, Exit::Done, "{}", verified.stdout);
    // Without its end, and without what named it.
    let root = workspace.root();
    let entries = names(&root.join("laufbuch"));
    let last = entries.iter().rfind(|name| name.starts_with('0')).expect("an entry");
    for name in ["zuletzt.json", last] {
        fs::remove_file(root.join("laufbuch").join(name)).expect("a file");
        let verified = command(&["journal", &path(&workspace), "--verify"]);
        assert_eq!(verified.exit, Exit::Environment);
        assert!(verified.stderr.contains("zuletzt.json“ fehlt"), "{}", verified.stderr);
    }
    fs::remove_dir_all(root.join("laufbuch")).expect("the journal");
    for more in [&["--verify"][..], &[]] {
        let lost = command(&[&["journal", &path(&workspace), "--format", "jsonl"], more].concat());
        assert_eq!(lost.exit, Exit::Environment);
        let json: Value = serde_json::from_str(&lost.stdout).expect("an object");
        assert_eq!((&json["art"], &json["ausgang"]), (&Value::from("fehler"), &Value::from(3)), "{json}");
        assert!(json["fehler"][0].as_str().expect("why").contains("sind nicht alle da"), "{json}");
    }
}

#[test]
fn a_plan_changes_no_paper_and_no_verdict() {
    let workspace = Workspace::built("klein");
    let paper = workspace.output("digital-2020-q4.pdf");
    let file = workspace.out().join("digital-2020-q4.pdf").to_string_lossy().into_owned();
    let toml = workspace.read("ratsbericht.toml");
    let plan = "[plan]\nablage = \"akten\"\n[[termin]]\nbericht = \"digital-2020-q4\"\nseit = \"2020-Q4\"\nfrist_tage = 3\n\
                melden = [{ an = \"digital@stadt.example\", bei = [\"gebaut\"] }]\n";
    workspace.write("ratsbericht.toml", &format!("{toml}\n{plan}"));
    let verdict = command(&["verify", &file, "--workspace", &path(&workspace)]);
    assert_eq!(verdict.exit, Exit::Done, "{}", verdict.stdout);
    workspace.build_only("digital-2020-q4");
    assert_eq!(workspace.output("digital-2020-q4.pdf"), paper);
}

/// The names in a folder.
fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn without_a_plan_that_can_be_read_nothing_is_touched() {
    let workspace = Workspace::copy_of("klein");
    let (root, whole) = (workspace.root(), workspace.read("ratsbericht.toml"));
    let foreign = ".quartal-2021-q1.neu-79046ddccd46f550";
    fs::create_dir(root.join(foreign)).expect("a folder");
    fs::remove_dir_all(root.join("laufbuch")).ok();
    let with = |ablage: &str| {
        let plan = format!("\n[plan]\nablage = {ablage}\n");
        let termin = "[[termin]]\nbericht = \"digital-2020-q4\"\nseit = \"2020-Q4\"\nfrist_tage = 7\n";
        format!("{whole}{plan}{termin}")
    };
    let ablagen = ["", ".", "daten", "Daten/alt", "laufbuch", "abschluesse/x", "ratsbericht.toml", "../raus", "ab\\nc"];
    let full = [root.join("daten"), root.clone(), root.parent().expect("a folder").to_owned()];
    let ablagen = ablagen.map(str::to_owned).into_iter().chain(full.map(|path| path.display().to_string()));
    let wrong = ablagen.map(|ablage| (with(&format!("\"{ablage}\"")), " ratsbericht.toml:"));
    let broken = (whole.replacen("[koerperschaft]", "[koerperschaft", 1), "RB003 ratsbericht.toml:");
    let before = names(&root);
    for (toml, wanted) in wrong.chain([broken]) {
        workspace.write("ratsbericht.toml", &toml);
        let skip =
            ["digital-2020-q4/2020-Q4", "--workspace", &path(&workspace), "--skip", "--reason", "so", "--name", "ich"];
        let run = on(&workspace, ["run", "2021-01-20"], &[]);
        let others = [command(&["due", &path(&workspace)]), command(&["journal", &path(&workspace)])];
        for outcome in others.into_iter().chain([run, command(&[&["decide"], &skip[..]].concat())]) {
            assert_eq!(outcome.exit, Exit::Findings, "{toml}{}", outcome.stderr);
            assert!(outcome.stderr.contains(wanted) && outcome.stderr.contains("Abhilfe: "), "{}", outcome.stderr);
        }
        assert_eq!(names(&root), before);
    }
    let nothing = tempfile::tempdir().expect("a folder");
    let outcome = command(&["run", &nothing.path().to_string_lossy()]);
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Findings, ""));
    assert!(outcome.stderr.contains("RB001 ratsbericht.toml"), "{}", outcome.stderr);
    assert!(names(nothing.path()).is_empty());
}

#[test]
fn a_run_that_is_refused_writes_nothing_and_says_where() {
    let workspace = planned(LAST_QUARTER);
    let (root, toml) = (workspace.root(), workspace.read("ratsbericht.toml"));
    let before = names(&root);
    let run = |more: &[&str]| on(&workspace, ["run", "2021-01-20"], more);
    let refused = |more: &[&str], exit: Exit, why: &str| {
        let outcome = run(more);
        assert_eq!(outcome.exit, exit, "{}", outcome.stderr);
        assert!(outcome.stderr.contains(why), "{why} in {}", outcome.stderr);
    };
    let at = |name: &str| root.join(name).display().to_string();
    refused(&["--only", "quatsch"], Exit::Usage, "„quatsch“ ist nicht verlangt");
    for folder in ["daten", "laufbuch", "ablage", "abschluesse"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
        refused(&["--metrics-file", &at(&format!("{folder}/lauf.prom"))], Exit::Environment, "läge im Arbeitsordner");
        assert!(folder == "daten" || names(&root.join(folder)).is_empty(), "{folder}");
    }
    for folder in ["laufbuch", "ablage", "abschluesse"] {
        fs::remove_dir(root.join(folder)).expect("an empty folder");
    }
    assert_eq!(names(&root), before);
    workspace.write("laufbuch", "kein Ordner");
    refused(&[], Exit::Environment, "laufbuch“ lässt sich nicht sperren: ");
    fs::remove_file(root.join("laufbuch")).expect("a file");
    workspace.write("ratsbericht.toml", &format!("{toml}\n[plan]\nablage = \"{}\"\n", at("../fehlt")));
    refused(&[], Exit::Environment, "fehlt“ lässt sich nicht öffnen: Das gibt es nicht. Legen Sie den Ordner an");
}

#[test]
fn what_is_closed_is_what_was_filed_by_a_run_and_by_hand() {
    for by_hand in [false, true] {
        let workspace = planned(LAST_QUARTER);
        // What others have put there is left alone.
        fs::create_dir(workspace.root().join("ablage")).expect("a folder");
        let foreign = ["Thumbs.db", ".notiz.neu-1.txt"].map(|name| format!("ablage/{name}"));
        foreign.iter().for_each(|path| workspace.write(path, "fremd"));
        assert_eq!(on(&workspace, ["run", "2021-01-20"], &[]).exit, Exit::Done);
        assert!(foreign.iter().all(|path| workspace.read(path) == "fremd"));
        let part = workspace.read("ablage/reihe-2020-q4/abschluss-teil.json");
        workspace.edit("daten/projekte.json", "\"ende\": \"2020-11-27\"", "\"ende\": \"2020-12-27\"");
        let outcome = if by_hand {
            close(&workspace, "2020-Q4", "2021-02-03")
        } else {
            on(&workspace, ["run", "2021-02-03"], &[])
        };
        assert_eq!(outcome.exit, Exit::Done, "{}{}", outcome.stdout, outcome.stderr);
        assert_eq!(outcome.stderr.contains("Seit der Ablage haben sich Daten geändert"), by_hand, "{}", outcome.stderr);
        let closed: Value = serde_json::from_str(&workspace.read("abschluesse/2020-Q4.json")).expect("JSON");
        let part: Value = serde_json::from_str(&part).expect("JSON");
        assert_eq!(closed["berichte"][0], part["bericht"]);
        assert_eq!(states(&workspace, "2021-02-03")[0], ("2020-Q4".into(), "abgeschlossen".into()));
        assert_eq!(on(&workspace, ["run", "2021-02-04"], &["--quiet"]).stdout, "");
        if !by_hand {
            assert_eq!(on(&workspace, ["run", "2021-04-20"], &[]).exit, Exit::Done);
            let anlage = fs::read(workspace.root().join("ablage/reihe-2021-q1/reihe-2021-q1-anlage.pdf"));
            let text = crate::support::pdf::text(&anlage.expect("the Anlage"));
            assert!(text.contains("Korrigierte Werte des Vorquartals"), "the next one says what was edited");
        }
    }
}

#[test]
fn what_stops_a_report_is_told_by_state_and_exit_code() {
    let workspace = planned(&format!("{LAST_QUARTER}warten_auf = [\"daten\"]\n"));
    let state = |today: &str, n: usize| states(&workspace, today)[n].1.clone();
    workspace.edit("ratsbericht.toml", "hoechstens_tage = 180", "hoechstens_tage = 1");
    assert_eq!(state("2021-01-20", 0), "wartet_daten");
    let old = on(&workspace, ["run", "2021-01-20"], &[]);
    assert!(old.exit == Exit::Done && old.stdout.contains("und zu alt"), "{}", old.stdout);
    workspace.edit("ratsbericht.toml", "hoechstens_tage = 1", "hoechstens_tage = 180");
    workspace.edit("ratsbericht.toml", "warten_auf = [\"daten\"]\n", "");

    let broken = "druckvorlagen/lib/deckblatt.typ";
    assert_eq!(
        command(&["template", "export", "lib/deckblatt.typ", "--workspace", &path(&workspace)]).exit,
        Exit::Done
    );
    workspace.write(broken, "#let deckblatt(..) = daten.gibtesnicht\n");
    let stopped = on(&workspace, ["run", "2021-01-20"], &[]);
    assert_eq!(stopped.exit, Exit::Template, "{}", stopped.stdout);
    assert_eq!(state("2021-01-20", 0), "faellig");
    fs::remove_dir_all(workspace.root().join("druckvorlagen")).expect("the templates");

    let closed = "{\"koerperschaft\": \"Stadt Musterstadt\"}\n";
    fs::create_dir(workspace.root().join("abschluesse")).expect("a folder");
    workspace.write("abschluesse/2020-Q3.json", closed);
    let barred = on(&workspace, ["run", "2021-01-20"], &[]);
    assert_eq!((barred.exit, state("2021-01-20", 0).as_str()), (Exit::Findings, "gesperrt"), "{}", barred.stdout);
    assert!(barred.stdout.contains("abschluesse/2020-Q3.json"), "{}", barred.stdout);
    assert!(names(&workspace.root().join("laufbuch")).len() > 2 && !workspace.root().join("ablage").exists());
}

#[test]
fn inputs_that_are_saved_while_a_report_is_made_are_seen() {
    let workspace = planned(LAST_QUARTER);
    let (root, day) = (workspace.root(), "2021-01-20".parse().expect("a day"));
    let folder = Folder::new(&root, false);
    let due = Due::parse("reihe/2020-Q4").expect("a report");
    let reading = folder.read(day).expect("a workspace");
    let projects = workspace.read("daten/projekte.json");
    workspace.write("daten/projekte.json", &format!("{projects}\n"));
    workspace.write("daten/~$projekte.xlsx", "jemand");
    let made = reading.make(&due, day, &Anchor::default());
    assert!(matches!(&made, Err(Unmade::Unsteady(Some(who))) if who == "~$projekte.xlsx"), "{:?}", made.err());
}

#[test]
fn late_data_count_where_the_report_bears_another_day() {
    let workspace = planned("seit = \"2021-Q1\"\nwarten_auf = [\"daten\"]\n");
    assert_eq!(
        states(&workspace, "2021-04-20"),
        [("2021-Q1".into(), "wartet_daten".into()), ("2021-Q2".into(), "offen".into())]
    );
    assert_eq!(on(&workspace, ["due", "2021-04-27"], &["--check"]).exit, Exit::Done, "within the Frist");
    let late = on(&workspace, ["due", "2021-04-28"], &["--check"]);
    assert_eq!(late.exit, Exit::Late);
    assert!(late.stdout.contains("überfällig") && late.stdout.contains("\"ausgaben\""), "{}", late.stdout);
    workspace.edit(
        "berichte/reihe/bericht.json",
        "\"turnus\"",
        "\"ausgaben\": [{\"zeitraum\": \"2021-Q1\", \"datum\": \"2021-05-03\"}],\n  \"turnus\"",
    );
    assert_eq!(states(&workspace, "2021-04-28")[0], ("2021-Q1".into(), "offen".into()));
    let report = on(&workspace, ["check", "2021-05-03"], &["--period", "2021-Q1"]);
    assert_eq!(report.exit, Exit::Done, "{}", report.stderr);
}

#[test]
fn a_finding_stops_the_report_and_the_exit_code_says_so() {
    let workspace = planned(LAST_QUARTER);
    workspace.edit("ratsbericht.toml", "seit = \"2020-Q4\"", "seit = \"2020\"");
    for command in ["run", "due"] {
        let outcome = on(&workspace, [command, "2021-01-20"], &if command == "due" { vec!["--check"] } else { vec![] });
        assert_eq!(outcome.exit, Exit::Findings, "{command}: {}", outcome.stdout);
        assert!(outcome.stdout.contains("aus dem Termin „reihe“ folgt kein Bericht"), "{}", outcome.stdout);
        assert!(!outcome.stdout.contains("[[termin]]"), "one mistake, one finding: {}", outcome.stdout);
    }
    assert!(!workspace.root().join("ablage").exists());
}

#[test]
fn a_decision_that_is_refused_leaves_nothing_behind() {
    let workspace = planned(LAST_QUARTER);
    let before = names(&workspace.root());
    let by = ["--workspace", &path(&workspace), "--reason", "Probe", "--name", "FB 10", "--today", "2021-01-20"];
    for what in
        [&["reihe/2020-Q4", "--withdraw"][..], &["--restart"], &["--accept-break", "1"], &["--renamed-from", "Ort"]]
    {
        let refused = command(&[&["decide"], what, &by].concat());
        assert_eq!(refused.exit, Exit::Findings, "{what:?}: {}", refused.stderr);
        assert_eq!(names(&workspace.root()), before, "{what:?}");
    }
    let broken = command(&[&["decide", "--accept-break", "0"][..], &by].concat());
    assert!(broken.exit == Exit::Usage && broken.stderr.contains("ganze Zahl ab 1"), "{}", broken.stderr);
    let skipped = command(&[&["decide", "reihe/2020-Q4", "--skip"][..], &by].concat());
    assert_eq!(skipped.exit, Exit::Done, "{}", skipped.stderr);
}

/// A run in a process of its own.
fn process(workspace: &Workspace, today: &str, wait: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ratsbericht"));
    command.env_clear().arg("run").arg(workspace.root()).args(["--today", today, "--wait", wait]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn of_two_processes_one_files_and_a_killed_one_leaves_nothing() {
    let workspace = planned(LAST_QUARTER);
    let mut all: Vec<_> = (0..2).map(|_| process(&workspace, "2021-01-20", "0").spawn().expect("a run")).collect();
    let mut codes: Vec<_> = all.iter_mut().map(|child| child.wait().expect("an end").code().expect("a code")).collect();
    codes.sort();
    assert_eq!(codes, [0, 75]);
    let pdf = digest(&fs::read(workspace.root().join("ablage/reihe-2020-q4/reihe-2020-q4.pdf")).expect("the report"));
    for pause in [300, 900, 1_500] {
        let mut child = process(&workspace, "2021-04-20", "0").spawn().expect("a run");
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().expect("a kill");
        child.wait().expect("an end");
    }
    assert!(process(&workspace, "2021-04-20", "0").status().expect("a run").success());
    let names = |folder: &str| {
        fs::read_dir(workspace.root().join(folder))
            .expect("a folder")
            .map(|e| e.expect("an entry").file_name().into_string().expect("a name"))
    };
    let mut filed: Vec<String> = names("ablage").collect();
    filed.sort();
    assert_eq!(filed, ["reihe-2020-q4", "reihe-2021-q1"]);
    assert_eq!(
        digest(&fs::read(workspace.root().join("ablage/reihe-2020-q4/reihe-2020-q4.pdf")).expect("the report")),
        pdf
    );
    assert!(names("abschluesse").eq(["2020-Q4.json".to_owned()]));
    assert_eq!(command(&["journal", &path(&workspace), "--verify"]).exit, Exit::Done);
}

#[test]
fn a_monitor_hears_of_a_clock_that_stops_runs() {
    let workspace = planned("seit = \"2021-Q2\"\n");
    assert_eq!(on(&workspace, ["run", "2021-01-20"], &[]).exit, Exit::Done);
    for (today, exit) in [("2021-01-19", Exit::Done), ("2021-01-10", Exit::Environment)] {
        let outcome = on(&workspace, ["due", today], &["--check"]);
        assert_eq!((outcome.exit, outcome.stdout.contains("decide --restart")), (exit, exit != Exit::Done), "{today}");
        assert_eq!(on(&workspace, ["due", today], &[]).exit, Exit::Done, "{today}");
    }
    let json = on(&workspace, ["due", "2021-01-10"], &["--format", "json"]).stdout;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        (&json["ausgang"], json["arbeitsordner"][0]["fehler"].as_array().map(Vec::len)),
        (&Value::from(3), Some(1))
    );
}

#[test]
fn only_wants_a_report_that_is_owed() {
    let workspace = planned(LAST_QUARTER);
    let outcome = on(&workspace, ["run", "2021-01-20"], &["--only", "riehe"]);
    assert_eq!(outcome.exit, Exit::Usage);
    assert!(outcome.stderr.contains("„riehe“ ist nicht verlangt"), "{}", outcome.stderr);
    assert!(!workspace.root().join("ablage").exists());
}

#[cfg(unix)]
#[test]
fn programs_can_tell_a_dry_run_from_a_run() {
    let workspace = planned("seit = \"2020-Q4\"\nmelden = [{ an = \"archiv\", bei = [\"gebaut\"] }]\n");
    let outcome = on(&workspace, ["run", "2021-01-20"], &["--dry-run", "--format", "json"]);
    let json: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let own = &json["arbeitsordner"][0];
    assert_eq!((&json["probelauf"], &own["laufbuch"]["nr"]), (&Value::from(true), &Value::from(0)), "{json}");
    assert!(own["getan"][0].as_str().expect("a deed").starts_with("würde ablegen"), "{json}");
    assert_eq!(own["meldungen"]["wuerde_uebergeben"].as_array().map(Vec::len), Some(1), "{json}");
    assert!(own["meldungen"]["uebergeben"].is_null(), "{json}");
    let due = on(&workspace, ["due", "2021-01-20"], &["--format", "json"]).stdout;
    assert!(due.contains("\"probelauf\":false"), "{due}");
}

#[test]
fn a_dry_run_on_a_folder_that_cannot_be_written_says_what_a_run_would_do() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = planned(LAST_QUARTER);
    fs::set_permissions(workspace.root(), fs::Permissions::from_mode(0o555)).expect("a lock");
    let outcome = on(&workspace, ["run", "2021-01-20"], &["--dry-run"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("würde ablegen      reihe/2020-Q4"), "{}", outcome.stdout);
    fs::set_permissions(workspace.root(), fs::Permissions::from_mode(0o755)).expect("no lock");
    assert!(!workspace.root().join("laufbuch").exists());
}

#[test]
fn a_paper_made_by_hand_is_adopted_and_what_is_gone_is_restored() {
    let workspace = planned(LAST_QUARTER);
    let outcome = on(&workspace, ["build", "2021-01-21"], &["--out", &workspace.out().to_string_lossy()]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let file = workspace.out().join("reihe-2020-q4.pdf").to_string_lossy().into_owned();
    let decide = |more: &[&str]| {
        let root = path(&workspace);
        let base = [
            "decide",
            "reihe/2020-Q4",
            "--workspace",
            &root,
            "--today",
            "2021-01-22",
            "--reason",
            "Probe",
            "--name",
            "FB 10",
        ];
        command(&[&base, more].concat())
    };
    let adopted = decide(&["--adopt", &file]);
    assert_eq!(adopted.exit, Exit::Done, "{}{}", adopted.stdout, adopted.stderr);
    let filed = workspace.root().join("ablage/reihe-2020-q4/reihe-2020-q4.pdf");
    assert_eq!(fs::read(&filed).expect("the report"), workspace.output("reihe-2020-q4.pdf"));
    fs::remove_dir_all(filed.parent().expect("a folder")).expect("the report is gone");
    assert_eq!(states(&workspace, "2021-01-23")[0].1, "fehlt");
    assert_eq!(decide(&["--restore"]).exit, Exit::Done);
    assert_eq!(fs::read(&filed).expect("the report"), workspace.output("reihe-2020-q4.pdf"));
    assert_eq!(decide(&["--skip"]).exit, Exit::Findings, "it is there");
    let usage = command(&["decide", "reihe/2020-Q4", "--skip"]);
    assert_eq!(usage.exit, Exit::Usage, "neither reason nor name");
}

#[test]
fn what_a_run_has_filed_or_closed_is_not_taken_back() {
    let workspace = planned(LAST_QUARTER);
    let undo = |period: &str| {
        command(&["close", period, &path(&workspace), "--undo", "--reason", "Versehen", "--today", "2021-04-01"])
    };
    assert_eq!(on(&workspace, ["run", "2021-01-20"], &[]).exit, Exit::Done);
    // By hand, on what was filed.
    assert_eq!(close(&workspace, "2020-Q4", "2021-01-21").exit, Exit::Done);
    let filed = undo("2020-Q4");
    assert_eq!(filed.exit, Exit::Findings);
    assert!(filed.stderr.contains("Der Bericht reihe/2020-Q4 ist abgelegt und beruht darauf."), "{}", filed.stderr);
    // The period before is one that the filed report may compare with.
    assert_eq!(close(&workspace, "2020-Q3", "2021-01-21").exit, Exit::Done);
    let later = undo("2020-Q3");
    assert!(later.stderr.contains("Auch 2020-Q4 ist abgeschlossen"), "{}", later.stderr);
    // The next run enters it.
    assert_eq!(on(&workspace, ["run", "2021-01-22"], &[]).exit, Exit::Done);
    let entered = undo("2020-Q4");
    assert!(entered.stderr.contains("Ein regelmäßiger Lauf hat ihn ins Laufbuch eingetragen"), "{}", entered.stderr);
    assert!(!workspace.root().join("abschluesse/zurueckgenommen").exists());
    let verified = command(&["journal", &path(&workspace), "--verify"]);
    assert_eq!(verified.exit, Exit::Done, "{}", verified.stderr);
}
