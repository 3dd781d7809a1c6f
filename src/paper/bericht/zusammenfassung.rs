//! The chapter that stands alone: text, the four main figures, all figures with their dates.

use super::Stoff;
use crate::figures::Kennzahl;
use crate::paper::text::{Block, satz};
use crate::paper::view::{Element, Kachel, Kapitel, Spalte, TabelleView};
use crate::paper::zahl::zahl;

/// The figures that the summary shows large.
const KACHELN: [Kennzahl; 4] =
    [Kennzahl::ImZeitraum, Kennzahl::Abgeschlossen, Kennzahl::Begonnen, Kennzahl::FastFertig];

pub(super) fn kapitel(stoff: &Stoff<'_>, einleitung: Vec<Block>) -> Kapitel {
    let mut elemente = Vec::new();
    if !einleitung.is_empty() {
        elemente.push(Element::Text { blocks: einleitung });
    }
    elemente.push(kacheln(stoff));
    elemente.push(tabelle(stoff));
    Kapitel::new("Zusammenfassung", elemente)
}

fn kacheln(stoff: &Stoff<'_>) -> Element {
    let werte = KACHELN.iter().filter_map(|k| stoff.figure(*k)).map(|figure| Kachel {
        wert: zahl(figure),
        titel: figure.titel.clone(),
        zusatz: figure.bezug.text(),
    });
    Element::Kennzahlen { titel: "Das Wichtigste".into(), werte: werte.collect() }
}

fn tabelle(stoff: &Stoff<'_>) -> Element {
    let figures = &stoff.portfolio.figures;
    let zeilen = figures.iter().map(|f| vec![f.titel.clone().into(), f.bezug.text().into(), zahl(f).into()]).collect();
    let mean = satz("erledigungsstand_grundlage", &stoff.erledigungsstaende.mit_angabe);
    Element::Tabelle(TabelleView {
        titel: Some("Alle Kennzahlen".into()),
        spalten: vec![
            Spalte::new("Kennzahl", "text"),
            Spalte::new("Zeitraum oder Stichtag", "mittel"),
            Spalte::new("Wert", "zahl"),
        ],
        zeilen,
        summe: None,
        hinweise: vec![mean, "Zahlen zum Stichtag zählen auch Projekte, die nach dem Zeitraum begonnen haben.".into()],
    })
}
