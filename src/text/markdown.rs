//! Markdown becomes a block tree.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::block::{Block, Inline};
use super::typografie::typografisch;

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
    let mut tree = Tree::new(&shielded);
    let mut depth = 0_usize;
    for (event, range) in events(&shielded) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 2 * DEEPEST {
            return None;
        }
        tree.event(event, range);
    }
    Some(tree.finish())
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

/// An open element of the tree.
enum Open {
    Blocks(Vec<Block>),
    Inlines(Vec<Inline>),
    Row(Vec<Vec<Inline>>),
    Table { align: Vec<&'static str>, head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>> },
    List { ordered: bool, start: u64, delimiter: char, items: Vec<Vec<Block>> },
}

/// Builds the tree from events.
struct Tree<'a> {
    source: &'a str,
    stack: Vec<Open>,
    /// Addresses of open links.
    urls: Vec<String>,
    done: Vec<Block>,
}

impl<'a> Tree<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, stack: Vec::new(), urls: Vec::new(), done: Vec::new() }
    }

    fn finish(mut self) -> Vec<Block> {
        while !self.stack.is_empty() {
            self.close_inlines();
            self.stack.pop();
        }
        self.done
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {}
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.close_loose_text();
                self.stack.push(Open::Inlines(Vec::new()));
            }
            Tag::Strong | Tag::Emphasis => {
                self.open_inlines();
                self.stack.push(Open::Inlines(Vec::new()));
            }
            Tag::Link { dest_url, link_type, .. } => {
                self.open_inlines();
                let mail = link_type == LinkType::Email && !dest_url.starts_with("mailto:");
                let url = if mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                self.urls.push(unshield(&url));
                self.stack.push(Open::Inlines(Vec::new()));
            }
            Tag::List(start) => {
                self.close_loose_text();
                let delimiter = self.delimiter(&range);
                let (ordered, start) = (start.is_some(), start.unwrap_or(1));
                self.stack.push(Open::List { ordered, start, delimiter, items: Vec::new() });
            }
            Tag::Item | Tag::BlockQuote(_) => self.stack.push(Open::Blocks(Vec::new())),
            Tag::Table(align) => {
                self.close_loose_text();
                let align = align.into_iter().map(alignment).collect();
                self.stack.push(Open::Table { align, head: Vec::new(), rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => self.stack.push(Open::Row(Vec::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.close_inlines(),
            TagEnd::Heading(level) => {
                let inlines = self.pop_inlines();
                self.block(Block::Heading { level: depth(level), inlines });
            }
            TagEnd::Strong => {
                let inlines = self.pop_inlines();
                self.inline(Inline::Strong { inlines });
            }
            TagEnd::Emphasis => {
                let inlines = self.pop_inlines();
                self.inline(Inline::Emphasis { inlines });
            }
            TagEnd::Link => {
                let inlines = self.pop_inlines();
                let url = self.urls.pop().unwrap_or_default();
                self.inline(Inline::Link { url, inlines });
            }
            TagEnd::Item => self.end_item(),
            TagEnd::BlockQuote(_) => {
                self.close_loose_text();
                if let Some(Open::Blocks(blocks)) = self.stack.pop() {
                    blocks.into_iter().for_each(|block| self.block(block));
                }
            }
            TagEnd::List(_) => {
                if let Some(Open::List { ordered, start, delimiter, items }) = self.stack.pop() {
                    self.block(Block::List { ordered, start, delimiter, items });
                }
            }
            TagEnd::TableCell => {
                let inlines = self.pop_inlines();
                if let Some(Open::Row(cells)) = self.stack.last_mut() {
                    cells.push(inlines);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(tag == TagEnd::TableHead),
            TagEnd::Table => {
                if let Some(Open::Table { align, head, rows }) = self.stack.pop() {
                    self.block(Block::Table { align, head, rows });
                }
            }
            _ => {}
        }
    }

    fn end_item(&mut self) {
        self.close_loose_text();
        if let Some(Open::Blocks(blocks)) = self.stack.pop()
            && let Some(Open::List { items, .. }) = self.stack.last_mut()
        {
            items.push(blocks);
        }
    }

    fn end_row(&mut self, is_head: bool) {
        if let Some(Open::Row(cells)) = self.stack.pop()
            && let Some(Open::Table { head, rows, .. }) = self.stack.last_mut()
        {
            if is_head { *head = cells } else { rows.push(cells) }
        }
    }

    fn text(&mut self, text: &str) {
        let text = unshield(text).replace('\n', " ");
        self.open_inlines();
        match self.stack.last_mut() {
            Some(Open::Inlines(inlines)) => match inlines.last_mut() {
                Some(Inline::Text { text: before }) => before.push_str(&text),
                _ => inlines.push(Inline::Text { text }),
            },
            _ => self.inline(Inline::Text { text }),
        }
    }

    fn inline(&mut self, inline: Inline) {
        self.open_inlines();
        if let Some(Open::Inlines(inlines)) = self.stack.last_mut() {
            inlines.push(inline);
        }
    }

    /// Text of a tight list item stands without a paragraph: opens one.
    fn open_inlines(&mut self) {
        if !matches!(self.stack.last(), Some(Open::Inlines(_))) {
            self.stack.push(Open::Inlines(Vec::new()));
        }
    }

    fn pop_inlines(&mut self) -> Vec<Inline> {
        match self.stack.pop() {
            Some(Open::Inlines(mut inlines)) => {
                // Once for a whole run of text: the rules look across the pieces that the parser delivers.
                for inline in &mut inlines {
                    if let Inline::Text { text } = inline {
                        *text = typografisch(text);
                    }
                }
                inlines
            }
            Some(other) => {
                self.stack.push(other);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Ends a paragraph.
    fn close_inlines(&mut self) {
        let inlines = self.pop_inlines();
        if !inlines.is_empty() {
            self.block(Block::Paragraph { inlines });
        }
    }

    /// Ends the paragraph of a tight list item, where one is open.
    fn close_loose_text(&mut self) {
        if matches!(self.stack.last(), Some(Open::Inlines(_))) {
            self.close_inlines();
        }
    }

    fn block(&mut self, block: Block) {
        match self.stack.last_mut() {
            Some(Open::Blocks(blocks)) => blocks.push(block),
            _ => self.done.push(block),
        }
    }

    /// What stands behind the first number of a list.
    fn delimiter(&self, range: &Range<usize>) -> char {
        let list = self.source.get(range.clone()).unwrap_or_default();
        let behind = list.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).chars().next();
        if behind == Some(')') { ')' } else { '.' }
    }
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None | Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
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
