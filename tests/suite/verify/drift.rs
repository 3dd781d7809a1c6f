//! Workspaces that are no longer as they were when a paper was made from them.

use std::fs;

use ratsbericht::cli::Exit;
use serde_json::Value;

use super::{AACHEN, LIGHTS, beside, verify};
use crate::support::Workspace;
use crate::support::workspace::fixture;

const PERSONAL: &str = "haushalt/P-098, 2021, Personal-/Sachaufwand, 4-120102-930-9, 52910000";
const ZEILE_2022: &str = r#""jahr": 2022, "art": "investiv", "zeile": "Auszahlungen", "ansatz": 480000.00"#;

/// A change of the main example, and what `verify` says of it.
struct Case {
    path: &'static str,
    from: &'static str,
    to: &'static str,
    expected: &'static [&'static str],
    /// What must not be said.
    absent: &'static [&'static str],
}

#[test]
fn each_change_of_a_workspace_is_named() {
    let cases = [
        Case {
            path: "daten/haushalt.json",
            from: r#""jahr": 2022, "art": "investiv", "zeile": "Auszahlungen", "ansatz": 480000.00"#,
            to: r#""jahr": 2022, "art": "investiv", "zeile": "Auszahlungen", "ansatz": 490000.00"#,
            expected: &[
                "haushalt/P-097, 2022, Auszahlungen, 5-120102-000-01200-300-1, 78520000: geändert (daten/haushalt.json:4:3)",
                "Zahlen, die heute anders wären:",
                "finanzen.investiv.auszahlungen.ansatz_ff: 760.000,00 € → 770.000,00 €",
            ],
            absent: &["2021, Auszahlungen"],
        },
        Case {
            path: "daten/tranchen.json",
            from: r#""bewilligung": "BW-026", "jahr": 2024"#,
            to: r#""bewilligung": "BW-026", "jahr": 2025"#,
            expected: &["tranchen/BW-026, 2024, investiv: gelöscht oder nicht mehr lesbar", "heute anders wären"],
            absent: &["BW-026, 2023"],
        },
        Case {
            path: "vorlagen/fb-61-0034-wp18/erlaeuterungen.md",
            from: "LED",
            to: "led",
            expected: &[
                "vorlagen/fb-61-0034-wp18/erlaeuterungen.md: geändert",
                "andere Angaben des Papiers aber nicht",
            ],
            absent: &["Zahlen, die heute anders wären"],
        },
    ];
    for Case { path, from, to, expected, absent } in cases {
        let workspace = Workspace::copy_of("aachen");
        let text = workspace.read(path);
        assert!(text.contains(from), "{path}: {from}");
        workspace.write(path, &text.replacen(from, to, 1));
        let outcome = beside(LIGHTS, &workspace);
        assert_eq!(outcome.exit, Exit::Findings, "{}{}", outcome.stdout, outcome.stderr);
        assert!(outcome.stdout.contains("Das Papier ist unverändert"), "{}", outcome.stdout);
        for part in expected {
            assert!(outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
        }
        for part in absent {
            assert!(!outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
        }
    }
}

#[test]
fn a_row_recorded_later_replaces_a_record_and_changes_no_figure_of_the_paper() {
    let workspace = Workspace::copy_of("aachen");
    let text = workspace.read("daten/haushalt.json");
    let row = text.lines().find(|line| line.contains(ZEILE_2022)).expect("a row").trim_end_matches(',');
    let newer = row.replace("480000.00", "500000.00").replacen('{', r#"{"erfasst": "2021-03-20", "#, 1);
    let end = text.rfind(']').expect("a list");
    let text = format!("{},\n{newer}\n]\n", text[..end].trim_end());
    workspace.write("daten/haushalt.json", &text);
    let outcome = beside(LIGHTS, &workspace);
    assert_eq!(outcome.exit, Exit::Findings, "{}{}", outcome.stdout, outcome.stderr);
    let expected = "haushalt/P-097, 2022, Auszahlungen, 5-120102-000-01200-300-1, 78520000: ersetzt durch die am 20.03.2021 \
                    erfasste Zeile (daten/haushalt.json:";
    assert!(outcome.stdout.contains(expected), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("Heute entstünde trotzdem dasselbe Papier."), "{}", outcome.stdout);
}

#[test]
fn a_parameter_and_a_file_more_or_less_are_changes() {
    let workspace = Workspace::copy_of("aachen");
    let name = "vorlagen/fb-61-0034-wp18";
    fs::remove_file(workspace.root().join(name).join("beschlussvorschlag.md")).expect("a file less");
    workspace.write(&format!("{name}/weitere-erlaeuterungen.md"), "Mehr dazu im Ausschuss.\n");
    let outcome = beside(LIGHTS, &workspace);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    for part in ["beschlussvorschlag.md: gelöscht", "weitere-erlaeuterungen.md: hinzugekommen"] {
        assert!(outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
    }
}

/// The main example in a workbook.
fn in_a_workbook() -> Workspace {
    let workspace = Workspace::copy_of("aachen");
    let daten = workspace.root().join("daten");
    fs::remove_dir_all(&daten).expect("the tables");
    fs::create_dir(&daten).expect("a folder");
    let book = fixture("formate/xlsx/projektboard.xlsx");
    fs::copy(book, daten.join("projektboard.xlsx")).expect("a copy");
    workspace.without_papers();
    workspace
}

#[test]
fn the_format_of_tables_and_papers_changes_no_record() {
    let outcome = beside(LIGHTS, &in_a_workbook());
    assert_eq!(outcome.exit, Exit::Done, "{}{}", outcome.stdout, outcome.stderr);
    assert!(outcome.stdout.contains("entstünde dasselbe Papier."), "{}", outcome.stdout);
}

#[test]
fn a_changed_record_of_a_workbook_is_named_by_its_cell() {
    let changed = Workspace::copy_of("aachen");
    changed.edit("daten/haushalt.json", ZEILE_2022, &ZEILE_2022.replace("480000.00", "490000.00"));
    changed.convert("xlsx");
    let options = ["--workspace".into(), changed.out().into(), "--format".into(), "json".into()];
    let outcome = verify(AACHEN.out().join(LIGHTS), &options);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    let value: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!((&value["ergebnis"], &value["pdf"]), (&"arbeitsordner_anders".into(), &"unveraendert".into()));
    let all = value["arbeitsordner"]["abweichungen"].as_array().expect("a list");
    let of = |kind: &str| all.iter().filter(|one| one["art"] == kind).collect::<Vec<&Value>>();
    let [record] = of("datensatz")[..] else { panic!("{all:?}") };
    let place = [&record["aenderung"], &record["datei"], &record["blatt"], &record["zelle"]];
    assert_eq!(place, ["geaendert", "daten/projektboard.xlsx", "Haushalt", "A4"]);
    let figures = of("zahl");
    let figure =
        figures.iter().find(|one| one["name"] == "finanzen.investiv.auszahlungen.ansatz_ff").expect("a figure");
    assert_eq!([&figure["papier"], &figure["heute"]], ["760.000,00 €", "770.000,00 €"]);
    assert!(figure["datei"].is_null() && !of("stelle").is_empty() && of("datei").is_empty(), "{all:?}");
}

#[test]
fn a_workspace_that_cannot_be_compared_says_why() {
    let outcome = beside(LIGHTS, &Workspace::copy_of("klein"));
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("gehört zu „Stadt Musterstadt“, das Papier zu „Stadt Aachen“."),
        "{}",
        outcome.stdout
    );
    let workspace = Workspace::copy_of("aachen");
    workspace.write("ratsbericht.toml", "[koerperschaft");
    let outcome = beside(LIGHTS, &workspace);
    assert!(outcome.stdout.contains("Die Datei ratsbericht.toml fehlt oder hat Fehler"), "{}", outcome.stdout);
    let workspace = Workspace::copy_of("aachen");
    fs::remove_dir_all(workspace.root().join("vorlagen/fb-61-0034-wp18")).expect("a paper less");
    let outcome = beside(LIGHTS, &workspace);
    assert!(outcome.stdout.contains("vorlagen/fb-61-0034-wp18: gelöscht oder nicht mehr lesbar"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("Im Arbeitsordner fehlt das Papier"), "{}", outcome.stdout);
}

#[test]
fn a_record_that_no_longer_can_be_read_is_named() {
    let workspace = Workspace::copy_of("aachen");
    workspace.edit("daten/haushalt.json", ZEILE_2022, &ZEILE_2022.replace("480000.00", "\"viel\""));
    let outcome = beside(LIGHTS, &workspace);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("P-097, 2022, Auszahlungen"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("oder er hat Fehler; „ratsbericht check“ zeigt sie."), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains(PERSONAL), "{}", outcome.stdout);
}

#[test]
fn a_changed_configuration_is_named_with_what_it_changes() {
    let changed = Workspace::copy_of("aachen");
    changed.edit("ratsbericht.toml", "[gestaltung]", "[ausgabe]\nherkunft = \"papier\"\n\n[gestaltung]");
    let outcome = beside(LIGHTS, &changed);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    for part in
        ["  - ratsbericht.toml: „ausgabe“ geändert", "Heute wären die Zahlen dieselben", "  - herkunft: anderer Inhalt"]
    {
        assert!(outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
    }
    // What other papers alone would show is no difference of this one.
    let other = Workspace::copy_of("aachen");
    other.edit("ratsbericht.toml", "[datenalter]", "# eine Anmerkung\n[datenalter]");
    assert_eq!(beside(LIGHTS, &other).exit, Exit::Done);
}

/// Papers and configuration kept in sheets are named by their sheets: the rows of a paper stand on several.
#[test]
fn what_changed_in_sheets_is_named_by_them() {
    let cases = [
        (
            "vorlage-fb-66-0012-wp09.pdf",
            "ratsbericht.toml",
            "name = \"Fachbereich Tiefbau und Gewässer\"",
            "name = \"Amt für Tiefbau\"",
            "  - daten/projektboard.xlsx, Blatt Fachbereiche: „fachbereich“ geändert\n",
        ),
        (
            "digital-2020-q4.pdf",
            "berichte/digital-2020-q4/bericht.json",
            "\"herausgeber\": \"FB 10\"",
            "\"herausgeber\": \"FB 66\"",
            "  - berichte/digital-2020-q4: geändert (daten/projektboard.xlsx, Blatt Berichte, A2 oder eine andere \
             seiner Zeilen)\n",
        ),
    ];
    for (paper, path, from, to, expected) in cases {
        let changed = Workspace::copy_of("klein");
        changed.edit(path, from, to);
        changed.convert("xlsx");
        let built = Workspace::built("klein");
        let outcome = verify(built.out().join(paper), &["--workspace".into(), changed.out().into()]);
        assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
        assert!(outcome.stdout.contains(expected), "{expected}: {}", outcome.stdout);
    }
}
