//! The sheet with the lists of `ratsbericht.toml`, and where the Kennungen of every list stand.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::head;
use super::plan::{Plan, SheetPlan};
use crate::load::Home;
use crate::model::{Blatt, Field, NameList, Table};
use crate::source::letters;

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

/// The formulas that name what each list holds.
pub(super) struct Ranges {
    lists: BTreeMap<NameList, String>,
    /// The first columns of sheets beside the tables, of those that have rows.
    sheets: BTreeMap<Blatt, String>,
}

impl Ranges {
    /// The lists of the configuration, the sheets beside the tables, and those tables that have Kennungen, each up to its last row with
    /// rules.
    pub(super) fn new(plan: &Plan) -> Self {
        let configured = plan.lists.iter().map(|(at, list)| {
            let (sheet, column) = (quoted(&plan.lists_sheet), letters(usize::from(*at) + 1));
            (list.liste, format!("{sheet}!${column}$2:${column}${}", list.entries.len() + 1))
        });
        let mut lists: BTreeMap<NameList, String> = configured.collect();
        let mut sheets = BTreeMap::new();
        for (home, place) in &plan.sheets {
            match home {
                Home::Table(table) => {
                    let position = home.fields().iter().position(|field| field.name == "kennung");
                    let filled = position.and_then(|position| filled(place, position));
                    lists.extend(filled.map(|filled| (NameList::Table(*table), filled)));
                }
                // A drop-down of an empty sheet would offer nothing.
                Home::Blatt(blatt) if place.rows > 0 => {
                    sheets.extend(filled(place, 0).map(|filled| (*blatt, filled)));
                }
                Home::Blatt(_) => {}
            }
        }
        lists.extend(LISTS.iter().filter_map(|(list, blatt)| Some((*list, sheets.get(blatt)?.clone()))));
        Self { lists, sheets }
    }

    /// The Kennungen of one table alone, in the first column of its sheet from a row to another, counted from 1.
    pub(super) fn of_table(table: Table, first: u32, last: u32) -> Self {
        let formula = format!("'{}'!$A${first}:$A${last}", table.title());
        Self { lists: [(NameList::Table(table), formula)].into(), sheets: BTreeMap::new() }
    }

    /// The formula of a list; `None` where the municipality has no such list.
    pub(super) fn of(&self, liste: NameList) -> Option<&str> {
        self.lists.get(&liste).map(String::as_str)
    }

    /// The formula of the list that a column of a sheet takes its values from.
    pub(super) fn of_column(&self, home: Home, field: &Field) -> Option<&str> {
        let Home::Blatt(blatt) = home else { return self.of(field.refers?) };
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

/// The filled cells in the column of a field from the second row on, so that a drop-down has no empty lines.
fn filled(place: &SheetPlan, field: usize) -> Option<String> {
    let (sheet, column) = (quoted(&place.name), letters(usize::from(*place.columns.get(field)?) + 1));
    let all = format!("{sheet}!${column}$2:${column}${}", super::last_row(place.rows) + 1);
    Some(format!("{sheet}!${column}$2:INDEX({all},MAX(1,COUNTA({all})))"))
}

/// The name of a sheet as formulas write it.
fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// Writes the sheet with the lists: Kennung and name of each entry.
pub(super) fn sheet(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    sheet.set_name(&plan.lists_sheet)?;
    for (column, list) in &plan.lists {
        let column = *column;
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
