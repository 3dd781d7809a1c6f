//! Ranges of a sheet that somebody has formatted as a table: one that ends where new rows begin takes them in.

use super::part::{Edit, Element, edited, elements};
use crate::load::cell_position;
use crate::source::letters;

/// The part of such a range, and of its filter, as far as they reach once `count` rows stand behind row `last` of the sheet; `None` where
/// that changes nothing.
///
/// A range whose last row holds totals does not grow: the new rows stand below them.
pub(super) fn grown(text: &str, last: usize, count: usize) -> Option<String> {
    let found = elements(text, |name, depth| depth < 2 && matches!(name, "table" | "autoFilter"))?;
    let table = found.iter().find(|element| element.depth == 0)?;
    if table.attribute("totalsRowCount").is_some_and(|rows| rows != "0") {
        return None;
    }
    let own = table.attribute("ref")?;
    let is_same = |element: &&Element<'_>| element.attribute("ref").as_ref() == Some(&own);
    let new = reaching(&own, last, count)?;
    let edit = |element: &Element<'_>| -> Edit {
        let is_empty = element.inner.start == element.whole.end;
        (element.whole.start..element.inner.start, element.start_with(&[("ref", Some(&new))], is_empty))
    };
    edited(text, found.iter().filter(is_same).map(edit).collect())
}

/// A range such as `A1:K13` that reaches to the last of the new rows; `None` where it ends above row `last` or holds them already.
fn reaching(range: &str, last: usize, count: usize) -> Option<String> {
    let (from, to) = range.split_once(':')?;
    let ((first, _), (end, column)) = (cell_position(from)?, cell_position(to)?);
    let holds_last = first < last && (last..last + count).contains(&(end + 1));
    holds_last.then(|| format!("{from}:{}{}", letters(column + 1), last + count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_grows_where_it_ends_at_the_new_rows() {
        for (range, last, expected) in [
            ("A1:K13", 13, Some("A1:K15")),
            // Empty rows of it, of which there are too few or enough.
            ("A1:AB14", 13, Some("A1:AB15")),
            ("A1:K15", 13, None),
            ("A1:K40", 13, None),
            // It ends above, or begins below.
            ("A1:K12", 13, None),
            ("A14:K14", 13, None),
            ("A1", 13, None),
            ("#REF!", 13, None),
        ] {
            assert_eq!(reaching(range, last, 2).as_deref(), expected, "{range}");
        }
    }

    #[test]
    fn its_filter_grows_with_it_and_nothing_else_changes() {
        let table = |range: &str, more: &str| {
            format!(
                "<?xml version=\"1.0\"?><x:table id=\"1\" ref=\"{range}\"{more}><x:autoFilter ref=\"{range}\"/><x:tableColumns \
                 count=\"1\"><x:tableColumn id=\"1\" name=\"A &amp; B\"/></x:tableColumns></x:table>"
            )
        };
        assert_eq!(grown(&table("A1:B3", ""), 3, 1), Some(table("A1:B4", "")));
        assert_eq!(
            grown(&table("A1:B3", " totalsRowCount=\"0\""), 3, 1),
            Some(table("A1:B4", " totalsRowCount=\"0\""))
        );
        assert_eq!(grown(&table("A1:B3", " totalsRowCount=\"1\""), 3, 1), None);
        let filter = "<table ref=\"A1:B3\"><autoFilter ref=\"A1:B3\"><filterColumn colId=\"0\"/></autoFilter></table>";
        assert_eq!(grown(filter, 3, 2), Some(filter.replace("B3", "B5")));
    }
}
