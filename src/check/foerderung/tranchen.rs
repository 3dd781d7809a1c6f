//! Tranches: together they are what was granted.

use std::collections::{BTreeMap, BTreeSet};

use super::GrantCase;
use super::betraege::euro;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Euro, Kennung, Sicht};

/// Tranches that do not sum to the granted amount; a grant without any is fine.
pub(super) fn check(fall: &GrantCase<'_, '_>, verirrt: &BTreeSet<Euro>) -> Option<Finding> {
    let tranchen = fall.sicht.tranchen(&fall.bewilligung.kennung);
    let last = tranchen.last()?;
    let granted = fall.stand.bescheid.betrag;
    let sum: Euro = tranchen.iter().map(|tranche| tranche.betrag).sum();
    (sum != granted && !verirrt.contains(&granted.minus(sum))).then(|| {
        let message =
            format!("Die Tranchen der Bewilligung {} ergeben nicht den bewilligten Betrag.", last.bewilligung);
        let mend = "Prüfen Sie die Tranchen aller Jahre, und den Betrag nach dem letzten Änderungsbescheid.";
        let finding = Finding::at(Code::RB720, last.span("betrag"), message, mend);
        finding.expected(format!("zusammen {}", euro(granted))).found(format!("zusammen {}", euro(sum)))
    })
}

/// What stands under each Kennung that no grant has, which has its finding; a grant that lacks as much lacks it for that
/// reason.
pub(super) fn verirrt(bestand: &Bestand, sicht: &Sicht<'_>) -> BTreeSet<Euro> {
    let mut stray: BTreeMap<&Kennung, Euro> = BTreeMap::new();
    for tranche in bestand.tranchen.iter().filter(|tranche| !sicht.knows_grant(&tranche.bewilligung)) {
        let sum = stray.entry(&tranche.bewilligung).or_default();
        *sum = sum.plus(tranche.betrag);
    }
    stray.into_values().collect()
}
