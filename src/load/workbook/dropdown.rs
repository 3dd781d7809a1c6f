//! Drop-downs of cells: which cells have one, and where it takes its words from.

use std::borrow::Cow;
use std::ops::Range;

use super::bounds::{Refusal, position};
use super::xml::{StartTag, Xml, XmlPiece};

/// The most drop-downs of a sheet that are looked at; a workbook of ours has a tenth.
pub(super) const MOST_DROPDOWNS: usize = 200;

/// The longest formula that is looked at, in bytes; spreadsheet programs allow as many.
const LONGEST: usize = 8192;

/// The most ranges of cells of one drop-down that are looked at.
const MOST_RANGES: usize = 50;

/// The drop-down of some cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Dropdown {
    /// The columns of the cells, from 0.
    pub(in crate::load) columns: Vec<Range<usize>>,
    /// What it offers.
    pub(in crate::load) offer: Offer,
}

/// Where a drop-down takes its words from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) enum Offer {
    /// They are typed into it.
    Words(Vec<String>),
    /// They stand in cells.
    Cells {
        /// The name of their sheet; empty for that of the drop-down.
        sheet: String,
        /// Their column, from 0.
        column: usize,
        /// Their rows, from 0.
        rows: Range<usize>,
    },
}

/// Reads the rule of cells whose element was opened last; `None` where it has no drop-down, or one whose words cannot be told.
pub(super) fn read(tag: &StartTag<'_>, xml: &mut Xml<'_>) -> Result<Option<Dropdown>, Refusal> {
    let is_list = tag.attribute("type").is_some_and(|kind| kind == "list");
    let mut cells = tag.attribute("sqref").map(Cow::into_owned).unwrap_or_default();
    let mut formula = String::new();
    let open = xml.depth();
    while xml.depth() >= open {
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.local() {
                "formula1" => formula = xml.text()?,
                // In an extension, the cells are an element.
                "sqref" => cells = xml.text()?,
                _ => {}
            },
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => break,
        }
    }
    let columns = cells.split_ascii_whitespace().take(MOST_RANGES).filter_map(columns).collect();
    let offer = Some(formula.trim()).filter(|formula| is_list && formula.len() <= LONGEST).and_then(offer);
    Ok(offer.map(|offer| Dropdown { columns, offer }))
}

/// The columns of a range of cells such as `C2:D2000`.
fn columns(range: &str) -> Option<Range<usize>> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    Some(position(first)?.1..position(last)?.1 + 1)
}

/// What a formula offers: `"ja,nein"`, `'Ziele'!$A$2:$A$9`, or such a range whose end is counted by INDEX.
fn offer(formula: &str) -> Option<Offer> {
    if let Some(words) = formula.strip_prefix('"').and_then(|words| words.strip_suffix('"')) {
        let words = words.replace("\"\"", "\"");
        return Some(Offer::Words(words.split(',').map(|word| word.trim().to_owned()).collect()));
    }
    let (sheet, rest) = sheet_of(formula.strip_prefix('=').unwrap_or(formula))?;
    let (first, end) = rest.split_once(':').unwrap_or((rest, rest));
    let last = match end.strip_prefix("INDEX(") {
        Some(counted) => sheet_of(counted)?.1.split_once(':')?.1.split(',').next()?,
        None => end,
    };
    let ((from, column), (to, last_column)) = (cell(first)?, cell(last)?);
    (column == last_column && from <= to).then_some(Offer::Cells { sheet, column, rows: from..to + 1 })
}

/// The sheet that a formula begins with, and what stands behind it.
fn sheet_of(formula: &str) -> Option<(String, &str)> {
    let Some(name) = formula.strip_prefix('\'') else {
        // Without a sheet, a quotation mark further on belongs to something else.
        let sheet = formula.split_once('!').filter(|(sheet, _)| !sheet.contains(['$', ':', '(', ',']));
        return Some(sheet.map_or((String::new(), formula), |(sheet, rest)| (sheet.to_owned(), rest)));
    };
    let ends = name.match_indices("'!").map(|(at, _)| at);
    let end = ends.into_iter().find(|at| name.get(..*at).is_some_and(|name| name.matches('\'').count() % 2 == 0))?;
    Some((name.get(..end)?.replace("''", "'"), name.get(end + 2..)?))
}

/// Row and column of a cell such as `$A$2`.
fn cell(name: &str) -> Option<(usize, usize)> {
    position(&name.trim().replace('$', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_formula_offers() {
        let cells = |sheet: &str, column, rows| Some(Offer::Cells { sheet: sheet.to_owned(), column, rows });
        for (formula, expected) in [
            ("\"ja,nein\"", Some(Offer::Words(vec!["ja".into(), "nein".into()]))),
            ("\"ja, \"\"nein\"\"\"", Some(Offer::Words(vec!["ja".into(), "\"nein\"".into()]))),
            ("'Listen'!$C$2:$C$9", cells("Listen", 2, 1..9)),
            ("Ziele!A2:A2", cells("Ziele", 0, 1..2)),
            ("$B$2:$B$3", cells("", 1, 1..3)),
            ("$B$2", cells("", 1, 1..2)),
            (
                "'Rat''s'!$A$2:INDEX('Rat''s'!$A$2:$A$2000,MAX(1,COUNTA('Rat''s'!$A$2:$A$2000)))",
                cells("Rat's", 0, 1..2000),
            ),
            ("Ziele!$A$2:INDEX(Ziele!$A$2:$A$50,3)", cells("Ziele", 0, 1..50)),
            ("OFFSET(Ziele!$A$2,0,0,3)", None),
            ("Zielnamen", None),
            ("'Ziele", None),
            ("Ziele!$A$2:$B$9", None),
            ("", None),
        ] {
            assert_eq!(offer(formula), expected, "{formula}");
        }
    }
}
