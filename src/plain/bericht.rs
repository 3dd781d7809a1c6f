//! The sections of a report: its cover and its chapters.

use super::blocks;
use super::data::Data;
use super::part::{Part, Run, Section, SectionKind, Table, below_each_other, words};
use super::vorlage::field;

pub(super) fn sections(data: Data<'_>) -> Vec<Section> {
    std::iter::once(cover(data)).chain(data.list("kapitel").map(|of| chapter(of, data))).collect()
}

fn cover(data: Data<'_>) -> Section {
    let cover = data.get("deckblatt");
    let mut parts: Vec<Part> = ["vermerk", "koerperschaft", "absender"]
        .into_iter()
        .filter_map(|name| Part::paragraph(data.text(name)))
        .collect();
    parts.push(Part::heading(1, cover.text("titel")));
    parts.extend(Part::paragraph(cover.text("untertitel")));
    let texts = blocks::parts(cover.get("lagebild"), 2);
    if !texts.is_empty() {
        parts.push(Part::heading(2, "Lagebild"));
        parts.extend(texts);
    }
    parts.extend(cover.list("felder").filter_map(field));
    parts.extend(Part::paragraph(cover.text("hinweis")));
    Section { title: "Deckblatt".into(), kind: SectionKind::Cover, parts }
}

fn chapter(chapter: Data<'_>, paper: Data<'_>) -> Section {
    let title = chapter.text("titel");
    let mut parts: Vec<Part> = Vec::new();
    // A Meldebogen has one chapter without a title.
    if !title.is_empty() {
        parts.push(Part::heading(2, title.as_str()));
    }
    parts.extend(chapter.list("elemente").flat_map(|one| element(one, paper)));
    Section { title, kind: SectionKind::Chapter, parts }
}

/// An element with its title.
fn element(data: Data<'_>, paper: Data<'_>) -> Vec<Part> {
    let title = Some(data.text("titel")).filter(|title| !title.is_empty());
    let title = title.map(|title| Part::heading(3, title));
    let parts = match data.text("kind").as_str() {
        "text" => blocks::parts(data.get("blocks"), 2),
        "kennzahlen" => vec![Part::lines(data.list("werte").map(tile))],
        "tabelle" => table(data),
        "definitionen" => definitions(data),
        "blaetter" => data.list("blaetter").flat_map(sheet).collect(),
        "register" => register(data, paper),
        // A picture of any kind.
        _ => {
            let words = Some(Part::Picture(data.text("alternativtext")));
            words.into_iter().chain(data.texts("hinweise").filter_map(Part::paragraph)).collect()
        }
    };
    title.into_iter().chain(parts).collect()
}

/// A large figure: what it counts stands behind it, as in print.
fn tile(data: Data<'_>) -> String {
    let behind = ["titel", "zusatz", "veraenderung"].map(|name| data.text(name));
    let behind: Vec<String> = behind.into_iter().filter(|text| !text.is_empty()).collect();
    format!("{} – {}", data.text("wert"), behind.join(", "))
}

fn table(data: Data<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = data.texts("hinweise").filter_map(Part::paragraph).collect();
    let head: Vec<Vec<Run>> = data.list("spalten").map(|column| words(column.text("titel"))).collect();
    // A table without columns says in its notes that there is nothing.
    if head.is_empty() {
        return parts;
    }
    let row = |row: Data<'_>| row.items().map(cell).collect();
    let total = data.get("summe");
    let rows: Vec<Vec<Vec<Run>>> = data.list("zeilen").map(row).chain(total.is_there().then(|| row(total))).collect();
    if rows.is_empty() {
        parts.extend(Part::paragraph("Keine Einträge."));
    } else {
        parts.push(Part::Table(Table { head, rows }));
        parts.extend(Part::paragraph(data.text("weitere")));
    }
    parts
}

/// A cell: a text, lines, or a text with lines below it.
fn cell(data: Data<'_>) -> Vec<Run> {
    if data.has("zeilen") {
        return below_each_other(data.texts("zeilen"));
    }
    if data.has("zusatz") {
        return below_each_other([data.text("text")].into_iter().chain(data.texts("zusatz")));
    }
    words(data.words())
}

fn definitions(data: Data<'_>) -> Vec<Part> {
    let row = |entry: Data<'_>| {
        let term = below_each_other([entry.text("begriff"), entry.text("zusatz")]);
        vec![term, words(entry.text("text"))]
    };
    let rows: Vec<_> = data.list("eintraege").map(row).collect();
    if rows.is_empty() {
        return Part::paragraph("Keine Einträge.").into_iter().collect();
    }
    vec![Part::Table(Table { head: data.texts("spalten").map(words).collect(), rows })]
}

/// The block of a project.
fn sheet(data: Data<'_>) -> Vec<Part> {
    let mut parts = vec![Part::heading(4, data.text("titel"))];
    parts.extend(Part::paragraph(data.text("kennung")));
    parts.extend(Part::paragraph(data.text("text")));
    parts.extend(data.list("felder").flat_map(Data::items).filter_map(field));
    parts
}

/// The register: each project with the chapters that it stands in, since a text has no pages.
fn register(data: Data<'_>, paper: Data<'_>) -> Vec<Part> {
    let places: Vec<(String, Vec<String>)> = paper
        .list("kapitel")
        .map(|chapter| (chapter.text("titel"), chapter.list("elemente").flat_map(anchors).collect()))
        .collect();
    let row = |entry: Data<'_>| {
        let anchor = entry.text("anker");
        let chapters = places.iter().filter(|(_, anchors)| anchors.contains(&anchor)).map(|(title, _)| title.as_str());
        vec![words(entry.text("titel")), words(entry.text("kennung")), words(chapters.collect::<Vec<_>>().join(", "))]
    };
    let rows: Vec<_> = data.list("eintraege").map(row).collect();
    if rows.is_empty() {
        return Part::paragraph("Keine Einträge.").into_iter().collect();
    }
    vec![Part::Table(Table { head: ["Projekt", "Kennung", "Stelle"].map(words).to_vec(), rows })]
}

/// The places of projects in an element.
fn anchors(element: Data<'_>) -> Vec<String> {
    let rows = element.list("zeilen").flat_map(Data::items).chain(element.list("blaetter"));
    rows.map(|place| place.text("anker")).filter(|anchor| !anchor.is_empty()).collect()
}
