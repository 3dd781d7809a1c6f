//! The pictures of a report beside its bar charts: each with the whole of it in words, and its numbers in a table.
//!
//! The functions here take figures and days and know nothing of where they come from, so that every chapter can draw with
//! them.

mod gruppen;
mod stufen;
mod verlauf;
mod zeitachse;
mod zeitleiste;

use crate::figures::{Figure, Wert};

pub(super) use gruppen::mittelabfluss;
pub use gruppen::{Balkengruppe, gruppenbalken};
pub use stufen::{Schwelle, stufen};
pub use verlauf::verlauf;
pub(super) use zeitleiste::anlage as zeitleistenkapitel;
pub use zeitleiste::{Vorhaben, Zeitrahmen, zeitleiste};

/// The lowest and the highest of some values and zero, as plain decimals.
fn scale<'a>(figures: impl Iterator<Item = &'a Figure>) -> [String; 2] {
    let [mut low, mut high] = [Wert::Anzahl(0); 2];
    for wert in figures.map(|figure| figure.wert).filter(|wert| wert.millionths().is_some()) {
        if wert.millionths() < low.millionths() {
            low = wert;
        } else if wert.millionths() > high.millionths() {
            high = wert;
        }
    }
    [low, high].map(|wert| wert.decimal().unwrap_or_default())
}

/// A value with its unit as an alternative text tells it.
fn spoken(wert: Wert) -> String {
    if wert.decimal().is_none() { "keine Angabe".into() } else { wert.with(crate::figures::Einheit::short) }
}

/// The width of a column for figures like this one.
fn column_width(figure: Option<&Figure>) -> &'static str {
    match figure.map(|figure| figure.wert) {
        Some(Wert::Betrag(_) | Wert::OhneAngabe) => "betrag",
        _ => "zahl",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Bezug, Rechnung};
    use crate::model::Euro;

    fn figure(wert: Wert) -> Figure {
        let (id, titel, definition) = (String::new(), String::new(), String::new());
        let (bezug, rechnung) = (Bezug::JeJahr, Rechnung::default());
        Figure { id, regel: "K5", titel, definition, bezug, wert, belege: Default::default(), rechnung }
    }

    #[test]
    fn a_scale_spans_all_values_and_zero() {
        let skala_of = |cents: &[i128]| {
            let figures: Vec<Figure> = cents.iter().map(|cents| figure(Wert::Betrag(Euro::cents(*cents)))).collect();
            scale(figures.iter())
        };
        assert_eq!(skala_of(&[]), ["0", "0"]);
        assert_eq!(skala_of(&[1_250, 900, 10_001]), ["0", "100.01"]);
        assert_eq!(skala_of(&[-350, -2_000, 700]), ["-20.00", "7.00"]);
    }
}
