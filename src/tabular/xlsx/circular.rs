//! The workbook of a Meldebogen: what is known, locked and grey, beside empty cells for what is to be reported.

use chrono::NaiveDate;
use rust_xlsxwriter::{Color, Format, FormatBorder, ProtectionOptions, Worksheet, XlsxError};

use super::lists::Ranges;
use super::{A4, Unwritable, column, head, new_workbook, rule, write_cell};
use crate::model::{CircularSheet, Field, Located, PROJECT_TITLE, Projekt, Sicht, Table, known_head};
use crate::source::Node;
use crate::tabular::cell::CellValue;

/// How many empty rows stand below those of the projects, for a second entry or a new Meilenstein.
const SPARE_ROWS: usize = 10;

/// The row of the heads, from 0; above it stands what is to be done.
const HEADS: u32 = 1;

/// The fill of cells that only show something.
const KNOWN: Color = Color::RGB(0xED_ED_ED);

/// The line around cells that are to be filled in.
const LINE: Color = Color::RGB(0xA6_A6_A6);

/// What the workbook of a department is made from.
pub struct Circular<'a> {
    /// All that is known.
    pub sicht: &'a Sicht<'a>,
    /// The projects that have not ended, each with whether it has begun.
    pub projekte: &'a [(&'a Located<Projekt>, bool)],
    /// The first row: from when the Meldebogen is, for whom, and what is to be done.
    pub line: &'a str,
}

/// A row to be filled in: its project, and the newest row of the table that it follows.
type Row<'a> = (&'a Projekt, Option<&'a Node>);

/// The workbook.
///
/// # Errors
/// When something does not fit into a workbook.
pub fn write(circular: &Circular<'_>) -> Result<Vec<u8>, Unwritable> {
    let mut workbook = new_workbook()?;
    let first = HEADS + 2;
    let last = first + u32::try_from(circular.projekte.len()).unwrap_or(u32::MAX / 2).max(1) - 1;
    let ranges = Ranges::of_table(Table::Projekte, first, last);
    for of in &CircularSheet::ALL {
        let rows = rows(circular, of.table);
        sheet(workbook.add_worksheet(), of, &rows, (circular.line, &ranges))?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// What is asked of the projects on a sheet.
fn rows<'a>(circular: &Circular<'a>, table: Table) -> Vec<Row<'a>> {
    let sicht = circular.sicht;
    let each = |(projekt, has_begun): &(&'a Located<Projekt>, bool)| -> Vec<Row<'a>> {
        let kennung = &projekt.kennung;
        let nodes: Vec<&Node> = match table {
            Table::Projekte => vec![projekt.node()],
            Table::Meilensteine => {
                let open = sicht.meilensteine(kennung).iter().filter(|m| m.erreicht.is_none());
                return open.map(|m| (&***projekt, Some(m.node()))).collect();
            }
            _ if !has_begun => return Vec::new(),
            Table::Fortschritt => sicht.fortschritt(kennung).last().map(|f| f.node()).into_iter().collect(),
            Table::Kosten => sicht.kostenstand(kennung, NaiveDate::MAX).into_iter().map(Located::node).collect(),
            _ => sicht.pausen(kennung).iter().filter(|p| p.bis.is_none()).map(|p| p.node()).collect(),
        };
        let known = nodes.into_iter().map(Some);
        let rows: Vec<Row<'a>> = known.map(|node| (&***projekt, node)).collect();
        if rows.is_empty() { vec![(&***projekt, None)] } else { rows }
    };
    circular.projekte.iter().flat_map(each).collect()
}

/// What a column of a sheet is for.
enum Column {
    /// The project, or what else of a row is known already; where it is not, it is filled in.
    Given(Field),
    /// The title of the project.
    Title,
    /// What is known of a field.
    Known(Field),
    /// What is asked for.
    Asked(Field),
}

impl Column {
    /// The columns of a sheet from left to right.
    fn all(of: &CircularSheet) -> Vec<Self> {
        let fields = |names: &'static [&'static str]| names.iter().filter_map(|name| of.field(name));
        let mut all: Vec<Self> = fields(of.given).map(Self::Given).collect();
        all.insert(1.min(all.len()), Self::Title);
        all.extend(fields(of.known).map(Self::Known));
        all.extend(fields(of.asked).map(Self::Asked));
        all
    }

    fn field(&self) -> Option<&Field> {
        match self {
            Self::Given(field) | Self::Known(field) | Self::Asked(field) => Some(field),
            Self::Title => None,
        }
    }

    fn head(&self) -> String {
        match self {
            Self::Given(field) | Self::Asked(field) => field.title.to_owned(),
            Self::Known(field) => known_head(field),
            Self::Title => PROJECT_TITLE.to_owned(),
        }
    }

    /// What stands in a row before it goes round.
    fn cell(&self, is_owner: bool, (projekt, node): &Row<'_>) -> CellValue {
        match self {
            Self::Given(_) if is_owner => CellValue::Text(projekt.kennung.to_string()),
            Self::Given(field) | Self::Known(field) => node.map_or(CellValue::Empty, |node| CellValue::of(field, node)),
            Self::Title => CellValue::Text(projekt.titel.clone()),
            Self::Asked(_) => CellValue::Empty,
        }
    }
}

fn sheet(
    sheet: &mut Worksheet,
    of: &CircularSheet,
    rows: &[Row<'_>],
    (line, ranges): (&str, &Ranges),
) -> Result<(), Unwritable> {
    sheet.set_name(of.table.title())?;
    sheet.write_string_with_format(0, 0, line, &Format::new().set_bold())?;
    let last = HEADS + u32::try_from(rows.len() + SPARE_ROWS).unwrap_or(u32::MAX / 2);
    for (at, column) in (0u16..).zip(Column::all(of)) {
        let cells: Vec<CellValue> = rows.iter().map(|row| column.cell(at == 0, row)).collect();
        let format = column.field().map_or_else(Format::new, |field| column::format(&field.shape));
        let (known, asked) = (known(&format), asked(&format));
        let is_shown = matches!(column, Column::Known(_) | Column::Title);
        for (row, cell) in (HEADS + 1..=last).zip(cells.iter().map(Some).chain(std::iter::repeat(None))) {
            let filled = cell.filter(|cell| **cell != CellValue::Empty);
            let format = if filled.is_some() || is_shown { &known } else { &asked };
            match filled {
                Some(cell) => write_cell(sheet, row, at, cell, format)?,
                None => _ = sheet.write_blank(row, at, format)?,
            }
        }
        heads(sheet, (at, &column), &cells)?;
        if let Some(rule) = column
            .field()
            .filter(|_| !is_shown)
            .map(|field| rule::of(field, field.refers.and_then(|liste| ranges.of(liste))))
            .transpose()?
            .flatten()
        {
            sheet.add_data_validation(HEADS + 1, at, last, at, &rule)?;
        }
    }
    layout(sheet)?;
    Ok(())
}

/// The head of a column with its note, and its width.
fn heads(sheet: &mut Worksheet, (at, column): (u16, &Column), cells: &[CellValue]) -> Result<(), XlsxError> {
    let title = column.head();
    let note = match column {
        Column::Given(field) | Column::Asked(field) => column::note(field),
        Column::Known(_) | Column::Title => "Bekannt; nur zum Vergleich.".to_owned(),
    };
    head(sheet, (HEADS, at), &title, &note)?;
    // Room for an amount that is still to be written.
    let width = column.field().map_or(40, |field| column::width(field, cells).max(15));
    sheet.set_column_width(at, width.max(u16::try_from(title.chars().count() + 2).unwrap_or(u16::MAX)))?;
    Ok(())
}

fn known(format: &Format) -> Format {
    format.clone().set_background_color(KNOWN)
}

fn asked(format: &Format) -> Format {
    format.clone().set_unlocked().set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// What stays in sight, what can be changed, and how the sheet is printed.
fn layout(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    // No password: it keeps slips off, and nobody out.
    let free = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    sheet.protect_with_options(&free);
    sheet.set_freeze_panes(HEADS + 1, 2)?;
    sheet.set_repeat_rows(0, HEADS)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
}
