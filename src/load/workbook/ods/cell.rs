//! One cell: what it stores, and the text that it shows.

use crate::load::grid::Value;
use crate::load::workbook::bounds::{Refusal, text_within};
use crate::load::workbook::values::{self, Epoch, Shown};
use crate::load::workbook::xml::{Piece, Tag, Xml};

/// What stands in a cell's element.
pub(super) struct Content {
    kind: Option<String>,
    stored: Option<String>,
    is_formula: bool,
    is_fault: bool,
    /// What the cell shows.
    text: String,
}

impl Content {
    /// Reads the cell that was opened last.
    pub(super) fn read(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<Self, Refusal> {
        let attribute = |name: &str| tag.attribute(name).map(std::borrow::Cow::into_owned);
        let kind = attribute("office:value-type");
        let stored = match kind.as_deref() {
            Some("date") => attribute("office:date-value"),
            Some("time") => attribute("office:time-value"),
            Some("boolean") => attribute("office:boolean-value"),
            Some("string") => attribute("office:string-value"),
            _ => attribute("office:value"),
        };
        let is_formula = attribute("table:formula").is_some();
        let is_fault = attribute("calcext:value-type").is_some_and(|kind| kind == "error");
        let text = paragraphs(xml)?;
        Ok(Self { kind, stored, is_formula, is_fault, text })
    }

    /// What the cell holds.
    pub(super) fn value(&self) -> Value {
        let text = self.text.trim();
        // Programs that do not mark errors store an empty text or a nought beside them.
        if (self.is_fault && !text.is_empty()) || (self.is_formula && values::is_fault(text)) {
            return values::fault(text);
        }
        match (self.kind.as_deref(), self.stored.as_deref()) {
            (Some("string"), Some(stored)) => values::text(stored),
            (Some("float" | "currency"), Some(stored)) => self.number(stored, Shown::Number),
            (Some("percentage"), Some(stored)) => self.number(stored, Shown::Percent),
            (Some("date"), Some(stored)) => values::iso_moment(stored),
            (Some("time"), Some(stored)) => values::iso_duration(stored),
            (Some("boolean"), Some(stored)) => Value::Flag(stored == "true"),
            (None, _) if self.is_formula => values::uncomputed(),
            _ => values::text(text),
        }
    }

    /// The stored number; where it is none, the cell is faulty.
    fn number(&self, stored: &str, shown: Shown) -> Value {
        values::number(stored, shown, Epoch::default()).unwrap_or_else(|| values::fault(stored))
    }
}

/// The text of the cell that was opened last, one line per paragraph.
fn paragraphs(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let open = xml.depth();
    let mut text = String::new();
    let mut is_first = true;
    while xml.depth() >= open {
        match xml.next()? {
            Piece::Open(tag) if tag.name() == "text:p" => {
                if !is_first {
                    text.push('\n');
                }
                is_first = false;
                paragraph(xml, &mut text)?;
            }
            // Notes, drawings and the like belong to the cell, not to its text.
            Piece::Open(_) => xml.skip()?,
            Piece::Close | Piece::Text(_) => {}
            Piece::Done => break,
        }
    }
    Ok(text)
}

/// The text of the paragraph that was opened last.
fn paragraph(xml: &mut Xml<'_>, text: &mut String) -> Result<(), Refusal> {
    let open = xml.depth();
    while xml.depth() >= open {
        match xml.next()? {
            Piece::Open(tag) => match tag.name() {
                "text:s" => {
                    let count = xml.number(&tag, "text:c")?.unwrap_or(1);
                    text_within(text.len().saturating_add(count))?;
                    text.extend(std::iter::repeat_n(' ', count));
                }
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                "office:annotation" | "text:note" | "text:ruby-text" => xml.skip()?,
                name if name.starts_with("draw:") => xml.skip()?,
                // Parts of another look, links and fields: their text counts.
                _ => {}
            },
            Piece::Text(piece) => push_collapsed(text, &piece),
            Piece::Close => {}
            Piece::Done => break,
        }
    }
    Ok(())
}

/// Appends a text in which, as in HTML, any white space is one blank.
fn push_collapsed(text: &mut String, piece: &str) {
    for c in piece.chars() {
        let c = if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c };
        if c != ' ' || !text.ends_with([' ', '\n']) {
            text.push(c);
        }
    }
}
