//! What a Prüfbericht shows, as its template sees it.

use chrono::NaiveDate;
use serde::Serialize;

use super::excerpt::{Excerpt, around};
use super::excerpts::{Auszug, CellTable, table, text};
use super::summary::{error_from, summary};
use crate::finding::{Finding, Findings, Severity, Waived};
use crate::source::{Place, Sources, visible};

/// What heads the report.
pub(crate) struct ReportHead<'a> {
    /// The municipality; empty where it is not known.
    pub(crate) koerperschaft: &'a str,
    /// The day of the run.
    pub(crate) today: NaiveDate,
    /// The papers that were looked at; empty where all were.
    pub(crate) papers: &'a [String],
}

/// What the template sees; all texts are [visible].
#[derive(Serialize)]
pub(super) struct Report {
    pub(super) titel: String,
    pub(super) fassung: &'static str,
    pub(super) koerperschaft: String,
    pub(super) tag: String,
    pub(super) tag_iso: String,
    pub(super) satz: String,
    pub(super) papiere: Vec<String>,
    pub(super) zahlen: Vec<Zahl>,
    pub(super) gruppen: Vec<FindingGroup>,
    pub(super) ausnahmen: Vec<Ausgenommen>,
}

#[derive(Serialize)]
pub(super) struct Zahl {
    pub(super) name: &'static str,
    pub(super) anzahl: usize,
    pub(super) bedeutung: &'static str,
}

/// The findings of one file or sheet.
#[derive(Serialize)]
pub(super) struct FindingGroup {
    pub(super) id: String,
    pub(super) titel: String,
    pub(super) anzahl: String,
    pub(super) befunde: Vec<Befund>,
}

#[derive(Serialize)]
pub(super) struct Befund {
    pub(super) id: String,
    pub(super) art: &'static str,
    pub(super) schwere: &'static str,
    pub(super) code: &'static str,
    pub(super) meldung: String,
    pub(super) text: Option<Auszug>,
    pub(super) zellen: Option<CellTable>,
    pub(super) angaben: Vec<FactEntry>,
}

#[derive(Serialize)]
pub(super) struct FactEntry {
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// A finding under a waiver.
#[derive(Serialize)]
pub(super) struct Ausgenommen {
    pub(super) code: &'static str,
    pub(super) meldung: String,
    pub(super) ort: String,
    pub(super) gilt_fuer: String,
    pub(super) grund: String,
    pub(super) name: String,
    pub(super) bis: String,
}

/// The whole report.
pub(super) fn report(head: &ReportHead<'_>, findings: &Findings, sources: &Sources) -> Report {
    let titel = match head.koerperschaft {
        "" => format!("Prüfbericht vom {}", crate::model::day(head.today)),
        name => format!("Prüfbericht {} vom {}", visible(name), crate::model::day(head.today)),
    };
    let waived = findings.iter().filter_map(|finding| Some((finding, finding.waived.as_ref()?)));
    Report {
        titel,
        fassung: env!("CARGO_PKG_VERSION"),
        koerperschaft: visible(head.koerperschaft),
        tag: crate::model::day(head.today),
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
fn groups(findings: &Findings, sources: &Sources) -> Vec<FindingGroup> {
    let mut groups: Vec<FindingGroup> = Vec::new();
    for (i, finding) in findings.counting().enumerate() {
        let place = finding.span.map(|span| sources.place(span));
        let titel = title(finding, place.as_ref());
        let befund = entry(i + 1, finding, place.as_ref(), sources);
        match groups.last_mut().filter(|group| group.titel == titel) {
            Some(group) => group.befunde.push(befund),
            None => {
                let id = format!("datei-{}", groups.len() + 1);
                groups.push(FindingGroup { id, titel, anzahl: String::new(), befunde: vec![befund] });
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
        (Some(Excerpt::Text(lines)), place) => (Some(text(&lines, place)), None),
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
fn facts(finding: &Finding, place: Option<&Place>) -> Vec<FactEntry> {
    let rule = finding.code.rule();
    let facts = [
        ("Ort", Some(location(finding, place))),
        ("Erwartet", finding.expected.clone()),
        ("Gefunden", finding.found.clone()),
        ("Was zu tun ist", Some(finding.mend.clone())),
        ("Wird strenger", error_from(finding).map(|day| format!("Ab {} ist dies ein Fehler.", crate::model::day(day)))),
        ("Warum es diese Regel gibt", Some(rule.reason.to_owned())),
        ("Grundlage", Some(rule.source.to_owned())),
    ];
    facts.into_iter().filter_map(|(name, text)| Some(FactEntry { name, text: visible(&text?) })).collect()
}

/// The place in words.
fn location(finding: &Finding, place: Option<&Place>) -> String {
    match (place, place.and_then(Place::cell)) {
        (Some(place), None) if place.paragraph.is_some() => place.to_string(),
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
        bis: crate::model::day(*bis),
    }
}
