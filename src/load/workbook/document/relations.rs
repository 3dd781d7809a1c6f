//! What a document refers to: its parts, where its links lead, and what stands at the edges of its pages.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::archive::Archive;
use super::super::bounds::{Refusal, within};
use super::super::xlsx::{list_of, resolve};
use super::super::xml::{Xml, XmlPiece};

/// The part that holds the text, where nothing says otherwise.
pub(super) const TEXT: &str = "word/document.xml";

/// The most of them that are read.
const MOST_RELATIONS: usize = 10_000;

/// What a document refers to.
#[derive(Debug, Default)]
pub(super) struct Relations {
    links: BTreeMap<String, Rc<str>>,
    /// The parts that hold heads and feet of pages.
    pub(super) margins: Vec<String>,
    /// The part that holds the text, as far as that is said.
    text: Option<String>,
    /// The parts that hold the styles and the lists, as far as that is said.
    pub(super) styles: Option<String>,
    pub(super) lists: Option<String>,
}

/// The part that holds the text of an archive.
pub(super) fn text_part(archive: &mut Archive<'_>) -> Result<String, Refusal> {
    Ok(Relations::of(archive, "")?.text.filter(|part| archive.has(part)).unwrap_or_else(|| TEXT.to_owned()))
}

impl Relations {
    /// What a part refers to; nothing where it has no list of that.
    pub(super) fn of(archive: &mut Archive<'_>, part: &str) -> Result<Self, Refusal> {
        let (folder, _) = part.rsplit_once('/').unwrap_or_default();
        let list = list_of(part);
        archive.optional(&list)?.map_or_else(|| Ok(Self::default()), |text| Self::read(&list, &text, folder))
    }

    /// Reads the list of a part in this folder.
    fn read(list: &str, text: &str, folder: &str) -> Result<Self, Refusal> {
        let mut relations = Self::default();
        let mut xml = Xml::new(list, text);
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
                Some("header" | "footer") => relations.margins.push(resolve(folder, &target)),
                Some("officeDocument") => relations.text = relations.text.or_else(|| Some(resolve(folder, &target))),
                Some("styles") => relations.styles = relations.styles.or_else(|| Some(resolve(folder, &target))),
                Some("numbering") => relations.lists = relations.lists.or_else(|| Some(resolve(folder, &target))),
                _ => {}
            }
        }
    }

    /// The address behind an id.
    pub(super) fn link(&self, id: &str) -> Option<Rc<str>> {
        self.links.get(id).cloned()
    }
}
