//! Whole runs, each in a process of its own, so that its memory is its own: this program once more.

use chrono::{DateTime, FixedOffset, NaiveTime};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use ratsbericht::cli::{Exit, Outside, run};
use ratsbericht::figures::Berichtslage;
use ratsbericht::model::Edition;
use ratsbericht::pipeline::{Beside, Request, Session};
use serde_json::{Value, json};

use super::cost;
use super::ratios::{text, today};

/// What this program is told to do in a process of its own.
pub(crate) const ALONE: &str = "alone";

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");

/// Measures all runs.
pub(crate) fn all() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    println!("\nRun, threads: seconds, seconds of processor, MiB at most");
    for (vorlagen, jobs) in [(1, "1"), (50, "1"), (500, "1"), (1, "2"), (50, "2"), (500, "2")] {
        let workspace = with_vorlagen(folder.path(), vorlagen);
        let out = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let milliseconds = build(&format!("{vorlagen} Vorlagen, {jobs}"), &workspace, out.path(), &["--jobs", jobs]);
        println!("    {} papers a second", text(u128::from(vorlagen * 100_000 / milliseconds.max(1))));
    }
    let example = Path::new(FIXTURES).join("aachen");
    for options in [["--jobs", "1"].as_slice(), &["--jobs", "2", "--force"], &["--jobs", "2"]] {
        // The last one finds all papers unchanged.
        build(&format!("main example {}", options.join(" ")), &example, folder.path(), options);
    }
    println!("\nProjects: milliseconds of load, of check, of a report's figures, MiB at most");
    for projects in [1_000, 10_000, 100_000] {
        let workspace = with_projects(folder.path(), projects);
        println!("{projects:>7}  {}", child(&["tables", &workspace.display().to_string()]));
    }
}

/// Builds into a folder; returns how long it took in milliseconds.
fn build(name: &str, workspace: &Path, out: &Path, options: &[&str]) -> u64 {
    let (workspace, out) = (workspace.display().to_string(), out.join("out").display().to_string());
    let line = child(&[&["build", &workspace, "--today", "2021-04-01", "--out", &out], options].concat());
    println!("{name:<32} {line}");
    line.split(' ').next().and_then(|seconds| seconds.replace('.', "").parse::<u64>().ok()).unwrap_or(0) * 10
}

fn child(arguments: &[&str]) -> String {
    let program = std::env::current_exe().unwrap_or_else(|error| panic!("{error}"));
    let output = Command::new(program).arg(ALONE).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn noon() -> DateTime<FixedOffset> {
    today().and_time(NaiveTime::default()).and_utc().fixed_offset()
}

/// What this program does in a process of its own; prints one line.
pub(crate) fn alone(command: &[&str]) -> std::process::ExitCode {
    let started = Instant::now();
    if let ["tables", workspace] = command {
        tables(Path::new(workspace));
        return std::process::ExitCode::SUCCESS;
    }
    let args = std::iter::once("ratsbericht").chain(command.iter().copied()).map(OsString::from);
    let mut errors = Vec::new();
    let exit = run(
        args,
        &mut Outside {
            clock: &noon,
            wait: &|| false,
            ask: &|| None,
            out: &mut io::sink(),
            err: &mut errors,
            terminal: false,
        },
    );
    assert!(exit == Exit::Done, "{}", String::from_utf8_lossy(&errors));
    let hundredths = |milliseconds: u128| text(milliseconds / 10);
    println!("{} {} {}", hundredths(started.elapsed().as_millis()), hundredths(cost::cpu().into()), cost::peak());
    std::process::ExitCode::SUCCESS
}

fn tables(workspace: &Path) {
    let request = Request {
        workspace,
        only: &[],
        periods: &[],
        today: today(),
        beside: Beside::default(),
        edition: Edition::Whole,
    };
    let session = Session::open(&request).unwrap_or_else(|error| panic!("{error}"));
    assert!(!session.findings.any_error(), "the made-up workspace is sound");
    let Some(bestand) = &session.loaded.bestand else { panic!("no records") };
    let started = Instant::now();
    let reports = bestand
        .berichte
        .iter()
        .filter_map(|ordner| Berichtslage::new(bestand, ordner, ordner.bericht.newest(today())?));
    assert!(reports.map(|report| report.figures.len()).sum::<usize>() > 0, "no figures");
    let figures = started.elapsed();
    let (load, check) = session.times;
    println!("{:>6} {:>6} {:>6} {:>6}", load.as_millis(), check.as_millis(), figures.as_millis(), cost::peak());
}

/// The small example with so many copies of its Vorlage.
fn with_vorlagen(parent: &Path, number: u64) -> PathBuf {
    let workspace = parent.join(format!("vorlagen-{number}"));
    copy(&Path::new(FIXTURES).join("klein"), &workspace);
    let first = workspace.join("vorlagen/pegelsensoren");
    let vorlage = json_of(&first.join("vorlage.json"));
    for copied in 1..number {
        let folder = workspace.join(format!("vorlagen/pegelsensoren-{copied}"));
        copy(&first, &folder);
        let mut vorlage = vorlage.clone();
        vorlage["nummer"] = json!(format!("FB 66/{:04}/WP09", 1000 + copied));
        write(&folder.join("vorlage.json"), &vorlage.to_string());
    }
    let _ = fs::remove_dir_all(workspace.join("berichte"));
    workspace
}

/// The columns of made-up projects.
const COLUMNS: [&str; 6] = ["kennung", "titel", "handlungsfeld", "fachbereich", "beginn", "ende_geplant"];

/// The small example with so many projects and no Vorlage; as CSV, since a JSON file may not hold so many values.
fn with_projects(parent: &Path, number: usize) -> PathBuf {
    let workspace = parent.join(format!("projekte-{number}"));
    copy(&Path::new(FIXTURES).join("klein"), &workspace);
    let _ = fs::remove_dir_all(workspace.join("vorlagen"));
    let table = workspace.join("daten/projekte.json");
    let projects = json_of(&table);
    let known = projects.as_array().map(Vec::as_slice).unwrap_or_default();
    let _ = fs::remove_file(table);
    let mut text = format!("{}\n", COLUMNS.join(";"));
    for (row, project) in known.iter().cycle().take(number).enumerate() {
        // The first ones are those that other tables name.
        let more = [format!("M-{row:06}"), format!("Vorhaben {row}")];
        let cells = COLUMNS.iter().enumerate().map(|(column, name)| match more.get(column) {
            Some(made_up) if row >= known.len() => made_up.as_str(),
            _ => project[*name].as_str().unwrap_or_default(),
        });
        text.push_str(&format!("{}\n", cells.collect::<Vec<_>>().join(";")));
    }
    write(&workspace.join("daten/projekte.csv"), &text);
    workspace
}

fn json_of(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "a made-up workspace, which is thrown away")]
fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())).flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
        }
    }
}
