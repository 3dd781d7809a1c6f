//! What `publish` writes stays as it is, until somebody says why not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ratsbericht::cli::Exit;
use ratsbericht::publish::{MANIFEST, Manifest};
use ratsbericht::release::State;
use ratsbericht::source::digest;
use serde_json::Value;

use crate::support::Workspace;
use crate::support::workspace::Outcome;

/// A Vorlage of the example, and the one that replaces it.
const SCHULWEGE: &str = "vorlagen/schulwege/vorlage.json";
const NEUFASSUNG: &str = "vorlagen/schulwege-neufassung/vorlage.json";

/// How many times the kill test kills.
const KILLS: u32 = 16;

fn example() -> Workspace {
    Workspace::copy_of("auenfurt")
}

fn publish(workspace: &Workspace, options: &[&str]) -> Outcome {
    let out = workspace.out();
    let out = out.to_str().expect("a path in UTF-8");
    workspace.run("publish", &[&["--out", out], options].concat())
}

fn published(workspace: &Workspace, options: &[&str]) -> BTreeMap<String, String> {
    let outcome = publish(workspace, options);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    intact(&workspace.out())
}

/// The hash of every file of the folder, each of which the manifest names.
fn intact(out: &Path) -> BTreeMap<String, String> {
    let manifest = Manifest::from_bytes(&fs::read(out.join(MANIFEST)).expect("a manifest")).expect("a readable one");
    let named: BTreeMap<String, String> =
        manifest.dateien.iter().map(|file| (file.pfad.clone(), file.sha256.clone())).collect();
    let mut found = BTreeMap::new();
    walk(out, "", &mut found);
    assert!(found.remove(MANIFEST).is_some());
    assert_eq!(found, named);
    found
}

fn walk(folder: &Path, below: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), found);
        } else {
            found.insert(path, digest(&fs::read(entry.path()).expect("a file")));
        }
    }
}

fn state(workspace: &Workspace) -> State {
    let bytes = fs::read(workspace.out().join(State::FILE)).expect("a state");
    State::from_bytes(&bytes).expect("a readable state")
}

/// The objects of the OParl tree, by path.
fn objects(workspace: &Workspace) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    walk(&workspace.out(), "", &mut found);
    let json = found.into_keys().filter(|path| path.starts_with("oeffentlich/oparl/") && path.ends_with(".json"));
    json.map(|path| {
        let bytes = fs::read(workspace.out().join(&path)).expect("an object");
        (path, serde_json::from_slice(&bytes).expect("JSON"))
    })
    .collect()
}

#[test]
fn publishing_twice_changes_no_byte() {
    let workspace = example();
    let first = published(&workspace, &[]);
    for package in ["VII-DS-01234", "VII-DS-01234-NF-01", "VII-IFO-00871"] {
        for file in ["bagit.txt", "manifest-sha512.txt", "data/uebergabe.html", &format!("data/{package}.pdf")] {
            assert!(first.contains_key(&format!("pakete/{package}/{file}")), "{package}/{file}: {first:#?}");
        }
    }
    let again = publish(&workspace, &[]);
    assert!(again.stderr.ends_with("Unverändert: 3\n"), "{}", again.stderr);
    assert_eq!(again.stdout, "");
    assert_eq!(intact(&workspace.out()), first);
    // On another day, by another path, and with archives of the packages beside them.
    let copy = example();
    assert_eq!(published(&copy, &[]), first);
    let zipped = published(&workspace, &["--zip"]);
    let archives: Vec<_> = zipped.keys().filter(|path| !first.contains_key(*path)).collect();
    assert_eq!(archives.len(), 3, "{archives:?}");
    assert_eq!(published(&copy, &["--zip"]), zipped);
}

#[test]
fn what_was_published_is_not_replaced_without_a_reason() {
    let workspace = example();
    let first = published(&workspace, &[]);
    workspace.edit(SCHULWEGE, "\"betreff\": \"", "\"betreff\": \"Neu: ");
    let refused = publish(&workspace, &[]);
    assert_eq!(refused.exit, Exit::Findings);
    assert!(
        refused.stderr.contains("VII-DS-01234. Was unter einer Nummer veröffentlicht ist, bleibt."),
        "{}",
        refused.stderr
    );
    assert_eq!(intact(&workspace.out()), first);
    let second = published(&workspace, &["--only", "VII-DS-01234", "--new-version", "Titel berichtigt"]);
    let changed: BTreeSet<&str> = second
        .iter()
        .filter(|(path, hash)| first.get(*path) != Some(hash) && path.starts_with("pakete/"))
        .filter_map(|(path, _)| path.split('/').nth(1))
        .collect();
    assert_eq!(changed, BTreeSet::from(["VII-DS-01234"]), "the package of the paper, and of no other");
    let state = state(&workspace);
    let paper = state.papiere.iter().find(|paper| paper.paket == "VII-DS-01234").expect("the paper");
    let reasons: Vec<_> = paper.versionen.iter().map(|version| version.grund.as_deref()).collect();
    assert_eq!(reasons, [None, Some("Titel berichtigt")]);
}

#[test]
fn what_somebody_has_damaged_is_made_once_more_or_told() {
    let workspace = example();
    let first = published(&workspace, &[]);
    let page = workspace.out().join("pakete/VII-DS-01234/data/uebergabe.html");
    fs::remove_file(&page).expect("the page");
    let public = first.keys().find(|path| path.ends_with("/VII-IFO-00871.txt")).expect("a text");
    fs::remove_file(workspace.out().join(public)).expect("the text");
    fs::copy(workspace.root().join(NEUFASSUNG), workspace.out().join(public)).expect("another one");
    assert_eq!(published(&workspace, &[]), first);
    // The folder of the paper is gone, so nothing can make its files.
    fs::remove_file(&page).expect("the page");
    fs::remove_dir_all(workspace.root().join("vorlagen/schulwege")).expect("the paper");
    workspace.edit(
        NEUFASSUNG,
        "  \"ersetzt\": { \"nummer\": \"VII-DS-01234\", \"grund\": \"Beträge fortgeschrieben\" },\n",
        "",
    );
    let outcome = publish(&workspace, &["--only", "VII-IFO-00871"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("uebergabe.html“. Aus den Daten lässt es sich nicht mehr gleich machen."),
        "{}",
        outcome.stderr
    );
}

#[test]
fn only_what_is_released_is_published() {
    let workspace = example();
    workspace.edit(SCHULWEGE, "\"freigegeben\"", "\"Entwurf\"");
    workspace.edit(SCHULWEGE, "  \"freigabe\": { \"am\": \"2021-01-18\", \"durch\": \"Amt 66\" },\n", "");
    let outcome = publish(&workspace, &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("Nicht freigegeben, daher nicht veröffentlicht: VII-DS-01234\n"),
        "{}",
        outcome.stderr
    );
    let all = intact(&workspace.out());
    assert!(!all.keys().any(|path| path.starts_with("pakete/VII-DS-01234/")));
    let said = objects(&workspace).into_values().map(|object| object.to_string()).collect::<String>();
    assert!(!said.contains("VII-DS-01234\""), "no object of the tree names it");
}

#[test]
fn a_release_of_a_later_day_is_still_to_come() {
    let workspace = example();
    workspace.edit(SCHULWEGE, "\"am\": \"2021-01-18\"", "\"am\": \"2021-04-02\"");
    let outcome = publish(&workspace, &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("nicht veröffentlicht: VII-DS-01234 (ab 02.04.2021)\n"), "{}", outcome.stderr);
}

#[test]
fn what_is_withdrawn_leaves_only_that_it_was_there() {
    let workspace = example();
    published(&workspace, &[]);
    let before = objects(&workspace);
    workspace.edit(NEUFASSUNG, "\"freigegeben\"", "\"zurückgezogen\"");
    workspace.edit(
        NEUFASSUNG,
        "  \"freigabe\":",
        "  \"zurueckziehung\": { \"am\": \"2021-02-01\", \"grund\": \"überholt\" },\n  \"freigabe\":",
    );
    let outcome = publish(&workspace, &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Zurückgezogen: VII-DS-01234-NF-01\n"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("auch im Ratsinformationssystem zurück"), "{}", outcome.stderr);
    let state = state(&workspace);
    let paper = state.papiere.iter().find(|paper| paper.zurueckgezogen.is_some()).expect("the paper");
    let left: Vec<String> = intact(&workspace.out()).into_keys().filter(|path| path.contains("NF-01")).collect();
    assert!(left.is_empty(), "{left:?}");
    let now = objects(&workspace);
    let tombstone = &now[&format!("oeffentlich/oparl/paper/{}.json", paper.uuid)];
    assert_eq!(tombstone["deleted"], true);
    let fields: BTreeSet<&str> = tombstone.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(fields, BTreeSet::from(["created", "deleted", "id", "modified", "type"]));
    // Every object is still there under its id, and only those that say something else have moved.
    for (path, old) in before {
        let new = now.get(&path).unwrap_or_else(|| panic!("{path} is gone"));
        let moments = [old["modified"].as_str(), new["modified"].as_str()];
        assert!(old == *new || moments[0] < moments[1] || path.contains("s/"), "{path}: {moments:?}");
    }
}

#[test]
fn a_folder_of_another_name_has_the_same_paper() {
    let workspace = example();
    let first = published(&workspace, &[]);
    fs::rename(workspace.root().join("vorlagen/schulwege"), workspace.root().join("vorlagen/wege")).expect("a folder");
    let outcome = publish(&workspace, &[]);
    assert!(outcome.stderr.ends_with("Unverändert: 3\n"), "{}", outcome.stderr);
    let mut now = intact(&workspace.out());
    now.insert(State::FILE.into(), first[State::FILE].clone());
    assert_eq!(now, first, "nothing but the state knows the folder");
}

#[test]
fn the_address_of_the_tree_stays() {
    let workspace = example();
    let first = published(&workspace, &[]);
    workspace.edit("ratsbericht.toml", "https://ratsinformation.auenfurt", "https://rat.auenfurt");
    let refused = publish(&workspace, &[]);
    assert_eq!(refused.exit, Exit::Findings);
    assert!(refused.stderr.contains("veröffentlicht ist bisher unter"), "{}", refused.stderr);
    assert_eq!(intact(&workspace.out()), first);
}

#[test]
fn without_an_address_there_are_packages_and_files_and_no_tree() {
    let workspace = example();
    workspace.edit("ratsbericht.toml", "basis_url =", "# basis_url =");
    let all = published(&workspace, &[]);
    assert!(all.keys().any(|path| path.starts_with("oeffentlich/dateien/")));
    assert!(!all.keys().any(|path| path.contains("oparl")), "{all:#?}");
}

/// Somebody pulls the plug: what is there is what was there before, or what the run would have made, and the state agrees.
#[test]
fn a_run_that_is_killed_leaves_the_old_or_the_new() {
    let workspace = example();
    let begin = |number: u32| {
        let titel = format!("Sichere Schulwege {number}");
        let text = workspace.read(SCHULWEGE);
        let mut vorlage: Value = serde_json::from_str(&text).expect("JSON");
        vorlage["betreff"] = titel.into();
        workspace.write(SCHULWEGE, &vorlage.to_string());
        let mut command = Command::new(env!("CARGO_BIN_EXE_ratsbericht"));
        command.env_clear().arg("publish").arg(workspace.root()).arg("--out").arg(workspace.out());
        command.args(["--today", "2021-04-01", "--new-version", "Titel berichtigt"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let started = Instant::now();
    assert!(begin(0).status().expect("a run").success());
    let whole = started.elapsed();
    let mut versions = 1;
    for kill in 1..=KILLS {
        let mut child = begin(kill).spawn().expect("a run");
        std::thread::sleep(whole.mul_f64(f64::from(kill) / f64::from(KILLS)) + Duration::from_millis(1));
        // A run that has ended cannot be killed any more.
        let _ = child.kill();
        child.wait().expect("an end");
        let all = intact(&workspace.out());
        let state = state(&workspace);
        let paper = state.papiere.iter().find(|paper| paper.paket == "VII-DS-01234").expect("the paper");
        let new = paper.versionen.len();
        assert!(new == versions || new == versions + 1, "kill {kill}: {versions} versions, then {new}");
        versions = new;
        for file in &paper.dateien {
            assert_eq!(all[&format!("oeffentlich/dateien/{}/{}", paper.uuid, file.name)], file.sha256, "kill {kill}");
        }
        let paper = &objects(&workspace)[&format!("oeffentlich/oparl/paper/{}.json", paper.uuid)];
        let sha512 = paper["mainFile"]["sha512Checksum"].as_str();
        assert_eq!(
            sha512,
            state
                .papiere
                .iter()
                .find_map(|p| Some(p.dateien.first()?.sha512.as_str()).filter(|_| p.paket == "VII-DS-01234"))
        );
    }
    assert!(begin(KILLS + 1).status().expect("a run").success());
    let left: Vec<_> = fs::read_dir(workspace.out().parent().expect("a folder")).expect("a folder").collect();
    assert_eq!(left.len(), 2, "the workspace and the output: {left:?}");
}
