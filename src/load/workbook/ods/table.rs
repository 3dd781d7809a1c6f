//! One sheet: its rows and columns, most of which are written once and repeated.

use super::cell::OdsContent;
use super::styles::OdsStyles;
use crate::load::grid::{Look, Value};
use crate::load::workbook::bounds::{Budget, MOST_COLUMNS, MOST_ROWS, Refusal, cell_name};
use crate::load::workbook::sheet::{FilledSheet, RawSheet};
use crate::load::workbook::xml::{StartTag, Xml, XmlPiece};

/// Reads the table that was opened last into `sheet`.
pub(super) fn read(
    xml: &mut Xml<'_>,
    sheet: RawSheet,
    styles: &OdsStyles,
    budget: &mut Budget,
) -> Result<RawSheet, Refusal> {
    let open = xml.depth();
    let mut table = TableReader { sheet, styles, row: 0, column: 0 };
    while xml.depth() >= open {
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.name() {
                "table:table-column" => table.columns(&tag, repeats(xml, &tag, "table:number-columns-repeated")?),
                "table:table-row" => {
                    let repeats = repeats(xml, &tag, "table:number-rows-repeated")?;
                    table.rows(xml, &tag, repeats, budget)?;
                }
                // Groups of rows and columns; what else stands in a table is drawn on it or describes it.
                "table:table-columns"
                | "table:table-header-columns"
                | "table:table-column-group"
                | "table:table-rows"
                | "table:table-header-rows"
                | "table:table-row-group" => {}
                _ => xml.skip()?,
            },
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => break,
        }
    }
    table.sheet.finish(budget)
}

/// Where reading stands; rows and columns are counted from 0.
struct TableReader<'a> {
    sheet: RawSheet,
    styles: &'a OdsStyles,
    /// The next row.
    row: usize,
    /// The next column that is described.
    column: usize,
}

/// A value with how often it is repeated to the right.
struct Repeated {
    column: usize,
    repeats: usize,
    value: Value,
    look: Option<Box<Look>>,
}

impl TableReader<'_> {
    /// Notes columns.
    fn columns(&mut self, tag: &StartTag<'_>, repeats: usize) {
        let next = self.column.saturating_add(repeats);
        if is_hidden(tag) {
            self.sheet.hidden_columns.push(self.column..next);
        }
        self.column = next;
    }

    /// Reads a row, which can stand for many.
    fn rows(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &StartTag<'_>,
        repeats: usize,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        let next = self.row.saturating_add(repeats);
        if is_hidden(tag) {
            self.sheet.hidden_rows.push(self.row..next);
        }
        let style = tag.attribute("table:default-cell-style-name");
        let cells = self.cells(xml, style.as_deref())?;
        if let Some(cell) = cells.first()
            && next > MOST_ROWS
        {
            return Err(too_far(next.saturating_sub(1), cell.column));
        }
        // Rows without values, which programs repeat to the end of the sheet, are only counted.
        if !cells.is_empty() {
            (self.row..next).try_for_each(|row| self.fill(row, &cells, budget))?;
        }
        self.row = next;
        Ok(())
    }

    /// Takes the cells of a row in.
    fn fill(&mut self, row: usize, cells: &[Repeated], budget: &mut Budget) -> Result<(), Refusal> {
        for cell in cells {
            for column in cell.column..cell.column + cell.repeats {
                let (value, look) = (cell.value.clone(), cell.look.clone());
                self.sheet.fill(FilledSheet::new(row, column, value, look), budget)?;
            }
        }
        Ok(())
    }

    /// Reads the cells of a row that hold something; `style` is that of cells without one.
    fn cells(&mut self, xml: &mut Xml<'_>, style: Option<&str>) -> Result<Vec<Repeated>, Refusal> {
        let open = xml.depth();
        let (mut cells, mut column) = (Vec::new(), 0_usize);
        while xml.depth() >= open {
            match xml.next()? {
                XmlPiece::Open(tag) if matches!(tag.name(), "table:table-cell" | "table:covered-table-cell") => {
                    let repeats = repeats(xml, &tag, "table:number-columns-repeated")?;
                    self.merge(xml, &tag, column)?;
                    let content = OdsContent::read(xml, &tag, self.styles, style)?;
                    let value = content.value();
                    let next = column.saturating_add(repeats);
                    if value != Value::Empty {
                        if next > MOST_COLUMNS {
                            return Err(too_far(self.row, next.saturating_sub(1)));
                        }
                        let look = content.look(&value).boxed();
                        cells.push(Repeated { column, repeats, value, look });
                    }
                    column = next;
                }
                XmlPiece::Open(_) => xml.skip()?,
                XmlPiece::Close | XmlPiece::Text(_) => {}
                XmlPiece::Done => break,
            }
        }
        Ok(cells)
    }

    /// Notes merged cells.
    fn merge(&mut self, xml: &Xml<'_>, tag: &StartTag<'_>, column: usize) -> Result<(), Refusal> {
        let rows = xml.number(tag, "table:number-rows-spanned")?.unwrap_or(1).max(1);
        let columns = xml.number(tag, "table:number-columns-spanned")?.unwrap_or(1).max(1);
        let last = (self.row.saturating_add(rows - 1), column.saturating_add(columns - 1));
        self.sheet.merge((self.row, column), last);
        Ok(())
    }
}

/// How often a row, a column or a cell stands there.
fn repeats(xml: &Xml<'_>, tag: &StartTag<'_>, name: &str) -> Result<usize, Refusal> {
    Ok(xml.number(tag, name)?.unwrap_or(1).max(1))
}

/// Whether a row or a column is not shown, by hand or by a filter.
fn is_hidden(tag: &StartTag<'_>) -> bool {
    tag.attribute("table:visibility").is_some_and(|visibility| visibility != "visible")
}

fn too_far(row: usize, column: usize) -> Refusal {
    Refusal::TooLarge(format!("ein Wert in der Zelle {}", cell_name((row, column))))
}
