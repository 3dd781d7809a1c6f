//! The text that opens the report, and all figures with their dates.

use super::ampel;
use crate::figures::Berichtslage;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView};
use crate::text::zahl::zahl;
use crate::text::{Block, satz};

pub(super) fn kapitel(report: &Berichtslage<'_>, einleitung: Vec<Block>) -> Kapitel {
    let mut elemente = Vec::new();
    if !einleitung.is_empty() {
        elemente.push(Element::Text { blocks: einleitung });
    }
    elemente.push(tabelle(report));
    elemente.extend(ampel::tabelle(report));
    Kapitel::new("Zusammenfassung", elemente)
}

fn tabelle(report: &Berichtslage<'_>) -> Element {
    let figures = &report.portfolio.figures;
    let once = figures.iter().filter(|figure| !report.is_repeated(figure));
    let zeilen = once.map(|f| vec![f.titel.clone().into(), f.bezug.text().into(), zahl(f).into()]).collect();
    let mean =
        satz(report.bestand.saetze.as_deref(), "erledigungsstand_grundlage", &report.erledigungsstaende.mit_angabe);
    let bezug = &report.portfolio.bezug;
    let danach = (bezug.stichtag > bezug.zeitraum.ende)
        .then(|| "Zahlen zum Stichtag zählen auch Projekte, die nach dem Zeitraum begonnen haben.".to_owned());
    Element::Tabelle(TabelleView {
        titel: Some("Alle Kennzahlen".into()),
        spalten: vec![
            Spalte::new("Kennzahl", "text"),
            Spalte::new("Zeitraum oder Stichtag", "mittel"),
            Spalte::new("Wert", "zahl"),
        ],
        zeilen,
        summe: None,
        hinweise: std::iter::once(mean).chain(danach).collect(),
    })
}
