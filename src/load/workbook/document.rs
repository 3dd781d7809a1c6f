//! Word documents: the same kind of archive as a workbook, measured and counted in the same way, read for their words alone.

use super::archive::{Archive, OLE};
use super::bounds::Refusal;
use super::xml::{StartTag, Xml, XmlPiece};

/// The part that holds the text.
const TEXT: &str = "word/document.xml";

/// What is passed over: what was deleted, instructions, other renderings of what stands there already, and how something looked before.
const UNSEEN: [&str; 10] = [
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "Fallback",
    "tabs",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "sectPrChange",
];

/// What people see of a Word document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordText {
    /// Its paragraphs, those of cells included, each in lines; numbers of items and page heads are none of their words.
    pub paragraphs: Vec<Vec<String>>,
    /// How many changes are tracked; what was put in counts, what was taken out does not.
    pub tracked: usize,
    /// How many comments there are.
    pub comments: usize,
}

/// Whether bytes are an archive, or what old documents and those with a password are kept in.
pub fn is_office_file(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(OLE)
}

/// Reads a Word document.
///
/// # Errors
/// Says in German why it cannot be read.
pub fn word_text(bytes: &[u8]) -> Result<WordText, String> {
    read(bytes).map_err(|refusal| match refusal {
        Refusal::TooLarge(found) => format!("Das Word-Dokument ist zu umfangreich ({found})."),
        Refusal::Broken(found) => format!("Das Word-Dokument ist beschädigt ({found})."),
        Refusal::Locked | Refusal::Outdated => {
            "Das Word-Dokument ist mit einem Kennwort geschützt oder im alten Format .doc gespeichert. Speichern Sie es als .docx."
                .into()
        }
        Refusal::Foreign => "Das ist kein Word-Dokument (.docx).".into(),
    })
}

fn read(bytes: &[u8]) -> Result<WordText, Refusal> {
    let mut archive = Archive::open(bytes)?;
    if !archive.has(TEXT) {
        return Err(Refusal::Foreign);
    }
    let text = archive.part(TEXT)?;
    let mut xml = Xml::new(TEXT, &text);
    let mut reading = Reading::default();
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) => {
                reading.open(&tag);
                if UNSEEN.contains(&tag.local()) {
                    xml.skip()?;
                } else if tag.local() == "t" {
                    let words = xml.text()?;
                    reading.say(&words);
                }
            }
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => return Ok(reading.finish()),
        }
    }
}

/// A document while it is read.
#[derive(Default)]
struct Reading {
    text: WordText,
    /// The lines of the paragraph that is open.
    lines: Vec<String>,
    /// Whether what comes is hidden.
    is_hidden: bool,
}

impl Reading {
    fn open(&mut self, tag: &StartTag<'_>) {
        match tag.local() {
            "p" => self.end_paragraph(),
            "r" => self.is_hidden = false,
            "vanish" => self.is_hidden = tag.is_on(),
            "tab" => self.say(" "),
            "noBreakHyphen" => self.say("-"),
            "br" | "cr" => self.lines.push(String::new()),
            "ins" | "del" | "moveFrom" | "moveTo" => self.text.tracked += 1,
            "commentReference" => self.text.comments += 1,
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        if self.is_hidden {
            return;
        }
        match self.lines.last_mut() {
            Some(line) => line.push_str(words),
            None => self.lines.push(words.to_owned()),
        }
    }

    /// Paragraphs that begin in another, as in a box of text, are paragraphs of their own.
    fn end_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if lines.iter().any(|line| !line.trim().is_empty()) {
            self.text.paragraphs.push(lines);
        }
    }

    fn finish(mut self) -> WordText {
        self.end_paragraph();
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::archive;

    fn document(body: &str) -> Vec<u8> {
        let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        archive(vec![(TEXT.to_owned(), xml.as_bytes())]).expect("an archive")
    }

    #[test]
    fn what_was_put_in_counts_and_what_was_taken_out_does_not() {
        let bytes = document(
            "<w:p><w:pPr><w:tabs><w:tab w:pos=\"1\"/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>Für </w:t></w:r>\
             <w:del><w:r><w:delText>alle</w:delText><w:t>alle</w:t></w:r></w:del><w:ins><w:r><w:t>uns&amp;</w:t></w:r></w:ins></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
             <w:p/><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:t>y</w:t><w:instrText>PAGE</w:instrText>\
             <w:commentReference w:id=\"0\"/></w:r></w:p>",
        );
        let paragraphs = vec![vec!["Für uns&".to_owned()], vec!["a".into(), "b c".into()], vec!["y".into()]];
        assert_eq!(word_text(&bytes), Ok(WordText { paragraphs, tracked: 2, comments: 1 }));
    }

    #[test]
    fn what_is_no_document_is_refused() {
        let refused = |bytes: &[u8]| word_text(bytes).expect_err("no document");
        assert_eq!(
            refused(&archive(vec![("content.xml".to_owned(), b"<a/>")]).expect("an archive")),
            "Das ist kein Word-Dokument (.docx)."
        );
        assert!(refused(OLE).contains("im alten Format .doc"));
        assert!(refused(&document("<w:p>")).contains("beschädigt (word/document.xml)"));
        let deep = "<w:p>".repeat(300) + &"</w:p>".repeat(300);
        assert!(refused(&document(&deep)).contains("beschädigt"));
        let mut cut = document("<w:p/>");
        cut.truncate(cut.len() / 2);
        assert!(refused(&cut).contains("beschädigt") && is_office_file(&cut));
    }
}
