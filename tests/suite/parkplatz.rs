//! Income that falls away because of an asset, and what the energy of a project costs: offered, and counted nowhere.

use std::collections::BTreeMap;

use ratsbericht::cli::Exit;
use serde_json::Value;

use crate::findings::overlaid;
use crate::support::workspace::run_args;
use crate::support::{Workspace, pdf};

const PAPER: &str = "pegelsensoren";
const VORLAGE: &str = "vorlagen/pegelsensoren/vorlage.json";
const ANLAGEN: &str = "daten/anlagen.json";
const PREISE: &str = "daten/energiepreise.json";

/// A saving of the asset that lets income fall away.
const SAVING: (&str, &str) = ("\"ertrag\": 1000,", "\"ertrag\": 1000, \"einsparung\": 20000,");

fn case() -> Workspace {
    overlaid("parkplatz")
}

/// The case with one text in place of another in a file.
fn edited(path: &str, (from, to): (&str, &str)) -> Workspace {
    let workspace = case();
    workspace.edit(path, from, to);
    workspace
}

/// The paper's figures by id, as they are printed.
fn figures(workspace: &Workspace) -> BTreeMap<String, String> {
    let outcome = workspace.run("figures", &["--format", "json", "--only", PAPER]);
    let papers: BTreeMap<String, Vec<Value>> = serde_json::from_str(&outcome.stdout).expect("JSON");
    let text = |figure: &Value, key: &str| figure[key].as_str().expect(key).to_owned();
    let all = papers.into_values().flatten();
    all.map(|figure| (text(&figure, "id"), text(&figure, "anzeige"))).collect()
}

/// The costs of energy that are offered, by the Kennung of the quantity.
fn offers(workspace: &Workspace) -> Vec<(String, String)> {
    let named = |(id, text): (String, String)| Some((id.strip_prefix("finanzen.energiekosten.")?.to_owned(), text));
    figures(workspace).into_iter().filter_map(named).collect()
}

/// The konsumtive table of the paper: rows, and below them the Herleitung.
fn konsumtiv(workspace: &Workspace) -> String {
    workspace.build_only(PAPER);
    let paper = workspace.output("vorlage-fb-66-0012-wp09.pdf");
    let view: Value = serde_json::from_slice(&pdf::attachment(&paper, "data.json")).expect("view data");
    let table = &view["finanzen"]["tabellen"][1];
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let rows = list(&table["zeilen"]).into_iter().map(|row| {
        let cells: Vec<String> = list(&row["zellen"]).iter().map(printed).collect();
        format!("{}: {}", printed(&row["titel"]), cells.join(" | "))
    });
    let lines = list(&table["herleitung"]).into_iter();
    let lines = lines.map(|line| format!("{}: {}", printed(&line["titel"]), printed(&line["text"])));
    rows.chain(lines).collect::<Vec<_>>().join("\n")
}

/// A text as it is read: pieces of figures are put together, and blanks are blanks.
fn printed(text: &Value) -> String {
    fn pieces(text: &Value) -> String {
        match text {
            Value::String(text) => text.clone(),
            Value::Array(parts) => parts.iter().map(pieces).collect(),
            Value::Object(part) => pieces(&part["text"]),
            other => panic!("{other}"),
        }
    }
    pieces(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `explain` says of a figure.
fn explained(workspace: &Workspace, id: &str) -> String {
    let root = workspace.root().display().to_string();
    run_args(["ratsbericht", "explain", id, &root, "--only", PAPER].map(Into::into)).stdout
}

#[test]
fn the_herleitung_tells_income_that_falls_away_and_offers_costs() {
    let workspace = case();
    let told =
        ["finanzen.konsumtiv.ertrag.gesamt_neu", "finanzen.energiekosten.e-4"].map(|id| explained(&workspace, id));
    insta::assert_snapshot!(format!("{}\n\n{}", konsumtiv(&workspace), told.join("\n")));
}

#[test]
fn what_is_offered_changes_no_figure() {
    let workspace = case();
    let mut with = figures(&workspace);
    workspace.write(PREISE, "[]\n");
    let without = figures(&workspace);
    with.retain(|id, _| !id.starts_with("finanzen.energiekosten."));
    assert_eq!(with, without);
}

#[test]
fn a_text_may_name_what_is_offered() {
    let workspace = case();
    let text = "vorlagen/pegelsensoren/weitere-erlaeuterungen.md";
    workspace.write(text, &format!("{}\n\nDas spart 27.360,00 € Strom im Jahr.\n", workspace.read(text)));
    let is_unknown = || workspace.run("check", &[]).stderr.contains("27.360,00 €");
    assert!(!is_unknown());
    workspace.write(PREISE, "[]\n");
    assert!(is_unknown());
}

#[test]
fn a_price_holds_from_its_first_day_to_the_next() {
    let all =
        |wanted: &[(&str, &str)]| wanted.iter().map(|(id, text)| ((*id).into(), (*text).into())).collect::<Vec<_>>();
    assert_eq!(offers(&case()), all(&[("e-1", "1.452,00"), ("e-4", "27.360,00")]));
    // 96 MWh at 0,2715 and at 0,31 € a kilowatt hour; diesel has no price of the year before.
    let on = |tag| offers(&edited(VORLAGE, ("\"projekte\"", &format!("\"datenstand\": \"{tag}\", \"projekte\""))));
    assert_eq!(on("2020-12-31"), all(&[("e-4", "26.064,00")]));
    assert_eq!(on("2019-12-31"), []);
    let later = edited(PREISE, ("\"2021-03-01\"", "\"2021-01-20\""));
    assert_eq!(offers(&later), all(&[("e-1", "1.452,00"), ("e-4", "29.760,00")]));
}

#[test]
fn what_may_be_entered_already_is_not_offered() {
    assert_eq!(offers(&edited(ANLAGEN, SAVING)), []);
    let row = "{ \"ansatz\": 2400, \"fortgeschrieben\": 2400, \"ansatz_ff\": 9600, \"fortgeschrieben_ff\": 10800 }";
    let typed = format!("\"haushaltsjahr\": 2021, \"konsumtiv\": {{ \"personal_sachaufwand\": {row} }}");
    assert_eq!(offers(&edited(VORLAGE, ("\"haushaltsjahr\": 2021", &typed))), []);
    // What more is needed stands in the budget of the project, or is „Betrieb“ of an asset.
    let more = |betrieb: &str, zeile: &str| {
        let workspace = edited(ANLAGEN, ("\"betrieb\": 800.0,", betrieb));
        workspace.edit(ANLAGEN, "\"betrieb\": 400.0,", "");
        workspace.edit("daten/haushalt.json", "\"Personal-/Sachaufwand\"", zeile);
        offers(&workspace).iter().any(|(kennung, _)| kennung == "e-2")
    };
    assert!(more("", "\"Ertrag\""), "nothing may hold it");
    assert!(!more("\"betrieb\": 800.0,", "\"Ertrag\""));
    assert!(!more("", "\"Personal-/Sachaufwand\""));
}

#[test]
fn a_hidden_form_offers_nothing_to_the_public() {
    let hidden = ("\"projekte\"", "\"nichtoeffentlich\": [\"klimarelevanz\"], \"projekte\"");
    let workspace = edited(VORLAGE, hidden);
    let text = |options: &[&str], name: &str| {
        let outcome = workspace.run("build", &[&["--only", PAPER], options].concat());
        assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
        pdf::text(&workspace.output(name))
    };
    assert!(text(&[], "vorlage-fb-66-0012-wp09.pdf").contains("Energiekosten"));
    assert!(!text(&["--oeffentlich"], "vorlage-fb-66-0012-wp09-oeffentlich.pdf").contains("Energiekosten"));
}

#[test]
fn income_that_falls_away_beside_income_of_the_budget_is_no_doublet() {
    let workspace = edited(ANLAGEN, ("\"ertrag\": 1000,", ""));
    workspace.edit(ANLAGEN, "\"bewilligung\": \"BW-1\",", "");
    let row = "[ { \"projekt\": \"K-005\", \"jahr\": 2022, \"art\": \"konsumtiv\", \"zeile\": \"Ertrag\", \"ansatz\": 9000, \"psp\": \"4-660101-001-1\" },";
    workspace.write("daten/haushalt.json", &workspace.read("daten/haushalt.json").replacen('[', row, 1));
    let outcome = workspace.run("check", &[]);
    assert!(!outcome.stderr.contains("[RB219]"), "{}", outcome.stderr);
    assert_eq!(figures(&workspace)["finanzen.konsumtiv.ertrag.fortgeschrieben_ff"], "−6.000,00");
}

#[test]
fn a_row_below_zero_keeps_no_rule_from_looking() {
    let workspace = edited(ANLAGEN, ("\"wegfallender_ertrag\": 5000", "\"wegfallender_ertrag\": 500000"));
    assert!(!workspace.run("check", &[]).stderr.contains("[RB413]"));
    workspace.edit(VORLAGE, "\"Entscheidung\"", "\"Anhörung/Empfehlung\"");
    let outcome = workspace.run("check", &[]);
    let message = "Die Verschlechterung von 1.499.700,50 € (2022 ff.) ist erheblich, aber der Rat entscheidet nicht.";
    assert!(outcome.stderr.contains(message), "{}", outcome.stderr);
}
