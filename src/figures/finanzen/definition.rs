//! Rules and definitions of the cells.

use crate::model::{Haushaltsart, Haushaltszeile};

/// What its definition says of a cell beside its row and column.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellOrigin {
    /// Whether it was typed.
    pub(super) typed: bool,
    /// Whether assets bring income of their own into its row, or let some fall away.
    pub(super) earns: bool,
}

/// The rule and the definition of a cell, by its row (`None`: Ergebnis), its column, and where it comes from.
pub(super) fn definition(
    art: Haushaltsart,
    zeile: Option<Haushaltszeile>,
    column: usize,
    CellOrigin { typed, earns }: CellOrigin,
) -> (&'static str, &'static str) {
    match (art, zeile, column) {
        (Haushaltsart::Investiv, None, _) => ("F1", "Einzahlungen minus Auszahlungen; ein Bedarf ist negativ."),
        (Haushaltsart::Konsumtiv, None, _) => {
            ("F2", "Ertrag minus Personal-/Sachaufwand minus Abschreibungen; ein Bedarf ist negativ.")
        }
        (Haushaltsart::Investiv, _, 4 | 5) => {
            ("F5", "Haushaltsjahr und Folgejahre, dazu Vorjahre und spätere Jahre, wo die Maßnahme sie hat.")
        }
        (Haushaltsart::Konsumtiv, _, 4 | 5) if typed => {
            ("F7", "Folgekosten je Jahr, für das erste volle Betriebsjahr.")
        }
        (Haushaltsart::Konsumtiv, _, 4 | 5) => (
            "F7",
            "Folgekosten je Jahr: was die Anlagen der Projekte in ihrem ersten vollen Betriebsjahr bringen oder \
             kosten; nach Monaten verteilt und als laufende Summe auf Cent gerundet.",
        ),
        _ if typed => ("Eingabe", "In der Vorlage eingetragener Betrag."),
        (_, Some(Haushaltszeile::Ertrag), _) if earns => ("F9", EARNED),
        (_, Some(zeile), _) => computed(zeile, column),
    }
}

/// The definition of Ertrag where assets bring some of their own.
const EARNED: &str = "Haushaltsansätze und konsumtive Zuwendungen der genannten Projekte, laufender Ertrag ihrer Anlagen abzüglich des \
                      wegfallenden und Auflösung ihrer Sonderposten. Eine Zuwendung wird nach den Anschaffungskosten auf ihre \
                      Anlagen verteilt; Ertrag und Auflösung fallen nach Monaten an: Was nach so vielen Monaten zusammen \
                      fällig ist, wird auf Cent gerundet; ein Jahr ist die Differenz zweier solcher Summen.";

/// The rule and the definition of a cell that follows from projects; even columns are Ansätze.
fn computed(zeile: Haushaltszeile, column: usize) -> (&'static str, &'static str) {
    match (zeile, column.is_multiple_of(2)) {
        (Haushaltszeile::Abschreibungen, _) => (
            "F8",
            "Haushaltsansätze der genannten Projekte und lineare Abschreibung ihrer Anlagen nach Monaten: Was nach so vielen \
             Monaten zusammen fällig ist, wird auf Cent gerundet; ein Jahr ist die Differenz zweier solcher Summen.",
        ),
        (Haushaltszeile::Ertrag, _) => (
            "F9",
            "Haushaltsansätze und konsumtive Zuwendungen der genannten Projekte und Auflösung ihrer Sonderposten. Eine Zuwendung \
             wird nach den Anschaffungskosten auf ihre Anlagen verteilt und mit diesen nach Monaten aufgelöst: Was nach so \
             vielen Monaten zusammen fällig ist, wird auf Cent gerundet; ein Jahr ist die Differenz zweier solcher Summen.",
        ),
        (Haushaltszeile::Einzahlungen, true) => (
            "F4",
            "Summe der Ansätze und der veranschlagten Zuwendungen der genannten Projekte; Folgejahre sind die drei Jahre der \
             mittelfristigen Planung.",
        ),
        (Haushaltszeile::PersonalSachaufwand, true) => (
            "F4",
            "Summe der Ansätze der genannten Projekte und der veranschlagten laufenden Kosten ihrer Anlagen, diese nach \
             Monaten; Folgejahre sind die drei Jahre der mittelfristigen Planung.",
        ),
        (Haushaltszeile::Auszahlungen, true) => (
            "F4",
            "Summe der Ansätze der genannten Projekte; Folgejahre sind die drei Jahre der mittelfristigen Planung.",
        ),
        (_, false) => (
            "F6",
            "Ansätze der genannten Projekte mit Ermächtigungsübertragung, Nachtrag, Über-/Außerplanmäßigem und Umschichtung, \
             dazu Zuwendungen und laufende Kosten von Anlagen nach Monaten, auch was noch nicht veranschlagt ist.",
        ),
    }
}
