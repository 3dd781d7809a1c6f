//! Words on the climate that both kinds of papers print.

use crate::figures::klima::{Mittel, klimagrenzen, near};
use crate::figures::{Figure, Wert};
use crate::model::Klimaparameter;
use crate::text::zahl::zahl;

/// Over how many years a mean is.
pub(super) fn on_average(longest: &Figure, years: &str, one: &str) -> String {
    if longest.wert == Wert::Anzahl(1) { one.into() } else { format!("im Mittel über {} {years}", zahl(longest)) }
}

/// The words for a mean near a limit of the classes; `None` where it is clear of both.
pub(super) fn near_limit(mittel: Mittel, parameter: &Klimaparameter) -> Option<String> {
    let grenzen = klimagrenzen(parameter);
    let near = near(mittel, parameter)?;
    let figure = if near == parameter.grenze_mittel { &grenzen.mittel } else { &grenzen.gross };
    let grenze = zahl(figure);
    Some(format!("nahe der Klassengrenze von {grenze} t CO₂ je Jahr"))
}
