//! XML as office programs write it: elements and texts, no document type, no entities of its own, not deep.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::bounds::{Refusal, within};

/// The deepest nesting that is read; what office programs write stays below 30.
const DEEPEST: usize = 200;
/// The most elements of a part; what office programs write reaches the bound of cells or of bytes before.
const MOST_ELEMENTS: usize = 30_000_000;
/// The most attributes of an element; what office programs write stays below 60.
const MOST_ATTRIBUTES: usize = 500;

/// The pieces of a part, one after the other.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Name of the part, for findings.
    part: &'a str,
    /// All of it.
    text: &'a str,
    /// How many elements are open.
    depth: usize,
    /// How many elements there were.
    elements: usize,
}

/// A piece of a part.
pub(super) enum XmlPiece<'a> {
    /// An element begins.
    Open(StartTag<'a>),
    /// The element that was opened last ends.
    Close,
    /// Text, or a part of it.
    Text(Cow<'a, str>),
    /// The part ends.
    Done,
}

/// The start of an element.
pub(super) struct StartTag<'a>(BytesStart<'a>);

impl<'a> Xml<'a> {
    /// The XML of a part.
    pub(super) fn new(part: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, text, depth: 0, elements: 0 }
    }

    /// The next piece.
    pub(super) fn next(&mut self) -> Result<XmlPiece<'a>, Refusal> {
        loop {
            return Ok(match self.reader.read_event().map_err(|_| self.broken())? {
                Event::Start(tag) => {
                    self.depth += 1;
                    self.elements += 1;
                    within(self.elements, MOST_ELEMENTS, "Elemente in einem Teil")?;
                    if self.depth > DEEPEST || !is_sound(&tag) {
                        return Err(self.broken());
                    }
                    XmlPiece::Open(StartTag(tag))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    XmlPiece::Close
                }
                Event::Text(text) => XmlPiece::Text(text.xml10_content()),
                Event::CData(text) => XmlPiece::Text(text.xml10_content()),
                Event::GeneralRef(name) => XmlPiece::Text(self.resolve(&name)?),
                // A document type can define entities that grow without end; no office program writes one.
                Event::DocType(_) => return Err(self.broken()),
                Event::Eof if self.depth > 0 || self.elements == 0 => return Err(self.broken()),
                Event::Eof => XmlPiece::Done,
                // Empty elements arrive as a start and an end.
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// The rest of the part, to be looked at before it is read.
    pub(super) fn ahead(&self) -> Self {
        let rest = self.text.get(self.text.len().saturating_sub(self.reader.get_ref().len())..);
        let mut ahead = Self::new(self.part, rest.unwrap_or_default());
        // What is open here ends there.
        ahead.reader.config_mut().allow_unmatched_ends = true;
        ahead
    }

    /// How many bytes have been read.
    pub(super) fn passed(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Passes over the rest of the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), Refusal> {
        self.collect(|_| ())
    }

    /// The text in the element that was opened last.
    pub(super) fn text(&mut self) -> Result<String, Refusal> {
        let mut text = String::new();
        self.collect(|piece| text.push_str(piece))?;
        Ok(text)
    }

    /// The value of an attribute that is a whole number where it is there.
    pub(super) fn number(&self, tag: &StartTag<'_>, name: &str) -> Result<Option<usize>, Refusal> {
        let number = tag.attribute(name).map(|value| value.trim().parse().map_err(|_| self.broken()));
        number.transpose()
    }

    /// The refusal that says that this part is broken.
    pub(super) fn broken(&self) -> Refusal {
        Refusal::Broken(self.part.to_owned())
    }

    /// Reads to the end of the element that was opened last.
    fn collect(&mut self, mut take: impl FnMut(&str)) -> Result<(), Refusal> {
        let open = self.depth;
        while self.depth >= open {
            match self.next()? {
                XmlPiece::Text(text) => take(&text),
                XmlPiece::Open(_) | XmlPiece::Close => {}
                XmlPiece::Done => break,
            }
        }
        Ok(())
    }

    /// The character that a reference such as `&amp;` or `&#8364;` stands for.
    fn resolve(&self, name: &BytesRef<'_>) -> Result<Cow<'a, str>, Refusal> {
        let by_number = name.resolve_char_ref().map_err(|_| self.broken())?;
        let by_name = || resolve_xml_entity(name).map(Cow::Borrowed).ok_or_else(|| self.broken());
        by_number.map_or_else(by_name, |character| Ok(character.to_string().into()))
    }
}

impl StartTag<'_> {
    /// The name with its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.name().0
    }

    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        local(self.name())
    }

    /// The value of an attribute; the name has a prefix where it is written with one.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.find(|key| key == name)
    }

    /// The value of the attribute whose name has a prefix and this local part.
    pub(super) fn prefixed(&self, name: &str) -> Option<Cow<'_, str>> {
        self.find(|key| key.contains(':') && local(key) == name)
    }

    /// Whether an attribute is set to true.
    pub(super) fn is(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on"))
    }

    /// What an element says by its one value: `<numId val="3"/>`.
    pub(super) fn value(&self) -> Option<Cow<'_, str>> {
        self.prefixed("val").or_else(|| self.attribute("val"))
    }

    /// Whether an element that switches something on by standing there does so: `<strike/>`, but not `<strike val="0"/>`.
    pub(super) fn is_on(&self) -> bool {
        self.value().is_none_or(|value| !matches!(value.as_ref(), "0" | "false" | "off"))
    }

    /// Every attribute has been read once already, by `is_sound`.
    fn find(&self, is: impl Fn(&str) -> bool) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let attribute = attributes.with_checks(false).flatten().find(|attribute| is(attribute.key.0))?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok()
    }
}

/// Whether every attribute can be read, and none occurs twice: one that counted as missing could move a cell.
fn is_sound(tag: &BytesStart<'_>) -> bool {
    tag.attributes().enumerate().all(|(index, attribute)| {
        let value = attribute.map(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).is_ok());
        index < MOST_ATTRIBUTES && value.unwrap_or(false)
    })
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
