//! A tag tree as lines that a person can review: a block per line with its running text, a row of a table in one, links in
//! brackets.

use std::fmt::Write;

use ratsbericht::source::digest;

use super::tag::{Kid, Tag};

/// How much an outline shows of each part.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    /// How many rows of a table or items of a list.
    pub(crate) rows: usize,
    /// How many characters of a line.
    pub(crate) line: usize,
}

impl Shown {
    /// The whole of everything.
    pub(crate) const ALL: Self = Self { rows: usize::MAX, line: usize::MAX };
}

/// The tree, a block per line with the text of each. What is not shown is counted, with the beginning of a digest of it.
pub(crate) fn outline(tag: &Tag, shown: Shown) -> String {
    lines(tag, 0, shown).join("\n")
}

fn lines(tag: &Tag, depth: usize, shown: Shown) -> Vec<String> {
    let indent = "  ".repeat(depth);
    if let Some(line) = line(tag) {
        return vec![format!("{indent}{}", cut(&line, shown.line))];
    }
    let mut blocks = vec![format!("{indent}{}", label(tag))];
    let mut all = Vec::new();
    for part in tag.kids.chunk_by(|a, b| is_running(a) && is_running(b)) {
        match &part[0] {
            Kid::Tag(block) if !is_running(&part[0]) => all.push(lines(block, depth + 1, shown)),
            _ => all.push(vec![format!("{indent}  {}", cut(&quoted(&running(part)), shown.line))]),
        }
    }
    let rows = if is_of_rows(tag) { shown.rows.min(all.len()) } else { all.len() };
    let (first, others) = all.split_at(rows);
    blocks.extend(first.concat());
    if !others.is_empty() {
        blocks.push(format!("{indent}  … {} more, {}", others.len(), short_digest(&others.concat().join("\n"))));
    }
    blocks
}

/// A line of at most so many characters.
fn cut(line: &str, longest: usize) -> String {
    let Some((end, _)) = line.char_indices().nth(longest) else { return line.to_owned() };
    format!("{}… {} more, {}", &line[..end], line[end..].chars().count(), short_digest(line))
}

/// Enough of a digest to see that a text has changed.
fn short_digest(text: &str) -> String {
    digest(text.as_bytes())[..8].to_owned()
}

/// A tag in one line, if it holds running text alone, or paragraphs of it side by side.
fn line(tag: &Tag) -> Option<String> {
    let text = match tag.role.as_str() {
        "TR" => tag
            .children()
            .map(|cell| Some(format!("{}{}", span(cell), paragraphs(cell)?)))
            .collect::<Option<Vec<_>>>()?,
        _ => vec![paragraphs(tag)?],
    };
    Some(format!("{} {}", label(tag), text.join(" | ")).trim_end().to_owned())
}

/// Running text, or the paragraphs directly below; none if there is more.
fn paragraphs(tag: &Tag) -> Option<String> {
    if tag.kids.iter().all(is_running) {
        return Some(quoted(&running(&tag.kids)));
    }
    let holds_paragraphs = ["Div", "TH", "TD", "LI", "LBody", "TOCI"].contains(&tag.role.as_str());
    let is_paragraph = |tag: &Tag| ["P", "Lbl", "LBody", "Reference"].contains(&tag.role.as_str());
    let paragraph = |kid: &Kid| match kid {
        Kid::Tag(tag) if is_paragraph(tag) => paragraphs(tag),
        _ => None,
    };
    let all: Option<Vec<String>> = tag.kids.iter().map(paragraph).collect();
    all.filter(|_| holds_paragraphs).map(|all| all.join(" / "))
}

/// Whether a table or a list is made of such parts.
fn is_of_rows(tag: &Tag) -> bool {
    ["Table", "L", "TOC"].contains(&tag.role.as_str())
}

/// Whether this runs along in a line of text.
fn is_running(kid: &Kid) -> bool {
    match kid {
        Kid::Text { .. } => true,
        Kid::Tag(tag) => tag.is_inline() && tag.kids.iter().all(is_running),
    }
}

/// Running text with links in brackets, and with figures in angles.
fn running(kids: &[Kid]) -> String {
    let piece = |kid: &Kid| match kid {
        Kid::Text { text, .. } => text.clone(),
        Kid::Tag(tag) => {
            let text = running(&tag.kids);
            match (tag.role.as_str(), tag.target.as_deref()) {
                ("Link", Some("intern")) => format!("[{text}]"),
                ("Link", target) => format!("[{text}]({})", target.unwrap_or_default()),
                ("Figure", _) => format!("‹{}›{text}", tag.alt.as_deref().unwrap_or_default()),
                _ => text,
            }
        }
    };
    kids.iter().map(piece).collect()
}

/// The role with everything that a reader announces beside the text.
fn label(tag: &Tag) -> String {
    let mut label =
        format!("{}{}", tag.role, tag.scope.as_ref().map_or(String::new(), |scope| format!(" scope={scope}")));
    if let Some(alt) = &tag.alt {
        write!(label, " alt=\"{alt}\"").expect("a string takes everything");
    }
    label
}

/// How many columns a cell takes, if more than one.
fn span(cell: &Tag) -> String {
    if cell.colspan > 1 { format!("{} columns: ", cell.colspan) } else { String::new() }
}

/// A text without what only the line breaks of the page put there.
fn quoted(text: &str) -> String {
    let text = text.trim().replace(['\u{a0}', '\u{202f}'], " ").replace(['\u{ad}', '\u{2060}'], "");
    if text.is_empty() { String::new() } else { format!("{text:?}") }
}
