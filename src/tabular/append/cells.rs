//! Texts in cells of a sheet, whatever rows and cells it has; only those are written anew.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::part::{Edit, attribute, edited, number, start_with};
use super::xlsx::{style_of, text_cell};
use crate::load::cell_position;
use crate::source::letters;

/// Texts by row and column, from 0; an empty one leaves the cell empty.
pub(super) type Texts = BTreeMap<(usize, usize), String>;

/// The part of a sheet with other texts in some of its cells, which keep their look. A new cell has that of the one before it.
pub(super) fn with_texts(text: &str, texts: &Texts) -> Option<String> {
    let mut writer = CellWriter { left: BTreeMap::new(), changes: Vec::new(), row: None, next: (0, 0), style: None };
    for ((row, column), text) in texts {
        writer.left.entry(*row).or_default().insert(*column, text);
    }
    let mut reader = Reader::from_str(text);
    let mut cell: Option<(BytesStart<'_>, usize)> = None;
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let whole = start..usize::try_from(reader.buffer_position()).ok()?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let is_empty = matches!(event, Event::Empty(_));
                match tag.local_name().as_ref() {
                    "sheetData" if is_empty => {
                        let rows = writer.rows_before(prefix(tag, "sheetData"), usize::MAX);
                        let name = tag.name().0;
                        writer.changes.push((whole, format!("<{name}>{rows}</{name}>")));
                    }
                    "row" => writer.begin_row(tag, whole, is_empty),
                    "c" if is_empty => writer.cell(tag, whole),
                    "c" => cell = Some((tag.clone(), start)),
                    _ => {}
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => {
                    let (tag, start) = cell.take()?;
                    writer.cell(&tag, start..whole.end);
                }
                "row" => writer.end_row(whole.start),
                "sheetData" => {
                    let name = tag.name().0;
                    let rows = writer.rows_before(name.strip_suffix("sheetData").unwrap_or_default(), usize::MAX);
                    writer.changes.push((whole.start..whole.start, rows));
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    writer.left.is_empty().then(|| edited(text, writer.changes))?
}

/// Notes what is to be changed on the way through a sheet.
struct CellWriter<'a> {
    /// What is still to be written, by row and column.
    left: BTreeMap<usize, BTreeMap<usize, &'a str>>,
    changes: Vec<Edit>,
    /// What is to be written in the row that is open: prefix, row, columns.
    row: Option<(String, usize, BTreeMap<usize, &'a str>)>,
    /// Row and column of what comes next, unless it says another.
    next: (usize, usize),
    /// The look of the last cell.
    style: Option<String>,
}

impl<'a> CellWriter<'a> {
    fn begin_row(&mut self, tag: &BytesStart<'_>, whole: Range<usize>, is_empty: bool) {
        let prefix = prefix(tag, "row").to_owned();
        let row = number(tag, "r").map_or(self.next.0, |number| number.saturating_sub(1));
        self.next = (row + 1, 0);
        self.style = None;
        let before = self.rows_before(&prefix, row);
        self.changes.push((whole.start..whole.start, before));
        let Some(columns) = self.left.remove(&row) else { return };
        // Which columns a row has is a help for programs that read it, and need not be said.
        let start = start_with(tag, &[("spans", None)], false);
        let row = (prefix, row, columns);
        if is_empty {
            let cells = cells(&row.0, row.1, &row.2, None);
            self.changes.push((whole, format!("{start}{cells}</{}row>", row.0)));
        } else {
            self.changes.push((whole, start));
            self.row = Some(row);
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>, whole: Range<usize>) {
        let Some((prefix, row, columns)) = &mut self.row else { return };
        let named = attribute(tag, "r").and_then(|name| Some(cell_position(&name)?.1));
        let column = named.unwrap_or(self.next.1);
        self.next.1 = column + 1;
        let behind = columns.split_off(&column);
        let before = std::mem::replace(columns, behind);
        self.changes.push((whole.start..whole.start, cells(prefix, *row, &before, self.style.as_ref())));
        self.style = attribute(tag, "s");
        if let Some(text) = columns.remove(&column) {
            self.changes.push((whole, one(prefix, (*row, column), self.style.as_ref(), text)));
        }
    }

    fn end_row(&mut self, at: usize) {
        if let Some((prefix, row, columns)) = self.row.take() {
            self.changes.push((at..at, cells(&prefix, row, &columns, self.style.as_ref())));
        }
    }

    /// The rows before another one that are not there yet.
    fn rows_before(&mut self, prefix: &str, row: usize) -> String {
        let behind = self.left.split_off(&row);
        let rows = std::mem::replace(&mut self.left, behind).into_iter();
        rows.map(|(row, columns)| {
            format!("<{prefix}row r=\"{}\">{}</{prefix}row>", row + 1, cells(prefix, row, &columns, None))
        })
        .collect()
    }
}

/// New cells of a row.
fn cells(prefix: &str, row: usize, columns: &BTreeMap<usize, &str>, style: Option<&String>) -> String {
    columns.iter().map(|(column, text)| one(prefix, (row, *column), style, text)).collect()
}

fn one(prefix: &str, (row, column): (usize, usize), style: Option<&String>, text: &str) -> String {
    let (name, style) = (format!("{}{}", letters(column + 1), row + 1), style_of(style));
    match text {
        "" => format!("<{prefix}c r=\"{name}\"{style}/>"),
        text => text_cell(prefix, &name, &style, text),
    }
}

fn prefix<'t>(tag: &'t BytesStart<'_>, name: &str) -> &'t str {
    tag.name().0.strip_suffix(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_into_cells_that_are_there_or_not_and_nothing_else_changes() {
        let texts =
            |texts: &[((usize, usize), &str)]| texts.iter().map(|(at, text)| (*at, (*text).to_owned())).collect();
        let cell = |name: &str, style: &str, text: &str| {
            format!("<c r=\"{name}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
        };
        for (before, new, after) in [
            // A cell that is there keeps its look; one behind the last has that of the last.
            (
                r#"<sheetData><row r="1" spans="1:2"><c r="A1" s="7" t="s"><v>0</v></c></row></sheetData><x/>"#,
                texts(&[((0, 0), "a & b"), ((0, 2), "c")]),
                format!(
                    r#"<sheetData><row r="1">{}{}</row></sheetData><x/>"#,
                    cell("A1", " s=\"7\"", "a &amp; b"),
                    cell("C1", " s=\"7\"", "c")
                ),
            ),
            // Between two cells, into an empty row, into rows that are not there, and out of a cell.
            (
                r#"<sheetData><row r="1"><c r="A1"/><c r="C1" s="1"/></row><row r="3"/><row r="5"><c s="2"><v>1</v></c></row></sheetData>"#,
                texts(&[((0, 1), "b"), ((1, 0), "2"), ((2, 1), "3"), ((4, 0), ""), ((6, 0), "7")]),
                format!(
                    r#"<sheetData><row r="1"><c r="A1"/>{}<c r="C1" s="1"/></row><row r="2">{}</row><row r="3">{}</row><row r="5"><c r="A5" s="2"/></row><row r="7">{}</row></sheetData>"#,
                    cell("B1", "", "b"),
                    cell("A2", "", "2"),
                    cell("B3", "", "3"),
                    cell("A7", "", "7")
                ),
            ),
            (
                "<sheetData/>",
                texts(&[((0, 0), "a")]),
                format!("<sheetData><row r=\"1\">{}</row></sheetData>", cell("A1", "", "a")),
            ),
        ] {
            assert_eq!(with_texts(before, &new), Some(after));
        }
        assert_eq!(with_texts("<x/>", &texts(&[((0, 0), "a")])), None);
        let prefixed =
            with_texts("<x:sheetData><x:row r=\"1\"><x:c r=\"A1\"/></x:row></x:sheetData>", &texts(&[((0, 0), "a")]));
        assert!(prefixed.is_some_and(|text| text.contains("<x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t ")));
    }
}
