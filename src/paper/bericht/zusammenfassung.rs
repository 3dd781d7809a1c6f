//! The text that opens the report, and all figures with their dates.

use super::{Stoff, ampel};
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView};
use crate::text::zahl::zahl;
use crate::text::{Block, satz};

pub(super) fn kapitel(stoff: &Stoff<'_>, einleitung: Vec<Block>) -> Kapitel {
    let mut elemente = Vec::new();
    if !einleitung.is_empty() {
        elemente.push(Element::Text { blocks: einleitung });
    }
    elemente.push(tabelle(stoff));
    elemente.extend(ampel::tabelle(stoff));
    Kapitel::new("Zusammenfassung", elemente)
}

fn tabelle(stoff: &Stoff<'_>) -> Element {
    let figures = &stoff.portfolio.figures;
    let once = figures.iter().filter(|figure| !stoff.steht_doppelt(figure));
    let zeilen = once.map(|f| vec![f.titel.clone().into(), f.bezug.text().into(), zahl(f).into()]).collect();
    let mean =
        satz(stoff.bestand.saetze.as_deref(), "erledigungsstand_grundlage", &stoff.erledigungsstaende.mit_angabe);
    let bezug = &stoff.portfolio.bezug;
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
