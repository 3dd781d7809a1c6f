//! What is unchanged is carried over, and nothing else: whatever changes, the papers are those of a run that sets all anew.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ratsbericht::cli::Exit;
use ratsbericht::paper::Paper;
use ratsbericht::pipeline::{self, Beside, Opened, Task, Wanted};
use ratsbericht::publish::{MANIFEST, Manifest};
use ratsbericht::verify::Design;

use crate::support::Workspace;
use crate::support::workspace::{TODAY, fixture, outputs};

const ALL: &str = "Unverändert übernommen: alle Papiere (3)\n";

/// What a build over the folder that is there carries over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Carried {
    All,
    Some,
    Nothing,
}

/// Holds a build over the folder that is there against one that sets all anew; `None` where findings stop it.
fn held(workspace: &Workspace, what: &str) -> Option<Carried> {
    let outcome = workspace.run("build", &[]);
    if outcome.exit != Exit::Done {
        assert_eq!(outcome.exit, Exit::Findings, "{what}: {}", outcome.stderr);
        return None;
    }
    let carried = outputs(workspace);
    let forced = workspace.run("build", &["--force"]);
    assert_eq!(forced.exit, Exit::Done, "{what}: {}", forced.stderr);
    assert!(!forced.stderr.contains("Unverändert übernommen"), "{what}: {}", forced.stderr);
    for (name, content) in outputs(workspace) {
        assert!(carried[&name] == content, "{what}: {name} is not what it is when set anew");
    }
    let line = outcome.stderr.lines().find_map(|line| line.strip_prefix("Unverändert übernommen: "));
    Some(line.map_or(Carried::Nothing, |line| if line.starts_with("alle") { Carried::All } else { Carried::Some }))
}

/// The files of a folder, by path.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    entries.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Another letter or digit for the first one behind a place, if there is one.
fn change_one(bytes: &mut [u8], behind: usize) -> bool {
    let Some(byte) = bytes.iter_mut().skip(behind).find(|byte| byte.is_ascii_alphanumeric()) else { return false };
    *byte = match *byte {
        b'9' | b'z' | b'Z' => *byte - 1,
        other => other + 1,
    };
    true
}

/// What sets each paper of a workspace, with the key by which it is carried over; `None` where findings stop them.
fn tasks(workspace: &Workspace) -> Option<BTreeMap<String, (String, Vec<u8>)>> {
    let today = TODAY.parse().expect("a day");
    let root = workspace.root();
    let opened = Opened::read(&root, pipeline::engine().expect("an engine")).expect("a workspace");
    let prepared = pipeline::prepare(&opened.loaded, &opened.alphabet, &Wanted::all(&opened.loaded), today);
    let design = Design::of(&opened.engine, &opened.loaded);
    let task = |paper: &Paper| {
        let task = Task::of(paper, &design, &opened.loaded, today);
        let job = format!("{:?}", task.job()).into_bytes();
        (paper.name.clone(), (task.key(&design, Beside::default()), job))
    };
    (!prepared.findings.any_error()).then(|| prepared.papers.iter().map(task).collect())
}

/// Changes a byte of a file, in another part of it for each number; where a change is a mistake, in the next. What `held` says of the
/// first that is none.
fn changed<T>(number: usize, path: &Path, held: impl Fn(&Workspace, &str) -> Option<T>) -> Option<T> {
    let workspace = Workspace::copy_of("klein");
    let whole = fs::read(workspace.root().join(path)).expect("a file");
    (number..number + 9).find_map(|part| {
        let mut bytes = whole.clone();
        let behind = bytes.len() * (part % 9) / 9;
        if !change_one(&mut bytes, behind) {
            return None;
        }
        workspace.write_bytes(path.to_str().expect("text"), &bytes);
        held(&workspace, &format!("{} behind {behind}", path.display()))
    })
}

/// The files of the example, by their paths in it.
fn inputs() -> Vec<PathBuf> {
    let root = fixture("klein");
    files(&root).iter().map(|path| path.strip_prefix(&root).expect("below").to_owned()).collect()
}

#[test]
fn a_key_stays_only_where_what_is_set_stays() {
    let before = tasks(&Workspace::copy_of("klein")).expect("papers");
    let mut seen = BTreeMap::new();
    for (number, path) in inputs().iter().enumerate() {
        let stayed = changed(number, path, |workspace, what| {
            let now = tasks(workspace)?;
            let same = |name: &String| now.get(name).map(|(key, job)| (*key == before[name].0, *job == before[name].1));
            let both: Vec<(bool, bool)> = before.keys().filter_map(same).collect();
            assert!(both.iter().all(|(key, job)| key == job), "{what}: {both:?}");
            Some(both.iter().all(|(key, _)| *key))
        });
        *seen.entry(stayed).or_insert(0) += 1;
    }
    let often = |stayed| seen.get(&Some(stayed)).is_some_and(|times| *times > 1);
    assert!(often(true) && often(false), "{seen:?}");
}

#[test]
fn a_folder_holds_what_a_new_run_gives() {
    let carried = ["daten/projekte.json", "ratsbericht.toml"].map(|path| {
        changed(3, Path::new(path), |workspace, what| {
            let now = fs::read(workspace.root().join(path)).expect("a file");
            workspace.write_bytes(path, &fs::read(fixture("klein").join(path)).expect("a file"));
            workspace.build();
            workspace.write_bytes(path, &now);
            held(workspace, what)
        })
    });
    assert!(carried.iter().all(Option::is_some), "{carried:?}");
}

#[test]
fn without_a_change_nothing_is_set_and_everything_stays() {
    let workspace = Workspace::built("klein");
    let before = outputs(&workspace);
    let outcome = workspace.build();
    assert!(outcome.stderr.ends_with(ALL), "{}", outcome.stderr);
    assert!(outcome.stdout.contains("digital-2020-q4.pdf (") && outputs(&workspace) == before);
    let one = workspace.run("build", &["--only", "pegelsensoren", "--force"]);
    assert!(!one.stderr.contains("übernommen") && outputs(&workspace) == before, "{}", one.stderr);
}

#[test]
fn papers_of_two_states_are_looked_at_one_by_one() {
    let workspace = Workspace::built("klein");
    let stand = || Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest").stand;
    let before = stand();
    assert_eq!(workspace.run("build", &["--only", "pegelsensoren"]).exit, Exit::Done);
    assert!(!before.is_empty() && stand() == before, "nothing else was read");
    let table = workspace.read("daten/projekte.json").replacen("\"titel\": \"", "\"titel\": \"Neu: ", 1);
    workspace.write("daten/projekte.json", &table);
    assert_eq!(workspace.run("build", &["--only", "pegelsensoren"]).exit, Exit::Done);
    assert_eq!(stand(), "");
    assert_eq!(held(&workspace, "a title"), Some(Carried::Some));
    assert!(!stand().is_empty() && stand() != before);
}

#[test]
fn another_day_is_another_paper() {
    let workspace = Workspace::built("klein");
    let outcome = workspace.run("build", &["--only", "pegelsensoren"]);
    assert!(outcome.stderr.contains("Unverändert übernommen: alle Papiere (1)"), "{}", outcome.stderr);
    let mut args =
        vec!["ratsbericht".into(), "build".into(), workspace.root().into(), "--out".into(), workspace.out().into()];
    args.extend(["--today".into(), "2021-04-02".into()]);
    let outcome = crate::support::workspace::run_args(args);
    assert!(outcome.exit == Exit::Done && !outcome.stderr.contains("übernommen"), "{}", outcome.stderr);
}

#[test]
fn only_the_papers_that_print_a_change_are_set() {
    let workspace = Workspace::built("klein");
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", "zweiter Bauabschnitt", "dritter Bauabschnitt");
    let outcome = workspace.build();
    let line = outcome.stderr.lines().find(|line| line.starts_with("Unverändert")).expect("a line");
    assert!(line.contains("Anlage") && !line.contains("FB 66"), "{line}");
    // The formatting of a table is in no paper, and the manifest names the table as it is now.
    let table = workspace.read("daten/projekte.json");
    workspace.write("daten/projekte.json", &format!("{table}\n"));
    let outcome = workspace.build();
    assert!(outcome.stderr.ends_with(ALL), "{}", outcome.stderr);
    assert_eq!(held(&workspace, "a line break"), Some(Carried::All));
}

#[test]
fn a_paper_that_was_changed_or_removed_is_set_anew() {
    let workspace = Workspace::built("klein");
    let (name, before) = ("digital-2020-q4.pdf", outputs(&workspace));
    let mut pdf = workspace.output(name);
    let middle = pdf.len() / 2;
    assert!(change_one(&mut pdf, middle));
    for changed in [Some(pdf), Some(b"%PDF".to_vec()), None] {
        match changed {
            Some(bytes) => change(&workspace.out().join(name), &bytes),
            None => fs::remove_file(workspace.out().join(name)).expect("a file less"),
        }
        let outcome = workspace.build();
        assert!(outcome.stderr.contains("Anlage") && outputs(&workspace) == before, "{}", outcome.stderr);
    }
}

#[test]
fn a_folder_that_says_nothing_of_its_papers_is_set_anew() {
    let workspace = Workspace::built("klein");
    let before = outputs(&workspace);
    let mut manifest = Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest");
    manifest.papiere.iter_mut().for_each(|paper| paper.schluessel.clear());
    change(&workspace.out().join(MANIFEST), &manifest.to_bytes());
    let outcome = workspace.build();
    assert!(!outcome.stderr.contains("übernommen") && outputs(&workspace) == before, "{}", outcome.stderr);
}

#[test]
fn what_a_workspace_brings_along_to_set_with_counts() {
    let workspace = Workspace::built("kreis");
    workspace.edit("gestaltung/wiesengrund.svg", "<svg ", "<svg  ");
    assert!(held(&workspace, "a logo").is_some());
    fs::create_dir_all(workspace.root().join("druckvorlagen/lib")).expect("a folder");
    let colours = include_str!("../../report-templates/lib/farben.typ");
    for text in [format!("{colours}\n// Eigene\n"), format!("{colours}\n// eigene\n")] {
        workspace.write("druckvorlagen/lib/farben.typ", &text);
        assert_eq!(held(&workspace, &text), Some(Carried::Nothing), "templates are named in every paper");
    }
    assert!(workspace.build().stderr.contains("Unverändert übernommen: alle"));
    fs::remove_dir_all(workspace.root().join("druckvorlagen")).expect("a folder less");
    assert_eq!(held(&workspace, "the embedded templates"), Some(Carried::Nothing));
}

#[expect(clippy::disallowed_methods, reason = "a person changes an output")]
fn change(path: &Path, content: &[u8]) {
    fs::write(path, content).expect("a change");
}

#[test]
fn who_watches_gets_what_a_saved_file_concerns() {
    let workspace = Workspace::built("klein");
    let path = "vorlagen/pegelsensoren/vorlage.json";
    let (before, round) = (workspace.read(path), Cell::new(0));
    // Each change takes two looks: one that sees it, and one that sees nothing else move.
    let wait = || {
        match round.replace(round.get() + 1) {
            0 => workspace.write(path, &before.replace("zweiter Bauabschnitt", "Abschnitt zwei")),
            2 => workspace.write(path, "{"),
            4 => workspace.write(path, &format!("{before}\n")),
            6 => return false,
            _ => {}
        }
        true
    };
    let outcome = workspace.watch(&wait);
    let watched: Vec<&str> = outcome.stderr.split("Wartet auf Änderungen").collect();
    let [first, second, third, fourth, rest] = watched.as_slice() else { panic!("{}", outcome.stderr) };
    assert!(first.contains(ALL.trim_end()) && !rest.contains("Geändert"), "{}", outcome.stderr);
    assert!([second, third, fourth].iter().all(|round| round.contains(&format!("Geändert: {path}\n"))), "{watched:?}");
    assert!(
        second.contains("übernommen: Digitalbericht") && fourth.contains("übernommen: Digitalbericht"),
        "{watched:?}"
    );
    assert!(third.contains("Fehler[") && third.contains("Es wurde nichts geschrieben."), "{third}");
    let set = outcome.stdout.lines().filter_map(|line| line.rsplit('/').next());
    let set: Vec<&str> = set.filter(|name| !name.ends_with("-anlagen")).collect();
    assert!(set.len() == 2 && set[0] == set[1] && outcome.exit == Exit::Done, "{}", outcome.stdout);
}
