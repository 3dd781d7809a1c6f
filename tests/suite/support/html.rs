//! A reader for the Prüfbericht, which is well-formed XML too.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// An element in the order of the document.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// All text in it.
    pub(crate) text: String,
    /// The names of the elements around it, the root first.
    pub(crate) around: Vec<String>,
}

impl Element {
    /// An attribute; empty where there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

/// Reads a document; panics where it is not well-formed.
pub(crate) fn parse(html: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(html);
    let (mut all, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("at byte {}: {error}", reader.error_position()));
        match event {
            Event::Start(start) => {
                let element = element(&start, &all, &open);
                open.push(all.len());
                all.push(element);
            }
            Event::Empty(start) => {
                let element = element(&start, &all, &open);
                all.push(element);
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => open.iter().for_each(|i| all[*i].text.push_str(&text)),
            Event::GeneralRef(name) => {
                let text = unescape(&format!("&{};", &*name)).expect("a known entity").into_owned();
                open.iter().for_each(|i| all[*i].text.push_str(&text));
            }
            Event::DocType(_) | Event::Comment(_) => {}
            Event::Eof => break,
            other => panic!("unexpected in HTML: {other:?}"),
        }
    }
    assert!(open.is_empty(), "every element is closed");
    all
}

fn element(start: &BytesStart<'_>, all: &[Element], open: &[usize]) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("an attribute");
        let value = unescape(&attribute.value).expect("a known entity").into_owned();
        (attribute.key.0.to_owned(), value)
    });
    Element {
        name: start.name().0.to_owned(),
        attributes: attributes.collect(),
        text: String::new(),
        around: open.iter().map(|i| all[*i].name.clone()).collect(),
    }
}
