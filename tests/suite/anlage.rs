//! A report and what belongs to it: how long it is, what it leaves to its Anlage, and where its figures come from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use ratsbericht::cli::Exit;
use ratsbericht::load;
use ratsbericht::paper::Paper;
use ratsbericht::pipeline::{self, Wanted};
use ratsbericht::source::Alphabet;
use serde_json::{Value, json};

use crate::perioden::{close, command, small_series};
use crate::support::pdf::{self, Pdf};
use crate::support::workspace::TODAY;
use crate::support::{Workspace, workspace::fixture};

const REPORT: &str = "berichte/digital-2020-q4/bericht.json";

/// The papers of a workspace that come from its folders of reports.
fn papers(root: &std::path::Path) -> Vec<Paper> {
    let loaded = load::workspace(root, Alphabet::all()).expect("a workspace");
    let prepared = pipeline::prepare(&loaded, &Alphabet::all(), &Wanted::all(&loaded), TODAY.parse().expect("a day"));
    prepared.papers.into_iter().filter(|paper| paper.ident.starts_with("bericht/")).collect()
}

/// The elements of a paper's chapters.
fn elements(data: &Value) -> Vec<&Value> {
    let chapters = data["kapitel"].as_array().into_iter().flatten();
    chapters.flat_map(|chapter| chapter["elemente"].as_array().into_iter().flatten()).collect()
}

/// The ids of the figures in view data.
fn ids(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("kennzahl").and_then(Value::as_str).map(str::to_owned));
            let drawn = map.get("kennzahlen").and_then(Value::as_array).into_iter().flatten();
            // What is printed at the end of a bar is what is drawn.
            let is_bar = map.contains_key("kennzahlen");
            found.extend(drawn.filter_map(Value::as_str).map(str::to_owned));
            map.iter().filter(|(key, _)| !is_bar || *key == "titel").for_each(|(_, value)| ids(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| ids(item, found)),
        _ => {}
    }
}

/// Text and pieces of a view's text as one string.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(pieces) => pieces.iter().map(plain).collect(),
        Value::Object(map) => map.get("text").map(plain).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The second example with `n` projects, all of them overdue, and each with an overdue Meilenstein.
fn overdue(n: usize) -> Workspace {
    let workspace = Workspace::copy_of("klein");
    for entry in fs::read_dir(workspace.root().join("daten")).expect("the tables") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if !["faktoren.json", "foerdergeber.json", "programme.json", "programmregeln.json"].contains(&name.as_str()) {
            workspace.write(&format!("daten/{name}"), "[]\n");
        }
    }
    fs::remove_dir_all(workspace.root().join("vorlagen")).expect("the Vorlagen");
    let project = |i: usize| {
        json!({
            "kennung": format!("M-{i:04}"), "titel": format!("Vorhaben {i}"), "handlungsfeld": "verwaltung",
            "fachbereich": "FB 10", "ziele": ["Z1"], "beginn": "2020-02-01", "ende_geplant": "2020-11-30",
            "grund": "Die Abstimmung dauert an.",
        })
    };
    let milestone = |i: usize| json!({ "projekt": format!("M-{i:04}"), "titel": "Abnahme", "geplant": "2021-01-05" });
    let table = |rows: Vec<Value>| serde_json::to_string(&rows).expect("JSON");
    workspace.write("daten/projekte.json", &table((0..n).map(project).collect()));
    workspace.write("daten/meilensteine.json", &table((0..n).map(milestone).collect()));
    workspace
}

#[test]
fn each_figure_stands_once_in_a_report() {
    for name in ["aachen", "klein", "kreis", "auenfurt"] {
        for paper in papers(&fixture(name)).iter().filter(|paper| !paper.name.ends_with("-anlage")) {
            let data = paper.view_data();
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            // A trend and a text of the municipality repeat figures by their nature, a project has its Erledigungsstand wherever it
            // stands.
            let own = |element: &&Value| !["verlauf", "text"].contains(&element["kind"].as_str().unwrap_or_default());
            for element in elements(&data).into_iter().filter(own) {
                let mut found = Vec::new();
                ids(element, &mut found);
                for id in found.into_iter().collect::<BTreeSet<_>>() {
                    *seen.entry(id).or_default() += 1;
                }
            }
            seen.retain(|id, count| *count > 1 && !id.contains(".projekt.") && !id.contains(".schwelle"));
            assert_eq!(seen, BTreeMap::new(), "{}", paper.name);
        }
    }
}

/// Looks at how many projects an Anlage on `n` of them names, and what it says of the others.
fn holds_at_most(data: &Value, n: usize, most: usize) {
    let (mut sheets, mut registered) = (0, 0);
    for element in elements(data) {
        let count = |field: &str| element[field].as_array().map_or(0, Vec::len);
        sheets += count("blaetter");
        registered += if element["kind"] == "register" { count("eintraege") } else { 0 };
        assert!(element["kind"] != "tabelle" || count("zeilen") <= most || n <= most, "{}", element["titel"]);
        if plain(&element["titel"]).starts_with("Überfällig") && n > most {
            assert!(element["weitere"].as_str().is_some_and(|more| more.starts_with("und 180 weitere. In den ")));
        }
    }
    assert_eq!((sheets, registered), (n.min(most), n.min(most)));
    let note = "Aufgeführt sind 20 von 200 Projekten: ";
    let notes = elements(data).into_iter().filter(|element| element["hinweise"].to_string().contains(note)).count();
    // The list, the time line, the sheets and the register.
    assert_eq!(notes, if n > most { 4 } else { 0 });
}

#[test]
fn a_report_stays_short_however_many_projects_there_are() {
    for n in [0, 1, 9, 10, 200] {
        let workspace = overdue(n);
        workspace.edit(REPORT, "\"zeitraum\"", "\"anlage_hoechstens\": 20, \"projektblaetter\": true,\n  \"zeitraum\"");
        let [report, anlage] = papers(&workspace.root()).try_into().expect("two papers");
        holds_at_most(&anlage.view_data(), n, 20);
        let data = report.view_data();
        let lists: Vec<&Value> = elements(&data).into_iter().filter(|element| element["kind"] == "tabelle").collect();
        for (title, most) in [("Überfällige Projekte: ", 8), ("Überfällige Meilensteine: ", 8)] {
            let list = lists.iter().find(|list| plain(&list["titel"]).starts_with(title));
            assert_eq!(list.is_some(), n > 0, "{n}: {title}");
            let Some(list) = list else { continue };
            let rows = list["zeilen"].as_array().map_or(0, Vec::len);
            assert_eq!(rows, if n > most + 1 { most } else { n }, "{n}: {title}");
            let expected = match n {
                200 => json!("und 192 weitere, siehe Anlage"),
                10 => json!("und 2 weitere, siehe Anlage"),
                _ => Value::Null,
            };
            assert_eq!(list["weitere"], expected, "{n}: {title}");
        }
        let outcome = workspace.run("build", &[]);
        assert_eq!(outcome.exit, Exit::Done, "{n}: {}", outcome.stderr);
        let pages = Pdf::open(&workspace.output("digital-2020-q4.pdf")).page_count();
        assert!(pages <= 6, "{n}: {pages} pages");
        assert!(workspace.out().join("digital-2020-q4-anlage.pdf").exists());
    }
}

#[test]
fn the_lists_of_a_report_are_as_long_as_it_orders() {
    let workspace = overdue(40);
    for most in [3, 30, 50] {
        let lines = format!("\"listen_hoechstens\": {most},\n  \"zeitraum\"");
        workspace.edit(REPORT, "\"zeitraum\"", &lines);
        let [report, anlage] = papers(&workspace.root()).try_into().expect("two papers");
        workspace.edit(REPORT, &lines, "\"zeitraum\"");
        let rows = |data: &Value| {
            let lists = elements(data).into_iter().filter(|element| element["kind"] == "tabelle");
            let list =
                lists.into_iter().find(|list| plain(&list["titel"]).starts_with("Überfällige Meilensteine")).cloned();
            list.map(|list| list["zeilen"].as_array().map_or(0, Vec::len))
        };
        assert_eq!(rows(&report.view_data()), Some(most.min(40)));
        assert_eq!(rows(&anlage.view_data()), Some(40), "the Anlage has its own limit");
    }
}

#[test]
fn the_lagebild_has_five_to_eight_sentences() {
    let sentences = |root: &std::path::Path| {
        let data = papers(root).remove(0).view_data();
        let blocks = data["deckblatt"]["lagebild"].as_array().cloned().unwrap_or_default();
        let inlines = blocks.iter().flat_map(|block| block["inlines"].as_array().cloned().unwrap_or_default());
        let text = inlines.map(|inline| format!("{} ", plain(&inline["text"]))).collect::<String>();
        let ends = |pair: &[char]| matches!(pair, ['.', ' ']);
        (text.chars().collect::<Vec<_>>().windows(2).filter(|pair| ends(pair)).count(), text)
    };
    let sizes = [0, 1, 2].map(overdue);
    let roots = ["aachen", "klein", "kreis"].map(fixture).into_iter().chain(sizes.iter().map(Workspace::root));
    for root in roots {
        let (count, text) = sentences(&root);
        // A day ends with a number, a reason with a sentence of its own.
        assert!((5..=8).contains(&count), "{count}: {text}");
    }
}

#[test]
fn a_report_can_have_a_lagebild_of_its_own() {
    let workspace = Workspace::copy_of("klein");
    let own = "Es läuft. {{ satz.laufend(kennzahlen.laufend) }} {{ lagebild.verzug }}\n";
    workspace.write("berichte/digital-2020-q4/lagebild.md", own);
    workspace.build_only("digital-2020-q4");
    let text = pdf::text(&workspace.output("digital-2020-q4.pdf")).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Lagebild Es läuft. Drei Projekte sind in Arbeit. Es ist „"), "{text}");
    assert!(!text.contains("auf eine Entscheidung"), "{text}");
    workspace.write("berichte/digital-2020-q4/lagebild.md", "{{ kennzahlen.gibtsnicht }}\n");
    let outcome = workspace.run("check", &[]);
    assert!(outcome.stderr.contains("--> berichte/digital-2020-q4/lagebild.md:1:"), "{}", outcome.stderr);
}

#[test]
fn a_report_without_an_anlage_names_none() {
    let workspace = overdue(20);
    workspace.edit(REPORT, "\"zeitraum\"", "\"anlage\": false,\n  \"zeitraum\"");
    let outcome = workspace.run("build", &[]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    let text = pdf::text(&workspace.output("digital-2020-q4.pdf")).replace('\u{a0}', " ");
    assert!(text.contains("und 12 weitere") && !text.contains("Anlage"), "{text}");
    assert!(!workspace.out().join("digital-2020-q4-anlage.pdf").exists());
}

#[test]
fn an_anlage_that_is_no_longer_wanted_is_gone() {
    let workspace = Workspace::copy_of("klein");
    let anlage = workspace.out().join("digital-2020-q4-anlage.pdf");
    workspace.build_only("digital-2020-q4");
    assert!(anlage.exists());
    // Built alone, another paper leaves it where it is.
    workspace.build_only("pegelsensoren");
    assert!(anlage.exists());
    workspace.edit(REPORT, "\"zeitraum\"", "\"anlage\": false,\n  \"zeitraum\"");
    workspace.build_only("digital-2020-q4");
    assert!(!anlage.exists());
}

#[test]
fn sheets_are_those_that_somebody_wants() {
    let sheets = |value: &str| {
        let workspace = Workspace::copy_of("klein");
        workspace.edit(REPORT, "\"zeitraum\"", &format!("\"projektblaetter\": {value},\n  \"zeitraum\""));
        let anlage = papers(&workspace.root()).remove(1).view_data();
        let sheets = elements(&anlage).into_iter().filter(|element| element["kind"] == "blaetter");
        sheets.map(|group| group["blaetter"].as_array().map_or(0, Vec::len)).sum::<usize>()
    };
    let (important, all) = (sheets("\"wichtige\""), sheets("\"alle\""));
    assert!(0 < important && important < all, "{important} of {all}");
    assert_eq!(sheets("true"), all);
    assert_eq!(sheets("false"), 0);
    let workspace = Workspace::copy_of("klein");
    workspace.edit(REPORT, "\"zeitraum\"", "\"projektblaetter\": \"wichtig\",\n  \"zeitraum\"");
    let outcome = workspace.run("check", &[]);
    assert!(outcome.stderr.contains("Meinten Sie „wichtige“?"), "{}", outcome.stderr);
}

#[test]
fn origins_are_printed_where_they_are_wanted() {
    for (value, own, annex) in [("daten", false, false), ("anlage", true, false), ("papier", false, true)] {
        let workspace = Workspace::copy_of("klein");
        let config = workspace.read("ratsbericht.toml");
        workspace.write("ratsbericht.toml", &format!("{config}\n[ausgabe]\nherkunft = \"{value}\"\n"));
        let outcome = workspace.run("build", &[]);
        assert_eq!(outcome.exit, Exit::Done, "{value}: {}", outcome.stderr);
        for paper in ["digital-2020-q4", "vorlage-fb-66-0012-wp09"] {
            let text = |name: &str| pdf::text(&workspace.output(name)).split_whitespace().collect::<Vec<_>>().join(" ");
            let printed = text(&format!("{paper}.pdf"));
            assert_eq!(printed.contains("Herkunft der Zahlen"), annex, "{value}: {paper}");
            let elsewhere = match value {
                "daten" => "Woraus jede Zahl folgt, steht in den Daten",
                "anlage" => "Woraus jede Zahl folgt, steht in der Datei",
                _ => "",
            };
            assert!(printed.contains(elsewhere), "{value}: {paper}");
            let file = format!("{paper}-herkunft.pdf");
            assert_eq!(workspace.out().join(&file).exists(), own, "{value}: {paper}");
            if own {
                assert!(text(&file).contains("= Anzahl der Datensätze") || text(&file).contains(" + "), "{paper}");
                let path = workspace.out().join(&file).to_string_lossy().into_owned();
                let root = workspace.root().to_string_lossy().into_owned();
                let outcome = command(&["verify", &path, "--workspace", &root]);
                assert_eq!(outcome.exit, Exit::Done, "{file}: {}{}", outcome.stdout, outcome.stderr);
            }
        }
    }
}

#[test]
fn an_anlage_proves_itself_like_its_report() {
    let workspace = Workspace::copy_of("klein");
    workspace.build_only("digital-2020-q4");
    let root = workspace.root().to_string_lossy().into_owned();
    for name in ["digital-2020-q4.pdf", "digital-2020-q4-anlage.pdf"] {
        let path = workspace.out().join(name).to_string_lossy().into_owned();
        let outcome = command(&["verify", &path, "--workspace", &root]);
        assert_eq!(outcome.exit, Exit::Done, "{name}: {}{}", outcome.stdout, outcome.stderr);
    }
}

#[test]
fn a_new_version_says_so_in_both_papers() {
    let workspace = small_series("Quartal");
    assert_eq!(close(&workspace, "2020-Q4", "2021-02-01").exit, Exit::Done);
    let outcome = workspace.run("build", &["--only", "reihe-2020-q4", "--new-version", "Ende von K-002 berichtigt"]);
    assert_eq!(outcome.exit, Exit::Done, "{}", outcome.stderr);
    for name in ["reihe-2020-q4.pdf", "reihe-2020-q4-anlage.pdf"] {
        assert!(pdf::text(&workspace.output(name)).contains("Ende von K-002 berichtigt"), "{name}");
    }
}

#[test]
fn deadlines_are_judged_on_the_day_of_the_report() {
    // The Meilensteine are planned for 05.01.2021, the report is on 31.12.2020 and dated 20.01.2021.
    for (datum, due) in [("2021-01-04", 0), ("2021-01-05", 0), ("2021-01-06", 3), ("2021-01-20", 3)] {
        let workspace = overdue(3);
        workspace.edit(REPORT, "\"datum\": \"2021-01-20\"", &format!("\"datum\": \"{datum}\""));
        let report = papers(&workspace.root()).remove(0);
        let figure = report.figures.iter().find(|figure| figure.id == "kennzahlen.meilensteine_ueberfaellig");
        let figure = figure.expect("the figure");
        assert_eq!(figure.wert, ratsbericht::figures::Wert::Anzahl(due), "{datum}");
    }
}
