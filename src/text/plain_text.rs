//! What a reader sees of a Markdown text, piece by piece and with places, for rules over sentences.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag, TagEnd};
use regex::{Captures, Regex};

use super::markdown::events;
use crate::model::Text;
use crate::source::{Span, pattern};

/// Stands for each byte of a placeholder: no letter, no digit and no mark of Markdown; no text that passed loading holds it.
pub(crate) const PLATZHALTER: char = '\u{2}';

/// A paragraph, heading, list item or table cell as plain text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    /// The text on one line; a forced line break is `\n`.
    pub(crate) text: String,
    /// Number of the list, table or paragraph that it belongs to, from 1.
    pub(crate) block: usize,
    /// Whether it is a heading.
    pub(crate) ist_ueberschrift: bool,
    /// Where pieces of the text start, in the text and in the Markdown.
    stellen: Vec<(usize, usize)>,
}

impl Paragraph {
    /// The place of a range of the text in the file.
    pub(crate) fn span(&self, text: &Text, range: &Range<usize>) -> Span {
        let last = range.end.saturating_sub(1).max(range.start);
        text.span(self.place(range.start), self.place(last) + 1)
    }

    /// The byte of the Markdown behind a byte of the text.
    fn place(&self, byte: usize) -> usize {
        let after = self.stellen.partition_point(|(start, _)| *start <= byte);
        let piece = after.checked_sub(1).and_then(|i| self.stellen.get(i));
        piece.map_or(0, |(start, source)| source + (byte - start))
    }

    fn push(&mut self, text: &str, source: usize) {
        self.stellen.push((self.text.len(), source));
        self.text.push_str(text);
    }
}

/// The pieces of a text that hold words, in the order of reading.
pub(crate) fn paragraphs(text: &Text) -> Vec<Paragraph> {
    let source = without_placeholders(&text.markdown);
    let mut done = Vec::new();
    let mut open = Paragraph::default();
    let (mut depth, mut block) = (0usize, 0usize);
    for (event, range) in events(&source) {
        match event {
            Event::Start(tag) => {
                block += usize::from(depth == 0);
                depth += 1;
                if starts_paragraph(&tag) {
                    done.push(std::mem::take(&mut open));
                }
                open.block = block;
                open.ist_ueberschrift |= matches!(tag, Tag::Heading { .. });
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if ends_paragraph(tag) {
                    done.push(std::mem::take(&mut open));
                    open.block = block;
                }
            }
            Event::Text(words) | Event::Code(words) => open.push(&words, range.start),
            Event::SoftBreak => open.push(" ", range.start),
            Event::HardBreak => open.push("\n", range.start),
            _ => {}
        }
    }
    done.push(open);
    done.retain(|absatz| !absatz.text.trim().is_empty());
    done
}

fn starts_paragraph(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell | Tag::List(_))
}

fn ends_paragraph(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell)
}

/// A placeholder, a comment or the id of a heading; one without an end reaches to that of the text.
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?s)\{\{.*?(?:\}\}|\z)|\{%.*?(?:%\}|\z)|\{#(?:[^\s}#]|[^\s}][^}\n]*[^}\n#])\}|\{#.*?(?:#\}|\z)")
});

/// Blanks placeholders out without moving anything: what they will say is not known here.
pub(crate) fn without_placeholders(markdown: &str) -> Cow<'_, str> {
    let hidden = |byte: u8| if byte == b'\n' { '\n' } else { PLATZHALTER };
    FORM.replace_all(markdown, |found: &Captures<'_>| found[0].bytes().map(hidden).collect::<String>())
}

/// The sentences of a text: each ends before a capital letter that stands behind a full stop or a forced break.
///
/// A dot behind a single letter or a number ends none ("z. B.", "12. Mai"). Other abbreviations may cut a sentence in
/// two; the second half then counts as one of its own.
pub(crate) fn saetze(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '!', '?', '\n']) {
        // Blanks before a sentence belong to the one before.
        let Some(before) = text.get(start..at) else { continue };
        let behind = &text[at + 1..];
        let is_break = text[at..].starts_with('\n');
        let next = behind.trim_start();
        let new_sentence =
            (is_break || behind.starts_with(char::is_whitespace)) && next.starts_with(char::is_uppercase);
        if new_sentence && (is_break || !is_short(before)) {
            let end = text.len() - next.len();
            ranges.push(start..end);
            start = end;
        }
    }
    ranges.push(start..text.len());
    ranges
}

/// Whether a text ends in a single letter or a number.
fn is_short(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.chars().count() == 1 || word.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::text;
    use proptest::prelude::*;

    /// Each piece, with the source text of the place of each word in it.
    fn pieces(markdown: &str) -> Vec<String> {
        paragraphs(&text(markdown)).into_iter().map(|absatz| absatz.text).collect()
    }

    #[test]
    fn pieces_are_what_a_reader_sees() {
        let markdown =
            "# Rat\n\nDer **Rat**\nbeschließt:\n\n1. dies\n   - und das\n2. jenes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        assert_eq!(pieces(markdown), ["Rat", "Der Rat beschließt:", "dies", "und das", "jenes", "a", "b", "1", "2"]);
    }

    #[test]
    fn a_place_is_found_behind_emphasis_and_entities() {
        let text = text("Die *Kosten* &amp; der **Rat** von Bürger*innen");
        let absatz = paragraphs(&text).remove(0);
        for word in ["Kosten", "Rat", "Bürger*innen"] {
            let start = absatz.text.find(word).unwrap();
            let span = absatz.span(&text, &(start..start + word.len()));
            assert_eq!(&text.markdown[span.range()], word);
        }
    }

    #[test]
    fn placeholders_are_blanked_where_they_stand() {
        let text = text("Von {{ egov.im_zeitraum | zahlwort }} Projekten\n{% if x %}ist{% endif %} eines neu.");
        let seen = paragraphs(&text).remove(0).text;
        assert!(seen.contains(" Projekten") && seen.contains("ist") && !seen.contains("egov"), "{seen}");
    }

    #[test]
    fn abbreviations_and_dates_end_no_sentence() {
        let text = "Der Rat beschließt z. B. am 12. Mai den Plan. Die Verwaltung legt ihn vor.\nDer Rat dankt.";
        let all: Vec<&str> = saetze(text).into_iter().map(|range| text[range].trim()).collect();
        assert_eq!(
            all,
            ["Der Rat beschließt z. B. am 12. Mai den Plan.", "Die Verwaltung legt ihn vor.", "Der Rat dankt."]
        );
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn every_word_is_found_where_it_stands(markdown in "[a-zä*_#>\\-\\n {}%|.0-9]{0,120}") {
            let text = text(&markdown);
            for absatz in paragraphs(&text) {
                let mut from = 0;
                for word in absatz.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                    let start = from + absatz.text[from..].find(word).unwrap();
                    let span = absatz.span(&text, &(start..start + word.len()));
                    let shown: String = text.markdown[span.range()].chars().filter(|c| c.is_alphanumeric()).collect();
                    prop_assert_eq!(shown, word);
                    from = start + word.len();
                }
            }
        }

        #[test]
        fn sentences_leave_nothing_out(text in "[A-Za-zäÄ .!?\\n0-9]{0,80}") {
            let joined: String = saetze(&text).into_iter().map(|range| &text[range]).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
