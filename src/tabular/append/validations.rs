//! What cells of a sheet accept: the rules of known columns are taken from a new workbook, all others stay.

use std::collections::BTreeSet;
use std::ops::Range;

use super::part::{Element, before, edited, elements};
use crate::load::cell_position;
use crate::source::letters;

/// The part of a sheet with the rules of a new one of the same columns. In the columns that have a rule there, below the heads, no
/// other stays.
pub(super) fn renewed(text: &str, fresh: &str) -> Option<String> {
    let new = elements(fresh, |name, _| name == "dataValidation")?;
    let cells = new.iter().filter_map(|rule| rule.attribute("sqref"));
    let columns: BTreeSet<usize> = cells.flat_map(|cells| areas(&cells)).flat_map(|area| area.columns).collect();
    let new: Vec<&str> = new.iter().filter_map(|rule| fresh.get(rule.whole.clone())).collect();
    let wanted = ["dataValidations", "dataValidation", "ext", "extLst", "sqref"];
    let found = elements(text, |name, depth| depth == 1 || wanted.contains(&name))?;
    let mut changes = Vec::new();
    for container in found.iter().filter(|element| element.name() == "dataValidations") {
        let own = found.iter().filter(|rule| rule.name() == "dataValidation" && rule.is_in(container));
        let kept: Vec<String> = own.filter_map(|rule| without(rule, text, (&found, &columns))).collect();
        let is_main = container.depth == 1;
        let more = if is_main { prefixed(&new, container.prefix()) } else { String::new() };
        let count = kept.len() + if is_main { new.len() } else { 0 };
        if count > 0 {
            let start = container.start_with(&[("count", Some(&count.to_string()))], false);
            let end = format!("</{}dataValidations>", container.prefix());
            changes.push((container.whole.clone(), format!("{start}{}{more}{end}", kept.concat())));
        } else {
            changes.push((emptied(container, &found).whole.clone(), String::new()));
        }
    }
    let is_there = found.iter().any(|element| element.name() == "dataValidations" && element.depth == 1);
    if !is_there && !new.is_empty() {
        let last = before(&found, "dataValidations")?;
        let (prefix, count) = (last.prefix(), new.len());
        let rules = prefixed(&new, prefix);
        let all = format!("<{prefix}dataValidations count=\"{count}\">{rules}</{prefix}dataValidations>");
        changes.push((last.whole.end..last.whole.end, all));
    }
    edited(text, changes)
}

/// What goes with the last rule of an extension: the container, the extension that holds nothing else, or the list of those.
fn emptied<'e, 't>(container: &'e Element<'t>, found: &'e [Element<'t>]) -> &'e Element<'t> {
    let around =
        |name: &str, inner: &Element<'t>| found.iter().find(|element| element.name() == name && inner.is_in(element));
    let Some(extension) = around("ext", container) else { return container };
    let Some(list) = around("extLst", extension) else { return extension };
    let count = found.iter().filter(|element| element.name() == "ext" && element.is_in(list)).count();
    if count == 1 { list } else { extension }
}

/// A rule without the cells below the heads of some columns; `None` where none is left.
fn without(rule: &Element<'_>, text: &str, (found, columns): (&[Element<'_>], &BTreeSet<usize>)) -> Option<String> {
    let whole = text.get(rule.whole.clone())?;
    let list = found.iter().find(|element| element.name() == "sqref" && element.is_in(rule));
    let cells = match list {
        Some(list) => text.get(list.inner.clone())?.to_owned(),
        None => rule.attribute("sqref")?,
    };
    let kept: Vec<String> = cells.split_ascii_whitespace().flat_map(|range| left(range, columns)).collect();
    let kept = kept.join(" ");
    if kept.is_empty() {
        return None;
    }
    if kept == cells {
        return Some(whole.to_owned());
    }
    let at = rule.whole.start;
    match list {
        Some(list) => edited(whole, vec![(list.inner.start - at..list.inner.end - at, kept)]),
        None => {
            let is_empty = rule.inner.is_empty() && whole.ends_with("/>");
            let start = rule.start_with(&[("sqref", Some(&kept))], is_empty);
            Some(if is_empty { start } else { start + whole.get(rule.inner.start - at..)? })
        }
    }
}

/// A rectangle of cells, with columns and rows from 0.
struct Area {
    columns: Range<usize>,
    rows: Range<usize>,
}

impl Area {
    fn of(range: &str) -> Option<Self> {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let ((top, left), (bottom, right)) = (cell_position(first)?, cell_position(last)?);
        Some(Self { columns: left..right + 1, rows: top..bottom + 1 })
    }

    fn name(&self) -> String {
        let cell = |row: usize, column: usize| format!("{}{}", letters(column + 1), row + 1);
        let (first, last) = (cell(self.rows.start, self.columns.start), cell(self.rows.end - 1, self.columns.end - 1));
        if first == last { first } else { format!("{first}:{last}") }
    }
}

fn areas(cells: &str) -> Vec<Area> {
    cells.split_ascii_whitespace().filter_map(Area::of).collect()
}

/// What is left of a range without the cells below the heads of some columns.
fn left(range: &str, columns: &BTreeSet<usize>) -> Vec<String> {
    let Some(area) = Area::of(range).filter(|area| columns.range(area.columns.clone()).next().is_some()) else {
        return vec![range.to_owned()];
    };
    let mut left = Vec::new();
    if area.rows.start == 0 {
        left.push(Area { columns: area.columns.clone(), rows: 0..1 });
    }
    let below = area.rows.start.max(1)..area.rows.end;
    let mut from = area.columns.start;
    for column in columns.range(area.columns.clone()).copied().chain([area.columns.end]) {
        if from < column && !below.is_empty() {
            left.push(Area { columns: from..column, rows: below.clone() });
        }
        from = column + 1;
    }
    left.iter().map(Area::name).collect()
}

/// Rules of a new sheet under the prefix of another.
fn prefixed(rules: &[&str], prefix: &str) -> String {
    let rules = rules.concat();
    if prefix.is_empty() {
        return rules;
    }
    // Texts and attributes of rules hold no bracket: it is escaped there.
    ["dataValidation", "formula1", "formula2"].iter().fold(rules, |rules, name| {
        let begun = rules.replace(&format!("<{name}"), &format!("<{prefix}{name}"));
        begun.replace(&format!("</{name}"), &format!("</{prefix}{name}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A new sheet with rules in the columns A and C.
    const FRESH: &str = r#"<worksheet><sheetData/><dataValidations count="2"><dataValidation type="list" sqref="A2:A9"><formula1>new</formula1></dataValidation><dataValidation sqref="C2:C9"/></dataValidations></worksheet>"#;

    fn sheet(behind: &str) -> Option<String> {
        renewed(&format!("<worksheet><sheetData/>{behind}</worksheet>"), FRESH)
    }

    #[test]
    fn rules_of_known_columns_are_new_and_all_others_stay() {
        let new = r#"<dataValidation type="list" sqref="A2:A9"><formula1>new</formula1></dataValidation><dataValidation sqref="C2:C9"/></dataValidations>"#;
        let all = |count: usize, kept: &str| format!("<dataValidations count=\"{count}\">{kept}{new}");
        for (before, after) in [
            ("<pageMargins/>", format!("{}<pageMargins/>", all(2, ""))),
            ("<conditionalFormatting/><pageMargins/>", format!("<conditionalFormatting/>{}<pageMargins/>", all(2, ""))),
            // An old one goes; one of another column stays, and one of several columns keeps the others.
            (
                r#"<dataValidations count="3"><dataValidation sqref="A2:A5"><formula1>old</formula1></dataValidation><dataValidation prompt='say "so"' sqref="A1:D7 F3"><formula1>1</formula1></dataValidation><dataValidation sqref="E2"/></dataValidations>"#,
                all(
                    4,
                    r#"<dataValidation prompt="say &quot;so&quot;" sqref="A1:D1 B2:B7 D2:D7 F3"><formula1>1</formula1></dataValidation><dataValidation sqref="E2"/>"#,
                ),
            ),
            // Excel keeps rules that name other sheets in an extension, which goes with its last one.
            (
                r#"<extLst><ext uri="x"><x14:dataValidations count="1"><x14:dataValidation><x14:formula1><xm:f>Listen!A2</xm:f></x14:formula1><xm:sqref>C2:C5</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"#,
                all(2, ""),
            ),
            (
                r#"<extLst><ext uri="x"><x14:dataValidations count="1"><x14:dataValidation><xm:sqref>B2:C5</xm:sqref></x14:dataValidation></x14:dataValidations></ext><ext uri="y"/></extLst>"#,
                all(2, "")
                    + r#"<extLst><ext uri="x"><x14:dataValidations count="1"><x14:dataValidation><xm:sqref>B2:B5</xm:sqref></x14:dataValidation></x14:dataValidations></ext><ext uri="y"/></extLst>"#,
            ),
        ] {
            let once = sheet(before).expect("a sheet");
            assert_eq!(once, format!("<worksheet><sheetData/>{after}</worksheet>"));
            assert_eq!(renewed(&once, FRESH), Some(once));
        }
        assert_eq!(sheet("<open>"), None);
        let prefixed = renewed("<x:worksheet><x:sheetData/></x:worksheet>", FRESH).expect("a sheet");
        assert!(prefixed.contains(
            "<x:dataValidation type=\"list\" sqref=\"A2:A9\"><x:formula1>new</x:formula1></x:dataValidation>"
        ));
    }
}
