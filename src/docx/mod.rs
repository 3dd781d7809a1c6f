//! A paper as a Word document for whoever must work on its words: what the PDF says, with the headings, lists and tables of Word.
//!
//! It is written from the sections that every text of a paper is written from (`plain`), so it can say nothing else. It holds no macro, no
//! picture and nothing that is fetched; the only things outside that it names are the addresses of links.

mod body;
mod columns;
mod frame;
mod lists;
mod runs;
mod xml;

use serde_json::Value;
use zip::result::ZipResult;

use self::body::Body;
use crate::plain::{frame, sections};
use crate::source::archive;

/// What the first line says: which of the two files counts.
pub const NOTICE: &str = "Zum Bearbeiten; gültig ist das PDF";

/// The part of the archive that holds the text.
pub const TEXT: &str = "word/document.xml";

/// The bytes of the document of a paper, by its view data: the same whenever it is written.
///
/// # Errors
/// When the archive cannot be written, which no view data can cause.
pub fn document(view: &Value) -> ZipResult<Vec<u8>> {
    let (frame, body) = (frame(view), Body::of(&sections(view)));
    let parts: [(&str, String); 10] = [
        ("[Content_Types].xml", frame::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", frame::RELATIONS.to_owned()),
        ("docProps/core.xml", frame::properties(&frame)),
        (TEXT, text(&body)),
        ("word/_rels/document.xml.rels", frame::relations_of_text(body.runs.links())),
        ("word/footer1.xml", frame::footer(&frame)),
        ("word/header1.xml", frame::header(&frame)),
        ("word/numbering.xml", lists::numbering(&body.lists)),
        ("word/settings.xml", frame::SETTINGS.to_owned()),
        ("word/styles.xml", include_str!("styles.xml").to_owned()),
    ];
    archive(parts.iter().map(|(path, xml)| ((*path).to_owned(), xml.as_bytes())).collect())
}

/// The part that holds the text.
fn text(body: &Body) -> String {
    let notice = Body::line("Hinweis", NOTICE);
    let (head, text, page) = (frame::head("document"), &body.xml, frame::PAGE);
    format!("{head}<w:body>{notice}{text}{page}</w:body></w:document>")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use serde_json::json;
    use zip::ZipArchive;

    use super::*;

    /// The parts of the document of some view data, by name.
    fn parts(view: &Value) -> Vec<(String, String)> {
        let bytes = document(view).expect("an archive");
        assert_eq!(bytes, document(view).expect("an archive"));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let part = |at: usize| {
            let mut part = archive.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("UTF-8");
            (part.name().expect("a name").into_owned(), text)
        };
        (0..10).map(part).collect()
    }

    #[test]
    fn all_that_a_text_can_hold_becomes_words_tables_and_lists() {
        let inline = |text: &str| json!([{ "kind": "text", "text": text }]);
        let paragraph = |text: &str| json!({ "kind": "paragraph", "inlines": inline(text) });
        let link = |url: &str| json!({ "kind": "link", "url": url, "inlines": inline("dort") });
        let inner =
            json!({ "kind": "list", "ordered": true, "start": 3, "delimiter": ")", "items": [[paragraph("drei")]] });
        let blocks = json!([
            { "kind": "heading", "level": 1, "inlines": inline("Über <w:p> & \"mehr\"") },
            { "kind": "paragraph", "inlines": [
                { "kind": "strong", "inlines": [{ "kind": "emphasis", "inlines": inline("stark") }] },
                { "kind": "break" },
                link("https://www.aachen.de/?a=1&b=2"), link("javascript:alert(1)"),
            ] },
            { "kind": "list", "ordered": false, "items": [[paragraph("eins"), paragraph("noch eins"), inner], []] },
            { "kind": "table", "head": [inline("Jahr"), inline("Euro")], "rows": [[inline("2021"), inline("1")], [inline("2022")]] },
            { "kind": "table", "head": [inline("A")], "rows": [] },
        ]);
        let dokument = json!({ "titel": "T <1>", "verfasser": "V & W", "schlagworte": ["a", "b"],
            "datum": { "jahr": 2021, "monat": 4, "tag": 1 } });
        let view = json!({ "dokument": dokument, "fuss": { "links": "L", "mitte": "M" }, "vermerk": "ENTWURF",
            "koerperschaft": "K", "deckblatt": { "betreff": "B" }, "erlaeuterungen": blocks });
        let parts = parts(&view).into_iter().filter(|(name, _)| name != "word/styles.xml");
        // Of lists their own numbers, not what all levels look like.
        let parts = parts.map(|(name, text)| match text.rsplit_once("</w:abstractNum>") {
            Some((_, own)) => (name, own.to_owned()),
            None => (name, text),
        });
        let shown: String = parts.map(|(name, text)| format!("=== {name}\n{}\n", text.replace("><", ">\n<"))).collect();
        insta::assert_snapshot!(shown);
    }
}
