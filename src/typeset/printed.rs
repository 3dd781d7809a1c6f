//! Whether a paper prints its figures as its view data say; a workspace's own templates and fonts could print others.

use std::collections::{BTreeMap, BTreeSet};

use rustybuzz::ttf_parser::GlyphId;
use serde_json::Value;
use typst::foundations::Label;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{LinkElem, LinkTarget};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::digits::Digits;
use super::error::TypesetError;

/// What a link to the entry of a figure begins with; the id follows.
const ENTRY: &str = "herkunft:";

/// What the label of a figure begins with that has no entry; the id follows.
const TEXT: &str = "kennzahl:";

/// Holds the figures of a paper against its view data, and the digits of its fonts against what they stand for.
///
/// # Errors
/// Names the first figure or digit that is printed otherwise.
pub(super) fn hold(document: &PagedDocument, view: &[u8]) -> Result<(), TypesetError> {
    let view: Value = serde_json::from_slice(view).unwrap_or_default();
    let mut printed = Printed::default();
    printed.expect(&view);
    document.pages().iter().for_each(|page| printed.frame(&page.frame));
    printed.fault.map_or(Ok(()), |fault| Err(TypesetError::new(fault)))
}

#[derive(Default)]
struct Printed {
    /// What may be printed of a figure.
    expected: BTreeMap<String, BTreeSet<String>>,
    /// The figures that are being printed, with what of them has been.
    open: Vec<(Location, String, String)>,
    fault: Option<String>,
    /// The digits of a font, by its name.
    fonts: Vec<(typst::text::FontInstance, Option<Digits>)>,
}

impl Printed {
    /// Takes in the pieces of view data that carry the id of a figure.
    fn expect(&mut self, view: &Value) {
        match view {
            Value::Array(items) => items.iter().for_each(|item| self.expect(item)),
            Value::Object(fields) => {
                if let (Some(Value::String(id)), Some(Value::String(text))) =
                    (fields.get("kennzahl"), fields.get("text"))
                {
                    self.expected.entry(id.clone()).or_default().insert(bare(text));
                }
                fields.values().for_each(|value| self.expect(value));
            }
            _ => {}
        }
    }

    fn frame(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame),
                FrameItem::Tag(Tag::Start(content, _)) => {
                    let id = match content.to_packed::<LinkElem>() {
                        Some(link) => entry(&link.dest),
                        None => content.label().and_then(|label| after(label, TEXT)),
                    };
                    self.open.extend(id.zip(content.location()).map(|(id, at)| (at, id, String::new())));
                }
                FrameItem::Tag(Tag::End(at, ..)) => {
                    if let Some((_, id, text)) = self.open.pop_if(|(open, ..)| open == at) {
                        self.figure(&id, &text);
                    }
                }
                FrameItem::Text(text) => self.text(text),
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {}
            }
        }
    }

    fn figure(&mut self, id: &str, text: &str) {
        let expected = self.expected.get(id);
        if self.fault.is_none() && !expected.is_some_and(|texts| texts.contains(&bare(text))) {
            let meant: Vec<&str> = expected.into_iter().flatten().map(String::as_str).collect();
            self.fault = Some(format!(
                "Die Druckvorlage druckt die Kennzahl „{id}“ als „{text}“; berechnet ist „{}“.",
                meant.join("“ oder „")
            ));
        }
    }

    fn text(&mut self, item: &TextItem) {
        self.open.iter_mut().for_each(|(_, _, text)| text.push_str(&item.text));
        for glyph in &item.glyphs {
            let stands_for = item.text.get(glyph.range()).unwrap_or_default();
            let mut digits = stands_for.chars().filter(char::is_ascii_digit);
            let Some(digit) = digits.next() else { continue };
            let drawn = stands_for.len() == 1 && self.draws(item, digit, GlyphId(glyph.id));
            if self.fault.is_none() && !drawn {
                let family = &item.font.info().family;
                self.fault = Some(format!(
                    "Die Schrift „{family}“ zeichnet in „{}“ für die Ziffer {digit} ein anderes Zeichen.",
                    item.text
                ));
            }
        }
    }

    fn draws(&mut self, item: &TextItem, digit: char, glyph: GlyphId) -> bool {
        let face = item.font.ttf();
        if face.glyph_index(digit) == Some(glyph) {
            return true;
        }
        let known = self.fonts.iter().position(|(font, _)| *font == item.font).unwrap_or_else(|| {
            self.fonts.push((item.font.clone(), Digits::of(face)));
            self.fonts.len() - 1
        });
        self.fonts
            .get_mut(known)
            .and_then(|(_, digits)| digits.as_mut())
            .is_some_and(|digits| digits.draw(face, digit, glyph))
    }
}

/// The id of the figure to whose entry a link leads.
fn entry(target: &LinkTarget) -> Option<String> {
    let LinkTarget::Label(label) = target else { return None };
    after(*label, ENTRY)
}

fn after(label: Label, prefix: &str) -> Option<String> {
    Some(Label::resolve(label).as_str().strip_prefix(prefix)?.to_owned())
}

/// A text without what line breaks change: blanks, hyphens and signs that only say where to break.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || "−,.%€+/<>–".contains(*c)).collect()
}
