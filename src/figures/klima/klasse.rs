//! The classes of the form [form], on unrounded values.

use std::cmp::Ordering;

use super::{Masse, Mittel};
use crate::figures::Wert;
use crate::model::{Co2Klasse, Dezimal, Klimaparameter, Kompensation};

/// The class of a mean: below the lower limit gering, up to and with the upper mittel, above groß; nothing has none.
pub fn klasse(mittel: Mittel, parameter: &Klimaparameter) -> Option<Co2Klasse> {
    let limits = [parameter.grenze_mittel, parameter.grenze_gross];
    between(mittel.summe.is_zero(), limits.map(|grenze| mittel.against(grenze)))
}

/// The limit that a mean lies within five percent of; `None` where it is clear of both.
pub fn near(mittel: Mittel, parameter: &Klimaparameter) -> Option<i32> {
    [parameter.grenze_mittel, parameter.grenze_gross].into_iter().find(|grenze| mittel.near(*grenze))
}

/// A mean as it is printed: with as many decimals as it takes to fall in its class.
pub(super) fn printed(mittel: Mittel, parameter: &Klimaparameter) -> Wert {
    let class = klasse(mittel, parameter);
    mittel.printed(|millionths| klasse_of(millionths, parameter) == class)
}

/// The class of a number in millionths of a tonne.
pub(super) fn klasse_of(millionths: i128, parameter: &Klimaparameter) -> Option<Co2Klasse> {
    let limits = [parameter.grenze_mittel, parameter.grenze_gross];
    between(millionths == 0, limits.map(|grenze| millionths.cmp(&(i128::from(grenze) * Dezimal::ONE))))
}

fn between(nothing: bool, [lower, upper]: [Ordering; 2]) -> Option<Co2Klasse> {
    match (lower, upper) {
        _ if nothing => None,
        (Ordering::Less, _) => Some(Co2Klasse::Gering),
        (_, Ordering::Greater) => Some(Co2Klasse::Gross),
        _ => Some(Co2Klasse::Mittel),
    }
}

/// The highest share in percent that is told apart; beyond it everything is far more than compensated.
pub(super) const MOST_PERCENT: u32 = 1_000_000;

/// How many whole percent of an increase are compensated, rounded down; at most a million.
pub(super) fn anteil(kompensation: Masse, erhoehung: Masse) -> u32 {
    let reached = |percent: u32| erhoehung.times(i128::from(percent)) <= kompensation.times(100);
    let (mut low, mut high) = (0, MOST_PERCENT + 1);
    // `low` is always reached, `high` never looked at as reached.
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if reached(middle) { low = middle } else { high = middle }
    }
    low
}

/// The tick for a share in whole percent.
pub(super) fn kompensation(percent: u32) -> Kompensation {
    match percent {
        0 => Kompensation::Nicht,
        1..=49 => Kompensation::Teilweise,
        50..=99 => Kompensation::Ueberwiegend,
        100.. => Kompensation::Vollstaendig,
    }
}
