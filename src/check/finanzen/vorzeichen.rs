//! Amounts that carry a sign though their field has none, or that are nought though they must be something.

use crate::finding::{Code, Finding};
use crate::model::{Euro, Haushaltszeile, Located};
use crate::source::Span;

/// An amount with the name of its field, where it is stated.
pub(in crate::check) type AmountField = (&'static str, Option<Euro>);

/// The finding for an amount below zero.
pub(in crate::check) fn negative(span: Span, betrag: Euro, mend: &str) -> Finding {
    Finding::at(Code::RB203, span, "Der Betrag ist negativ.", mend).found(format!("{betrag} €"))
}

/// The finding for an amount below zero in a row of the form: without its sign, what falls away would count the other way.
///
/// `more` ends the sentence that the amount is entered positive.
pub(in crate::check) fn negative_in(zeile: Haushaltszeile, span: Span, betrag: Euro, more: &str) -> Finding {
    let mend = match falls_away(zeile) {
        Some(where_to) => format!("{where_to} Sonst tragen Sie den Betrag positiv ein{more}."),
        None => format!("Tragen Sie den Betrag positiv ein{more}."),
    };
    negative(span, betrag, &mend)
}

/// Where that belongs which lowers a row because costs or income fall away; `None` for rows that nothing lowers so.
pub(in crate::check) fn falls_away(zeile: Haushaltszeile) -> Option<String> {
    let (what, field) = match zeile {
        Haushaltszeile::PersonalSachaufwand => ("Fallen laufende Kosten weg, erfassen Sie sie", "einsparung"),
        Haushaltszeile::Ertrag => ("Fällt Ertrag weg, erfassen Sie ihn", "wegfallender_ertrag"),
        Haushaltszeile::Einzahlungen | Haushaltszeile::Auszahlungen | Haushaltszeile::Abschreibungen => return None,
    };
    Some(format!(
        "{what} nicht hier, sondern positiv in der Tabelle anlagen unter „{field}“, ohne Anschaffung mit Anschaffungskosten 0."
    ))
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
