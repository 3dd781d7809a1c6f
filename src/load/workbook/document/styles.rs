//! The styles of a document: what paragraphs and words are that name one.

use std::collections::BTreeMap;

use super::super::bounds::{Refusal, within};
use super::super::xml::{StartTag, Xml, XmlPiece};
use super::listed::{LONGEST_ID, Listed};
use super::look::Look;

/// The part that holds them.
pub(super) const STYLES: &str = "word/styles.xml";

/// The most styles that are read; Word knows some hundred.
const MOST_STYLES: usize = 10_000;

/// How many styles are based on one another at most; Word allows eleven, and one that is based on itself has no end.
const LONGEST_CHAIN: usize = 20;

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    normal: String,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// The level in the outline, from 0; 9 is running text.
    outline: Option<u8>,
    list: Listed,
    look: Look,
}

/// What a style says, those that it is based on included.
#[derive(Debug, Default)]
pub(super) struct Styled {
    /// The level of a heading, from 1.
    pub(super) heading: Option<u8>,
    /// The list that its paragraphs are items of.
    pub(super) list: Listed,
    pub(super) look: Look,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut xml = Xml::new(STYLES, text);
        let mut open = String::new();
        loop {
            match xml.next()? {
                XmlPiece::Open(tag) if tag.local() == "style" => {
                    open = tag.prefixed("styleId").unwrap_or_default().into_owned();
                    let is_normal = tag.prefixed("default").is_some_and(|on| on != "0" && on != "false");
                    if is_normal && tag.prefixed("type").is_some_and(|kind| kind == "paragraph") {
                        styles.normal.clone_from(&open);
                    }
                    within(styles.all.len(), MOST_STYLES, "Formatvorlagen")?;
                    if open.len() <= LONGEST_ID {
                        styles.all.insert(open.clone(), Style::default());
                    }
                }
                // How a table looks in its first row says nothing of its words.
                XmlPiece::Open(tag)
                    if matches!(tag.local(), "tblStylePr" | "rPrChange" | "pPrChange" | "docDefaults") =>
                {
                    xml.skip()?;
                }
                XmlPiece::Open(tag) => {
                    if let Some(style) = styles.all.get_mut(&open) {
                        style.set(&tag);
                    }
                }
                XmlPiece::Close | XmlPiece::Text(_) => {}
                XmlPiece::Done => return Ok(styles),
            }
        }
    }

    /// What the style of this id says; without one, that of all paragraphs.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Styled {
        self.of(id.unwrap_or(&self.normal))
    }

    /// What the style of this id says.
    pub(super) fn of(&self, id: &str) -> Styled {
        let mut styled = Styled::default();
        let mut outline = None;
        let mut next = Some(id);
        for _ in 0..LONGEST_CHAIN {
            let Some((id, style)) = next.and_then(|id| self.all.get_key_value(id)) else { break };
            styled.look = styled.look.over(style.look);
            styled.list = styled.list.over(&style.list, id);
            outline = outline.or(style.outline).or_else(|| level_of(&style.name).or_else(|| level_of(id)));
            next = style.based_on.as_deref();
        }
        styled.heading = outline.and_then(heading);
        styled
    }
}

/// The level of a heading by its level in the outline.
pub(super) fn heading(outline: u8) -> Option<u8> {
    (outline < 9).then_some(outline + 1)
}

impl Style {
    fn set(&mut self, tag: &StartTag<'_>) {
        let Some(value) = tag.value() else { return self.look.set(tag) };
        match tag.local() {
            "name" if value.len() > LONGEST_ID => {}
            "name" => self.name = value.into_owned(),
            "basedOn" => self.based_on = Some(value.into_owned()),
            "outlineLvl" => self.outline = value.parse().ok(),
            _ if self.list.set(tag) => {}
            _ => self.look.set(tag),
        }
    }
}

/// The level in the outline that a name says: Word calls its own styles `heading 1`, other programs and old files also otherwise.
fn level_of(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    if matches!(name.as_str(), "title" | "titel") {
        return Some(0);
    }
    let names = ["heading", "überschrift", "berschrift"];
    let level = names.iter().find_map(|heading| name.strip_prefix(heading))?.trim().parse::<u8>().ok()?;
    (1..=9).contains(&level).then(|| level - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_their_level_or_by_their_name() {
        let style =
            |id: &str, inner: &str| format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\">{inner}</w:style>");
        let all = [
            style("a", "<w:name w:val=\"Eigene\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr>"),
            style("b", "<w:name w:val=\"Enger\"/><w:basedOn w:val=\"a\"/>"),
            style("c", "<w:basedOn w:val=\"a\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr>"),
            style("berschrift2", "<w:name w:val=\"heading 2\"/>"),
            style("Titel", "<w:name w:val=\"Title\"/>"),
            style("d", "<w:name w:val=\"Kreis\"/><w:basedOn w:val=\"d\"/>"),
        ];
        let styles = Styles::read(&format!("<w:styles>{}</w:styles>", all.concat())).expect("styles");
        let heading = |id| styles.of(id).heading;
        assert_eq!(
            ["a", "b", "c", "berschrift2", "Titel", "d", "e"].map(heading),
            [Some(3), Some(3), None, Some(2), Some(1), None, None]
        );
        assert_eq!(level_of("Überschrift 1"), Some(0));
    }
}
