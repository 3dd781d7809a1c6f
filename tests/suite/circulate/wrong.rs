//! Wrong entries in what comes back: each is found at its cell, all at once, and nothing is written.

use ratsbericht::cli::Exit;

use super::{BACK, DAY, Entry, STATE, collect, contents, filled};
use crate::support::Workspace;

/// Wrong entries of the first division, with the code and the cell of what is found.
const WRONG: [(&[Entry], &str, &str); 12] = [
    (&[("Fortschritt", "K-001", 0, "Erledigungsstand", "80")], "RB006", "Blatt Fortschritt, F3"),
    (&[("Fortschritt", "K-001", 0, "Bemerkung", "läuft")], "RB006", "Blatt Fortschritt, G3"),
    (&[DAY, STATE, ("Fortschritt", "K-001", 0, "Risiko", "=SUMME(A1)")], "RB042", "Blatt Fortschritt, J3"),
    (&[DAY, ("Fortschritt", "K-001", 0, "Erledigungsstand", "120")], "RB010", "Blatt Fortschritt, G3"),
    (&[DAY, ("Fortschritt", "K-001", 0, "Erledigungsstand", "fast fertig")], "RB007", "Blatt Fortschritt, G3"),
    (&[("Fortschritt", "K-001", 0, "Datum", "gestern"), STATE], "RB008", "Blatt Fortschritt, F3"),
    (
        &[("Fortschritt", "", 0, "Datum", "44207"), ("Fortschritt", "", 0, "Erledigungsstand", "5")],
        "RB006",
        "Blatt Fortschritt, A5",
    ),
    (
        &[
            ("Fortschritt", "", 0, "Erledigungsstand", "5"),
            ("Fortschritt", "", 0, "Datum", "44207"),
            ("Fortschritt", "", 0, "Projekt", "K-099"),
        ],
        "RB016",
        "Blatt Fortschritt, A5",
    ),
    (
        &[("Meilensteine", "", 0, "Titel", "Neu"), ("Meilensteine", "", 0, "Projekt", "K-001")],
        "RB006",
        "Blatt Meilensteine, A4",
    ),
    (&[("Kosten", "K-001", 0, "Ist", "viel")], "RB007", "Blatt Kosten, J3"),
    (&[("Projekte", "K-001", 0, "Ende", "43000")], "RB101", "Blatt Projekte, G3"),
    (&[("Pausen", "K-001", 0, "Bis", "44207")], "RB006", "Blatt Pausen, A3"),
];

#[test]
fn a_wrong_entry_is_found_at_its_cell_and_nothing_is_written() {
    let workspace = Workspace::copy_of("klein");
    let tables = contents(&workspace.root().join("daten"));
    for (entries, code, place) in WRONG {
        // A sound entry beside it is not written either.
        let sound =
            [("Fortschritt", "K-005", 0, "Datum", "44207"), ("Fortschritt", "K-005", 0, "Erledigungsstand", "20")];
        let file = filled(&workspace, "fb-66", &[&sound, entries].concat());
        let outcome = collect(&workspace.root(), BACK, &[file]);
        let mut findings = outcome.stderr.split("\n\n");
        let is_found = findings.any(|finding| finding.contains(code) && finding.contains(&format!("{place}\n")));
        assert_eq!(outcome.exit, Exit::Findings, "{entries:?}: {} {}", outcome.stdout, outcome.stderr);
        assert!(is_found, "{entries:?}: {}", outcome.stderr);
        assert!(outcome.stderr.ends_with("Es wurde nichts geschrieben.\n"), "{}", outcome.stderr);
        assert_eq!(contents(&workspace.root().join("daten")), tables, "{entries:?}");
    }
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once() {
    let workspace = Workspace::copy_of("klein");
    let wrong = [("Kosten", "K-001", 0, "Ist", "viel"), ("Fortschritt", "K-005", 0, "Erledigungsstand", "x")];
    let file = filled(&workspace, "fb-66", &wrong);
    workspace.write("../leer.csv", "Projekt;Datum\r\n");
    let outcome = collect(&workspace.root(), BACK, &[file, workspace.root().with_file_name("leer.csv")]);
    assert!(["J3", "G4", "leer.csv"].iter().all(|part| outcome.stderr.contains(part)), "{}", outcome.stderr);
}
