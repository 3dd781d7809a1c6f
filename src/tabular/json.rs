//! A table as JSON: a list of objects.

use std::collections::BTreeMap;

use super::cell::CellValue;
use super::pretty::Json;
use crate::model::{Field, Shape, Table};
use crate::source::{Data, Node, composed};

/// The rows of a table as a JSON file; fields stand in the order of their definition, empty ones are left out.
pub(super) fn write(table: Table, rows: &[Node]) -> Vec<u8> {
    let fields = (table.record().fields)();
    let records = rows.iter().map(|row| record(&fields, row)).collect();
    Json::List(records).to_file().into_bytes()
}

/// One row as it is compared: the same text whatever format its table is kept in, and however its texts are spelt.
pub(super) fn row(table: Table, row: &Node) -> String {
    let fields = (table.record().fields)();
    let cells = fields.iter().map(|field| (field.name, normal(CellValue::of(field, row))));
    Json::object(cells.filter_map(|(name, cell)| Some((name, value(cell)?)))).to_file()
}

/// What a row holds as German text by the names of its fields; what is empty is left out.
pub(super) fn texts(table: Table, row: &Node) -> BTreeMap<&'static str, String> {
    let fields = (table.record().fields)();
    let cells = fields.iter().map(|field| (field.name, normal(CellValue::of(field, row))));
    cells.filter(|(_, cell)| *cell != CellValue::Empty).map(|(name, cell)| (name, cell.german())).collect()
}

/// A cell whose texts are as records keep them: without blanks around them, one spelling per letter.
fn normal(cell: CellValue) -> CellValue {
    let text = |text: String| composed(text.trim()).into_owned();
    match cell {
        CellValue::Text(read) => CellValue::Text(text(read)),
        CellValue::List(texts) => CellValue::List(texts.into_iter().map(text).collect()),
        other => other,
    }
}

/// A record with all that is in it as a JSON file; fields stand in the order of their definition, empty ones are left out.
pub(super) fn tree(shape: &Shape, node: &Node) -> Vec<u8> {
    nested(shape, node).unwrap_or(Json::object([])).to_file().into_bytes()
}

fn nested(shape: &Shape, node: &Node) -> Option<Json> {
    match (shape, &node.data) {
        (Shape::Record(record), Data::Object(_)) => {
            let fields = (record.fields)();
            let entry = |field: &Field| Some((field.name, nested(&field.shape, node.get(field.name)?)?));
            Some(Json::object(fields.iter().filter_map(entry)))
        }
        (Shape::List(of), Data::List(items)) if matches!(**of, Shape::Record(_)) => {
            Some(Json::List(items.iter().filter_map(|item| nested(of, item)).collect()))
        }
        _ => value(CellValue::read(shape, node)),
    }
}

fn record(fields: &[Field], row: &Node) -> Json {
    Json::object(fields.iter().filter_map(|field| Some((field.name, value(CellValue::of(field, row))?))))
}

fn value(cell: CellValue) -> Option<Json> {
    Some(match cell {
        CellValue::Empty => return None,
        CellValue::Text(text) => Json::Text(text),
        CellValue::Number(number) => Json::Number(number),
        CellValue::Date(day) => Json::Text(day.to_string()),
        CellValue::Flag(flag) => Json::Flag(flag),
        CellValue::List(texts) => Json::List(texts.into_iter().map(Json::Text).collect()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(table: Table, text: &str) -> String {
        let rows = crate::load::json_text(text).unwrap();
        String::from_utf8(write(table, rows.items())).unwrap()
    }

    #[test]
    fn fields_stand_in_the_order_of_their_definition() {
        let text = r#"[{"ebene": "Land", "name": "Musterland", "kennung": "L"}]"#;
        insta::assert_snapshot!(written(Table::Foerdergeber, text), @r#"
        [
          {
            "kennung": "L",
            "name": "Musterland",
            "ebene": "Land"
          }
        ]
        "#);
        assert_eq!(written(Table::Pausen, "[]"), "[]\n");
    }

    #[test]
    fn a_row_is_the_same_text_however_it_was_written() {
        let text = |text: &str| row(Table::Bewilligungen, &crate::load::json_text(text).unwrap());
        let one = text(r#"{"kennung": "B", "betrag": 60000, "aktenzeichen": "Bü"}"#);
        assert_eq!(one, text(r#"{"betrag": 60000.00, "aktenzeichen": " Bu\u0308 ", "kennung": "B", "erfasst": null}"#));
        assert_ne!(one, text(r#"{"kennung": "B", "betrag": 60001, "aktenzeichen": "Bü"}"#));
    }

    #[test]
    fn writing_again_changes_nothing() {
        let text = r#"[{"kennung": "B", "betrag": 60000, "foerderquote": 60.0, "aktenzeichen": null,
            "bescheid": "2020-09-21"}, {"projekt": "=1+1\t\"", "ziele": []}]"#;
        let once = written(Table::Bewilligungen, text);
        assert!(once.contains("\"betrag\": 60000.00") && once.contains("\"foerderquote\": 60\n"), "{once}");
        assert!(!once.contains("null") && once.contains(r#"=1+1\t\""#), "{once}");
        assert_eq!(written(Table::Bewilligungen, &once), once);
    }
}
