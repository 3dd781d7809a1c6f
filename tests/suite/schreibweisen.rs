//! The same letter is the same letter: texts, names and arguments mean the same whether an umlaut was stored as one character
//! or as a letter and two dots.

use std::fs;
use std::path::Path;

use ratsbericht::cli::Exit;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::support::workspace::{TODAY, run_args};
use crate::support::{Workspace, pdf};

/// A text with each umlaut as a letter and two dots.
fn decomposed(text: &str) -> String {
    text.nfd().collect()
}

/// Gives every text and every name below a folder its decomposed form.
#[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
fn decompose(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).expect("an entry");
        if path.is_dir() {
            decompose(&path);
        } else if let Ok(text) = fs::read_to_string(&path) {
            fs::write(&path, decomposed(&text)).expect("a text");
        }
        fs::rename(&path, folder.join(decomposed(name.to_str().expect("a name")))).expect("another name");
    }
}

/// The second example with everything in CSV files, one of which has a German name, an attachment with an umlaut in its name, and heads by
/// their titles; `decomposed` in all of it.
fn example(is_decomposed: bool) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    assert_eq!(workspace.convert("csv").exit, Exit::Done);
    let (csv, root) = (workspace.out(), workspace.root());
    fs::remove_dir_all(root.join("daten")).expect("tables");
    fs::rename(csv.join("daten"), root.join("daten")).expect("tables as CSV");
    fs::remove_dir_all(csv).expect("the converted copy");
    fs::rename(root.join("daten/foerdergeber.csv"), root.join("daten/Fördergeber.csv")).expect("a German name");
    workspace.without_papers();
    workspace.edit("daten/vorlagenanlagen.csv", "standorte.csv", "Übersicht.csv");
    let annexes = root.join("vorlagen/pegelsensoren/anlagen");
    fs::rename(annexes.join("standorte.csv"), annexes.join("Übersicht.csv")).expect("an attachment");
    if is_decomposed {
        decompose(&root);
    }
    workspace
}

/// What is attached to a paper, without the hashes of what it was made from.
fn printed(paper: &[u8], part: &str) -> Value {
    let mut value: Value = serde_json::from_slice(&pdf::attachment(paper, part)).expect("attached data");
    value.as_object_mut().map(|object| object.remove("nachweis"));
    value
}

#[test]
fn a_decomposed_workspace_gives_the_same_papers() {
    let (composed, other) = (example(false), example(true));
    for workspace in [&composed, &other] {
        let outcome = workspace.build();
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n");
    }
    let names = |workspace: &Workspace| -> Vec<String> {
        let entries = fs::read_dir(workspace.out()).expect("an output folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
        names.sort();
        names
    };
    assert_eq!(names(&composed), names(&other));
    for name in names(&composed).iter().filter(|name| name.ends_with(".pdf")) {
        // The Nachweis alone tells that the bytes of the texts are others.
        for part in ["data.json", "figures.json"] {
            let of = |workspace: &Workspace| printed(&workspace.output(name), part);
            assert!(of(&composed) == of(&other), "{name}: {part}");
        }
    }
    let manifest = String::from_utf8(other.output("manifest.json")).expect("a manifest");
    assert!(manifest.contains("Übersicht.csv") && manifest.contains("Fördergeber.csv"), "{manifest}");
}

#[test]
fn a_workbook_with_decomposed_heads_and_words_is_read() {
    let workspace = example(true);
    let outcome = workspace.convert("xlsx");
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let names: Vec<String> = fs::read_dir(workspace.out().join("vorlagen/pegelsensoren/anlagen"))
        .expect("attachments")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    assert_eq!(names, ["Übersicht.csv"]);
    let tables = fs::read_dir(workspace.out().join("daten")).expect("tables").count();
    assert_eq!(tables, 1, "no table is kept twice");
}

#[test]
fn arguments_and_folders_are_found_in_either_form() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("vorlagen/pegelsensoren/vorlage.json", "FB 66/", "Büro 66/");
    let root = workspace.root();
    for (stored, typed) in [("Büro".to_owned(), decomposed("Büro")), (decomposed("Büro"), "Büro".to_owned())] {
        let parent = root.parent().expect("a folder");
        fs::rename(&root, parent.join(&stored)).expect("a folder with an umlaut");
        for number in ["Büro 66/0012/WP09".to_owned(), decomposed("Büro 66/0012/WP09")] {
            let place = parent.join(&typed);
            let args = ["ratsbericht", "check", "--only", &number, "--today", TODAY].map(Into::into);
            let outcome = run_args(args.into_iter().chain([place.into()]));
            assert_eq!(outcome.exit, Exit::Done, "{stored:?} {typed:?} {number:?}: {}", outcome.stderr);
        }
        fs::rename(parent.join(&stored), &root).expect("back");
    }
}
