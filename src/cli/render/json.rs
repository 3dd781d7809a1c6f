//! Findings as JSON, for programs.

use serde_json::{Value, json};

use crate::finding::{Findings, Waived};
use crate::pipeline::report::error_from;
use crate::source::{Place, Sources};

/// One object each, in the order of their places; findings under a waiver are among them.
pub(in crate::cli) fn json(findings: &Findings, sources: &Sources) -> Value {
    let all = findings.iter().map(|finding| {
        let place = finding.span.map(|span| sources.place(span));
        json!({
            "code": finding.code.id(),
            "schwere": finding.severity.name(),
            "fehler_ab": error_from(finding).map(|day| day.to_string()),
            "regel": finding.code.title(),
            "grund": finding.code.rule().reason,
            "quelle": finding.code.source(),
            "datei": place.as_ref().map(|p| p.path.clone()).or_else(|| finding.path.clone()),
            "blatt": place.as_ref().and_then(|p| p.sheet.clone()),
            "zelle": place.as_ref().and_then(Place::cell),
            "absatz": place.as_ref().and_then(|p| p.paragraph.map(|paragraph| paragraph.to_string())),
            "zeile": place.as_ref().filter(|p| p.paragraph.is_none()).map(|p| p.line),
            "spalte": place.as_ref().filter(|p| p.paragraph.is_none()).map(|p| p.column),
            "meldung": finding.message,
            "erwartet": finding.expected,
            "gefunden": finding.found,
            "abhilfe": finding.mend,
            "papier": finding.paper,
            "ausnahme": finding.waived.as_ref().map(waiver),
        })
    });
    Value::Array(all.collect())
}

fn waiver(waived: &Waived) -> Value {
    let Waived { gilt_fuer, grund, name, bis } = waived;
    json!({ "gilt_fuer": gilt_fuer, "grund": grund, "name": name, "bis": bis.to_string() })
}
