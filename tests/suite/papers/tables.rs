//! Tables: every cell has its heads, for the column and for the row.

use std::collections::BTreeSet;

use super::PAPERS;
use crate::support::pdf::Tag;

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
