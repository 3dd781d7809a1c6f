//! Reads a PDF back: its tag tree with the text below each tag, its properties and its attachments.

mod content;
mod outline;
mod properties;
mod tag;

use lopdf::{Dictionary, Document, Object, ObjectId};

use content::Page;
pub(crate) use outline::{Shown, outline};
pub(crate) use properties::{Attachment, Properties};
pub(crate) use tag::{Kid, Tag};

/// An opened PDF.
pub(crate) struct Pdf {
    document: Document,
    pages: Vec<Page>,
    root: Tag,
}

/// The text of a PDF in reading order, as its tags give it.
pub(crate) fn text(bytes: &[u8]) -> String {
    Pdf::open(bytes).root().text()
}

/// The content of an attached file.
pub(crate) fn attachment(bytes: &[u8], name: &str) -> Vec<u8> {
    let attached = Pdf::open(bytes).attachments();
    let named = attached.into_iter().find(|attachment| attachment.name == name);
    named.unwrap_or_else(|| panic!("{name} is not attached")).data
}

impl Pdf {
    /// Reads pages and tags; a PDF that cannot be read fails the test.
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("a PDF");
        let pages: Vec<Page> = document.page_iter().map(|id| Page::read(&document, id)).collect();
        let root = tag::read(&document, &pages);
        Self { document, pages, root }
    }

    /// The uppermost tag.
    pub(crate) fn root(&self) -> &Tag {
        &self.root
    }

    /// Levels and texts of the headings, in reading order.
    pub(crate) fn headings(&self) -> Vec<(usize, String)> {
        let level = |tag: &Tag| tag.role.strip_prefix('H').and_then(|digits| digits.parse().ok());
        self.root.all().into_iter().filter_map(|tag| Some((level(tag)?, tag.text()))).collect()
    }

    /// The index of the page on which the heading with a text stands; its entry in the contents is no heading.
    pub(crate) fn page_of(&self, heading: &str) -> Option<usize> {
        let headings = self.root.all().into_iter().filter(|tag| tag.role.starts_with('H') && tag.text() == heading);
        let place = headings.flat_map(Tag::contents).next()?;
        self.pages.iter().position(|page| page.id == place.0)
    }

    /// How many pages there are.
    pub(crate) fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Per page, the text that no reader announces: footers and repeated heads of tables.
    pub(crate) fn artifacts(&self) -> Vec<String> {
        self.pages.iter().map(|page| page.artifacts.clone()).collect()
    }

    /// Text that is neither tagged nor an artifact.
    pub(crate) fn untagged(&self) -> String {
        self.pages.iter().map(|page| page.untagged.as_str()).collect()
    }

    /// Marked text that no tag refers to.
    pub(crate) fn orphans(&self) -> Vec<String> {
        let used = self.root.contents();
        let unused = |page: &Page| {
            let texts = page.texts.iter().filter(|(mcid, _)| !used.contains(&(page.id, **mcid)));
            texts.map(|(_, text)| text.clone()).collect::<Vec<_>>()
        };
        self.pages.iter().flat_map(unused).collect()
    }

    /// What the document says about itself.
    pub(crate) fn properties(&self) -> Properties {
        properties::read(&self.document)
    }

    /// The attached files.
    pub(crate) fn attachments(&self) -> Vec<Attachment> {
        properties::attachments(&self.document)
    }
}

/// The value of a key behind all references.
fn get<'a>(document: &'a Document, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
    dict.get_deref(key.as_bytes(), document).ok()
}

/// The dictionary under a key.
fn dict<'a>(document: &'a Document, parent: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
    get(document, parent, key)?.as_dict().ok()
}

/// The name under a key.
fn name(document: &Document, parent: &Dictionary, key: &str) -> Option<String> {
    let name = get(document, parent, key)?.as_name().ok()?;
    Some(String::from_utf8_lossy(name).into_owned())
}

/// The text string under a key.
fn string(document: &Document, parent: &Dictionary, key: &str) -> Option<String> {
    lopdf::decode_text_string(get(document, parent, key)?).ok()
}

/// The entries of a list under a key; a single value is a list of one.
fn list<'a>(document: &'a Document, parent: &'a Dictionary, key: &str) -> Vec<&'a Object> {
    match get(document, parent, key) {
        Some(Object::Array(entries)) => entries.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// The object itself, or the one that it refers to.
fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).expect("the object that a reference names").1
}

/// The page that a structure element or a reference to content names.
fn page_of(parent: &Dictionary) -> Option<ObjectId> {
    parent.get(b"Pg").and_then(Object::as_reference).ok()
}
