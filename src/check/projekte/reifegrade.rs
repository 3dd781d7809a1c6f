//! The Reifegrade of services: within their model, and not falling.

use crate::finding::{Code, Finding};
use crate::model::{Located, Reifegrad, STAND_IN, Sicht, day};
use crate::source::quoted;

/// Looks at the newest row of each day, so that a correction ends the finding.
pub(super) fn check(sicht: &Sicht<'_>) -> Vec<Finding> {
    let rows = sicht.reifegrade();
    let mut findings: Vec<Finding> = rows.iter().filter_map(|row| outside(row)).collect();
    // A grade that its model does not know has its finding, and is compared with none.
    let possible: Vec<_> = rows.iter().filter(|row| row.is_possible() && row.leistung != STAND_IN).collect();
    findings.extend(possible.windows(2).filter_map(|pair| match pair {
        [before, after] => gesunken(before, after),
        _ => None,
    }));
    findings
}

fn outside(row: &Located<Reifegrad>) -> Option<Finding> {
    if row.is_possible() {
        return None;
    }
    let (leistung, modell, stufen) = (quoted(&row.leistung), row.modell.text(), row.modell.stufen());
    let message = format!("Die Leistung {leistung}: Das Modell {modell} kennt diesen Reifegrad nicht.");
    let mend = "Prüfen Sie Reifegrad und Modell. Ein Reifegrad wird nie von einem Modell in das andere umgerechnet.";
    let finding = Finding::at(Code::RB123, row.span("reifegrad"), message, mend);
    let expected = format!("eine ganze Zahl von {} bis {}", stufen.start(), stufen.end());
    Some(finding.expected(expected).found(row.reifegrad.to_string()))
}

/// A lower grade than the one before, of the same service in the same model.
fn gesunken(before: &Reifegrad, after: &Located<Reifegrad>) -> Option<Finding> {
    let same = before.leistung == after.leistung && before.modell == after.modell;
    if !same || before.reifegrad <= after.reifegrad {
        return None;
    }
    let (leistung, modell) = (quoted(&after.leistung), after.modell.text());
    let message = format!("Der Reifegrad der Leistung {leistung} im Modell {modell} ist gesunken.");
    let mend = "Prüfen Sie beide Einstufungen. Stimmt die niedrigere, bleibt es bei diesem Hinweis.";
    let finding = Finding::at(Code::RB124, after.span("reifegrad"), message, mend);
    let expected = format!("{} oder mehr, wie am {}", before.reifegrad, day(before.datum));
    Some(finding.expected(expected).found(after.reifegrad.to_string()))
}
