//! Texts: those that cells share, and those in the cells themselves.

use crate::load::grid::Struck;
use crate::load::workbook::bounds::{MOST_CELLS, Refusal, within};
use crate::load::workbook::xml::{Xml, XmlPiece};
use crate::source::Compact;

/// A text, and what of it is struck through.
#[derive(Debug, Default)]
pub(super) struct Rich {
    pub(super) text: Compact,
    pub(super) struck: Struck,
}

/// The texts that the cells of a workbook refer to by number.
pub(super) fn shared(part: &str, text: &str) -> Result<Vec<Rich>, Refusal> {
    let mut xml = Xml::new(part, text);
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) if tag.local() == "si" => {
                strings.push(rich(&mut xml)?);
                within(strings.len(), MOST_CELLS, "Texte")?;
            }
            XmlPiece::Open(_) | XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => return Ok(strings),
        }
    }
}

/// The text of the element that was opened last, in one piece or in several of different looks.
pub(super) fn rich(xml: &mut Xml<'_>) -> Result<Rich, Refusal> {
    let open = xml.depth();
    let mut whole = String::new();
    // Whether the next piece is struck through, and of which kinds there were any.
    let (mut strikes, mut struck, mut plain) = (false, false, false);
    while xml.depth() >= open {
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.local() {
                // How the text is spoken, in Japanese workbooks.
                "rPh" => xml.skip()?,
                "r" => strikes = false,
                "strike" => strikes = tag.is_on(),
                "t" => {
                    let keep = tag.attribute("xml:space").is_some_and(|space| space == "preserve");
                    let text = xml.text()?;
                    let text = if keep { &text } else { text.trim_matches([' ', '\t', '\r', '\n']) };
                    if !text.trim().is_empty() {
                        (struck, plain) = (struck || strikes, plain || !strikes);
                    }
                    whole.push_str(&unescape(text));
                }
                _ => {}
            },
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => break,
        }
    }
    Ok(Rich { text: whole.into(), struck: Struck::of(struck, plain) })
}

/// A text with `_x000D_` and the like replaced: so Excel writes characters that XML cannot hold.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        if let Some(c) = escaped(from) {
            plain.push(c);
            rest = &from[ESCAPE..];
        } else {
            plain.push_str("_x");
            rest = &from[2..];
        }
    }
    plain.push_str(rest);
    plain
}

/// How long an escape is, in bytes.
const ESCAPE: usize = "_x000D_".len();

/// The character of the escape that a text begins with.
fn escaped(text: &str) -> Option<char> {
    let digits = text.get(..ESCAPE)?.strip_prefix("_x")?.strip_suffix('_')?;
    let is_number = digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_number.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))?
}
