//! What a page says: what its paper says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Both, PAPERS};
use crate::support::page::Node;
use crate::support::pdf::{self, Pdf, Tag};

/// Letters and signs, without what only ends lines or marks items.
fn letters(text: &str) -> String {
    let invisible = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];
    text.chars().filter(|c| !c.is_whitespace() && !invisible.contains(c)).collect()
}

fn of_pdf(both: &Both) -> String {
    fn text(tag: &Tag, out: &mut String) {
        for kid in &tag.kids {
            match kid {
                pdf::Kid::Text { text, .. } => out.push_str(text),
                pdf::Kid::Tag(tag) if tag.role == "Figure" || tag.role == "Lbl" => {}
                pdf::Kid::Tag(tag) => text_of(tag, out),
            }
        }
    }
    fn text_of(tag: &Tag, out: &mut String) {
        text(tag, out);
    }
    let mut out = String::new();
    text(Pdf::open(&both.pdf).root(), &mut out);
    letters(&out)
}

#[test]
fn probe() {
    for (name, both) in PAPERS.iter() {
        let main = both.page.named("body").pop().expect("a body");
        let html = main.text_without(&|node: &Node| {
            ["sprung", "verzeichnis", "ungesehen", "daten", "herkunft", "fuss", "w", "k"].iter().any(|class| node.is(class))
                || node.name == "svg"
        });
        std::fs::write(format!("/tmp/h/{}.p.txt", name.replace('/', "_")), of_pdf(both)).unwrap();
        std::fs::write(format!("/tmp/h/{}.h.txt", name.replace('/', "_")), letters(&html)).unwrap();
    }
}
