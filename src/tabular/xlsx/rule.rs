//! What a cell accepts, and what a spreadsheet program says while somebody types.

use rust_xlsxwriter::{DataValidation, DataValidationRule, ExcelDateTime, Formula, XlsxError};

use super::column::{form, shown};
use crate::model::{Field, Kind, NameList, Shape};

/// The rule of a column, whose values come from the list of a formula; `None` where any text will do.
pub(super) fn of(field: &Field, list: Option<&str>) -> Result<Option<DataValidation>, XlsxError> {
    let rule = match &field.shape {
        Shape::Choice(words) => Some(match list {
            Some(list) => DataValidation::new().allow_list_formula(Formula::new(list)),
            None => DataValidation::new().allow_list_strings(&shown(words))?,
        }),
        Shape::Single { kind, .. } => single(*kind, list)?,
        // A drop-down offers one value, so that a list has none; it only says where the Kennungen stand.
        Shape::List(_) => list.map(|_| DataValidation::new().allow_any_value()),
        Shape::Record(_) => None,
    };
    // Departments can stand where the drop-down shows the divisions.
    let is_strict = field.refers != Some(NameList::Dienststellen);
    rule.map(|rule| {
        let rule = rule.show_error_message(is_strict);
        let prompt = prompt(field, list);
        rule.set_input_title(field.title)?
            .set_input_message(&prompt)?
            .set_error_title("Eingabe passt nicht")?
            .set_error_message(bounded(format!("Erwartet wird {}.", expected(field, list))))
    })
    .transpose()
}

fn single(kind: Kind, list: Option<&str>) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    Ok(match kind {
        Kind::Pattern(_) => list.map(|list| rule.allow_list_formula(Formula::new(list))),
        Kind::Flag => Some(rule.allow_list_strings(&["ja", "nein"])?),
        Kind::Year => Some(rule.allow_whole_number(DataValidationRule::Between(1900, 2199))),
        Kind::Date => {
            let day = ExcelDateTime::parse_from_str;
            Some(rule.allow_date(DataValidationRule::Between(day("1900-01-01")?, day("2199-12-31")?)))
        }
        Kind::Money => Some(rule.allow_decimal_number(DataValidationRule::Between(-1e13, 1e13))),
        Kind::Percent => Some(rule.allow_decimal_number(DataValidationRule::Between(0.0, 100.0))),
        Kind::Decimal => Some(rule.allow_decimal_number(DataValidationRule::Between(0.0, 1e12))),
        Kind::Text | Kind::Whole | Kind::Rate => None,
    })
}

/// What stands beside a cell while it is filled in.
fn prompt(field: &Field, list: Option<&str>) -> String {
    let what = if field.note == field.title { String::new() } else { format!("{}\n", field.note) };
    bounded(format!("{what}Form: {}", expected(field, list)))
}

/// A message that fits: spreadsheet programs show 255 characters. The note on the head says all of it.
fn bounded(text: String) -> String {
    const LONGEST: usize = 255;
    if text.chars().count() <= LONGEST { text } else { text.chars().take(LONGEST - 1).chain(['…']).collect() }
}

fn expected(field: &Field, list: Option<&str>) -> String {
    match list.and_then(sheet_of) {
        Some(sheet) if matches!(field.shape, Shape::Choice(_)) => format!("ein Name aus dem Blatt „{sheet}“"),
        Some(sheet) if matches!(field.shape, Shape::Single { .. }) && field.refers.is_none() => {
            format!("ein Name aus dem Blatt „{sheet}“")
        }
        Some(sheet) if field.refers == Some(NameList::Dienststellen) && matches!(field.shape, Shape::Single { .. }) => {
            format!("eine Kennung aus dem Blatt „{sheet}“ oder „Dezernate“")
        }
        Some(sheet) if matches!(field.shape, Shape::Single { .. }) => {
            format!("eine Kennung aus dem Blatt „{sheet}“")
        }
        Some(sheet) => format!("eine Kennung aus dem Blatt „{sheet}“, oder mehrere, getrennt durch Semikolon"),
        None => form(&field.shape),
    }
}

/// The sheet that a formula names.
fn sheet_of(formula: &str) -> Option<&str> {
    formula.split('\'').nth(1)
}
