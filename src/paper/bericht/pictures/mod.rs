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
pub(super) use zeitleiste::kapitel as zeitleistenkapitel;
pub use zeitleiste::{Vorhaben, Zeitrahmen, zeitleiste};

/// A plain decimal in millionths, to compare what is drawn; more decimals are cut off.
fn millionths(decimal: &str) -> i128 {
    let (sign, digits) = decimal.strip_prefix('-').map_or((1, decimal), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let number = format!("{whole}{fraction}").parse::<i128>().unwrap_or(i128::MAX);
    sign * number
}

/// The lowest and the highest of some decimals and zero.
fn scale<'a>(decimals: impl Iterator<Item = &'a String>) -> [String; 2] {
    let mut ends = ["0".to_owned(), "0".to_owned()];
    for decimal in decimals {
        let [low, high] = &mut ends;
        if millionths(decimal) < millionths(low) {
            low.clone_from(decimal);
        } else if millionths(decimal) > millionths(high) {
            high.clone_from(decimal);
        }
    }
    ends
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

    #[test]
    fn a_scale_spans_all_values_and_zero() {
        let skala_of = |decimals: &[&str]| {
            let decimals: Vec<String> = decimals.iter().map(|d| (*d).to_owned()).collect();
            scale(decimals.iter())
        };
        assert_eq!(skala_of(&[]), ["0", "0"]);
        assert_eq!(skala_of(&["12.50", "9", "100.01"]), ["0", "100.01"]);
        assert_eq!(skala_of(&["-3.5", "-20", "7"]), ["-20", "7"]);
        assert_eq!(millionths("-0.25"), -250_000);
    }
}
