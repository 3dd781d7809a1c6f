//! The break-down tables.

use super::diagramme;
use crate::figures::gliederung::{Attribute, Gliederung};
use crate::figures::{Berichtslage, Kennzahl, SPALTEN};
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::zahl;

pub(super) fn anlage(report: &Berichtslage<'_>) -> Kapitel {
    let elemente = Attribute::ALL
        .iter()
        .filter_map(|merkmal| report.gliederung(*merkmal))
        .map(|g| Element::Tabelle(tabelle(report, g, &SPALTEN)));
    Kapitel::new("Gliederung der Projekte", elemente.collect())
}

/// The figures of each group, and of all projects.
pub(super) fn tabelle(report: &Berichtslage<'_>, gliederung: &Gliederung, columns: &[Kennzahl]) -> TabelleView {
    let mut spalten = vec![Spalte::new(gliederung.titel.as_str(), "text")];
    spalten.extend(columns.iter().map(|k| Spalte::new(head(report, *k), "zahl")));
    let zeilen = gliederung.gruppen.iter().map(|gruppe| {
        let label = gruppe.kennung.as_ref().filter(|k| !gruppe.name.starts_with(k.as_str()));
        let name = without_word(&gliederung.titel, &gruppe.name);
        let name = label.map_or_else(|| gruppe.name.clone(), |k| format!("{k} · {name}"));
        let mut cells: Vec<Tabellenzelle> = vec![name.into()];
        let wanted = |kennzahl: &Kennzahl| gliederung.kennzahlen.iter().position(|k| k == kennzahl);
        let figures = columns.iter().filter_map(|k| gruppe.figures.get(wanted(k)?));
        cells.extend(figures.map(|figure| zahl(figure).into()));
        cells
    });
    let mut summe: Vec<Tabellenzelle> = vec!["Projekte insgesamt".into()];
    summe.extend(columns.iter().map(|k| report.figure(*k).map(zahl).unwrap_or_default().into()));
    let mut hinweise = vec![format!(
        "Zeitraum {}: Projekte im Zeitraum, begonnen, abgeschlossen. Stichtag {}: laufend, davon mit einem Erledigungsstand ab der Schwelle, überfällig.",
        report.zeitraum(),
        report.stichtag()
    )];
    hinweise.extend(diagramme::multiple(report, gliederung));
    TabelleView {
        titel: Some(format!("Nach {}", gliederung.titel)),
        spalten,
        zeilen: zeilen.collect(),
        summe: Some(summe),
        hinweise,
        weitere: None,
    }
}

/// The name of a department without the word for departments, which its Kennung says already: `Finanzen`.
pub(super) fn without_word<'n>(word: &str, name: &'n str) -> &'n str {
    let rest = name.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
    rest.filter(|rest| rest.starts_with(char::is_uppercase)).unwrap_or(name)
}

/// A column head that fits a narrow column.
fn head(report: &Berichtslage<'_>, kennzahl: Kennzahl) -> String {
    match kennzahl {
        Kennzahl::ImZeitraum => "im Zeitraum".into(),
        Kennzahl::FastFertig => format!("≥\u{a0}{}", report.portfolio.bezug.schwelle.schwelle),
        other => other.titel(&report.portfolio.bezug),
    }
}
