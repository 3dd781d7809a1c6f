//! Charts: their words say what their data tables say.

use super::{REPORT, paper};
use crate::support::pdf::Tag;

/// The charts of the report, each with the table that follows it.
fn charts() -> Vec<(&'static str, &'static Tag)> {
    let all = paper(REPORT).root().all();
    let tables = |i: usize| all[i..].iter().copied().find(|tag| tag.role == "Table").expect("a table after a chart");
    let chart = |i: usize, tag: &'static Tag| (tag.role == "Figure").then(|| (tag.alt.as_deref(), tables(i)));
    let charts = all.iter().enumerate().filter_map(|(i, tag)| chart(i, tag));
    charts.map(|(alt, table)| (alt.expect("an alternative text"), table)).collect()
}

/// The rows of a chart's table: the label and its numbers; sums stand last, if anywhere.
fn rows(table: &Tag) -> Vec<(String, Vec<u32>)> {
    let row = |row: &Tag| {
        let cells: Vec<String> = row.children().map(Tag::text).collect();
        let numbers = cells[1..].iter().map(|cell| cell.parse().expect("a number"));
        (one_line(&cells[0]), numbers.collect())
    };
    table.of_role("TR").into_iter().skip(1).map(row).collect()
}

/// Splits the sum of each row off, if the last column has sums.
fn split_sums(table: &Tag, mut rows: Vec<(String, Vec<u32>)>) -> (Vec<(String, Vec<u32>)>, Vec<u32>) {
    let last = table.of_role("TR")[0].children().last().map(Tag::text);
    let sums = match last.as_deref() {
        Some("Summe") => rows.iter_mut().filter_map(|(_, numbers)| numbers.pop()).collect(),
        _ => Vec::new(),
    };
    (rows, sums)
}

fn one_line(text: &str) -> String {
    text.replace('\u{200b}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What an alternative text tells behind the heading: labels and their numbers.
fn told(alt: &str) -> Vec<(String, Vec<u32>)> {
    let headings = paper(REPORT).headings();
    let rest = headings.iter().find_map(|(_, heading)| alt.strip_prefix(&format!("Balkendiagramm. {heading}. ")));
    let rest = rest.unwrap_or_else(|| panic!("no heading of the report: {alt}"));
    let part = |part: &str| {
        let (label, numbers) = part.rsplit_once(": ").expect("a label");
        let numbers = numbers.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
        (one_line(label), numbers.collect())
    };
    rest.split("; ").map(part).collect()
}

#[test]
fn the_report_has_three_charts() {
    assert_eq!(charts().len(), 3);
}

#[test]
fn a_chart_tells_the_numbers_of_its_table() {
    for (alt, table) in charts() {
        let (mut rows, _) = split_sums(table, rows(table));
        rows.retain(|(label, _)| label != "Summe");
        let told = told(alt);
        assert!(rows.len() > 1 && rows.len() == told.len(), "{alt}");
        for ((label, numbers), (row, in_table)) in told.iter().zip(&rows) {
            assert!(row.starts_with(label), "„{row}“ in the table, „{label}“ in the words");
            assert_eq!(numbers, in_table, "{label}: {alt}");
        }
    }
}

#[test]
fn the_sums_of_a_chart_are_sums() {
    for (alt, table) in charts() {
        let (mut rows, sums) = split_sums(table, rows(table));
        for ((label, numbers), sum) in rows.iter().zip(&sums) {
            assert_eq!(numbers.iter().sum::<u32>(), *sum, "{label}: {alt}");
        }
        if let Some((_, total)) = rows.pop_if(|(label, _)| label == "Summe") {
            let column = |i: usize| rows.iter().map(|(_, numbers)| numbers[i]).sum::<u32>();
            assert_eq!((0..total.len()).map(column).collect::<Vec<_>>(), total, "{alt}");
        }
    }
}
