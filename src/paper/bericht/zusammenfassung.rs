//! The chapter that stands alone: text, the four main figures, all figures with their dates.

use super::Stoff;
use crate::figures::Kennzahl;
use crate::paper::text::Block;
use crate::paper::view::{Element, Kachel, Kapitel, Spalte, TabelleView};

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
        wert: figure.wert.text(),
        titel: figure.titel.clone(),
        zusatz: figure.bezug.text(),
    });
    Element::Kennzahlen { titel: "Das Wichtigste".into(), werte: werte.collect() }
}

fn tabelle(stoff: &Stoff<'_>) -> Element {
    let figures = &stoff.portfolio.figures;
    let zeilen =
        figures.iter().map(|f| vec![f.titel.clone().into(), f.bezug.text().into(), f.wert.text().into()]).collect();
    let with_value = figures.iter().find_map(|f| match f.wert {
        crate::figures::Wert::Mittel { anzahl, .. } => Some(anzahl),
        _ => None,
    });
    let count = with_value.unwrap_or_default();
    let mean = if count == 1 {
        "Der mittlere Erledigungsstand beruht auf einem laufenden Projekt mit Angabe.".to_owned()
    } else {
        format!("Der mittlere Erledigungsstand beruht auf {count} laufenden Projekten mit Angabe.")
    };
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
