//! The effect on the climate: numbers reckoned apart, ticks that follow from them, and factors that hold on a day.

use std::collections::BTreeMap;

use ratsbericht::cli::Exit;
use serde_json::Value;

use crate::support::{Workspace, pdf};

const VORLAGE: &str = "vorlagen/pegelsensoren/vorlage.json";
const ENERGIE: &str = "daten/energie.json";
const FAKTOREN: &str = "daten/faktoren.json";
const BERICHT: &str = "berichte/digital-2020-q4/bericht.json";

/// The figures of each paper as they are attached, by id.
fn figures(workspace: &Workspace) -> BTreeMap<String, BTreeMap<String, Value>> {
    let outcome = workspace.run("figures", &["--format", "json"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let papers: BTreeMap<String, Vec<Value>> = serde_json::from_str(&outcome.stdout).expect("JSON");
    let by_id = |figures: Vec<Value>| figures.into_iter().map(|f| (f["id"].as_str().expect("an id").to_owned(), f));
    papers.into_iter().map(|(name, figures)| (name, by_id(figures).collect())).collect()
}

/// The value of a figure as a text.
fn value(figures: &BTreeMap<String, Value>, id: &str) -> String {
    let value = &figures.get(id).unwrap_or_else(|| panic!("no {id}"))["wert"];
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The sound example whose paper names projects.
fn with_projects(projekte: &str) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    workspace.edit(VORLAGE, "  \"kennzahlen\": [", &format!("  \"projekte\": [{projekte}],\n  \"kennzahlen\": ["));
    workspace
}

fn text(workspace: &Workspace) -> String {
    let bytes = workspace.output("vorlage-fb-66-0012-wp09.pdf");
    pdf::text(&bytes).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reckoned apart from this program from the same records.
#[test]
fn the_report_of_the_example_gives_numbers_reckoned_apart() {
    let papers = figures(&Workspace::copy_of("aachen"));
    let report = papers.get("sachstand-2020").expect("the report");
    let expected = [
        ("klima.mit_angaben", "10"),
        ("klima.ohne_angaben", "50"),
        ("klima.einsparung", "287.0"),
        ("klima.erhoehung", "115.2"),
        ("klima.netto", "171.8"),
        ("klima.projekt.p-005.erhoehung", "9.1"),
        ("klima.projekt.p-017.netto", "-7.8"),
        ("klima.projekt.p-022.netto", "-35.0"),
        ("klima.projekt.p-022.kompensation_anteil", "57"),
        ("klima.projekt.p-029.einsparung", "8.4"),
        ("klima.projekt.p-048.netto", "93.1"),
        ("klima.projekt.p-048.klasse", "mittel"),
        ("klima.projekt.p-072.netto", "27.3"),
        ("klima.faktor.strom-2020", "0.365"),
        ("klima.faktor.erdgas-hs", "0.182"),
    ];
    for (id, expected) in expected {
        assert_eq!(value(report, id), expected, "{id}");
    }
    let factors: Vec<&String> = report.keys().filter(|id| id.starts_with("klima.faktor.")).collect();
    assert_eq!(factors.len(), 5, "only those that were used: {factors:?}");
}

#[test]
fn a_measurement_counts_from_the_day_of_its_recording() {
    let workspace = Workspace::copy_of("aachen");
    let bericht = "berichte/sachstand-2020/bericht.json";
    workspace.edit(bericht, "\"stichtag\": \"2021-03-31\"", "\"stichtag\": \"2020-12-31\"");
    workspace.edit(bericht, "\"datum\": \"2021-03-31\"", "\"datum\": \"2021-02-14\"");
    let papers = figures(&workspace);
    let report = papers.get("sachstand-2020").expect("the report");
    // 460 000 kWh were planned; the servers were not yet measured.
    assert_eq!(value(report, "klima.projekt.p-048.einsparung"), "167.9");
    assert_eq!(value(report, "klima.projekt.p-048.erhoehung"), "0.0");
}

#[test]
fn ticks_need_not_be_typed_where_projects_have_quantities() {
    let workspace = with_projects("\"K-005\", \"K-002\"");
    workspace.edit(VORLAGE, "    \"klimaschutz\": \"positiv\",\n    \"effekt\": \"gering\",\n", "");
    workspace.edit(VORLAGE, "\"positiv\",\n    \"einsparung\": \"gering\"", "\"positiv\"");
    assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n");
    workspace.build_only("pegelsensoren");
    let text = text(&workspace);
    // 1 200 l at 2,7 kg, less 350 kWh at 0,4 kg, and less 2 400 kWh at 0,4 kg in seven of ten years.
    for printed in [
        "Klimarelevanz: positiv",
        "Nettoeinsparung: 2,4 t CO₂ je Jahr, im Mittel über 10 Nutzungsjahre. Eingespart werden 3,2 t, zusätzlich entstehen 0,8 t.",
        "Klasse der Einsparung: gering.",
        "K-005 Sensoren an den Pegeln der Mustera: 1.200 l Diesel je Jahr eingespart, 10 Jahre lang, mal 2,7 kg CO₂ je l \
         (Ausgabe 2020, endgültig, direkt) sind 3,2 t CO₂ je Jahr.",
        "K-002 WLAN in städtischen Gebäuden: 2,4 MWh Strom je Jahr zusätzlich, 7 Jahre lang, mal 0,4 kg CO₂ je kWh \
         (2020, Ausgabe 2021, endgültig, direkt) sind 1,0 t CO₂ je Jahr, im Mittel über 10 Jahre 0,7 t.",
        "Faktor Diesel, Strom 2020: Musterländer Energieamt (erfunden).",
    ] {
        assert!(text.contains(printed), "{printed} in:\n{text}");
    }
}

#[test]
fn the_derivation_stands_below_the_form_in_the_order_of_headings() {
    let workspace = with_projects("\"K-005\"");
    workspace.build_only("pegelsensoren");
    let headings = pdf::Pdf::open(&workspace.output("vorlage-fb-66-0012-wp09.pdf")).headings();
    let at = headings.iter().position(|(_, title)| title == "Herleitung").expect("the heading");
    assert_eq!(headings[at].0, 3);
    assert_eq!(headings[at - 1].1, "Größenordnung der Effekte");
    assert!(headings.windows(2).all(|pair| pair[1].0 <= pair[0].0 + 1), "{headings:?}");
}

#[test]
fn a_typed_tick_that_differs_is_a_finding_and_the_computed_one_is_printed() {
    let workspace = with_projects("\"K-005\"");
    workspace.edit(VORLAGE, "\"klimaschutz\": \"positiv\"", "\"klimaschutz\": \"negativ\"");
    let outcome = workspace.run("check", &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let message = "Warnung[RB314]: Relevanz für den Klimaschutz: Angekreuzt ist „negativ“, aus den Energiemengen der \
                   Projekte folgt „positiv“.";
    assert!(outcome.stderr.contains(message), "{}", outcome.stderr);
    // Ticks that are not printed do not contradict one another.
    assert!(outcome.stderr.ends_with("Prüfung: 1 Warnung.\n"), "{}", outcome.stderr);
    workspace.build_only("pegelsensoren");
    assert!(text(&workspace).contains("Klimarelevanz: positiv"));
}

#[test]
fn near_a_limit_the_paper_says_so_and_prints_as_many_decimals_as_the_class_needs() {
    let workspace = with_projects("\"K-005\"");
    // 3 750 l at 2,7 kg less 350 kWh at 0,4 kg are 9,985 t: 10,0 would be mittel.
    workspace.edit(ENERGIE, "\"menge\": 1200", "\"menge\": 3750");
    assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n");
    workspace.build_only("pegelsensoren");
    let text = text(&workspace);
    assert!(text.contains("Nettoeinsparung: 9,99 t CO₂ je Jahr"), "{text}");
    assert!(text.contains("Klasse der Einsparung: gering, nahe der Klassengrenze von 10 t CO₂ je Jahr."), "{text}");
}

#[test]
fn the_cover_is_held_against_the_computed_tick() {
    let workspace = with_projects("\"K-005\"");
    workspace.edit(VORLAGE, "\"klimaschutz\": \"positiv\"", "\"klimaschutz\": \"negativ\"");
    workspace.edit(VORLAGE, "[\"Daten für alle\"]", "[\"Klimarelevanz: negativ\"]");
    let outcome = workspace.run("check", &[]);
    let message = "Das Deckblatt sagt „Klimarelevanz: negativ“, Zeile 1 des Vordrucks Klimarelevanz „positiv“.";
    assert!(outcome.stderr.contains(message), "{}", outcome.stderr);
}

#[test]
fn the_year_of_the_paper_chooses_the_factor() {
    let workspace = with_projects("\"K-005\", \"K-002\"");
    let chosen = |workspace: &Workspace, paper: &str| {
        let papers = figures(workspace);
        let figures = papers.get(paper).expect("the paper");
        figures.keys().filter(|id| id.starts_with("klima.faktor.strom")).cloned().collect::<Vec<_>>()
    };
    assert_eq!(chosen(&workspace, "pegelsensoren"), ["klima.faktor.strom-2020"]);
    assert_eq!(chosen(&workspace, "digital-2020-q4"), ["klima.faktor.strom-2020"]);
    for path in [VORLAGE, BERICHT] {
        workspace.edit(path, "\"datum\": \"2021-01-20\"", "\"datum\": \"2020-12-31\"");
    }
    assert_eq!(chosen(&workspace, "pegelsensoren"), ["klima.faktor.strom-2019"]);
    assert_eq!(chosen(&workspace, "digital-2020-q4"), ["klima.faktor.strom-2019"]);
}

#[test]
fn the_two_sets_of_factors_never_mix() {
    let upstream = "\"systemgrenze\": \"mit Vorkette\"";
    let workspace = with_projects("\"K-005\"");
    // One carrier of the paper has a factor of the other set alone: nothing is reckoned with it, in either setting.
    workspace.edit(
        FAKTOREN,
        "\"wert\": 2.7, \"ausgabe\": \"Ausgabe 2020\", \"stand\": \"endgültig\", \"systemgrenze\": \"direkt\"",
        &format!("\"wert\": 3.2, \"ausgabe\": \"Ausgabe 2020\", \"stand\": \"endgültig\", {upstream}"),
    );
    let missing = |workspace: &Workspace| {
        let outcome = workspace.run("build", &[]);
        assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
        assert!(!workspace.out().exists());
        let lines = outcome.stderr.lines().filter(|line| line.starts_with("Fehler[RB310]"));
        lines.map(|line| line.split('„').nth(1).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(missing(&workspace), ["Diesel“ je l gibt es nur Emissionsfaktoren mit der Systemgrenze "; 2]);
    workspace.edit("ratsbericht.toml", "systemgrenze = \"direkt\"", "systemgrenze = \"mit Vorkette\"");
    let strom = "Strom“ je kWh gibt es nur Emissionsfaktoren mit der Systemgrenze ";
    assert_eq!(missing(&workspace), [strom; 3], "one row of the paper, two of the report");
    // A factor of the set for the second carrier, and all is reckoned with that set.
    let both = workspace.read(FAKTOREN).replace("\"systemgrenze\": \"direkt\"", upstream);
    workspace.write(FAKTOREN, &both);
    let papers = figures(&workspace);
    assert_eq!(value(papers.get("pegelsensoren").expect("the paper"), "klima.einsparung"), "3.8");
}

#[test]
fn a_missing_factor_stops_only_the_papers_that_use_it() {
    let workspace = Workspace::copy_of("klein");
    // K-004 is applied for only, so that the report does not count it.
    workspace.edit(ENERGIE, "\"K-005\", \"traeger\": \"Strom\"", "\"K-004\", \"traeger\": \"Solarstrom\"");
    assert_eq!(workspace.run("check", &[]).stderr, "Prüfung ohne Befund.\n", "no paper uses it");
    workspace.edit(VORLAGE, "  \"kennzahlen\": [", "  \"projekte\": [\"K-004\"],\n  \"kennzahlen\": [");
    let outcome = workspace.run("build", &["--keep-going"]);
    assert_eq!(outcome.exit, Exit::Findings, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Fehler[RB308]"), "{}", outcome.stderr);
    assert!(workspace.out().join("digital-2020-q4.pdf").exists());
    assert!(!workspace.out().join("vorlage-fb-66-0012-wp09.pdf").exists());
}

#[test]
fn a_report_without_quantities_has_no_such_chapter() {
    let workspace = Workspace::copy_of("klein");
    workspace.write(ENERGIE, "[]\n");
    workspace.build();
    let with = pdf::Pdf::open(&workspace.output("digital-2020-q4.pdf")).headings();
    assert!(with.iter().all(|(_, title)| title != "Klimawirkung"), "{with:?}");
    assert!(with.iter().any(|(_, title)| title == "Förderung"), "{with:?}");
}

#[test]
fn the_paper_names_the_projects_that_are_not_counted() {
    let workspace = with_projects("\"K-005\", \"K-001\"");
    workspace.edit(VORLAGE, "\"klimaschutz\": \"positiv\",", "");
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let text = text(&workspace);
    assert!(text.contains("Ohne Energiemengen und daher nicht mitgerechnet: K-001 Elektronische Bauakte."), "{text}");
}

#[test]
fn the_report_says_what_a_class_is_of_and_where_a_limit_is_near() {
    let workspace = Workspace::copy_of("klein");
    workspace.edit(ENERGIE, "\"menge\": 1200", "\"menge\": 3750");
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let bytes = workspace.output("digital-2020-q4.pdf");
    let text = pdf::text(&bytes).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Einsparung: gering"), "{text}");
    assert!(text.contains("nahe der Klassengrenze von 10 t CO₂ je Jahr"), "{text}");
    assert!(text.contains("Erhöhung: gering"), "{text}");
}
