//! Lists that are cut, so that a report stays as long as it is however many projects it has.

use crate::figures::Berichtslage;
use crate::model::{Located, Projekt, grouped};
use crate::paper::view::{Element, Spalte, TabelleView, Tabellenzelle};

/// How many characters of a reason a report prints; whole it stands in the Anlage.
const LONGEST_REASON: usize = 160;

/// The first of some items, and how many were left out. A single one is never left out: the note would take its place.
pub(super) fn cut<T>(report: &Berichtslage<'_>, mut items: Vec<T>, most: usize) -> (Vec<T>, Option<String>) {
    let left_out = items.len().saturating_sub(most);
    if left_out < 2 {
        return (items, None);
    }
    items.truncate(most);
    let place = if report.ordner.bericht.has_anlage() { ", siehe Anlage" } else { "" };
    (items, Some(format!("und {} weitere{place}", grouped(left_out as u128, "."))))
}

/// A table with at most so many rows; `None` where there is no row.
pub(super) fn tabelle(
    report: &Berichtslage<'_>,
    titel: String,
    spalten: Vec<Spalte>,
    zeilen: Vec<Vec<Tabellenzelle>>,
    most: usize,
) -> Option<Element> {
    let (zeilen, weitere) = cut(report, zeilen, most);
    let view = TabelleView { titel: Some(titel), spalten, zeilen, weitere, ..TabelleView::default() };
    (!view.zeilen.is_empty()).then_some(Element::Tabelle(view))
}

/// A project by its title, with its Kennung and department below it, and what else is to be said.
pub(super) fn projekt(projekt: &Located<Projekt>, zusatz: Option<String>) -> Tabellenzelle {
    Tabellenzelle::new(projekt.titel.as_str(), [Some(who(projekt)), zusatz])
}

/// Kennung and department of a project: `P-053 · FB 11`.
pub(super) fn who(projekt: &Projekt) -> String {
    format!("{} · {}", projekt.kennung, projekt.fachbereich)
}

/// A text as far as a report has room for it.
pub(super) fn reason(text: &str) -> String {
    match text.char_indices().nth(LONGEST_REASON) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
