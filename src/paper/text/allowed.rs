//! What a text may hold: an allow-list of constructs; everything else is reported at its place.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use super::markdown::{shield, unshield};
use crate::finding::{Code, Finding};
use crate::model::{Text, unprintable};
use crate::source::Alphabet;

/// Reports what a text may not hold, at its place.
pub(super) fn check(text: &Text, alphabet: &Alphabet) -> Vec<Finding> {
    let shielded = shield(&text.markdown);
    let events = Parser::new_ext(&shielded, Options::ENABLE_TABLES).into_offset_iter();
    let mut findings: Vec<Finding> = footnotes(text).collect();
    for (event, range) in events {
        if let Some((what, mend)) = forbidden(&event, shielded.get(range.clone()).unwrap_or_default()) {
            let message = format!("Im Text steht {what}; das ist nicht vorgesehen.");
            findings.push(Finding::at(Code::RB503, text.span(range.start, range.end), message, mend));
        }
        findings.extend(address(text, &event, &range));
        // Written out, the character was found while the file was read; here it hides behind an entity.
        let shown = text_of(&event).map(unshield).unwrap_or_default();
        if shown != text.markdown.get(range.clone()).unwrap_or_default()
            && let Some((_, c)) = alphabet.first_unprintable(&shown)
        {
            findings.push(unprintable(text.span(range.start, range.end), c, None));
        }
    }
    findings
}

/// Footnotes, which this Markdown does not know and would print with their brackets.
fn footnotes(text: &Text) -> impl Iterator<Item = Finding> {
    let marks = text.markdown.match_indices("[^").filter_map(|(start, _)| {
        let end = start + text.markdown[start..].find(']')? + 1;
        let is_definition = text.markdown[end..].starts_with(':');
        let is_short = !text.markdown[start..end].contains(char::is_whitespace);
        (is_short && !is_definition).then_some((start, end))
    });
    marks.map(|(start, end)| {
        let message = "Im Text steht eine Fußnote; das ist nicht vorgesehen.";
        let mend = "Schreiben Sie die Anmerkung in Klammern in den Text.";
        Finding::at(Code::RB503, text.span(start, end), message, mend)
    })
}

/// The text that an event shows, or the address that it leads to.
fn text_of<'a>(event: &'a Event<'_>) -> Option<&'a str> {
    match event {
        Event::Text(text) => Some(text),
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url),
        _ => None,
    }
}

/// How deep lists and emphasis are nested at most; every reader of the tree recurses as deep.
const DEEPEST: usize = 12;

/// Whether constructs are nested deeper than any paper needs.
pub(super) fn is_too_deep(markdown: &str) -> bool {
    let shielded = shield(markdown);
    let depths = Parser::new_ext(&shielded, Options::ENABLE_TABLES).scan(0usize, |depth, event| {
        match event {
            Event::Start(_) => *depth += 1,
            Event::End(_) => *depth = depth.saturating_sub(1),
            _ => {}
        }
        Some(*depth)
    });
    depths.max().unwrap_or_default() > 2 * DEEPEST
}

/// What no paper may hold, and what to do instead.
fn forbidden(event: &Event<'_>, source: &str) -> Option<(&'static str, &'static str)> {
    Some(match event {
        Event::Html(_) | Event::InlineHtml(_) if source.starts_with("</") => return None,
        Event::Html(_) | Event::InlineHtml(_) => {
            ("HTML", "Löschen Sie die Marken. Fett schreiben Sie **so**, kursiv *so*.")
        }
        Event::Code(_) | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
            ("Code", "Löschen Sie die Zeichen ` oder ~ um den Text.")
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
            ("ein eingerückter Absatz (gilt als Code)", "Löschen Sie die Leerzeichen am Anfang der Zeilen.")
        }
        Event::Start(Tag::BlockQuote(_)) => ("ein Zitatblock", "Löschen Sie das Zeichen > am Anfang der Zeilen."),
        Event::Start(Tag::Image { .. }) => ("ein Bild", "Legen Sie Bilder als Anlage bei, und nennen Sie sie im Text."),
        Event::Rule => ("eine Trennlinie", "Löschen Sie die Linie; Abschnitte trennt eine Überschrift."),
        _ => return None,
    })
}

/// The finding for a link that leads where no paper may lead.
fn address(text: &Text, event: &Event<'_>, range: &Range<usize>) -> Option<Finding> {
    let Event::Start(Tag::Link { link_type, dest_url, .. }) = event else { return None };
    if allowed(*link_type, dest_url) || text.markdown.get(range.clone())?.starts_with("[^") {
        return None;
    }
    let message = "Die Adresse des Links ist nicht erlaubt.";
    let mend = "Verwenden Sie https://, http:// oder mailto:. Dateien nennen Sie als Anlage.";
    let finding = Finding::at(Code::RB504, text.span(range.start, range.end), message, mend);
    Some(finding.found(format!("„{}“", crate::source::shorten(dest_url))))
}

/// The finding for a text that is nested too deep.
pub(super) fn too_deep(text: &Text) -> Finding {
    let message = "Listen oder Hervorhebungen im Text sind zu tief geschachtelt.";
    let mend = format!("Verwenden Sie höchstens {DEEPEST} Ebenen.");
    Finding::at(Code::RB503, text.span(0, 0), message, mend)
}

fn allowed(kind: LinkType, url: &str) -> bool {
    let address = url.to_lowercase();
    kind == LinkType::Email || ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}
