//! A workspace and the folder of its outputs as shares that others write to: links, pipes, devices, swapped folders.
#![cfg(unix)]

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ratsbericht::cli::Exit;
use ratsbericht::load;
use ratsbericht::publish::{MANIFEST, Manifest};
use ratsbericht::source::Alphabet;

use crate::support::Workspace;
use crate::support::workspace::run_args;

/// What lies outside, and never in anything that is written.
const SECRET: &str = "Streng geheim";

/// How often the folders of an output are swapped while it is written.
const ROUNDS: u64 = 3;

const TEXT: &str = "vorlagen/pegelsensoren/erlaeuterungen.md";

/// Puts something at a path that is no file of the workspace; the folder lies outside.
type Fake = fn(&Path, &Path);

/// A copy of the small example, and a folder beside it with a secret.
fn shared() -> (Workspace, PathBuf) {
    let workspace = Workspace::copy_of("klein");
    let outside = workspace.out().with_file_name("outside");
    fs::create_dir(&outside).expect("a folder");
    put(&outside.join("secret.md"), SECRET);
    (workspace, outside)
}

#[expect(clippy::disallowed_methods, reason = "somebody else writes")]
fn put(path: &Path, text: &str) {
    fs::write(path, text).expect("a file");
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

fn clear(path: &Path) {
    let _ = if path.is_dir() && !path.is_symlink() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

#[test]
fn what_is_no_file_of_the_workspace_is_a_finding_at_its_name() {
    let places = [
        TEXT,
        "vorlagen/pegelsensoren/vorlage.json",
        "vorlagen/pegelsensoren/anlagen/standorte.csv",
        "berichte/digital-2020-q4/einleitung.md",
        "daten/projekte.json",
        "daten/pausen.json",
        "ratsbericht.toml",
        "abschluesse/2020.json",
        "druckvorlagen/saetze.jinja",
        "gestaltung/schriften/a.ttf",
    ];
    let fakes: [(&str, Fake); 5] = [
        ("führt aus dem Ordner hinaus", |path, outside| symlink(outside.join("secret.md"), path).expect("a link")),
        ("führt aus dem Ordner hinaus", |path, _| symlink("/dev/zero", path).expect("a link")),
        ("keine gewöhnliche Datei", |path, _| pipe(path)),
        ("ein Ordner und keine Datei", |path, _| fs::create_dir(path).expect("a folder")),
        ("führt ins Leere", |path, _| symlink("nirgends", path).expect("a link")),
    ];
    let (workspace, outside) = shared();
    for place in places {
        let path = workspace.root().join(place);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let before = fs::read(&path).ok();
        for (said, fake) in fakes {
            clear(&path);
            fake(&path, &outside);
            let started = Instant::now();
            let outcome = workspace.run("check", &[]);
            assert_eq!(outcome.exit, Exit::Findings, "{place}: {}", outcome.stderr);
            assert!(outcome.stderr.contains(said), "{place}, {said}: {}", outcome.stderr);
            assert!(!outcome.stderr.contains(SECRET) && started.elapsed() < Duration::from_secs(20), "{place}");
            let name = place.rsplit('/').next().expect("a name");
            assert!(outcome.stderr.contains(name), "{place}: {}", outcome.stderr);
        }
        clear(&path);
        if let Some(before) = before {
            workspace.write_bytes(place, &before);
        }
    }
    assert_eq!(workspace.run("check", &[]).exit, Exit::Done);
}

#[test]
fn a_folder_that_leads_out_is_one_finding_at_its_name() {
    for folder in [
        "daten",
        "vorlagen",
        "vorlagen/fremd",
        "berichte",
        "gestaltung",
        "gestaltung/schriften",
        "druckvorlagen",
        "druckvorlagen/lib",
        "abschluesse",
    ] {
        let (workspace, outside) = shared();
        let path = workspace.root().join(folder);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        clear(&path);
        symlink(&outside, &path).expect("a link");
        let outcome = workspace.run("check", &[]);
        assert_eq!(outcome.stderr.matches("führt aus dem Ordner hinaus").count(), 1, "{folder}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(&format!("--> {folder}\n")), "{folder}: {}", outcome.stderr);
        assert!(!outcome.stderr.contains("secret.md") && !outcome.stderr.contains("fehlt"), "{}", outcome.stderr);
    }
}

#[test]
fn links_within_the_workspace_are_followed() {
    let (workspace, _) = shared();
    let root = workspace.root();
    fs::rename(root.join("daten"), root.join("ablage")).expect("a move");
    symlink("ablage", root.join("daten")).expect("a link");
    fs::rename(root.join(TEXT), root.join("text.md")).expect("a move");
    symlink(root.join("text.md"), root.join(TEXT)).expect("a link");
    assert_eq!(workspace.run("check", &[]).stderr, Workspace::copy_of("klein").run("check", &[]).stderr);
}

#[test]
fn very_many_stray_files_are_one_finding() {
    for folder in ["daten", "vorlagen/pegelsensoren", "abschluesse", "gestaltung/schriften"] {
        let (workspace, _) = shared();
        fs::create_dir_all(workspace.root().join(folder)).expect("a folder");
        for number in 0..2_000 {
            put(&workspace.root().join(format!("{folder}/n{number}.dat")), "");
        }
        let outcome = workspace.run("check", &[]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("2000 Dateien in diesem Ordner werden nicht gelesen"), "{}", outcome.stderr);
        assert!(outcome.stderr.ends_with("Prüfung: 1 Warnung.\n"), "{}", outcome.stderr);
    }
}

#[test]
fn an_attachment_that_is_listed_often_is_read_once_and_not_kept() {
    let (workspace, _) = shared();
    workspace.write_bytes("vorlagen/pegelsensoren/anlagen/gross.pdf", &vec![b'x'; 16 << 20]);
    let one = "{ \"titel\": \"Plan\", \"datei\": \"gross.pdf\" }";
    let text = workspace.read("vorlagen/pegelsensoren/vorlage.json");
    let (head, rest) = text.split_once("\"anlagen\": [").expect("attachments");
    let list = format!("{head}\"anlagen\": [{},{rest}", vec![one; 300].join(","));
    workspace.write("vorlagen/pegelsensoren/vorlage.json", &list);
    let loaded = load::workspace(&workspace.root(), Alphabet::all()).expect("a workspace");
    let read: Vec<_> = loaded.sources.files().filter(|file| file.path.ends_with("gross.pdf")).collect();
    assert_eq!(read.len(), 1);
    assert_eq!((read[0].bytes(), read[0].seal().0), (None, 16 << 20));
}

#[test]
fn nothing_foreign_is_converted() {
    for (name, fake) in [("notiz.md", "secret.md"), ("ablage", ".")] {
        let (workspace, outside) = shared();
        symlink(outside.join(fake), workspace.root().join(name)).expect("a link");
        let outcome = workspace.convert("csv");
        assert_eq!(outcome.exit, Exit::Environment, "{}", outcome.stderr);
        assert!(
            outcome.stderr.contains(name) && outcome.stderr.contains("aus dem Ordner hinaus"),
            "{}",
            outcome.stderr
        );
        assert!(!workspace.out().exists());
    }
}

#[test]
fn a_pdf_may_lie_anywhere_but_must_be_a_file() {
    let (_workspace, outside) = shared();
    pipe(&outside.join("a.pdf"));
    for path in [outside.join("a.pdf"), "/dev/zero".into(), outside.clone()] {
        let outcome = run_args(["ratsbericht".into(), "verify".into(), path.into()]);
        assert_eq!(outcome.exit, Exit::Environment, "{}", outcome.stderr);
    }
}

#[test]
fn nothing_is_closed_or_exported_through_a_link() {
    let (workspace, outside) = shared();
    for folder in ["abschluesse", "druckvorlagen"] {
        symlink(&outside, workspace.root().join(folder)).expect("a link");
    }
    let root: OsString = workspace.root().into();
    let close = run_args(["ratsbericht".into(), "close".into(), "2020-Q4".into(), root.clone()]);
    let export = run_args([
        "ratsbericht".into(),
        "template".into(),
        "export".into(),
        "--all".into(),
        "--workspace".into(),
        root,
    ]);
    for outcome in [close, export] {
        assert_ne!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    }
    assert_eq!(fs::read_dir(outside).expect("a folder").count(), 1);
}

#[test]
fn what_others_have_planted_stays_and_is_in_nobodys_way() {
    let workspace = Workspace::built("klein");
    let beside = |name: &str| workspace.out().with_file_name(name);
    fs::create_dir(beside(".out.neu")).expect("a folder");
    put(&beside(".out.neu/urlaub.jpg"), SECRET);
    pipe(&beside(".out.neu-2"));
    fs::create_dir(beside(".out.alt")).expect("a folder");
    put(&beside(".out.alt/urlaub.jpg"), SECRET);
    workspace.build_only("pegelsensoren");
    for name in [".out.neu/urlaub.jpg", ".out.alt/urlaub.jpg"] {
        assert_eq!(fs::read_to_string(beside(name)).expect("the file"), SECRET);
    }
    assert!(!beside(".out.neu-3").exists(), "what is ours is gone");
    assert_eq!(workspace.run("build", &["--only", "pegelsensoren"]).exit, Exit::Done);
}

#[test]
fn a_run_that_waits_says_for_whom_and_ends() {
    let workspace = Workspace::built("klein");
    let staging = workspace.out().with_file_name(".out.neu");
    fs::create_dir(&staging).expect("a folder");
    put(&staging.join("lauf.txt"), "Hier schreibt ratsbericht, Prozess 4711 auf rathaus-2\n");
    let journal = fs::File::open(staging.join("lauf.txt")).expect("the journal");
    journal.lock().expect("a lock");
    let outcome = workspace.run("build", &["--only", "pegelsensoren"]);
    assert_eq!(outcome.exit, Exit::Environment);
    assert!(outcome.stderr.contains("Prozess 4711 auf rathaus-2"), "{}", outcome.stderr);
    drop(journal);
    workspace.build_only("pegelsensoren");
    assert!(!staging.exists());
    let parent = fs::File::open(staging.parent().expect("a parent")).expect("a folder");
    parent.lock().expect("a lock");
    workspace.build_only("pegelsensoren");
}

#[test]
fn names_of_others_cannot_forge_a_line() {
    let (workspace, _) = shared();
    let name = "x\u{1b}[2J\u{202e}\nPrüfung ohne Befund.";
    fs::create_dir(workspace.root().join("vorlagen").join(name)).expect("a folder");
    put(&workspace.root().join("daten").join(format!("{name}.txt")), "");
    for (command, options) in [("check", &[][..]), ("check", &["--format", "json"][..]), ("build", &[][..])] {
        let outcome = workspace.run(command, options);
        for text in [outcome.stdout, outcome.stderr] {
            assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
            assert!(!text.lines().any(|line| line.starts_with("Prüfung ohne Befund")), "{text}");
        }
    }
}

#[test]
fn a_full_output_is_an_error() {
    let workspace = Workspace::copy_of("klein");
    for format in ["human", "json", "csv"] {
        let full = fs::File::options().write(true).open("/dev/full").expect("a full device");
        let mut command = Command::new(env!("CARGO_BIN_EXE_ratsbericht"));
        command.args(["figures", "--today", "2021-04-01", "--format", format]).arg(workspace.root());
        let status = command.stdout(full).stderr(Stdio::null()).status().expect("a run");
        assert_eq!(status.code(), Some(3), "{format}");
    }
}

#[test]
fn a_closed_output_is_an_error() {
    let program = env!("CARGO_BIN_EXE_ratsbericht");
    let exit = |to: &str| {
        let line = format!("'{program}' explain RB001 {to}");
        Command::new("sh").args(["-c", &line]).stderr(Stdio::null()).status().expect("a run").code()
    };
    assert_eq!((exit(">&-"), exit(">/dev/null"), exit("<>/dev/null >&0")), (Some(3), Some(0), Some(0)));
}

#[test]
fn swapped_folders_lead_nowhere_and_nothing_of_others_is_lost() {
    let workspace = Workspace::built("klein");
    let outside = workspace.out().with_file_name("outside");
    fs::create_dir(&outside).expect("a folder");
    put(&outside.join("secret.md"), SECRET);
    for round in 0..rounds() {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ratsbericht"));
        let day = format!("2021-05-{:02}", round % 28 + 1);
        command.arg("build").arg(workspace.root()).arg("--out").arg(workspace.out());
        command.args(["--today", &day, "--only", "pegelsensoren", "--jobs", "1"]);
        let done = AtomicBool::new(false);
        let dropped = std::thread::scope(|scope| {
            let swaps = scope.spawn(|| swap(&workspace, &outside, round, &done));
            let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("a run");
            done.store(true, Ordering::Relaxed);
            assert!(matches!(ended.code(), Some(0 | 1 | 3)), "{ended}");
            swaps.join().expect("a swapper")
        });
        let left: usize = dropped.iter().filter(|name| is_kept(&workspace, name)).count();
        assert_eq!(left, dropped.len(), "round {round}: a file of others is lost");
        assert_eq!(fs::read_dir(&outside).expect("a folder").count(), 1, "round {round}: written outside");
        settle(&workspace);
    }
}

/// How often folders are swapped: `RUNDEN` names another number.
fn rounds() -> u64 {
    std::env::var("RUNDEN").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS)
}

/// Somebody else, who drops files into the output and swaps the folder of the run and a text for links, until the run is done; gives
/// the names of what was dropped.
fn swap(workspace: &Workspace, outside: &Path, round: u64, done: &AtomicBool) -> Vec<String> {
    let staging = workspace.out().with_file_name(".out.neu");
    let text = workspace.root().join(TEXT);
    let aside = text.with_file_name(".beiseite");
    let mut dropped = Vec::new();
    let mut turn = round;
    while !done.load(Ordering::Relaxed) {
        turn += 1;
        match turn % 3 {
            0 if dropped.is_empty() && staging.exists() => {
                let name = format!("fremd-{round}");
                let made = fs::File::create_new(workspace.out().join(&name));
                dropped.extend(made.ok().map(|_| name));
            }
            1 if staging.exists() && fs::rename(&staging, staging.with_extension("weg")).is_ok() => {
                let _ = symlink(outside, &staging);
            }
            _ => {
                let _ = fs::rename(&text, &aside).and_then(|()| symlink(outside.join("secret.md"), &text));
                let _ = fs::rename(&aside, &text);
            }
        }
    }
    let _ = fs::rename(&aside, &text);
    dropped
}

/// Whether a file that somebody dropped lies somewhere still: in the output, or where a run has left it.
fn is_kept(workspace: &Workspace, name: &str) -> bool {
    let parent = workspace.out().parent().expect("a parent").to_owned();
    let all = Command::new("find").arg(parent).args(["-name", name]).output().expect("a search");
    !all.stdout.is_empty()
}

/// Holds the papers against their manifest, without a word from outside, and clears away what others have left.
fn settle(workspace: &Workspace) {
    let out = workspace.out();
    let manifest = Manifest::from_bytes(&fs::read(out.join(MANIFEST)).expect("a manifest")).expect("ours");
    for file in manifest.papiere.iter().flat_map(|paper| &paper.ausgaben) {
        let content = fs::read(out.join(&file.pfad)).expect("a paper");
        assert_eq!(ratsbericht::source::digest(&content), file.sha256, "{}", file.pfad);
        let is_pdf = file.pfad.ends_with(".pdf");
        let is_told = is_pdf && crate::support::pdf::text(&content).contains(SECRET);
        assert!(!is_told, "{} tells the secret", file.pfad);
    }
    for entry in
        fs::read_dir(out.parent().expect("a parent")).expect("a folder").chain(fs::read_dir(&out).expect("a folder"))
    {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with(".out") || name.starts_with("fremd") {
            clear(&path);
        }
    }
}
