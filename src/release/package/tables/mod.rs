//! The data of a report for programs: its figures and its lists as CSV, and what says how to read them (CSV on the Web).

mod cells;
mod lists;
mod metadata;

use std::collections::BTreeSet;

use serde_json::Value;

use self::cells::{Column, Kind};
use self::lists::List;
use super::Unmade;
use crate::model::Stammdaten;
use crate::plain::usual;
use crate::release::Facts;
use crate::release::names::Names;
use crate::tabular::open_csv;

/// A file of the data of a report, to be published beside its PDF in the role [`Data`](crate::release::Role::Data).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its name: `zahlen.csv`.
    pub name: String,
    /// What people call it.
    pub titel: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What the file of the figures is called; its ids are what other files refer to.
const ZAHLEN: &str = "zahlen.csv";

/// What the file of the description is called.
const METADATA: &str = "csv-metadata.json";

/// A table for programs: names of columns in its first line, numbers with a point, days as `2021-04-01`.
struct DataTable {
    file: String,
    titel: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    /// The column that no two rows have the same in.
    key: Option<usize>,
}

/// The data of a report: its figures, the lists of it and its other parts in the order of `views`, and their description. A paper
/// without lists has its figures alone.
///
/// # Errors
/// When a table cannot be written, which no data can cause.
pub fn data_files(
    stammdaten: &Stammdaten,
    facts: &Facts,
    views: &[&Value],
    figures: &Value,
) -> Result<Vec<DataFile>, Unmade> {
    let mut names = Names::default();
    [METADATA, ZAHLEN].into_iter().for_each(|name| drop(names.of(name)));
    let mut tables = vec![zahlen(figures)];
    let known = projects(figures);
    tables.extend(lists::of(views, &known).into_iter().map(|list| list_table(list, &mut names)));
    let mut files = Vec::new();
    for table in &tables {
        let heads: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let written = open_csv(&heads, table.rows.iter().cloned());
        let bytes = written.map_err(|error| Unmade { file: table.file.clone(), why: error.to_string() })?;
        files.push(DataFile { name: table.file.clone(), titel: table.titel.clone(), media_type: "text/csv", bytes });
    }
    let metadata = metadata::of(stammdaten, facts, &tables);
    files.push(DataFile {
        name: METADATA.into(),
        titel: "Beschreibung der Tabellen (CSV on the Web)".into(),
        media_type: "application/json",
        bytes: super::lines(&metadata),
    });
    Ok(files)
}

/// The figures, a row for each.
fn zahlen(figures: &Value) -> DataTable {
    let names = ["id", "titel", "wert", "anzeige", "einheit", "bezug", "regel", "definition", "formel", "belege"];
    let titles = ["ID", "Titel", "Wert", "Anzeige", "Einheit", "Bezug", "Regel", "Definition", "Formel", "Belege"];
    let kind = |name: &str| if name == "wert" { Kind::Number } else { Kind::Text };
    let columns = names.into_iter().zip(titles).map(|(name, titel)| Column::new(name, titel, kind(name))).collect();
    let text = |value: &Value| value.as_str().map(usual).unwrap_or_default();
    let row = |figure: &Value| {
        let wert = match &figure["wert"] {
            Value::Number(number) => number.to_string(),
            // A class is no number; it stands in the next column.
            other => other.as_str().filter(|text| cells::is_plain_number(text)).unwrap_or_default().to_owned(),
        };
        let belege: Vec<&str> = figure["belege"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let cell = |name: &str| match name {
            "wert" => wert.clone(),
            "formel" => text(&figure["rechnung"]["formel"]),
            "belege" => belege.join("; "),
            name => text(&figure[name]),
        };
        names.map(cell).to_vec()
    };
    let rows = figures.as_array().into_iter().flatten().map(row).collect();
    DataTable { file: ZAHLEN.into(), titel: "Kennzahlen des Berichts".into(), columns, rows, key: Some(0) }
}

/// The Kennungen of all projects that figures rest on.
fn projects(figures: &Value) -> BTreeSet<String> {
    let belege = figures.as_array().into_iter().flatten().filter_map(|figure| figure["belege"].as_array());
    let kennungen = belege.flatten().filter_map(|beleg| beleg.as_str()?.strip_prefix("projekte/"));
    kennungen.map(str::to_owned).collect()
}

/// A list with the kinds of its columns, each as all of its cells allow, and beside printed figures their ids.
fn list_table(list: List, names: &mut Names) -> DataTable {
    let (columns, cells) = cells::columns(&list);
    let is_key = |at: &usize| {
        let values = || cells.iter().filter_map(|row| row.get(*at));
        let all: BTreeSet<&String> = values().collect();
        columns.get(*at).is_some_and(|column| column.name == "kennung")
            && all.len() == cells.len()
            && values().all(|value| !value.is_empty())
    };
    let key = (0..columns.len()).find(is_key);
    DataTable { file: names.give(&list.name, "csv"), titel: list.titel, columns, rows: cells, key }
}
