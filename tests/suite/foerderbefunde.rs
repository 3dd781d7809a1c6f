//! Findings about grants: what is said once, what is said of one thing only, and what is right and stays unsaid.

use crate::support::workspace::{fixture, run_args};
use crate::support::{Workspace, pdf};

/// The codes of the findings of the smaller example, after edits of its tables.
fn codes(edits: &[(&str, &str, &str)]) -> Vec<String> {
    codes_of(&edited(edits), "2021-04-01")
}

fn edited(edits: &[(&str, &str, &str)]) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    for (table, from, to) in edits {
        workspace.edit(&format!("daten/{table}.json"), from, to);
    }
    workspace
}

fn codes_of(workspace: &Workspace, today: &str) -> Vec<String> {
    let args = ["ratsbericht".into(), "check".into(), workspace.root().into_os_string()];
    let outcome = run_args(args.into_iter().chain(["--today".into(), today.into()]));
    let code = |line: &str| Some(line.split_once("[RB")?.1.split_once("]: ")?.0.to_owned());
    outcome.stderr.lines().filter_map(code).collect()
}

const INVOICE: &str = r#""betrag": 20000.00, "beleg": "R-2020-118"}"#;
const NO_CALL: &str = r#""faellig": "2021-06-30"}"#;

#[test]
fn a_credit_note_is_a_negative_expenditure_with_its_beleg() {
    let with = |rest: &str| {
        let row = r#"{"kennung": "Z-9", "bewilligung": "BW-1", "datum": "2020-11-30", "art": "Ausgabe", "betrag": "#;
        codes(&[("zahlungen", INVOICE, &format!("{INVOICE},\n  {row}{rest}"))])
    };
    assert!(with(r#"-500.00, "beleg": "G-2020-7"}"#).is_empty());
    assert!(with(r#"-500.00, "beleg": "R-2020-118"}"#).is_empty(), "it can bear the number of its invoice");
    assert_eq!(with(r#"-500.00}"#), ["203"], "no Beleg says that it is one");
    assert_eq!(with(r#"-20000.01, "beleg": "G-2020-7"}"#), ["203"], "more than was spent");
    let early = r#"{"kennung": "Z-9", "bewilligung": "BW-1", "datum": "2020-11-11", "art": "Ausgabe", "betrag": -500.00, "beleg": "G-7"}"#;
    assert_eq!(codes(&[("zahlungen", INVOICE, &format!("{INVOICE},\n  {early}"))]), ["203"], "nothing was spent yet");
    assert!(with(r#"500.00, "beleg": "R 2020/118"}"#).is_empty(), "another amount is another invoice");
    assert!(with(r#"20000.00, "beleg": "R-2020-1/18"}"#).is_empty(), "another part of an invoice");
    assert_eq!(with(r#"20000.00, "beleg": "r2020 118"}"#), ["716"]);
}

#[test]
fn a_tranche_under_a_wrong_kennung_is_one_mistake() {
    let (from, to) = (r#"{"bewilligung": "BW-1", "jahr": 2022"#, r#"{"bewilligung": "BW-l", "jahr": 2022"#);
    assert_eq!(codes(&[("tranchen", from, to)]), ["016"]);
    let wrong_amount = (
        r#""jahr": 2021, "art": "investiv", "betrag": 36000.00"#,
        r#""jahr": 2021, "art": "investiv", "betrag": 35000.00"#,
    );
    assert_eq!(
        codes(&[("tranchen", from, to), ("tranchen", wrong_amount.0, wrong_amount.1)]),
        ["720", "016"],
        "what is missing is not what stands under the wrong Kennung"
    );
}

#[test]
fn a_planned_call_is_reported_once_whatever_became_of_it() {
    let workspace = edited(&[]);
    assert!(codes_of(&workspace, "2021-06-30").is_empty());
    assert_eq!(codes_of(&workspace, "2021-07-01"), ["726"]);
    // After 30.09.2022 the money is lost, and the call with it.
    assert_eq!(codes_of(&workspace, "2022-09-30"), ["726"]);
    assert_eq!(codes_of(&workspace, "2022-10-03"), ["728"]);
    let after_the_end = edited(&[("mittelabrufe", NO_CALL, r#""faellig": "2022-11-30"}"#)]);
    assert_eq!(codes_of(&after_the_end, "2022-09-30"), ["714"]);
    assert_eq!(codes_of(&after_the_end, "2022-12-30"), ["728"]);
    let beyond = edited(&[("mittelabrufe", "36000.00", "48000.01")]);
    assert_eq!(codes_of(&beyond, "2021-06-30"), ["727"]);
    assert_eq!(codes_of(&beyond, "2022-10-03"), ["728"], "void plans are not too high");
}

#[test]
fn money_that_was_not_due_is_not_lost() {
    let proved = |spent: &str| {
        let workspace = edited(&[
            ("zahlungen", "20000.00", spent),
            (
                "nachweise",
                "\n]",
                ",\n  {\"bewilligung\": \"BW-1\", \"art\": \"Verwendungsnachweis\", \"eingereicht\": \"2022-09-30\"}\n]",
            ),
        ]);
        codes_of(&workspace, "2022-10-03")
    };
    assert!(proved("20000.00").is_empty(), "60 % of it were called");
    assert_eq!(proved("30000.00"), ["728"]);
}

#[test]
fn costs_of_the_project_list_are_held_against_the_whole_budget() {
    let costs =
        |stated: &str| codes(&[("projekte", r#""gesamtkosten": 100000.00"#, &format!(r#""gesamtkosten": {stated}"#))]);
    // 100.000 € of Auszahlungen, and 2.400 € of Personal-/Sachaufwand that can be what the use costs.
    assert!(costs("102400.00").is_empty());
    assert_eq!(costs("102400.01"), ["729"]);
    assert_eq!(costs("99999.99"), ["719"], "one finding about one amount");
}

#[test]
fn an_invoice_that_was_funded_twice_stands_at_its_newer_row() {
    let overlay = |file: &str| std::fs::read_to_string(fixture("findings/RB717/daten").join(file)).expect("an overlay");
    let workspace = edited(&[]);
    workspace.write("daten/bewilligungen.json", &overlay("bewilligungen.json"));
    workspace.write("daten/zahlungen.json", &overlay("zahlungen.json").replacen("2020-11-12", "2020-11-26", 1));
    let outcome = workspace.run("check", &[]);
    assert!(outcome.stderr.contains("Warnung[RB717]"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--> daten/zahlungen.json:2:"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("zusammen 22.000,00 €: BW-1 12.000,00 €, BW-2 10.000,00 €"), "{}", outcome.stderr);
}

/// The report of the smaller example about the first quarter of 2021, as text in one line; with a grant to a project
/// that ended in November 2020.
fn report(bewilligungszeitraum_bis: &str) -> String {
    let workspace = edited(&[]);
    let overlay =
        std::fs::read_to_string(fixture("findings/RB722-regel/daten/bewilligungen.json")).expect("an overlay");
    let bis = r#""bewilligungszeitraum_bis": "2020-11-30""#;
    assert!(overlay.contains(bis), "{overlay}");
    let stated = format!(r#""bewilligungszeitraum_bis": "{bewilligungszeitraum_bis}""#);
    workspace.write("daten/bewilligungen.json", &overlay.replace(bis, &stated));
    let bericht = "berichte/digital-2020-q4/bericht.json";
    workspace.edit(bericht, "2020-Q4", "2021-Q1");
    workspace.edit(bericht, "2020-12-31", "2021-03-31");
    workspace.edit(bericht, "2021-01-20", "2021-04-01");
    workspace.build_only("digital-2020-q4");
    pdf::text(&workspace.output("digital-2020-q4-anlage.pdf")).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_report_names_money_at_risk_of_a_project_that_ended_before_it() {
    let none = "endet kein Bewilligungszeitraum, aus dem noch Geld abrufbar ist.";
    let at_risk = report("2021-05-31");
    assert!(!at_risk.contains(none), "{at_risk}");
    assert!(
        at_risk.contains("WLAN in städtischen Gebäuden K-002 · FB 10 · BW-2, Pegel abrufbar bis 31.05.2021 6.000,00"),
        "{at_risk}"
    );
    assert!(at_risk.contains("auch solcher, die vor dem Zeitraum endeten und in den Summen nicht zählen."));
    let later = report("2021-12-31");
    let (_, behind) = later.rsplit_once(none).unwrap_or_else(|| panic!("no sentence in {later}"));
    let (section, _) = behind.split_once("Zuwendungen nach Bescheid").expect("the next table");
    assert!(!section.contains("Keine Einträge."), "{section}");
}

#[test]
fn an_own_share_below_zero_is_explained_where_it_is_printed() {
    let explained = "Ein negativer Eigenanteil heißt: Zuwendungen und Drittmittel sind höher als die Gesamtkosten.";
    let printed = |workspace: &Workspace| {
        workspace.build_only("digital-2020-q4");
        let text = pdf::text(&workspace.output("digital-2020-q4-anlage.pdf"));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let workspace = edited(&[]);
    assert!(!printed(&workspace).contains(explained));
    let file = fixture("findings/RB718-negativ/daten/bewilligungen.json");
    workspace.write("daten/bewilligungen.json", &std::fs::read_to_string(file).expect("an overlay"));
    let text = printed(&workspace);
    assert!(text.contains(explained) && text.contains("−10.000,00"), "{text}");
    assert!(text.contains("Drittmittel 50.000,00 €"), "{text}");
}
