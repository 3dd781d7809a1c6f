//! Plain text: a line for each paragraph, blank lines around headings, a table as lines of head and value.

use super::part::{Part, Run, Table};

/// How far what belongs to a line stands behind it.
const INDENT: &str = "  ";

/// The text of parts.
pub(super) fn of<'p>(parts: impl IntoIterator<Item = &'p Part>) -> String {
    let mut text = String::new();
    for part in parts {
        let is_heading = matches!(part, Part::Heading(..));
        if !text.is_empty() {
            text.push_str(if is_heading { "\n\n" } else { "\n" });
        }
        for line in lines(part) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// The lines of a part.
fn lines(part: &Part) -> Vec<String> {
    match part {
        Part::Heading(_, runs) | Part::Paragraph(runs) => line(runs).lines().map(str::to_owned).collect(),
        Part::List(first, items) => {
            let number =
                |at: usize| first.map(|(first, behind)| format!("{}{behind} ", first.saturating_add(at as u64)));
            let item = |(at, item): (usize, &Vec<Part>)| {
                let lines: Vec<String> = item.iter().flat_map(lines).collect();
                hanging(&number(at).unwrap_or_else(|| "- ".into()), lines)
            };
            items.iter().enumerate().flat_map(item).collect()
        }
        Part::Table(table) => rows(table).into_iter().flat_map(|lines| hanging("", lines)).collect(),
        Part::Ticks(ticks) => {
            let note = |note: &Option<String>| note.as_ref().map(|note| format!(" – {note}")).unwrap_or_default();
            ticks.iter().map(|tick| format!("- {}{}", tick.words(), note(&tick.note))).collect()
        }
        Part::Picture(words) => vec![format!("Bild: {words}")],
    }
}

/// The rows of a table, each as lines: the head of each column with what stands there.
pub(super) fn rows(table: &Table) -> Vec<Vec<String>> {
    let cell = |(head, cell): (&Vec<Run>, &Vec<Run>)| {
        let (head, cell) = (line(head), in_one_line(&line(cell)));
        (!cell.is_empty()).then(|| if head.is_empty() { cell.clone() } else { format!("{head}: {cell}") })
    };
    table.rows.iter().map(|row| table.head.iter().zip(row).filter_map(cell).collect()).collect()
}

/// Lines one behind the other; a sentence needs nothing between itself and the next.
fn in_one_line(text: &str) -> String {
    let mut all = String::new();
    for line in text.lines() {
        let between = if all.is_empty() {
            ""
        } else if all.ends_with(['.', '!', '?']) {
            " "
        } else {
            "; "
        };
        all.push_str(between);
        all.push_str(line);
    }
    all
}

/// Lines of which the first has something before it, and the others stand behind.
fn hanging(before: &str, lines: Vec<String>) -> Vec<String> {
    let line =
        |(at, line): (usize, String)| if at == 0 { format!("{before}{line}") } else { format!("{INDENT}{line}") };
    lines.into_iter().enumerate().map(line).collect()
}

/// The words of a text; a link's address stands behind words of its own.
pub(super) fn line(runs: &[Run]) -> String {
    let run = |run: &Run| match run {
        Run::Text(text) => text.clone(),
        Run::Strong(inner) | Run::Emphasis(inner) => line(inner),
        Run::Link(url, inner) => match line(inner) {
            words if words == *url || url.is_empty() => words,
            words => format!("{words} ({url})"),
        },
        Run::Break => "\n".into(),
    };
    runs.iter().map(run).collect()
}
