//! Number formats: which cells show a percentage, a day or a time.

use std::collections::BTreeMap;

use crate::load::workbook::bounds::Refusal;
use crate::load::workbook::values::Shown;
use crate::load::workbook::xml::{Piece, Xml};

/// As what the numbers of cells are shown, by the style that a cell names.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Shown>);

impl Styles {
    /// Reads the styles part.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, Refusal> {
        let mut xml = Xml::new(part, text);
        let mut custom = BTreeMap::new();
        let mut styles = Vec::new();
        loop {
            match xml.next()? {
                Piece::Open(tag) => match tag.local() {
                    // Both occur elsewhere too, with other meanings.
                    "dxfs" | "cellStyleXfs" => xml.skip()?,
                    "numFmt" => {
                        let code = tag.attribute("formatCode").map(|code| shown_by_code(&code));
                        if let (Some(id), Some(shown)) = (xml.number(&tag, "numFmtId")?, code) {
                            custom.insert(id, shown);
                        }
                    }
                    "xf" => {
                        let id = xml.number(&tag, "numFmtId")?.unwrap_or_default();
                        styles.push(custom.get(&id).copied().unwrap_or_else(|| shown_by_id(id)));
                    }
                    _ => {}
                },
                Piece::Close | Piece::Text(_) => {}
                Piece::Done => return Ok(Self(styles)),
            }
        }
    }

    /// As what a cell of this style shows its number; styles that do not exist show it as it is.
    pub(super) fn shown(&self, style: usize) -> Shown {
        self.0.get(style).copied().unwrap_or_default()
    }
}

/// The formats that every program knows by number.
fn shown_by_id(id: usize) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=17 | 22 | 27..=36 | 50..=58 => Shown::Date,
        18..=21 | 45 | 47 => Shown::Time,
        46 => Shown::Duration,
        _ => Shown::Number,
    }
}

/// As what a format code such as `dd.mm.yyyy` or `0.0 %` shows a number.
fn shown_by_code(code: &str) -> Shown {
    // Programs write the name of the general format in English; those that do not spell letters of a day in it.
    if code.eq_ignore_ascii_case("Standard") {
        return Shown::Number;
    }
    let signs = signs(code);
    // The sections after the first are for negative numbers, zero and text.
    let first = signs.split(|sign| *sign == Sign::Next).next().unwrap_or_default();
    if first.contains(&Sign::Duration) {
        Shown::Duration
    } else if first.contains(&Sign::Day) {
        Shown::Date
    } else if first.contains(&Sign::Time) {
        Shown::Time
    } else if first.contains(&Sign::MonthOrMinute) {
        Shown::Date
    } else if signs.contains(&Sign::Percent) {
        Shown::Percent
    } else {
        Shown::Number
    }
}

/// What of a format code matters here.
#[derive(PartialEq)]
enum Sign {
    Day,
    MonthOrMinute,
    Time,
    Duration,
    Percent,
    /// The end of a section.
    Next,
}

/// The signs of a format code; what is quoted, escaped or bracketed is no sign, except for durations such as `[h]`.
fn signs(code: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c.to_ascii_lowercase() {
            '"' => _ = characters.by_ref().find(|c| *c == '"'),
            // A literal, a blank as wide as the next character, a character that fills the cell.
            '\\' | '_' | '*' => _ = characters.next(),
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let is_unit = |unit: char| inside.chars().all(|c| c.eq_ignore_ascii_case(&unit));
                if !inside.is_empty() && ['h', 'm', 's'].into_iter().any(is_unit) {
                    signs.push(Sign::Duration);
                }
            }
            'd' | 'y' => signs.push(Sign::Day),
            'm' => signs.push(Sign::MonthOrMinute),
            'h' | 's' => signs.push(Sign::Time),
            '%' => signs.push(Sign::Percent),
            ';' => signs.push(Sign::Next),
            _ => {}
        }
    }
    signs
}
