//! Findings as a good compiler shows them.

use std::io;

use annotate_snippets::{AnnotationKind, Group, Level, Message, Renderer, Snippet};
use serde_json::{Value, json};

use super::Outside;
use crate::finding::{Finding, Findings, Severity};
use crate::source::{Place, Sources, Span};

/// How many lines a mark covers at most.
const MOST_LINES: usize = 3;

/// Writes all findings and a summary line to standard error.
pub(super) fn human(findings: &Findings, sources: &Sources, outside: &mut Outside<'_>) -> io::Result<()> {
    let renderer = if outside.terminal { Renderer::styled() } else { Renderer::plain() };
    for finding in findings.iter() {
        writeln!(outside.err, "{}\n", one(finding, sources, &renderer))?;
    }
    writeln!(outside.err, "{}", summary(findings))
}

/// Findings as JSON: one object each, in the order of their places.
pub(super) fn json(findings: &Findings, sources: &Sources) -> Value {
    let all = findings.iter().map(|finding| {
        let place = finding.span.map(|span| sources.place(span));
        json!({
            "code": finding.code.id(),
            "schwere": finding.severity.name(),
            "regel": finding.code.title(),
            "quelle": finding.code.source(),
            "datei": place.as_ref().map(|p| p.path.clone()).or_else(|| finding.path.clone()),
            "blatt": place.as_ref().and_then(|p| p.sheet.clone()),
            "zelle": place.as_ref().and_then(Place::cell),
            "zeile": place.as_ref().map(|p| p.line),
            "spalte": place.as_ref().map(|p| p.column),
            "meldung": finding.message,
            "erwartet": finding.expected,
            "gefunden": finding.found,
            "abhilfe": finding.mend,
            "papier": finding.paper,
        })
    });
    Value::Array(all.collect())
}

fn one(finding: &Finding, sources: &Sources, renderer: &Renderer) -> String {
    let group = level_of(finding.severity).primary_title(finding.message.as_str()).id(finding.code.id());
    let group = match (finding.span, &finding.path) {
        (Some(span), _) => located(group, span, finding, sources),
        (None, Some(path)) => group.element(annotate_snippets::Origin::path(path.as_str())),
        (None, None) => Group::with_title(group),
    };
    let expected = finding.expected.as_ref().map(|text| note("erwartet", text));
    let mend = note("Abhilfe", &finding.mend);
    renderer.render(&[group.elements(expected).element(mend)])
}

/// The line of the finding with the one before and the one behind it.
fn located<'a>(
    title: annotate_snippets::Title<'a>,
    span: Span,
    finding: &'a Finding,
    sources: &'a Sources,
) -> Group<'a> {
    let file = sources.file(span.file);
    let (start, end, first_line) = window(&file.text, span);
    let limit = |byte: usize| byte.clamp(start, end) - start;
    let label = finding.found.as_ref().map(|found| format!("gefunden: {found}"));
    let annotation = AnnotationKind::Primary.span(limit(span.start)..limit(span.end)).label(label);
    let excerpt = file.text.get(start..end).unwrap_or_default();
    title.element(
        Snippet::source(excerpt).fold(false).line_start(first_line).path(file.path.as_str()).annotation(annotation),
    )
}

/// The bytes to show around a range, and the number of their first line.
fn window(text: &str, span: Span) -> (usize, usize, usize) {
    let line_start = |byte: usize| text[..byte].rfind('\n').map_or(0, |i| i + 1);
    let line_end = |byte: usize| text[byte..].find('\n').map_or(text.len(), |i| byte + i);
    let floor = |byte: usize| {
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    };
    let from = line_start(floor(span.start));
    // A mark over many lines would bury the message: its first lines are enough.
    let last = text[from..].match_indices('\n').nth(MOST_LINES - 1).map_or(text.len(), |(i, _)| from + i);
    let to = line_end(floor(span.end)).min(last);
    let start = if from == 0 { 0 } else { line_start(from - 1) };
    let end = if to == text.len() { to } else { line_end(to + 1) };
    (start, end, text[..start].matches('\n').count() + 1)
}

fn level_of(severity: Severity) -> Level<'static> {
    let base = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::INFO,
    };
    base.with_name(severity.name())
}

fn note<'a>(name: &'static str, text: &'a str) -> Message<'a> {
    Level::NOTE.with_name(name).message(text)
}

/// How many findings there are, in one line.
fn summary(findings: &Findings) -> String {
    let part = |severity: Severity, one: &str, many: &str| match findings.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts: Vec<String> = [
        part(Severity::Error, "Fehler", "Fehler"),
        part(Severity::Warning, "Warnung", "Warnungen"),
        part(Severity::Hint, "Hinweis", "Hinweise"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "Prüfung ohne Befund.".into() } else { format!("Prüfung: {}.", parts.join(", ")) }
}
