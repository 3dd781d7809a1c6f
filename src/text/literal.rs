//! What of a text is printed letter for letter, where it stands.

use pulldown_cmark::Event;

use super::markdown::events;

/// Stands for a byte that is markup, or a sign behind a backslash; no text that passed loading holds it.
const MARKUP: char = '\u{1}';

/// A text without its markup, byte for byte, so that places and lines stay the same.
pub(crate) fn literal(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for (event, range) in events(markdown) {
        let Event::Text(words) = event else { continue };
        // An entity is shown as something else.
        if range.start < out.len() || markdown.get(range.clone()) != Some(&*words) {
            continue;
        }
        hide(&mut out, markdown, range.start);
        if markdown[..range.start].ends_with('\\') {
            let escaped = words.chars().next().map_or(0, char::len_utf8);
            hide(&mut out, markdown, range.start + escaped);
        }
        out.push_str(&markdown[out.len()..range.end]);
    }
    hide(&mut out, markdown, markdown.len());
    out
}

/// Hides what stands up to a byte, but no end of a line.
fn hide(out: &mut String, markdown: &str, end: usize) {
    let hidden = markdown.as_bytes().get(out.len()..end).unwrap_or_default();
    out.extend(hidden.iter().map(|byte| if *byte == b'\n' { '\n' } else { MARKUP }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_is_hidden_where_it_stands() {
        let shown = |markdown| literal(markdown).replace(MARKUP, "_");
        assert_eq!(shown("## A **b** \\** &amp; Bürger*innen\n"), "___A __b__ __* _____ Bürger*innen\n");
        assert_eq!(shown("| a | b |\n|---|---|\n| 1 | 2 |"), "__a___b__\n_________\n__1___2__");
    }

    proptest! {
        #![proptest_config(crate::testing::seeded())]

        #[test]
        fn places_and_lines_stay_the_same(text in "[a-zä*_#>|\\-\\n 0-9.)(\\[\\]`<&;•\\\\:]{0,120}") {
            let shown = literal(&text);
            prop_assert_eq!(shown.len(), text.len());
            prop_assert_eq!(shown.lines().count(), text.lines().count());
            for (at, c) in shown.char_indices().filter(|(_, c)| *c != MARKUP) {
                prop_assert!(text[at..].starts_with(c));
            }
        }
    }
}
