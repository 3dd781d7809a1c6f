//! A finding in a workbook, drawn in the look of the others: the library that draws those knows no cells.

use std::fmt::Write;

use crate::finding::{Finding, Severity};
use crate::pipeline::report::excerpt::{Cells, SheetRow};
use crate::source::{Place, visible};

/// Colours of a terminal, or none.
#[derive(Clone, Copy)]
pub(super) struct Paint(pub(super) bool);

impl Paint {
    fn paint(self, style: &str, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn level(self, severity: Severity, text: &str) -> String {
        let style = match severity {
            Severity::Error => "1;91",
            Severity::Warning => "1;33",
            Severity::Hint => "1;94",
        };
        self.paint(style, text)
    }

    fn frame(self, text: &str) -> String {
        self.paint("1;94", text)
    }

    fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }
}

/// The whole finding; `notes` stand below the cells.
pub(super) fn draw(
    finding: &Finding,
    place: &Place,
    cells: &Cells,
    notes: &[(&'static str, String)],
    paint: Paint,
) -> String {
    let margin = " ".repeat(cells.rows.iter().map(|row| row.number.to_string().len()).max().unwrap_or(1));
    let head = format!("{}[{}]", finding.severity.name(), finding.code.id());
    let message = format!(": {}", visible(&finding.message));
    let mut out = format!("{}{}\n", paint.level(finding.severity, &head), paint.strong(&message));
    let bar = paint.frame("|");
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{margin}{} {}", paint.frame("-->"), visible(&place.to_string()));
    let _ = writeln!(out, "{margin} {bar}");
    let widths = widths(cells);
    let _ = writeln!(out, "{margin} {bar} {}", paint.frame(&aligned(cells.names().into_iter(), &widths)));
    for row in &cells.rows {
        let number = format!("{:>1$}", row.number, margin.len());
        let _ = writeln!(out, "{}", format!("{} {bar} {}", paint.frame(&number), text(row, &widths)).trim_end());
        if row.marked {
            let mark = paint.level(finding.severity, &mark(cells, row, &widths, finding.found.as_deref()));
            let _ = writeln!(out, "{margin} {bar} {mark}");
        }
    }
    let _ = write!(out, "{margin} {bar}");
    for (name, text) in notes {
        let _ = write!(out, "\n{margin} {} {}: {}", paint.frame("="), paint.strong(name), visible(text));
    }
    out
}

/// How wide each column is drawn.
fn widths(cells: &Cells) -> Vec<usize> {
    let names = cells.names();
    let widest = |i: usize| cells.rows.iter().filter_map(|row| row.cells.get(i)).map(|cell| cell.chars().count()).max();
    names.iter().enumerate().map(|(i, name)| widest(i).unwrap_or_default().max(name.chars().count())).collect()
}

fn text(row: &SheetRow, widths: &[usize]) -> String {
    aligned(row.cells.iter().cloned(), widths)
}

fn aligned(cells: impl Iterator<Item = String>, widths: &[usize]) -> String {
    let padded = cells.zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// The mark under the cell, with what was found there.
fn mark(cells: &Cells, row: &SheetRow, widths: &[usize], found: Option<&str>) -> String {
    let before: usize = widths.iter().take(cells.column).map(|width| width + 2).sum();
    let long = row.cells.get(cells.column).map_or(1, |cell| cell.chars().count().max(1));
    let label = found.map(|found| format!(" gefunden: {}", visible(found))).unwrap_or_default();
    format!("{}{}{label}", " ".repeat(before), "^".repeat(long))
}
