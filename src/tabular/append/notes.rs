//! Notes at the heads of a sheet: those that a program of this name wrote are renewed, those of others stay.

use std::ops::Range;

use quick_xml::escape::unescape;

use super::part::{Edit, Element, edited, elements};
use crate::load::cell_position;
use crate::tabular::xlsx::is_note;

/// What a sheet's notes consist of: the part with their texts, and the part with their boxes.
pub(super) struct Notes {
    pub(super) texts: String,
    pub(super) boxes: String,
}

/// The notes of a sheet with those of a new one of the same columns, and whether there was a place for all that were missing.
pub(super) fn renewed(notes: &Notes, fresh: &Notes) -> Option<(Notes, bool)> {
    let (own, new) = (elements_of(&notes.texts)?, elements_of(&fresh.texts)?);
    let (mut changes, mut missing) = (Vec::new(), Vec::new());
    for note in new.iter().filter(|element| element.name() == "comment") {
        let cell = note.attribute("ref")?;
        let (range, text) = text_of(note, &new, &fresh.texts)?;
        let written = fresh.texts.get(range)?;
        let is_here =
            |element: &&Element<'_>| element.name() == "comment" && element.attribute("ref").as_ref() == Some(&cell);
        match own.iter().find(is_here).map(|here| text_of(here, &own, &notes.texts)) {
            Some(Some((range, before))) if is_note(&before) && before.trim() != text.trim() => {
                changes.push((range, written.to_owned()));
            }
            Some(_) => {}
            None => missing.push((cell, written)),
        }
    }
    let (mut boxes, is_missing) = (notes.boxes.clone(), !missing.is_empty());
    let more = if is_missing { more(notes, fresh, &own, &missing) } else { None };
    let is_whole = !is_missing || more.is_some();
    if let Some((new, texts)) = more {
        boxes = new;
        changes.push(texts);
    }
    Some((Notes { texts: edited(&notes.texts, changes)?, boxes }, is_whole))
}

/// Boxes with those of missing notes, and where their texts go; `None` where a program has written them in another way than office
/// programs do.
fn more(notes: &Notes, fresh: &Notes, own: &[Element<'_>], missing: &[(String, &str)]) -> Option<(String, Edit)> {
    let list = own.iter().find(|element| element.name() == "commentList")?;
    let has_author = own.iter().any(|element| element.name() == "author");
    if !has_author || list.inner.is_empty() || !list.prefix().is_empty() {
        return None;
    }
    let (mut texts, mut boxes) = (String::new(), String::new());
    for (cell, written) in missing {
        texts.push_str(&format!("<comment ref=\"{cell}\" authorId=\"0\">{written}</comment>"));
        boxes.push_str(&box_of(cell, fresh, &format!("{}{boxes}", notes.boxes))?);
    }
    Some((with_boxes(&notes.boxes, &boxes)?, (list.inner.end..list.inner.end, texts)))
}

fn elements_of(texts: &str) -> Option<Vec<Element<'_>>> {
    elements(texts, |name, _| matches!(name, "commentList" | "author" | "comment" | "text" | "t"))
}

/// Where the text of a note stands, and what it says.
fn text_of(note: &Element<'_>, all: &[Element<'_>], texts: &str) -> Option<(Range<usize>, String)> {
    let text = all.iter().find(|element| element.name() == "text" && element.is_in(note))?;
    let pieces = all.iter().filter(|element| element.name() == "t" && element.is_in(text));
    let piece = |piece: &Element<'_>| Some(unescape(texts.get(piece.inner.clone())?).ok()?.into_owned());
    Some((text.whole.clone(), pieces.map(piece).collect::<Option<String>>()?))
}

/// The box of the note at a cell, under a number that the others do not have.
fn box_of(cell: &str, fresh: &Notes, others: &str) -> Option<String> {
    let (row, column) = cell_position(cell)?;
    let found = elements(&fresh.boxes, |name, _| matches!(name, "shape" | "Row" | "Column"))?;
    let says = |shape: &Element<'_>, name: &str, value: usize| {
        let mut inner = found.iter().filter(|element| element.name() == name && element.is_in(shape));
        inner.any(|element| fresh.boxes.get(element.inner.clone()) == Some(value.to_string().as_str()))
    };
    let mut shapes = found.iter().filter(|element| element.name() == "shape");
    let shape = shapes.find(|shape| says(shape, "Row", row) && says(shape, "Column", column))?;
    let number = others.match_indices(ID).filter_map(|(at, _)| {
        let digits = others.get(at + ID.len()..)?;
        let end = digits.find(|c: char| !c.is_ascii_digit())?;
        digits.get(..end)?.parse::<u32>().ok()
    });
    let next = number.max().unwrap_or(1024).checked_add(1)?;
    let start = shape.start_with(&[("id", Some(&format!("{ID}{next}")))], false);
    Some(start + fresh.boxes.get(shape.inner.start..shape.whole.end)?)
}

/// What the numbers of boxes begin with.
const ID: &str = "_x0000_s";

/// The boxes with more of them; `None` where there is no place for them.
fn with_boxes(boxes: &str, more: &str) -> Option<String> {
    let knows = |word: &str| boxes.contains(&format!("{word}\"")) || boxes.contains(&format!("{word}'"));
    let is_usual = ["xmlns:v=", "xmlns:o=", "xmlns:x="].iter().all(|space| boxes.contains(space));
    let (before, behind) = boxes.rsplit_once("</xml>").filter(|_| is_usual && knows("_x0000_t202"))?;
    Some(format!("{before}{more}</xml>{behind}"))
}
