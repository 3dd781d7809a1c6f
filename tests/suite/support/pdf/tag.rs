//! The tag tree of a PDF.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{Page, dict, list, name, page_of, resolve, string};

/// A structure element.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tag {
    pub role: String,
    pub id: Option<String>,
    pub alt: Option<String>,
    /// Of a head: `Column`, `Row` or `Both`.
    pub scope: Option<String>,
    /// Of a cell: the ids of its heads.
    pub headers: Vec<String>,
    /// Of a cell: how many columns it takes.
    pub colspan: usize,
    /// Where a link leads: an address, or `intern`.
    pub target: Option<String>,
    pub kids: Vec<Kid>,
}

/// What stands below a tag.
#[derive(Debug, Clone)]
pub(crate) enum Kid {
    Tag(Tag),
    Text { page: ObjectId, mcid: i64, text: String },
}

impl Tag {
    /// The tags directly below.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Tag> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Tag(tag) => Some(tag),
            Kid::Text { .. } => None,
        })
    }

    /// This tag and all below it, in reading order.
    pub(crate) fn all(&self) -> Vec<&Tag> {
        let below = self.children().flat_map(Tag::all);
        std::iter::once(self).chain(below).collect()
    }

    /// All tags of a role at or below this one, in reading order.
    pub(crate) fn of_role(&self, role: &str) -> Vec<&Tag> {
        self.all().into_iter().filter(|tag| tag.role == role).collect()
    }

    /// The text of this tag and all below it, a line per block.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        for kid in &self.kids {
            match kid {
                Kid::Text { text, .. } => out.push_str(text),
                Kid::Tag(tag) if tag.is_inline() => out.push_str(&tag.text()),
                Kid::Tag(tag) => {
                    separate(&mut out);
                    out.push_str(&tag.text());
                    separate(&mut out);
                }
            }
        }
        out.trim().to_owned()
    }

    /// Whether the tag runs along in a line of text.
    pub(crate) fn is_inline(&self) -> bool {
        ["Span", "Strong", "Em", "Link", "Reference", "Figure"].contains(&self.role.as_str())
    }

    /// Pages and MCIDs of all content at or below this tag.
    pub(crate) fn contents(&self) -> BTreeSet<(ObjectId, i64)> {
        let own = self.kids.iter().filter_map(|kid| match kid {
            Kid::Text { page, mcid, .. } => Some((*page, *mcid)),
            Kid::Tag(_) => None,
        });
        own.chain(self.children().flat_map(Tag::contents)).collect()
    }
}

/// Ends a line of text.
fn separate(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// Reads the tags of a document whose pages are read.
pub(crate) fn read(document: &Document, pages: &[Page]) -> Tag {
    let catalog = document.catalog().expect("a catalog");
    let tree = dict(document, catalog, "StructTreeRoot").expect("a tag tree");
    let source = Source { document, pages: pages.iter().map(|page| (page.id, page)).collect() };
    let mut kids = source.kids(tree, None).0;
    match (kids.pop(), kids.len()) {
        (Some(Kid::Tag(root)), 0) => root,
        _ => panic!("the tag tree must have one root"),
    }
}

struct Source<'a> {
    document: &'a Document,
    pages: BTreeMap<ObjectId, &'a Page>,
}

impl Source<'_> {
    fn tag(&self, element: &Dictionary, page: Option<ObjectId>) -> Tag {
        let attributes = list(self.document, element, "A");
        let attributes: Vec<&Dictionary> =
            attributes.into_iter().filter_map(|a| resolve(self.document, a).as_dict().ok()).collect();
        let attribute = |key: &str| attributes.iter().find(|a| a.has(key.as_bytes()));
        let (kids, target) = self.kids(element, page_of(element).or(page));
        Tag {
            role: name(self.document, element, "S").expect("a role"),
            id: string(self.document, element, "ID"),
            alt: string(self.document, element, "Alt"),
            scope: attribute("Scope").and_then(|a| name(self.document, a, "Scope")),
            headers: attribute("Headers").map(|a| self.strings(a, "Headers")).unwrap_or_default(),
            colspan: attribute("ColSpan").map_or(1, |a| self.number(a, "ColSpan")),
            target,
            kids,
        }
    }

    fn strings(&self, parent: &Dictionary, key: &str) -> Vec<String> {
        let entries = list(self.document, parent, key);
        entries.into_iter().map(|entry| lopdf::decode_text_string(entry).expect("a string")).collect()
    }

    fn number(&self, parent: &Dictionary, key: &str) -> usize {
        let number = parent.get_deref(key.as_bytes(), self.document).and_then(Object::as_i64);
        usize::try_from(number.expect("a number")).expect("a count")
    }

    /// What stands below an element, and where it leads if it is a link.
    fn kids(&self, element: &Dictionary, page: Option<ObjectId>) -> (Vec<Kid>, Option<String>) {
        let mut target = None;
        let mut kids = Vec::new();
        for kid in list(self.document, element, "K") {
            match resolve(self.document, kid) {
                Object::Integer(mcid) => kids.push(self.content(page, *mcid)),
                Object::Dictionary(kid) => match name(self.document, kid, "Type").as_deref() {
                    Some("OBJR") => target = Some(self.target(kid)),
                    Some("MCR") => {
                        let mcid = kid.get(b"MCID").and_then(Object::as_i64).expect("a number");
                        assert!(!kid.has(b"Stm"), "content outside the pages is not read");
                        kids.push(self.content(page_of(kid).or(page), mcid));
                    }
                    _ => kids.push(Kid::Tag(self.tag(kid, page))),
                },
                other => panic!("a tag has {other:?} below it"),
            }
        }
        (kids, target)
    }

    fn content(&self, page: Option<ObjectId>, mcid: i64) -> Kid {
        let page = page.expect("the page of a piece of content");
        let text = self.pages[&page].texts.get(&mcid).expect("content that a tag refers to");
        Kid::Text { page, mcid, text: text.clone() }
    }

    /// Where an annotation leads.
    fn target(&self, reference: &Dictionary) -> String {
        let annotation = dict(self.document, reference, "Obj").expect("an annotation");
        assert!(string(self.document, annotation, "Contents").is_some(), "a link must say where it leads");
        let action = dict(self.document, annotation, "A");
        action.and_then(|a| string(self.document, a, "URI")).unwrap_or_else(|| "intern".into())
    }
}
