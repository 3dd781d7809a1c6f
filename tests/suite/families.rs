//! Where the rule of a code lives follows from its family.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of `check` that holds the rules of a family, by the first digit of its codes.
const FOLDERS: [(char, &str); 7] = [
    ('1', "projekte"),
    ('2', "finanzen"),
    ('3', "klima"),
    ('4', "deckblatt"),
    ('5', "text"),
    ('6', "kennzahlen"),
    ('7', "foerderung"),
];

/// Rules that stand elsewhere, each with its reason.
const ELSEWHERE: [(&str, &str); 1] = [
    // Two entries of one day are a doublet like those of every other table.
    ("dubletten.rs", "RB107"),
];

/// Rooms that tell what they read, and the catalogue; a rule that needs more than its own value is in `check`.
const READING: [&str; 4] = ["finding", "model", "load", "pipeline"];

#[test]
fn a_rule_stands_in_the_folder_of_its_family() {
    let check = root().join("check");
    let wrong = named(&check).into_iter().filter(|(file, code)| {
        let family = code.chars().nth(2).unwrap_or('0');
        let folder = FOLDERS.iter().find(|(digit, _)| *digit == family).map(|(_, folder)| format!("{folder}/"));
        folder.is_some_and(|folder| !file.starts_with(&folder)) && !ELSEWHERE.contains(&(file.as_str(), code.as_str()))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), []);
}

#[test]
fn every_folder_holds_rules() {
    let all = named(&root().join("check"));
    for (_, folder) in FOLDERS {
        assert!(all.iter().any(|(file, _)| file.starts_with(&format!("{folder}/"))), "{folder}");
    }
}

#[test]
fn no_other_room_makes_findings() {
    let rooms = fs::read_dir(root()).expect("the sources").map(|entry| entry.expect("an entry").path());
    for room in rooms.filter(|path| path.is_dir()) {
        let name = room.file_name().expect("a name").to_string_lossy().into_owned();
        if name != "check" && !READING.contains(&name.as_str()) {
            assert_eq!(named(&room), [], "{name}");
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The codes that the files below a folder give to findings, tests left out.
fn named(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(&next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            // Tests in files of their own.
            if path.file_stem().is_some_and(|stem| stem == "tests") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = fs::read_to_string(&path).expect("a source");
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            let file = path.strip_prefix(folder).expect("a path below").to_string_lossy().replace('\\', "/");
            let codes = source.split("Code::RB").skip(1).filter_map(|behind| behind.get(..3));
            found.extend(codes.map(|digits| (file.clone(), format!("RB{digits}"))));
        }
    }
    found.sort();
    found.dedup();
    found
}
