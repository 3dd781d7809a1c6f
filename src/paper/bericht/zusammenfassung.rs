//! All figures with their dates, where no comparison shows them.

use crate::figures::Berichtslage;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView};
use crate::text::satz;
use crate::text::zahl::zahl;

pub(super) fn anlage(report: &Berichtslage<'_>) -> Kapitel {
    let figures = &report.portfolio.figures;
    let once = figures.iter().filter(|figure| !report.is_repeated(figure));
    let zeilen = once.map(|f| vec![f.titel.clone().into(), f.bezug.text().into(), zahl(f).into()]).collect();
    let mean =
        satz(report.bestand.saetze.as_deref(), "erledigungsstand_grundlage", &report.erledigungsstaende.mit_angabe);
    let bezug = &report.portfolio.bezug;
    let danach = (bezug.stichtag > bezug.zeitraum.ende)
        .then(|| "Zahlen zum Stichtag zählen auch Projekte, die nach dem Zeitraum begonnen haben.".to_owned());
    let tabelle = TabelleView {
        spalten: vec![
            Spalte::new("Kennzahl", "text"),
            Spalte::new("Zeitraum oder Stichtag", "mittel"),
            Spalte::new("Wert", "zahl"),
        ],
        zeilen,
        hinweise: std::iter::once(mean).chain(danach).collect(),
        ..TabelleView::default()
    };
    Kapitel::new("Alle Kennzahlen", vec![Element::Tabelle(tabelle)])
}
