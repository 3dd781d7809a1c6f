//! Findings as SARIF 2.1.0, the form that build servers and editors read.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::finding::{Code, Finding, Findings, Severity, Waived};
use crate::pipeline::report::error_from;
use crate::source::{Sources, Span};

/// Where the standard's schema is.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A log with one run; findings under a waiver are suppressed results.
pub(in crate::cli) fn sarif(findings: &Findings, sources: &Sources) -> Value {
    let codes: BTreeSet<Code> = findings.iter().map(|finding| finding.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let results = findings.iter().map(|finding| result(finding, &codes, sources));
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ratsbericht",
                "version": env!("CARGO_PKG_VERSION"),
                "language": "de",
                "rules": codes.iter().copied().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

fn rule(code: Code) -> Value {
    let rule = code.rule();
    let mut properties = Map::from_iter([("quelle".to_owned(), json!(rule.source))]);
    properties.extend(rule.error_from().map(|day| ("fehler_ab".to_owned(), json!(day.to_string()))));
    json!({
        "id": code.id(),
        "name": rule.title,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.reason },
        "help": { "text": format!("{} Grundlage: {}.", rule.reason, rule.source) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": properties,
    })
}

fn result(finding: &Finding, codes: &[Code], sources: &Sources) -> Value {
    let mut properties = Map::new();
    properties.extend(finding.paper.as_ref().map(|paper| ("papier".to_owned(), json!(paper))));
    properties.extend(error_from(finding).map(|day| ("fehler_ab".to_owned(), json!(day.to_string()))));
    json!({
        "ruleId": finding.code.id(),
        "ruleIndex": codes.iter().position(|code| *code == finding.code),
        "level": level(finding.severity),
        "message": { "text": message(finding) },
        "locations": location(finding, sources).into_iter().collect::<Vec<_>>(),
        // Empty where nothing suppresses it; left out, it would mean that nobody knows.
        "suppressions": finding.waived.iter().map(suppression).collect::<Vec<_>>(),
        "properties": properties,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// The whole finding as text; braces are doubled, since they enclose placeholders there.
fn message(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    let parts = [("Erwartet", &finding.expected), ("Gefunden", &finding.found)];
    for (name, part) in parts.into_iter().filter_map(|(name, part)| Some((name, part.as_ref()?))) {
        // Writing to a text cannot fail.
        let _ = write!(text, " {name}: {part}.");
    }
    let _ = write!(text, " Abhilfe: {}", finding.mend);
    text.replace('{', "{{").replace('}', "}}")
}

fn location(finding: &Finding, sources: &Sources) -> Option<Value> {
    let Some(span) = finding.span else {
        return finding.path.as_ref().map(|path| json!({ "physicalLocation": physical(path, None) }));
    };
    let place = sources.place(span);
    if let Some(paragraph) = place.paragraph {
        return Some(json!({
            "physicalLocation": physical(&place.path, None),
            "logicalLocations": [{ "name": paragraph.to_string() }],
        }));
    }
    let (Some(sheet), Some(cell)) = (&place.sheet, place.cell()) else {
        return Some(json!({ "physicalLocation": physical(&place.path, Some(region(span, sources))) }));
    };
    // A workbook has no lines; the cell is a place in what it means.
    Some(json!({
        "physicalLocation": physical(&place.path, None),
        "logicalLocations": [{ "name": cell, "fullyQualifiedName": format!("{sheet}!{cell}") }],
    }))
}

fn physical(path: &str, region: Option<Value>) -> Value {
    let mut location = Map::from_iter([("artifactLocation".to_owned(), json!({ "uri": uri(path) }))]);
    location.extend(region.map(|region| ("region".to_owned(), region)));
    Value::Object(location)
}

fn region(span: Span, sources: &Sources) -> Value {
    let (start, end) = (sources.place(span), sources.place(Span::new(span.file, span.end(), span.end())));
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn suppression(waived: &Waived) -> Value {
    let Waived { gilt_fuer, grund, name, bis } = waived;
    let justification = format!("{grund} ({name}, für {gilt_fuer} bis {})", crate::model::day(*bis));
    json!({ "kind": "external", "status": "accepted", "justification": justification })
}

/// A path as a relative URI: everything but letters, digits, `-._~` and `/` is written as bytes.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            // Writing to a text cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}
