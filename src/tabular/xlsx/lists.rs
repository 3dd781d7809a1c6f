//! The sheet with the lists of `ratsbericht.toml`, and where the Kennungen of every list stand.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::head;
use crate::model::{Blatt, Field, NameList, Table};
use crate::source::{Node, letters};
use crate::tabular::{Blattzeilen, Lists};
use crate::workspace::Layout;

/// The lists that are sheets beside the tables; of divisions and departments, the drop-down shows the divisions.
const LISTS: [(NameList, Blatt); 8] = [
    (NameList::Gremien, Blatt::Gremien),
    (NameList::Dezernate, Blatt::Dezernate),
    (NameList::Fachbereiche, Blatt::Fachbereiche),
    (NameList::Dienststellen, Blatt::Fachbereiche),
    (NameList::Handlungsfelder, Blatt::Handlungsfelder),
    (NameList::Ziele, Blatt::Ziele),
    (NameList::Auswahlen, Blatt::Auswahlen),
    (NameList::Wahlperioden, Blatt::Wahlperioden),
];

/// Columns that each list takes: Kennung and name.
const COLUMNS: u16 = 2;

/// The formulas that name what each list holds.
pub(super) struct Ranges {
    lists: BTreeMap<NameList, String>,
    /// The first columns of sheets beside the tables, of those that have rows.
    sheets: BTreeMap<Blatt, String>,
    /// Whether the workbook has the sheet with lists.
    has_lists: bool,
}

impl Ranges {
    /// The lists of the configuration, the sheets beside the tables, and those tables that have Kennungen, each up to its last row with
    /// rules.
    pub(super) fn new(lists: &Lists, beside: &Blattzeilen, last_row: impl Fn(Table) -> u32) -> Self {
        let left = lists.without(beside);
        let configured = (1usize..).step_by(usize::from(COLUMNS)).zip(left.iter()).map(|(column, list)| {
            let column = letters(column);
            (list.liste, format!("'{}'!${column}$2:${column}${}", Layout::LISTS, list.entries.len() + 1))
        });
        let tables = Table::ALL.iter().filter_map(|table| {
            let position = (table.record().fields)().iter().position(|field| field.name == "kennung")?;
            Some((NameList::Table(*table), filled(table.title(), &letters(position + 1), last_row(*table) + 1)))
        });
        let names =
            |(blatt, rows): (&Blatt, &Vec<Node>)| (*blatt, filled(blatt.form().title, "A", super::last_row(rows) + 1));
        let sheets: BTreeMap<Blatt, String> = beside.iter().filter(|(_, rows)| !rows.is_empty()).map(names).collect();
        let of_sheets = LISTS.iter().filter_map(|(list, blatt)| Some((*list, sheets.get(blatt)?.clone())));
        Self {
            lists: configured.chain(tables).chain(of_sheets).collect(),
            has_lists: left.iter().next().is_some(),
            sheets,
        }
    }

    /// Whether the workbook has the sheet with lists.
    pub(super) fn has_lists(&self) -> bool {
        self.has_lists
    }

    /// The Kennungen of one table alone, in the first column of its sheet from a row to another, counted from 1.
    pub(super) fn of_table(table: Table, first: u32, last: u32) -> Self {
        let formula = format!("'{}'!$A${first}:$A${last}", table.title());
        Self { lists: [(NameList::Table(table), formula)].into(), sheets: BTreeMap::new(), has_lists: false }
    }

    /// The formula of a list; `None` where the municipality has no such list.
    pub(super) fn of(&self, liste: NameList) -> Option<&str> {
        self.lists.get(&liste).map(String::as_str)
    }

    /// The formula of the list that a column of a sheet beside the tables takes its values from.
    pub(super) fn of_column(&self, blatt: Blatt, field: &Field) -> Option<&str> {
        let own_words = match field.name {
            "vorlageart" => Some(Blatt::Vorlagearten),
            "zustaendigkeit" => Some(Blatt::Zustaendigkeiten),
            _ if blatt == Blatt::Termine && field.name == "bericht" => Some(Blatt::Berichte),
            _ => (blatt.owner() != blatt && field.name == blatt.key()).then(|| blatt.owner()),
        };
        let of_sheet = own_words.and_then(|blatt| self.sheets.get(&blatt)).map(String::as_str);
        of_sheet.or_else(|| self.of(field.refers?))
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
