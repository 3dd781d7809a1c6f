//! Markdown becomes a block tree.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, LinkType, OffsetIter, Options, Parser, Tag};

use super::block::{Block, Inline};
use super::typography::with_typography;

/// Stands for a star inside a word while Markdown is parsed: "Bürger*innen" is never emphasis [practice].
///
/// One byte, like the star, so that places stay the same; no text that passed loading holds it.
const STAR: char = '\u{1}';

/// How deep lists and emphasis are nested at most; every reader of the tree recurses as deep.
pub(crate) const DEEPEST: usize = 12;

/// Parses Markdown; what is not on the allow-list shows its content as plain text. `None` where constructs are nested
/// deeper than any paper needs.
pub(crate) fn parse(markdown: &str) -> Option<Vec<Block>> {
    let shielded = shield(markdown);
    let mut reader = BlockReader { source: &shielded, events: events(&shielded), depth: 0 };
    let blocks = reader.blocks();
    (reader.depth <= 2 * DEEPEST).then_some(blocks)
}

/// What Markdown consists of, in the order of reading; its stars are [`shield`]ed.
pub(crate) fn events(shielded: &str) -> OffsetIter<'_> {
    Parser::new_ext(shielded, Options::ENABLE_TABLES).into_offset_iter()
}

/// Replaces stars between letters or digits.
pub(crate) fn shield(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let inside = c == '*' && before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        out.push(if inside { STAR } else { c });
        before = c;
    }
    out
}

pub(crate) fn unshield(text: &str) -> String {
    text.replace(STAR, "*")
}

/// Reads elements, each up to its end.
struct BlockReader<'a> {
    source: &'a str,
    events: OffsetIter<'a>,
    /// How many elements are open; what is nested too deep ends the reading.
    depth: usize,
}

impl<'a> BlockReader<'a> {
    fn event(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        if self.depth > 2 * DEEPEST {
            return None;
        }
        let next = self.events.next();
        match next {
            Some((Event::Start(_), _)) => self.depth += 1,
            Some((Event::End(_), _)) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        next
    }

    /// The blocks of the open element. Text of a tight list item stands without a paragraph, and is one.
    fn blocks(&mut self) -> Vec<Block> {
        let (mut blocks, mut loose) = (Vec::new(), Vec::new());
        while let Some((event, range)) = self.event() {
            let Event::Start(tag) = event else {
                if matches!(event, Event::End(_)) {
                    break;
                }
                piece(&event, &mut loose);
                continue;
            };
            if let Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. } = tag {
                self.inline(tag, &mut loose);
                continue;
            }
            blocks.extend(paragraph(typeset(std::mem::take(&mut loose))));
            match tag {
                Tag::Heading { level, .. } => {
                    blocks.push(Block::Heading { level: level as u8, inlines: self.inlines() });
                }
                Tag::List(start) => blocks.push(self.list(start, &range)),
                Tag::Table(align) => blocks.push(self.table(align)),
                Tag::BlockQuote(_) => blocks.extend(self.blocks()),
                _ => blocks.extend(paragraph(self.inlines())),
            }
        }
        blocks.extend(paragraph(typeset(loose)));
        blocks
    }

    /// The items of a list, each with its blocks.
    fn list(&mut self, start: Option<u64>, range: &Range<usize>) -> Block {
        let list = self.source.get(range.clone()).unwrap_or_default();
        let behind = list.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        let delimiter = if behind.starts_with(')') { ')' } else { '.' };
        let mut items = Vec::new();
        while let Some((Event::Start(_), _)) = self.event() {
            items.push(self.blocks());
        }
        Block::List { ordered: start.is_some(), start: start.unwrap_or(1), delimiter, items }
    }

    fn table(&mut self, align: Vec<Alignment>) -> Block {
        let mut rows = Vec::new();
        while let Some((Event::Start(_), _)) = self.event() {
            let mut cells = Vec::new();
            while let Some((Event::Start(_), _)) = self.event() {
                cells.push(self.inlines());
            }
            rows.push(cells);
        }
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        Block::Table { align: align.into_iter().map(alignment).collect(), head, rows }
    }

    /// The content of the open element.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, _)) = self.event() {
            match event {
                Event::Start(tag) => self.inline(tag, &mut inlines),
                Event::End(_) => break,
                other => piece(&other, &mut inlines),
            }
        }
        typeset(inlines)
    }

    fn inline(&mut self, tag: Tag<'_>, around: &mut Vec<Inline>) {
        let inlines = self.inlines();
        match tag {
            Tag::Strong => around.push(Inline::Strong { inlines }),
            Tag::Emphasis => around.push(Inline::Emphasis { inlines }),
            Tag::Link { dest_url, link_type, .. } => {
                let mail = link_type == LinkType::Email && !dest_url.starts_with("mailto:");
                let url = if mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                around.push(Inline::Link { url: unshield(&url), inlines });
            }
            _ => around.extend(inlines),
        }
    }
}

/// Adds text or a break; the rules of typography look across the pieces that the parser delivers.
fn piece(event: &Event<'_>, inlines: &mut Vec<Inline>) {
    let text = match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => text,
        Event::SoftBreak => " ",
        Event::HardBreak => return inlines.push(Inline::Break),
        _ => return,
    };
    let text = unshield(text).replace('\n', " ");
    match inlines.last_mut() {
        Some(Inline::Text { text: before }) => before.push_str(&text),
        _ => inlines.push(Inline::Text { text }),
    }
}

fn typeset(mut inlines: Vec<Inline>) -> Vec<Inline> {
    for inline in &mut inlines {
        if let Inline::Text { text } = inline {
            *text = with_typography(text);
        }
    }
    inlines
}

/// A paragraph; `None` where nothing is in it.
fn paragraph(inlines: Vec<Inline>) -> Option<Block> {
    (!inlines.is_empty()).then_some(Block::Paragraph { inlines })
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None | Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(markdown: &str) -> Vec<Block> {
        parse(markdown).expect("a shallow text")
    }

    fn plain(text: &str) -> Inline {
        Inline::Text { text: text.into() }
    }

    #[test]
    fn two_gender_stars_in_a_paragraph_survive() {
        let blocks = parsed("Bürger*innen und Mitarbeiter*innen sind *wichtig*.");
        let inlines = vec![
            plain("Bürger*innen und Mitarbeiter*innen sind "),
            Inline::Emphasis { inlines: vec![plain("wichtig")] },
            plain("."),
        ];
        assert_eq!(blocks, [Block::Paragraph { inlines }]);
    }

    #[test]
    fn a_list_keeps_its_brackets_and_breaks() {
        let blocks = parsed("3) **A**\\\n   b\n4) c\n");
        let first = vec![Inline::Strong { inlines: vec![plain("A")] }, Inline::Break, plain("b")];
        let items =
            vec![vec![Block::Paragraph { inlines: first }], vec![Block::Paragraph { inlines: vec![plain("c")] }]];
        assert_eq!(blocks, [Block::List { ordered: true, start: 3, delimiter: ')', items }]);
    }

    #[test]
    fn a_table_keeps_its_alignment() {
        let blocks = parsed("| A | B |\n|---|--:|\n| x | 1 |\n");
        let cell = |text| vec![plain(text)];
        let table = Block::Table {
            align: vec!["left", "right"],
            head: vec![cell("A"), cell("B")],
            rows: vec![vec![cell("x"), cell("1")]],
        };
        assert_eq!(blocks, [table]);
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn any_text_is_parsed_without_losing_its_letters(text in "[a-z*_#>\\-\\n 0-9.)(]{0,120}") {
            let letters = |s: &str| s.chars().filter(char::is_ascii_lowercase).count();
            let shown: String = parsed(&text).iter().map(Block::text).collect();
            prop_assert_eq!(letters(&shown), letters(&text));
        }

        #[test]
        fn no_text_makes_the_parser_fail(text in "[a-z*_#>|\\-\\n 0-9.)(\\[\\]`<&;!~^+:]{0,160}") {
            let _ = parse(&text);
        }
    }
}
