//! Running text: block trees, headings below those of the paper.

use super::data::Data;
use super::part::{Part, Run, Table};

/// The deepest heading.
const DEEPEST: u8 = 6;

/// The parts of a text whose headings come below a level, none of which is skipped whatever the text uses.
pub(super) fn parts(blocks: Data<'_>, above: u8) -> Vec<Part> {
    let mut open: Vec<u64> = Vec::new();
    let part = |block: Data<'_>| {
        if block.text("kind") != "heading" {
            return one(block);
        }
        let level = block.number("level");
        while open.last().is_some_and(|last| *last >= level) {
            open.pop();
        }
        open.push(level);
        let depth = u8::try_from(open.len()).unwrap_or(DEEPEST);
        heading(block, above.saturating_add(depth).min(DEEPEST))
    };
    blocks.items().filter_map(part).collect()
}

/// A block; a heading inside a list is a strong line.
fn one(block: Data<'_>) -> Option<Part> {
    let inlines = || runs(block.get("inlines"));
    match block.text("kind").as_str() {
        "paragraph" => Some(Part::Paragraph(inlines())),
        "heading" => Some(Part::Paragraph(vec![Run::Strong(inlines())])),
        "list" => {
            let delimiter = block.text("delimiter").chars().next().unwrap_or('.');
            let first = block.is_true("ordered").then(|| (block.number("start"), delimiter));
            Some(Part::List(first, block.list("items").map(|item| item.items().filter_map(one).collect()).collect()))
        }
        "table" => Some(Part::Table(Table {
            head: block.list("head").map(runs).collect(),
            rows: block.list("rows").map(|row| row.items().map(runs).collect()).collect(),
        })),
        _ => None,
    }
}

fn heading(block: Data<'_>, level: u8) -> Option<Part> {
    let inlines = runs(block.get("inlines"));
    (!inlines.is_empty()).then_some(Part::Heading(level, inlines))
}

/// The pieces of a paragraph.
pub(super) fn runs(inlines: Data<'_>) -> Vec<Run> {
    let run = |inline: Data<'_>| {
        let inner = || runs(inline.get("inlines"));
        match inline.text("kind").as_str() {
            "strong" => Run::Strong(inner()),
            "emphasis" => Run::Emphasis(inner()),
            "link" => Run::Link(inline.text("url"), inner()),
            "break" => Run::Break,
            _ => Run::Text(inline.text("text")),
        }
    };
    inlines.items().map(run).collect()
}
