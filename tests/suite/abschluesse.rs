//! What a report says of a closed period whose data or rules have changed since.

use std::collections::BTreeMap;
use std::fs;

use ratsbericht::cli::Exit;
use ratsbericht::load;
use serde_json::{Value, json};

use crate::perioden::{close, command, figures, path, printed, small_series};
use crate::support::workspace::Outcome;
use crate::support::{Workspace, pdf};

/// The small series with its third quarter closed.
fn closed() -> Workspace {
    let workspace = small_series("Quartal");
    let outcome = close(&workspace, "2020-Q3", "2020-10-20");
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    workspace
}

/// Adds rows to a table, recorded after the third quarter was closed.
fn record(workspace: &Workspace, table: &str, change: impl FnOnce(&[Value]) -> Vec<Value>) {
    let file = format!("daten/{table}.json");
    let mut rows: Vec<Value> = serde_json::from_str(&workspace.read(&file)).expect("rows");
    let new = change(&rows).into_iter().map(|mut row| {
        row["erfasst"] = "2020-11-02".into();
        row
    });
    let new: Vec<Value> = new.collect();
    rows.extend(new);
    workspace.write(&file, &serde_json::to_string_pretty(&rows).expect("JSON"));
}

/// A copy of the row of a project.
fn row(rows: &[Value], kennung: &str) -> Value {
    rows.iter().find(|row| row["kennung"] == kennung).expect("the project").clone()
}

/// The figures of the fourth quarter.
fn fourth(workspace: &Workspace) -> BTreeMap<String, Value> {
    let mut papers = figures(workspace, "2021-02-01", &["--period", "2020-Q4"]);
    papers.remove("reihe-2020-q4").expect("the report")
}

/// The text of the Anlage of the fourth quarter, with single blanks.
fn text_of_fourth(workspace: &Workspace) -> String {
    let [_, anlage] = texts_of_fourth(workspace);
    anlage
}

/// The same with that of the report before it.
fn texts_of_fourth(workspace: &Workspace) -> [String; 2] {
    let outcome = workspace.run("build", &["--period", "2020-Q4"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    ["reihe-2020-q4.pdf", "reihe-2020-q4-anlage.pdf"]
        .map(|name| pdf::text(&workspace.output(name)).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The small series with costs of the third quarter of a project that ended in it and of one that did not, closed.
fn closed_with_costs() -> Workspace {
    let workspace = small_series("Quartal");
    workspace.edit("daten/projekte.json", "\"ende\": \"2020-11-27\"", "\"ende\": \"2020-09-10\"");
    let cost = |projekt: &str, ist: f64| json!({"projekt": projekt, "datum": "2020-09-10", "plan": 60000, "ist": ist, "prognose": 60000});
    workspace.write("daten/kosten.json", &json!([cost("K-001", 20000.0), cost("K-002", 46210.75)]).to_string());
    assert_eq!(close(&workspace, "2020-Q3", "2020-10-20").exit, Exit::Done);
    workspace
}

/// Records that a project cost something else.
fn correct_costs(workspace: &Workspace, projekt: &str, ist: f64) {
    record(workspace, "kosten", |rows| {
        let mut more = rows.iter().find(|row| row["projekt"] == projekt).expect("its costs").clone();
        more["ist"] = ist.into();
        vec![more]
    });
}

/// The projects that a figure counts.
fn projekte(figures: &BTreeMap<String, Value>, id: &str) -> Vec<String> {
    let records = figures[id]["belege"].as_array().expect("records").iter();
    records.filter_map(|name| Some(name.as_str()?.strip_prefix("projekte/")?.to_owned())).collect()
}

#[test]
fn a_project_that_began_and_ended_in_the_period_is_new_and_has_ended() {
    let workspace = small_series("Jahr");
    assert_eq!(close(&workspace, "2019", "2020-02-01").exit, Exit::Done);
    let papers = figures(&workspace, "2021-02-01", &["--period", "2020"]);
    let report = &papers["reihe-2020"];
    for list in ["neu", "beendet"] {
        let members = projekte(report, &format!("veraenderung.{list}"));
        assert!(members.contains(&"K-002".to_owned()), "{list}: {members:?}");
    }
}

/// Takes the third quarter back.
fn undo(workspace: &Workspace, more: &[&str]) -> Outcome {
    let root = path(workspace);
    command(&[&["close", "2020-Q3", &root, "--undo", "--today", "2020-11-02"], more].concat())
}

const REASON: [&str; 2] = ["--reason", "Ende von K-002 fehlte"];

#[test]
fn a_closing_that_was_a_mistake_is_taken_back() {
    let workspace = closed();
    let file = workspace.root().join("abschluesse/2020-Q3.json");
    let closing = fs::read(&file).expect("the closed period");
    assert_eq!(close(&workspace, "2020-Q3", "2020-10-20").exit, Exit::Findings, "it is closed once and for good");
    assert_eq!(undo(&workspace, &[]).exit, Exit::Usage, "not without a reason");
    let outcome = undo(&workspace, &REASON);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("liegen jetzt in abschluesse/zurueckgenommen/2020-Q3."), "{}", outcome.stdout);
    let aside = workspace.root().join("abschluesse/zurueckgenommen/2020-Q3");
    assert_eq!(fs::read(aside.join("2020-Q3.json")).expect("the closed period"), closing);
    let reason = fs::read_to_string(aside.join("grund.txt")).expect("the reason");
    assert_eq!(reason, "Abschluss 2020-Q3 zurückgenommen am 02.11.2020.\nGrund: Ende von K-002 fehlte\n");
    // It is open again: nothing compares with it or speaks of it, its report can be built, and it can be closed anew.
    let check = command(&["check", &path(&workspace), "--period", "2020-Q4", "--today", "2021-02-01"]);
    assert!(!check.stderr.contains("abschluesse"), "{}", check.stderr);
    assert!(!fourth(&workspace).contains_key("veraenderung.neu"));
    assert_eq!(workspace.run("build", &["--period", "2020-Q3"]).exit, Exit::Done);
    let outcome = close(&workspace, "2020-Q3", "2020-10-20");
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert_eq!(fs::read(&file).expect("the closed period"), closing);
    assert!(undo(&workspace, &REASON).stdout.contains("zurueckgenommen/2020-Q3-2."));
    let outcome = undo(&workspace, &REASON);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.stderr.contains("Der Zeitraum 2020-Q3 ist nicht abgeschlossen"), "{}", outcome.stderr);
}

#[test]
fn a_closing_can_be_taken_back_though_papers_are_faulty_and_it_is_damaged() {
    let workspace = closed();
    workspace.edit("berichte/reihe/bericht.json", "\"titel\"", "\"titl\"");
    workspace.write("abschluesse/2020-Q3.json", "{");
    let outcome = undo(&workspace, &REASON);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert_eq!(workspace.read("abschluesse/zurueckgenommen/2020-Q3/2020-Q3.json"), "{");
}

#[test]
fn what_a_later_period_was_closed_on_stays_closed() {
    let workspace = closed();
    assert_eq!(close(&workspace, "2020-Q4", "2021-02-01").exit, Exit::Done);
    let outcome = undo(&workspace, &REASON);
    assert_eq!(outcome.exit, Exit::Findings);
    for said in
        ["Auch 2020-Q4 ist abgeschlossen", "nehmen Sie zuerst 2020-Q4 zurück", "Es wurde nichts zurückgenommen."]
    {
        assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    }
    assert!(!workspace.root().join("abschluesse/zurueckgenommen").exists());
}

#[test]
fn a_project_that_was_recorded_after_closing_is_new() {
    let workspace = closed();
    record(&workspace, "projekte", |rows| {
        let mut late = row(rows, "K-002");
        late["kennung"] = "K-099".into();
        (late["beginn"], late["ende_geplant"]) = ("2020-07-10".into(), "2020-09-30".into());
        late["ende"] = "2020-09-10".into();
        vec![late]
    });
    let report = fourth(&workspace);
    assert_eq!(projekte(&report, "veraenderung.neu"), ["K-004", "K-099"]);
    assert!(projekte(&report, "veraenderung.beendet").contains(&"K-099".to_owned()));
    assert_eq!(report["abschluss.2020-q3.abgeschlossen"]["anzeige"], "0");
}

#[test]
fn a_project_whose_end_is_taken_back_is_taken_up_again() {
    let workspace = small_series("Quartal");
    workspace.edit("daten/projekte.json", "\"ende\": \"2020-11-27\"", "\"ende\": \"2020-09-10\"");
    assert_eq!(close(&workspace, "2020-Q3", "2020-10-20").exit, Exit::Done);
    record(&workspace, "projekte", |rows| {
        let mut open = row(rows, "K-002");
        open.as_object_mut().expect("a row").remove("ende");
        vec![open]
    });
    assert_eq!(projekte(&fourth(&workspace), "veraenderung.wiederaufgenommen"), ["K-002"]);
}

#[test]
fn another_threshold_is_no_correction() {
    let workspace = closed();
    workspace.edit("ratsbericht.toml", "schwelle = 90", "schwelle = 50");
    let report = fourth(&workspace);
    assert_ne!(printed(&report, "verlauf.2020-q3.fast_fertig"), "0", "the rule of today counts more");
    assert!(!report.contains_key("abschluss.2020-q3.fast_fertig"));
    let text = text_of_fourth(&workspace);
    assert_eq!(text.matches("nach einer Regel veröffentlicht, die heute eine andere ist").count(), 2, "{text}");
    assert!(text.contains("Alle anderen Werte früherer Zeiträume sind die veröffentlichten."), "{text}");
}

#[test]
fn another_selection_is_no_correction_and_the_report_says_so() {
    let workspace = closed();
    let only_city = "eine_von = [{ handlungsfeld = \"stadt\" }]";
    let both = "eine_von = [{ handlungsfeld = \"verwaltung\" }, { handlungsfeld = \"stadt\" }]";
    workspace.edit("ratsbericht.toml", both, only_city);
    let report = fourth(&workspace);
    assert!(!report.keys().any(|id| id.starts_with("abschluss.")), "{:?}", report.keys());
    let text = text_of_fourth(&workspace);
    let sentence = "Die Auswahl der Projekte hatte beim Abschluss des Zeitraums 3. Quartal 2020 andere Bedingungen";
    // Below the changes since the period before, and below the trend.
    assert_eq!(text.matches(sentence).count(), 2, "{text}");
    assert!(!text.contains("dieselben Werte, die veröffentlicht wurden"), "{text}");
    // There is no other period whose values could be those that were published.
    assert!(!text.contains("Werte früherer Zeiträume sind die veröffentlichten."), "{text}");
    // The same conditions in another order select the same.
    workspace.edit(
        "ratsbericht.toml",
        only_city,
        "eine_von = [{ handlungsfeld = \"stadt\" }, { handlungsfeld = \"verwaltung\" }]",
    );
    assert!(!text_of_fourth(&workspace).contains("andere Bedingungen"));
}

#[test]
fn a_count_of_other_projects_is_a_correction_though_its_value_is_the_same() {
    let workspace = closed();
    record(&workspace, "projekte", |rows| {
        let (mut later, mut earlier) = (row(rows, "K-001"), row(rows, "K-005"));
        (later["beginn"], earlier["beginn"]) = ("2020-10-05".into(), "2020-06-01".into());
        vec![later, earlier]
    });
    let report = fourth(&workspace);
    let [now, then] = ["verlauf.2020-q3.bestand", "abschluss.2020-q3.bestand"].map(|id| printed(&report, id));
    assert_eq!(now, then, "as many");
}

#[test]
fn corrections_of_money_two_periods_ago_are_printed() {
    let workspace = small_series("Quartal");
    for (period, day) in [("2020-Q2", "2020-07-20"), ("2020-Q3", "2020-10-20")] {
        assert_eq!(close(&workspace, period, day).exit, Exit::Done);
    }
    record(&workspace, "bewilligungen", |rows| {
        let mut grant = rows.first().expect("a grant").clone();
        (grant["kennung"], grant["projekt"]) = ("BW-99".into(), "K-001".into());
        (grant["bescheid"], grant["aktenzeichen"]) = ("2020-05-04".into(), "Beispiel 99".into());
        (grant["durchfuehrung_von"], grant["bewilligungszeitraum_von"]) = ("2020-05-04".into(), "2020-05-04".into());
        vec![grant]
    });
    let list = command(&["figures", &path(&workspace), "--period", "2020-Q4", "--today", "2021-02-01"]);
    let line = list.stdout.lines().find(|line| line.contains("abschluss.2020-q2.bewilligt"));
    assert!(line.is_some_and(|line| !line.contains("nicht gedruckt")), "{line:?}: {}", list.stdout);
}

#[test]
fn the_closed_periods_of_many_grants_can_be_read_again() {
    let workspace = small_series("Quartal");
    let mut projects: Vec<Value> = serde_json::from_str(&workspace.read("daten/projekte.json")).expect("rows");
    let mut grants: Vec<Value> = serde_json::from_str(&workspace.read("daten/bewilligungen.json")).expect("rows");
    for i in 0..400 {
        let mut project = row(&projects, "K-001");
        (project["kennung"], project["titel"]) = (format!("M-{i:03}").into(), format!("Vorhaben {i}").into());
        let mut grant = grants[0].clone();
        (grant["kennung"], grant["projekt"]) = (format!("MB-{i:03}").into(), project["kennung"].clone());
        grant["aktenzeichen"] = json!(format!("Beispiel {}", 100 + i));
        projects.push(project);
        grants.push(grant);
    }
    workspace.write("daten/projekte.json", &json!(projects).to_string());
    workspace.write("daten/bewilligungen.json", &json!(grants).to_string());
    let outcome = close(&workspace, "2020-Q3", "2020-10-20");
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let outcome = command(&["check", &path(&workspace), "--period", "2020-Q4", "--today", "2021-02-01"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("RB028"), "{}", outcome.stderr);
}

#[test]
fn what_could_not_be_read_again_is_not_closed() {
    let workspace = small_series("Quartal");
    let mut projects: Vec<Value> = serde_json::from_str(&workspace.read("daten/projekte.json")).expect("rows");
    for i in 0..5_001 {
        let mut project = row(&projects, "K-001");
        (project["kennung"], project["titel"]) = (format!("M-{i:04}").into(), format!("Vorhaben {i}").into());
        projects.push(project);
    }
    workspace.write("daten/projekte.json", &json!(projects).to_string());
    let outcome = close(&workspace, "2020-Q3", "2020-10-20");
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Es wurde nichts abgeschlossen."), "{}", outcome.stderr);
    assert!(fs::read_dir(workspace.root().join("abschluesse")).is_err(), "no folder and no file");
}

#[test]
fn a_correction_of_costs_is_told_whether_the_project_has_ended_or_not() {
    for (projekt, ist) in [("K-001", 21000.0), ("K-002", 47210.75)] {
        let workspace = closed_with_costs();
        correct_costs(&workspace, projekt, ist);
        let report = fourth(&workspace);
        let [then, now] = ["abschluss", "verlauf"].map(|of| printed(&report, &format!("{of}.2020-q3.kosten.ist")));
        assert_eq!([then.as_str(), now.as_str()], ["66.210,75", "67.210,75"], "{projekt}");
        assert!(!report.contains_key("abschluss.2020-q3.kosten.plan"), "what is the same is no correction");
        let text = text_of_fourth(&workspace);
        let row = format!("Istkosten: alle Projekte ersetzt: {projekt}, 10.09.2020 66.210,75 € 67.210,75 €");
        for words in [row.as_str(), "korrigiert, veröffentlicht: 66.210,75", "Kosten zählen, soweit sie erfasst sind."]
        {
            assert!(text.replace('\u{a0}', " ").contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn a_corrected_mean_names_the_entry_that_was_replaced() {
    let workspace = small_series("Quartal");
    assert_eq!(close(&workspace, "2020-Q3", "2020-10-30").exit, Exit::Done);
    record(&workspace, "fortschritt", |rows| {
        let mut again = rows[0].clone();
        again["erledigungsstand"] = 50.into();
        vec![again]
    });
    let text = text_of_fourth(&workspace).replace('\u{a0}', " ");
    assert!(text.contains("mittlerer Erledigungsstand ersetzt: K-001, 30.06.2020 60,0 % 50,0 %"), "{text}");
}

#[test]
fn costs_that_an_older_program_has_not_closed_are_never_corrected() {
    let workspace = closed_with_costs();
    let path = "abschluesse/2020-Q3.json";
    let mut closing: Value = serde_json::from_str(&workspace.read(path)).expect("a closed period");
    let figures = closing["berichte"][0]["kennzahlen"].as_array_mut().expect("figures");
    figures.retain(|figure| !figure["id"].as_str().is_some_and(|id| id.contains(".kosten.")));
    let hash = load::checksum(&load::json_text(&closing.to_string()).expect("JSON"));
    closing["pruefsumme"] = hash.into();
    workspace.write(path, &closing.to_string());
    correct_costs(&workspace, "K-001", 21000.0);
    let report = fourth(&workspace);
    assert!(!report.keys().any(|id| id.starts_with("abschluss.")), "{:?}", report.keys());
    assert_eq!(printed(&report, "verlauf.2020-q3.kosten.ist"), "67.210,75", "it is compared by what is known today");
    let text = text_of_fourth(&workspace);
    let words = "Der Abschluss des Zeitraums 3. Quartal 2020 enthält keinen Wert zu „Plankosten: alle Projekte“";
    assert!(text.contains(words), "{text}");
    assert!(!text.contains("dieselben Werte, die veröffentlicht wurden"), "{text}");
}

#[test]
fn a_later_plan_makes_no_project_of_the_past_punctual() {
    let workspace = small_series("Quartal");
    workspace.edit("daten/projekte.json", "\"ende_geplant\": \"2020-12-15\"", "\"ende_geplant\": \"2020-08-31\"");
    assert_eq!(close(&workspace, "2020-Q3", "2020-10-20").exit, Exit::Done);
    record(&workspace, "projekte", |rows| {
        let mut moved = row(rows, "K-006");
        moved["ende_geplant"] = "2021-05-31".into();
        vec![moved]
    });
    let report = fourth(&workspace);
    assert_eq!(printed(&report, "kennzahlen.ueberfaellig"), "0");
    assert_eq!(projekte(&report, "verlauf.2020-q3.ueberfaellig"), ["K-006"]);
    assert!(!report.keys().any(|id| id.starts_with("abschluss.")), "{:?}", report.keys());
    assert_eq!(projekte(&report, "veraenderung.verschoben"), ["K-006"]);
    let [text, anlage] = texts_of_fourth(&workspace);
    let sentence =
        "Im Vorquartal überfällig war „Ausgabeautomat für Ausweise“ (31.05.2021) mit nun geändertem Endtermin.";
    assert!(text.contains(sentence), "{text}");
    assert!(text.contains("war am 30.09.2020 überfällig"), "{text}");
    assert!(anlage.contains("dieselben Werte, die veröffentlicht wurden"), "{anlage}");
}

#[test]
fn a_later_fact_still_corrects_who_was_overdue() {
    let workspace = small_series("Quartal");
    workspace.edit("daten/projekte.json", "\"ende_geplant\": \"2020-12-15\"", "\"ende_geplant\": \"2020-08-31\"");
    assert_eq!(close(&workspace, "2020-Q3", "2020-10-20").exit, Exit::Done);
    record(&workspace, "projekte", |rows| {
        let (mut ended, mut late) = (row(rows, "K-006"), row(rows, "K-003"));
        (ended["ende"], ended["ende_geplant"]) = ("2020-08-20".into(), "2021-05-31".into());
        // Nobody knew this project: its first plan counts.
        (late["kennung"], late["ende_geplant"]) = ("K-099".into(), "2020-09-15".into());
        vec![ended, late]
    });
    let report = fourth(&workspace);
    assert_eq!(projekte(&report, "verlauf.2020-q3.ueberfaellig"), ["K-099"]);
    assert_eq!(printed(&report, "abschluss.2020-q3.ueberfaellig"), "1");
}

#[test]
fn an_abort_that_hides_higher_costs_is_named_with_them() {
    let workspace = small_series("Quartal");
    workspace.edit("daten/projekte.json", "\"ende\": \"2020-11-27\"", "\"abbruch\": \"2020-11-27\"");
    let cost = |projekt: &str, plan: i32, prognose: i32| json!({"projekt": projekt, "datum": "2020-11-27", "plan": plan, "ist": 10000, "prognose": prognose});
    let costs = json!([cost("K-001", 100_000, 221_000), cost("K-002", 60_000, 18_000), cost("K-003", 20_000, 19_000)]);
    workspace.write("daten/kosten.json", &costs.to_string());
    let [text, _] = texts_of_fourth(&workspace);
    let sentence = "Die erwarteten Kosten liegen 78.000,00 € über dem Plan, am weitesten bei „Elektronische Bauakte“ \
                    (121.000,00 €); eingerechnet ist der Abbruch von „WLAN in städtischen Gebäuden“ (42.000,00 € unter dem \
                    Plan)";
    assert!(text.replace('\u{a0}', " ").contains(sentence), "{text}");
}
