//! One cell: what it stores, and the text that it shows.

use super::styles::OdsStyles;
use crate::load::fault::{fault, is_fault};
use crate::load::grid::{Epoch, Look, Struck, Value};
use crate::load::workbook::bounds::{Refusal, text_within};
use crate::load::workbook::shown;
use crate::load::workbook::values::{self, Shown};
use crate::load::workbook::xml::{StartTag, Xml, XmlPiece};

/// What stands in a cell's element.
pub(super) struct OdsContent {
    kind: Option<String>,
    stored: Option<String>,
    currency: Option<String>,
    is_formula: bool,
    is_fault: bool,
    /// What the cell shows.
    text: Paragraphs,
    /// The calendar of the workbook.
    epoch: Epoch,
    /// Whether the cell's own style strikes it through.
    struck: bool,
}

/// The text of a cell.
#[derive(Default)]
struct Paragraphs {
    text: String,
    /// Whether a piece of it is struck through, and whether one is not.
    struck: bool,
    plain: bool,
}

impl OdsContent {
    /// Reads the cell that was opened last.
    pub(super) fn read(
        xml: &mut Xml<'_>,
        tag: &StartTag<'_>,
        styles: &OdsStyles,
        style: Option<&str>,
    ) -> Result<Self, Refusal> {
        let attribute = |name: &str| tag.attribute(name).map(std::borrow::Cow::into_owned);
        let kind = attribute("office:value-type");
        let stored = match kind.as_deref() {
            Some("date") => attribute("office:date-value"),
            Some("time") => attribute("office:time-value"),
            Some("boolean") => attribute("office:boolean-value"),
            Some("string") => attribute("office:string-value"),
            _ => attribute("office:value"),
        };
        let currency = attribute("office:currency").filter(|_| kind.as_deref() == Some("currency"));
        let is_formula = attribute("table:formula").is_some();
        let is_fault = attribute("calcext:value-type").is_some_and(|kind| kind == "error");
        let own = attribute("table:style-name");
        let struck = own.as_deref().or(style).is_some_and(|style| styles.strikes(style));
        let text = paragraphs(xml, styles)?;
        Ok(Self { kind, stored, currency, is_formula, is_fault, text, epoch: styles.epoch, struck })
    }

    /// What the cell holds.
    pub(super) fn value(&self) -> Value {
        let text = self.text.text.trim();
        // Programs that do not mark errors store an empty text or a nought beside them.
        if (self.is_fault && !text.is_empty()) || (self.is_formula && is_fault(text)) {
            return fault(text);
        }
        match (self.kind.as_deref(), self.stored.as_deref()) {
            (Some("string"), Some(stored)) => values::text(stored),
            // Programs that compute show what comes out; libraries that do not only store a nought.
            (Some("float"), Some("0")) if self.is_formula && text.is_empty() => values::uncomputed(),
            (Some("float" | "currency"), Some(stored)) => self.number(stored, Shown::Number),
            (Some("percentage"), Some(stored)) => self.number(stored, Shown::Percent),
            (Some("date"), Some(stored)) => values::iso_moment(stored),
            (Some("time"), Some(stored)) => values::iso_duration(stored),
            (Some("boolean"), Some(stored)) => Value::Flag(stored == "true"),
            (None, _) if self.is_formula => values::uncomputed(),
            _ => values::text(text),
        }
    }

    /// What the cell shows beside its value.
    pub(super) fn look(&self, value: &Value) -> Look {
        let struck = if self.struck { Struck::Whole } else { Struck::of(self.text.struck, self.text.plain) };
        let text = self.text.text.trim();
        let look = match value {
            Value::Number { stored, percent, .. } => shown::number(text, *stored, *percent, self.currency.as_deref()),
            Value::Date(day) => Look { dayless: shown::is_dayless(text, *day), ..Look::default() },
            _ => Look::default(),
        };
        Look { struck, ..look }
    }

    /// The stored number; where it is none, the cell is faulty.
    fn number(&self, stored: &str, shown: Shown) -> Value {
        values::number(stored, shown, self.epoch).unwrap_or_else(|| fault(stored))
    }
}

/// The text of the cell that was opened last, one line per paragraph.
fn paragraphs(xml: &mut Xml<'_>, styles: &OdsStyles) -> Result<Paragraphs, Refusal> {
    let open = xml.depth();
    let mut read = Paragraphs::default();
    let mut is_first = true;
    while xml.depth() >= open {
        match xml.next()? {
            XmlPiece::Open(tag) if tag.name() == "text:p" => {
                if !is_first {
                    read.text.push('\n');
                }
                is_first = false;
                paragraph(xml, &mut read, styles)?;
            }
            // Notes, drawings and the like belong to the cell, not to its text.
            XmlPiece::Open(_) => xml.skip()?,
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => break,
        }
    }
    Ok(read)
}

/// The text of the paragraph that was opened last.
fn paragraph(xml: &mut Xml<'_>, read: &mut Paragraphs, styles: &OdsStyles) -> Result<(), Refusal> {
    let open = xml.depth();
    // How deep the element lies whose text is struck through.
    let mut striking = None;
    while xml.depth() >= open {
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.name() {
                "text:s" => {
                    let count = xml.number(&tag, "text:c")?.unwrap_or(1);
                    text_within(read.text.len().saturating_add(count))?;
                    read.text.extend(std::iter::repeat_n(' ', count));
                }
                "text:tab" => read.text.push('\t'),
                "text:line-break" => read.text.push('\n'),
                "office:annotation" | "text:note" | "text:ruby-text" => xml.skip()?,
                name if name.starts_with("draw:") => xml.skip()?,
                // Parts of another look, links and fields: their text counts.
                _ if tag.attribute("text:style-name").is_some_and(|style| styles.strikes(&style)) => {
                    striking = striking.or(Some(xml.depth()));
                }
                _ => {}
            },
            XmlPiece::Text(piece) => {
                if !piece.trim().is_empty() {
                    read.struck |= striking.is_some();
                    read.plain |= striking.is_none();
                }
                push_collapsed(&mut read.text, &piece);
            }
            XmlPiece::Close => striking = striking.filter(|depth| xml.depth() >= *depth),
            XmlPiece::Done => break,
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
