//! Days that stand for "none": programs fill an empty date with the first or the last that they know.

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{Decode, Field, Kind, Located, Shape, datum};
use crate::source::{Data, Node};

/// The days with the programs that write them.
const DAYS: [(&str, &str); 12] = [
    ("1900-01-01", TABLES),
    ("1900-01-02", TABLES),
    ("1900-12-30", TABLES),
    ("1901-01-01", "Datenbanken"),
    ("1904-01-01", TABLES),
    ("1904-01-02", TABLES),
    ("1970-01-01", "Fachverfahren"),
    ("1970-01-02", "Fachverfahren"),
    ("1980-01-01", "ältere Programme"),
    ("2078-12-31", "Fachverfahren"),
    ("2099-12-31", "Fachverfahren"),
    ("2199-12-31", "Fachverfahren"),
];

const TABLES: &str = "Tabellenprogramme";

/// Reports placeholders in all fields of records that hold days.
pub(super) fn check<T: Decode>(records: &[Located<T>]) -> Vec<Finding> {
    let Shape::Record(shape) = T::shape() else { return Vec::new() };
    let (fields, mut findings) = ((shape.fields)(), Vec::new());
    records.iter().for_each(|record| in_fields(record.node(), &fields, &mut findings));
    findings
}

fn in_fields(record: &Node, fields: &[Field], findings: &mut Vec<Finding>) {
    for field in fields {
        if let Some(value) = record.get(field.name) {
            in_value(value, &field.shape, findings);
        }
    }
}

fn in_value(value: &Node, shape: &Shape, findings: &mut Vec<Finding>) {
    match (shape, &value.data) {
        (Shape::Single { kind: Kind::Date, .. }, Data::Text(text) | Data::Date(text)) => {
            findings.extend(placeholder(text).map(|(day, program)| finding(value, day, program)));
        }
        (Shape::List(of), Data::List(items)) => items.iter().for_each(|item| in_value(item, of, findings)),
        (Shape::Record(record), Data::Object(_)) => in_fields(value, &(record.fields)(), findings),
        _ => {}
    }
}

/// The day of a text, and which programs write it for "none".
fn placeholder(text: &str) -> Option<(NaiveDate, &'static str)> {
    let (_, program) = DAYS.iter().find(|(day, _)| *day == text)?;
    Some((datum(text)?, program))
}

fn finding(value: &Node, day: NaiveDate, program: &str) -> Finding {
    let message = format!(
        "Der {} ist offenbar ein Platzhalter: {program} schreiben ihn für ein leeres Datum.",
        crate::model::day(day)
    );
    Finding::at(
        Code::RB044,
        value.span,
        message,
        "Lassen Sie ein freiwilliges Feld leer, oder tragen Sie den richtigen Tag ein.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_programs_fill_in_are_told_from_others() {
        for text in ["1900-01-01", "1970-01-01", "2099-12-31"] {
            assert!(placeholder(text).is_some(), "{text}");
        }
        for text in ["2020-01-01", "1970-02-01", "1999-12-31", ""] {
            assert!(placeholder(text).is_none(), "{text}");
        }
        assert!(DAYS.iter().all(|(day, _)| datum(day).is_some()));
    }
}
