//! Markdown becomes a block tree.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, LinkType, Options, Parser, Tag};

use super::block::{Block, Inline};
use super::lines::number;
use super::shield::{Shielded, unshield};
use super::typography::with_typography;
use crate::source::{LINE_BREAK, fenced, is_set_in};

/// How deep lists and emphasis are nested at most; every reader of the tree recurses as deep.
pub(crate) const DEEPEST: usize = 12;

/// What stands around a stretch that is nichtöffentlich, where it is printed.
const AROUND: [&str; 2] = ["Nichtöffentlich:", "Ende des nichtöffentlichen Teils."];

/// Parses Markdown; what is not on the allow-list shows its content as plain text. `None` where constructs are nested
/// deeper than any paper needs.
pub fn parse(markdown: &str) -> Option<Vec<Block>> {
    let stretches = fenced(markdown).stretches;
    if !stretches.iter().any(|stretch| stretch.is_hidden) {
        return parse_stretch(markdown);
    }
    let mut blocks = Vec::new();
    for stretch in stretches {
        let inner = parse_stretch(markdown.get(stretch.range).unwrap_or_default())?;
        blocks.extend(if stretch.is_hidden { marked(inner) } else { inner });
    }
    Some(blocks)
}

/// Blocks between the words that say of them that they are nichtöffentlich.
pub fn marked(blocks: Vec<Block>) -> Vec<Block> {
    let label = |text: &str| Block::Paragraph { inlines: vec![Inline::Strong { inlines: vec![text_of(text)] }] };
    let [before, behind] = AROUND.map(label);
    [before].into_iter().chain(blocks).chain([behind]).collect()
}

fn text_of(text: &str) -> Inline {
    Inline::Text { text: text.to_owned() }
}

/// The blocks of a text without fences.
fn parse_stretch(markdown: &str) -> Option<Vec<Block>> {
    let mut reader = BlockReader { source: markdown, events: events(markdown).into_iter(), depth: 0 };
    let blocks = reader.blocks();
    (reader.depth <= 2 * DEEPEST).then_some(blocks)
}

/// What a text consists of, in the order of reading, as it was typed and with its places there.
pub(crate) fn events(markdown: &str) -> Vec<(Event<'static>, Range<usize>)> {
    let shielded = Shielded::of(markdown);
    let events = Parser::new_ext(&shielded.text, Options::ENABLE_TABLES).into_offset_iter();
    let typed = events.flat_map(|(event, range)| match event {
        // So that a place in words is found by counting bytes.
        Event::Text(text) if text.len() == range.len() => {
            let pieces = shielded.pieces(&range).into_iter().filter_map(|piece| {
                let words = text.get(piece.start - range.start..piece.end - range.start)?;
                Some(lines_of(words, shielded.typed(&piece)))
            });
            pieces.flatten().collect()
        }
        Event::SoftBreak if shielded.keeps_break(markdown, shielded.typed(&range).start) => {
            vec![(Event::HardBreak, shielded.typed(&range))]
        }
        other => vec![(unshielded(other), shielded.typed(&range))],
    });
    typed.collect()
}

/// The words of a piece, and the ends of lines that the reader of Word files has set in.
fn lines_of(words: &str, range: Range<usize>) -> Vec<(Event<'static>, Range<usize>)> {
    let text = |words: &str, range| (Event::Text(unshield(words).into()), range);
    if !words.contains(is_set_in) || words.len() != range.len() {
        return vec![text(words, range)];
    }
    let mut start = range.start;
    let mut events = Vec::new();
    for words in words.split_inclusive(is_set_in) {
        let kept = words.trim_end_matches(is_set_in);
        let end = start + kept.len();
        events.extend((!kept.is_empty()).then(|| text(kept, start..end)));
        start += words.len();
        events.extend(words.ends_with(LINE_BREAK).then_some((Event::HardBreak, end..start)));
    }
    events
}

/// An event with what was typed.
fn unshielded(event: Event<'_>) -> Event<'static> {
    match event {
        Event::Text(text) => Event::Text(unshield(&text).into()),
        Event::Code(text) => Event::Code(unshield(&text).into()),
        Event::Html(text) => Event::Html(unshield(&text).into()),
        Event::InlineHtml(text) => Event::InlineHtml(unshield(&text).into()),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: unshield(&dest_url).into(), title, id }).into_static()
        }
        other => other.into_static(),
    }
}

/// Reads elements, each up to its end.
struct BlockReader<'a> {
    source: &'a str,
    events: std::vec::IntoIter<(Event<'static>, Range<usize>)>,
    /// How many elements are open; what is nested too deep ends the reading.
    depth: usize,
}

impl BlockReader<'_> {
    fn event(&mut self) -> Option<(Event<'static>, Range<usize>)> {
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
                Tag::List(start) => self.list(start, &range, &mut blocks),
                Tag::Table(align) => blocks.push(self.table(align)),
                Tag::BlockQuote(_) => blocks.extend(self.blocks()),
                _ => blocks.extend(paragraph(self.inlines())),
            }
        }
        blocks.extend(paragraph(typeset(loose)));
        blocks
    }

    /// The items of a list, each with its blocks. A list whose typed numbers do not go up one by one is several, since
    /// each item keeps its number.
    fn list(&mut self, start: Option<u64>, range: &Range<usize>, blocks: &mut Vec<Block>) {
        let list = self.source.get(range.clone()).unwrap_or_default();
        let behind = list.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        let delimiter = if behind.starts_with(')') { ')' } else { '.' };
        let ordered = start.is_some();
        let (mut start, mut items) = (start.unwrap_or(1), Vec::new());
        while let Some((Event::Start(_), range)) = self.event() {
            let next = start + items.len() as u64;
            let typed = number(self.source.get(range).unwrap_or_default()).and_then(|digits| digits.parse().ok());
            if let Some(typed) = typed.filter(|typed| ordered && *typed != next) {
                let before = std::mem::take(&mut items);
                blocks.extend((!before.is_empty()).then_some(Block::List { ordered, start, delimiter, items: before }));
                start = typed;
            }
            items.push(self.blocks());
        }
        blocks.push(Block::List { ordered, start, delimiter, items });
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
                // A link without words would lead nowhere on paper.
                let shown = Inline::Text { text: url.clone() };
                around.push(Inline::Link { inlines: if inlines.is_empty() { vec![shown] } else { inlines }, url });
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
    // A tab is a blank on paper.
    let text = text.replace(['\n', '\t'], " ");
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
