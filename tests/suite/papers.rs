//! The papers of the main example: text, tag tree, properties, attachment.

mod charts;
mod conformance;
mod seed;
mod tables;
mod ticks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

use crate::support::Workspace;
use crate::support::pdf::{self, Pdf, Shown, Tag, outline};

pub(crate) const SEED: &str = "vorlage-fb-02-0022-wp18.pdf";
pub(crate) const ROAD: &str = "vorlage-fb-61-0251-wp17.pdf";
pub(crate) const LIGHTS: &str = "vorlage-fb-61-0034-wp18.pdf";
pub(crate) const REPORT: &str = "sachstand-2020.pdf";
pub(crate) const ANLAGE: &str = "sachstand-2020-anlage.pdf";

/// The bytes of the papers, built once for all tests.
static BYTES: LazyLock<BTreeMap<&str, Vec<u8>>> = LazyLock::new(|| {
    let workspace = Workspace::built("aachen");
    [SEED, ROAD, LIGHTS, REPORT, ANLAGE].into_iter().map(|name| (name, workspace.output(name))).collect()
});

/// The papers, opened once for all tests.
static PAPERS: LazyLock<BTreeMap<&str, Pdf>> =
    LazyLock::new(|| BYTES.iter().map(|(name, bytes)| (*name, Pdf::open(bytes))).collect());

/// One of the papers.
pub(crate) fn paper(name: &str) -> &'static Pdf {
    &PAPERS[name]
}

/// The bytes of one of the papers.
pub(crate) fn bytes(name: &str) -> &'static [u8] {
    &BYTES[name]
}

/// The tags below the heading with a title, up to the next heading of its level or above.
fn section(pdf: &'static Pdf, title: &str) -> Vec<&'static Tag> {
    let level = |tag: &Tag| tag.role.strip_prefix('H').and_then(|digits| digits.parse::<usize>().ok());
    let all: Vec<&Tag> = pdf.root().children().collect();
    let start = all.iter().position(|tag| level(tag).is_some() && tag.text() == title);
    let start = start.unwrap_or_else(|| panic!("no heading „{title}“"));
    let below = all[start + 1..].iter().take_while(|tag| level(tag).is_none_or(|l| Some(l) > level(all[start])));
    below.copied().collect()
}

/// Everything but white space, bullets and zero-width characters.
fn letters(text: &str) -> String {
    let invisible = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];
    text.chars().filter(|c| !c.is_whitespace() && !invisible.contains(c) && *c != '•').collect()
}

#[test]
fn the_documented_figures_stand_in_their_sentence() {
    let text = pdf::text(&BYTES[SEED]).replace(['\u{a0}', '\u{202f}'], " ");
    for part in [
        "Von 57 E-Government IT-Projekten (einschließlich der Förderprojekte der Digitalen Modellregion) im Jahr 2020 \
         konnten 15 Projekte erfolgreich abgeschlossen werden.",
        "7 Projekte wurden begonnen und von den aktuell laufenden Projekten weisen 11 einen Erledigungsstand von ≥ 90 % \
         auf,",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn the_attached_figures_have_ids_of_their_own() {
    for (name, bytes) in BYTES.iter() {
        let figures = figures(bytes);
        let ids: BTreeSet<&str> = figures.iter().filter_map(|figure| figure["id"].as_str()).collect();
        assert_eq!(ids.len(), figures.len(), "{name}");
    }
}

#[test]
fn an_attached_figure_names_the_records_it_came_from() {
    let figures = figures(&BYTES[SEED]);
    let figure = figures.iter().find(|figure| figure["id"] == "egov.im_zeitraum").expect("the figure");
    assert_eq!(figure["wert"], 57);
    assert_eq!(figure["belege"].as_array().map(Vec::len), Some(57));
}

/// The attached figures of a paper.
fn figures(bytes: &[u8]) -> Vec<Value> {
    serde_json::from_slice(&pdf::attachment(bytes, "figures.json")).expect("a list of figures")
}

#[test]
fn tags_of_a_paper_without_costs() {
    insta::assert_snapshot!(outline(paper(SEED).root(), Shown::ALL));
}

#[test]
fn tags_of_a_paper_with_investments() {
    insta::assert_snapshot!(outline(paper(ROAD).root(), Shown::ALL));
}

#[test]
fn tags_of_a_paper_that_follows_from_projects() {
    insta::assert_snapshot!(outline(paper(LIGHTS).root(), Shown::ALL));
}

/// Long tables, lists and texts are cut; what they hold, the next two and `tables` show.
#[test]
fn tags_of_a_report() {
    insta::assert_snapshot!(outline(paper(REPORT).root(), Shown { rows: 2, line: 150 }));
    insta::assert_snapshot!("tags_of_an_anlage", outline(paper(ANLAGE).root(), Shown { rows: 1, line: 100 }));
}

#[test]
fn a_table_of_a_report_in_full() {
    let table = section(paper(ANLAGE), "Vollständige Projektliste").into_iter().find(|tag| tag.role == "Table");
    insta::assert_snapshot!(outline(table.expect("the table of all projects"), Shown::ALL));
}

#[test]
fn the_contents_of_an_anlage_in_full() {
    let contents = paper(ANLAGE).root().of_role("TOC");
    insta::assert_snapshot!(outline(contents[0], Shown::ALL));
}
