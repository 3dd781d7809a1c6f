//! The annex of origins.

use super::data::Data;
use super::part::{Part, Section, SectionKind, Table, below_each_other, words};

/// The annex, where a paper has one.
pub(super) fn section(annex: Data<'_>) -> Option<Section> {
    let title = "Herkunft der Zahlen";
    let mut parts = vec![Part::heading(2, title)];
    parts.extend(Part::paragraph(annex.text("einleitung")));
    parts.extend(annex.list("gruppen").flat_map(group));
    annex.is_there().then(|| Section { title: title.into(), kind: SectionKind::Origins, parts })
}

/// Figures with one definition.
fn group(group: Data<'_>) -> Vec<Part> {
    let definition = format!("{} {}", group.text("definition"), group.text("bezug"));
    let mut parts: Vec<Part> = Part::paragraph(definition).into_iter().collect();
    let row = |entry: Data<'_>| {
        let below = |names: [&str; 2]| below_each_other(names.map(|name| entry.text(name)));
        vec![below(["titel", "id"]), words(entry.text("wert")), below(["formel", "belege"])]
    };
    let rows: Vec<_> = group.list("eintraege").map(row).collect();
    if !rows.is_empty() {
        let head = ["Zahl", "Wert", "Rechnung und Datensätze"].map(words).to_vec();
        parts.push(Part::Table(Table { head, rows }));
    }
    let empty: Vec<String> = group.list("leere").map(|entry| entry.text("titel")).collect();
    if !empty.is_empty() {
        parts.extend(Part::paragraph(format!("0, ohne Datensätze: {}", empty.join("; "))));
    }
    parts
}
