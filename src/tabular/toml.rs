//! The configuration as TOML: sections in the order of their definition, empty fields left out.

use super::cell::CellValue;
use super::pretty::Json;
use crate::model::{Decode, Field, RecordShape, Shape, Stammdaten, fields_of};
use crate::source::{Data, Node};

/// The sections of the configuration that a value has.
pub(super) fn sections(config: &Node) -> String {
    let mut out = String::new();
    for Field { name, shape, .. } in fields_of(&Stammdaten::shape()) {
        let Some(value) = config.get(name) else { continue };
        match (&shape, &value.data) {
            (Shape::Record(record), Data::Object(_)) => section(&format!("[{name}]"), record, value, &mut out),
            (Shape::List(of), Data::List(items)) => {
                if let Shape::Record(record) = &**of {
                    items.iter().for_each(|item| section(&format!("[[{name}]]"), record, item, &mut out));
                }
            }
            _ => {}
        }
    }
    out
}

fn section(head: &str, record: &RecordShape, value: &Node, out: &mut String) {
    out.push_str(if out.is_empty() { "" } else { "\n" });
    out.push_str(head);
    out.push('\n');
    for (name, text) in entries(record, value) {
        out.push_str(&format!("{name} = {text}\n"));
    }
}

fn entries(record: &RecordShape, value: &Node) -> Vec<(&'static str, String)> {
    let fields = (record.fields)().into_iter();
    fields.filter_map(|field| Some((field.name, inline(&field.shape, value.get(field.name)?)?))).collect()
}

/// A value on one line; `None` where it is empty.
fn inline(shape: &Shape, value: &Node) -> Option<String> {
    match (shape, &value.data) {
        (Shape::Record(record), Data::Object(_)) => {
            let entries: Vec<String> =
                entries(record, value).into_iter().map(|(name, text)| format!("{name} = {text}")).collect();
            Some(format!("{{ {} }}", entries.join(", ")))
        }
        (Shape::List(of), Data::List(items)) if !items.is_empty() => {
            let items: Vec<String> = items.iter().filter_map(|item| inline(of, item)).collect();
            Some(format!("[{}]", items.join(", ")))
        }
        _ => match CellValue::read(shape, value) {
            CellValue::Empty | CellValue::List(_) => None,
            // JSON and TOML write a text in the same way.
            CellValue::Text(text) => Some(Json::text(text).to_file().trim_end().to_owned()),
            CellValue::Number(number) => Some(number),
            CellValue::Date(day) => Some(day.to_string()),
            CellValue::Flag(flag) => Some(flag.to_string()),
        },
    }
}
