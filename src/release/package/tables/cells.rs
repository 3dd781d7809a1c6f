//! Cells of a report for programs: German spelling becomes that of XML Schema where every cell of a column allows it.

use chrono::NaiveDate;
use serde_json::Value;

use super::lists::List;
use crate::model::slug;
use crate::plain::{usual, words};

/// What a cell holds where there is nothing.
const NOTHING: &str = "–";

/// What stands between lines of a cell.
const BETWEEN: &str = "; ";

/// Units behind numbers, with their words in names of columns.
const UNITS: [(char, &str); 2] = [('%', "prozent"), ('€', "euro")];

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Texts.
    Text,
    /// Exact numbers with a point.
    Number,
    /// Days as `2021-04-01`.
    Day,
    /// Ids of figures.
    Figure,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// What programs call it: small letters, digits and `_`.
    pub(super) name: String,
    /// What people call it.
    pub(super) titel: String,
    /// What its cells are.
    pub(super) kind: Kind,
}

impl Column {
    pub(super) fn new(name: &str, titel: &str, kind: Kind) -> Self {
        Self { name: name.to_owned(), titel: titel.to_owned(), kind }
    }
}

/// The columns of a list with their cells: each with what stands below its texts, and with the ids of its figures, as columns of
/// their own where there are any.
pub(super) fn columns(list: &List) -> (Vec<Column>, Vec<Vec<String>>) {
    let mut columns: Vec<(Column, Vec<String>)> = Vec::new();
    for (at, (titel, is_measured)) in list.columns.iter().enumerate() {
        let nothing = Value::Null;
        let cells: Vec<&Value> = list.rows.iter().map(|row| row.get(at).unwrap_or(&nothing)).collect();
        let texts: Vec<String> = cells.iter().map(|cell| text(cell)).collect();
        let ids: Vec<String> = cells.iter().map(|cell| figure(cell)).collect();
        let are_figures = ids.iter().zip(&texts).all(|(id, text)| !id.is_empty() || text.is_empty());
        let (kind, unit, values) = measured(&texts, *is_measured || are_figures);
        let name = match unit {
            Some((_, unit)) => format!("{titel} {unit}"),
            None => titel.clone(),
        };
        let name = free_name(&name, &columns);
        let below: Vec<String> = cells.iter().map(|cell| below(cell)).collect();
        columns.push((Column::new(&name, titel, kind), values));
        for (values, what, behind, kind) in
            [(below, "zusatz", "Zusatz", Kind::Text), (ids, "kennzahl", "ID der Kennzahl", Kind::Figure)]
        {
            if values.iter().any(|value| !value.is_empty()) {
                let name = free_name(&format!("{name} {what}"), &columns);
                columns.push((Column::new(&name, &format!("{titel}: {behind}"), kind), values));
            }
        }
    }
    let rows = (0..list.rows.len())
        .map(|row| columns.iter().map(|(_, values)| values.get(row).cloned().unwrap_or_default()).collect())
        .collect();
    (columns.into_iter().map(|(column, _)| column).collect(), rows)
}

/// A name that no other column has.
fn free_name(titel: &str, taken: &[(Column, Vec<String>)]) -> String {
    let slug = slug(titel).replace('-', "_");
    let first = if slug.starts_with(|c: char| c.is_ascii_lowercase()) { slug } else { format!("spalte_{slug}") };
    let others = (2_usize..).map(|number| format!("{first}_{number}"));
    let is_free = |name: &String| taken.iter().all(|(column, _)| column.name != *name);
    std::iter::once(first.clone()).chain(others).find(is_free).unwrap_or(first)
}

/// What a cell says, where there is anything.
fn text(cell: &Value) -> String {
    let text = match cell.get("zeilen").and_then(Value::as_array) {
        Some(lines) => lines.iter().map(words).collect::<Vec<_>>().join(BETWEEN),
        None => words(cell),
    };
    let text = without_sign(&text);
    if text == NOTHING { String::new() } else { text.to_owned() }
}

/// The lines below the text of a cell.
fn below(cell: &Value) -> String {
    let lines = cell.get("zusatz").and_then(Value::as_array).into_iter().flatten();
    lines.map(|line| without_sign(&words(line)).to_owned()).collect::<Vec<_>>().join(BETWEEN)
}

/// A text without the sign of the Ampel, which says what the word behind it says.
fn without_sign(text: &str) -> &str {
    text.trim().trim_start_matches(['●', '▲', '■']).trim_start()
}

/// The id of the figure that a cell is; none where it holds more than one.
fn figure(cell: &Value) -> String {
    let pieces = cell.get("text").unwrap_or(cell).as_array();
    let ids: Vec<&str> = pieces.into_iter().flatten().filter_map(|piece| piece["kennzahl"].as_str()).collect();
    match ids.as_slice() {
        [one] => (*one).to_owned(),
        _ => String::new(),
    }
}

/// A column of numbers or days where all of its cells are; else of texts, as they were.
fn measured(texts: &[String], is_measured: bool) -> (Kind, Option<(char, &'static str)>, Vec<String>) {
    let none = || (Kind::Text, None, texts.to_vec());
    if !is_measured || texts.iter().all(String::is_empty) {
        return none();
    }
    let all = |read: &dyn Fn(&str) -> Option<String>| -> Option<Vec<String>> {
        texts.iter().map(|text| if text.is_empty() { Some(String::new()) } else { read(text) }).collect()
    };
    if let Some(days) = all(&day) {
        return (Kind::Day, None, days);
    }
    let units = std::iter::once(None).chain(UNITS.into_iter().map(Some));
    let numbers =
        |unit: Option<(char, &'static str)>| Some((unit, all(&|text| number(text, unit.map(|(sign, _)| sign)))?));
    match units.filter_map(numbers).next() {
        Some((unit, numbers)) => (Kind::Number, unit, numbers),
        None => none(),
    }
}

/// A day as programs write it.
fn day(text: &str) -> Option<String> {
    NaiveDate::parse_from_str(text, "%d.%m.%Y").ok().filter(|_| text.len() == 10).map(|day| day.to_string())
}

/// A number in German spelling with this unit, as programs write it: `−1.234,50` is `-1234.50`.
fn number(text: &str, unit: Option<char>) -> Option<String> {
    let text = usual(text);
    let text = match unit {
        Some(unit) => text.strip_suffix(unit)?.trim_end(),
        None => text.as_str(),
    };
    let (sign, digits) = match text.strip_prefix(['−', '-']) {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = digits.split_once(',').map_or((digits, None), |(whole, decimals)| (whole, Some(decimals)));
    let mut groups = whole.split(['.', ' ']);
    let first = groups.next()?;
    let others: Vec<&str> = groups.collect();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = others.iter().all(|group| group.len() == 3) && (others.is_empty() || first.len() <= 3);
    let is_number = is_grouped && is_digits(first) && others.iter().all(|group| is_digits(group));
    let point = decimals.map(|decimals| format!(".{decimals}")).unwrap_or_default();
    (is_number && decimals.is_none_or(is_digits)).then(|| format!("{sign}{first}{}{point}", others.concat()))
}

/// Whether a text is a number as programs write it.
pub(super) fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_read_as_they_are_printed_or_not_at_all() {
        for (text, unit, expected) in [
            ("1.850.000,00", None, Some("1850000.00")),
            ("−4.000,50", None, Some("-4000.50")),
            ("1.234,5", None, Some("1234.5")),
            ("60\u{a0}%", Some('%'), Some("60")),
            ("12,5 €", Some('€'), Some("12.5")),
            ("60 %", None, None),
            ("1.1", None, None),
            ("1.2345", None, None),
            ("12.345.6", None, None),
            ("1234.567", None, None),
            ("noch nicht", None, None),
            ("1,", None, None),
            ("", None, None),
            ("=1+1", None, None),
        ] {
            assert_eq!(number(text, unit).as_deref(), expected, "{text}");
        }
        assert_eq!(day("31.12.2020").as_deref(), Some("2020-12-31"));
        assert_eq!(["1.1.2020", "31.02.2020", "seit 30.04.2020"].map(day), [None, None, None]);
        assert!(is_plain_number("-4000.50") && is_plain_number("0"));
        assert!(!is_plain_number("groß") && !is_plain_number("1.") && !is_plain_number("1,5") && !is_plain_number(""));
    }

    #[test]
    fn a_column_with_one_other_cell_keeps_its_texts() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let of = |cells: &[&str]| measured(&texts(cells), true);
        assert_eq!(of(&["01.02.2020", ""]), (Kind::Day, None, texts(&["2020-02-01", ""])));
        assert_eq!(of(&["01.02.2020", "noch nicht"]), (Kind::Text, None, texts(&["01.02.2020", "noch nicht"])));
        assert_eq!(of(&["60 %", "100 %"]), (Kind::Number, Some(UNITS[0]), texts(&["60", "100"])));
        assert_eq!(of(&["60 %", "3"]), (Kind::Text, None, texts(&["60 %", "3"])));
        assert_eq!(of(&["", ""]), (Kind::Text, None, texts(&["", ""])));
    }
}
