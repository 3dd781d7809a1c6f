//! Tables: every cell has its heads, for the column and for the row.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{ANLAGE, PAPERS, REPORT, bytes, letters, paper};
use crate::support::pdf::{self, Tag};

/// All tables of all papers, with a name for messages.
fn tables() -> Vec<(String, &'static Tag)> {
    let of_paper = PAPERS.iter().flat_map(|(name, pdf)| {
        let tables = pdf.root().of_role("Table").into_iter().enumerate();
        tables.map(move |(i, table)| (format!("{name}, table {}", i + 1), table))
    });
    of_paper.collect()
}

/// The cells of a row, each with the first of its columns.
fn columns(row: &Tag) -> Vec<(usize, &Tag)> {
    let start = |column: &mut usize, cell: &Tag| {
        *column += cell.colspan;
        Some(*column - cell.colspan)
    };
    let starts = row.children().scan(0, start);
    starts.zip(row.children()).collect()
}

fn scope(cell: &Tag) -> Option<&str> {
    cell.scope.as_deref().filter(|_| cell.role == "TH")
}

#[test]
fn there_are_tables_in_every_paper() {
    for pdf in PAPERS.values() {
        assert!(!pdf.root().of_role("Table").is_empty());
    }
}

#[test]
fn every_column_has_a_head() {
    for (name, table) in tables() {
        let rows = table.of_role("TR");
        for cell in rows[0].children() {
            assert_eq!(scope(cell), Some("Column"), "{name}: „{}“", cell.text());
            assert!(!cell.text().is_empty(), "{name}: an empty head");
        }
        assert!(rows.len() > 1, "{name}: no row below the heads");
    }
}

#[test]
fn every_row_has_a_head() {
    for (name, table) in tables() {
        for row in table.of_role("TR").into_iter().skip(1) {
            let scopes: Vec<Option<&str>> = row.children().map(scope).collect();
            let heads = scopes.iter().filter(|scope| scope.is_some()).count();
            assert!(scopes[0] == Some("Row") && heads == 1, "{name}: {scopes:?}");
            assert!(row.children().skip(1).all(|cell| cell.role == "TD"), "{name}");
            assert!(!row.children().next().expect("a cell").text().is_empty(), "{name}: an empty row head");
        }
    }
}

#[test]
fn every_row_fills_the_columns() {
    for (name, table) in tables() {
        let widths: BTreeSet<usize> =
            table.of_role("TR").iter().map(|row| row.children().map(|cell| cell.colspan).sum()).collect();
        assert_eq!(widths.len(), 1, "{name}: rows of {widths:?} columns");
    }
}

#[test]
fn every_cell_names_its_heads() {
    for (name, table) in tables() {
        let rows = table.of_role("TR");
        let heads: Vec<&Tag> = rows[0].children().collect();
        for row in &rows[1..] {
            let row_head = row.children().next().expect("a row head");
            for (column, cell) in columns(row).into_iter().skip(1) {
                let mut ids: Vec<&Option<String>> =
                    heads[column..column + cell.colspan].iter().map(|head| &head.id).collect();
                ids.push(&row_head.id);
                let named: Vec<Option<String>> = cell.headers.iter().cloned().map(Some).collect();
                assert_eq!(named.iter().collect::<Vec<_>>(), ids, "{name}: „{}“", cell.text());
            }
        }
    }
}

#[test]
fn ids_of_heads_are_unique_in_a_paper() {
    for (name, pdf) in PAPERS.iter() {
        let heads = pdf.root().of_role("TH");
        let ids: BTreeSet<&String> = heads.iter().filter_map(|head| head.id.as_ref()).collect();
        assert_eq!(ids.len(), heads.len(), "{name}");
    }
}

#[test]
fn nothing_hides_a_table_behind_an_alternative_text() {
    for (name, pdf) in PAPERS.iter() {
        for tag in pdf.root().all().into_iter().filter(|tag| tag.alt.is_some()) {
            assert!(tag.of_role("Table").is_empty(), "{name}: {:?}", tag.alt);
            assert_eq!(tag.role, "Figure", "{name}: {:?}", tag.alt);
        }
    }
}

/// The text of a cell in view data, its pieces and lines one behind the other.
fn printed(cell: &Value) -> String {
    match cell {
        Value::String(text) => letters(text),
        Value::Array(pieces) => pieces.iter().map(printed).collect(),
        Value::Object(cell) => {
            ["text", "zusatz", "zeilen"].into_iter().filter_map(|key| cell.get(key)).map(printed).collect()
        }
        other => panic!("a cell of {other}"),
    }
}

#[test]
fn every_table_of_a_report_holds_the_cells_of_its_view_data() {
    let cells: usize = [REPORT, ANLAGE].into_iter().map(cells_of).sum();
    assert!(cells > 1000, "only {cells} cells");
}

/// Looks at every table of a paper, and counts its cells.
fn cells_of(name: &str) -> usize {
    let data: Value = serde_json::from_slice(&pdf::attachment(bytes(name), "data.json")).expect("view data");
    let elements = data["kapitel"].as_array().into_iter().flatten().flat_map(|chapter| chapter["elemente"].as_array());
    // One without columns prints what it says and no table.
    let has_columns = |element: &&Value| element["spalten"].as_array().is_some_and(|columns| !columns.is_empty());
    let expected = elements.flatten().filter(|element| element["kind"] == "tabelle").filter(has_columns);
    let mut tables = paper(name).root().of_role("Table").into_iter();
    let mut cells = 0;
    for table in expected {
        let list = |key: &str| table[key].as_array().cloned().unwrap_or_default();
        let heads: Vec<String> = list("spalten").iter().map(|column| printed(&column["titel"])).collect();
        let rows = list("zeilen").into_iter().chain(table.get("summe").filter(|sums| !sums.is_null()).cloned());
        let rows = rows.map(|row| row.as_array().expect("a row").iter().map(printed).collect());
        let expected: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
        let row = |row: &Tag| row.children().map(|cell| letters(&cell.text())).collect::<Vec<_>>();
        let mut found = tables.by_ref().map(|table| table.of_role("TR").into_iter().map(row).collect::<Vec<_>>());
        let found = found.find(|rows| rows[0] == expected[0] && rows.get(1) == expected.get(1));
        assert_eq!(found.as_ref(), Some(&expected), "{}", table["titel"]);
        cells += expected.iter().map(Vec::len).sum::<usize>();
    }
    cells
}
