//! Overdue projects of a report.

use crate::figures::{Berichtslage, Kennzahl, Lage};
use crate::finding::{Code, Finding};

/// Overdue projects whose reason nobody has entered; councillors ask for it.
pub(in crate::check) fn check(report: &Berichtslage<'_>) -> Vec<Finding> {
    let overdue = report.portfolio.members(Kennzahl::Ueberfaellig).filter(|lage| lage.projekt.grund.is_none());
    let finding = |lage: &Lage<'_>| {
        let (projekt, stichtag) = (lage.projekt.bezeichnung(), report.stichtag());
        let message = format!("Das Projekt {projekt} ist am {stichtag} überfällig, aber ein Grund fehlt.");
        let mend = "Tragen Sie unter „grund“ ein, woran es liegt; der Bericht druckt ihn ab.";
        Finding::at(Code::RB108, lage.projekt.span("ende_geplant"), message, mend)
    };
    overdue.map(finding).collect()
}
