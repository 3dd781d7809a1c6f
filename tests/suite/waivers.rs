//! Waivers: what they cover, what they do not, and what is said of them.

use std::fs;

use ratsbericht::cli::Exit;
use ratsbericht::publish::{MANIFEST, Manifest, PaperEntry};

use crate::support::Workspace;

const VORLAGE: &str = "vorlagen/pegelsensoren/vorlage.json";

/// Writes a waiver; the day of the tests is the first of April 2021.
fn waive(workspace: &Workspace, code: &str, gilt_fuer: &str, bis: &str) {
    let stammdaten = workspace.read("ratsbericht.toml");
    let waiver = format!(
        "\n[[ausnahme]]\ncode = \"{code}\"\ngilt_fuer = \"{gilt_fuer}\"\ngrund = \"Geprüft.\"\nname = \"FB 10\"\nbis = {bis}\n"
    );
    workspace.write("ratsbericht.toml", &(stammdaten + &waiver));
}

/// The sound example with a paper that does not say whether its costs are covered: an error.
fn without_deckung() -> Workspace {
    let workspace = Workspace::copy_of("klein");
    workspace.edit(
        VORLAGE,
        "\"deckung\": { \"ansatz\": \"gegeben\", \"ff\": \"nicht ausreichend\" }",
        "\"deckung\": {}",
    );
    workspace
}

fn paper(workspace: &Workspace, name: &str) -> PaperEntry {
    let manifest = Manifest::from_bytes(&workspace.output(MANIFEST)).expect("a manifest");
    manifest.papiere.into_iter().find(|paper| paper.name == name).expect(name)
}

/// The statement on coverage of the investive table, with the account that covers a Verschlechterung.
const NACHGEWIESEN: &str = "\"deckung\": { \"ansatz\": \"gegeben\", \"ff\": \"gegeben\", \"nachweis\": \
    [{ \"psp\": \"5-660101-000-00100-300-1\", \"kostenart\": \"78310000\", \"betrag\": 1500.50 }] }";

#[test]
fn a_waived_error_stops_no_paper_and_the_run_says_so() {
    for name in ["pegelsensoren", "FB 66/0012/WP09"] {
        let workspace = without_deckung();
        assert_eq!(workspace.run("build", &[]).exit, Exit::Findings);
        assert!(!workspace.out().exists());
        waive(&workspace, "RB204", name, "2021-04-01");
        let outcome = workspace.build();
        let said = format!("Ausnahme: RB204 für {name} bis 01.04.2021: Geprüft. (FB 10)\n\nPrüfung: 1 Ausnahme.\n");
        assert_eq!(outcome.stderr, said);
    }
}

#[test]
fn the_manifest_names_the_waivers_of_each_paper() {
    let workspace = without_deckung();
    waive(&workspace, "RB204", "pegelsensoren", "2021-06-30");
    workspace.build();
    let entry = paper(&workspace, "pegelsensoren").ausnahmen;
    let facts: Vec<[&str; 5]> =
        entry.iter().map(|a| [&a.code, &a.gilt_fuer, &a.grund, &a.name, &a.bis].map(String::as_str)).collect();
    assert_eq!(facts, [["RB204", "pegelsensoren", "Geprüft.", "FB 10", "2021-06-30"]]);
    assert_eq!(paper(&workspace, "digital-2020-q4").ausnahmen, []);
}

#[test]
fn a_waiver_for_common_data_counts_for_every_paper() {
    let workspace = Workspace::copy_of("klein");
    let entry = "\"2020-12-10\", \"erledigungsstand\": ";
    workspace.edit("daten/fortschritt.json", &format!("{entry}75"), &format!("{entry}100"));
    waive(&workspace, "RB103", "K-001", "2021-06-30");
    workspace.build();
    for name in ["pegelsensoren", "digital-2020-q4"] {
        assert_eq!(paper(&workspace, name).ausnahmen.len(), 1, "{name}");
    }
}

#[test]
fn an_older_manifest_is_still_read() {
    let workspace = Workspace::built("klein");
    let manifest = String::from_utf8(workspace.output(MANIFEST)).expect("text");
    let older = manifest.replace(",\n      \"ausnahmen\": []", "");
    assert!(!older.contains("ausnahmen"), "{older}");
    let read = Manifest::from_bytes(older.as_bytes()).expect("a manifest");
    assert_eq!(read, Manifest::from_bytes(manifest.as_bytes()).expect("a manifest"));
}

#[test]
fn an_expired_waiver_covers_nothing() {
    let workspace = without_deckung();
    waive(&workspace, "RB204", "pegelsensoren", "2021-03-31");
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(!workspace.out().exists());
    for part in ["Fehler[RB204]", "Warnung[RB801]", "Prüfung: 1 Fehler, 1 Warnung.\n"] {
        assert!(outcome.stderr.contains(part), "{part} in:\n{}", outcome.stderr);
    }
}

#[test]
fn a_waiver_covers_only_its_rule_and_its_record() {
    for (code, name) in
        [("RB202", "pegelsensoren"), ("RB204", "digital-2020-q4"), ("RB204", "K-001"), ("RB204", "FB 66")]
    {
        let workspace = without_deckung();
        waive(&workspace, code, name, "2021-06-30");
        let outcome = workspace.run("build", &[]);
        assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
        assert!(
            outcome.stderr.contains("Fehler[RB204]") && !outcome.stderr.contains("Ausnahme: "),
            "{}",
            outcome.stderr
        );
    }
}

#[test]
fn rows_without_a_kennung_belong_to_their_project() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("daten/pausen.json", "\"von\": \"2020-11-02\"", "\"von\": \"2020-11-02\", \"bis\": \"2020-10-02\"");
    assert_eq!(workspace.run("check", &[]).exit, Exit::Findings);
    waive(&workspace, "RB101", "K-003", "2021-06-30");
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Ausnahme: RB101 für K-003 bis 30.06.2021"), "{}", outcome.stderr);
}

#[test]
fn a_record_of_the_configuration_is_excepted_too() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit(
        "ratsbericht.toml",
        "art = \"Ausschuss\"\nbis = 2020-10-31",
        "art = \"Ausschuss\"\nvon = 2020-11-30\nbis = 2020-10-31",
    );
    let outcome = workspace.run("check", &[]);
    assert!(outcome.stderr.contains("Fehler[RB101]"), "{}", outcome.stderr);
    waive(&workspace, "RB101", "PA", "2021-06-30");
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
}

#[test]
fn texts_of_a_paper_are_part_of_it() {
    let workspace = Workspace::copy_of("klein");
    let text = "vorlagen/pegelsensoren/beschlussvorschlag.md";
    let wrong = fs::read_to_string(crate::support::workspace::fixture(&format!("findings/RB505/{text}")));
    workspace.write(text, &wrong.expect("the faulty example"));
    waive(&workspace, "RB505", "FB 66/0012/WP09", "2021-06-30");
    let outcome = workspace.run("check", &[]);
    assert!(outcome.stderr.ends_with("\n\nPrüfung: 1 Ausnahme.\n"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("[RB505]"), "{}", outcome.stderr);
}

#[test]
fn whether_a_waiver_is_needed_is_asked_only_of_a_whole_workspace() {
    let workspace = Workspace::copy_of("klein");
    waive(&workspace, "RB505", "pegelsensoren", "2021-06-30");
    waive(&workspace, "RB505", "gibt-es-nicht", "2021-06-30");
    let outcome = workspace.run("check", &["--only", "digital-2020-q4"]);
    assert_eq!(outcome.stderr, "Prüfung ohne Befund.\n");
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.stderr.matches("Warnung[RB802]").count(), 2, "{}", outcome.stderr);
    workspace.write("daten/projekte.json", "[");
    let outcome = workspace.run("check", &[]);
    assert!(!outcome.stderr.contains("RB802"), "what cannot be read hides findings: {}", outcome.stderr);
}

#[test]
fn of_several_findings_under_one_waiver_one_line_is_left() {
    let workspace = without_deckung();
    workspace.edit(VORLAGE, NACHGEWIESEN, "\"deckung\": {}");
    waive(&workspace, "rb204", "pegelsensoren", "2021-06-30");
    let outcome = workspace.run("check", &[]);
    let said =
        "Ausnahme: RB204 (2 Befunde) für pegelsensoren bis 30.06.2021: Geprüft. (FB 10)\n\nPrüfung: 1 Ausnahme.\n";
    assert_eq!(outcome.stderr, said);
}

/// More called of the grant than it has, said at the call and naming the grant.
const CALLED: (&str, &str, &str) = ("daten/mittelabrufe.json", "\"betrag\": 12000.00", "\"betrag\": 60000.01");

#[test]
fn a_waiver_holds_for_the_record_and_for_what_the_finding_names() {
    let workspace = || {
        let workspace = Workspace::copy_of("klein");
        workspace.edit(CALLED.0, CALLED.1, CALLED.2);
        workspace
    };
    let found = workspace().run("check", &[]).stderr;
    assert!(found.contains("Fehler[RB709]: Aus der Bewilligung BW-1 ist"), "{found}");
    for (name, holds) in [("BW-1", true), ("MA-1", true), ("MA-2", false), ("K-005", false)] {
        let workspace = workspace();
        waive(&workspace, "RB709", name, "2021-04-01");
        let outcome = workspace.run("check", &[]);
        assert_eq!(!outcome.stderr.contains("Fehler[RB709]"), holds, "{name}: {}", outcome.stderr);
        assert_eq!(outcome.stderr.contains("[RB802]"), !holds, "{name}: {}", outcome.stderr);
    }
}
