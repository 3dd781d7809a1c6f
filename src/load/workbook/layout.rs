//! What is hidden, struck through or merged.

use std::collections::BTreeSet;
use std::ops::Range;

use super::bounds::cell_name;
use super::sheet::{FilledSheet, Merged, RawSheet};
use crate::finding::{Code, Finding, Log};
use crate::load::grid::Struck;
use crate::source::{Span, letters};

/// Reports what a reader of the sheet does not see, and cells whose value may be meant for several.
///
/// `place` knows the place of every cell up to the last row and column that hold something.
pub(super) fn report(sheet: &RawSheet, place: impl Fn(usize, usize) -> Option<Span>, log: &mut Log) {
    let mut push = |code, (row, column): (usize, usize), message: String, mend: &str| {
        if let Some(span) = place(row, column) {
            log.push(Finding::at(code, span, message, mend));
        }
    };
    if sheet.hidden {
        let mend = "Blenden Sie es ein, oder löschen Sie es, wenn es nicht mehr gebraucht wird.";
        push(Code::RB024, (0, 0), "Das Blatt ist ausgeblendet; es wird trotzdem gelesen.".into(), mend);
    }
    for run in with_data(&sheet.hidden_rows, sheet.cells.iter().map(|cell| cell.at().0), sheet.rows()) {
        let names = (run.start + 1).to_string()..run.end.to_string();
        push(Code::RB024, (run.start, 0), not_shown("Zeile", "ausgeblendet", &names), SHOW);
    }
    for run in with_data(&sheet.hidden_columns, sheet.cells.iter().map(|cell| cell.at().1), sheet.columns()) {
        let names = letters(run.start + 1)..letters(run.end);
        push(Code::RB024, (0, run.start), not_shown("Spalte", "ausgeblendet", &names), SHOW);
    }
    let struck = struck_rows(&sheet.cells);
    let ranges: Vec<_> = struck.iter().map(|row| *row..*row + 1).collect();
    for run in with_data(&ranges, sheet.cells.iter().map(|cell| cell.at().0), sheet.rows()) {
        let names = (run.start + 1).to_string()..run.end.to_string();
        push(Code::RB040, (run.start, 0), not_shown("Zeile", "durchgestrichen", &names), ERASE);
    }
    for cell in sheet.cells.iter().filter(|cell| !struck.contains(&cell.at().0)) {
        let message = match cell.struck() {
            Struck::Nothing => continue,
            Struck::Part => "Ein Teil des Textes ist durchgestrichen; er wird trotzdem gelesen.",
            Struck::Whole => "Die Zelle ist durchgestrichen; sie wird trotzdem gelesen.",
        };
        push(Code::RB040, cell.at(), message.to_owned(), ERASE);
    }
    for Merged { first, last } in sheet.merged.iter().collect::<BTreeSet<_>>() {
        let (from, to) = (cell_name(*first), cell_name(*last));
        push(Code::RB023, *first, format!("Die Zellen {from} bis {to} sind verbunden."), SPLIT);
    }
}

/// What to do about hidden rows and columns.
const SHOW: &str = "Blenden Sie sie ein (auch ein Filter blendet aus), oder löschen Sie, was nicht mehr gilt.";
/// What to do about cells that are struck through.
const ERASE: &str = "Löschen Sie, was nicht mehr gilt; sonst nehmen Sie die Durchstreichung zurück.";
/// What to do about merged cells.
const SPLIT: &str = "Heben Sie die Verbindung auf, und tragen Sie den Wert in jede Zelle ein, für die er gilt.";

/// The message about a run of rows or columns.
fn not_shown(what: &str, how: &str, names: &Range<String>) -> String {
    if names.start == names.end {
        format!("Die {what} {} ist {how}; sie wird trotzdem gelesen.", names.start)
    } else {
        format!("Die {what}n {} bis {} sind {how}; sie werden trotzdem gelesen.", names.start, names.end)
    }
}

/// The rows of which every cell is struck through.
fn struck_rows(cells: &[FilledSheet]) -> BTreeSet<usize> {
    let rows = cells.chunk_by(|a, b| a.at().0 == b.at().0);
    let struck = rows.filter(|row| row.len() > 1 && row.iter().all(|cell| cell.struck() == Struck::Whole));
    struck.filter_map(|row| row.first()).map(|cell| cell.at().0).collect()
}

/// Hidden rows or columns as runs without gaps, cut at `end`, of those runs that hold a cell.
fn with_data(hidden: &[Range<usize>], used: impl Iterator<Item = usize>, end: usize) -> Vec<Range<usize>> {
    let mut has_data = vec![false; end];
    for index in used {
        if let Some(has) = has_data.get_mut(index) {
            *has = true;
        }
    }
    let cut = hidden.iter().map(|range| range.start.min(end)..range.end.min(end));
    let mut ranges: Vec<Range<usize>> = cut.filter(|range| !range.is_empty()).collect();
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut runs: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match runs.last_mut() {
            Some(run) if range.start <= run.end => run.end = run.end.max(range.end),
            _ => runs.push(range),
        }
    }
    runs.retain(|run| has_data.get(run.clone()).is_some_and(|run| run.contains(&true)));
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_join_end_with_the_data_and_hold_some() {
        let hidden = [5..6, 2..3, 3..4, 8..1_048_576];
        assert_eq!(with_data(&hidden, [3, 9].into_iter(), 10), [2..4, 8..10]);
        assert_eq!(with_data(&hidden, [4].into_iter(), 5), Vec::<Range<usize>>::new());
    }
}
