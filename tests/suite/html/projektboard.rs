//! The Projektboard: every project of a selection once, as the Anlage lists it, and a script that only this page may run.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ratsbericht::figures::Berichtslage;
use ratsbericht::html::Pages;
use ratsbericht::load;
use ratsbericht::source::Alphabet;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::hostile::SCRIPT;
use super::{OTHERS, PAPERS, pages};
use crate::support::page::Node;
use crate::support::pdf;
use crate::support::workspace::{TODAY, fixture};

/// The boards of the examples: the example, the report, and the page.
fn boards() -> Vec<(&'static str, &'static str, &'static Node)> {
    let board = |(name, page): (&&'static str, &'static Node)| {
        let (example, report) = name.strip_suffix("-projekte")?.split_once('/')?;
        Some((example, report, page))
    };
    OTHERS.iter().filter_map(board).collect()
}

/// The rows of a board by Kennung: head and text of each cell.
fn rows(page: &Node) -> BTreeMap<String, BTreeMap<String, String>> {
    let table = page.named("table").pop().expect("a table");
    let heads: Vec<String> = table.named("thead")[0].named("th").into_iter().map(Node::text).collect();
    let rows = table.named("tbody")[0].named("tr").into_iter().map(|row| {
        let cells = row.children().map(Node::text);
        heads.iter().cloned().zip(cells).collect::<BTreeMap<_, _>>()
    });
    let all: Vec<_> = rows.map(|row| (row["Kennung"].clone(), row)).collect();
    assert!(all.is_sorted_by(|a, b| a.0 < b.0), "by Kennung, each once");
    all.into_iter().collect()
}

#[test]
fn every_project_of_the_selection_is_there_once() {
    let boards = boards();
    assert!(boards.len() >= 3, "{}", boards.len());
    for (example, report, page) in boards {
        let loaded = load::workspace(&fixture(example), Alphabet::all()).expect("a workspace");
        let bestand = loaded.bestand.expect("records");
        let day = TODAY.parse().expect("a day");
        let reports = bestand.berichte.iter().filter_map(|ordner| {
            let ausgabe = ordner.bericht.newest(day).filter(|ausgabe| ordner.papier(ausgabe.zeitraum) == report)?;
            Berichtslage::new(&bestand, ordner, ausgabe)
        });
        let mut expected = BTreeSet::new();
        for report in reports {
            expected.extend(report.portfolio.lagen.iter().map(|lage| lage.projekt.kennung.to_string()));
        }
        let found: BTreeSet<String> = rows(page).into_keys().collect();
        assert_eq!(found, expected, "{example}/{report}");
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

#[test]
fn it_says_what_the_list_of_the_report_says() {
    let mut compared = 0;
    for (example, report, page) in boards() {
        let board = rows(page);
        let anlage = &PAPERS[format!("{example}/{report}-anlage").as_str()];
        let data: Value = serde_json::from_slice(&pdf::attachment(&anlage.pdf, "data.json")).expect("view data");
        let tables = data["kapitel"][0]["elemente"].as_array().expect("the list of projects");
        for row in tables.iter().flat_map(|table| table["zeilen"].as_array().into_iter().flatten()) {
            let cells: Vec<String> = row.as_array().expect("cells").iter().map(plain).collect();
            let [kennung, titel, _, _, status, beginn, ende, stand] = cells.as_slice() else { panic!("{cells:?}") };
            let own = &board[kennung];
            assert_eq!((&own["Projekt"], &own["Beginn"], &own["Stand"]), (titel, beginn, stand), "{report}: {kennung}");
            assert!(own["Status"].starts_with(status.as_str()), "{report}: {kennung}");
            let ended = if own["Ende"] == "–" { &own["Ende (geplant)"] } else { &own["Ende"] };
            assert_eq!(ended, ende, "{report}: {kennung}");
            let light = row[4]["zusatz"][0].as_str().unwrap_or("–");
            let own = own.get("Ampel").map_or("–", String::as_str);
            assert!(own.starts_with(light), "{report}: {kennung}: {own} is not {light}");
            compared += 1;
        }
    }
    assert!(compared > 80, "{compared}");
}

#[test]
fn projects_lead_to_their_sheets_and_figures_to_their_origins() {
    let (mut sheets, mut origins) = (0, 0);
    for (example, report, page) in boards() {
        let anlage = &PAPERS[format!("{example}/{report}-anlage").as_str()].page;
        let headings: BTreeMap<&str, String> =
            anlage.all().into_iter().map(|node| (node.attribute("id"), node.text())).collect();
        let file = format!("{report}-anlage.html#");
        for link in page.named("tbody")[0].named("a") {
            let id = link.attribute("href").strip_prefix(&file).expect("a place in the Anlage");
            if link.is("z") {
                assert!(headings[id].contains(link.text().trim()), "{id}: {}", headings[id]);
                origins += 1;
            } else {
                assert_eq!(headings[id], link.text(), "{id}");
                sheets += 1;
            }
        }
        let all = anlage.named("article").into_iter().filter(|sheet| sheet.is("blatt")).count();
        let linked = page.named("tbody")[0].named("th").into_iter().filter(|head| !head.named("a").is_empty()).count();
        assert_eq!(linked, all, "{report}: every sheet is linked");
    }
    assert!(sheets > 5 && origins > 50, "{sheets} {origins}");
}

#[test]
fn its_script_is_the_only_one_and_the_policy_names_it() {
    for (name, page) in pages() {
        let policy = page.named("meta").into_iter().find(|meta| !meta.attribute("http-equiv").is_empty());
        let policy = policy.expect("a policy").attribute("content");
        let scripts = page.named("script");
        let is_board = name.ends_with("-projekte");
        assert_eq!(scripts.len(), usize::from(is_board), "{name}");
        assert_eq!(policy.contains("script-src"), is_board, "{name}");
        super::hostile::harmless(name, page);
        let Some(script) = scripts.first() else { continue };
        let hash = STANDARD.encode(Sha256::digest(script.text().as_bytes()));
        assert!(policy.contains(&format!("script-src 'sha256-{hash}';")), "{name}");
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"), "{name}");
    }
    for forbidden in ["</", "<!--", "fetch", "innerHTML", "eval", "import", "style"] {
        assert!(!SCRIPT.contains(forbidden), "{forbidden}");
    }
    assert!(
        !ratsbericht::html::templates().iter().any(|template| template.path.ends_with(".js")),
        "nobody replaces it"
    );
}

#[test]
fn thousands_of_projects_have_room() {
    let frame = json!({
        "dokument": { "titel": "T", "beschreibung": "B", "verfasser": "V" }, "gestaltung": { "akzentfarbe": "#00549f", "logo": null },
        "koerperschaft": "K", "absender": "A", "fuss": { "links": "L", "mitte": "M" },
    });
    let heads = ["Projekt", "Kennung", "Dienststelle", "Status", "Ampel", "Stand", "Beginn", "Ende"];
    let columns: Vec<Value> = heads.iter().map(|head| json!({ "titel": head, "art": "text" })).collect();
    let mut sizes = Vec::new();
    for n in [10, 1_510] {
        let row = |at: usize| json!({ "blatt": "p", "zellen": heads.map(|head| json!({ "text": format!("{head} {at:05}"), "zusatz": ["Z"] })) });
        let mut view = frame.clone();
        view["projektboard"] = json!({
            "titel": "T", "untertitel": null, "hinweise": [], "bericht": "b", "anlage": "b-anlage", "spalten": columns,
            "zeilen": (0..n).map(row).collect::<Vec<_>>(),
        });
        let page = Pages::default().alone(view.to_string().as_bytes(), None).expect("a page");
        assert_eq!(page.matches("<tr>").count(), n + 1);
        sizes.push(page.len());
    }
    assert!((sizes[1] - sizes[0]) / 1_500 < 700, "{sizes:?}");
}
