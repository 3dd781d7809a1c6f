//! A figure and its trace.

use std::sync::Arc;

use super::beleg::Beleg;
use super::bezug::Bezug;
use super::rechnung::Rechnung;
use super::wert::Wert;

/// One computed number of a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Stable name: `egov.im_zeitraum`, `finanzen.investiv.ergebnis.ansatz`.
    pub id: String,
    /// The name of its definition in the rules: `K4`, `F1`.
    pub regel: &'static str,
    /// What it counts, as a paper prints it.
    pub titel: String,
    /// How it is computed, in one German sentence.
    pub definition: String,
    /// For which day or period.
    pub bezug: Bezug,
    /// The number.
    pub wert: Wert,
    /// The records that it came from, in the order of the data.
    pub belege: Arc<[Beleg]>,
    /// How it follows from them.
    pub rechnung: Rechnung,
}

impl Figure {
    /// The same with the formula that it follows from.
    pub(super) fn with(self, rechnung: Rechnung) -> Self {
        Self { rechnung, ..self }
    }
}
