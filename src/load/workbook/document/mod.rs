//! Word documents: the same kind of archive as a workbook, measured and counted in the same way.

mod alternative;
mod content;
mod element;
mod field;
mod listed;
mod look;
mod numbering;
mod oddity;
mod paragraph;
mod relations;
mod styles;
mod walk;

pub(in crate::load) use content::{Document, Face, Mark, PAGE_BREAK, Piece, WordBlock, WordParagraph, WordRow};
pub(in crate::load) use oddity::Oddity;

use super::archive::{Archive, OLE};
use super::bounds::Refusal;
use super::xml::{Xml, XmlPiece};
use crate::source::LINE_BREAK;
use numbering::{Lists, NUMBERING};
use relations::{Relations, text_part};
use styles::{STYLES, Styles};
use walk::Walk;

/// The most paragraphs, cells and looks of a document that is only held against a paper, and the most bytes of its text: an
/// Anlage has a tenth of it.
const MOST: (usize, usize) = (2_000_000, 256 * 1024 * 1024);

/// The most parts of a document in which heads and feet of pages are looked for.
const MOST_MARGINS: usize = 20;

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

/// Reads the words of a Word document.
///
/// # Errors
/// Says in German why it cannot be read.
pub fn word_text(bytes: &[u8]) -> Result<WordText, String> {
    let document = document(bytes, MOST).map_err(|refusal| refused(&refusal))?;
    let mut text = WordText { tracked: document.tracked, comments: document.comments, ..WordText::default() };
    for block in &document.blocks {
        match block {
            WordBlock::Paragraph(paragraph) => text.take(paragraph),
            WordBlock::Table(rows) => rows.iter().flat_map(|row| row.cells.iter().flatten()).for_each(|p| text.take(p)),
        }
    }
    Ok(text)
}

impl WordText {
    /// Takes a paragraph in; those of boxes that hang on it are paragraphs of their own.
    fn take(&mut self, paragraph: &WordParagraph) {
        let lines: Vec<String> =
            paragraph.text().split([LINE_BREAK, PAGE_BREAK]).map(|line| line.replace('\t', " ")).collect();
        if lines.iter().any(|line| !line.trim().is_empty()) {
            self.paragraphs.push(lines);
        }
        paragraph.boxed.iter().for_each(|boxed| self.take(boxed));
    }
}

/// Why a document is not read, in German.
fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::TooLarge(found) => format!("Das Word-Dokument ist zu umfangreich ({found})."),
        Refusal::Broken(found) => format!("Das Word-Dokument ist beschädigt ({found})."),
        Refusal::Locked | Refusal::Outdated => {
            "Das Word-Dokument ist mit einem Kennwort geschützt oder im alten Format .doc gespeichert. Speichern Sie es als .docx."
                .into()
        }
        Refusal::Foreign => "Das ist kein Word-Dokument (.docx).".into(),
    }
}

/// Reads a Word document of at most so many paragraphs, cells and looks, and of at most so many bytes of text.
pub(in crate::load) fn document(bytes: &[u8], most: (usize, usize)) -> Result<Document, Refusal> {
    let mut archive = Archive::open(bytes)?;
    let text = text_part(&mut archive)?;
    if !archive.has(&text) {
        return Err(Refusal::Foreign);
    }
    let words = archive.part(&text)?;
    if !is_document(&text, &words)? {
        return Err(Refusal::Foreign);
    }
    let relations = Relations::of(&mut archive, &text)?;
    let styles = archive.optional(relations.styles.as_deref().unwrap_or(STYLES))?;
    let styles = styles.map_or_else(|| Ok(Styles::default()), |text| Styles::read(&text))?;
    let lists = archive.optional(relations.lists.as_deref().unwrap_or(NUMBERING))?;
    let lists = lists.map_or_else(|| Ok(Lists::default()), |text| Lists::read(&text))?;
    let mut walk = Walk::new(&styles, lists, &relations, most);
    walk.read(&text, &words)?;
    let mut document = walk.document;
    for part in relations.margins.iter().take(MOST_MARGINS) {
        if let Some(text) = archive.optional(part)?
            && has_words(part, &text)?
        {
            document.odd.insert(Oddity::Margins);
        }
    }
    Ok(document)
}

/// Whether a part is the text of a document: workbooks have a main part, too.
fn is_document(part: &str, text: &str) -> Result<bool, Refusal> {
    let mut xml = Xml::new(part, text);
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) => return Ok(tag.local() == "document"),
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => return Ok(false),
        }
    }
}

/// Whether a part of a document shows words.
fn has_words(part: &str, text: &str) -> Result<bool, Refusal> {
    let mut xml = Xml::new(part, text);
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) if tag.local() == "t" => {
                if !xml.text()?.trim().is_empty() {
                    return Ok(true);
                }
            }
            XmlPiece::Open(_) | XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => return Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::archive;
    use relations::TEXT;

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
