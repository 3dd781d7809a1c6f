//! Texts within a paragraph, and the links in them.

use std::collections::BTreeMap;

use super::xml::{address, escaped};
use crate::plain::Run;

/// The addresses that links lead to, each with its place among them.
#[derive(Debug, Default)]
pub(super) struct Runs {
    links: BTreeMap<String, usize>,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    is_strong: bool,
    is_emphasised: bool,
    is_link: bool,
}

impl Runs {
    /// The addresses, each with the name by which the document names it.
    pub(super) fn links(&self) -> impl Iterator<Item = (String, &str)> {
        self.links.iter().map(|(address, at)| (id(*at), address.as_str()))
    }

    /// Writes texts.
    pub(super) fn write(&mut self, xml: &mut String, text: &[Run], look: Look) {
        for run in text {
            match run {
                Run::Text(words) => words_of(xml, words, look),
                Run::Strong(inner) => self.write(xml, inner, Look { is_strong: true, ..look }),
                Run::Emphasis(inner) => self.write(xml, inner, Look { is_emphasised: true, ..look }),
                Run::Break => xml.push_str("<w:r><w:br/></w:r>"),
                Run::Link(url, inner) => match address(url).filter(|_| !look.is_link) {
                    None => self.write(xml, inner, look),
                    Some(address) => {
                        let id = self.named(address);
                        xml.push_str(&format!("<w:hyperlink r:id=\"{id}\" w:history=\"1\">"));
                        self.write(xml, inner, Look { is_link: true, ..look });
                        xml.push_str("</w:hyperlink>");
                    }
                },
            }
        }
    }

    /// The name of an address; one that was named before keeps its name.
    fn named(&mut self, address: String) -> String {
        let next = self.links.len();
        id(*self.links.entry(address).or_insert(next))
    }
}

fn id(at: usize) -> String {
    format!("link{}", at + 1)
}

fn words_of(xml: &mut String, words: &str, look: Look) {
    let marks =
        [(look.is_link, "<w:rStyle w:val=\"Hyperlink\"/>"), (look.is_strong, "<w:b/>"), (look.is_emphasised, "<w:i/>")];
    let marks: String = marks.into_iter().filter(|(has, _)| *has).map(|(_, mark)| mark).collect();
    let marks = if marks.is_empty() { marks } else { format!("<w:rPr>{marks}</w:rPr>") };
    for (at, line) in words.split('\n').enumerate() {
        let turn = if at > 0 { "<w:br/>" } else { "" };
        xml.push_str(&format!("<w:r>{marks}{turn}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(line)));
    }
}
