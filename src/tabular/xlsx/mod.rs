//! All tables as one workbook, in which typed columns, drop-downs and notes keep mistakes out.

mod circular;
mod column;
mod lists;
mod plan;
mod rule;
mod values;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatBorder, IgnoreError, Note, Workbook, Worksheet, XlsxError,
};

use super::cell::CellValue;
use super::{Blattzeilen, Lists, Unwritable};
use crate::load::Home;
use crate::model::{Field, Shape, Table};
use crate::source::Node;

pub use circular::{Circular, write as circular};
pub(super) use column::is_note;
use lists::Ranges;
pub(super) use plan::{Plan, SheetPlan, has_values};

/// The day that stands in the workbook as that of its making, so that the same tables give the same bytes.
const MADE: &str = "2000-01-01";

/// Up to this row, at least, columns have rules, so that they also hold for records still to be entered.
const LEAST_ROWS: u32 = 2000;

/// How many records more than there are have rules, at least.
const SPARE_ROWS: u32 = 1000;

/// Paper size A4.
const A4: u8 = 9;

/// All tables, a sheet each, the sheets beside them, and the sheet with the lists that are on none of those.
pub(super) fn write<'a>(
    rows: &dyn Fn(Table) -> &'a [Node],
    beside: &Blattzeilen,
    lists: &Lists,
) -> Result<Vec<u8>, Unwritable> {
    let rows_of = |home| match home {
        Home::Table(table) => rows(table),
        Home::Blatt(blatt) => beside.get(&blatt).map_or(&[][..], Vec::as_slice),
    };
    write_plan(&Plan::new(rows, beside, lists), &rows_of)
}

/// The sheets of a plan with their rows, and the sheet with its lists.
pub(super) fn write_plan<'a>(plan: &Plan, rows: &dyn Fn(Home) -> &'a [Node]) -> Result<Vec<u8>, Unwritable> {
    let mut workbook = new_workbook()?;
    let ranges = Ranges::new(plan);
    for (home, place) in &plan.sheets {
        let fields = home.fields();
        let list = |field: &Field| ranges.of_column(*home, field);
        let content = Content { title: home.title(), place, fields: &fields, rows: rows(*home), list: &list };
        let sheet = if has_values(*home) { values::sheet } else { sheet };
        sheet(workbook.add_worksheet(), &content)?;
    }
    if !plan.lists.is_empty() {
        lists::sheet(workbook.add_worksheet(), plan)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// What a sheet holds.
struct Content<'a> {
    /// What messages call it.
    title: &'static str,
    /// Its name, and where its columns stand.
    place: &'a SheetPlan,
    /// Its columns.
    fields: &'a [Field],
    /// Its rows.
    rows: &'a [Node],
    /// The formula of the list that the values of a column come from.
    list: &'a dyn Fn(&Field) -> Option<&'a str>,
}

impl<'a> Content<'a> {
    /// Its fields, each with its column.
    fn columns(&self) -> impl Iterator<Item = (u16, &'a Field)> {
        self.place.columns.iter().copied().zip(self.fields)
    }
}

/// A workbook without sheets.
fn new_workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::parse_from_str(MADE)?));
    Ok(workbook)
}

/// The last row that has rules on a sheet of so many records, from 0.
fn last_row(records: usize) -> u32 {
    u32::try_from(records).unwrap_or(u32::MAX).saturating_add(SPARE_ROWS).clamp(LEAST_ROWS, 1_048_576) - 1
}

/// One sheet.
fn sheet(sheet: &mut Worksheet, content: &Content<'_>) -> Result<(), Unwritable> {
    let Content { title, place, rows, list, .. } = content;
    sheet.set_name(&place.name)?;
    for (at, field) in content.columns() {
        records(sheet, title, (at, field), rows)?;
        head(sheet, (0, at), field.title, &column::note(field))?;
        rules(sheet, (at, field), (1, last_row(place.rows)), list(field))?;
    }
    finish(sheet, content.fields.len(), rows.len())
}

/// What stays in sight of so many columns and rows, and how they are filtered and printed.
fn finish(sheet: &mut Worksheet, columns: usize, rows: usize) -> Result<(), Unwritable> {
    let last_column = u16::try_from(columns).unwrap_or(u16::MAX).saturating_sub(1);
    let last_record = u32::try_from(rows).unwrap_or(u32::MAX).max(1);
    sheet.autofilter(0, 0, last_record, last_column)?;
    layout(sheet)?;
    Ok(())
}

/// What the records hold in one column.
fn records(
    sheet: &mut Worksheet,
    title: &'static str,
    (at, field): (u16, &Field),
    rows: &[Node],
) -> Result<(), Unwritable> {
    let cells: Vec<CellValue> = rows.iter().map(|row| CellValue::of(field, row)).collect();
    let format = column::format(&field.shape);
    sheet.set_column_format(at, &format)?;
    sheet.set_column_width(at, column::width(field, &cells))?;
    for (record, cell) in (1u32..).zip(&cells) {
        let written = write_cell(sheet, record, at, cell, &format);
        written.map_err(|error| Unwritable::Cell { title, record, field: field.title, error })?;
    }
    Ok(())
}

/// What one column accepts in some rows, and that texts which look like numbers are no mistake.
fn rules(
    sheet: &mut Worksheet,
    (at, field): (u16, &Field),
    (first, last): (u32, u32),
    list: Option<&str>,
) -> Result<(), XlsxError> {
    if let Some(rule) = rule::of(field, list)? {
        sheet.add_data_validation(first, at, last, at, &rule)?;
    }
    if matches!(field.shape, Shape::Single { kind, .. } if column::is_text(kind)) {
        sheet.ignore_error_range(first, at, last, at, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

/// One cell of a record.
fn write_cell(sheet: &mut Worksheet, row: u32, at: u16, cell: &CellValue, format: &Format) -> Result<(), XlsxError> {
    match cell {
        CellValue::Empty => {}
        CellValue::Number(number) => match number.parse::<f64>() {
            Ok(number) => drop(sheet.write_number_with_format(row, at, number, format)?),
            Err(_) => drop(sheet.write_string_with_format(row, at, number, format)?),
        },
        CellValue::Date(day) => {
            let day = ExcelDateTime::parse_from_str(&day.to_string())?;
            sheet.write_datetime_with_format(row, at, day, format)?;
        }
        CellValue::Text(_) | CellValue::Flag(_) | CellValue::List(_) => {
            sheet.write_string_with_format(row, at, cell.german(), format)?;
        }
    }
    Ok(())
}

/// The head of a column, with a note.
fn head(sheet: &mut Worksheet, (row, at): (u32, u16), title: &str, note: &str) -> Result<(), XlsxError> {
    let format = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    sheet.write_string_with_format(row, at, title, &format)?;
    let lines = note.lines().map(|line| line.chars().count() / 40 + 1).sum::<usize>();
    let height = u32::try_from(lines).unwrap_or(u32::MAX).saturating_mul(18).saturating_add(12);
    let note = Note::new(note).add_author_prefix(false).set_font_size(10).set_width(300).set_height(height);
    sheet.insert_note(row, at, &note)?;
    Ok(())
}

/// What stays in sight, and how the sheet is printed.
fn layout(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

#[cfg(test)]
mod tests;
