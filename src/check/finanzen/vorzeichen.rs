//! Amounts that carry a sign though their field has none, or that are nought though they must be something.

use crate::finding::{Code, Finding};
use crate::model::{Euro, Located};
use crate::source::Span;

/// An amount with the name of its field, where it is stated.
pub(in crate::check) type AmountField = (&'static str, Option<Euro>);

/// The finding for an amount below zero.
pub(in crate::check) fn negative(span: Span, betrag: Euro, mend: &str) -> Finding {
    Finding::at(Code::RB203, span, "Der Betrag ist negativ.", mend).found(format!("{betrag} €"))
}

/// The amounts of a row that are below zero.
pub(in crate::check) fn below_zero<T>(row: &Located<T>, fields: &[AmountField]) -> Vec<Finding> {
    let below = fields.iter().filter_map(|(field, betrag)| Some((field, betrag.filter(|b| b.is_negative())?)));
    below.map(|(field, betrag)| negative(row.span(field), betrag, "Tragen Sie den Betrag positiv ein.")).collect()
}

/// The amounts of a row that are zero or below.
pub(in crate::check) fn not_above_zero<T>(row: &Located<T>, fields: &[AmountField]) -> Vec<Finding> {
    let zero = fields.iter().filter(|(_, betrag)| *betrag == Some(Euro::ZERO)).map(|(field, _)| {
        let mend = "Tragen Sie den Betrag ein, oder löschen Sie die Zeile; ein freiwilliges Feld bleibt leer.";
        Finding::at(Code::RB203, row.span(field), "Der Betrag ist 0.", mend).expected("ein Betrag über 0")
    });
    zero.chain(below_zero(row, fields)).collect()
}
