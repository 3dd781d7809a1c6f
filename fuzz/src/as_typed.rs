//! What is typed is printed: letters and digits, less markup, or a finding says otherwise.

use std::collections::BTreeMap;

use ratsbericht::check::check_texts;
use ratsbericht::finding::{Code, Finding};
use ratsbericht::model::Text;
use ratsbericht::source::{Alphabet, SourceFile, Sources};
use ratsbericht::text::{Block, Inline, parse, with_typography};

/// What says that a text is not printed as it stands; other rules do not count.
const CODES: [Code; 6] = [Code::RB501, Code::RB503, Code::RB531, Code::RB532, Code::RB533, Code::RB534];

/// Markup that is never printed without a finding.
const MARKUP: [&str; 3] = ["**", "##", "]("];

/// Panics where a text loses or gains a letter, a digit or a unit, or shows its markup, and no finding says so.
pub(crate) fn hold(markdown: &str) {
    let Some(blocks) = parse(markdown) else { return };
    let shown = blocks.iter().map(printed).collect::<Vec<_>>().join("\n");
    let changed = is_changed(markdown, &shown) && is_changed(&with_typography(markdown), &shown);
    let is_raw = !markdown.contains('\\') && MARKUP.iter().any(|markup| shown.contains(markup));
    let says = |finding: &Finding| CODES.contains(&finding.code);
    assert!(!(changed || is_raw) || findings(markdown).iter().any(says), "{markdown:?} is printed as {shown:?}");
}

pub(crate) fn findings(markdown: &str) -> Vec<Finding> {
    let file = Sources::default().add(SourceFile::new("t", Vec::new(), markdown.to_owned(), None));
    check_texts(&[Text { file, markdown: markdown.to_owned(), is_word: false }], None, &Alphabet::all())
}

/// Whether a letter, digit or unit is printed more or less often than it was typed; Word's bullets are markup.
pub(crate) fn is_changed(typed: &str, shown: &str) -> bool {
    let (mut typed_counts, shown) = (counted(typed), counted(shown));
    for bullet in ['o', 'v', 'Ø', '§'] {
        let begins = |line: &&str| {
            let mut chars = line.trim_start().chars();
            chars.next() == Some(bullet) && chars.next().is_some_and(char::is_whitespace)
        };
        let (bullets, shown) = (typed.lines().filter(begins).count(), shown.get(&bullet).copied().unwrap_or_default());
        if let Some(count) = typed_counts.get_mut(&bullet) {
            *count -= bullets.min(count.saturating_sub(shown));
        }
    }
    typed_counts.retain(|_, count| *count > 0);
    typed_counts != shown
}

/// Letters, digits and units, each with how often it stands there.
fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric() || "€%§".contains(*c)) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// A block as it is printed, with the numbers of its lists.
fn printed(block: &Block) -> String {
    let blocks = |blocks: &[Block]| blocks.iter().map(printed).collect::<Vec<_>>().join("\n");
    match block {
        Block::Paragraph { inlines: content } | Block::Heading { inlines: content, .. } => inlines(content),
        Block::List { ordered, start, items, .. } => {
            let number = |i: usize| if *ordered { format!("{} ", start + i as u64) } else { String::new() };
            items.iter().enumerate().map(|(i, item)| number(i) + &blocks(item) + "\n").collect()
        }
        Block::Table { head, rows, .. } => {
            head.iter().chain(rows.iter().flatten()).map(|cell| inlines(cell) + "\n").collect()
        }
    }
}

fn inlines(pieces: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text { text } => text.clone(),
        // Between what is emphasised and what is not there was markup.
        Inline::Strong { inlines: inner } | Inline::Emphasis { inlines: inner } => {
            format!("\u{0}{}\u{0}", inlines(inner))
        }
        Inline::Link { url, inlines: inner } => {
            let (shown, address) = (inlines(inner), url.strip_prefix("mailto:").unwrap_or(url));
            // An address that is printed is no other text.
            if shown == address || shown == *url { shown } else { format!("{shown} {url}") }
        }
        Inline::Break => "\n".into(),
    };
    pieces.iter().map(piece).collect()
}
