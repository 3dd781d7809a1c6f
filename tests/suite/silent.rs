//! Never silently empty, never silently replaced: what a Datenstand leaves out, closed periods, grants.

use std::fs;

use ratsbericht::cli::Exit;
use ratsbericht::publish::Manifest;
use serde_json::{Value, json};

use crate::perioden::{close, command, figures, path, printed, small_series};
use crate::support::workspace::files;
use crate::support::{Outcome, Workspace, pdf};

const PROJEKTE: &str = "daten/projekte.json";

/// The day on which the small example's report is dated is 2021-01-20; this one is later, and before [`TODAY`].
///
/// [`TODAY`]: crate::support::workspace::TODAY
const LATER: &str = "2021-02-01";

/// Changes the rows of a table.
fn change(workspace: &Workspace, path: &str, with: impl FnOnce(&mut Vec<Value>)) {
    let mut rows: Vec<Value> = serde_json::from_str(&workspace.read(path)).expect(path);
    with(&mut rows);
    workspace.write(path, &json!(rows).to_string());
}

/// The small example, of whose projects the first so many were typed on a later day.
fn typed_later(count: usize) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    change(&workspace, PROJEKTE, |rows| rows.iter_mut().take(count).for_each(|row| row["erfasst"] = json!(LATER)));
    workspace
}

fn check_report(workspace: &Workspace) -> Outcome {
    workspace.run("check", &["--only", "digital-2020-q4"])
}

/// The text of a PDF, with one blank between words.
fn text(workspace: &Workspace, name: &str) -> String {
    pdf::text(&workspace.output(name)).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_list_typed_after_the_datenstand_is_an_error_and_not_an_empty_report() {
    let workspace = typed_later(6);
    let outcome = workspace.run("build", &["--only", "digital-2020-q4"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    for words in [
        "Fehler[RB604]",
        "6 von 6 Angaben der Tabelle Projekte sind erst nach dem Datenstand 20.01.2021 erfasst",
        "daten/projekte.json:1:",
        "„K-001“, „K-002“, „K-003“, „K-004“, „K-005“ und 1 weitere",
        "höchstens 50\u{a0}%",
        "leeren Sie „Erfasst am“",
    ] {
        assert!(outcome.stderr.contains(words), "{words}: {}", outcome.stderr);
    }
    assert!(!workspace.out().exists());
    let other = workspace.run("build", &["--keep-going"]);
    assert_eq!(other.exit, Exit::Findings);
    assert!(!workspace.out().join("digital-2020-q4.pdf").exists(), "an error of that report alone");
}

#[test]
fn a_period_before_everything_is_a_warning_and_an_empty_workspace_is_none() {
    let workspace = small_series("Quartal");
    for (period, warned) in [("1. Quartal 1900", true), ("2. Quartal 2019", true), ("3. Quartal 2019", false)] {
        let outcome = workspace.run("build", &["--period", period]);
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        for words in ["Warnung[RB606]: Vor dem Zeitraum", "frühestens am 02.09.2019 endet"] {
            assert_eq!(outcome.stderr.contains(words), warned, "{}", outcome.stderr);
        }
    }
    let closed = close(&workspace, "2019-Q1", "2021-04-01");
    assert_eq!(closed.exit, Exit::Findings);
    assert!(closed.stderr.contains("abzuschließen gibt es nichts"), "{}", closed.stderr);
    assert!(!workspace.root().join("abschluesse").exists());
    let vorlage = Workspace::copy_of("klein");
    vorlage.edit(
        "vorlagen/pegelsensoren/vorlage.json",
        "\"2020-Q4\", \"stichtag\": \"2020-12-31\"",
        "\"1900-Q4\", \"stichtag\": \"1900-12-31\"",
    );
    assert_eq!(vorlage.run("check", &[]).stderr.matches("[RB606]").count(), 1);
    // Of a project without a day nobody knows when it was, and without projects nothing is left out.
    change(&workspace, PROJEKTE, |rows| rows[0]["beginn"] = Value::Null);
    assert!(!workspace.run("check", &["--period", "1900-Q1"]).stderr.contains("RB606"));
    for (path, _) in files(&workspace.root(), "").iter().filter(|(path, _)| path.starts_with("daten/")) {
        workspace.write(path, "[]");
    }
    let empty = workspace.run("build", &["--only", "reihe", "--period", "1900-Q1"]);
    assert!(empty.exit == Exit::Done && !empty.stderr.contains("RB606"), "{}", empty.stderr);
}

#[test]
fn the_first_filling_needs_no_day() {
    for outcome in [check_report(&Workspace::copy_of("klein")), check_report(&typed_later(0))] {
        assert_eq!(outcome.exit, Exit::Done);
        assert!(!outcome.stderr.contains("RB60"), "{}", outcome.stderr);
    }
}

#[test]
fn from_the_limit_on_a_hint_becomes_an_error() {
    for (limit, errors_from) in [(None, 4), (Some("0"), 1), (Some("40"), 3), (Some("66.66"), 4), (Some("100"), 7)] {
        for count in 0..=6 {
            let workspace = typed_later(count);
            if let Some(limit) = limit {
                let toml = workspace.read("ratsbericht.toml");
                let section = format!("\n[datenstand]\nhoechstens_nicht_gezaehlt = {limit}\n");
                workspace.write("ratsbericht.toml", &format!("{toml}{section}"));
            }
            let outcome = check_report(&workspace);
            let codes = ["RB603", "RB604"].map(|code| outcome.stderr.contains(code));
            let emptied = count >= errors_from;
            assert_eq!(codes[1], emptied, "{limit:?}, {count}: {}", outcome.stderr);
            assert_eq!(codes[0], count > 0 && !emptied, "{limit:?}, {count}: {}", outcome.stderr);
            assert_eq!(outcome.exit == Exit::Findings, emptied);
        }
    }
}

#[test]
fn what_is_left_out_stands_in_the_report_and_in_its_anlage() {
    let workspace = typed_later(2);
    workspace.build_only("digital-2020-q4");
    let words = "Nach dem Datenstand erfasst und nicht gezählt: 2 Angaben.";
    for paper in ["digital-2020-q4.pdf", "digital-2020-q4-anlage.pdf"] {
        let text = text(&workspace, paper);
        assert_eq!(text.matches(words).count(), 1, "{paper}: {text}");
    }
    let figures = &figures(&workspace, "2021-04-01", &["--only", "digital-2020-q4"])["digital-2020-q4"];
    assert_eq!(figures["daten.nicht_gezaehlt"]["belege"], json!(["projekte/K-001", "projekte/K-002"]));
}

#[test]
fn one_late_row_of_a_small_table_is_held_against_all_tables() {
    let workspace = Workspace::copy_of("klein");
    let path = "daten/bewilligungen.json";
    assert_eq!(serde_json::from_str::<Vec<Value>>(&workspace.read(path)).expect("rows").len(), 1);
    change(&workspace, path, |rows| rows[0]["erfasst"] = "2021-02-01".into());
    let outcome = check_report(&workspace);
    assert!(outcome.stderr.contains("Hinweis[RB603]"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("RB604"), "{}", outcome.stderr);
}

#[test]
fn rows_of_later_days_and_corrections_empty_no_old_report() {
    let workspace = Workspace::copy_of("klein");
    change(&workspace, PROJEKTE, |rows| {
        let again = rows.clone().into_iter().map(|mut row| {
            row["erfasst"] = json!(LATER);
            row["ansprechstelle"] = json!("FB 10, Sachgebiet Projekte");
            row
        });
        let again: Vec<Value> = again.collect();
        rows.extend(again);
        for i in 0..20 {
            rows.push(json!({
                "kennung": format!("N-{i}"), "titel": format!("Neues Projekt {i}"), "handlungsfeld": "verwaltung",
                "fachbereich": "FB 10", "ziele": ["Z1"], "beginn": "2021-01-25", "erfasst": LATER,
            }));
        }
    });
    let figures = &figures(&workspace, "2021-04-01", &["--only", "digital-2020-q4"])["digital-2020-q4"];
    assert!(!figures.contains_key("daten.nicht_gezaehlt"), "the paper stays as it was");
    let outcome = check_report(&workspace);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("6 von 12 Zeilen sind nach dem Datenstand"), "{}", outcome.stderr);
}

#[test]
fn old_grants_of_a_vorlage_are_told_as_its_paper_says_it() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("ratsbericht.toml", "hoechstens_tage = 180", "hoechstens_tage = 1");
    let paper = "vorlagen/pegelsensoren/vorlage.json";
    let mut vorlage: Value = serde_json::from_str(&workspace.read(paper)).expect("a Vorlage");
    vorlage["projekte"] = json!(["K-005"]);
    vorlage["finanzen"] = json!({"auswirkungen": "JA", "haushaltsjahr": 2021});
    workspace.write(paper, &vorlage.to_string());
    let told = workspace.run("check", &["--only", "FB 66/0012/WP09"]).stderr;
    let expected = "Warnung[RB602]: Finanzielle Auswirkungen, Förderung: Die neueste Angabe ist vom 18.01.2021.";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn the_lagebild_names_what_was_merged() {
    let workspace = small_series("Quartal");
    change(&workspace, PROJEKTE, |rows| {
        rows[2]["abbruch"] = json!("2020-11-30");
        rows[2]["ueberfuehrt_in"] = json!("K-001");
    });
    change(&workspace, "daten/pausen.json", |rows| rows[0]["bis"] = json!("2020-11-20"));
    let built = workspace.run("build", &["--only", "reihe", "--period", "2020-Q4"]);
    assert_eq!(built.exit, Exit::Done, "{}", built.stderr);
    let text = text(&workspace, "reihe-2020-q4.pdf");
    assert!(text.contains("in andere überführt wurde „Online-Anmeldung der Musikschule“"), "{text}");
}

#[test]
fn what_was_recorded_anew_because_it_still_holds_is_not_left_out() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit("ratsbericht.toml", "hoechstens_tage = 180", "hoechstens_tage = 10");
    let old = check_report(&workspace);
    assert!(old.stderr.contains("Warnung[RB602]"), "{}", old.stderr);
    let until = "Hier zählt, was bis zum Datenstand 20.01.2021 erfasst ist";
    assert!(old.stderr.contains(until), "{}", old.stderr);
    // As the finding says: what still holds, once in time and once too late.
    for (day, is_old) in [("2021-01-19", false), (LATER, true)] {
        change(&workspace, PROJEKTE, |rows| {
            rows.retain(|row| row.get("erfasst").is_none());
            let mut again = rows.clone();
            again.iter_mut().for_each(|row| row["erfasst"] = json!(day));
            rows.extend(again);
        });
        let outcome = check_report(&workspace);
        assert_eq!(
            outcome.stderr.contains("Projekte: Die neueste Angabe ist vom"),
            is_old,
            "{day}: {}",
            outcome.stderr
        );
        assert!(!outcome.stderr.contains("RB603"), "{day}: {}", outcome.stderr);
    }
}

#[test]
fn a_row_without_a_day_behind_rows_that_have_one_is_said() {
    let workspace = Workspace::copy_of("klein");
    change(&workspace, PROJEKTE, |rows| {
        for row in rows.iter_mut().skip(1).take(4) {
            row["erfasst"] = json!("2020-12-01");
        }
    });
    let outcome = check_report(&workspace);
    assert_eq!(outcome.exit, Exit::Done);
    assert!(outcome.stderr.contains("Hinweis[RB605]"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("gefunden: „K-006“"), "{}", outcome.stderr);
    workspace.build_only("digital-2020-q4");
    let text = text(&workspace, "digital-2020-q4.pdf");
    assert!(text.contains("gezählt als von Anfang an bekannt: 1 Zeile."), "{text}");
}

#[test]
fn a_vorlage_says_what_it_does_not_know() {
    let workspace = Workspace::copy_of("klein");
    change(&workspace, "daten/haushalt.json", |rows| {
        rows.iter_mut().for_each(|row| row["erfasst"] = json!("2021-03-31"));
    });
    let vorlagen = fs::read_dir(workspace.root().join("vorlagen")).expect("the papers");
    let name = vorlagen.map(|entry| entry.expect("a paper").file_name().to_string_lossy().into_owned()).next();
    let outcome = workspace.run("check", &["--only", &name.expect("a paper")]);
    assert!(outcome.stderr.contains("gefunden: Haushalt: „K-"), "{}", outcome.stderr);
}

/// A series whose fourth quarter was built and closed, and whose data have changed since.
fn closed_and_changed() -> Workspace {
    let workspace = small_series("Quartal");
    assert_eq!(workspace.run("build", &["--only", "reihe-2020-q4"]).exit, Exit::Done);
    assert_eq!(close(&workspace, "2020-Q4", LATER).exit, Exit::Done);
    workspace.edit(PROJEKTE, "\"ende\": \"2020-11-27\"", "\"ende\": \"2021-01-15\"");
    workspace
}

#[test]
fn a_closed_period_is_not_built_over() {
    let workspace = closed_and_changed();
    let before = (workspace.output("reihe-2020-q4.pdf"), workspace.output("manifest.json"));
    for options in [&["--period", "2020-Q4"][..], &["--only", "reihe-2020-q4"], &["--only", "reihe"]] {
        let outcome = workspace.run("build", options);
        assert_eq!(outcome.exit, Exit::Findings, "{options:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("Der Zeitraum 2020-Q4 ist abgeschlossen."), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("--new-version"), "{}", outcome.stderr);
        assert_eq!((workspace.output("reihe-2020-q4.pdf"), workspace.output("manifest.json")), before);
    }
    // The other papers need not wait for the next period.
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Nicht neu gebaut: Digitalbericht"), "{}", outcome.stderr);
    assert_eq!(workspace.output("reihe-2020-q4.pdf"), before.0);
    // A period that is not closed, and a report that was not closed with it.
    assert_eq!(workspace.run("build", &["--period", "2020-Q3"]).exit, Exit::Done);
}

#[test]
fn a_new_version_says_why() {
    const WHY: &str = "Ende von K-002 berichtigt";
    let workspace = closed_and_changed();
    let outcome = workspace.run("build", &["--only", "reihe-2020-q4", "--new-version", WHY]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let bytes = workspace.output("reihe-2020-q4.pdf");
    let text = text(&workspace, "reihe-2020-q4.pdf");
    assert!(text.contains(&format!("Neue Fassung {WHY}")), "on the cover: {text}");
    for name in ["nachweis.json", "data.json"] {
        let attached = String::from_utf8(pdf::attachment(&bytes, name)).expect(name).replace('\u{a0}', " ");
        assert!(attached.contains(WHY), "{name}");
    }
    let manifest = Manifest::from_bytes(&workspace.output("manifest.json")).expect("a manifest");
    let entry = manifest.papiere.iter().find(|entry| entry.name == "reihe-2020-q4").expect("the paper");
    assert_eq!(entry.neue_fassung.as_deref(), Some(WHY));
    let file = workspace.out().join("reihe-2020-q4.pdf").to_string_lossy().into_owned();
    let verified = command(&["verify", &file]);
    assert_eq!(verified.exit, Exit::Done, "{}", verified.stderr);
    assert!(verified.stdout.contains(WHY), "{}", verified.stdout);
    // A run over all papers leaves it alone again.
    workspace.build();
    assert_eq!(workspace.output("reihe-2020-q4.pdf"), bytes);
}

#[test]
fn a_new_version_needs_a_reason_and_a_closed_period() {
    let workspace = closed_and_changed();
    for (options, words) in [
        (["--only", "reihe-2020-q4", "--new-version", "  "], "fehlt der Grund"),
        (["--only", "reihe-2020-q4", "--new-version", "a\u{202e}b"], "U+202E"),
        (["--only", "reihe-2020-q4", "--new-version", "a\nb"], "U+000A"),
        (["--only", "reihe-2020-q3", "--new-version", "berichtigt"], "ohne --new-version"),
    ] {
        let outcome = workspace.run("build", &options);
        assert_eq!(outcome.exit, Exit::Usage, "{options:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
}

/// A grant of 150,000 euro to a project of the small example.
fn grant(workspace: &Workspace, projekt: &str) {
    change(workspace, "daten/bewilligungen.json", |rows| {
        rows.push(json!({
            "kennung": "BW-9", "projekt": projekt, "programm": "Pegel", "bescheid": "2020-12-10",
            "finanzierungsart": "Festbetragsfinanzierung", "betrag": 150_000,
            "bewilligungszeitraum_bis": "2022-12-31",
        }));
    });
}

#[test]
fn a_grant_counts_before_its_project_begins() {
    for (days, name) in [
        (json!({"freigegeben": "2020-12-01"}), "freigegeben"),
        (json!({"beantragt": "2020-12-01"}), "beantragt"),
        (json!({}), "without any day"),
        (json!({"beginn": "2021-03-01"}), "begins later"),
        (json!({"beginn": "2020-11-01"}), "under way"),
    ] {
        let workspace = Workspace::copy_of("klein");
        grant(&workspace, "K-004");
        change(&workspace, PROJEKTE, |rows| {
            let row = rows.iter_mut().find(|row| row["kennung"] == "K-004").and_then(Value::as_object_mut).expect("it");
            row.remove("beantragt");
            row.extend(days.as_object().expect("days").clone());
        });
        let papers = figures(&workspace, "2021-04-01", &["--only", "digital-2020-q4"]);
        let figures = &papers["digital-2020-q4"];
        assert_eq!(printed(figures, "kennzahlen.bewilligt"), "210.000,00", "{name}");
        assert_eq!(printed(figures, "kennzahlen.gefoerdert"), "2", "{name}");
        assert_eq!(printed(figures, "kennzahlen.noch_abrufbar"), "198.000,00", "{name}");
    }
}

/// The report on the quarter after the closed one, with what changed the table of payments or projects since.
fn next_quarter(with: impl FnOnce(&Workspace)) -> String {
    let workspace = small_series("Quartal");
    let closing = |quarter| assert_eq!(close(&workspace, quarter, "2021-05-01").exit, Exit::Done);
    closing("2020-Q4");
    with(&workspace);
    closing("2021-Q1");
    let outcome = command(&[
        "build",
        &path(&workspace),
        "--only",
        "reihe-2021-q2",
        "--today",
        "2021-08-01",
        "--out",
        &workspace.out().to_string_lossy(),
    ]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    ["reihe-2021-q2.pdf", "reihe-2021-q2-anlage.pdf"].map(|paper| text(&workspace, paper)).join(" ")
}

#[test]
fn fewer_grants_say_why() {
    let ended = next_quarter(|workspace| {
        grant(workspace, "K-004");
        workspace.edit(
            PROJEKTE,
            "\"beginn\": \"2020-10-12\",",
            "\"beginn\": \"2020-10-12\", \"ende\": \"2021-03-30\",",
        );
    });
    assert!(ended.contains("12.000,00 € weniger (Projekt beendet)"), "{ended}");
    assert!(ended.contains("Projekt beendet: K-005"), "{ended}");
    let repaid = next_quarter(|workspace| {
        change(workspace, "daten/zahlungen.json", |rows| {
            let row = ["Z-3", "2021-05-10", "Rückzahlung"];
            rows.push(json!({
                "kennung": row[0], "bewilligung": "BW-1", "datum": row[1], "art": row[2], "betrag": 2_000,
            }));
        });
    });
    assert!(repaid.contains("2.000,00 € weniger (zurückgezahlt)"), "{repaid}");
    assert!(repaid.contains("zurückgezahlt: BW-1"), "{repaid}");
    let reduced = next_quarter(|workspace| {
        change(workspace, "daten/aenderungsbescheide.json", |rows| {
            rows.push(json!({"bewilligung": "BW-1", "datum": "2021-05-03", "betrag": 50_000}));
        });
    });
    assert!(reduced.contains("weniger (Bescheid geändert)"), "{reduced}");
}
