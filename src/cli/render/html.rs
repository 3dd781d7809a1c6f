//! Findings as a Prüfbericht: one HTML file for somebody without a terminal.

mod excerpts;
mod sample;
mod template;

use chrono::NaiveDate;
use serde::Serialize;

use self::excerpts::{Auszug, Tabelle, table, text};
use super::excerpt::{Excerpt, around, visible};
use super::{error_from, summary, tag};
use crate::finding::{Finding, Findings, Severity, Waived};
use crate::source::{Place, Sources};
use crate::text::Jinjafehler;

pub(in crate::cli) use template::{EMBEDDED, is_ours};

/// What heads the report.
pub(in crate::cli) struct Head<'a> {
    /// The municipality; empty where it is not known.
    pub(in crate::cli) koerperschaft: &'a str,
    /// The day of the run.
    pub(in crate::cli) today: NaiveDate,
    /// The papers that were looked at; empty where all were.
    pub(in crate::cli) papers: &'a [String],
}

/// The whole report; `template` is the embedded one or that of the workspace.
///
/// # Errors
/// When the template fails, which no data can cause where it is the embedded one.
pub(in crate::cli) fn html(
    head: &Head<'_>,
    findings: &Findings,
    sources: &Sources,
    template: &str,
) -> Result<String, Jinjafehler> {
    template::fill(template, report(head, findings, sources), findings.iter().count())
}

/// What is wrong with a template that is to stand in place of the embedded one; it is tried on a report with everything that
/// one can hold, and on one without findings.
pub(in crate::cli) fn fault(template: &str) -> Option<Jinjafehler> {
    let tried = [sample::full(), sample::empty()].map(|report| template::fill(template, report, 1).err());
    tried.into_iter().flatten().next()
}

/// What the template sees; all texts are [visible].
#[derive(Serialize)]
struct Report {
    titel: String,
    fassung: &'static str,
    koerperschaft: String,
    tag: String,
    tag_iso: String,
    satz: String,
    papiere: Vec<String>,
    zahlen: Vec<Zahl>,
    gruppen: Vec<Gruppe>,
    ausnahmen: Vec<Ausgenommen>,
}

#[derive(Serialize)]
struct Zahl {
    name: &'static str,
    anzahl: usize,
    bedeutung: &'static str,
}

/// The findings of one file or sheet.
#[derive(Serialize)]
struct Gruppe {
    id: String,
    titel: String,
    anzahl: String,
    befunde: Vec<Befund>,
}

#[derive(Serialize)]
struct Befund {
    id: String,
    art: &'static str,
    schwere: &'static str,
    code: &'static str,
    meldung: String,
    text: Option<Auszug>,
    zellen: Option<Tabelle>,
    angaben: Vec<Angabe>,
}

#[derive(Serialize)]
struct Angabe {
    name: &'static str,
    text: String,
}

/// A finding under a waiver.
#[derive(Serialize)]
struct Ausgenommen {
    code: &'static str,
    meldung: String,
    ort: String,
    gilt_fuer: String,
    grund: String,
    name: String,
    bis: String,
}

fn report(head: &Head<'_>, findings: &Findings, sources: &Sources) -> Report {
    let titel = match head.koerperschaft {
        "" => format!("Prüfbericht vom {}", tag(head.today)),
        name => format!("Prüfbericht {} vom {}", visible(name), tag(head.today)),
    };
    let waived = findings.iter().filter_map(|finding| Some((finding, finding.waived.as_ref()?)));
    Report {
        titel,
        fassung: env!("CARGO_PKG_VERSION"),
        koerperschaft: visible(head.koerperschaft),
        tag: tag(head.today),
        tag_iso: head.today.to_string(),
        satz: summary(findings),
        papiere: head.papers.iter().map(|name| visible(name)).collect(),
        zahlen: numbers(findings),
        gruppen: groups(findings, sources),
        ausnahmen: waived.map(|(finding, waived)| excepted(finding, waived, sources)).collect(),
    }
}

fn numbers(findings: &Findings) -> Vec<Zahl> {
    let zahl = |name, severity, bedeutung| Zahl { name, anzahl: findings.count(severity), bedeutung };
    if findings.iter().next().is_none() {
        return Vec::new();
    }
    vec![
        zahl("Fehler", Severity::Error, "Das Papier wird nicht gesetzt."),
        zahl("Warnung", Severity::Warning, "Das Papier wird gesetzt; bitte prüfen."),
        zahl("Hinweis", Severity::Hint, "Zur Kenntnis."),
    ]
}

/// The findings that count, by file or sheet, in the order of their places.
fn groups(findings: &Findings, sources: &Sources) -> Vec<Gruppe> {
    let mut groups: Vec<Gruppe> = Vec::new();
    for (i, finding) in findings.counting().enumerate() {
        let place = finding.span.map(|span| sources.place(span));
        let titel = title(finding, place.as_ref());
        let befund = entry(i + 1, finding, place.as_ref(), sources);
        match groups.last_mut().filter(|group| group.titel == titel) {
            Some(group) => group.befunde.push(befund),
            None => {
                let id = format!("datei-{}", groups.len() + 1);
                groups.push(Gruppe { id, titel, anzahl: String::new(), befunde: vec![befund] });
            }
        }
    }
    for group in &mut groups {
        group.anzahl = match group.befunde.len() {
            1 => "1 Befund".into(),
            n => format!("{n} Befunde"),
        };
    }
    groups
}

/// The name of the file or sheet.
fn title(finding: &Finding, place: Option<&Place>) -> String {
    match (place, &finding.path) {
        (Some(Place { path, sheet: Some(sheet), .. }), _) => visible(&format!("{path}, Blatt {sheet}")),
        (Some(Place { path, .. }), _) | (None, Some(path)) => visible(path),
        (None, None) => "Arbeitsordner".into(),
    }
}

fn entry(number: usize, finding: &Finding, place: Option<&Place>, sources: &Sources) -> Befund {
    let (text, zellen) = match (finding.span.map(|span| around(span, sources)), place) {
        (Some(Excerpt::Text(lines)), _) => (Some(text(&lines)), None),
        (Some(Excerpt::Cells(cells)), Some(place)) => (None, Some(table(&cells, place))),
        _ => (None, None),
    };
    Befund {
        id: format!("befund-{number}"),
        art: match finding.severity {
            Severity::Error => "fehler",
            Severity::Warning => "warnung",
            Severity::Hint => "hinweis",
        },
        schwere: finding.severity.name(),
        code: finding.code.id(),
        meldung: visible(&finding.message),
        text,
        zellen,
        angaben: facts(finding, place),
    }
}

/// Everything that is known of a finding, with names.
fn facts(finding: &Finding, place: Option<&Place>) -> Vec<Angabe> {
    let rule = finding.code.rule();
    let facts = [
        ("Ort", Some(location(finding, place))),
        ("Erwartet", finding.expected.clone()),
        ("Gefunden", finding.found.clone()),
        ("Was zu tun ist", Some(finding.mend.clone())),
        ("Wird strenger", error_from(finding).map(|day| format!("Ab {} ist dies ein Fehler.", tag(day)))),
        ("Warum es diese Regel gibt", Some(rule.reason.to_owned())),
        ("Grundlage", Some(rule.source.to_owned())),
    ];
    facts.into_iter().filter_map(|(name, text)| Some(Angabe { name, text: visible(&text?) })).collect()
}

/// The place in words.
fn location(finding: &Finding, place: Option<&Place>) -> String {
    match (place, place.and_then(Place::cell)) {
        (Some(place), None) => format!("{}, Zeile {}, Zeichen {}", place.path, place.line, place.column),
        (Some(place), Some(_)) => place.to_string(),
        (None, _) => finding.path.clone().unwrap_or_else(|| "Arbeitsordner".into()),
    }
}

fn excepted(finding: &Finding, waived: &Waived, sources: &Sources) -> Ausgenommen {
    let Waived { gilt_fuer, grund, name, bis } = waived;
    let place = finding.span.map(|span| sources.place(span));
    Ausgenommen {
        code: finding.code.id(),
        meldung: visible(&finding.message),
        ort: visible(&location(finding, place.as_ref())),
        gilt_fuer: visible(gilt_fuer),
        grund: visible(grund),
        name: visible(name),
        bis: tag(*bis),
    }
}
