//! The sheet of the single values: each row has the form of its own value.

use rust_xlsxwriter::{Format, Worksheet};

use super::{Content, column, finish, head, rules, write_cell};
use crate::model::Field;
use crate::tabular::Unwritable;
use crate::tabular::blaetter::value_field;
use crate::tabular::cell::CellValue;

/// The widest column of values, in characters.
const WIDTHS: [f64; 3] = [34.0, 50.0, 90.0];

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, content: &Content<'_>) -> Result<(), Unwritable> {
    sheet.set_name(&content.place.name)?;
    for ((at, field), width) in content.columns().zip(WIDTHS) {
        head(sheet, (0, at), field.title, &column::note(field))?;
        sheet.set_column_width(at, width)?;
        sheet.set_column_format(at, &column::format(&field.shape))?;
        for (record, row) in (1u32..).zip(content.rows) {
            let own = value_field(field, row);
            cell(sheet, (record, at), &own, &CellValue::of(&own, row), content)?;
        }
    }
    finish(sheet, content.fields.len(), content.rows.len())
}

fn cell(
    sheet: &mut Worksheet,
    (record, at): (u32, u16),
    field: &Field,
    value: &CellValue,
    content: &Content<'_>,
) -> Result<(), Unwritable> {
    let format: Format = column::format(&field.shape);
    let (title, name) = (content.title, field.title);
    let written = match value {
        CellValue::Empty => sheet.write_blank(record, at, &format).map(drop),
        _ => write_cell(sheet, record, at, value, &format),
    };
    written.map_err(|error| Unwritable::Cell { title, record, field: name, error })?;
    if field.name == "wert" {
        rules(sheet, (at, field), (record, record), (content.list)(field))?;
    }
    Ok(())
}
