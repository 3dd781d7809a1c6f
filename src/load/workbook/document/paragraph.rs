//! A paragraph of a document: its properties, and its words with their looks.

use std::borrow::Cow;
use std::rc::Rc;

use super::super::bounds::{Refusal, within};
use super::super::xml::{StartTag, Xml};
use super::content::{Face, Mark, PAGE_BREAK, WordParagraph};
use super::element::is_wrapper;
use super::field::{Field, FieldKind, at_place, kind};
use super::listed::Listed;
use super::look::Look;
use super::numbering::Uncounted;
use super::oddity::Oddity;
use super::styles::heading;
use super::walk::Walk;
use crate::source::LINE_BREAK;

/// How deep fields lie in one another at most; nobody goes beyond three.
const DEEPEST_FIELD: usize = 50;

/// A paragraph while it is read.
#[derive(Default)]
struct Reading {
    paragraph: WordParagraph,
    /// What words have of the paragraph's style.
    look: Look,
}

impl Walk<'_> {
    /// The paragraph that is open.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<WordParagraph, Refusal> {
        self.spend()?;
        let tracked = self.document.tracked;
        let mut reading = Reading { look: self.styles.of_paragraph(None).look.of_paragraph(), ..Reading::default() };
        self.content(xml, &mut reading, None)?;
        let mut paragraph = reading.paragraph;
        if self.document.tracked > tracked {
            paragraph.odd.insert(Oddity::Tracked);
        }
        if paragraph.heading.is_some() && paragraph.item.take().is_some() {
            paragraph.odd.insert(Oddity::HeadingNumber);
        }
        Ok(paragraph)
    }

    /// What stands in a paragraph, or in a part of it that leads to `link`.
    fn content(&mut self, xml: &mut Xml<'_>, to: &mut Reading, link: Option<&Rc<str>>) -> Result<(), Refusal> {
        while let Some(tag) = self.next(xml)? {
            match tag.local() {
                "pPr" => self.properties(xml, to)?,
                "r" => self.run(xml, to, (Look::default(), link))?,
                "hyperlink" => {
                    let own = tag.prefixed("id").and_then(|id| self.relations.link(&id));
                    let place = tag.prefixed("anchor").or_else(|| tag.prefixed("docLocation"));
                    let own = own.map(|address| at_place(address, place.as_deref()));
                    self.content(xml, to, own.as_ref().or(link))?;
                }
                "fldSimple" => {
                    let own = kind(&tag.prefixed("instr").unwrap_or_default());
                    let address =
                        if let Some(FieldKind::Link(address)) = &own { Some(Rc::clone(address)) } else { None };
                    to.paragraph.field(own);
                    self.content(xml, to, address.as_ref().or(link))?;
                }
                "ins" | "moveTo" => {
                    self.document.tracked += 1;
                    self.content(xml, to, link)?;
                }
                "oMath" | "oMathPara" => {
                    to.paragraph.odd.insert(Oddity::Formula);
                    xml.skip()?;
                }
                name => {
                    if !is_wrapper(name) && name != "fldData" {
                        to.paragraph.odd.insert(Oddity::of(name));
                    }
                    self.content(xml, to, link)?;
                }
            }
        }
        Ok(())
    }

    /// What a paragraph says of itself.
    fn properties(&mut self, xml: &mut Xml<'_>, to: &mut Reading) -> Result<(), Refusal> {
        let (mut style, mut outline, mut own) = (None, None, Listed::default());
        while let Some(tag) = self.next(xml)? {
            match tag.local() {
                "pStyle" => style = tag.value().map(Cow::into_owned),
                "outlineLvl" => outline = tag.value().and_then(|level| level.parse().ok()),
                "jc" => to.paragraph.alignment = tag.value().and_then(|side| alignment(&side)),
                "numPr" => {
                    while let Some(tag) = self.next(xml)? {
                        own.set(&tag);
                        self.document.tracked += usize::from(tag.local() == "ins");
                        xml.skip()?;
                    }
                    continue;
                }
                "rPr" => {
                    // Whether the end of the paragraph was put in; what else it looks like shows nowhere.
                    while let Some(tag) = self.next(xml)? {
                        self.document.tracked += usize::from(matches!(tag.local(), "ins" | "moveTo"));
                        xml.skip()?;
                    }
                    continue;
                }
                "sectPr" => {
                    self.section(xml)?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        let styled = self.styles.of_paragraph(style.as_deref());
        to.look = styled.look.of_paragraph();
        to.paragraph.heading = outline.map_or(styled.heading, heading);
        match self.lists.next(&own.or(styled.list), self.styles) {
            Ok(item) => to.paragraph.item = item,
            Err(_) if to.paragraph.heading.is_some() => drop(to.paragraph.odd.insert(Oddity::HeadingNumber)),
            Err(Uncounted(format)) => drop(to.paragraph.odd.insert(Oddity::Numbering(format))),
        }
        if let Some(Mark::Label(label)) = to.paragraph.item.as_ref().map(|item| &item.mark) {
            self.spend_text(label.len())?;
        }
        Ok(())
    }

    /// Words of one look.
    fn run(
        &mut self,
        xml: &mut Xml<'_>,
        to: &mut Reading,
        (mut look, link): (Look, Option<&Rc<str>>),
    ) -> Result<(), Refusal> {
        self.spend()?;
        while let Some(tag) = self.next(xml)? {
            match tag.local() {
                "rPr" => look = self.look(xml)?,
                "t" => {
                    let words = xml.text()?;
                    self.say(to, &words, (look, link))?;
                }
                "instrText" => {
                    let words = xml.text()?;
                    self.fields.iter_mut().next_back().into_iter().for_each(|field| field.instruct(&words));
                }
                "delText" | "delInstrText" => xml.skip()?,
                "drawing" | "pict" | "object" => {
                    to.paragraph.odd.insert(if tag.local() == "object" { Oddity::Embedded } else { Oddity::Picture });
                    self.drawing(xml, &mut to.paragraph)?;
                }
                "AlternateContent" | "Choice" | "Fallback" => self.run(xml, to, (look, link))?,
                "fldChar" => {
                    self.field_mark(&tag, to)?;
                    xml.skip()?;
                }
                other => {
                    self.sign(other, &tag, to, (look, link))?;
                    xml.skip()?;
                }
            }
        }
        Ok(())
    }

    /// What is no word.
    fn sign(
        &mut self,
        name: &str,
        tag: &StartTag<'_>,
        to: &mut Reading,
        face: (Look, Option<&Rc<str>>),
    ) -> Result<(), Refusal> {
        match name {
            "tab" | "ptab" => self.say(to, "\t", face)?,
            "noBreakHyphen" => self.say(to, "\u{2011}", face)?,
            "softHyphen" => self.say(to, "\u{ad}", face)?,
            "br" if tag.prefixed("type").is_some_and(|kind| kind != "textWrapping") => {
                self.say(to, PAGE_BREAK.encode_utf8(&mut [0; 4]), face)?;
            }
            "br" | "cr" => self.say(to, LINE_BREAK.encode_utf8(&mut [0; 4]), face)?,
            "sym" => drop(to.paragraph.odd.insert(Oddity::Symbol)),
            "footnoteReference" | "endnoteReference" | "footnoteRef" | "endnoteRef" => {
                to.paragraph.odd.insert(Oddity::Footnote);
            }
            "commentReference" => {
                self.document.comments += 1;
                to.paragraph.odd.insert(Oddity::Comment);
            }
            _ => drop(to.paragraph.odd.insert(Oddity::of(name))),
        }
        Ok(())
    }

    /// The look that a run has of itself, and behind it that of its style.
    fn look(&mut self, xml: &mut Xml<'_>) -> Result<Look, Refusal> {
        let (mut look, mut style) = (Look::default(), Look::default());
        while let Some(tag) = self.next(xml)? {
            if tag.local() == "rStyle" {
                style = tag.value().map(|id| self.styles.of(&id).look.of_style()).unwrap_or_default();
            }
            look.set(&tag);
            xml.skip()?;
        }
        Ok(look.over(style))
    }

    /// A drawing, and the paragraphs of boxes in it.
    fn drawing(&mut self, xml: &mut Xml<'_>, to: &mut WordParagraph) -> Result<(), Refusal> {
        while let Some(tag) = self.next(xml)? {
            if tag.local() == "p" {
                to.odd.remove(&Oddity::Picture);
                to.odd.insert(Oddity::TextBox);
                let boxed = self.paragraph(xml)?;
                to.boxed.push(boxed);
            } else {
                self.drawing(xml, to)?;
            }
        }
        Ok(())
    }

    /// The beginning, the middle or the end of a field.
    fn field_mark(&mut self, tag: &StartTag<'_>, to: &mut Reading) -> Result<(), Refusal> {
        match tag.prefixed("fldCharType").as_deref() {
            Some("begin") => {
                within(self.fields.len(), DEEPEST_FIELD, "Felder ineinander")?;
                self.fields.push(Field::default());
            }
            Some("separate") => to.paragraph.field(self.fields.last_mut().and_then(Field::settle)),
            _ => to.paragraph.field(self.fields.pop().and_then(|mut field| field.settle())),
        }
        Ok(())
    }

    /// Takes words in as they look.
    fn say(&mut self, to: &mut Reading, words: &str, (look, link): (Look, Option<&Rc<str>>)) -> Result<(), Refusal> {
        self.spend_text(words.len())?;
        let look = look.over(to.look);
        let is = |property: Option<bool>| property == Some(true);
        let odd = &mut to.paragraph.odd;
        if !words.trim().is_empty() {
            let all = [
                (look.hidden, Oddity::Hidden),
                (look.struck, Oddity::Struck),
                (look.raised, Oddity::Raised),
                (look.lowered, Oddity::Lowered),
                (look.underlined.filter(|_| link.is_none()), Oddity::Underlined),
                (look.highlighted, Oddity::Highlighted),
                (look.capitals, Oddity::Capitals),
            ];
            odd.extend(all.into_iter().filter(|(has, _)| is(*has)).map(|(_, oddity)| oddity));
        }
        if is(look.hidden) {
            return Ok(());
        }
        let link = link.cloned().or_else(|| self.fields.iter().rev().find_map(|field| field.link.clone()));
        let address = link.as_ref().map_or(0, |link| link.len());
        let face = Face { is_strong: is(look.strong), is_emphasised: is(look.emphasised), link };
        let is_more = to.paragraph.push(words, face);
        self.spend_text(if is_more { address } else { 0 })
    }
}

impl WordParagraph {
    /// Notes a field that a paper cannot compute.
    fn field(&mut self, kind: Option<FieldKind>) {
        if let Some(FieldKind::Computed(name)) = kind {
            self.odd.insert(Oddity::Field(name));
        }
    }
}

/// How Markdown says on which side a column stands.
fn alignment(side: &str) -> Option<&'static str> {
    match side {
        "right" | "end" => Some("-:"),
        "center" => Some(":-:"),
        _ => None,
    }
}
