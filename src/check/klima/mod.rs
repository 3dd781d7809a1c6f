//! Klimarelevanz: limits, quantities of energy and emission factors.
//!
//! Ticks are held against one another and against what is computed in the paper's room.

mod energie;
mod faktoren;

use super::tag;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Klimaparameter, Located, Sicht, Vorlage};

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = energie::check(sicht);
    findings.extend(faktoren::check(&bestand.faktoren));
    let parameter = &bestand.stammdaten.klima;
    findings.extend(bestand.vorlagen.iter().filter_map(|ordner| gueltigkeit(parameter, &ordner.vorlage)));
    findings
}

/// The form prints the limits of the classes, so they must hold on the paper's day [param].
fn gueltigkeit(parameter: &Klimaparameter, vorlage: &Located<Vorlage>) -> Option<Finding> {
    vorlage.klimarelevanz.as_ref()?;
    let (ab, datum) = (parameter.gueltig_ab, vorlage.datum);
    (datum < ab).then(|| {
        let message = format!("Die Grenzen der CO2-Klassen gelten erst ab dem {}; die Vorlage ist älter.", tag(ab));
        let mend = "Prüfen Sie das Datum. Stimmt es, tragen Sie in ratsbericht.toml unter [klima] die Grenzen ein, die \
                    damals galten.";
        let finding = Finding::at(Code::RB307, vorlage.span("datum"), message, mend);
        finding.expected(format!("ein Tag ab dem {}; Quelle: {}", tag(ab), parameter.quelle)).found(tag(datum))
    })
}
