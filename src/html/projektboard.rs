//! The page of a Projektboard: where its rows lead to, and the script that sorts and filters them.

use serde_json::{Value, json};

use super::{figure_links, places};

/// What the file of a Projektboard has behind the name of its report.
pub const FILE: &str = "-projekte.html";

/// The field of view data that only a Projektboard has.
pub(super) const NAME: &str = "projektboard";

/// The script, which no workspace replaces: what runs where papers are read is ours alone.
pub(super) const SCRIPT: &str = include_str!("../../report-templates/html/projektboard.js");

/// Gives each cell its text, what stands below it, and where it leads to: the first one to the sheet of its project in the Anlage, a
/// figure to what the Anlage says of it.
pub(super) fn link(view: &mut Value) {
    let Some(board) = view.get_mut(NAME) else { return };
    let anlage = board["anlage"].as_str().map(|name| places::address(&format!("{name}.html")));
    for row in board["zeilen"].as_array_mut().into_iter().flatten() {
        let sheet = row["blatt"].as_str().map(places::sheet_of);
        for (at, cell) in row["zellen"].as_array_mut().into_iter().flatten().enumerate() {
            let id = if at == 0 { sheet.clone() } else { figure(&cell["text"]).or_else(|| figure(cell)) };
            let text = if cell.is_object() { &cell["text"] } else { &*cell };
            *cell = json!({
                "text": figure_links::words(text),
                "zusatz": cell.get("zusatz"),
                "ziel": anlage.as_ref().zip(id).map(|(file, id)| format!("{file}#{id}")),
            });
        }
    }
}

/// The id of the entry of the figure that a text prints.
fn figure(text: &Value) -> Option<String> {
    let id = text.as_array()?.iter().find_map(|piece| piece["kennzahl"].as_str())?;
    Some(format!("h-{}", figure_links::name(id)))
}
