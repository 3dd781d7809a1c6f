//! Rules: what is wrong with records, with what papers say, and with what is computed from both.
//!
//! Where the rule of a code lives follows from its family, and a test holds one against the other:
//!
//! | Codes | Folder | About |
//! |---|---|---|
//! | RB0xx | files beside this one, and wherever a record is looked at | what every record can have wrong: ranges, references, doublets |
//! | RB1xx | `projekte` | projects: days, entries, pauses, milestones, services |
//! | RB2xx | `finanzen` | Finanzielle Auswirkungen, and the budget and assets of projects |
//! | RB3xx | `klima` | Klimarelevanz, quantities of energy and their factors |
//! | RB4xx | `deckblatt` | the cover, the Beratungsfolge, and who decides what |
//! | RB5xx | `text` | texts, by themselves and beside the forms |
//! | RB6xx | `kennzahlen` | figures, and the reports that print them |
//! | RB7xx | `foerderung` | grants |
//!
//! Checks cannot fail: they return findings, all of them, and change nothing. [`run`] looks at the records, [`vorlage`]
//! and [`bericht`] at what was computed for one paper.

mod ausnahmen;
mod deckblatt;
mod dubletten;
mod finanzen;
mod foerderung;
mod gestaltung;
mod kennzahlen;
mod klima;
mod parameter;
mod projekte;
mod spalten;
mod stand;
mod text;
mod veroeffentlichung;
mod verweise;

use std::path::Path;

use chrono::NaiveDate;

use crate::figures::{Berichtslage, Vorlagenlage};
use crate::finding::Finding;
use crate::load::Known;
use crate::model::{Bestand, Sicht, day};
use crate::text::{Berichtstexte, Vorlagentexte};

pub use ausnahmen::waivers;
pub use spalten::name_columns;
pub use text::check_texts;
pub(crate) use text::unfilled;

/// The days from one to another, as far as they are known.
fn days(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("ein Tag vom {} bis zum {}", day(from), day(to)),
        (Some(from), None) => format!("ein Tag ab dem {}", day(from)),
        (None, Some(to)) => format!("ein Tag bis zum {}", day(to)),
        (None, None) => "ein Tag".into(),
    }
}

/// Holds every rule against the records of a workspace; `heute` is the day of the run.
///
/// Of a record that was recorded again, the rules look at the newest row, so that a correction ends the finding.
pub fn run(bestand: &Bestand, known: &Known, heute: NaiveDate) -> Vec<Finding> {
    let sicht = Sicht::all_known(bestand);
    let mut findings = verweise::check(bestand, known);
    findings.extend(dubletten::check(bestand));
    findings.extend(parameter::check(&bestand.stammdaten));
    findings.extend(gestaltung::check(&bestand.stammdaten));
    findings.extend(stand::check(bestand));
    findings.extend(veroeffentlichung::check(bestand));
    findings.extend(projekte::check(bestand, &sicht, heute));
    findings.extend(foerderung::check(bestand, &sicht, heute));
    findings.extend(klima::check(bestand, &sicht));
    findings.extend(deckblatt::check(bestand));
    findings.extend(finanzen::check(bestand, &sicht));
    findings.extend(kennzahlen::check(bestand));
    of_whole_tables(bestand, findings)
}

/// What a plan asks for in vain where the workspace can only be read, and what is written lies elsewhere.
pub fn read_only(bestand: &Bestand) -> Vec<Finding> {
    kennzahlen::closes_in_vain(bestand)
}

/// Whether a finding keeps a report from being filed: a mistake does, and that it is a draft.
pub fn keeps_from_filing(finding: &Finding) -> bool {
    kennzahlen::keeps_from_filing(finding)
}

/// A folder for filed reports in which no run may file; `lies` are the real paths of that folder and of the workspace, without which a
/// full path is not judged.
pub fn ablage(bestand: &Bestand, lies: Option<[&Path; 2]>) -> Option<Finding> {
    kennzahlen::ablage(bestand, lies)
}

/// Findings without those of rules on sums over tables that could not be read whole: they would be about what is missing,
/// and what is missing has its finding.
fn of_whole_tables(bestand: &Bestand, mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|finding| finding.code.rule().sums.iter().all(|table| bestand.is_whole(table)));
    findings
}

/// What is wrong with what a Vorlage says, and with what is computed for it.
pub fn vorlage(lage: &Vorlagenlage<'_>, texts: &Vorlagentexte<'_>) -> Vec<Finding> {
    let read = text::Lesetexte::new(lage.ordner);
    let mut findings = if lage.has_finanzen() { finanzen::vorlage(lage, &read) } else { Vec::new() };
    findings.extend(klima::vorlage(lage));
    findings.extend(deckblatt::vorlage(lage));
    findings.extend(text::of_vorlage(lage, texts, &read));
    findings.extend(kennzahlen::vorlage(lage));
    of_whole_tables(lage.bestand, findings)
}

/// What is wrong with what a report says, and with what is computed for it.
pub fn bericht(report: &Berichtslage<'_>, texts: &Berichtstexte<'_>) -> Vec<Finding> {
    let mut findings = projekte::bericht(report);
    findings.extend(klima::bericht(report));
    findings.extend(text::of_bericht(report, texts));
    findings.extend(kennzahlen::bericht(report));
    of_whole_tables(report.bestand, findings)
}
