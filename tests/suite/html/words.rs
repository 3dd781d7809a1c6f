//! What a page says: what its paper says, letter by letter but for what is listed here.

use std::collections::{BTreeMap, BTreeSet};

use ratsbericht::text::with_typography;
use ratsbericht::verify::published::losses;
use serde_json::Value;

use super::{Both, PAPERS};
use crate::support::page::Node;
use crate::support::pdf::{self, Kid, Pdf, Tag};

/// What only a page has: the way to its parts, names of tables for those who hear them, numbers of pictures and the origins of
/// figures (of which more is said than in print), and the state of a box in words; a PDF says that of a picture of the box.
const OF_PAGES: [&str; 7] = ["sprung", "verzeichnis", "ungesehen", "daten", "herkunft", "k", "w"];

/// Letters and signs, without what only ends lines.
fn letters(text: &str) -> String {
    let invisible = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];
    text.chars().filter(|c| !c.is_whitespace() && !invisible.contains(c)).collect()
}

fn data(both: &Both) -> Value {
    serde_json::from_slice(&pdf::attachment(&both.pdf, "data.json")).expect("view data")
}

/// What a PDF says beside its pictures, its contents, and numbers of pages.
fn of_pdf(both: &Both) -> String {
    fn text(tag: &Tag, out: &mut String) {
        for kid in &tag.kids {
            match kid {
                Kid::Text { text, .. } => out.push_str(text),
                // The marks of lists; a page counts by itself.
                Kid::Tag(tag) if ["Figure", "Lbl", "TOC"].contains(&tag.role.as_str()) => {}
                Kid::Tag(tag) if tag.role == "H2" && tag.text() == "Inhalt" => {}
                Kid::Tag(tag) if tag.role == "Table" && is_register(tag) => register(tag, out),
                Kid::Tag(tag) => text(tag, out),
            }
        }
    }
    let mut out = String::new();
    text(Pdf::open(&both.pdf).root(), &mut out);
    let (mut out, data) = (letters(&out), data(both));
    // Where the origins are is another place on a page.
    if let Some(elsewhere) = data["fundstelle"].as_str() {
        assert_eq!(out.matches(&letters(elsewhere)).count(), 1);
        out = out.replace(&letters(elsewhere), "");
    }
    // A cover has no room for the list of annexes, which stands at the end, and names them first.
    let annexes: Vec<&str> =
        data["deckblatt"]["anlagen"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if !annexes.is_empty() && annexes.len() <= 4 {
        out = out.replacen(&letters(&format!("Anlage/n{}", annexes.concat())), "", 1);
    }
    out
}

/// Whether a table is the register, whose last column are pages; a page has links there.
fn is_register(table: &Tag) -> bool {
    table.of_role("TH").iter().any(|head| head.text() == "Kennung")
        && table.of_role("TH").iter().any(|head| head.text() == "Seite")
}

fn register(table: &Tag, out: &mut String) {
    for row in table.of_role("TR") {
        let cells: Vec<String> = row.children().map(Tag::text).collect();
        cells.iter().take(2).for_each(|cell| out.push_str(cell));
    }
}

/// What a page says beside that.
fn of_page(both: &Both) -> String {
    let body = both.page.named("body").pop().expect("a body");
    let is_place = |node: &Node| node.name == "th" && node.text() == "Stelle";
    let is_places =
        |node: &Node| node.name == "td" && node.children().any(|link| link.attribute("href").starts_with("#p-"));
    let is_left_out = |node: &Node| {
        OF_PAGES.iter().any(|class| node.is(class))
            || ["svg", "footer"].contains(&node.name.as_str())
            || is_place(node)
            || is_places(node)
    };
    letters(&body.text_without(&is_left_out))
}

#[test]
fn a_page_says_what_its_paper_says() {
    for (name, both) in PAPERS.iter() {
        let (paper, page) = (of_pdf(both), of_page(both));
        let at = paper.chars().zip(page.chars()).take_while(|(a, b)| a == b).count();
        let near = |text: &str| text.chars().skip(at.saturating_sub(60)).take(160).collect::<String>();
        assert!(paper == page, "{name} at {at}:\nPDF:  {}\npage: {}", near(&paper), near(&page));
        assert!(paper.len() > 500, "{name}");
    }
}

#[test]
fn the_footer_and_the_words_of_pictures_are_there() {
    for (name, both) in PAPERS.iter() {
        let data = data(both);
        let footer = both.page.named("footer").pop().expect("a footer").text();
        for part in ["links", "mitte"] {
            assert!(letters(&footer).contains(&letters(data["fuss"][part].as_str().expect("a text"))), "{name}");
        }
        let told: BTreeSet<String> = both.page.named("desc").iter().map(|desc| desc.text()).collect();
        let alt = |tag: &&Tag| tag.alt.clone().filter(|alt| !alt.contains("angekreuzt"));
        let drawn = Pdf::open(&both.pdf);
        let drawn: BTreeSet<String> = drawn.root().of_role("Figure").iter().filter_map(alt).collect();
        let logo = data["gestaltung"]["logo"]["text"].as_str();
        let drawn: BTreeSet<String> = drawn.into_iter().filter(|alt| Some(alt.as_str()) != logo).collect();
        assert_eq!(told, drawn, "{name}");
    }
}

/// Every figure that view data print, with what is printed of it, and every one that a picture shows.
fn printed(data: &Value, found: &mut BTreeSet<(String, String)>, drawn: &mut BTreeSet<String>) {
    match data {
        Value::Array(items) => items.iter().for_each(|item| printed(item, found, drawn)),
        Value::Object(fields) => {
            if let (Some(id), Some(text)) = (data["kennzahl"].as_str(), data["text"].as_str()) {
                found.insert((id.to_owned(), text.to_owned()));
            }
            drawn.extend(
                data["kennzahlen"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned),
            );
            fields.values().for_each(|item| printed(item, found, drawn));
        }
        _ => {}
    }
}

#[test]
fn every_figure_is_there_with_its_value_and_its_origin() {
    for (name, both) in PAPERS.iter() {
        let (mut found, mut drawn) = Default::default();
        printed(&data(both), &mut found, &mut drawn);
        let links = both.page.named("a").into_iter().filter(|link| link.is("z"));
        let id = |link: &Node| link.attribute("href").strip_prefix("#h-").expect("an origin").to_owned();
        let shown: BTreeSet<(String, String)> = links.map(|link| (id(link), link.text())).collect();
        let missing: Vec<_> = found.difference(&shown).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
        let ids: BTreeSet<&String> = shown.iter().map(|(id, _)| id).collect();
        let unseen: Vec<_> = drawn.iter().filter(|id| !ids.contains(id)).collect();
        assert!(unseen.is_empty(), "{name}: {unseen:?}");
        entries(name, both, &ids);
    }
}

/// The letters of a text as papers print it; none where there is no text.
fn printed_as(text: &Value) -> String {
    letters(&with_typography(text.as_str().unwrap_or_default()))
}

/// Each entry holds what the attached data say of its figure: value, definition, every term.
fn entries(name: &str, both: &Both, printed: &BTreeSet<&String>) {
    let figures: Value = serde_json::from_slice(&pdf::attachment(&both.pdf, "figures.json")).expect("figures");
    let figures: BTreeMap<&str, &Value> = figures
        .as_array()
        .expect("a list")
        .iter()
        .map(|figure| (figure["id"].as_str().expect("an id"), figure))
        .collect();
    let section = both.page.named("section").into_iter().find(|section| section.is("herkunft"));
    let entries = section.map(|section| section.named("details")).unwrap_or_default();
    let of = |entry: &Node| {
        let summary = entry.named("summary").pop().expect("a summary");
        summary.attribute("id").strip_prefix("h-").expect("an id").to_owned()
    };
    let known: BTreeMap<String, &Node> = entries.into_iter().map(|entry| (of(entry), entry)).collect();
    assert!(printed.iter().all(|id| known.contains_key(*id)), "{name}");
    for (id, entry) in &known {
        let (figure, text) = (figures[id.as_str()], letters(&entry.text()));
        let value = entry.named("b").pop().expect("a value").text();
        let shown = figure["anzeige"].as_str().expect("a text");
        assert!(letters(&value).starts_with(&letters(shown)), "{name}: {id} is {value}, not {shown}");
        assert!(text.contains(&printed_as(&figure["definition"])), "{name}: {id}");
        let terms = figure["rechnung"]["glieder"].as_array().expect("terms");
        let counted = figure["rechnung"]["art"] == "Anzahl";
        let lines = entry.named("li");
        assert_eq!(lines.len(), if counted { 0 } else { terms.len() }, "{name}: {id}");
        for (line, term) in lines.iter().zip(terms) {
            let line = letters(&line.text());
            for part in ["zeichen", "wert", "titel", "erlaeuterung"] {
                assert!(line.contains(&printed_as(&term[part])), "{name}: {id}: {part} in {line}");
            }
        }
        for record in figure["belege"].as_array().expect("records").iter().filter(|_| counted) {
            let record = record.as_str().and_then(|record| record.split_once('/')).expect("a record").1;
            assert!(text.contains(&letters(record)), "{name}: {id}: {record}");
        }
    }
}

#[test]
fn a_page_is_known_for_its_paper() {
    // Annexes repeat what reports say, and take longer than all the rest.
    for (name, both) in PAPERS.iter().filter(|(name, _)| !name.ends_with("-anlage")) {
        let found = losses(both.html.as_bytes(), &data(both)).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(found.losses, Vec::new(), "{name}");
    }
}
