//! What a field of a record holds, the same for every format.

use chrono::NaiveDate;

use crate::model::{Dezimal, Euro, Field, Kind, Shape, datum};
use crate::source::{Data, Node};

/// The value of one field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellValue {
    /// No value, or an empty list.
    Empty,
    /// A text, as it was read.
    Text(String),
    /// A decimal number with a point: amounts with two decimals, percentages with those that they need.
    Number(String),
    /// A day.
    Date(NaiveDate),
    /// A truth value.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
}

/// What stands between the values of a list in a cell; the Kennungen of which lists consist do not hold it.
const BETWEEN: &str = "; ";

impl CellValue {
    /// The value of a field in a row.
    pub(super) fn of(field: &Field, row: &Node) -> Self {
        row.get(field.name).map_or(CellValue::Empty, |value| Self::read(&field.shape, value))
    }

    /// The value of a shape.
    pub(super) fn read(shape: &Shape, value: &Node) -> Self {
        let kind = match shape {
            Shape::Single { kind, .. } => Some(*kind),
            Shape::Choice(_) | Shape::List(_) | Shape::Record(_) => None,
        };
        match &value.data {
            // Tables hold no objects (a test looks), and a value that could not be read has stopped the writing.
            Data::Null | Data::Object(_) | Data::Faulty => CellValue::Empty,
            Data::Bool(flag) => CellValue::Flag(*flag),
            Data::Number(number) => CellValue::Number(canonical(kind, number)),
            Data::Text(text) | Data::Date(text) => {
                let day = datum(text).filter(|_| kind == Some(Kind::Date));
                day.map_or_else(|| CellValue::Text(text.to_string()), CellValue::Date)
            }
            Data::List(items) if items.is_empty() => CellValue::Empty,
            Data::List(items) => CellValue::List(items.iter().filter_map(text).collect()),
        }
    }

    /// The value as people in Germany write it: `31.12.2020`, `1234,50`, `ja`, `Z1; Z2`.
    pub(super) fn german(&self) -> String {
        match self {
            CellValue::Empty => String::new(),
            CellValue::Text(text) => text.clone(),
            CellValue::Number(number) => number.replace('.', ","),
            CellValue::Date(date) => crate::model::day(*date),
            CellValue::Flag(true) => "ja".into(),
            CellValue::Flag(false) => "nein".into(),
            CellValue::List(texts) => texts.join(BETWEEN),
        }
    }
}

fn text(item: &Node) -> Option<String> {
    match &item.data {
        Data::Text(text) | Data::Date(text) | Data::Number(text) => Some(text.to_string()),
        Data::Null | Data::Bool(_) | Data::List(_) | Data::Object(_) | Data::Faulty => None,
    }
}

/// The one spelling of a number, so that a table is the same file whatever format it came from.
fn canonical(kind: Option<Kind>, number: &str) -> String {
    if kind == Some(Kind::Decimal) {
        return Dezimal::parse(number).map_or_else(|| number.to_owned(), Dezimal::plain);
    }
    // A percentage has the same two decimals as an amount, so the same exact reading serves.
    let exact = match kind {
        Some(Kind::Money | Kind::Percent) => Euro::parse(number).map(Euro::as_cents),
        _ => None,
    };
    let Some(hundredths) = exact else { return number.to_owned() };
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, decimals) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let full = format!("{sign}{whole}.{decimals:02}");
    if kind == Some(Kind::Money) { full } else { full.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decode, Kennung, Table};

    #[test]
    fn numbers_have_one_spelling() {
        let cases = [
            (Kind::Money, "60000", "60000.00"),
            (Kind::Money, "58499.5", "58499.50"),
            (Kind::Money, "-0.05", "-0.05"),
            (Kind::Money, "-0", "0.00"),
            (Kind::Percent, "100", "100"),
            (Kind::Percent, "12.50", "12.5"),
            (Kind::Percent, "0", "0"),
            (Kind::Whole, "007", "007"),
            (Kind::Decimal, "0.20160", "0.2016"),
            (Kind::Decimal, "12.0", "12"),
        ];
        for (kind, number, expected) in cases {
            assert_eq!(canonical(Some(kind), number), expected, "{number}");
        }
    }

    #[test]
    fn tables_are_flat_and_their_lists_hold_kennungen() {
        let kennung = Kennung::shape().describe();
        for field in Table::ALL.iter().flat_map(|table| (table.record().fields)()) {
            match field.shape {
                Shape::Record(_) => panic!("{} is an object", field.name),
                Shape::List(of) => assert_eq!(of.describe(), kennung, "{}", field.name),
                Shape::Single { .. } | Shape::Choice(_) => {}
            }
        }
        assert_eq!(Kennung::parse("Z1; Z2"), None);
    }
}
