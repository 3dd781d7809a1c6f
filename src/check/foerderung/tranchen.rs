//! Tranches: together they are what was granted.

use super::Fall;
use super::betraege::euro;
use crate::finding::{Code, Finding};
use crate::model::Euro;

/// Tranches that do not sum to the granted amount; a grant without any is fine.
pub(super) fn check(fall: &Fall<'_, '_>) -> Option<Finding> {
    let tranchen = fall.sicht.tranchen(&fall.bewilligung.kennung);
    let last = tranchen.last()?;
    let granted = fall.stand.bescheid.betrag;
    let sum: Euro = tranchen.iter().map(|tranche| tranche.betrag).sum();
    (sum != granted).then(|| {
        let message =
            format!("Die Tranchen der Bewilligung {} ergeben nicht den bewilligten Betrag.", last.bewilligung);
        let mend = "Prüfen Sie die Tranchen aller Jahre, und den Betrag nach dem letzten Änderungsbescheid.";
        let finding = Finding::at(Code::RB720, last.span("betrag"), message, mend);
        finding.expected(format!("zusammen {}", euro(granted))).found(format!("zusammen {}", euro(sum)))
    })
}
