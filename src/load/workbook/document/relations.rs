//! What a document refers to: where its links lead, and what stands at the edges of its pages.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::bounds::{Refusal, within};
use super::super::xml::{Xml, XmlPiece};

/// The part that holds them.
pub(super) const RELATIONS: &str = "word/_rels/document.xml.rels";

/// The most of them that are read.
const MOST_RELATIONS: usize = 10_000;

/// What a document refers to.
#[derive(Debug, Default)]
pub(super) struct Relations {
    links: BTreeMap<String, Rc<str>>,
    /// The parts that hold heads and feet of pages.
    pub(super) margins: Vec<String>,
}

impl Relations {
    /// Reads the part.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut relations = Self::default();
        let mut xml = Xml::new(RELATIONS, text);
        let mut count = 0;
        loop {
            let tag = match xml.next()? {
                XmlPiece::Open(tag) => tag,
                XmlPiece::Close | XmlPiece::Text(_) => continue,
                XmlPiece::Done => return Ok(relations),
            };
            count += 1;
            within(count, MOST_RELATIONS, "Verweise")?;
            let (Some(id), Some(kind), Some(target)) =
                (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
            else {
                continue;
            };
            match kind.rsplit('/').next() {
                Some("hyperlink") => drop(relations.links.insert(id.into_owned(), Rc::from(&*target))),
                Some("header" | "footer") => relations.margins.push(part(&target)),
                _ => {}
            }
        }
    }

    /// The address behind an id.
    pub(super) fn link(&self, id: &str) -> Option<Rc<str>> {
        self.links.get(id).cloned()
    }
}

/// The name of a part that the text refers to; none outside of the archive has one.
fn part(target: &str) -> String {
    if target.starts_with('/') { target.to_owned() } else { format!("word/{target}") }
}
