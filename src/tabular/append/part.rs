//! The XML of a part, found piece by piece and changed at places; what is not changed stays as it is, to the byte.

use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// The most elements of a part that are looked at.
const MOST: usize = 200_000;

/// The elements of a sheet in the order in which its format wants them, up to the last that is put in.
const ORDER: [&str; 31] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
];

/// An element, and where it stands in the text of its part.
#[derive(Debug, Clone)]
pub(super) struct Element<'t> {
    /// All of it.
    pub(super) whole: Range<usize>,
    /// What stands between its tags; empty where it is one tag.
    pub(super) inner: Range<usize>,
    /// How many elements it stands in.
    pub(super) depth: usize,
    tag: BytesStart<'t>,
}

impl Element<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        self.tag.local_name().into_inner()
    }

    /// The prefix of its name, with the colon.
    pub(super) fn prefix(&self) -> &str {
        let name = self.tag.name().0;
        name.strip_suffix(self.name()).unwrap_or_default()
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attribute(&self.tag, name)
    }

    /// Its start with other values of attributes, or without them; `is_empty` says whether it is one tag.
    pub(super) fn start_with(&self, changes: &[(&str, Option<&str>)], is_empty: bool) -> String {
        start_with(&self.tag, changes, is_empty)
    }

    /// Whether it stands in another one.
    pub(super) fn is_in(&self, other: &Self) -> bool {
        other.inner.start <= self.whole.start && self.whole.end <= other.inner.end && self.depth > other.depth
    }
}

/// The elements that somebody wants, by their names without prefix and by how many others they stand in; in the order of their ends.
/// `None` where the part is not well-formed or has more of them than any has.
pub(super) fn elements<'t>(text: &'t str, is_wanted: impl Fn(&str, usize) -> bool) -> Option<Vec<Element<'t>>> {
    let mut reader = Reader::from_str(text);
    let (mut open, mut found) = (Vec::<Option<(BytesStart<'t>, Range<usize>)>>::new(), Vec::new());
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        let depth = open.len();
        match event {
            Event::Start(tag) => {
                let is_wanted = is_wanted(tag.local_name().as_ref(), depth);
                open.push(is_wanted.then_some((tag, start..end)));
            }
            Event::Empty(tag) if is_wanted(tag.local_name().as_ref(), depth) => {
                found.push(Element { whole: start..end, inner: end..end, depth, tag });
            }
            Event::End(_) => {
                if let Some((tag, begun)) = open.pop()? {
                    found.push(Element { whole: begun.start..end, inner: begun.end..start, depth: depth - 1, tag });
                }
            }
            Event::Eof => return open.is_empty().then_some(found),
            _ => {}
        }
        if found.len() > MOST {
            return None;
        }
    }
}

/// The last element of a sheet behind which one of this name stands.
pub(super) fn before<'e, 't>(found: &'e [Element<'t>], name: &str) -> Option<&'e Element<'t>> {
    let stands = |element: &&Element<'t>| {
        element.depth == 1 && ORDER.iter().take_while(|own| **own != name).any(|own| *own == element.name())
    };
    found.iter().filter(stands).max_by_key(|element| element.whole.end)
}

/// The start of an element with other values of attributes, or without them.
pub(super) fn start_with(tag: &BytesStart<'_>, changes: &[(&str, Option<&str>)], is_empty: bool) -> String {
    let mut start = format!("<{}", tag.name().0);
    for attribute in tag.attributes().with_checks(false).flatten() {
        let own = match changes.iter().find(|(name, _)| *name == attribute.key.0) {
            None => attribute.value.replace('"', "&quot;"),
            Some((_, Some(value))) => escape(*value).into_owned(),
            Some((_, None)) => continue,
        };
        start.extend([" ", attribute.key.0, "=\"", &own, "\""]);
    }
    start + if is_empty { "/>" } else { ">" }
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// The value of an attribute that is a number.
pub(super) fn number(tag: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(tag, name)?.parse().ok()
}

/// A piece of a text, and what stands there instead.
pub(super) type Edit = (Range<usize>, String);

/// A text with pieces of it replaced, of which none lies in another.
pub(super) fn edited(text: &str, mut changes: Vec<Edit>) -> Option<String> {
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut edited, mut at) = (String::with_capacity(text.len()), 0);
    for (range, new) in changes {
        edited.push_str(text.get(at..range.start)?);
        edited.push_str(&new);
        at = range.end;
    }
    edited.push_str(text.get(at..)?);
    Some(edited)
}
