//! Rows behind those of a sheet: only the part of that sheet is written anew, and in it nothing but the new rows; and ranges formatted
//! as tables that end above them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use quick_xml::escape::escape;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::book::Book;
use super::part::{attribute, number};
use super::tables::grown;
use crate::load::sheet_parts;
use crate::source::letters;
use crate::tabular::cell::CellValue;

/// The workbook with rows behind the last of a sheet, which has so many rows; `None` where it leaves no place for them.
pub(super) fn append(bytes: &[u8], (sheet, last): (&str, usize), rows: &[Vec<CellValue>]) -> Option<Vec<u8>> {
    let parts = sheet_parts(bytes)?.remove(sheet)?;
    let mut book = Book::open(bytes)?;
    let text = book.text(parts.sheet)?;
    book.put(parts.sheet, with_rows(&text, last, rows)?)?;
    for at in parts.related.values().filter(|(kind, _)| kind == "table").filter_map(|(_, at)| *at) {
        let text = book.text(at)?;
        if let Some(grown) = grown(&text, last, rows.len()) {
            book.put(at, grown)?;
        }
    }
    book.finish()
}

/// What of a sheet decides where new rows go and how they look.
#[derive(Default)]
struct Outline {
    /// Where the last row ends.
    end: usize,
    /// Where those rows end that hold nothing and have numbers which the new ones need.
    free: usize,
    /// The prefix of the names of elements.
    prefix: String,
    /// The styles of the last row, by column.
    styles: BTreeMap<String, String>,
    /// The styles of whole columns: the first, the last, the style.
    columns: Vec<(usize, usize, String)>,
}

fn with_rows(text: &str, last: usize, rows: &[Vec<CellValue>]) -> Option<String> {
    let outline = Outline::of(text, last, rows.len())?;
    let written: String = (last + 1..).zip(rows).map(|(row, cells)| outline.row(row, cells)).collect();
    Some(format!("{}{written}{}", text.get(..outline.end)?, text.get(outline.free..)?))
}

impl Outline {
    fn of(text: &str, last: usize, count: usize) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        let (mut outline, mut row) = (Self::default(), 0);
        loop {
            let event = reader.read_event().ok()?;
            let end = usize::try_from(reader.buffer_position()).ok()?;
            match &event {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "row" => {
                        row = number(tag, "r").unwrap_or(row + 1);
                        if matches!(event, Event::Empty(_)) {
                            outline.ends(row, end, (last, count), tag.name().as_ref());
                        }
                    }
                    // Heads look like heads.
                    "c" if row == last && last > 1 => {
                        let column = attribute(tag, "r").unwrap_or_default();
                        let column = column.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
                        outline.styles.extend(attribute(tag, "s").map(|style| (column, style)));
                    }
                    "col" => {
                        let range = (number(tag, "min"), number(tag, "max"), attribute(tag, "style"));
                        if let (Some(min), Some(max), Some(style)) = range {
                            outline.columns.push((min, max, style));
                        }
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "row" => {
                    outline.ends(row, end, (last, count), tag.name().as_ref());
                }
                Event::Eof => return (outline.end > 0).then_some(outline),
                _ => {}
            }
        }
    }

    /// Notes that a row ends.
    fn ends(&mut self, row: usize, end: usize, (last, count): (usize, usize), name: &str) {
        if row == last {
            self.end = end;
            self.prefix = name.strip_suffix("row").unwrap_or_default().to_owned();
        }
        if row >= last && row <= last + count {
            self.free = end;
        }
    }

    fn row(&self, row: usize, cells: &[CellValue]) -> String {
        let cells: String = (1..).zip(cells).map(|(column, cell)| self.cell(row, column, cell)).collect();
        format!("<{0}row r=\"{row}\">{cells}</{0}row>", self.prefix)
    }

    fn cell(&self, row: usize, column: usize, cell: &CellValue) -> String {
        let (name, prefix) = (letters(column), &self.prefix);
        let whole =
            || self.columns.iter().find(|(min, max, _)| (*min..=*max).contains(&column)).map(|(_, _, style)| style);
        let style = style_of(self.styles.get(&name).or_else(whole));
        let number =
            |digits: &str| format!("<{prefix}c r=\"{name}{row}\"{style}><{prefix}v>{digits}</{prefix}v></{prefix}c>");
        match cell {
            CellValue::Empty => String::new(),
            CellValue::Number(digits) => number(digits),
            CellValue::Date(day) => number(&day.signed_duration_since(ZERO).num_days().to_string()),
            CellValue::Text(_) | CellValue::Flag(_) | CellValue::List(_) => {
                text_cell(prefix, &format!("{name}{row}"), &style, &cell.german())
            }
        }
    }
}

/// The day of the number 0. A workbook that counts from 1904 reads other days, so that its rows are refused where they are looked at.
const ZERO: NaiveDate = match NaiveDate::from_ymd_opt(1899, 12, 30) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// A cell with a text, under its name such as `C14`.
pub(super) fn text_cell(prefix: &str, name: &str, style: &str, text: &str) -> String {
    format!(
        "<{prefix}c r=\"{name}\"{style} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{}\
         </{prefix}t></{prefix}is></{prefix}c>",
        escape(text)
    )
}

/// The attribute of a cell that names its style.
pub(super) fn style_of(style: Option<&String>) -> String {
    style.map(|style| format!(" s=\"{}\"", escape(style.as_str()))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<CellValue> {
        cells
            .iter()
            .map(|cell| if cell.is_empty() { CellValue::Empty } else { CellValue::Number((*cell).into()) })
            .collect()
    }

    #[test]
    fn rows_come_behind_the_last_one_in_its_look_and_nothing_else_changes() {
        let new = [row(&["7"]), row(&["", "8"])];
        for (before, last, after) in [
            // Behind the heads: the look of the columns.
            (
                r#"<cols><col min="1" max="2" style="4"/></cols><sheetData><row r="1"><c r="A1" s="9"/></row></sheetData><x/>"#,
                1,
                r#"<cols><col min="1" max="2" style="4"/></cols><sheetData><row r="1"><c r="A1" s="9"/></row><row r="2"><c r="A2" s="4"><v>7</v></c></row><row r="3"><c r="B3" s="4"><v>8</v></c></row></sheetData><x/>"#,
            ),
            // Rows that only have a look make room; one behind them stays, and prefixes are kept.
            (
                r#"<x:row r="1"/><x:row r="2"><x:c r="A2" s="1"><x:v>1</x:v></x:c></x:row><x:row r="3" s="5"/><x:row r="4"><x:c r="A4"/></x:row><x:row r="5"/>"#,
                2,
                r#"<x:row r="1"/><x:row r="2"><x:c r="A2" s="1"><x:v>1</x:v></x:c></x:row><x:row r="3"><x:c r="A3" s="1"><x:v>7</x:v></x:c></x:row><x:row r="4"><x:c r="B4"><x:v>8</x:v></x:c></x:row><x:row r="5"/>"#,
            ),
            // Rows without numbers are counted.
            (
                "<row><c/></row><row><c/></row>",
                2,
                r#"<row><c/></row><row><c/></row><row r="3"><c r="A3"><v>7</v></c></row><row r="4"><c r="B4"><v>8</v></c></row>"#,
            ),
        ] {
            assert_eq!(with_rows(before, last, &new).as_deref(), Some(after));
        }
        assert_eq!(with_rows("<sheetData/>", 1, &new), None);
    }

    #[test]
    fn days_are_numbers_and_texts_are_escaped() {
        let day = CellValue::Date(NaiveDate::from_ymd_opt(2021, 1, 12).unwrap());
        let written = with_rows("<row r=\"1\"/>", 1, &[vec![day, CellValue::Text("<a> & \"b\"".into())]]).unwrap();
        assert!(written.contains("<c r=\"A2\"><v>44208</v></c>"), "{written}");
        assert!(written.contains("&lt;a&gt; &amp; &quot;b&quot;</t>"), "{written}");
    }
}
