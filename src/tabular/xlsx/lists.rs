//! The sheet with the lists of `ratsbericht.toml`, and where the Kennungen of every list stand.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::head;
use crate::model::{NameList, Table};
use crate::source::letters;
use crate::tabular::Lists;
use crate::workspace::Layout;

/// Columns that each list takes: Kennung and name.
const COLUMNS: u16 = 2;

/// The formulas that name the Kennungen of each list.
pub(super) struct Ranges(BTreeMap<NameList, String>);

impl Ranges {
    /// The lists of the configuration, and those tables that have Kennungen, each up to its last row with rules.
    pub(super) fn new(lists: &Lists, last_row: impl Fn(Table) -> u32) -> Self {
        let configured = (1usize..).step_by(usize::from(COLUMNS)).zip(lists.iter()).map(|(column, list)| {
            let column = letters(column);
            (list.liste, format!("'{}'!${column}$2:${column}${}", Layout::LISTS, list.entries.len() + 1))
        });
        let tables = Table::ALL.iter().filter_map(|table| {
            let position = (table.record().fields)().iter().position(|field| field.name == "kennung")?;
            Some((NameList::Table(*table), filled(table.title(), &letters(position + 1), last_row(*table) + 1)))
        });
        Self(configured.chain(tables).collect())
    }

    /// The Kennungen of one table alone, in the first column of its sheet from a row to another, counted from 1.
    pub(super) fn of_table(table: Table, first: u32, last: u32) -> Self {
        let formula = format!("'{}'!$A${first}:$A${last}", table.title());
        Self([(NameList::Table(table), formula)].into())
    }

    /// The formula of a list; `None` where the municipality has no such list.
    pub(super) fn of(&self, liste: NameList) -> Option<&str> {
        self.0.get(&liste).map(String::as_str)
    }
}

/// The filled cells of a column from the second row on, so that a drop-down has no empty lines.
fn filled(sheet: &str, column: &str, last_row: u32) -> String {
    let all = format!("'{sheet}'!${column}$2:${column}${last_row}");
    format!("'{sheet}'!${column}$2:INDEX({all},MAX(1,COUNTA({all})))")
}

/// Writes the sheet with the lists: Kennung and name of each entry.
pub(super) fn sheet(sheet: &mut Worksheet, lists: &Lists) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    sheet.set_name(Layout::LISTS)?;
    for (column, list) in (0u16..).step_by(usize::from(COLUMNS)).zip(lists.iter()) {
        let note = "Aus ratsbericht.toml, für die Auswahllisten dieser Mappe. Neue Einträge gehören zuerst dorthin.";
        head(sheet, (0, column), list.title, note)?;
        head(sheet, (0, column + 1), &format!("{}: Name", list.title), note)?;
        for (row, (kennung, name)) in (1u32..).zip(&list.entries) {
            sheet.write_string_with_format(row, column, kennung, &text)?;
            sheet.write_string_with_format(row, column + 1, name, &text)?;
        }
        sheet.set_column_width(column, 20)?;
        sheet.set_column_width(column + 1, 50)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}
