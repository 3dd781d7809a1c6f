//! Filling in the template of a Prüfbericht, which may be the workspace's own.

use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::html::{environment, escaped};
use crate::text::TemplateFault;

/// The embedded template.
pub(crate) const EMBEDDED: &str = include_str!("../../../report-templates/pruefbericht.html");

/// What every report begins with; the version stands behind it.
const MARK: &str = "<meta name=\"generator\" content=\"ratsbericht ";

/// The line of the mark as a template has it.
const MARK_LINE: &str = "<meta name=\"generator\" content=\"ratsbericht {{ fassung }}\"/>";

/// How many bytes at the start of a report are looked at for its mark.
const HEAD: usize = 1_000;

/// Instructions that the frame of a report and each of its findings may use.
const FUEL: (u64, u64) = (100_000, 5_000);

/// Whether a file is a report that an earlier run wrote.
pub fn is_ours(content: &[u8]) -> bool {
    let start = content.get(..HEAD).unwrap_or(content);
    start.starts_with(b"<!DOCTYPE html>") && start.windows(MARK.len()).any(|window| window == MARK.as_bytes())
}

/// The report of a template; `count` is the number of its findings.
pub(super) fn fill(template: &str, report: impl Serialize, count: usize) -> Result<String, TemplateFault> {
    if let Some(fault) = TemplateFault::too_deep(template) {
        return Err(fault);
    }
    let values = Value::from(Serde(report));
    let names: Vec<String> = values.try_iter().into_iter().flatten().map(|name| name.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let filled = environment(fuel(count), escaped).render_str(template, values);
    let html = filled.map_err(|error| TemplateFault::of(&error, template, &names))?;
    if is_ours(html.as_bytes()) { Ok(html + "\n") } else { Err(unmarked()) }
}

/// Instructions that a report with so many findings may use.
fn fuel(count: usize) -> u64 {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    FUEL.0.saturating_add(FUEL.1.saturating_mul(count))
}

/// The fault of a template whose report no later run would replace.
fn unmarked() -> TemplateFault {
    let was = format!(
        "Ein Prüfbericht beginnt mit <!DOCTYPE html> und hat unter den ersten {HEAD} Zeichen die Zeile {MARK_LINE}; ohne sie \
         erkennt ihn der nächste Lauf nicht wieder."
    );
    TemplateFault { stelle: 0..0, was }
}
