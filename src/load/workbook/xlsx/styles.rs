//! Styles of cells: how their numbers are shown, and which are struck through.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::load::grid::{Look, Struck, Value};
use crate::load::workbook::bounds::Refusal;
use crate::load::workbook::format::NumberFormat;
use crate::load::workbook::values::Shown;
use crate::load::workbook::xml::{Xml, XmlPiece};

/// The looks of cells, by the style that a cell names.
#[derive(Debug, Default)]
pub(super) struct XlsxStyles(Vec<Style>);

/// How a cell looks.
#[derive(Debug)]
struct Style {
    format: Rc<NumberFormat>,
    struck: bool,
}

impl XlsxStyles {
    /// Reads the styles part.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, Refusal> {
        let mut xml = Xml::new(part, text);
        let mut formats = BTreeMap::new();
        let (mut fonts, mut styles) = (Vec::new(), Vec::new());
        loop {
            match xml.next()? {
                XmlPiece::Open(tag) => match tag.local() {
                    // These occur elsewhere too, with other meanings.
                    "dxfs" | "cellStyleXfs" => xml.skip()?,
                    "numFmt" => {
                        let code = tag.attribute("formatCode");
                        if let (Some(id), Some(code)) = (xml.number(&tag, "numFmtId")?, code) {
                            formats.insert(id, Rc::new(NumberFormat::of_code(&code)));
                        }
                    }
                    "font" => fonts.push(false),
                    "strike" if tag.is_on() => fonts.iter_mut().last().into_iter().for_each(|font| *font = true),
                    "xf" => {
                        let id = xml.number(&tag, "numFmtId")?.unwrap_or_default();
                        let format = formats.entry(id).or_insert_with(|| Rc::new(NumberFormat::of_id(id))).clone();
                        let font = xml.number(&tag, "fontId")?.unwrap_or_default();
                        styles.push(Style { format, struck: fonts.get(font).copied().unwrap_or_default() });
                    }
                    _ => {}
                },
                XmlPiece::Close | XmlPiece::Text(_) => {}
                XmlPiece::Done => return Ok(Self(styles)),
            }
        }
    }

    /// As what a cell of this style shows its number; styles that do not exist show it as it is.
    pub(super) fn shown(&self, style: usize) -> Shown {
        self.0.get(style).map_or_else(Shown::default, |style| style.format.shown)
    }

    /// What a cell of this style shows beside its value.
    pub(super) fn look(&self, style: usize, value: &Value) -> Look {
        let Some(style) = self.0.get(style) else { return Look::default() };
        let struck = if style.struck { Struck::Whole } else { Struck::Nothing };
        Look { struck, ..style.format.look(value) }
    }
}
