//! The unit that a cell shows beside its number, held against that of its column.

use super::digits::decimal;
use super::grid::{Cell, Value};
use crate::finding::{Code, Finding};
use crate::model::Kind;
use crate::model::schreibweise::written_out;
use crate::model::unit::{Measure, Unit};
use crate::source::{Span, quoted, shorten};

/// The unit of columns of a kind; `None` where they hold plain numbers.
pub(super) fn of_column(kind: Kind) -> Option<Measure> {
    match kind {
        Kind::Money => Some(Measure::Euro),
        Kind::Percent => Some(Measure::Percent),
        Kind::Text
        | Kind::Pattern(_)
        | Kind::Flag
        | Kind::Whole
        | Kind::Year
        | Kind::Date
        | Kind::Decimal
        | Kind::Rate => None,
    }
}

/// Whether a kind holds numbers that could have a unit.
pub(super) fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Money | Kind::Percent | Kind::Whole | Kind::Year | Kind::Decimal)
}

/// The finding for a number that its format shows in another unit than that of its column, or shortened.
///
/// A format that shows thousands and says so is sound: what it stores is in euro.
pub(super) fn refused(cell: &Cell, kind: Kind) -> Option<Finding> {
    let (Value::Number { stored, .. }, Some(look)) = (&cell.value, &cell.look) else { return None };
    let unit = Unit::among(&look.around);
    let zeros = unit.zeros - look.hidden_zeros;
    if !is_number(kind) || (zeros == 0 && unit.measure.is_none_or(|measure| Some(measure) == of_column(kind))) {
        return None;
    }
    let digits = decimal(*stored).unwrap_or_else(|| stored.to_string());
    Some(finding(cell.span, &look.around, Unit { zeros, ..unit }, &digits, kind))
}

/// The finding for a number in another unit: what it names, and what is meant.
fn finding(span: Span, named: &str, unit: Unit, digits: &str, kind: Kind) -> Finding {
    let named = quoted(&shorten(named));
    let meant = written_out(digits, unit.zeros);
    let expected = of_column(kind).map_or("eine Zahl ohne Einheit", expected);
    let (message, mend) = match (unit.measure, meant) {
        (Some(Measure::Foreign(currency)), meant) => {
            let meant = meant.map_or_else(String::new, |meant| format!(" (gemeint sind {meant} {currency})"));
            (
                format!("Die Zelle zeigt {currency}."),
                format!("Rechnen Sie den Wert um{meant}, und wählen Sie das Zahlenformat der Spalte."),
            )
        }
        (_, Some(meant)) if unit.zeros > 0 && kind == Kind::Money => (
            format!("Die Zelle zeigt den Betrag mit {named}."),
            format!("Tragen Sie den vollen Betrag ein: {meant}. Wählen Sie ein Zahlenformat in Euro."),
        ),
        (_, meant) if unit.zeros != 0 => {
            let meant = meant.map_or_else(String::new, |meant| format!("; gezeigt wird {meant}"));
            (
                "Die Zelle zeigt eine andere Größe, als gespeichert ist.".to_owned(),
                format!(
                    "Gespeichert ist {}{meant}. Tragen Sie den vollen Wert ein, und wählen Sie ein Zahlenformat, das nichts weglässt.",
                    digits.replace('.', ",")
                ),
            )
        }
        _ => (
            format!("Die Zelle zeigt {named}; das ist nicht die Einheit der Spalte."),
            "Prüfen Sie den Wert, und wählen Sie das Zahlenformat der Spalte.".to_owned(),
        ),
    };
    Finding::at(Code::RB038, span, message, mend).expected(expected)
}

/// The unit of a column, for the "expected" part of a finding.
pub(super) fn expected(measure: Measure) -> &'static str {
    match measure {
        Measure::Euro | Measure::Foreign(_) => "ein Betrag in vollen Euro",
        Measure::Percent | Measure::PerMille => "eine Zahl in Prozent",
    }
}
