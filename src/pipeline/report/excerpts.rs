//! The surroundings of a finding in the Prüfbericht.

use serde::Serialize;

use super::excerpt::{Cells, Line, Lines};
use crate::source::Place;
use crate::source::visible;

/// Lines of a text.
#[derive(Serialize)]
pub(super) struct Auszug {
    zeilen: String,
    inhalt: Vec<ExcerptLine>,
}

#[derive(Serialize)]
struct ExcerptLine {
    nummer: String,
    davor: String,
    markiert: bool,
    marke: String,
    danach: String,
}

/// Cells of a sheet.
#[derive(Serialize)]
pub(super) struct CellTable {
    zelle: String,
    spalten: Vec<String>,
    zeilen: Vec<Tabellenzeile>,
}

#[derive(Serialize)]
struct Tabellenzeile {
    nummer: usize,
    zellen: Vec<ExcerptCell>,
}

#[derive(Serialize)]
struct ExcerptCell {
    text: String,
    markiert: bool,
}

impl Auszug {
    /// A made-up one with all that it can hold.
    pub(super) fn sample() -> Self {
        let zeile = |nummer: &str, marke: &str| ExcerptLine {
            nummer: nummer.into(),
            davor: "Probe".into(),
            markiert: !marke.is_empty(),
            marke: marke.into(),
            danach: String::new(),
        };
        Self { zeilen: "Zeilen 1 bis 2".into(), inhalt: vec![zeile("1", "Probe"), zeile("2", "")] }
    }
}

impl CellTable {
    /// A made-up one with all that it can hold.
    pub(super) fn sample() -> Self {
        let zellen = [true, false].map(|markiert| ExcerptCell { text: "Probe".into(), markiert });
        let zeile = Tabellenzeile { nummer: 1, zellen: zellen.into() };
        Self { zelle: "A1".into(), spalten: vec!["A".into(), "B".into()], zeilen: vec![zeile] }
    }
}

/// The lines around a finding, as the report shows them.
pub(super) fn text(lines: &Lines, place: Option<&Place>) -> Auszug {
    let last = lines.first + lines.lines.len().saturating_sub(1);
    let zeilen = match place.and_then(|place| place.paragraph) {
        Some(paragraph) => paragraph.to_string(),
        None if last == lines.first => format!("Zeile {last}"),
        None => format!("Zeilen {} bis {last}", lines.first),
    };
    let width = last.to_string().len();
    let numbered = lines.lines.iter().zip(lines.first..);
    let inhalt = numbered.map(|(line, number)| split(line, format!("{number:>width$}"))).collect();
    Auszug { zeilen, inhalt }
}

/// The cells around a finding, as the report shows them.
pub(super) fn table(cells: &Cells, place: &Place) -> CellTable {
    let zeilen = cells.rows.iter().map(|row| {
        let zellen = row.cells.iter().enumerate().map(|(i, text)| {
            let markiert = row.marked && i == cells.column;
            let text = if markiert && text.is_empty() { "(leer)".into() } else { text.clone() };
            ExcerptCell { text, markiert }
        });
        Tabellenzeile { nummer: row.number, zellen: zellen.collect() }
    });
    CellTable { zelle: place.cell().unwrap_or_default(), spalten: cells.names(), zeilen: zeilen.collect() }
}

/// A line before, in and behind its mark.
fn split(Line { text, mark }: &Line, nummer: String) -> ExcerptLine {
    let part = |range: std::ops::Range<usize>| visible(text.get(range).unwrap_or_default());
    let mark_at = mark.clone().unwrap_or(text.len()..text.len());
    let marke = part(mark_at.clone());
    ExcerptLine {
        nummer,
        davor: part(0..mark_at.start),
        markiert: !marke.is_empty(),
        marke,
        danach: part(mark_at.end..text.len()),
    }
}
