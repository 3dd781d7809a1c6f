//! Quantities of energy that cannot be meant so.

use crate::finding::{Code, Finding};
use crate::model::{Dezimal, Energiemenge, Located, Sicht};

/// Over how many years a quantity can be counted [ours].
const NUTZUNGSJAHRE: std::ops::RangeInclusive<i32> = 1..=100;

/// Looks at the newest row of each quantity, so that a correction ends the finding.
pub(super) fn check(sicht: &Sicht<'_>) -> Vec<Finding> {
    sicht.energiemengen().flat_map(|zeile| [null(zeile), nutzungsjahre(zeile)]).flatten().collect()
}

fn null(zeile: &Located<Energiemenge>) -> Option<Finding> {
    (zeile.menge == Dezimal::default()).then(|| {
        let message = format!("Die Energiemenge {} ist 0 und ändert nichts an den Emissionen.", zeile.kennung);
        let mend = "Tragen Sie die Menge je Jahr ein, oder löschen Sie die Zeile.";
        let finding = Finding::at(Code::RB312, zeile.span("menge"), message, mend);
        finding.expected("eine Menge über 0").found(format!("0 {}", zeile.einheit.text()))
    })
}

fn nutzungsjahre(zeile: &Located<Energiemenge>) -> Option<Finding> {
    (!NUTZUNGSJAHRE.contains(&zeile.nutzungsjahre)).then(|| {
        let message = format!("Die Nutzungsjahre der Energiemenge {} können nicht stimmen.", zeile.kennung);
        let mend = "Tragen Sie ein, in wie vielen Jahren die Menge anfällt: bei einer Leuchte zum Beispiel 20, nicht das \
                    Jahr 2020.";
        let finding = Finding::at(Code::RB313, zeile.span("nutzungsjahre"), message, mend);
        finding.expected("eine ganze Zahl von 1 bis 100").found(zeile.nutzungsjahre.to_string())
    })
}
