//! Tranches: together they are what was granted.

use std::collections::BTreeMap;

use super::Fall;
use super::betraege::euro;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Euro, Kennung};

/// Tranches that do not sum to the granted amount; a grant without any is fine.
pub(super) fn check(fall: &Fall<'_, '_>, bestand: &Bestand) -> Option<Finding> {
    let tranchen = fall.sicht.tranchen(&fall.bewilligung.kennung);
    let last = tranchen.last()?;
    let granted = fall.stand.bescheid.betrag;
    let sum: Euro = tranchen.iter().map(|tranche| tranche.betrag).sum();
    (sum != granted && !verirrt(fall, bestand, granted.minus(sum))).then(|| {
        let message =
            format!("Die Tranchen der Bewilligung {} ergeben nicht den bewilligten Betrag.", last.bewilligung);
        let mend = "Prüfen Sie die Tranchen aller Jahre, und den Betrag nach dem letzten Änderungsbescheid.";
        let finding = Finding::at(Code::RB720, last.span("betrag"), message, mend);
        finding.expected(format!("zusammen {}", euro(granted))).found(format!("zusammen {}", euro(sum)))
    })
}

/// Whether the part that is missing stands under a Kennung that no grant has, which has its finding.
fn verirrt(fall: &Fall<'_, '_>, bestand: &Bestand, missing: Euro) -> bool {
    let mut stray: BTreeMap<&Kennung, Euro> = BTreeMap::new();
    for tranche in bestand.tranchen.iter().filter(|tranche| !fall.sicht.kennt_bewilligung(&tranche.bewilligung)) {
        let sum = stray.entry(&tranche.bewilligung).or_default();
        *sum = sum.plus(tranche.betrag);
    }
    stray.values().any(|sum| *sum == missing)
}
