//! A fragment of HTML with what every editor of a council information system keeps: p, h3 to h5, ul, ol, li, strong, em, a, table.

use std::fmt::{self, Write as _};

use super::part::{Part, Run, Table, Tick, words};

/// The headings that a fragment may have.
const HEADINGS: [u8; 2] = [3, 5];

/// The beginnings of addresses that a link may have.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// The fragment of parts: a line for each, with a line break at the end.
pub(super) fn of(parts: &[Part]) -> String {
    let mut html = String::new();
    for one in parts {
        // Writing into memory does not fail.
        let _ = part(&mut html, one).and_then(|()| writeln!(html));
    }
    html
}

fn part(html: &mut String, part: &Part) -> fmt::Result {
    match part {
        Part::Heading(level, text) => {
            let level = (*level).clamp(HEADINGS[0], HEADINGS[1]);
            write!(html, "<h{level}>")?;
            runs(html, text)?;
            write!(html, "</h{level}>")
        }
        Part::Paragraph(text) => paragraph(html, text),
        Part::List(first, items) => list(html, *first, items),
        Part::Table(data) => table(html, data),
        Part::Ticks(title, ticks) => {
            title.iter().try_for_each(|title| paragraph(html, &words(title.as_str())))?;
            html.push_str("<ul>");
            ticks.iter().try_for_each(|one| tick(html, one))?;
            html.write_str("</ul>")
        }
        Part::Picture(text) => paragraph(html, &words(text.as_str())),
    }
}

/// A paragraph; each of several lines is one, since no editor keeps a line break.
fn paragraph(html: &mut String, text: &[Run]) -> fmt::Result {
    text.split(|run| *run == Run::Break).try_for_each(|line| {
        html.push_str("<p>");
        runs(html, line)?;
        html.write_str("</p>")
    })
}

/// A list. Editors number anew from one, so a list that begins otherwise says its numbers itself.
fn list(html: &mut String, first: Option<(u64, char)>, items: &[Vec<Part>]) -> fmt::Result {
    if let Some((number, behind)) = first.filter(|(number, _)| *number != 1) {
        for (at, item) in items.iter().enumerate() {
            let number = words(format!("{}{behind} ", number.saturating_add(at as u64)));
            match item.split_first() {
                Some((Part::Paragraph(text), others)) => {
                    paragraph(html, &[number, text.clone()].concat())?;
                    inner(html, others)?;
                }
                _ => inner(html, item)?,
            }
        }
        return Ok(());
    }
    let name = if first.is_some() { "ol" } else { "ul" };
    write!(html, "<{name}>")?;
    for item in items {
        html.push_str("<li>");
        match item.split_first() {
            // A short item is no paragraph of its own.
            Some((Part::Paragraph(text), others)) => {
                runs(html, text)?;
                inner(html, others)?;
            }
            _ => inner(html, item)?,
        }
        html.push_str("</li>");
    }
    write!(html, "</{name}>")
}

fn inner(html: &mut String, parts: &[Part]) -> fmt::Result {
    parts.iter().try_for_each(|one| part(html, one))
}

fn table(html: &mut String, Table { head, rows }: &Table) -> fmt::Result {
    html.push_str("<table><tr>");
    head.iter().try_for_each(|text| cell(html, "th", "col", text))?;
    html.push_str("</tr>");
    for row in rows {
        html.push_str("<tr>");
        for (at, text) in row.iter().enumerate() {
            if at == 0 { cell(html, "th", "row", text)? } else { cell(html, "td", "", text)? }
        }
        html.push_str("</tr>");
    }
    html.write_str("</table>")
}

/// A cell; several lines are paragraphs.
fn cell(html: &mut String, name: &str, scope: &str, text: &[Run]) -> fmt::Result {
    write!(html, "<{name}")?;
    if !scope.is_empty() {
        write!(html, " scope=\"{scope}\"")?;
    }
    html.push('>');
    if text.contains(&Run::Break) {
        paragraph(html, text)?;
    } else {
        runs(html, text)?;
    }
    write!(html, "</{name}>")
}

/// A box in words.
fn tick(html: &mut String, tick: &Tick) -> fmt::Result {
    let state = words(tick.words());
    html.push_str("<li>");
    runs(html, &if tick.ticked { vec![Run::Strong(state)] } else { state })?;
    if let Some(note) = &tick.note {
        escaped(html, " – ");
        escaped(html, note);
    }
    html.write_str("</li>")
}

fn runs(html: &mut String, text: &[Run]) -> fmt::Result {
    text.iter().try_for_each(|one| run(html, one))
}

fn run(html: &mut String, run: &Run) -> fmt::Result {
    let mut within = |begin: &str, inner: &[Run], end: &str| {
        html.push_str(begin);
        runs(html, inner)?;
        html.write_str(end)
    };
    match run {
        Run::Strong(inner) => within("<strong>", inner, "</strong>"),
        Run::Emphasis(inner) => within("<em>", inner, "</em>"),
        Run::Link(url, inner) if !SCHEMES.iter().any(|scheme| url.starts_with(scheme)) => runs(html, inner),
        Run::Link(url, inner) => {
            let mut address = String::new();
            escaped(&mut address, url);
            within(&format!("<a href=\"{address}\">"), inner, "</a>")
        }
        Run::Text(text) => {
            escaped(html, text);
            Ok(())
        }
        // A blank keeps the words apart.
        Run::Break => html.write_char(' '),
    }
}

/// The one place where text becomes HTML. A fragment names no encoding, so letters that encodings differ in are written by number.
fn escaped(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other if other.is_ascii() => html.push(other),
            other => html.push_str(&format!("&#{};", u32::from(other))),
        }
    }
}
