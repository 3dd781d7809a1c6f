//! Inputs as clerks, exports and spreadsheet programs really write them: each is read right, or named at its place.
//!
//! A folder of `fixtures/eingaben` lies over the second example and holds what comes of it, `befunde.snap`. What is read is
//! looked at again as the table that `convert` writes.

use std::fs;

use ratsbericht::cli::Exit;

use crate::findings::overlaid;
use crate::support::Workspace;
use crate::support::workspace::fixture;

/// The folder of the inputs below `fixtures/`.
const INPUTS: &str = "eingaben";

/// What a folder holds beside its input: what comes of it.
const FINDINGS: &str = "befunde.snap";

#[test]
fn each_input_has_the_findings_of_its_folder() {
    for name in inputs() {
        let outcome = input(&name).run("check", &[]);
        assert!(matches!(outcome.exit, Exit::Done | Exit::Findings), "{name}: {}", outcome.stderr);
        insta::with_settings!({
            snapshot_path => format!("../../fixtures/{INPUTS}/{name}"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!("befunde", outcome.stderr) });
    }
}

/// Input, table, and what a record holds that was read from it.
const READ: [(&str, &str, &str); 11] = [
    ("10-kalender-1904", "projekte", "\"beginn\": \"2019-09-02\""),
    ("13-gezeigte-nummer", "zahlungen", "\"beleg\": \"R-2020-118\""),
    ("10-ods-kalender", "projekte", "\"beginn\": \"2019-09-02\""),
    ("10-ods-kalender", "projekte", "\"gesamtkosten\": 100000.00"),
    ("39-euro-davor", "zahlungen", "\"betrag\": 20000.00"),
    ("39-euro-davor", "zahlungen", "\"betrag\": 12000.00"),
    ("55-spalte-in-euro", "zahlungen", "\"betrag\": 20000.00"),
    ("56-unsichtbar", "zahlungen", "\"betrag\": 20000.00"),
    ("56-unsichtbar", "zahlungen", "\"betrag\": 12000.00"),
    ("58-nullen", "zahlungen", "\"betrag\": 12000.00"),
    ("07-tausend-mit-komma", "zahlungen", "\"betrag\": 12000.00"),
];

#[test]
fn what_is_read_is_what_the_cell_shows() {
    for (name, table, expected) in READ {
        let workspace = input(name);
        let outcome = workspace.convert("json");
        assert_eq!(outcome.exit, Exit::Done, "{name}: {}", outcome.stderr);
        let written = workspace.output(&format!("daten/{table}.json"));
        let written = String::from_utf8(written).expect("JSON");
        assert!(written.contains(expected), "{name}: no {expected} in\n{written}");
    }
}

#[test]
fn files_of_systems_and_editors_are_passed_over_silently() {
    let workspace = Workspace::copy_of("klein");
    for path in [
        "daten/Thumbs.db",
        "daten/desktop.ini",
        "daten/~$projektboard.xlsx",
        "daten/projekte.csv~",
        "vorlagen/.DS_Store",
    ] {
        workspace.write_bytes(path, &[0xD0, 0xCF, 0x11, 0xE0]);
    }
    fs::create_dir(workspace.root().join("vorlagen/@eaDir")).expect("a folder of a network drive");
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.stderr, "Prüfung ohne Befund.\n");
}

/// The names of all inputs, sorted.
fn inputs() -> Vec<String> {
    let entries = fs::read_dir(fixture(INPUTS)).expect("the folder of the inputs");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

/// A copy of the second example with an input laid over it.
fn input(name: &str) -> Workspace {
    let workspace = overlaid(&format!("{INPUTS}/{name}"));
    let findings = workspace.root().join(FINDINGS);
    if findings.exists() {
        fs::remove_file(findings).expect(FINDINGS);
    }
    workspace
}
