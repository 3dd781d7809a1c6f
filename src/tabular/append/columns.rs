//! How new columns of a sheet look: as wide as in a new workbook, and in the form of those that hold the same kind of value.

use std::collections::BTreeMap;
use std::ops::Range;

use super::part::{Element, before, edited, elements};

/// The part of a sheet in which new columns, counted from 0, look like those of a new sheet of the same columns.
pub(super) fn with_looks(text: &str, fresh: &str, new: Range<usize>) -> Option<String> {
    let found = elements(text, |name, depth| depth == 1 || name == "col")?;
    let (own, wanted) = (looks(&found), elements(fresh, |name, _| name == "col")?);
    let wanted = looks(&wanted);
    let style = |looks: &[Look<'_, '_>], column: usize| look(looks, column)?.element.attribute("style");
    let known = (0..new.start).filter_map(|column| Some((style(&wanted, column)?, style(&own, column)?)));
    let mut styles = BTreeMap::new();
    known.for_each(|(wanted, own)| _ = styles.entry(wanted).or_insert(own));
    let prefix = found.first()?.prefix();
    let columns: String = new.clone().map(|column| one(prefix, column, look(&wanted, column), &styles)).collect();
    let mut changes = Vec::new();
    // What is said of many columns at once is said of those before and behind the new ones.
    for Look { columns, element } in own.iter().filter(|own| own.columns.start < new.end && new.start < own.columns.end)
    {
        let parts = [columns.start..new.start.min(columns.end), new.end.max(columns.start)..columns.end];
        let [left, right] = parts.map(|part| if part.is_empty() { String::new() } else { of_columns(element, &part) });
        changes.push((element.whole.clone(), format!("{left}{right}")));
    }
    let is_before = |own: &&Look<'_, '_>| own.columns.start < new.start;
    let list = found.iter().find(|element| element.depth == 1 && element.name() == "cols");
    match (own.iter().rfind(is_before), list) {
        (Some(last), _) if last.columns.end > new.start => {
            // It was cut in two above; the new ones stand between its halves.
            let (_, cut) = changes.iter_mut().find(|(range, _)| *range == last.element.whole)?;
            let left = of_columns(last.element, &(last.columns.start..new.start));
            *cut = format!("{left}{columns}{}", cut.strip_prefix(&left)?);
        }
        (Some(last), _) => changes.push((last.element.whole.end..last.element.whole.end, columns)),
        (None, Some(list)) => changes.push((list.inner.start..list.inner.start, columns)),
        (None, None) => {
            let last = before(&found, "cols")
                .map_or(found.iter().map(|element| element.whole.start).min(), |last| Some(last.whole.end))?;
            changes.push((last..last, format!("<{prefix}cols>{columns}</{prefix}cols>")));
        }
    }
    edited(text, changes)
}

/// What is said of columns, counted from 0.
struct Look<'e, 't> {
    columns: Range<usize>,
    element: &'e Element<'t>,
}

fn looks<'e, 't>(found: &'e [Element<'t>]) -> Vec<Look<'e, 't>> {
    let of = |element: &'e Element<'t>| {
        let number = |name: &str| element.attribute(name)?.parse::<usize>().ok();
        Some(Look { columns: number("min")?.checked_sub(1)?..number("max")?, element })
    };
    found.iter().filter(|element| element.name() == "col").filter_map(of).collect()
}

fn look<'l, 'e, 't>(looks: &'l [Look<'e, 't>], column: usize) -> Option<&'l Look<'e, 't>> {
    looks.iter().find(|look| look.columns.contains(&column))
}

/// The element of some of its columns.
fn of_columns(element: &Element<'_>, columns: &Range<usize>) -> String {
    let (min, max) = ((columns.start + 1).to_string(), columns.end.to_string());
    element.start_with(&[("min", Some(&min)), ("max", Some(&max))], true)
}

/// A new column.
fn one(prefix: &str, column: usize, look: Option<&Look<'_, '_>>, styles: &BTreeMap<String, String>) -> String {
    let attribute = |name: &str| look.and_then(|look| look.element.attribute(name));
    let width = attribute("width").unwrap_or_else(|| "12".to_owned());
    let style = attribute("style").and_then(|style| styles.get(&style).cloned());
    let style = style.map(|style| format!(" style=\"{style}\"")).unwrap_or_default();
    format!("<{prefix}col min=\"{0}\" max=\"{0}\" width=\"{width}\"{style} customWidth=\"1\"/>", column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_columns_look_like_those_of_their_kind() {
        let fresh = r#"<worksheet><cols><col min="1" max="1" width="9" style="1"/><col min="2" max="2" width="20" style="4"/><col min="3" max="3" width="30" style="1"/><col min="4" max="4" width="40" style="6"/></cols><sheetData/></worksheet>"#;
        let new = r#"<col min="3" max="3" width="30" style="7" customWidth="1"/><col min="4" max="4" width="40" customWidth="1"/>"#;
        let first = r#"<col min="1" max="2" width="5" style="7"/>"#;
        for (before, after) in [
            (format!("<cols>{first}</cols>"), format!("<cols>{first}{new}</cols>")),
            // What was said of all columns up to the last.
            (
                r#"<cols><col min="1" max="99" style="7"/></cols>"#.to_owned(),
                format!(r#"<cols><col min="1" max="2" style="7"/>{new}<col min="5" max="99" style="7"/></cols>"#),
            ),
            (
                format!(r#"<cols>{first}<col min="3" max="9" style="8"/></cols>"#),
                format!(r#"<cols>{first}{new}<col min="5" max="9" style="8"/></cols>"#),
            ),
            ("<sheetPr/>".to_owned(), format!("<sheetPr/><cols>{}</cols>", new.replace(" style=\"7\"", ""))),
        ] {
            let sheet = |cols: &str| format!("<worksheet>{cols}<sheetData/></worksheet>");
            assert_eq!(with_looks(&sheet(&before), fresh, 2..4), Some(sheet(&after)));
        }
    }
}
