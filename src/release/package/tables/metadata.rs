//! What says how tables are read: CSV on the Web.

use serde_json::{Value, json};

use super::cells::{Column, Kind};
use super::{DataTable, ZAHLEN};
use crate::model::Stammdaten;
use crate::release::Facts;
use crate::release::package::dcat;

/// The description of tables that lie in one folder with it.
pub(super) fn of(stammdaten: &Stammdaten, facts: &Facts, tables: &[DataTable]) -> Value {
    let mut group = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "de" }],
        "dc:title": facts.titel,
        "dc:publisher": stammdaten.koerperschaft.name,
        "dc:license": { "@id": dcat::licence(stammdaten) },
        "dc:date": { "@value": facts.datum.to_string(), "@type": "xsd:date" },
        "tables": tables.iter().map(table).collect::<Vec<_>>(),
    });
    if let Some((von, bis)) = facts.zeitraum {
        group["dc:temporal"] = json!(format!("{von}/{bis}"));
    }
    if !facts.schlagworte.is_empty() {
        group["dc:subject"] = json!(facts.schlagworte);
    }
    group
}

fn table(table: &DataTable) -> Value {
    let mut schema = json!({ "columns": table.columns.iter().map(column).collect::<Vec<_>>() });
    if let Some(key) = table.key.and_then(|key| table.columns.get(key)) {
        schema["primaryKey"] = json!(key.name);
    }
    let to_figure = |column: &Column| {
        json!({
            "columnReference": column.name,
            "reference": { "resource": ZAHLEN, "columnReference": "id" },
        })
    };
    // A reference must be there in every row.
    let is_whole = |at: usize| table.rows.iter().all(|row| row.get(at).is_some_and(|id| !id.is_empty()));
    let columns = table.columns.iter().enumerate();
    let figures = columns.filter(|(at, column)| column.kind == Kind::Figure && is_whole(*at));
    let keys: Vec<Value> = figures.map(|(_, column)| to_figure(column)).collect();
    if !keys.is_empty() {
        schema["foreignKeys"] = json!(keys);
    }
    json!({ "url": table.file, "dc:title": table.titel, "tableSchema": schema })
}

/// A column; its name is what the first line of the file says.
fn column(column: &Column) -> Value {
    let datatype = match column.kind {
        Kind::Text | Kind::Figure => json!("string"),
        Kind::Number => json!("decimal"),
        Kind::Day => json!({ "base": "date", "format": "yyyy-MM-dd" }),
    };
    json!({ "name": column.name, "titles": column.name, "dc:title": column.titel, "datatype": datatype })
}
