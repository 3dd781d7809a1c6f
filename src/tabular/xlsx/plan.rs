//! Where everything stands in a workbook: its sheets, their columns, and the lists of `ratsbericht.toml`.

use std::collections::BTreeMap;

use crate::load::Home;
use crate::model::{Table, Zeilen};
use crate::source::Node;
use crate::tabular::lists::List;
use crate::tabular::{Blattzeilen, Lists};
use crate::workspace::Layout;

/// Columns that each list takes: Kennung and name.
const COLUMNS: u16 = 2;

/// Where everything stands in a workbook.
#[derive(Debug)]
pub(in crate::tabular) struct Plan {
    /// The sheets that are read.
    pub(in crate::tabular) sheets: BTreeMap<Home, SheetPlan>,
    /// The name of the sheet with the lists.
    pub(in crate::tabular) lists_sheet: String,
    /// The lists on that sheet, each with the column of its Kennungen, from 0; its names stand in the next.
    pub(in crate::tabular) lists: Vec<(u16, List)>,
}

/// Where everything stands on a sheet.
#[derive(Debug)]
pub(in crate::tabular) struct SheetPlan {
    /// Its name.
    pub(in crate::tabular) name: String,
    /// The column of each field, from 0.
    pub(in crate::tabular) columns: Vec<u16>,
    /// How many rows stand below the heads.
    pub(in crate::tabular) rows: usize,
}

impl Plan {
    /// A new workbook: every table, and the sheets beside them, with their fields from left to right.
    pub(super) fn new<'a>(rows: &dyn Fn(Table) -> &'a [Node], beside: &Blattzeilen, lists: &Lists) -> Self {
        let tables = Table::ALL.iter().map(|table| (Home::Table(*table), rows(*table).len()));
        let sheets = tables.chain(beside.iter().map(|(blatt, rows)| (Home::Blatt(*blatt), rows.len())));
        let sheets = sheets.map(|(home, rows)| {
            let columns = (0u16..).zip(home.fields()).map(|(at, _)| at).collect();
            (home, SheetPlan { name: home.title().to_owned(), columns, rows })
        });
        Self::of(sheets.collect(), lists, (Layout::LISTS, &[]))
    }

    /// A workbook with these sheets, whose sheet with lists has a name and these heads.
    pub(in crate::tabular) fn of(
        sheets: BTreeMap<Home, SheetPlan>,
        lists: &Lists,
        (lists_sheet, heads): (&str, &[String]),
    ) -> Self {
        let has_rows = |blatt| sheets.get(&Home::Blatt(blatt)).is_some_and(|sheet| sheet.rows > 0);
        let mut next = u16::try_from(heads.len()).unwrap_or(u16::MAX);
        let place = |list: List| {
            let own = heads.iter().position(|head| head == list.title).and_then(|at| u16::try_from(at).ok());
            let column = own.unwrap_or_else(|| {
                next = next.saturating_add(COLUMNS);
                next - COLUMNS
            });
            (column, list)
        };
        let lists = lists.without(has_rows).into_iter().map(place).collect();
        Self { sheets, lists_sheet: lists_sheet.to_owned(), lists }
    }
}

/// Whether the rows of a sheet each have a form of their own.
pub(in crate::tabular) fn has_values(home: Home) -> bool {
    matches!(home, Home::Blatt(blatt) if matches!(blatt.form().zeilen, Zeilen::Values))
}
