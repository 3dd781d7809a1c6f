//! A table as JSON: a list of objects.

use super::cell::Cell;
use super::pretty::Json;
use crate::model::Field;
use crate::source::Node;
use crate::workspace::Table;

/// The rows of a table as a JSON file; fields stand in the order of their definition, empty ones are left out.
pub(super) fn write(table: Table, rows: &[Node]) -> Vec<u8> {
    let fields = (table.record().fields)();
    let records = rows.iter().map(|row| record(&fields, row)).collect();
    Json::List(records).to_file().into_bytes()
}

fn record(fields: &[Field], row: &Node) -> Json {
    Json::object(fields.iter().filter_map(|field| Some((field.name, value(Cell::of(field, row))?))))
}

fn value(cell: Cell) -> Option<Json> {
    Some(match cell {
        Cell::Empty => return None,
        Cell::Text(text) => Json::Text(text),
        Cell::Number(number) => Json::Number(number),
        Cell::Date(day) => Json::Text(day.to_string()),
        Cell::Flag(flag) => Json::Flag(flag),
        Cell::List(texts) => Json::List(texts.into_iter().map(Json::Text).collect()),
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
    fn writing_again_changes_nothing() {
        let text = r#"[{"kennung": "B", "betrag": 60000, "foerderquote": 60.0, "aktenzeichen": null,
            "bescheid": "2020-09-21"}, {"projekt": "=1+1\t\"", "ziele": []}]"#;
        let once = written(Table::Bewilligungen, text);
        assert!(once.contains("\"betrag\": 60000.00") && once.contains("\"foerderquote\": 60\n"), "{once}");
        assert!(!once.contains("null") && once.contains(r#"=1+1\t\""#), "{once}");
        assert_eq!(written(Table::Bewilligungen, &once), once);
    }
}
