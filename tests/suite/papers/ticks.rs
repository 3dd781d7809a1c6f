//! Tick boxes: announced in words, and at the right option.

use super::{PAPERS, REPORT, ROAD, SEED, letters, paper, section};
use crate::support::pdf::Tag;

const TICKED: &str = "angekreuzt";
const EMPTY: &str = "nicht angekreuzt";

/// The options at or below tags, with the words that announce their boxes.
fn options(tags: &[&'static Tag]) -> Vec<(String, &'static str)> {
    let paragraphs = tags.iter().flat_map(|tag| tag.of_role("P"));
    let option = |tag: &'static Tag| {
        let tick = tag.children().find(|kid| kid.role == "Figure")?;
        let label = letters(&tag.text()).replace(['☐', '☒'], "");
        Some((label, tick.alt.as_deref()?))
    };
    paragraphs.filter_map(option).collect()
}

fn ticked(tags: &[&'static Tag]) -> Vec<String> {
    options(tags).into_iter().filter(|(_, state)| *state == TICKED).map(|(label, _)| label).collect()
}

#[test]
fn the_form_for_the_climate_has_four_ticks() {
    let form = section(paper(SEED), "Klimarelevanz");
    let answers = ["nichteindeutig", "nichtermittelbar", "nichteindeutig", "nichtbekannt"];
    assert_eq!(ticked(&form), answers);
    assert_eq!(options(&form).len(), 4 + 4 + 4 + 3 + 3 + 5);
}

#[test]
fn each_tick_of_the_climate_answers_its_question() {
    let form = section(paper(SEED), "Klimarelevanz");
    let paragraphs = form.iter().flat_map(|tag| tag.of_role("P"));
    let mut question = String::new();
    let mut answers = Vec::new();
    for paragraph in paragraphs {
        let tick = paragraph.children().find(|kid| kid.role == "Figure");
        match tick.and_then(|tick| tick.alt.as_deref()) {
            None => question = paragraph.text(),
            Some(TICKED) => answers.push(question.clone()),
            Some(_) => {}
        }
    }
    assert_eq!(
        answers,
        [
            "Die Maßnahme hat folgende Relevanz:",
            "Der Effekt auf die CO₂-Emissionen ist:",
            "Die Maßnahme hat folgende Relevanz:",
            "Eine Kompensation der zusätzlich entstehenden CO₂-Emissionen erfolgt:",
        ]
    );
}

#[test]
fn the_form_for_finances_has_one_tick() {
    for (name, answer, tables) in [(SEED, "NEIN", 2), (ROAD, "JA", 1)] {
        let form = section(paper(name), "Finanzielle Auswirkungen");
        assert_eq!(ticked(&form), [answer], "{name}");
        assert_eq!(options(&form).len(), 2 + tables * 4, "{name}");
    }
}

#[test]
fn the_cover_is_stated_by_boxes_in_the_table() {
    let tables = paper(SEED).root().of_role("Table");
    let form = tables.into_iter().filter(|table| table.text().contains("Auswirkungen"));
    for table in form.filter(|table| table.text().contains("Deckung")) {
        let (given, missing) = ("Deckungistgegeben".to_owned(), "keineausreichendeDeckungvorhanden".to_owned());
        let pair = [(given, EMPTY), (missing, EMPTY)];
        assert_eq!(options(&[table]), [pair.clone(), pair].concat());
    }
}

#[test]
fn each_box_is_announced_as_it_looks() {
    let boxes = PAPERS.values().flat_map(|pdf| pdf.root().of_role("Figure"));
    for tag in boxes.filter(|tag| tag.text().contains(['☐', '☒'])) {
        let glyph = if tag.alt.as_deref() == Some(TICKED) { "☒" } else { "☐" };
        assert_eq!(tag.text(), glyph);
        assert!([TICKED, EMPTY].contains(&tag.alt.as_deref().unwrap_or_default()));
    }
}

#[test]
fn no_box_stands_outside_a_figure() {
    for (name, pdf) in PAPERS.iter() {
        let count = |text: &str| text.matches(['☐', '☒']).count();
        let figures = pdf.root().of_role("Figure").into_iter().filter(|tag| count(&tag.text()) == 1);
        assert_eq!(count(&pdf.root().text()), figures.count(), "{name}");
    }
    assert_eq!(paper(REPORT).root().text().matches(['☐', '☒']).count(), 0);
}
