//! Who is told of a run: commands of the command line, monitors, and the sample scripts.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ratsbericht::cli::Exit;
use ratsbericht::publish::{OutputFile, PublishError};
use tempfile::TempDir;

use crate::perioden::{command, path};
use crate::support::Workspace;
use crate::termine::{LAST_QUARTER, on, planned, states};

/// A folder with scripts, and what they have heard.
struct Scripts(TempDir);

impl Scripts {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A script; `$0.log` is its own file.
    fn add(&self, name: &str, body: &str) -> String {
        let path = self.path(name);
        let mut options = fs::OpenOptions::new();
        let mut file = options.create_new(true).write(true).open(&path).expect("a file");
        std::io::Write::write_all(&mut file, format!("#!/bin/sh\n{body}\n").as_bytes()).expect("a script");
        drop(file);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
        path.to_string_lossy().into_owned()
    }

    /// What a script has heard since the last time.
    fn heard(&self, name: &str) -> String {
        let path = self.path(&format!("{name}.log"));
        let heard = fs::read_to_string(&path).unwrap_or_default();
        let _ = fs::remove_file(&path);
        heard
    }
}

const HEARERS: &str =
    "melden = [{ an = \"digital@stadt.example\", bei = [\"gebaut\"] }, { an = \"archiv\", bei = [\"gebaut\"] }]\n";

#[test]
fn what_was_filed_is_told_by_the_commands_of_the_command_line_once() {
    let (workspace, scripts) = (planned(&format!("{LAST_QUARTER}{HEARERS}")), Scripts::new());
    // What it leaves running keeps neither the run nor its lock.
    let say = "echo \"$RATSBERICHT_EREIGNIS $RATSBERICHT_EMPFAENGER $RATSBERICHT_ZUSTAND $RATSBERICHT_PDF\" >> $0.log; sleep 20 &";
    let (notify, mail) = (scripts.add("sagen", say), scripts.add("post", "echo \"$@\" >> $0.log; cat >> $0.log"));
    let run = |today: &str, more: &[&str]| on(&workspace, ["run", today], more);
    let heard = || (scripts.heard("sagen"), scripts.heard("post"));
    let both = ["--notify-command", &notify, "--mail-command", &mail];

    let dry = run("2021-01-20", &[&both[..], &["--dry-run"]].concat());
    assert!(dry.stdout.contains("würde melden       reihe/2020-Q4: „gebaut“ an archiv"), "{}", dry.stdout);
    let probe = run("2021-01-20", &["--hooks", "probe", "--notify-command", "false", "--mail-command", &mail]);
    assert_eq!(probe.exit, Exit::Untold);
    assert!(
        probe.stdout.contains("Probe gescheitert  reihe/2021-Q1: „gebaut“ an archiv: Ausgang 1"),
        "{}",
        probe.stdout
    );
    let (said, posted) = heard();
    assert!(said.is_empty() && posted.contains("Subject: Probe: reihe/2021-Q1"), "{said}{posted}");
    assert_eq!(run("2021-01-20", &[&both[..], &["--hooks", "none"]].concat()).exit, Exit::Done);
    assert_eq!(heard(), (String::new(), String::new()));

    let late = run("2021-01-20", &["--notify-command", "sleep 600", "--hook-timeout", "1"]);
    assert_eq!(late.exit, Exit::Untold, "{}", late.stdout);
    let why = "nicht gemeldet     reihe/2020-Q4: „gebaut“ an archiv: nach 1 Sekunden";
    assert!(late.stdout.contains(why), "{}", late.stdout);
    assert!(late.stderr.contains("Der Lauf ließ sich nicht melden"), "{}", late.stderr);

    let told = run("2021-01-21", &[&both[..], &["--hooks", "only", "--wait", "0"]].concat());
    assert_eq!(told.exit, Exit::Done, "{}{}", told.stdout, told.stderr);
    let pdf = fs::canonicalize(workspace.root()).expect("the workspace").join("ablage/reihe-2020-q4/reihe-2020-q4.pdf");
    let expected = format!("gebaut archiv gebaut {}\nlauf  6 \n", pdf.display());
    let (said, posted) = heard();
    assert_eq!(said, expected, "the last run that made reports ended with 6");
    assert!(posted.starts_with("-t -i\nTo: digital@stadt.example\nSubject: reihe/2020-Q4: gebaut"), "{posted}");
    assert_eq!(run("2021-01-22", &both).exit, Exit::Done);
    assert_eq!(heard(), ("lauf  0 \n".into(), String::new()));
    let journal = command(&["journal", &path(&workspace)]);
    assert_eq!(journal.stdout.matches(" übergeben").count(), 4, "{}", journal.stdout);
}

/// The value of a metric without labels of its own.
fn value(text: &str, name: &str) -> String {
    let line = text.lines().find(|line| line.starts_with(&format!("ratsbericht_{name}{{")));
    line.and_then(|line| line.rsplit_once(' ')).map_or(String::new(), |(_, value)| value.to_owned())
}

#[test]
fn monitors_see_each_run_and_also_one_that_fails() {
    let (workspace, scripts) = (planned("seit = \"2021-Q2\"\n"), Scripts::new());
    let (notify, file) = (scripts.add("sagen", "echo $RATSBERICHT_ZUSTAND >> $0.log"), scripts.path("lauf.prom"));
    let file = file.to_string_lossy().into_owned();
    let run = || {
        let outcome = on(&workspace, ["run", "2021-01-20"], &["--metrics-file", &file, "--notify-command", &notify]);
        let text = fs::read_to_string(&file).expect("metrics");
        let values = ["run_exit_code", "last_success_timestamp_seconds", "reports"].map(|name| value(&text, name));
        (outcome.exit, scripts.heard("sagen"), values)
    };
    let (exit, said, [code, success, reports]) = run();
    assert_eq!((exit, said.as_str(), code.as_str(), reports.as_str()), (Exit::Done, "0\n", "0", "1"));
    assert!(success.parse::<i64>().is_ok(), "{success}");
    workspace.edit("ratsbericht.toml", "[koerperschaft]", "[koerperschaft");
    let (exit, said, [code, kept, as_before]) = run();
    assert_eq!((exit, said, kept, as_before), (Exit::Findings, format!("{code}\n"), success, reports));
    assert_eq!(code, "1");
    workspace.edit("ratsbericht.toml", "[koerperschaft", "[koerperschaft]");
    let readme = path_of(&workspace, "README.md");
    let telling = ["--metrics-file", &readme, "--notify-command", &notify, "--format", "json"];
    let foreign = on(&workspace, ["run", "2021-01-20"], &telling);
    assert_eq!(
        (foreign.exit, scripts.heard("sagen").as_str()),
        (Exit::Environment, "3\n"),
        "what is told is how it ends"
    );
    assert!(foreign.stdout.contains("\"ausgang\":3,"), "{}", foreign.stdout);
}

#[test]
fn monitors_see_a_run_that_another_keeps_from_working() {
    let (workspace, scripts) = (planned("seit = \"2021-Q2\"\n"), Scripts::new());
    let (notify, file) = (scripts.add("sagen", "echo $RATSBERICHT_ZUSTAND >> $0.log"), scripts.path("lauf.prom"));
    let file = file.to_string_lossy().into_owned();
    let run = |more: &[&str]| {
        let telling = ["--metrics-file", &file, "--notify-command", &notify, "--wait", "0"];
        let outcome = on(&workspace, ["run", "2021-01-20"], &[&telling, more].concat());
        let text = fs::read_to_string(&file).expect("metrics");
        let values = ["run_exit_code", "last_success_timestamp_seconds"].map(|name| value(&text, name));
        (outcome.exit, scripts.heard("sagen"), values)
    };
    let (_, _, [_, success]) = run(&[]);
    let lock = fs::File::open(workspace.root().join("laufbuch/.sperre")).expect("the lock");
    lock.lock().expect("a lock");
    for hooks in ["all", "only"] {
        let seen = run(&["--hooks", hooks]);
        assert_eq!(seen, (Exit::Busy, "75\n".into(), ["75".into(), success.clone()]), "{hooks}");
    }
}

#[test]
fn no_file_for_monitors_lies_among_the_reports_of_any_workspace() {
    let [one, other] = [(); 2].map(|()| planned(LAST_QUARTER));
    let toml = other.read("ratsbericht.toml");
    other.write("ratsbericht.toml", &format!("{toml}\n[plan]\nablage = \"akten\"\n"));
    assert_eq!(on(&other, ["run", "2021-01-20"], &[]).exit, Exit::Done);
    fs::create_dir(other.root().join("akten/werte")).expect("a folder");
    for name in ["akten/lauf.prom", "akten/werte/lauf.prom"] {
        let outcome = on(&one, ["run", "2021-01-20"], &["--metrics-file", &path_of(&other, name)]);
        assert_eq!(outcome.exit, Exit::Environment, "{name}");
        assert!(outcome.stderr.contains("läge im Arbeitsordner"), "{}", outcome.stderr);
    }
    assert!(!one.root().join("laufbuch").exists(), "it does not begin");
}

/// Whether a process is still at work.
#[cfg(target_os = "linux")]
fn is_alive(pid: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with(['Z', 'X']))
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_run_has_started_ends_with_it_and_finds_no_variables_of_others() {
    let (workspace, other, scripts) =
        (planned(&format!("{LAST_QUARTER}{HEARERS}")), planned("seit = \"2021-Q2\"\n"), Scripts::new());
    let say = "env | grep ^RATSBERICHT_PROBE > $0.env; sleep 600 & echo $$ $! $PPID > $0.neu; mv $0.neu $0.log; wait";
    let notify = scripts.add("haengt", say);
    let mut command = Command::new(env!("CARGO_BIN_EXE_ratsbericht"));
    command.arg("run").args([workspace.root(), other.root()]).args([
        "--today",
        "2021-01-20",
        "--notify-command",
        &notify,
    ]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).env("RATSBERICHT_PROBE", "1");
    let mut run = command.spawn().expect("a run");
    let pause = || std::thread::sleep(std::time::Duration::from_millis(50));
    while !scripts.path("haengt.log").exists() {
        assert!(run.try_wait().expect("a state").is_none(), "it ended");
        pause();
    }
    let pids = scripts.heard("haengt");
    assert_eq!(pids.split_whitespace().filter(|pid| is_alive(pid)).count(), 3, "{pids}");
    run.kill().expect("a kill");
    run.wait().expect("an end");
    for pid in pids.split_whitespace() {
        let tries = (0..400).take_while(|_| is_alive(pid)).map(|_| pause()).count();
        assert!(tries < 400, "{pid} of {pids} goes on");
    }
    assert_eq!(fs::read_to_string(scripts.path("haengt.env")).expect("variables"), "");
}

fn path_of(workspace: &Workspace, name: &str) -> String {
    workspace.root().join(name).to_string_lossy().into_owned()
}

#[test]
fn nobody_ever_reads_half_a_file() -> Result<(), PublishError> {
    let scripts = Scripts::new();
    let path = scripts.path("lauf.prom");
    let text = |n: usize| format!("{n} ").repeat(20_000 + n) + "ende";
    let write = |n| OutputFile::open(&path, Path::new("."), |_| true).and_then(|file| file.write(text(n).as_bytes()));
    write(0)?;
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| (1..20).try_for_each(write));
        while !writer.is_finished() {
            let read = fs::read_to_string(&path).expect("a whole file");
            let n: usize = read.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
            assert!(read == text(n), "half of {n}");
        }
        writer.join().expect("a writer")
    })
}

#[test]
fn what_can_only_be_read_keeps_journal_and_ablage_elsewhere() {
    let (workspace, elsewhere) = (planned(LAST_QUARTER), tempfile::tempdir().expect("a folder"));
    let state = elsewhere.path().to_string_lossy().into_owned();
    fs::set_permissions(workspace.root(), fs::Permissions::from_mode(0o555)).expect("a lock");
    let outcome = on(&workspace, ["run", "2021-01-20"], &["--state", &state]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("RB624 ratsbericht.toml:"), "{}", outcome.stdout);
    fs::set_permissions(workspace.root(), fs::Permissions::from_mode(0o755)).expect("no lock");
    assert!(elsewhere.path().join("ablage/reihe-2020-q4/reihe-2020-q4.pdf").is_file());
    assert_eq!(on(&workspace, ["run", "2021-02-20"], &["--state", &state]).exit, Exit::Findings);
    let new = ["laufbuch", "ablage", "abschluesse"].map(|name| workspace.root().join(name).exists());
    assert_eq!(new, [false; 3]);
    assert_eq!(states(&workspace, "2021-02-20")[0].1, "faellig", "without --state nobody knows");
    let journal = command(&["journal", &path(&workspace), "--verify", "--state", &state]);
    assert_eq!(journal.exit, Exit::Done, "{}{}", journal.stdout, journal.stderr);
    let missing = on(&workspace, ["run", "2021-02-20"], &["--state", &path_of(&workspace, "fehlt")]);
    assert_eq!(missing.exit, Exit::Environment, "a drive that is not there is no empty one");
}

#[test]
fn the_sample_scripts_hand_messages_on() {
    let scripts = Scripts::new();
    for tool in ["sendmail", "curl"] {
        scripts.add(tool, "echo \"$@\" > $0.log; case \"$*\" in *-i*|*@-*) cat >> $0.log;; esac");
    }
    let hooks = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/hooks");
    let run = |script: &str, ereignis: &str| {
        let found = format!("{}:/usr/bin:/bin", scripts.0.path().display());
        let mut command = Command::new("sh");
        command.arg(hooks.join(script)).env_clear().env("PATH", found).stderr(Stdio::piped()).stdin(Stdio::piped());
        command.env("WEBHOOK_URL", "https://stadt.example/haken").env("PULS_URL", "https://stadt.example/puls");
        for name in [
            "BERICHT",
            "ZEITRAUM",
            "ZUSTAND",
            "GRUND",
            "PDF",
            "SHA256",
            "EMPFAENGER",
            "SCHLUESSEL",
            "ARBEITSORDNER",
            "LAUFBUCH",
        ] {
            command.env(format!("RATSBERICHT_{name}"), format!("<{name}>"));
        }
        let mut child = command.env("RATSBERICHT_EREIGNIS", ereignis).spawn().expect("a shell");
        // A script that reads nothing may be gone already.
        let _ = std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), b"{\"fassung\":1}\n");
        let code = child.wait().expect("an end").code();
        (code, format!("{}{}", scripts.heard("sendmail"), scripts.heard("curl")))
    };
    for script in fs::read_dir(&hooks).expect("the scripts") {
        let path = script.expect("an entry").path();
        assert!(Command::new("sh").arg("-n").arg(&path).status().expect("a shell").success(), "{}", path.display());
    }
    let (code, said) = run("mail.sh", "gebaut");
    assert_eq!(code, Some(0));
    assert!(said.starts_with("-t -i\nTo: <EMPFAENGER>\nSubject: <BERICHT>/<ZEITRAUM>: gebaut\n"), "{said}");
    assert_eq!(run("mail.sh", "lauf"), (Some(0), String::new()));
    let (code, said) = run("webhook.sh", "fehler");
    assert_eq!(code, Some(0));
    assert!(said.contains("Idempotency-Key: <SCHLUESSEL>") && said.contains("stadt.example/haken"), "{said}");
    assert!(said.ends_with("{\"fassung\":1}\n"), "{said}");
    let (code, said) = run("puls.sh", "lauf");
    assert!(code == Some(0) && said.trim_end().ends_with("https://stadt.example/puls/<ZUSTAND>"), "{said}");
    assert_eq!(run("puls.sh", "gebaut"), (Some(75), String::new()), "it stays open");
    let mut busy = Command::new("sh");
    busy.arg(hooks.join("puls.sh")).env_clear().envs([("RATSBERICHT_EREIGNIS", "lauf"), ("RATSBERICHT_ZUSTAND", "75")]);
    assert_eq!(busy.status().expect("a shell").code(), Some(0), "another run calls");
}
