//! The paper FB 02/0022/WP18 against its source, letter for letter.

use std::fs;

use super::{SEED, letters, paper, section};
use crate::support::pdf::Tag;
use crate::support::workspace::fixture;

/// A deliberate difference: what the source has, what the paper has.
struct Mend {
    from: String,
    to: String,
}

/// A section of a file of the seed.
fn part(file: &str, name: &str) -> String {
    let text = fs::read_to_string(fixture("seed").join(file)).expect(file);
    let start = text.find(&format!("[{name}]\n")).unwrap_or_else(|| panic!("{file} has no section {name}"));
    let rest = &text[start + name.len() + 3..];
    rest[..rest.find("\n[").unwrap_or(rest.len())].to_owned()
}

fn source(name: &str) -> String {
    part("fb-02-0022-wp18.txt", name)
}

fn mends(name: &str) -> Vec<Mend> {
    let text = part("fb-02-0022-wp18.mends.txt", name);
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mend = |line: &str| {
        let (from, to) = line.split_once('→').unwrap_or_else(|| panic!("not a mend: {line}"));
        Mend { from: from.trim().to_owned(), to: to.trim().to_owned() }
    };
    lines.map(mend).collect()
}

/// The letters of a text after all mends, each of which must apply.
fn mended_text(name: &str) -> String {
    let mut text = source(name);
    for mend in mends(name) {
        assert!(text.contains(&mend.from), "{name}: „{}“ is not in the source", mend.from);
        text = text.replace(&mend.from, &mend.to);
    }
    letters(&text)
}

/// The lines of a form after all mends, each of which must apply.
fn mended_lines(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = source(name).lines().map(letters).filter(|line| !line.is_empty()).collect();
    for mend in mends(name).iter().filter(|mend| !mend.from.is_empty()) {
        let from = letters(&mend.from);
        assert!(lines.contains(&from), "{name}: „{}“ is not in the source", mend.from);
        let to = || mend.to.split('⏎').map(letters).filter(|line| !line.is_empty());
        lines = lines.into_iter().flat_map(|l| if l == from { to().collect() } else { vec![l] }).collect();
    }
    lines
}

/// The cells of a form in reading order, without those that the paper adds.
fn cells(name: &str) -> Vec<String> {
    let mut all: Vec<String> = section(paper(SEED), name).into_iter().flat_map(leaves).collect();
    for mend in mends(name).iter().filter(|mend| mend.from.is_empty()) {
        let added = letters(&mend.to);
        assert!(all.contains(&added), "{name}: „{}“ is not in the paper", mend.to);
        all.retain(|cell| *cell != added);
    }
    all
}

/// The letters of the innermost blocks at or below a tag, without tick boxes.
fn leaves(tag: &'static Tag) -> Vec<String> {
    let blocks: Vec<&Tag> = tag.children().filter(|kid| !kid.is_inline()).collect();
    if blocks.is_empty() {
        let ticks: String = tag.of_role("Figure").into_iter().map(Tag::text).collect();
        let text = letters(&tag.text());
        let text = text.strip_prefix(&ticks).expect("the tick box stands first").to_owned();
        (!text.is_empty()).then_some(text).into_iter().collect()
    } else {
        blocks.into_iter().flat_map(leaves).collect()
    }
}

/// Each cell is one line of the source or several that follow each other, and none is left over.
fn assert_form(name: &str) {
    let mut lines = mended_lines(name).into_iter();
    for cell in cells(name) {
        let mut joined = String::new();
        while joined != cell {
            let line = lines.next().unwrap_or_else(|| panic!("{name}: the source ends before „{cell}“"));
            joined.push_str(&line);
            assert!(cell.starts_with(&joined), "{name}: „{cell}“ in the paper, „{joined}“ in the source");
        }
    }
    assert_eq!(lines.collect::<Vec<_>>(), Vec::<String>::new(), "{name}: missing in the paper");
}

/// The whole section is one text with the source's, from the first letter to the last.
fn assert_prose(name: &str) {
    let texts = section(paper(SEED), name).into_iter().map(Tag::text);
    let text = letters(&texts.collect::<String>());
    // The last sentence says where the figures come from, which no paper before did.
    let is = text.split("WorausjedeZahlfolgt").next().unwrap_or_default();
    let should = mended_text(name);
    let same = is.chars().zip(should.chars()).take_while(|(a, b)| a == b).count();
    let tail = |text: &str| text.chars().skip(same.saturating_sub(40)).take(80).collect::<String>();
    assert!(is == should, "{name}: „{}“ in the paper, „{}“ in the source", tail(is), tail(&should));
}

#[test]
fn the_beschlussvorschlag_is_the_source_letter_for_letter() {
    assert_prose("Beschlussvorschlag");
}

#[test]
fn the_erlaeuterungen_are_the_source_letter_for_letter() {
    assert_prose("Erläuterungen");
}

#[test]
fn the_form_for_finances_is_the_source_cell_by_cell() {
    assert_form("Finanzielle Auswirkungen");
}

#[test]
fn the_form_for_the_climate_is_the_source_cell_by_cell() {
    assert_form("Klimarelevanz");
}

#[test]
fn the_source_is_the_whole_paper_behind_the_cover() {
    let headings = paper(SEED).headings();
    let chapters: Vec<&str> = headings.iter().filter(|(level, _)| *level == 2).map(|(_, text)| text.as_str()).collect();
    let source = ["Beschlussvorschlag", "Finanzielle Auswirkungen", "Klimarelevanz", "Erläuterungen"];
    assert!(chapters.ends_with(&source), "{chapters:?}");
}
