//! One sheet: its cells, its hidden rows and columns, its merged cells.

use super::Book;
use super::strings::{Rich, rich, unescape};
use crate::load::fault::fault;
use crate::load::grid::{Struck, Value};
use crate::load::workbook::bounds::{Budget, Refusal, position};
use crate::load::workbook::dropdown::{self, MOST_DROPDOWNS};
use crate::load::workbook::sheet::{FilledSheet, RawSheet};
use crate::load::workbook::values::{self, Shown};
use crate::load::workbook::xml::{StartTag, Xml, XmlPiece};

/// Reads the part of a sheet into `sheet`.
pub(super) fn read(
    book: &Book,
    part: &str,
    text: &str,
    sheet: RawSheet,
    budget: &mut Budget,
) -> Result<RawSheet, Refusal> {
    let mut reader = CellReader { book, xml: Xml::new(part, text), sheet, row: 0, column: 0 };
    let mut has_data = false;
    loop {
        match reader.xml.next()? {
            XmlPiece::Open(tag) => match tag.local() {
                "col" => reader.columns(&tag)?,
                "sheetData" => {
                    has_data = true;
                    reader.rows(budget)?;
                }
                "mergeCell" => reader.merged(&tag)?,
                // Extensions repeat names of elements; Excel keeps drop-downs there that name other sheets.
                "dataValidations" | "extLst" => reader.dropdowns()?,
                _ => {}
            },
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done if has_data => return reader.sheet.finish(budget),
            XmlPiece::Done => return Err(reader.xml.broken()),
        }
    }
}

/// Where reading stands; rows and columns are counted from 0.
struct CellReader<'a> {
    book: &'a Book,
    xml: Xml<'a>,
    sheet: RawSheet,
    /// The row of the next cell.
    row: usize,
    /// The column of the next cell, unless it says another.
    column: usize,
}

/// What stands in a cell's element.
#[derive(Default)]
struct XlsxContent {
    formula: bool,
    stored: Option<String>,
    inline: Option<Rich>,
}

impl CellReader<'_> {
    /// Notes hidden columns, which are counted from 1.
    fn columns(&mut self, tag: &StartTag<'_>) -> Result<(), Refusal> {
        let (min, max) = (self.xml.number(tag, "min")?, self.xml.number(tag, "max")?);
        if let (Some(min), Some(max)) = (min, max)
            && is_hidden(tag, "width")
        {
            self.sheet.hidden_columns.push(min.saturating_sub(1)..max);
        }
        Ok(())
    }

    /// Notes merged cells.
    fn merged(&mut self, tag: &StartTag<'_>) -> Result<(), Refusal> {
        let range = tag.attribute("ref").unwrap_or_default();
        let (first, last) = range.split_once(':').unwrap_or((&range, &range));
        let (Some(first), Some(last)) = (position(first), position(last)) else { return Err(self.xml.broken()) };
        self.sheet.merge(first, last);
        Ok(())
    }

    /// Takes the drop-downs in the element that was opened last.
    fn dropdowns(&mut self) -> Result<(), Refusal> {
        let open = self.xml.depth();
        while self.xml.depth() >= open {
            match self.xml.next()? {
                XmlPiece::Open(tag) if tag.local() == "dataValidation" => {
                    let dropdown = dropdown::read(&tag, &mut self.xml)?;
                    let room = self.sheet.dropdowns.len() < MOST_DROPDOWNS;
                    self.sheet.dropdowns.extend(dropdown.filter(|_| room));
                }
                XmlPiece::Open(_) | XmlPiece::Close | XmlPiece::Text(_) => {}
                XmlPiece::Done => break,
            }
        }
        Ok(())
    }

    /// Reads all rows.
    fn rows(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        let open = self.xml.depth();
        let mut next = 0;
        while self.xml.depth() >= open {
            match self.xml.next()? {
                XmlPiece::Open(tag) => match tag.local() {
                    "row" => {
                        let number = self.xml.number(&tag, "r")?;
                        self.row = number.map_or(next, |number| number.saturating_sub(1));
                        next = self.row.saturating_add(1);
                        self.column = 0;
                        if is_hidden(&tag, "ht") {
                            self.sheet.hidden_rows.push(self.row..next);
                        }
                    }
                    "c" => self.cell(&tag, budget)?,
                    _ => self.xml.skip()?,
                },
                XmlPiece::Close | XmlPiece::Text(_) => {}
                XmlPiece::Done => break,
            }
        }
        Ok(())
    }

    /// Reads a cell.
    fn cell(&mut self, tag: &StartTag<'_>, budget: &mut Budget) -> Result<(), Refusal> {
        let (row, column) = match tag.attribute("r") {
            Some(name) => position(&name).ok_or_else(|| self.xml.broken())?,
            None => (self.row, self.column),
        };
        self.column = column.saturating_add(1);
        let style = self.xml.number(tag, "s")?.unwrap_or_default();
        let shown = self.book.styles.shown(style);
        let content = self.content()?;
        let kind = tag.attribute("t");
        let value = self.value(kind.as_deref(), shown, &content).ok_or_else(|| self.xml.broken())?;
        let mut look = self.book.styles.look(style, &value);
        if look.struck == Struck::Nothing {
            let shared = || self.shared(content.stored.as_deref().filter(|_| kind.as_deref() == Some("s"))?);
            look.struck = content.inline.as_ref().or_else(shared).map_or(Struck::Nothing, |text| text.struck);
        }
        self.sheet.fill(FilledSheet::new(row, column, value, look.boxed()), budget)
    }

    /// The shared text of a number.
    fn shared(&self, stored: &str) -> Option<&Rich> {
        self.book.strings.get(stored.trim().parse::<usize>().ok()?)
    }

    /// Reads what stands in the cell's element.
    fn content(&mut self) -> Result<XlsxContent, Refusal> {
        let open = self.xml.depth();
        let mut content = XlsxContent::default();
        while self.xml.depth() >= open {
            match self.xml.next()? {
                XmlPiece::Open(tag) => match tag.local() {
                    "v" => content.stored = Some(self.xml.text()?),
                    "is" => content.inline = Some(rich(&mut self.xml)?),
                    "f" => {
                        content.formula = true;
                        self.xml.skip()?;
                    }
                    _ => self.xml.skip()?,
                },
                XmlPiece::Close | XmlPiece::Text(_) => {}
                XmlPiece::Done => break,
            }
        }
        Ok(content)
    }

    /// What a cell of a type holds; `None` where that cannot be.
    fn value(&self, kind: Option<&str>, shown: Shown, content: &XlsxContent) -> Option<Value> {
        let stored = content.stored.as_deref().map(str::trim);
        Some(match (kind, stored) {
            (Some("inlineStr"), _) => values::text(content.inline.as_ref().map_or("", |rich| &rich.text)),
            (Some("str"), Some(stored)) => values::text(&unescape(stored)),
            (_, None | Some("")) if content.formula => values::uncomputed(),
            // Libraries that do not compute write a nought, and leave the rest to the program that opens the file.
            (Some("n") | None, Some("0")) if content.formula && self.book.calculation.postponed => values::uncomputed(),
            (_, None | Some("")) => Value::Empty,
            (Some("s"), Some(stored)) => values::shared(&self.shared(stored)?.text),
            (Some("b"), Some("1" | "true")) => Value::Flag(true),
            (Some("b"), Some("0" | "false")) => Value::Flag(false),
            (Some("e"), Some(stored)) => fault(stored),
            (Some("d"), Some(stored)) => values::iso_moment(stored),
            (Some("n") | None, Some(stored)) => values::number(stored, shown, self.book.calculation.epoch)?,
            (Some(_), Some(_)) => return None,
        })
    }
}

/// Whether a row or a column is not shown: it says so, or its size is nothing.
fn is_hidden(tag: &StartTag<'_>, size: &str) -> bool {
    tag.is("hidden") || tag.attribute(size).is_some_and(|size| size == "0")
}
