//! Block trees as HTML. They nest as deep as a text does, so no template follows them.

use minijinja::value::Value;
use minijinja::{Error, ErrorKind, State};

use super::environment::text_of;
use super::figure_links::{html_of, plain};

/// The lowest level that a heading has.
const LOWEST: usize = 6;

/// A whole text; its headings come below level `above`, none is skipped, and those without a word are left out.
pub(super) fn html(state: &mut State<'_, '_>, blocks: &Value, above: usize) -> Result<String, Error> {
    let mut out = String::new();
    let mut open: Vec<usize> = Vec::new();
    // What a table is about says the heading above it.
    let mut above_it = String::new();
    for block in blocks.try_iter()? {
        if kind(&block)? == "heading" {
            let text = inlines(state, &field(&block, "inlines")?)?;
            if text.trim().is_empty() {
                continue;
            }
            let level = usize::try_from(field(&block, "level")?)?;
            open.retain(|outer| *outer < level);
            open.push(level);
            let level = (above + open.len()).min(LOWEST);
            out.push_str(&format!("<h{level}>{text}</h{level}>\n"));
            above_it = bare(&field(&block, "inlines")?)?;
        } else {
            one(state, &block, &above_it, &mut out)?;
        }
    }
    Ok(out)
}

/// A block below a heading; a heading in a list is none of the page.
fn one(state: &mut State<'_, '_>, block: &Value, heading: &str, out: &mut String) -> Result<(), Error> {
    match kind(block)?.as_str() {
        "paragraph" => out.push_str(&format!("<p>{}</p>\n", inlines(state, &field(block, "inlines")?)?)),
        "heading" => {
            let text = inlines(state, &field(block, "inlines")?)?;
            if !text.trim().is_empty() {
                out.push_str(&format!("<p><strong>{text}</strong></p>\n"));
            }
        }
        "list" => list(state, block, heading, out)?,
        "table" => table(state, block, heading, out)?,
        _ => return Err(ErrorKind::InvalidOperation.into()),
    }
    Ok(())
}

fn list(state: &mut State<'_, '_>, block: &Value, heading: &str, out: &mut String) -> Result<(), Error> {
    let tag = if field(block, "ordered")?.is_true() { "ol" } else { "ul" };
    let start = u64::try_from(field(block, "start")?)?;
    let mut open = tag.to_owned();
    if tag == "ol" && start != 1 {
        open.push_str(&format!(" start=\"{start}\""));
    }
    if tag == "ol" && field(block, "delimiter")?.as_str() == Some(")") {
        open.push_str(" class=\"klammer\"");
    }
    out.push_str(&format!("<{open}>\n"));
    for item in field(block, "items")?.try_iter()? {
        let blocks: Vec<Value> = item.try_iter()?.collect();
        out.push_str("<li>");
        match blocks.as_slice() {
            [only] if kind(only)? == "paragraph" => out.push_str(&inlines(state, &field(only, "inlines")?)?),
            blocks => blocks.iter().try_for_each(|block| one(state, block, heading, out))?,
        }
        out.push_str("</li>\n");
    }
    out.push_str(&format!("</{tag}>\n"));
    Ok(())
}

/// A table of a text: column heads, the first column as row heads.
fn table(state: &mut State<'_, '_>, block: &Value, heading: &str, out: &mut String) -> Result<(), Error> {
    let sides: Vec<&str> = field(block, "align")?.try_iter()?.map(|side| class(&side)).collect();
    let side = |at: usize| sides.get(at).copied().unwrap_or_default();
    let name = if heading.is_empty() { "Tabelle".to_owned() } else { format!("Tabelle: {}", text_of(heading)) };
    out.push_str(&format!(
        "<div class=\"breit\" role=\"group\" aria-label=\"{name}\" tabindex=\"0\"><table>\
         <caption class=\"ungesehen\">{name}</caption><thead><tr>"
    ));
    for (at, cell) in field(block, "head")?.try_iter()?.enumerate() {
        out.push_str(&format!("<th scope=\"col\"{}>{}</th>", side(at), inlines(state, &cell)?));
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in field(block, "rows")?.try_iter()? {
        out.push_str("<tr>");
        for (at, cell) in row.try_iter()?.enumerate() {
            let text = inlines(state, &cell)?;
            out.push_str(&match at {
                0 => format!("<th scope=\"row\"{}>{text}</th>", side(at)),
                _ => format!("<td{}>{text}</td>", side(at)),
            });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    Ok(())
}

fn class(side: &Value) -> &'static str {
    match side.as_str() {
        Some("right") => " class=\"r\"",
        Some("center") => " class=\"m\"",
        _ => "",
    }
}

/// The words of a heading.
fn bare(parts: &Value) -> Result<String, Error> {
    let mut words = String::new();
    for part in parts.try_iter()? {
        match part.get_attr("inlines").ok().filter(|inner| !inner.is_undefined()) {
            Some(inner) => words.push_str(&bare(&inner)?),
            None => words.push_str(&plain(&part.get_attr("text").unwrap_or_default())),
        }
    }
    Ok(words)
}

/// Pieces of a paragraph.
fn inlines(state: &mut State<'_, '_>, parts: &Value) -> Result<String, Error> {
    let mut out = String::new();
    for part in parts.try_iter()? {
        let inner = |state: &mut State<'_, '_>| inlines(state, &field(&part, "inlines")?);
        match kind(&part)?.as_str() {
            "text" => out.push_str(&html_of(state, &field(&part, "text")?)?),
            "strong" => out.push_str(&format!("<strong>{}</strong>", inner(state)?)),
            "emphasis" => out.push_str(&format!("<em>{}</em>", inner(state)?)),
            "break" => out.push_str("<br>"),
            "link" => {
                let text = inner(state)?;
                out.push_str(&link(&field(&part, "url")?.to_string(), &text));
            }
            _ => return Err(ErrorKind::InvalidOperation.into()),
        }
    }
    Ok(out)
}

/// A link to elsewhere; what leads anywhere but to a page or a mailbox is no link.
fn link(url: &str, text: &str) -> String {
    let is_safe = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    match is_safe && !text.trim().is_empty() {
        true => format!("<a href=\"{}\" rel=\"noopener noreferrer\">{text}</a>", text_of(url)),
        false => text.to_owned(),
    }
}

fn kind(block: &Value) -> Result<String, Error> {
    Ok(field(block, "kind")?.to_string())
}

fn field(of: &Value, name: &str) -> Result<Value, Error> {
    of.get_attr(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_and_mailboxes_are_links() {
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " https://x",
            "\thttps://x",
            "data:text/html,x",
            "//x",
            "/x",
            "#x",
            "vbscript:x",
            "",
        ] {
            assert_eq!(link(url, "Text"), "Text", "{url}");
        }
        for url in ["https://x/", "HTTP://x", "mailto:a@b"] {
            assert_eq!(link(url, "Text"), format!("<a href=\"{}\" rel=\"noopener noreferrer\">Text</a>", text_of(url)));
        }
        assert!(link("https://x/\" onclick=\"alert(1)", "x").contains("&quot; onclick=&quot;alert(1)\" rel"));
        assert_eq!(link("https://x", " "), " ", "a link without a name is none");
    }
}
