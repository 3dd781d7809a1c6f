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

/// The rows of a chart's table without the sum: the label and its numbers.
fn rows(table: &Tag) -> Vec<(String, Vec<u32>)> {
    let row = |row: &Tag| {
        let cells: Vec<String> = row.children().map(Tag::text).collect();
        let numbers = cells[1..].iter().map(|cell| cell.parse().expect("a number"));
        (one_line(&cells[0]), numbers.collect())
    };
    let rows = table.of_role("TR").into_iter().skip(1).map(row);
    rows.filter(|(label, _)| label != "Summe").collect()
}

fn one_line(text: &str) -> String {
    text.replace('\u{200b}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The numbers that an alternative text gives for a label.
fn told(alt: &str, label: &str) -> Vec<u32> {
    let (_, after) = alt.split_once(&format!(" {label}: ")).unwrap_or_else(|| panic!("„{label}“ is not in: {alt}"));
    let part = after.split(';').next().unwrap_or_default();
    part.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

#[test]
fn the_report_has_three_charts() {
    assert_eq!(charts().len(), 3);
}

#[test]
fn a_chart_tells_the_numbers_of_its_table() {
    for (alt, table) in charts() {
        let alt = one_line(alt);
        let rows = rows(table);
        assert!(rows.len() > 1, "{alt}");
        for (label, numbers) in &rows {
            assert_eq!(told(&alt, label), *numbers, "{label}: {alt}");
        }
        assert_eq!(alt.split(';').count(), rows.len(), "{alt}");
    }
}

#[test]
fn a_chart_tells_its_heading() {
    let headings = paper(REPORT).headings();
    for (alt, _) in charts() {
        let told = headings.iter().any(|(_, heading)| alt.starts_with(&format!("Balkendiagramm. {heading}. ")));
        assert!(told, "{alt}");
    }
}
