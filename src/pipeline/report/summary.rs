//! What all forms of findings say alike.

use chrono::NaiveDate;

use crate::finding::{Finding, Findings, Severity};

/// How many findings there are, in one line.
pub(crate) fn summary(findings: &Findings) -> String {
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
pub(crate) fn error_from(finding: &Finding) -> Option<NaiveDate> {
    finding.code.rule().error_from().filter(|_| finding.severity != Severity::Error)
}
