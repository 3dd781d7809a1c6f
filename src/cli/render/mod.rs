//! Findings in the forms that people and programs read.

mod baum;
mod cells;
mod excerpt;
mod html;
mod human;
mod json;
mod sarif;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::finding::{Finding, Findings, Severity};

pub(super) use baum::{Baum, value};
pub(super) use html::{EMBEDDED as PRUEFBERICHT, Head, fault as fault_in_report, html, is_ours};
pub(super) use human::{findings, human};
pub(super) use json::json;
pub(super) use sarif::sarif;

/// How many findings there are, in one line.
pub(super) fn summary(findings: &Findings) -> String {
    let part = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts: Vec<String> = [
        part(findings.count(Severity::Error), "Fehler", "Fehler"),
        part(findings.count(Severity::Warning), "Warnung", "Warnungen"),
        part(findings.count(Severity::Hint), "Hinweis", "Hinweise"),
        part(findings.waivers().len(), "Ausnahme", "Ausnahmen"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "Prüfung ohne Befund.".into() } else { format!("Prüfung: {}.", parts.join(", ")) }
}

/// The first day on which the finding will be an error; `None` where it is one already, or never will be.
fn error_from(finding: &Finding) -> Option<NaiveDate> {
    finding.code.rule().error_from().filter(|_| finding.severity != Severity::Error)
}

/// A day as messages write it: `31.12.2020`.
fn tag(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}
