//! The text of a page: by marked content, as artifact, or unmarked.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

/// The texts of one page.
pub(crate) struct Page {
    /// The page object.
    pub id: ObjectId,
    /// Text by MCID.
    pub texts: BTreeMap<i64, String>,
    /// Text of artifacts.
    pub artifacts: String,
    /// Text that is not marked at all.
    pub untagged: String,
}

/// A marked-content sequence that is open at a point of the stream.
enum Mark {
    Content(i64),
    Artifact,
    /// The text is already known, whatever glyphs follow.
    Replaced,
    Other,
}

/// Reads one content stream.
struct Reader<'a> {
    fonts: BTreeMap<Vec<u8>, Encoding<'a>>,
    font: Option<Vec<u8>>,
    saved: Vec<Option<Vec<u8>>>,
    marks: Vec<Mark>,
    page: Page,
}

impl Page {
    /// Reads the content of a page.
    pub(crate) fn read(document: &Document, id: ObjectId) -> Self {
        let fonts = document.get_page_fonts(id).expect("the fonts of a page");
        let page = Self { id, texts: BTreeMap::new(), artifacts: String::new(), untagged: String::new() };
        let mut reader = Reader {
            fonts: fonts.into_iter().map(|(name, font)| (name, encoding(document, font))).collect(),
            font: None,
            saved: Vec::new(),
            marks: Vec::new(),
            page,
        };
        let content = Content::decode(&document.get_page_content(id)).expect("a content stream");
        content.operations.iter().for_each(|operation| reader.step(operation));
        assert!(reader.marks.is_empty(), "marked content is left open");
        reader.page
    }
}

impl Reader<'_> {
    fn step(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "q" => self.saved.push(self.font.clone()),
            "Q" => self.font = self.saved.pop().expect("a saved state"),
            "Tf" => self.font = Some(operands[0].as_name().expect("the name of a font").to_vec()),
            "BMC" | "BDC" => self.open(operands),
            "EMC" => drop(self.marks.pop().expect("an open mark")),
            "Tj" | "TJ" | "'" | "\"" => operands.iter().for_each(|operand| self.show(operand)),
            "Do" => assert!(self.is_artifact(), "drawings in XObjects hide their text from this reader"),
            _ => {}
        }
    }

    /// Opens a mark; text that it stands for counts at once.
    fn open(&mut self, operands: &[Object]) {
        let properties = operands.get(1).and_then(|o| o.as_dict().ok());
        let actual = properties.and_then(|p| p.get(b"ActualText").ok());
        let mark = if let Some(actual) = actual {
            self.write(&lopdf::decode_text_string(actual).expect("a text string"));
            Mark::Replaced
        } else if let Some(mcid) = properties.and_then(|p| p.get(b"MCID").ok()) {
            let mcid = mcid.as_i64().expect("a number");
            self.page.texts.entry(mcid).or_default();
            Mark::Content(mcid)
        } else if operands.first().is_some_and(|tag| tag.as_name().ok() == Some(b"Artifact")) {
            Mark::Artifact
        } else {
            Mark::Other
        };
        self.marks.push(mark);
    }

    fn show(&mut self, operand: &Object) {
        match operand {
            Object::Array(parts) => parts.iter().for_each(|part| self.show(part)),
            Object::String(codes, _) => {
                let font = self.font.as_ref().expect("a font");
                let text = Document::decode_text(&self.fonts[font], codes).expect("codes of the font");
                self.write(&text);
            }
            _ => {}
        }
    }

    fn is_artifact(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, Mark::Artifact))
    }

    fn write(&mut self, text: &str) {
        if self.marks.iter().any(|mark| matches!(mark, Mark::Replaced)) {
            return;
        }
        let home = self.marks.iter().rev().find(|mark| matches!(mark, Mark::Content(_) | Mark::Artifact));
        let place = match home {
            Some(Mark::Content(mcid)) => self.page.texts.entry(*mcid).or_default(),
            Some(_) => &mut self.page.artifacts,
            None => &mut self.page.untagged,
        };
        place.push_str(text);
    }
}

/// How the codes of a font become text; every font must say so.
fn encoding<'a>(document: &'a Document, font: &'a Dictionary) -> Encoding<'a> {
    let encoding = font.get_font_encoding(document).expect("an encoding");
    assert!(matches!(encoding, Encoding::UnicodeMapEncoding(_)), "a font has no ToUnicode map");
    encoding
}
