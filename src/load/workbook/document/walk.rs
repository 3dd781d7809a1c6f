//! Goes through the text of a document once: blocks, tables, and in them paragraphs.

use super::super::bounds::{Refusal, within};
use super::super::xml::{StartTag, Xml, XmlPiece};
use super::alternative::Renderings;
use super::content::{Document, WordBlock, WordParagraph, WordRow};
use super::element::{is_change, is_mark, is_wrapper};
use super::field::Field;
use super::numbering::Lists;
use super::oddity::Oddity;
use super::relations::Relations;
use super::styles::Styles;

/// The way through a document.
pub(super) struct Walk<'d> {
    pub(super) styles: &'d Styles,
    pub(super) lists: Lists,
    pub(super) relations: &'d Relations,
    /// The fields that are open; one can reach over many paragraphs.
    pub(super) fields: Vec<Field>,
    /// What was read.
    pub(super) document: Document,
    /// Which of several renderings are read.
    renderings: Renderings,
    /// How many paragraphs, cells and looks there may be, and how many bytes of text and addresses.
    most: (usize, usize),
    spent: (usize, usize),
}

impl<'d> Walk<'d> {
    pub(super) fn new(styles: &'d Styles, lists: Lists, relations: &'d Relations, most: (usize, usize)) -> Self {
        Self {
            styles,
            lists,
            relations,
            fields: Vec::new(),
            document: Document::default(),
            renderings: Renderings::default(),
            most,
            spent: (0, 0),
        }
    }

    /// Reads the text.
    pub(super) fn read(&mut self, part: &str, text: &str) -> Result<(), Refusal> {
        let mut blocks = Vec::new();
        self.blocks(&mut Xml::new(part, text), &mut blocks)?;
        // Of whole paragraphs that were put in or taken out, no other place could say it.
        if self.document.tracked > 0 && blocks.iter().all(|block| !block.is_tracked()) {
            self.document.odd.insert(Oddity::Tracked);
        }
        self.document.blocks = blocks;
        Ok(())
    }

    /// Counts something that takes memory.
    pub(super) fn spend(&mut self) -> Result<(), Refusal> {
        self.spent.0 += 1;
        within(self.spent.0, self.most.0, "Absätze, Zellen und Formatierungen")
    }

    /// Counts bytes of text.
    pub(super) fn spend_text(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.spent.1 = self.spent.1.saturating_add(bytes);
        within(self.spent.1, self.most.1, "Byte Text")
    }

    /// The next element in the one that is open; `None` where that ends. What shows nothing, what was taken out, and all renderings
    /// but one are none.
    pub(super) fn next<'x>(&mut self, xml: &mut Xml<'x>) -> Result<Option<StartTag<'x>>, Refusal> {
        loop {
            match xml.next()? {
                XmlPiece::Open(tag) => match tag.local() {
                    "AlternateContent" => {
                        self.renderings.choose(xml)?;
                        return Ok(Some(tag));
                    }
                    "Choice" | "Fallback" if !self.renderings.is_chosen(xml) => xml.skip()?,
                    "del" | "moveFrom" => {
                        self.document.tracked += 1;
                        xml.skip()?;
                    }
                    name if is_change(name) => {
                        self.document.tracked += 1;
                        xml.skip()?;
                    }
                    name if is_mark(name) => xml.skip()?,
                    _ => return Ok(Some(tag)),
                },
                XmlPiece::Text(_) => {}
                XmlPiece::Close | XmlPiece::Done => return Ok(None),
            }
        }
    }

    /// The blocks in the element that is open.
    fn blocks(&mut self, xml: &mut Xml<'_>, blocks: &mut Vec<WordBlock>) -> Result<(), Refusal> {
        while let Some(tag) = self.next(xml)? {
            match tag.local() {
                "p" => blocks.push(WordBlock::Paragraph(self.paragraph(xml)?)),
                "tbl" => {
                    let mut rows = Vec::new();
                    self.rows(xml, &mut rows)?;
                    blocks.push(WordBlock::Table(rows));
                }
                "sectPr" => self.section(xml)?,
                "altChunk" => {
                    self.document.odd.insert(Oddity::Embedded);
                    xml.skip()?;
                }
                "ins" | "moveTo" => {
                    self.document.tracked += 1;
                    self.blocks(xml, blocks)?;
                }
                "oMath" | "oMathPara" => {
                    self.document.odd.insert(Oddity::Formula);
                    xml.skip()?;
                }
                name => {
                    if !is_wrapper(name) {
                        self.document.odd.insert(Oddity::of(name));
                    }
                    self.blocks(xml, blocks)?;
                }
            }
        }
        Ok(())
    }

    /// The rows in the table that is open.
    fn rows(&mut self, xml: &mut Xml<'_>, rows: &mut Vec<WordRow>) -> Result<(), Refusal> {
        // What has changed in the table as a whole is said of its first row.
        let mut tracked = self.document.tracked;
        while let Some(tag) = self.next(xml)? {
            match tag.local() {
                "tr" => {}
                "tblPr" | "tblGrid" => {
                    self.design(xml)?;
                    continue;
                }
                name => {
                    if !is_wrapper(name) {
                        self.document.odd.insert(Oddity::of(name));
                    }
                    self.rows(xml, rows)?;
                    continue;
                }
            }
            self.spend()?;
            let mut row = WordRow::default();
            self.cells(xml, &mut row)?;
            let told = row.cells.iter().flatten().any(|paragraph| paragraph.odd.contains(&Oddity::Tracked));
            if self.document.tracked > tracked && !told {
                row.odd.insert(Oddity::Tracked);
            }
            tracked = self.document.tracked;
            if row.odd.contains(&Oddity::Hidden) {
                row.cells.iter_mut().flatten().for_each(|paragraph| paragraph.pieces.clear());
            }
            let columns = rows.first().map_or(row.cells.len(), |head| head.cells.len());
            if row.cells.len() != columns {
                row.odd.insert(Oddity::Merged);
            }
            rows.push(row);
        }
        Ok(())
    }

    /// The cells in the row that is open.
    fn cells(&mut self, xml: &mut Xml<'_>, row: &mut WordRow) -> Result<(), Refusal> {
        while let Some(tag) = self.next(xml)? {
            match tag.local() {
                "tc" => {
                    self.spend()?;
                    let mut cell = Vec::new();
                    self.cell(xml, &mut cell, row)?;
                    row.cells.push(cell);
                }
                "trPr" => self.row_properties(xml, row)?,
                "tblPrEx" => self.design(xml)?,
                name => {
                    if !is_wrapper(name) {
                        row.odd.insert(Oddity::of(name));
                    }
                    self.cells(xml, row)?;
                }
            }
        }
        Ok(())
    }

    /// What a row says of itself.
    fn row_properties(&mut self, xml: &mut Xml<'_>, row: &mut WordRow) -> Result<(), Refusal> {
        while let Some(tag) = self.next(xml)? {
            match tag.local() {
                "ins" => self.document.tracked += 1,
                "hidden" if tag.is_on() => drop(row.odd.insert(Oddity::Hidden)),
                "gridBefore" | "gridAfter" if tag.value().is_some_and(|columns| columns != "0") => {
                    row.odd.insert(Oddity::Merged);
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// How something looks, of which nothing matters but whether that has changed.
    fn design(&mut self, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        while self.next(xml)?.is_some() {
            xml.skip()?;
        }
        Ok(())
    }

    /// The paragraphs in the cell that is open.
    fn cell(&mut self, xml: &mut Xml<'_>, cell: &mut Vec<WordParagraph>, row: &mut WordRow) -> Result<(), Refusal> {
        while let Some(tag) = self.next(xml)? {
            match tag.local() {
                "p" => {
                    let paragraph = self.paragraph(xml)?;
                    if paragraph.item.is_some() || paragraph.heading.is_some() {
                        row.odd.insert(Oddity::BlockInCell);
                    }
                    cell.push(paragraph);
                }
                "tbl" => {
                    row.odd.insert(Oddity::TableInCell);
                    let mut inner = Vec::new();
                    self.rows(xml, &mut inner)?;
                    cell.extend(inner.into_iter().flat_map(|row| row.cells).flatten());
                }
                "tcPr" => self.cell_properties(xml, row)?,
                "ins" | "moveTo" => {
                    self.document.tracked += 1;
                    self.cell(xml, cell, row)?;
                }
                "altChunk" => {
                    row.odd.insert(Oddity::Embedded);
                    xml.skip()?;
                }
                "oMath" | "oMathPara" => {
                    row.odd.insert(Oddity::Formula);
                    xml.skip()?;
                }
                name => {
                    if !is_wrapper(name) {
                        row.odd.insert(Oddity::of(name));
                    }
                    self.cell(xml, cell, row)?;
                }
            }
        }
        Ok(())
    }

    /// What a cell says of itself.
    fn cell_properties(&mut self, xml: &mut Xml<'_>, row: &mut WordRow) -> Result<(), Refusal> {
        while let Some(tag) = self.next(xml)? {
            match tag.local() {
                "vMerge" | "hMerge" => drop(row.odd.insert(Oddity::Merged)),
                "gridSpan" if tag.value().is_some_and(|columns| columns != "1") => drop(row.odd.insert(Oddity::Merged)),
                "cellIns" | "cellDel" | "cellMerge" => self.document.tracked += 1,
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// How pages are laid out.
    pub(super) fn section(&mut self, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        while let Some(tag) = self.next(xml)? {
            let several = |number: &str| number.parse().is_ok_and(|number: u32| number > 1);
            if tag.local() == "cols" && tag.prefixed("num").is_some_and(|number| several(&number)) {
                self.document.odd.insert(Oddity::Columns);
            }
            xml.skip()?;
        }
        Ok(())
    }
}

impl WordBlock {
    /// Whether it says that something in it is tracked.
    fn is_tracked(&self) -> bool {
        match self {
            Self::Paragraph(paragraph) => paragraph.odd.contains(&Oddity::Tracked),
            Self::Table(rows) => rows.iter().any(|row| {
                let mut paragraphs = row.cells.iter().flatten();
                row.odd.contains(&Oddity::Tracked) || paragraphs.any(|p| p.odd.contains(&Oddity::Tracked))
            }),
        }
    }
}
