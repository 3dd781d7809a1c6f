//! Outputs appear whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ratsbericht::cli::Exit;
use ratsbericht::publish::{MANIFEST, Manifest};
use ratsbericht::source::digest;
use serde_json::Value;

use crate::support::Workspace;
use crate::support::workspace::{TODAY, files, run_args};

/// How many times the kill test kills.
const KILLS: u32 = 24;

/// The number of the last one.
const LAST_KILL: u32 = KILLS - 1;

/// The manifest of an output folder, after holding every file against its hash; no other file may be there.
fn intact(out: &Path) -> Manifest {
    let bytes = fs::read(out.join(MANIFEST)).expect("a manifest");
    let manifest = Manifest::from_bytes(&bytes).expect("a readable manifest");
    let mut names = vec![MANIFEST.to_owned()];
    for file in manifest.papiere.iter().flat_map(|paper| &paper.ausgaben) {
        let content = fs::read(out.join(&file.pfad)).expect("an output file");
        assert_eq!(digest(&content), file.sha256, "{}", file.pfad);
        names.push(file.pfad.clone());
    }
    let mut found: Vec<String> = files(out, "").into_iter().map(|(name, _)| name).collect();
    names.sort();
    found.sort();
    assert_eq!(found, names);
    manifest
}

/// A build in a process of its own, on a day.
fn command(workspace: &Workspace, today: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ratsbericht"));
    command.env_clear().arg("build").arg(workspace.root()).arg("--out").arg(workspace.out());
    command.args(["--today", today, "--jobs", "1"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The day of printing of the paper that the kill test builds.
fn printed(manifest: &Manifest) -> &str {
    let paper = manifest.papiere.iter().find(|paper| paper.name == "pegelsensoren");
    &paper.expect("the paper").ausdruck
}

/// The hash of each paper's file.
fn hashes(manifest: &Manifest) -> BTreeMap<&str, &str> {
    manifest.papiere.iter().map(|paper| (paper.name.as_str(), paper.ausgaben[0].sha256.as_str())).collect()
}

/// Kills builds at all moments; `begin` makes a change and the command that builds it, `look` says whether what is there then is the old or the new.
fn kill_at_all_moments(workspace: &Workspace, begin: impl Fn(u32) -> Command, mut look: impl FnMut(u32, &Manifest)) {
    let started = Instant::now();
    assert!(begin(KILLS).status().expect("a run").success());
    let whole = started.elapsed();
    for kill in 0..KILLS {
        let mut child = begin(kill).spawn().expect("a run");
        std::thread::sleep(moment(kill, whole));
        child.kill().expect("a kill");
        child.wait().expect("an end");
        let manifest = intact(&workspace.out());
        assert_eq!(manifest.papiere.len(), 3);
        look(kill, &manifest);
    }
    assert!(begin(KILLS).status().expect("a run").success());
    intact(&workspace.out());
    let parent = workspace.out().parent().expect("a parent").to_owned();
    let left: Vec<_> = fs::read_dir(parent).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 2, "only the workspace and the output remain: {left:?}");
}

#[test]
fn a_killed_build_leaves_the_old_output_or_the_new_one() {
    let workspace = Workspace::built("klein");
    let day = |kill: u32| format!("2021-06-{:02}", kill % 28 + 1);
    let begin = |kill| {
        let mut command = command(&workspace, &day(kill));
        command.args(["--only", "pegelsensoren"]);
        command
    };
    let mut before = day(KILLS);
    kill_at_all_moments(&workspace, begin, |kill, manifest| {
        let now = printed(manifest).to_owned();
        assert!(now == before || now == day(kill), "{now} is neither {before} nor {}", day(kill));
        before = now;
    });
}

#[test]
fn a_killed_build_that_carries_papers_over_mixes_nothing() {
    let workspace = Workspace::built("klein");
    let vorlage = workspace.read("vorlagen/pegelsensoren/vorlage.json");
    let begin = |kill: u32| {
        let changed = vorlage.replace("zweiter Bauabschnitt", &format!("{}. Bauabschnitt", kill + 2));
        workspace.write("vorlagen/pegelsensoren/vorlage.json", &changed);
        command(&workspace, TODAY)
    };
    let first = Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest");
    let others: Vec<_> = hashes(&first).into_iter().filter(|(name, _)| *name != "pegelsensoren").collect();
    let mut seen = BTreeSet::new();
    kill_at_all_moments(&workspace, begin, |_, manifest| {
        let now = hashes(manifest);
        assert!(others.iter().all(|(name, hash)| now[name] == *hash), "what did not change is as it was");
        seen.insert(now["pegelsensoren"].to_owned());
    });
    assert!(seen.len() > 1, "some runs were quicker than their end");
}

/// When to kill: half of the kills over the whole run, half around its end, where the files are written.
fn moment(kill: u32, whole: Duration) -> Duration {
    let half = KILLS / 2;
    match kill {
        // Two come too late, however long others take at the same time.
        0 | LAST_KILL => 4 * whole,
        kill if kill < half => whole * kill / half,
        kill => whole * (60 + 2 * (kill - half)) / 100,
    }
}

#[test]
fn a_folder_with_foreign_files_is_refused_before_any_work() {
    let workspace = Workspace::copy_of("aachen");
    fs::create_dir(workspace.out()).expect("a folder");
    fs::create_dir(workspace.out().join("Urlaubsbilder")).expect("a folder");
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Environment);
    assert!(outcome.stderr.contains("Urlaubsbilder"), "{}", outcome.stderr);
    assert!(workspace.out().join("Urlaubsbilder").exists());
}

#[test]
fn a_manifest_cannot_lead_out_of_its_folder() {
    let workspace = Workspace::built("aachen");
    let manifest = String::from_utf8(workspace.output(MANIFEST)).expect("text");
    assert!(Manifest::from_bytes(manifest.as_bytes()).is_some());
    let hostile = manifest.replace("\"sachstand-2020.pdf\"", "\"../sachstand-2020.pdf\"");
    assert!(hostile != manifest && Manifest::from_bytes(hostile.as_bytes()).is_none());
}

#[test]
fn the_manifest_names_inputs_templates_and_fonts_with_their_hashes() {
    let workspace = Workspace::built("aachen");
    let manifest = intact(&workspace.out());
    let vorlage = manifest.papiere.iter().find(|paper| paper.name == "fb-02-0022-wp18").expect("the paper");
    let basis = &manifest.grundlagen[&vorlage.grundlage];
    let inputs = || basis.eingaben.iter().chain(&vorlage.eingaben);
    let names: Vec<&str> = inputs().map(|file| file.pfad.as_str()).collect();
    assert!(names.contains(&"ratsbericht.toml") && names.contains(&"daten/projekte.json"));
    assert!(names.contains(&"vorlagen/fb-02-0022-wp18/erlaeuterungen.md"));
    assert!(!names.iter().any(|name| name.contains("fb-61")), "another paper's files do not count: {names:?}");
    for input in inputs() {
        assert_eq!(digest(workspace.read(&input.pfad).as_bytes()), input.sha256, "{}", input.pfad);
    }
    assert!(basis.vorlagen.iter().any(|file| file.pfad == "vorlage.typ"));
    assert!(basis.schriften.iter().any(|file| file.pfad.ends_with("Regular.ttf")));
    let text = String::from_utf8(workspace.output(MANIFEST)).expect("text");
    assert_eq!(text.matches("\"vorlage.typ\"").count(), 1, "templates are named once for all papers");
}

#[test]
fn the_folder_of_an_older_program_is_still_ours() {
    let workspace = Workspace::built("klein");
    let mut manifest: Value = serde_json::from_slice(&workspace.output(MANIFEST)).expect("a manifest");
    let shared = manifest["grundlagen"].take();
    manifest["fassung"] = 1.into();
    for paper in manifest["papiere"].as_array_mut().expect("papers") {
        let basis = &shared[paper["grundlage"].as_str().expect("a name")];
        for list in ["vorlagen", "schriften"] {
            paper[list] = basis[list].clone();
        }
        paper.as_object_mut().expect("a paper").remove("grundlage");
    }
    change(&workspace.out().join(MANIFEST), manifest.to_string().as_bytes());
    workspace.build_only("pegelsensoren");
    let manifest = intact(&workspace.out());
    assert_eq!(manifest.papiere.len(), 3);
    for paper in &manifest.papiere {
        assert!(manifest.grundlagen[&paper.grundlage].vorlagen.len() > 5, "{}", paper.name);
    }
}

#[test]
fn a_paper_that_left_the_workspace_leaves_the_output() {
    let workspace = Workspace::built("klein");
    fs::remove_dir_all(workspace.root().join("berichte")).expect("a folder less");
    workspace.build();
    assert_eq!(intact(&workspace.out()).papiere.len(), 1);
}

#[test]
fn a_paper_that_somebody_changed_is_not_thrown_away() {
    let workspace = Workspace::built("aachen");
    let path = workspace.out().join("sachstand-2020.pdf");
    change(&path, b"mit Anmerkungen");
    let outcome = workspace.run("build", &["--only", "fb-61-0251-wp17"]);
    assert_eq!(outcome.exit, Exit::Environment);
    assert!(outcome.stderr.contains("wurde nach dem letzten Lauf verändert"), "{}", outcome.stderr);
    assert_eq!(fs::read(&path).expect("the file"), b"mit Anmerkungen");
    fs::remove_file(&path).expect("a file less");
    assert_eq!(workspace.run("build", &["--only", "fb-61-0251-wp17"]).exit, Exit::Done);
    assert_eq!(intact(&workspace.out()).papiere.len(), 4, "what was deleted stays deleted");
}

#[test]
fn a_page_that_somebody_changed_is_not_thrown_away_with_its_pdf() {
    let workspace = Workspace::copy_of("klein");
    assert_eq!(workspace.run("build", &["--html"]).exit, Exit::Done);
    let [pdf, page] = ["pdf", "html"].map(|end| workspace.out().join(format!("digital-2020-q4.{end}")));
    fs::remove_file(pdf).expect("a file less");
    change(&page, b"mit Anmerkungen");
    let outcome = workspace.run("build", &["--html", "--only", "pegelsensoren"]);
    assert_eq!(outcome.exit, Exit::Environment);
    assert!(outcome.stderr.contains("wurde nach dem letzten Lauf verändert"), "{}", outcome.stderr);
    assert_eq!(fs::read(&page).expect("the file"), b"mit Anmerkungen");
}

#[expect(clippy::disallowed_methods, reason = "a person changes an output")]
fn change(path: &Path, content: &[u8]) {
    fs::write(path, content).expect("a change");
}

#[test]
fn a_manifest_of_somebody_else_is_a_foreign_file() {
    let workspace = Workspace::copy_of("klein");
    fs::create_dir(workspace.out()).expect("a folder");
    let manifest = workspace.out().join(MANIFEST);
    change(&manifest, b"{\"name\": \"a web application\"}");
    assert_eq!(workspace.run("build", &[]).exit, Exit::Environment);
    assert_eq!(fs::read(manifest).expect("the file"), b"{\"name\": \"a web application\"}");
}

#[test]
fn the_papers_of_another_municipality_are_not_replaced() {
    let (klein, aachen) = (Workspace::built("klein"), Workspace::copy_of("aachen"));
    let out = klein.out();
    let outcome = aachen.run("build", &["--out", &out.display().to_string()]);
    assert_eq!(outcome.exit, Exit::Usage, "an option given twice: {}", outcome.stderr);
    let args = ["ratsbericht", "build"].map(OsString::from).into_iter();
    let only = ["--only".into(), "fb-61-0251-wp17".into()];
    let outcome = run_args(args.chain([aachen.root().into(), "--out".into(), out.into()]).chain(only));
    assert_eq!(outcome.exit, Exit::Environment);
    assert!(outcome.stderr.contains("Stadt Musterstadt"), "{}", outcome.stderr);
    intact(&klein.out());
}

#[test]
fn a_workspace_is_no_output_folder() {
    let workspace = Workspace::copy_of("klein");
    for target in [workspace.root(), workspace.root().join("vorlagen/neu")] {
        let args = ["ratsbericht", "build"].map(OsString::from).into_iter();
        let outcome = run_args(args.chain([workspace.root().into(), "--out".into(), target.into()]));
        assert_eq!(outcome.exit, Exit::Environment, "{}", outcome.stderr);
    }
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let workspace = Workspace::copy_of("klein");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ratsbericht"));
    command.env_clear().arg("build").arg(workspace.root()).arg("--out").arg(workspace.out());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("a run");
    drop((child.stdout.take(), child.stderr.take()));
    assert!(child.wait().expect("an end").success());
    assert_eq!(intact(&workspace.out()).papiere.len(), 3);
}
