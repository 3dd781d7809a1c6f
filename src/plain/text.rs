//! Plain text: a line for each paragraph, blank lines around headings, a table as lines of head and value.

use super::part::{Line, Part, Run, Table};

/// How far what belongs to a line stands behind it.
const INDENT: &str = "  ";

/// How what has no line of its own in print is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As text: the head of a column before each of its cells, the address behind a link, a sign before an item.
    Text,
    /// As other programs see a page: the heads of a table once, a line for each cell, no addresses or signs.
    Page,
}

/// The text of parts.
pub(super) fn of<'p>(parts: impl IntoIterator<Item = &'p Part>) -> String {
    let mut text = String::new();
    for part in parts {
        let is_heading = matches!(part, Part::Heading(..));
        if !text.is_empty() {
            text.push_str(if is_heading { "\n\n" } else { "\n" });
        }
        for Line { text: line, .. } in lines(part, Form::Text) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// The lines of a part.
pub fn lines(part: &Part, form: Form) -> Vec<Line> {
    let plain = |text: String| Line { text, own: false };
    let own = |text: String| Line { text, own: true };
    match part {
        Part::Heading(_, runs) | Part::Paragraph(runs) => {
            line(runs, form).lines().map(|line| plain(line.to_owned())).collect()
        }
        Part::List(first, items) => {
            let sign = |at: usize| match first {
                _ if form == Form::Page => String::new(),
                Some((first, behind)) => format!("{}{behind} ", first.saturating_add(at as u64)),
                None => "- ".into(),
            };
            let item = |(at, item): (usize, &Vec<Part>)| {
                hanging(&sign(at), item.iter().flat_map(|part| lines(part, form)).collect(), form)
            };
            items.iter().enumerate().flat_map(item).collect()
        }
        Part::Table(table) if form == Form::Page => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            cells.flat_map(|cell| line(cell, form).lines().map(str::to_owned).collect::<Vec<_>>()).map(plain).collect()
        }
        Part::Table(table) => rows(table).into_iter().flat_map(|row| hanging("", row, form)).collect(),
        Part::Ticks(title, ticks) => {
            let sign = if form == Form::Text { "- " } else { "" };
            let note = |note: &Option<String>| note.as_ref().map(|note| format!(" – {note}")).unwrap_or_default();
            let boxes = ticks.iter().map(|tick| plain(format!("{sign}{}{}", tick.words(), note(&tick.note))));
            title.iter().cloned().map(own).chain(boxes).collect()
        }
        Part::Picture(words) => vec![own(format!("Bild: {words}"))],
    }
}

/// The rows of a table, each as lines: the head of each column with what stands there.
fn rows(table: &Table) -> Vec<Vec<Line>> {
    let cell = |(head, cell): (&Vec<Run>, &Vec<Run>)| {
        let (head, cell) = (line(head, Form::Text), in_one_line(&line(cell, Form::Text)));
        let text = if head.is_empty() { cell.clone() } else { format!("{head}: {cell}") };
        (!cell.is_empty()).then_some(Line { text, own: false })
    };
    table.rows.iter().map(|row| table.head.iter().zip(row).filter_map(cell).collect()).collect()
}

/// Lines one behind the other; a sentence needs nothing between itself and the next.
fn in_one_line(text: &str) -> String {
    let mut all = String::new();
    for line in text.lines() {
        let between = match all.chars().last() {
            None => "",
            Some('.' | '!' | '?') => " ",
            Some(_) => "; ",
        };
        all.push_str(between);
        all.push_str(line);
    }
    all
}

/// Lines of which the first has something before it, and the others stand behind.
fn hanging(before: &str, lines: Vec<Line>, form: Form) -> Vec<Line> {
    let indent = if form == Form::Text { INDENT } else { "" };
    let moved = |(at, line): (usize, Line)| {
        let text = format!("{}{}", if at == 0 { before } else { indent }, line.text);
        Line { text, ..line }
    };
    lines.into_iter().enumerate().map(moved).collect()
}

/// The words of a text; where addresses are shown, a link's stands behind words of its own.
pub fn line(runs: &[Run], form: Form) -> String {
    let run = |run: &Run| match run {
        Run::Text(text) => text.clone(),
        Run::Strong(inner) | Run::Emphasis(inner) => line(inner, form),
        Run::Link(url, inner) => match line(inner, form) {
            words if words == *url || url.is_empty() || form == Form::Page => words,
            words => format!("{words} ({url})"),
        },
        Run::Break => "\n".into(),
    };
    runs.iter().map(run).collect()
}
