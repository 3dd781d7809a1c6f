//! What a text may hold: an allow-list of constructs; everything else is reported at its place.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag};
use regex::Regex;

use crate::finding::{Code, Finding};
use crate::model::{Text, unprintable};
use crate::source::{Alphabet, pattern, quoted, shorten};
use crate::text::markdown::events;
use crate::text::prose;

/// The most columns of a table; more are no wider than a letter on a page.
const MOST_COLUMNS: usize = 20;

/// Reports what a text may not hold, at its place.
pub(super) fn check(text: &Text, alphabet: &Alphabet) -> Vec<Finding> {
    let markdown = text.markdown.as_str();
    let mut findings = unknown_marks(text);
    findings.extend(footnotes(text));
    let mut in_html = false;
    for (event, range) in events(markdown) {
        let source = markdown.get(range.clone()).unwrap_or_default();
        // A merge field such as <<NAME>> only looks like HTML; what was left standing is a finding of its own.
        let merge_field = markdown[..range.start].ends_with('<') && markdown[range.end..].starts_with('>');
        // An end without its beginning is reported itself.
        let is_html = matches!(event, Event::Html(_) | Event::InlineHtml(_));
        let is_end = is_html && source.starts_with("</") && std::mem::replace(&mut in_html, true);
        in_html |= is_html;
        let found = forbidden(&event).or_else(|| underlined(&event, source));
        if let Some((what, mend)) = found.filter(|_| !merge_field && !is_end) {
            let message = format!("Im Text steht {what}; das ist nicht vorgesehen.");
            findings.push(Finding::at(Code::RB503, text.span(range.start, range.end), message, mend));
        }
        findings.extend(address(text, &event, &range));
        // Written out, the character was found while the file was read; here it hides behind an entity.
        let shown = text_of(&event).unwrap_or_default();
        if shown != text.markdown.get(range.clone()).unwrap_or_default()
            && let Some((_, c)) = alphabet.first_unprintable(shown)
        {
            findings.push(unprintable(text.span(range.start, range.end), c, None));
        }
    }
    findings
}

/// Marks of other kinds of Markdown, which this one does not know and would print as they stand.
const UNKNOWN: [(&str, &str, &str); 5] = [
    (
        r"(~~[^~\n]+~~)",
        "eine durchgestrichene Stelle",
        "Löschen Sie die Stelle oder nur die Zeichen ~~ davor und dahinter.",
    ),
    (r"[\p{L}\p{N})](~[\p{L}\p{N}]{1,3}~)", "eine Tiefstellung", "Löschen Sie die Zeichen ~: CO2."),
    (r"(\^[^\s^\]]{1,20}\^)", "eine Hochstellung", "Löschen Sie die Zeichen ^; für m² und m³ gibt es eigene Zeichen."),
    (r"(==[^=\n]+==)", "eine farbige Markierung", "Löschen Sie die Zeichen ==. Fett schreiben Sie **so**."),
    (
        r"(?m)^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(\[[ xX]\])(?:[ \t]|$)",
        "eine Aufgabe zum Abhaken",
        "Löschen Sie die eckigen Klammern; was erledigt ist, sagt der Text.",
    ),
];

static UNKNOWN_REGEXES: LazyLock<Vec<(Regex, &'static str, &'static str)>> =
    LazyLock::new(|| UNKNOWN.iter().map(|(source, what, mend)| (pattern(source), *what, *mend)).collect());

fn unknown_marks(text: &Text) -> Vec<Finding> {
    let prose = prose(&text.markdown);
    let found = UNKNOWN_REGEXES.iter().flat_map(|(regex, what, mend)| {
        let places = regex.captures_iter(&prose).filter_map(|captures| captures.get(1));
        // Behind a backslash, a sign stands for itself.
        let marks: Vec<_> = places.filter(|mark| !prose[..mark.start()].ends_with('\\')).collect();
        marks.into_iter().map(move |mark| (mark.range(), what, mend))
    });
    found
        .map(|(range, what, mend)| {
            let message = format!("Im Text steht {what}; das ist nicht vorgesehen.");
            Finding::at(Code::RB503, text.span(range.start, range.end), message, *mend)
        })
        .collect()
}

/// How many signs the mark of a footnote has at most.
const LONGEST_MARK: usize = 60;

/// Footnotes, which this Markdown does not know and would print with their brackets, or leave out.
fn footnotes(text: &Text) -> impl Iterator<Item = Finding> {
    let all = text.markdown.match_indices("[^").filter_map(|(start, _)| {
        let (length, _) = text.markdown[start..].char_indices().take(LONGEST_MARK).find(|(_, c)| *c == ']')?;
        let end = start + length + 1;
        let is_definition = text.markdown[end..].starts_with(':');
        let mark = &text.markdown[start..end];
        (!mark.contains(char::is_whitespace)).then_some((start, end, mark, is_definition))
    });
    let all: Vec<(usize, usize, &str, bool)> = all.collect();
    let named: BTreeSet<&str> = all.iter().filter(|mark| !mark.3).map(|mark| mark.2).collect();
    // A note is reported where the text refers to it, or else where it stands.
    let marks = all.into_iter().filter(move |mark| !mark.3 || !named.contains(mark.2));
    let marks = marks.map(|(start, end, ..)| (start, end));
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

/// What no paper may hold, and what to do instead.
fn forbidden(event: &Event<'_>) -> Option<(&'static str, &'static str)> {
    Some(match event {
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
        Event::Start(Tag::Link { title, .. }) if !title.is_empty() => {
            ("ein Titel hinter der Adresse eines Links", "Löschen Sie ihn, oder schreiben Sie ihn in den Text.")
        }
        Event::Start(Tag::Table(columns)) if columns.len() > MOST_COLUMNS => (
            "eine Tabelle mit mehr als 20 Spalten",
            "Teilen Sie sie in schmalere, oder legen Sie sie als Anlage bei; auf einer Seite ist sie nicht zu lesen.",
        ),
        Event::Rule => ("eine Trennlinie", "Löschen Sie die Linie; Abschnitte trennt eine Überschrift."),
        _ => return None,
    })
}

/// Words that a line of dashes below makes a heading although they are no title.
fn underlined(event: &Event<'_>, source: &str) -> Option<(&'static str, &'static str)> {
    let Event::Start(Tag::Heading { .. }) = event else { return None };
    let (words, _) = source.trim_end().rsplit_once('\n')?;
    let is_prose = words.contains('\n') || words.trim_end().ends_with(['.', ',', ';', ':', '!', '?']);
    is_prose.then_some((
        "ein Absatz, den die Linie darunter zur Überschrift macht",
        "Löschen Sie die Linie. Überschriften beginnen mit # und einem Leerzeichen.",
    ))
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
    Some(finding.found(quoted(&shorten(dest_url))))
}

fn allowed(kind: LinkType, url: &str) -> bool {
    let address = url.to_lowercase();
    kind == LinkType::Email || ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn found(markdown: &str) -> Vec<&str> {
        let findings = check(&testing::text(markdown), &Alphabet::all());
        findings.iter().filter_map(|f| f.span).map(|span| &markdown[span.range()]).collect()
    }

    #[test]
    fn marks_of_other_kinds_of_markdown_are_found() {
        let cases = [
            ("Das ~~durch~~ steht", "~~durch~~"),
            ("CO~2~ und", "~2~"),
            ("120 m^2^ groß", "^2^"),
            ("Das ==wichtige== Wort", "==wichtige=="),
            ("- [ ] Aufgabe", "[ ]"),
            ("1. a\n2. [x] erledigt", "[x]"),
            ("Drei Pegel[^1].\n\n[^1]: Anmerkung", "[^1]"),
            ("[^1]: https://example.org/", "[^1]"),
            ("Das </b> steht", "</b>"),
            ("Ein Satz.\n---\n", "Ein Satz.\n---\n"),
            ("[Satzung](https://example.org/ \"von 2020\")", "[Satzung](https://example.org/ \"von 2020\")"),
        ];
        for (text, mark) in cases {
            assert_eq!(found(text), [mark], "{text}");
        }
    }

    #[test]
    fn ordinary_signs_are_none() {
        let cases = [
            "Überschrift\n====\n\nText",
            "rund ~5 bis ~7 Tage",
            "{% if a == b %}x{% endif %} und {% if c == d %}y{% endif %}",
            "- [Satzung](https://example.org/)",
            "die [x] Kreuze",
            "\\~~kein Strich~~",
            "Herr <<NAME>>",
        ];
        for text in cases {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
