//! What a document says about itself, and the files attached to it.

use lopdf::{Dictionary, Document, Object};

use super::{dict, get, list, name, resolve, string};

/// The properties that a reader shows or a standard asks for.
#[derive(Debug)]
pub(crate) struct Properties {
    pub lang: Option<String>,
    pub title: Option<String>,
    pub author: Option<String>,
    pub marked: bool,
    pub displays_title: bool,
    pub xmp: String,
    /// The kinds of the output intents.
    pub output_intents: Vec<String>,
}

/// An attached file.
#[derive(Debug)]
pub(crate) struct Attachment {
    pub name: String,
    pub description: Option<String>,
    pub relationship: Option<String>,
    pub mime: Option<String>,
    pub data: Vec<u8>,
}

/// Reads the properties.
pub(crate) fn read(document: &Document) -> Properties {
    let catalog = document.catalog().expect("a catalog");
    let info = dict(document, &document.trailer, "Info").expect("the document information");
    let is_set = |parent: &str, key: &str| {
        let value = dict(document, catalog, parent).and_then(|p| get(document, p, key));
        value.is_some_and(|value| matches!(value, Object::Boolean(true)))
    };
    let intents = list(document, catalog, "OutputIntents");
    let intents = intents.into_iter().filter_map(|intent| resolve(document, intent).as_dict().ok());
    Properties {
        lang: string(document, catalog, "Lang"),
        title: string(document, info, "Title"),
        author: string(document, info, "Author"),
        marked: is_set("MarkInfo", "Marked"),
        displays_title: is_set("ViewerPreferences", "DisplayDocTitle"),
        xmp: String::from_utf8(stream(document, catalog, "Metadata")).expect("XMP in UTF-8"),
        output_intents: intents.filter_map(|intent| name(document, intent, "S")).collect(),
    }
}

/// Reads the files that the document names as its own.
pub(crate) fn attachments(document: &Document) -> Vec<Attachment> {
    let catalog = document.catalog().expect("a catalog");
    let files = list(document, catalog, "AF");
    files.into_iter().map(|file| attachment(document, resolve(document, file).as_dict().expect("a file"))).collect()
}

fn attachment(document: &Document, file: &Dictionary) -> Attachment {
    let versions = dict(document, file, "EF").expect("an embedded file");
    let embedded = get(document, versions, "F").and_then(|f| f.as_stream().ok()).expect("a stream");
    Attachment {
        name: string(document, file, "UF").expect("a name"),
        description: string(document, file, "Desc"),
        relationship: name(document, file, "AFRelationship"),
        mime: name(document, &embedded.dict, "Subtype"),
        data: stream(document, versions, "F"),
    }
}

/// The content of the stream under a key, whether compressed or not.
fn stream(document: &Document, parent: &Dictionary, key: &str) -> Vec<u8> {
    let stream = get(document, parent, key).and_then(|s| s.as_stream().ok()).expect("a stream");
    stream.get_plain_content().expect("content that can be decompressed")
}
