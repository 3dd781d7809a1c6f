//! Placeholders that cannot be read or computed, each by itself, so that one run reports all of them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};
use regex::Regex;

use super::ausdruck;
use super::placeholder::{PREFIX, SENTENCES};
use super::standardsaetze;
use super::werte;
use crate::finding::{Code, Finding, nearest};
use crate::model::Text;
use crate::source::shorten;

/// How many placeholders of a text are looked at one by one.
const MOST_LOOKED_AT: usize = 2_000;

const EXAMPLE: &str = "Schreiben Sie Platzhalter wie {{ kennzahlen.im_zeitraum }}.";

/// A standard sentence, and whether brackets follow; `zahl` with something other than a quoted name behind it.
static SATZ: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\bsatz\s*\.\s*([\p{L}\d_]+)\s*(\()?").ok());
static ZAHL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"\bzahl\s*(\(|\[\s*[^"'\s])"#).ok());

/// A placeholder as it stands in a text.
struct Stelle {
    /// The bytes between the brackets.
    inner: Range<usize>,
    /// Whether the closing brackets are there.
    geschlossen: bool,
}

/// What is wrong with the placeholders of a text as they are written, whatever they stand for.
pub(crate) fn syntax(text: &Text, env: &Environment<'_>, saetze: &str) -> Vec<Finding> {
    let whole = env.template_from_str(&format!("{PREFIX}{}", text.markdown)).err();
    let Some(whole) = whole else {
        let all = ausdruck::all(&text.markdown).into_iter();
        return all.flat_map(|ausdruck| wortlaut(text, ausdruck.range, saetze)).collect();
    };
    let mut findings = Vec::new();
    for stelle in stellen(&text.markdown).into_iter().take(MOST_LOOKED_AT) {
        let inner = text.markdown.get(stelle.inner.clone()).unwrap_or_default();
        if !stelle.geschlossen {
            let (start, end) = (stelle.inner.start - 2, stelle.inner.start + inner.trim_end().len());
            let message = "Ein Platzhalter lässt sich nicht ausfüllen. Am Ende fehlt }}.";
            findings.push(Finding::at(Code::RB501, text.span(start, end), message, EXAMPLE));
            continue;
        }
        let own = wortlaut(text, stelle.inner.clone(), saetze);
        if own.is_empty()
            && let Err(error) = env.template_from_str(&format!("{{{{{inner}}}}}"))
        {
            findings.push(unlesbar(text, &stelle, &error));
        }
        findings.extend(own);
    }
    if findings.is_empty() {
        findings.push(offen(text).unwrap_or_else(|| fehlerhaft(text, &whole, PREFIX.len(), 0, None)));
    }
    findings
}

/// The placeholders of a text that can be read.
pub(crate) fn gedruckte(text: &Text) -> Vec<Range<usize>> {
    let all = ausdruck::all(&text.markdown).into_iter().filter(|a| a.druckt);
    all.map(|ausdruck| ausdruck.range).take(MOST_LOOKED_AT).collect()
}

/// The placeholders of a text that cannot be read as a whole, as far as they can be read alone.
pub(crate) fn lesbare(text: &Text, env: &Environment<'_>) -> Vec<Range<usize>> {
    let closed = stellen(&text.markdown).into_iter().take(MOST_LOOKED_AT).filter(|stelle| stelle.geschlossen);
    closed.map(|stelle| stelle.inner).filter(|inner| env.template_from_str(&allein(text, inner)).is_ok()).collect()
}

/// The names that placeholders use, each read alone.
pub(crate) fn namen(text: &Text, env: &Environment<'_>, stellen: &[Range<usize>]) -> BTreeSet<String> {
    let names = |inner: &Range<usize>| {
        let source = allein(text, inner);
        env.template_from_str(&source).map(|template| template.undeclared_variables(true)).unwrap_or_default()
    };
    stellen.iter().flat_map(names).collect()
}

/// A placeholder as a text of its own.
fn allein(text: &Text, inner: &Range<usize>) -> String {
    let inner = text.markdown.get(inner.clone()).unwrap_or_default();
    format!("{PREFIX}{{{{{inner}}}}}")
}

/// What is wrong with each placeholder when it is filled in alone; `whole` is what stopped the whole text, and `known`
/// is what was said already.
pub(crate) fn beim_ausfuellen(
    text: &Text,
    (env, values): (&Environment<'_>, &Value),
    stellen: &[Range<usize>],
    whole: Option<&Error>,
    known: &[Finding],
) -> Vec<Finding> {
    let has_statements = text.markdown.contains("{%");
    let mut findings: Vec<Finding> = Vec::new();
    for inner in stellen.iter().filter(|inner| !steht_in(known, text, inner)) {
        let Err(error) = env.render_str(&allein(text, inner), values) else { continue };
        // A statement may keep away from a sum what would make it fail, or give a name that is not known here.
        let depends = matches!(
            error.kind(),
            ErrorKind::UndefinedError | ErrorKind::UnknownFunction | ErrorKind::InvalidOperation
        );
        if has_statements && depends && kette(text.markdown.get(inner.clone()).unwrap_or_default()).is_none() {
            continue;
        }
        findings.push(fehlerhaft(text, &error, PREFIX.len() + 2, inner.start, Some(inner.clone())));
    }
    let Some(whole) = whole else { return findings };
    let said = findings.iter().chain(known);
    let is_said = match (whole.kind(), whole.range()) {
        (ErrorKind::UndefinedError, _) => !known.is_empty(),
        _ if whole.name() == Some(SENTENCES) => said.clone().count() > 0,
        (_, Some(range)) => {
            let place = range.start.saturating_sub(PREFIX.len())..range.end.saturating_sub(PREFIX.len());
            said.clone().any(|finding| steht_in(std::slice::from_ref(finding), text, &place))
        }
        (_, None) => false,
    };
    if !is_said {
        findings.push(fehlerhaft(text, whole, PREFIX.len(), 0, None));
    }
    findings
}

/// Whether any of the findings is about a part of a range.
fn steht_in(findings: &[Finding], text: &Text, range: &Range<usize>) -> bool {
    let of = text.span(range.start, range.end);
    findings.iter().filter_map(|finding| finding.span).any(|span| span.start < of.end && of.start < span.end)
}

/// A finding for an error of a template; the text stands in it behind `before` bytes and from `shift` on.
fn fehlerhaft(text: &Text, error: &Error, before: usize, shift: usize, whole: Option<Range<usize>>) -> Finding {
    if error.name() == Some(SENTENCES) {
        return falscher_satz(text, whole);
    }
    let first = text.markdown.find("{%").or_else(|| text.markdown.find("{{")).unwrap_or_default();
    let range = error.range().filter(|range| range.start >= before);
    let place = range.map(|range| range.start - before + shift..range.end - before + shift);
    let place = place.or_else(|| whole.clone()).unwrap_or(first..first + 2);
    let inner = whole.or_else(|| umgebend(&text.markdown, place.start));
    let inner = inner.and_then(|range| text.markdown.get(range)).unwrap_or_default();
    let (reason, mend) = grund(error, inner);
    let message = format!("Ein Platzhalter lässt sich nicht ausfüllen. {reason}");
    Finding::at(Code::RB501, text.span(place.start, place.end), message, mend)
}

/// The placeholder around a place.
fn umgebend(markdown: &str, at: usize) -> Option<Range<usize>> {
    ausdruck::all(markdown).into_iter().map(|a| a.range).find(|range| range.start <= at && at <= range.end)
}

/// What is wrong, and what to do.
fn grund(error: &Error, inner: &str) -> (String, String) {
    let (reason, mend) = match error.kind() {
        ErrorKind::SyntaxError => ("Die Klammern }} oder %} fehlen, oder ein Zeichen ist falsch.", EXAMPLE),
        ErrorKind::UnknownFilter => {
            return ("Den Filter gibt es nicht.".into(), format!("Vorgesehen sind: {}.", werte::FILTER));
        }
        ErrorKind::UnknownFunction | ErrorKind::UnknownTest | ErrorKind::UnknownMethod => {
            ("Die Funktion gibt es nicht.", EXAMPLE)
        }
        ErrorKind::OutOfFuel => ("Eine Schleife läuft zu lange.", "Löschen Sie die Schleife."),
        ErrorKind::UndefinedError => ("Der Wert ist nicht bekannt.", EXAMPLE),
        ErrorKind::WriteFailure => {
            ("Das ist eine Gruppe, keine Zahl.", "Nennen Sie die Zahl dahinter: kennzahlen.laufend.")
        }
        ErrorKind::InvalidOperation => {
            if let Some(chain) = kette(inner) {
                return chain;
            }
            match error.detail() {
                Some("Geldbetrag") => (
                    "Der Filter braucht einen Geldbetrag.",
                    "Nennen Sie einen Geldbetrag wie finanzen.konsumtiv.ergebnis.ansatz.",
                ),
                Some("Datum") => ("Der Filter braucht einen Tag.", "Nennen Sie einen Tag wie kennzahlen.stichtag."),
                _ => rechnung(),
            }
        }
        _ => rechnung(),
    };
    (reason.into(), mend.into())
}

fn rechnung() -> (&'static str, &'static str) {
    ("Mit diesem Wert lässt sich hier nicht rechnen.", "„zahlwort“ und Rechnungen brauchen eine Anzahl.")
}

/// Filters that do not go together: the first has written what the second would need.
fn kette(inner: &str) -> Option<(String, String)> {
    const ZUSAMMEN: &str = "Zusammen gehen nur betrag mit euro, glatt, tsd oder mio dahinter, und zahlwort, datum_lang oder monat mit \
                            satzanfang dahinter.";
    let (value, filters) = inner.split_once('|')?;
    let filters: Vec<&str> = filters.split('|').map(str::trim).collect();
    let writes = |filter: &str| match filter {
        "euro" | "glatt" | "tsd" | "mio" => Some("den Geldbetrag schon mit seiner Einheit"),
        "datum" | "datum_lang" | "monat" | "jahr" => Some("den Tag schon aus"),
        "zahlwort" => Some("die Zahl schon als Wort"),
        "satzanfang" => Some("schon einen Text"),
        _ => None,
    };
    for pair in filters.windows(2) {
        let [first, second] = pair else { continue };
        if let Some(what) = writes(first).filter(|_| *second != "satzanfang") {
            let reason = format!("„{first}“ schreibt {what}; „{}“ kann nicht folgen.", shorten(second));
            return Some((reason, format!("Löschen Sie einen der beiden Filter. {ZUSAMMEN}")));
        }
    }
    (filters.first() == Some(&"satzanfang")).then(|| {
        let mend = format!("Schreiben Sie {{{{ {}|zahlwort|satzanfang }}}}.", shorten(value.trim()));
        ("„satzanfang“ braucht ein Wort, keine Ziffern.".to_owned(), mend)
    })
}

/// What is wrong with the words of a placeholder: a sentence that there is not, or `zahl` without its quotes.
fn wortlaut(text: &Text, range: Range<usize>, saetze: &str) -> Vec<Finding> {
    let inner = text.markdown.get(range.clone()).unwrap_or_default();
    let at = |found: Range<usize>| text.span(range.start + found.start, range.start + found.end);
    let mut findings = Vec::new();
    for found in SATZ.iter().flat_map(|pattern| pattern.captures_iter(inner)) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { continue };
        let known: Vec<&str> = standardsaetze::namen(saetze).into_iter().map(|(name, _)| name).collect();
        let place = at(whole.start()..name.end());
        if !known.contains(&name.as_str()) {
            let message = format!("Den Satz „satz.{}“ gibt es nicht.", shorten(name.as_str()));
            let near = nearest(name.as_str(), known.iter().copied());
            let near = near.map(|near| format!("Meinten Sie „satz.{near}“? ")).unwrap_or_default();
            let mend = format!("{near}Es gibt: {}.", known.join(", "));
            findings.push(Finding::at(Code::RB501, place, message, mend));
        } else if found.get(2).is_none() {
            let message = format!("Hinter „satz.{}“ fehlt die Zahl in Klammern.", name.as_str());
            let mend = format!("Schreiben Sie {{{{ satz.{}(kennzahlen.laufend) }}}}.", name.as_str());
            findings.push(Finding::at(Code::RB501, place, message, mend));
        }
    }
    if let Some(found) = ZAHL.as_ref().and_then(|pattern| pattern.find(inner)) {
        let message = "Hinter „zahl“ steht der Name nicht in eckigen Klammern und geraden Anführungszeichen.";
        let mend = "Schreiben Sie {{ zahl[\"kennzahlen.laufend\"] }}.";
        let end = inner
            .get(found.start()..)
            .and_then(|rest| rest.find([')', ']']))
            .map_or(inner.len(), |end| found.start() + end + 1);
        findings.push(Finding::at(Code::RB501, at(found.start()..end), message, mend));
    }
    findings
}

/// A placeholder that cannot be read.
fn unlesbar(text: &Text, stelle: &Stelle, error: &Error) -> Finding {
    let inner = text.markdown.get(stelle.inner.clone()).unwrap_or_default();
    if inner.matches('"').count() % 2 == 1 || inner.matches('\'').count() % 2 == 1 {
        let message = "Ein Platzhalter lässt sich nicht ausfüllen. Ein Anführungszeichen fehlt.";
        let mend = "Schreiben Sie {{ zahl[\"kennzahlen.laufend\"] }}.";
        return Finding::at(Code::RB501, text.span(stelle.inner.start, stelle.inner.end), message, mend);
    }
    fehlerhaft(text, error, 2, stelle.inner.start, Some(stelle.inner.clone()))
}

/// The first statement that has no end.
fn offen(text: &Text) -> Option<Finding> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    for (at, _) in text.markdown.match_indices("{%") {
        let inner = text.markdown.get(at + 2..).unwrap_or_default().trim_start_matches(['-', '+']).trim_start();
        let word: &str = inner.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        match word {
            "if" | "for" => open.push((word, at)),
            "endif" | "endfor" if open.last().is_some_and(|(opened, _)| word.strip_prefix("end") == Some(opened)) => {
                open.pop();
            }
            _ => {}
        }
    }
    let (word, at) = *open.first()?;
    let end = text.markdown.get(at..).and_then(|rest| rest.find("%}")).map_or(at + 2, |end| at + end + 2);
    let message = format!("Zu {{% {word} … %}} fehlt {{% end{word} %}}.");
    let mend = format!("Schreiben Sie {{% end{word} %}} dahin, wo enden soll, was unter der Bedingung steht.");
    Some(Finding::at(Code::RB501, text.span(at, end), message, mend))
}

/// The placeholders of a text that cannot be read as a whole; one without an end reaches to the next, or to the end of
/// its paragraph.
fn stellen(markdown: &str) -> Vec<Stelle> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = markdown.get(at..).and_then(|rest| rest.find("{{")).map(|start| at + start + 2) {
        let rest = markdown.get(start..).unwrap_or_default();
        let limit =
            [rest.find("{{"), rest.find("{%"), rest.find("\n\n")].into_iter().flatten().min().unwrap_or(rest.len());
        let end = rest.get(..limit).and_then(|rest| rest.find("}}"));
        let inner = rest.get(..end.unwrap_or(limit)).unwrap_or_default();
        let inner = if end.is_none() {
            inner.find(['}', '\n']).and_then(|end| inner.get(..end)).unwrap_or(inner)
        } else {
            inner
        };
        found.push(Stelle { inner: start..start + inner.len(), geschlossen: end.is_some() });
        at = start + inner.len();
    }
    found
}

/// The finding for a standard sentence that cannot be written with what it was given.
///
/// The error lies in the sentence, which the text does not hold; what is marked is where the text calls for one.
fn falscher_satz(text: &Text, whole: Option<Range<usize>>) -> Finding {
    let called =
        || ausdruck::all(&text.markdown).into_iter().find(|a| a.names.iter().any(|name| name.starts_with("satz.")));
    let range = whole.or_else(|| called().map(|ausdruck| ausdruck.range)).unwrap_or_default();
    let message = "Ein Satz aus „satz“ lässt sich mit diesen Angaben nicht schreiben.";
    let mend = "Geben Sie ihm eine Anzahl: {{ satz.projekte(kennzahlen.laufend) }}; „anzahl“ braucht dazu Einzahl, Mehrzahl und \
                „m“, „f“ oder „n“: {{ satz.anzahl(kennzahlen.antraege_offen, \"Antrag\", \"Anträge\", \"m\") }}.";
    Finding::at(Code::RB501, text.span(range.start, range.end), message, mend)
}
