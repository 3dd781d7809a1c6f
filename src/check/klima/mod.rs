//! Klimarelevanz: quantities of energy, their prices, emission factors, and the form that follows from both.

mod deckblatt;
mod energie;
mod energiepreise;
mod faktoren;
mod kreuze;
mod luecken;
mod vordruck;
mod vorlage;

use crate::figures::Berichtslage;
use crate::finding::Finding;
use crate::model::{Bestand, Sicht};

pub(super) use vorlage::check as vorlage;

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = energie::check(sicht);
    findings.extend(faktoren::check(&bestand.faktoren));
    findings.extend(energiepreise::check(&bestand.energiepreise));
    findings
}

/// Limits and factors that a report needs and that do not hold on its day.
pub(super) fn bericht(report: &Berichtslage<'_>) -> Vec<Finding> {
    let Some(klima) = &report.klimawirkung else { return Vec::new() };
    let bericht = &report.ordner.bericht;
    let balances = klima.projekte.iter().map(|projekt| &projekt.bilanz);
    let mut findings = luecken::missing(balances, &report.faktoren, &luecken::PaperName::bericht(report.ordner));
    let parameter = &report.bestand.stammdaten.klima;
    findings.extend(luecken::grenzen(parameter, "der Bericht", report.ausgabe.datum, bericht.span("datum")));
    findings
}
