//! Findings as a good compiler shows them.

use crate::cli::terminal::say;
use std::io;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title};

use super::cells::{self, Paint};
use crate::cli::Outside;
use crate::finding::{Finding, Findings, Severity, Waived};
use crate::pipeline::report::excerpt::{Excerpt, Lines, around};
use crate::pipeline::report::{error_from, summary};
use crate::source::{Sources, Span, visible};

/// Wider than any excerpt: lines are cut before they are drawn.
const WIDE: usize = 1000;

/// Writes all findings, the waivers that were used, and a summary line to standard error.
pub(in crate::cli) fn human(findings: &Findings, sources: &Sources, outside: &mut Outside<'_>) -> io::Result<()> {
    self::findings(findings, sources, outside)?;
    say!(outside.err, "{}", summary(findings))
}

/// Writes all findings and the waivers that were used to standard error, for a run that may find more.
pub(in crate::cli) fn findings(findings: &Findings, sources: &Sources, outside: &mut Outside<'_>) -> io::Result<()> {
    for finding in findings.counting() {
        write!(outside.err, "{}\n\n", one(finding, sources, outside.terminal))?;
    }
    let waivers = findings.waivers();
    for ((code, waived), count) in &waivers {
        let Waived { gilt_fuer, grund, name, bis } = waived;
        let several = if *count > 1 { format!(" ({count} Befunde)") } else { String::new() };
        say!(
            outside.err,
            "Ausnahme: {}{several} für {gilt_fuer} bis {}: {grund} ({name})",
            code.id(),
            crate::model::day(*bis)
        )?;
    }
    if !waivers.is_empty() {
        say!(outside.err)?;
    }
    Ok(())
}

fn one(finding: &Finding, sources: &Sources, terminal: bool) -> String {
    let notes = notes(finding);
    let message = visible(&finding.message);
    let title = level_of(finding.severity).primary_title(message.as_str()).id(finding.code.id());
    let renderer = if terminal { Renderer::styled() } else { Renderer::plain() }.term_width(WIDE);
    let draw = |group: Group<'_>| {
        let notes = notes.iter().map(|(name, text)| Level::NOTE.with_name(*name).message(text.as_str()));
        renderer.render(&[group.elements(notes)])
    };
    match (finding.span, &finding.path) {
        (Some(span), _) => match around(span, sources) {
            Excerpt::Text(lines) => {
                let path = visible(&sources.file(span.file).path);
                located(title, (&path, &lines), span, finding, sources, draw)
            }
            Excerpt::Cells(cells) => cells::draw(finding, &sources.place(span), &cells, &notes, Paint(terminal)),
        },
        (None, Some(path)) => draw(title.element(Origin::path(visible(path)))),
        (None, None) => draw(Group::with_title(title)),
    }
}

/// The lines of a text with a mark.
fn located<'a>(
    title: Title<'a>,
    (path, lines): (&'a str, &'a Lines),
    span: Span,
    finding: &'a Finding,
    sources: &'a Sources,
    draw: impl Fn(Group<'a>) -> String,
) -> String {
    let label = finding.found.as_ref().map(|found| format!("gefunden: {}", visible(found)));
    let texts: Vec<&str> = lines.lines.iter().map(|line| line.text.as_str()).collect();
    let (start, end) = mark(lines);
    let annotation = AnnotationKind::Primary.span(start..end).label(label);
    let drawn = draw(title.element(
        Snippet::source(texts.join("\n")).fold(false).line_start(lines.first).path(path).annotation(annotation),
    ));
    // The column is counted in what is shown; where the line is cut, it stands further to the right.
    let place = sources.place(span);
    let shown = column_in(&texts, start);
    let (head, rest) = drawn.split_once('\n').unwrap_or((&drawn, ""));
    let wrong = format!("{path}:{}:{shown}", place.line);
    format!("{head}\n{}", rest.replacen(&wrong, &visible(&place.to_string()), 1))
}

/// The marked bytes of the lines, counted over all of them.
fn mark(lines: &Lines) -> (usize, usize) {
    let mut offset = 0;
    let mut marks = Vec::new();
    for line in &lines.lines {
        marks.extend(line.mark.as_ref().map(|mark| (offset + mark.start, offset + mark.end)));
        offset += line.text.len() + 1;
    }
    let start = marks.first().map_or(0, |(start, _)| *start);
    (start, marks.last().map_or(start, |(_, end)| *end))
}

/// The column, from 1, of a byte counted over all lines.
fn column_in(texts: &[&str], byte: usize) -> usize {
    let mut offset = 0;
    for text in texts {
        if byte <= offset + text.len() {
            return text.get(..byte - offset).map_or(1, |before| before.chars().count() + 1);
        }
        offset += text.len() + 1;
    }
    1
}

/// What stands below the excerpt: expected, what to do, and when it gets serious.
fn notes(finding: &Finding) -> Vec<(&'static str, String)> {
    let found = finding.found.as_ref().filter(|_| finding.span.is_none());
    let serious =
        error_from(finding).map(|day| ("Hinweis", format!("Ab dem {} gilt dies als Fehler.", crate::model::day(day))));
    let expected = finding.expected.iter().map(|text| ("erwartet", text.clone()));
    let found = found.into_iter().map(|text| ("gefunden", text.clone()));
    let all = expected.chain(found).chain([("Abhilfe", finding.mend.clone())]).chain(serious);
    all.map(|(name, text)| (name, visible(&text))).collect()
}

fn level_of(severity: Severity) -> Level<'static> {
    let base = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::INFO,
    };
    base.with_name(severity.name())
}
