//! Reads a page back as a parser of HTML does, and finds fault with what one would have to mend.

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// Elements that have no end.
const VOID: [&str; 6] = ["br", "img", "meta", "link", "hr", "input"];

/// An element with what stands in it.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) kids: Vec<Kid>,
}

/// What stands in an element.
#[derive(Debug)]
pub(crate) enum Kid {
    Node(Node),
    Text(String),
}

/// Reads a page; one that is not as HTML wants it fails the test.
pub(crate) fn parse(html: &str) -> Node {
    assert!(html.starts_with("<!DOCTYPE html>\n"));
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open = vec![Node::default()];
    for token in Tokenizer::new_with_emitter(html, emitter).map(|token| token.expect("bytes in memory")) {
        match token {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value)));
                let node = Node { name: text(&tag.name), attributes: attributes.collect(), kids: Vec::new() };
                let is_drawn = open.iter().any(|outer| outer.name == "svg") || node.name == "svg";
                assert!(!tag.self_closing || is_drawn, "<{}/>", node.name);
                if tag.self_closing || VOID.contains(&node.name.as_str()) {
                    open.last_mut().expect("the page").kids.push(Kid::Node(node));
                } else {
                    open.push(node);
                }
            }
            Token::EndTag(tag) => {
                let node = open.pop().expect("the page");
                assert_eq!(node.name, text(&tag.name), "elements close in their order");
                open.last_mut().expect("the page").kids.push(Kid::Node(node));
            }
            Token::String(string) => open.last_mut().expect("the page").kids.push(Kid::Text(text(&string))),
            Token::Comment(comment) => panic!("a comment: {}", text(&comment)),
            Token::Doctype(_) => {}
            Token::Error(error) => panic!("{error:?}"),
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    open.pop().expect("the page")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

impl Node {
    /// An attribute; empty where there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// Whether it has a class.
    pub(crate) fn is(&self, class: &str) -> bool {
        self.attribute("class").split(' ').any(|own| own == class)
    }

    /// The elements directly below.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Node> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Node(node) => Some(node),
            Kid::Text(_) => None,
        })
    }

    /// This element and all below it, in the order of the page.
    pub(crate) fn all(&self) -> Vec<&Node> {
        std::iter::once(self).chain(self.children().flat_map(Node::all)).collect()
    }

    /// All elements of a name, in the order of the page.
    pub(crate) fn named(&self, name: &str) -> Vec<&Node> {
        self.all().into_iter().filter(|node| node.name == name).collect()
    }

    /// All text of it.
    pub(crate) fn text(&self) -> String {
        self.text_without(&|_| false)
    }

    /// All text of it but that of some elements.
    pub(crate) fn text_without(&self, is_left_out: &dyn Fn(&Node) -> bool) -> String {
        let text = |kid: &Kid| match kid {
            Kid::Text(text) => text.clone(),
            Kid::Node(node) if is_left_out(node) => String::new(),
            Kid::Node(node) => node.text_without(is_left_out),
        };
        self.kids.iter().map(text).collect()
    }
}
