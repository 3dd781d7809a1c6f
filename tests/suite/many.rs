//! Several workspaces in one call: none is lost, and none harms another.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use ratsbericht::cli::Exit;
use serde_json::Value;
use tempfile::TempDir;

use crate::perioden::command;
use crate::support::workspace::{Outcome, copy};
use crate::termine::{LAST_QUARTER, planned};

/// Copies of the small series with a Termin, side by side.
fn beside(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let one = planned(LAST_QUARTER);
    names.iter().for_each(|name| copy(&one.root(), &folder.path().join(name)));
    folder
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The exit code of each workspace that is told, by name.
fn codes(outcome: &Outcome) -> Vec<(String, i64)> {
    let json: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let all = json["arbeitsordner"].as_array().expect("workspaces").iter();
    let name = |own: &Value| {
        let path = PathBuf::from(own["pfad"].as_str().expect("a path"));
        path.file_name().expect("a name").to_string_lossy().into_owned()
    };
    all.map(|own| (name(own), own["ausgang"].as_i64().expect("a code"))).collect()
}

#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("a script");
}

/// Signals the process that works for a workspace, as soon as there is one.
#[cfg(target_os = "linux")]
fn signal(workspace: &Path, signal: rustix::process::Signal) {
    let wanted = format!("--apart={}", workspace.display());
    let of_it = |entry: &fs::DirEntry| {
        let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        line.split(|byte| *byte == 0).any(|arg| arg == wanted.as_bytes())
    };
    for _ in 0..10_000 {
        let found = fs::read_dir("/proc").expect("processes").flatten().find(of_it);
        let pid =
            found.and_then(|entry| entry.file_name().to_str()?.parse().ok()).and_then(rustix::process::Pid::from_raw);
        if let Some(pid) = pid {
            return rustix::process::kill_process(pid, signal).expect("a signal");
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("no process for {}", workspace.display());
}

#[cfg(target_os = "linux")]
#[test]
fn one_that_aborts_hangs_is_missing_or_is_locked_leaves_the_fifth_alone() {
    use rustix::process::Signal;
    let folder = beside(&["bricht", "haengt", "gesperrt", "gut"]);
    let at = |name: &str| folder.path().join(name);
    // Two of them shall meet their fate while they wait.
    let _locks = ["bricht", "haengt", "gesperrt"].map(|name| {
        fs::create_dir(at(name).join("laufbuch")).expect("a folder");
        let lock = File::create(at(name).join("laufbuch/.sperre")).expect("a file");
        lock.lock().expect("a lock");
        lock
    });
    let fates = [(at("bricht"), Signal::ABORT), (at("haengt"), Signal::STOP)];
    let fate = std::thread::spawn(move || fates.iter().for_each(|(workspace, what)| signal(workspace, *what)));
    let paths = ["bricht", "haengt", "fehlt", "gesperrt", "gut"].map(|name| text(&at(name)));
    let names: Vec<&str> = paths.iter().map(String::as_str).collect();
    let (metrics, script) = (text(&at("werte.prom")), text(&at("puls.sh")));
    write(&at("puls.sh"), "echo $RATSBERICHT_EREIGNIS $RATSBERICHT_ZUSTAND >>$0.txt\n");
    let notify = format!("sh {script}");
    let telling = ["--metrics-file", &metrics, "--notify-command", &notify];
    let options = ["--today", "2021-01-20", "--wait", "2", "--time-limit", "15", "--format", "json"];
    let outcome = command(&[&["run"], names.as_slice(), &options, &telling].concat());
    fate.join().expect("a fate");
    assert_eq!(outcome.exit, Exit::Bug, "{}{}", outcome.stdout, outcome.stderr);
    let wanted = [("bricht", 70), ("haengt", 3), ("fehlt", 3), ("gesperrt", 75), ("gut", 0)];
    assert_eq!(codes(&outcome), wanted.map(|(name, code)| (name.to_owned(), code)), "{}", outcome.stdout);
    let json: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(json["ausgang"], 70);
    let why = |n: usize| json["arbeitsordner"][n]["fehler"].to_string();
    assert!(why(0).contains("brach ab") && why(1).contains("mehr als 15 Sekunden"), "{json}");
    assert!(why(2).contains("fehlt") && why(3).contains("Ein anderer Lauf ist an der Arbeit"), "{json}");
    assert!(json["arbeitsordner"][4]["getan"][0].as_str().expect("a deed").starts_with("abgelegt"), "{json}");
    let values = fs::read_to_string(metrics).expect("values");
    // Some workspaces have seen no success, and one is missing.
    let success = "last_success_timestamp_seconds{shard=\"0/1\"} 0";
    for value in ["workspaces{shard=\"0/1\"} 5", "run_exit_code{shard=\"0/1\"} 70", success] {
        assert!(values.contains(&format!("\nratsbericht_{value}\n")), "{values}");
    }
    let pulse = fs::read_to_string(script + ".txt").expect("a pulse");
    assert_eq!(pulse, "lauf 70\n", "once for all of them");
    assert!(at("gut").join("ablage/reihe-2020-q4/reihe-2020-q4.pdf").is_file());
}

#[test]
fn a_folder_of_workspaces_is_gone_through_by_name_and_shards_divide_it() {
    let folder = beside(&["bonn", "aachen", "kreis"]);
    fs::create_dir(folder.path().join("akten")).expect("a folder");
    // Its configuration is gone, and it is missed.
    fs::remove_file(folder.path().join("bonn/ratsbericht.toml")).expect("a file");
    fs::create_dir(folder.path().join("bonn/laufbuch")).expect("a folder");
    let under = |more: &[&str]| {
        let base = ["due", "--under", &text(folder.path()), "--today", "2021-01-20"].map(str::to_owned);
        let all: Vec<&str> = base.iter().map(String::as_str).chain(more.iter().copied()).collect();
        command(&all)
    };
    let outcome = under(&[]);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.stdout.contains("2 von 3 Arbeitsordnern in Ordnung.\n   1  "), "{}", outcome.stdout);
    assert_eq!(outcome.stdout.matches("fällig                     reihe/2020-Q4").count(), 2, "{}", outcome.stdout);
    let whole = codes(&under(&["--format", "json"]));
    assert_eq!(whole, [("aachen".into(), 0), ("bonn".into(), 1), ("kreis".into(), 0)]);
    let parts = ["0/2", "1/2"].map(|part| codes(&under(&["--format", "json", "--shard", part])));
    let mut together = parts.concat();
    together.sort();
    assert_eq!(together, whole, "{parts:?}");
    assert_eq!(under(&["--shard", "2/2"]).exit, Exit::Usage);
    assert_eq!(under(&[&text(folder.path())]).exit, Exit::Usage, "both ways to name workspaces");
}

/// An output that takes nothing.
struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn where_nobody_can_read_what_is_said_all_is_done_and_the_exit_code_says_so() {
    let folder = beside(&["eins", "zwei"]);
    // Its program is known from here on.
    assert_eq!(command(&["due", "--under", &text(folder.path()), "--today", "2021-01-20"]).exit, Exit::Done);
    let clock = || chrono::DateTime::parse_from_rfc3339("2021-01-20T06:15:00+01:00").expect("a time");
    let run = |place: &[&str], err: &mut dyn std::io::Write| {
        let args = [&["ratsbericht", "run", "--today", "2021-01-20"], place].concat();
        let wait = || false;
        let mut outside = ratsbericht::cli::Outside {
            clock: &clock,
            wait: &wait,
            ask: &|| None,
            out: &mut Full,
            err,
            terminal: false,
        };
        ratsbericht::cli::run(args.into_iter().map(std::ffi::OsString::from), &mut outside)
    };
    let mut said = Vec::new();
    assert_eq!(run(&["--under", &text(folder.path())], &mut said), Exit::Environment);
    assert!(String::from_utf8_lossy(&said).contains("Die Ausgabe lässt sich nicht schreiben"));
    for name in ["eins", "zwei"] {
        assert!(folder.path().join(name).join("ablage/reihe-2020-q4/reihe-2020-q4.pdf").is_file(), "{name}");
        let last = folder.path().join(name).join("laufbuch/zuletzt.json");
        fs::remove_file(&last).expect("its end");
        // Also where it is the only one, and nothing can be said at all.
        assert_eq!(run(&[&text(&folder.path().join(name))], &mut Full), Exit::Environment);
        assert!(last.is_file(), "{name}");
    }
}

#[test]
fn a_limit_of_no_time_is_refused() {
    for option in ["--time-limit", "--hook-timeout"] {
        let outcome = command(&["run", option, "0"]);
        assert_eq!(outcome.exit, Exit::Usage);
        assert!(outcome.stderr.contains("erwartet wird eine Zahl von Sekunden ab 1"), "{}", outcome.stderr);
    }
}

#[test]
fn a_folder_without_a_workspace_is_not_taken_for_idle() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for place in [folder.path().to_owned(), folder.path().join("fehlt")] {
        let outcome = command(&["run", "--under", &text(&place), "--quiet"]);
        assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Environment, ""));
        assert!(outcome.stderr.starts_with("Fehler: Der Ordner"), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains("os error"), "{}", outcome.stderr);
    }
}

/// The only workspace in what was printed, which is JSON whatever happened.
fn only(outcome: &Outcome) -> Value {
    let json: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{}", outcome.stdout));
    assert_eq!(json["ausgang"], outcome.exit.code(), "{json}");
    json["arbeitsordner"][0].clone()
}

#[test]
fn programs_are_told_of_each_failure_in_json() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = text(&folder.path().join("fehlt"));
    for args in [["run"].as_slice(), &["due"], &["run", "--under"]] {
        let outcome = command(&[args, &[&place, "--format", "json"]].concat());
        let own = only(&outcome);
        assert_eq!((own["ausgang"].as_i64(), &own["pfad"]), (Some(3), &Value::from(place.as_str())), "{own}");
        assert!(outcome.stderr.contains(own["fehler"][0].as_str().expect("why")), "{own}{}", outcome.stderr);
    }
    let outcome = command(&["run", &text(folder.path()), "--hooks", "probe", "--format", "json"]);
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (Exit::Usage, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_whose_name_is_no_text_is_told_in_json() {
    use std::os::unix::ffi::OsStrExt;
    let folder = beside(&["gut"]);
    let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"st\xe4dt\xc2\x85"));
    fs::rename(folder.path().join("gut"), &odd).expect("another name");
    let more = ["--today", "2021-01-20", "--format", "json"].map(std::ffi::OsString::from);
    for place in [vec![odd.clone().into()], vec!["--under".into(), folder.path().into()]] {
        let args = ["ratsbericht".into(), "due".into()].into_iter().chain(place).chain(more.clone());
        let outcome = crate::support::workspace::run_args(args);
        assert_eq!(only(&outcome)["berichte"][0]["zustand"], "faellig", "{}", outcome.stdout);
    }
}

#[cfg(unix)]
#[test]
fn a_link_among_workspaces_is_missed() {
    use std::os::unix::fs::symlink;
    let (folder, other) = (beside(&["gut"]), beside(&["fern"]));
    let link = |to: &Path, name: &str| symlink(to, folder.path().join(name)).expect("a link");
    link(&other.path().join("fern"), "aussen");
    link(Path::new("gut"), "innen");
    link(&other.path().join("fern/ratsbericht.toml"), "datei");
    link(other.path(), "sammlung");
    link(&other.path().join("fehlt"), "leer");
    let due =
        |more: &[&str]| command(&[&["due", "--under", &text(folder.path()), "--today", "2021-01-20"], more].concat());
    let outcome = due(&["--format", "json"]);
    let wanted = [("aussen", 3), ("gut", 0), ("innen", 3), ("leer", 3)];
    assert_eq!(codes(&outcome), wanted.map(|(name, code)| (name.to_owned(), code)), "{}", outcome.stdout);
    assert!(outcome.exit == Exit::Environment && outcome.stdout.contains("ist eine Verknüpfung"), "{}", outcome.stdout);
    let shown = due(&[]).stdout;
    assert!(shown.contains("1 von 4 Arbeitsordnern in Ordnung.") && shown.contains("innen: ist eine"), "{shown}");
}
