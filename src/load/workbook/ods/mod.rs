//! Workbooks as LibreOffice writes them: OpenDocument.

mod cell;
mod styles;
mod table;

use super::archive::Archive;
use super::bounds::{Budget, MOST_SHEETS, Refusal, within};
use super::sheet::RawSheet;
use super::xml::{Xml, XmlPiece};
use styles::OdsStyles;

/// The part that holds all sheets.
pub(super) const CONTENT: &str = "content.xml";

/// Reads all sheets.
pub(super) fn read(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<Vec<RawSheet>, Refusal> {
    if is_encrypted(archive)? {
        return Err(Refusal::Locked);
    }
    let text = archive.part(CONTENT)?;
    let mut xml = Xml::new(CONTENT, &text);
    let mut styles = OdsStyles::new();
    let (mut sheets, mut is_spreadsheet) = (Vec::new(), false);
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.name() {
                "style:style" => styles.begin(&tag),
                "style:table-properties" | "style:text-properties" => styles.properties(&tag),
                "table:null-date" => styles.null_date(&tag),
                "office:spreadsheet" => is_spreadsheet = true,
                // What was changed, and what other programs supplied: tables that are no sheets.
                "table:tracked-changes" | "table:dde-links" => xml.skip()?,
                "table:table" => {
                    let name = tag.attribute("table:name").unwrap_or_default().into_owned();
                    if is_copy_of_another_file(&name) {
                        xml.skip()?;
                    } else {
                        let sheet = RawSheet { name: name.clone(), hidden: styles.hides(&tag), ..RawSheet::default() };
                        let sheet = table::read(&mut xml, sheet, &styles, budget);
                        sheets.push(sheet.map_err(|refusal| refusal.on(&name))?);
                        within(sheets.len(), MOST_SHEETS, "Blätter")?;
                    }
                }
                _ => {}
            },
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done if is_spreadsheet => return Ok(sheets),
            XmlPiece::Done => return Err(Refusal::Foreign),
        }
    }
}

/// Whether a table keeps the values of another file that formulas refer to; programs do not show it as a sheet.
fn is_copy_of_another_file(name: &str) -> bool {
    name.starts_with('\'') && name.contains("'#")
}

/// Whether the list of parts says that they are encrypted.
fn is_encrypted(archive: &mut Archive<'_>) -> Result<bool, Refusal> {
    const LIST: &str = "META-INF/manifest.xml";
    let Some(text) = archive.optional(LIST)? else { return Ok(false) };
    let mut xml = Xml::new(LIST, &text);
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) if tag.local() == "encryption-data" => return Ok(true),
            XmlPiece::Open(_) | XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => return Ok(false),
        }
    }
}
