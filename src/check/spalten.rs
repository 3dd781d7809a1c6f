//! Findings in tables of cells name columns as their heads do.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::model::Table;
use crate::source::Sources;

/// Puts the titles of columns for the names of fields, where the place of a finding is a CSV file or a sheet.
///
/// Rules do not know in what format a record is kept; whoever keeps it in a workbook knows "Ende geplant", not `ende_geplant`.
pub fn name_columns(findings: &mut [Finding], sources: &Sources) {
    let titles = titles();
    for finding in findings {
        let Some(file) = finding.span.map(|span| sources.file(span.file)) else { continue };
        if file.sheet.is_some() || file.path.to_lowercase().ends_with(".csv") {
            finding.message = renamed(&finding.message, &titles);
            finding.mend = renamed(&finding.mend, &titles);
        }
    }
}

/// The title of each field of a table, by its quoted name.
fn titles() -> BTreeMap<String, String> {
    let fields = Table::ALL.iter().flat_map(|table| (table.record().fields)());
    fields.map(|field| (format!("„{}“", field.name), format!("„{}“", field.title))).collect()
}

fn renamed(text: &str, titles: &BTreeMap<String, String>) -> String {
    titles.iter().fold(text.to_owned(), |text, (name, title)| text.replace(name, title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_the_same_title_in_every_table() {
        let fields = Table::ALL.iter().flat_map(|table| (table.record().fields)());
        let titles = titles();
        for field in fields {
            assert_eq!(titles.get(&format!("„{}“", field.name)), Some(&format!("„{}“", field.title)), "{}", field.name);
        }
    }

    #[test]
    fn quoted_names_become_titles() {
        let text = "Der Tag unter „ende_geplant“ liegt vor dem Ende.";
        assert_eq!(renamed(text, &titles()), "Der Tag unter „Ende geplant“ liegt vor dem Ende.");
    }
}
