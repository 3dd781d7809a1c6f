//! The pictures of a laid-out paper as SVG, for pages beside it: the drawings of the PDF, drawn once.
//!
//! A picture is what stands in a block with the label [`LABEL`] in a figure with an alternative text. Of what the engine writes only
//! shapes are kept, by lists of elements and attributes; the ids are counted anew, since those of the engine follow from where files
//! were first named in the process. What several pictures use (glyphs, patterns) is kept once.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};
use typst::foundations::{Content, Smart};
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, Sides};
use typst::model::FigureElem;
use typst_layout::{Page, PagedDocument};
use typst_svg::SvgOptions;

/// The label of the block that a picture is drawn in.
const LABEL: &str = "bild";

/// The elements that are kept.
const ELEMENTS: [&str; 8] = ["g", "path", "use", "symbol", "clipPath", "pattern", "linearGradient", "stop"];

/// The attributes that are kept, beside `id` and references.
const ATTRIBUTES: [&str; 29] = [
    "clip-path",
    "d",
    "fill",
    "fill-rule",
    "gradientTransform",
    "gradientUnits",
    "height",
    "offset",
    "overflow",
    "patternTransform",
    "patternUnits",
    "preserveAspectRatio",
    "spreadMethod",
    "stop-color",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-width",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
];

/// The pictures of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pictures {
    /// What they have in common: definitions, to stand once on a page.
    pub shared: String,
    /// The pictures, in the order of the paper.
    pub drawings: Vec<Drawing>,
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// Its alternative text.
    pub alt: String,
    /// Its parts: more than one where it goes on on the next page.
    pub parts: Vec<DrawnPart>,
}

/// A part of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnPart {
    /// The box that it is drawn in, as `viewBox` takes it.
    pub view: String,
    /// What stands within `svg`.
    pub body: String,
}

/// The pictures of a laid-out paper.
pub(super) fn pictures(document: &PagedDocument) -> Pictures {
    let mut found = Found::default();
    document.pages().iter().for_each(|page| found.frame(&page.frame));
    let mut writer = Writer::default();
    let drawings = found.0.into_iter().map(|(alt, frames)| {
        let parts = frames.into_iter().filter_map(|frame| writer.part(&svg(frame)));
        Drawing { alt, parts: parts.collect() }
    });
    let drawings = drawings.filter(|drawing| !drawing.parts.is_empty()).collect();
    Pictures { drawings, shared: writer.shared }
}

fn svg(frame: Frame) -> String {
    let page = Page {
        frame,
        bleed: Sides::default(),
        fill: Smart::Custom(None),
        numbering: None,
        supplement: Content::empty(),
        number: 0,
    };
    typst_svg::svg(&page, &SvgOptions::default())
}

/// The figures of a paper with the frames of what is drawn in them.
#[derive(Default)]
struct Found(Vec<(String, Vec<Frame>)>);

impl Found {
    fn frame(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Tag(Tag::Start(content, _)) => {
                    let alt = content.to_packed::<FigureElem>().map(|figure| figure.alt.get_cloned(Default::default()));
                    self.0.extend(alt.flatten().map(|alt| (alt.to_string(), Vec::new())));
                }
                FrameItem::Group(group) => match (group.label, self.0.last_mut()) {
                    (Some(label), Some((_, frames))) if label.resolve().as_str() == LABEL => {
                        frames.push(group.frame.clone());
                    }
                    _ => self.frame(&group.frame),
                },
                _ => {}
            }
        }
    }
}

/// Writes pictures anew.
#[derive(Default)]
struct Writer {
    shared: String,
    /// The new id of each of the engine's.
    ids: BTreeMap<String, String>,
    /// What is defined already.
    defined: BTreeSet<String>,
}

impl Writer {
    /// Writes what the engine wrote of a picture; `None` where it cannot be read.
    fn part(&mut self, svg: &str) -> Option<DrawnPart> {
        let mut reader = Reader::from_str(svg);
        let (mut view, mut body) = (None, String::new());
        // The elements around, each with what closes it; what is left out closes nothing.
        let mut open: Vec<Option<String>> = Vec::new();
        let (mut in_defs, mut left_out) = (None, None);
        loop {
            let event = reader.read_event().ok()?;
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    let name = start.name().0;
                    let depth = open.len();
                    let mut close = None;
                    match name {
                        _ if left_out.is_some() => {}
                        "svg" if depth == 0 => view = value(&start, "viewBox"),
                        "defs" => in_defs = in_defs.or(Some(depth)),
                        _ => {
                            let out = if in_defs.is_some() { &mut self.shared } else { &mut body };
                            let known = ELEMENTS.contains(&name);
                            match value(&start, "id").filter(|_| known) {
                                Some(id) if !self.defined.insert(id.clone()) => left_out = Some(depth),
                                _ if !known => left_out = Some(depth),
                                _ => {
                                    element(&start, name, is_empty, &mut self.ids, out);
                                    close = Some(format!("</{name}>"));
                                }
                            }
                        }
                    }
                    if is_empty {
                        left_out = left_out.filter(|left| *left != depth);
                        in_defs = in_defs.filter(|defs| *defs != depth);
                    } else {
                        open.push(close);
                    }
                }
                Event::End(_) => {
                    let close = open.pop()?;
                    let out = if in_defs.is_some() { &mut self.shared } else { &mut body };
                    out.push_str(&close.unwrap_or_default());
                    left_out = left_out.filter(|left| *left != open.len());
                    in_defs = in_defs.filter(|defs| *defs != open.len());
                }
                Event::Eof => return Some(DrawnPart { view: view?, body }),
                _ => {}
            }
        }
    }
}

/// An attribute, if all of it is what numbers, colours and references are made of.
fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.attributes().flatten().find(|attribute| attribute.key.0 == name)?;
    is_plain(&attribute.value).then(|| attribute.value.into_owned())
}

fn is_plain(value: &str) -> bool {
    value.bytes().all(|b| b.is_ascii_alphanumeric() || b" .,#()%+-".contains(&b))
}

/// Writes the beginning of an element.
fn element(start: &BytesStart<'_>, name: &str, is_empty: bool, ids: &mut BTreeMap<String, String>, out: &mut String) {
    out.extend(["<", name]);
    let mut is_referring = false;
    for attribute in start.attributes().flatten().filter(|attribute| is_plain(&attribute.value)) {
        let (key, value) = (attribute.key.0, &*attribute.value);
        match (key, value.strip_prefix('#'), value.strip_prefix("url(#")) {
            ("id", ..) => out.extend([" id=\"", short(ids, value), "\""]),
            ("href" | "xlink:href", Some(id), _) if !is_referring => {
                is_referring = true;
                out.extend([" href=\"#", short(ids, id), "\""]);
            }
            (key, _, Some(id)) if ATTRIBUTES.contains(&key) => {
                out.extend([" ", key, "=\"url(#", short(ids, id.trim_end_matches(')')), ")\""]);
            }
            (key, ..) if ATTRIBUTES.contains(&key) && !is_default(key, value) => {
                out.extend([" ", key, "=\"", value, "\""]);
            }
            _ => {}
        }
    }
    out.push_str(if is_empty { "/>" } else { ">" });
}

/// What holds where nothing is said.
fn is_default(key: &str, value: &str) -> bool {
    matches!((key, value), ("fill-rule", "nonzero") | ("x" | "y", "0") | ("stroke-miterlimit", "4"))
}

/// The new id of one of the engine's, in the order of their first mention.
fn short<'i>(ids: &'i mut BTreeMap<String, String>, id: &str) -> &'i str {
    let next = ids.len() + 1;
    // Asked first, since most are known.
    if !ids.contains_key(id) {
        ids.insert(id.to_owned(), format!("d{next}"));
    }
    ids.get(id).map(String::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_shapes_are_kept_and_what_is_shared_stands_once() {
        let svg = "<svg viewBox=\"0 0 9 9\" xmlns=\"x\"><a href=\"javascript:x\"><rect width=\"9\"/></a><image href=\"data:x\"/>\
                   <g onclick=\"x\" style=\"x\" data-typst-label=\"bild\"><use xlink:href=\"#gABC\" x=\"0\" fill=\"#123456\"/></g>\
                   <path d=\"M 0 0\" fill=\"url(#pDEF)\" stroke=\"a&quot;b\"/>\
                   <defs><symbol id=\"gABC\"><path d=\"M 1 1\"/></symbol></defs>\
                   <defs><pattern id=\"pDEF\" width=\"2\"><path d=\"M 2 2\"/></pattern></defs></svg>";
        let mut writer = Writer::default();
        let parts = [writer.part(svg).unwrap(), writer.part(svg).unwrap()];
        let body = "<g><use href=\"#d1\" fill=\"#123456\"/></g><path d=\"M 0 0\" fill=\"url(#d2)\"/>";
        for part in parts {
            assert_eq!(part, DrawnPart { view: "0 0 9 9".into(), body: body.into() });
        }
        let shared = "<symbol id=\"d1\"><path d=\"M 1 1\"/></symbol><pattern id=\"d2\" width=\"2\"><path d=\"M 2 2\"/></pattern>";
        assert_eq!(writer.shared, shared);
        assert_eq!(writer.part("<svg viewBox=\"0 0 9 9\"><g></svg>"), None, "what cannot be read is no picture");
    }
}
