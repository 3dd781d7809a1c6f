//! The steps of a model, such as the OZG-Reifegrad, and the line from which on a duty is met.

use super::spoken;
use crate::figures::Figure;
use crate::paper::view::{Element, Reihe, Spalte, Stufe, StufenView, TabelleView, Tabellenzelle};
use crate::text::zahl::{unmarked, zahl};

/// From which step on a duty is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schwelle {
    /// The index of the first step that meets it.
    pub ab: usize,
    /// What is printed at the line: "Pflicht erfüllt ab 3", where the number carries its figure.
    pub text: String,
}

/// The steps of a model as a picture with its table, from the lowest step on. `erste_spalte` is the head of the steps, such as
/// "Reifegrad", `zweite_spalte` what is counted.
pub fn stufen(
    titel: &str,
    [erste_spalte, zweite_spalte]: [&str; 2],
    stufen: &[(String, Figure)],
    schwelle: Option<&Schwelle>,
) -> Vec<Element> {
    if stufen.is_empty() {
        return Vec::new();
    }
    let erfuellt = |i: usize| schwelle.is_none_or(|schwelle| i >= schwelle.ab);
    let balken = stufen.iter().enumerate().map(|(i, (titel, figure))| Stufe {
        titel: titel.clone(),
        werte: vec![figure.wert.decimal().unwrap_or_else(|| "0".into())],
        kennzahlen: vec![figure.id.clone()],
        beschriftung: zahl(figure),
        erfuellt: erfuellt(i),
    });
    let reihe = |titel: &str| Reihe { titel: titel.to_owned() };
    let zeile = |(titel, figure): &(String, Figure)| vec![Tabellenzelle::from(titel.as_str()), zahl(figure).into()];
    vec![
        Element::Stufen(StufenView {
            titel: titel.to_owned(),
            alternativtext: alternativtext(titel, stufen, schwelle),
            reihen: vec![reihe("Pflicht erfüllt"), reihe("Pflicht noch nicht erfüllt")],
            balken: balken.collect(),
            schwelle: schwelle.map(|schwelle| schwelle.text.clone()),
            hinweise: Vec::new(),
        }),
        Element::Tabelle(TabelleView {
            titel: None,
            spalten: vec![Spalte::new(erste_spalte, "text"), Spalte::new(zweite_spalte, "zahl")],
            zeilen: stufen.iter().map(zeile).collect(),
            ..TabelleView::default()
        }),
    ]
}

/// The whole picture in words.
fn alternativtext(titel: &str, stufen: &[(String, Figure)], schwelle: Option<&Schwelle>) -> String {
    let parts: Vec<String> = stufen.iter().map(|(titel, figure)| format!("{titel}: {}", spoken(figure.wert))).collect();
    let line = schwelle.map(|schwelle| format!(" Eine Linie zeigt: {}.", unmarked(&schwelle.text))).unwrap_or_default();
    format!("Balken nach Stufen. {titel}. {}.{line}", parts.join("; "))
}
