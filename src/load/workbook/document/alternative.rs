//! Which of several renderings of the same is read: Word writes a new one for itself, and an old one for others.

use std::collections::BTreeMap;

use super::super::bounds::{Refusal, within};
use super::super::xml::{StartTag, Xml, XmlPiece};
use super::element::{is_known, is_mark, is_whole, is_wrapper};

/// How many bytes of renderings are looked at ahead in all; what is nested is looked at several times.
const MOST_AHEAD: usize = 64 * 1024 * 1024;

/// Which of several renderings are read, by the depth of what holds them.
#[derive(Debug, Default)]
pub(super) struct Renderings {
    open: BTreeMap<usize, Rendering>,
    /// How many bytes were looked at ahead.
    ahead: usize,
}

/// Which rendering is read, and which one comes next.
#[derive(Debug, Default)]
struct Rendering {
    read: Option<usize>,
    next: usize,
}

/// What a rendering is to the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Empty,
    Known,
    Unknown,
}

impl Renderings {
    /// Looks ahead which rendering is read in the element that is open.
    pub(super) fn choose(&mut self, xml: &Xml<'_>) -> Result<(), Refusal> {
        let (sense, looked_at) = senses(xml.ahead())?;
        self.ahead = self.ahead.saturating_add(looked_at);
        within(self.ahead, MOST_AHEAD, "Byte in Ersatzdarstellungen")?;
        let first = |wanted: Sense| sense.iter().position(|sense| *sense == wanted);
        let read = first(Sense::Known).or_else(|| first(Sense::Unknown));
        self.open.insert(xml.depth(), Rendering { read, next: 0 });
        Ok(())
    }

    /// Whether the rendering that was just opened is the one that is read.
    pub(super) fn is_chosen(&mut self, xml: &Xml<'_>) -> bool {
        let Some(rendering) = self.open.get_mut(&xml.depth().saturating_sub(1)) else { return true };
        rendering.next += 1;
        rendering.read == Some(rendering.next - 1)
    }
}

/// What each rendering is, and how many bytes were looked at.
fn senses(mut ahead: Xml<'_>) -> Result<(Vec<Sense>, usize), Refusal> {
    let mut senses = Vec::new();
    loop {
        match ahead.next()? {
            XmlPiece::Open(tag) if matches!(tag.local(), "Choice" | "Fallback") => senses.push(sense(&mut ahead)?),
            XmlPiece::Open(_) => ahead.skip()?,
            XmlPiece::Text(_) => {}
            XmlPiece::Close | XmlPiece::Done => return Ok((senses, ahead.passed())),
        }
    }
}

/// What the rendering that is open is.
fn sense(ahead: &mut Xml<'_>) -> Result<Sense, Refusal> {
    let end = ahead.depth();
    let mut sense = Sense::Empty;
    while ahead.depth() >= end {
        match ahead.next()? {
            XmlPiece::Open(tag) => {
                sense = match sense {
                    _ if !is_known(tag.local()) => Sense::Unknown,
                    Sense::Empty if says_something(&tag) => Sense::Known,
                    before => before,
                };
                if is_whole(tag.local()) {
                    ahead.skip()?;
                }
            }
            XmlPiece::Close | XmlPiece::Text(_) => {}
            XmlPiece::Done => break,
        }
    }
    Ok(sense)
}

fn says_something(tag: &StartTag<'_>) -> bool {
    !is_wrapper(tag.local()) && !is_mark(tag.local()) && !matches!(tag.local(), "p" | "r" | "rPr" | "pPr")
}
