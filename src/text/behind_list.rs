//! Words that stand right behind the items of a list: Markdown takes them for the end of the last one.

use std::ops::Range;

use super::lines::{Line, Opening, kept_breaks, lines};

/// Lines are wrapped at some sixty characters or more: a shorter one had room for the next word.
const NARROWEST: usize = 60;

/// No line is wrapped behind so many characters: the text has a line for each paragraph.
const WIDEST: usize = 130;

/// Whether a line behind an item belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behind {
    /// It goes on with the item, as wrapped lines do.
    Item,
    /// It is a paragraph of its own.
    Own,
    /// Nobody can tell.
    Doubtful,
}

/// Where lines begin that are paragraphs of their own behind a list.
pub(super) fn own_paragraphs(lines: &[Line<'_>]) -> Vec<usize> {
    let own = behind_entries(lines).into_iter().filter(|(_, behind)| *behind == Behind::Own);
    own.map(|(line, _)| line.start).collect()
}

/// Lines of which nobody can tell whether they belong to the item above them.
pub(crate) fn doubtful_lines(markdown: &str) -> Vec<Range<usize>> {
    let lines = lines(markdown);
    let doubtful = behind_entries(&lines).into_iter().filter(|(_, behind)| *behind == Behind::Doubtful);
    doubtful.map(|(line, _)| line.at()..line.at() + line.words.len()).collect()
}

/// The lines of words behind an entry.
fn behind_entries<'l, 't>(lines: &'l [Line<'t>]) -> Vec<(&'l Line<'t>, Behind)> {
    let kept = kept_breaks(lines);
    let mut found = Vec::new();
    let mut before: Option<&Line<'_>> = None;
    for line in lines {
        match line.opening {
            Opening::Marker | Opening::Bullet(_) | Opening::Amount { is_item: true } => before = Some(line),
            Opening::Date | Opening::Entry(_) | Opening::Amount { .. } => {
                let is_entry = before.is_some() || kept.binary_search(&line.start).is_ok();
                before = is_entry.then_some(line);
            }
            Opening::Words => {
                let behind = before.map_or(Behind::Item, |before| behind(before, line));
                found.extend((behind != Behind::Item).then_some((line, behind)));
                before = before.filter(|_| behind == Behind::Item).map(|_| line);
            }
            _ => before = None,
        }
    }
    found
}

fn behind(before: &Line<'_>, line: &Line<'_>) -> Behind {
    let words = line.words.trim_start_matches(['*', '_', '„', '“', '"', '»', '(']);
    if line.indent > 0 || !words.starts_with(char::is_uppercase) {
        return Behind::Item;
    }
    let length = before.words.chars().count();
    let next = words.split_whitespace().next().unwrap_or_default().chars().count();
    let had_room = length + 1 + next < NARROWEST;
    match (ends_sentence(before.words), had_room) {
        _ if length > WIDEST => Behind::Own,
        (true, true) => Behind::Own,
        (false, false) => Behind::Item,
        _ => Behind::Doubtful,
    }
}

/// Whether words end as a sentence does; an abbreviation of a letter or two does not.
fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(['*', '_', '“', '”', '"', '«', ')']);
    let is_word = |before: &str| {
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        last.chars().count() > 2 || last.chars().all(|c| c.is_ascii_digit())
    };
    words.ends_with(['!', '?', ':', ';']) || words.strip_suffix('.').is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_behind_a_list_is_told_from_a_wrapped_item() {
        let long = "w".repeat(40) + " " + &"w".repeat(30);
        let cases: [(String, Behind); 9] = [
            ("- den Bau.\nDie Verwaltung".into(), Behind::Own),
            ("• den Bau:\n**Die** Verwaltung".into(), Behind::Own),
            ("- den Bau\nDie Verwaltung".into(), Behind::Doubtful),
            ("- den Bau z. B.\nMontage".into(), Behind::Doubtful),
            (format!("- {long}.\nDie Verwaltung"), Behind::Doubtful),
            (format!("- {long} {long}\nDie Verwaltung"), Behind::Own),
            (format!("- {long}\nAnlage"), Behind::Item),
            ("- den Bau\nder Anlage".into(), Behind::Item),
            ("- den Bau\n  Die Anlage".into(), Behind::Item),
        ];
        for (text, expected) in cases {
            let lines = lines(&text);
            let found = behind_entries(&lines).first().map_or(Behind::Item, |(_, behind)| *behind);
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(behind_entries(&lines("a) Bau.\nb) Betrieb.\nDie Stadt")).len(), 1);
        assert_eq!(behind_entries(&lines("Text.\nDie Stadt\n\n- a\n\nDie Stadt")).len(), 0);
    }
}
