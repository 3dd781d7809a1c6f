//! The lists of a report in its view data: tables of projects and what belongs to them, not those of figures by group.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};

use crate::model::slug;
use crate::plain::words;
use crate::source::pattern;

/// How the first column of a list is called; more words may follow.
const FIRST: [&str; 3] = ["Kennung", "Projekt", "Leistung"];

/// Days and amounts in a title, which are others in each period.
static CHANGING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b\d{2}\.\d{2}\.\d{4}\b|[≥≤<>]\s*\d[\d.,]*\s*%?|\b\d[\d.]*,\d+(?:\s*€)?|\s[–-]\s"));

/// Words that nothing is left behind.
const DANGLING: [&str; 7] = ["am", "ab", "bis", "im", "in", "vom", "zum"];

/// A list.
pub(super) struct List {
    /// Its title.
    pub(super) titel: String,
    /// The name of its file without the ending: what of the title is the same in each period.
    pub(super) name: String,
    /// Its columns: the head, and whether cells are numbers or days.
    pub(super) columns: Vec<(String, bool)>,
    /// Its rows.
    pub(super) rows: Vec<Vec<Value>>,
}

/// The lists of views in their order, each once; what is printed in part is whole in another one. Those of projects, of which these
/// are known, have their Kennungen in a column of their own.
pub(super) fn of(views: &[&Value], projects: &BTreeSet<String>) -> Vec<List> {
    let of_view = |view: &&Value| -> Vec<List> {
        let board = view.get("projektboard").and_then(board);
        let chapters = view["kapitel"].as_array().into_iter().flatten();
        let tables = chapters.flat_map(|chapter| {
            let elements = chapter["elemente"].as_array().into_iter().flatten();
            elements.filter_map(|element| table(element, &words(&chapter["titel"])))
        });
        board.into_iter().chain(tables).collect()
    };
    let mut lists: Vec<List> = Vec::new();
    for list in views.iter().flat_map(of_view) {
        // The later one is that of the Anlage, which has it in every period.
        lists.retain(|other| (&other.columns, &other.rows) != (&list.columns, &list.rows));
        lists.push(list);
    }
    lists.into_iter().map(|list| with_kennung(list, projects)).collect()
}

/// A list whose rows all say below their first text which project they are about, with that in front.
fn with_kennung(list: List, projects: &BTreeSet<String>) -> List {
    let kennung = |row: &Vec<Value>| {
        let below = words(row.first()?.get("zusatz")?.get(0)?);
        let first = below.split(" · ").next().unwrap_or_default().to_owned();
        projects.contains(&first).then_some(first)
    };
    let Some(found) = list.rows.iter().map(kennung).collect::<Option<Vec<String>>>() else { return list };
    let columns = std::iter::once(("Kennung".to_owned(), false)).chain(list.columns).collect();
    let rows = found.into_iter().zip(list.rows);
    let rows = rows.map(|(kennung, row)| std::iter::once(json!(kennung)).chain(row).collect()).collect();
    List { columns, rows, ..list }
}

/// A table that is a whole list.
fn table(element: &Value, chapter: &str) -> Option<List> {
    let columns: Vec<(String, bool)> = element["spalten"].as_array()?.iter().map(column).collect();
    let rows: Vec<Vec<Value>> =
        element["zeilen"].as_array()?.iter().filter_map(|row| row.as_array().cloned()).collect();
    let first = columns.first()?.0.split(' ').next().unwrap_or_default();
    let is_list = FIRST.contains(&first);
    let is_whole = element["weitere"].is_null();
    (element["kind"] == "tabelle" && is_list && is_whole && !rows.is_empty()).then(|| {
        let titel = Some(words(&element["titel"])).filter(|titel| !titel.is_empty());
        let fixed = titel.as_ref().map(|_| fixed_words(&element["titel"]));
        let name = unchanging(fixed.as_deref().unwrap_or(chapter));
        let name = if name.is_empty() { unchanging(chapter) } else { name };
        List { titel: titel.unwrap_or_else(|| chapter.to_owned()), name, columns, rows }
    })
}

fn column(column: &Value) -> (String, bool) {
    let breite = column["breite"].as_str().unwrap_or_default();
    (words(&column["titel"]), matches!(breite, "datum" | "zahl" | "betrag"))
}

/// The table of all projects, whatever the report leaves out.
fn board(board: &Value) -> Option<List> {
    let column = |column: &Value| (words(&column["titel"]), matches!(column["art"].as_str(), Some("zahl" | "datum")));
    let row = |row: &Value| row["zellen"].as_array().cloned();
    let titel = words(&board["titel"]);
    Some(List {
        titel,
        name: "projektboard".into(),
        columns: board["spalten"].as_array()?.iter().map(column).collect(),
        rows: board["zeilen"].as_array()?.iter().filter_map(row).collect(),
    })
}

/// A title without the figures in it.
fn fixed_words(titel: &Value) -> String {
    match titel {
        Value::Array(pieces) => pieces.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        other => words(other),
    }
}

/// A title as the name of a file, without what is another one in each period.
fn unchanging(titel: &str) -> String {
    let kept = CHANGING.replace_all(titel, " ");
    let mut words: Vec<String> = kept.split_whitespace().map(slug).filter(|word| !word.is_empty()).collect();
    while words.last().is_some_and(|last| DANGLING.contains(&last.as_str())) {
        words.pop();
    }
    words.join("_").replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_known_projects_names_them_first() {
        let list = |below: &str| List {
            titel: "x".into(),
            name: "x".into(),
            columns: vec![("Projekt".into(), false)],
            rows: vec![
                vec![json!({ "text": "A", "zusatz": ["P-1 · FB 11"] })],
                vec![json!({ "text": "B", "zusatz": [below] })],
            ],
        };
        let known = ["P-1", "P-2"].map(str::to_owned).into();
        let named = with_kennung(list("P-2"), &known);
        assert_eq!(named.columns[0].0, "Kennung");
        assert_eq!(named.rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>(), ["P-1", "P-2"]);
        assert_eq!(with_kennung(list("im Mittel über 10 Jahre"), &known).columns.len(), 1);
    }

    #[test]
    fn names_of_files_are_the_same_in_each_period() {
        for (titel, name) in [
            ("Projekte im Zeitraum 01.01.2020 – 31.12.2020", "projekte_im_zeitraum"),
            ("Erledigungsstand ≥\u{a0}90\u{a0}% am 31.03.2021", "erledigungsstand"),
            ("Kosten über Plan ab 50.000,00\u{a0}€", "kosten_ueber_plan"),
            ("Leistungen im Einzelnen, Modell 2.0", "leistungen_im_einzelnen_modell_2_0"),
            ("31.12.2020", ""),
        ] {
            assert_eq!(unchanging(titel), name, "{titel}");
        }
    }
}
