//! What papers say of their state: whether it fits the days beside it, and which paper they replace.

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{Bericht, Bestand, Located, Papierstand, Standangabe, Vorlage, day};
use crate::source::Span;

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
        let at = |field: &str| vorlage.span(field);
        let datenstand = vorlage.datenstand.unwrap_or(vorlage.datum);
        findings.extend(one(&vorlage.standangabe(), Some(datenstand), &at));
        findings.extend(replaced(bestand, vorlage));
    }
    for bericht in bestand.berichte.iter().map(|ordner| &ordner.bericht) {
        findings.extend(of_report(bericht));
    }
    findings
}

/// What a report says of its states: a series with each Ausgabe, a single one beside its period.
fn of_report(bericht: &Located<Bericht>) -> Vec<Finding> {
    let own = Standangabe {
        stand: bericht.stand,
        freigabe: bericht.freigabe.clone(),
        zurueckziehung: bericht.zurueckziehung.clone(),
    };
    if bericht.turnus.is_none() {
        let datenstand = bericht.newest(NaiveDate::MAX).map(|ausgabe| ausgabe.datenstand);
        return one(&own, datenstand, &|field| bericht.span(field));
    }
    let named = ["stand", "freigabe", "zurueckziehung"].into_iter().filter(|field| bericht.has(field));
    let misplaced = named.map(|field| {
        let mend = "Nennen Sie ihn unter „ausgaben“ bei der Ausgabe, für die er gilt.";
        Finding::at(
            Code::RB050,
            bericht.span(field),
            "Ein Bericht mit Turnus hat keinen Stand für alle Ausgaben.",
            mend,
        )
    });
    let mut findings: Vec<Finding> = misplaced.collect();
    for (i, ausgabe) in bericht.ausgaben.indexed() {
        let at = |field: &str| bericht.span(&format!("ausgaben/{i}/{field}"));
        let datenstand = bericht.ausgabe(ausgabe.zeitraum).map(|ausgabe| ausgabe.datenstand);
        findings.extend(one(&bericht.standangabe(ausgabe.zeitraum), datenstand, &at));
    }
    findings
}

/// What does not fit together in one statement; what was recorded up to `datenstand` counts in the paper.
fn one(angabe: &Standangabe, datenstand: Option<NaiveDate>, at: &dyn Fn(&str) -> Span) -> Vec<Finding> {
    let mut findings: Vec<Finding> = missing(angabe, at).into_iter().collect();
    let released = angabe.freigabe.as_ref().map(|freigabe| freigabe.am);
    if let Some(am) = released {
        let message = "Am Tag der Freigabe stand noch nicht fest, was in dem Papier steht.";
        findings.extend(before(Code::RB052, (am, datenstand), at("freigabe/am"), message));
    }
    if let Some(zurueckziehung) = &angabe.zurueckziehung {
        let message = "Zurückgezogen werden kann nur, was freigegeben ist.";
        findings.extend(before(Code::RB050, (zurueckziehung.am, released), at("zurueckziehung/am"), message));
    }
    findings
}

/// A state without what belongs to it, or the other way round.
fn missing(angabe: &Standangabe, at: &dyn Fn(&str) -> Span) -> Option<Finding> {
    let Standangabe { stand, freigabe, zurueckziehung } = angabe;
    let (field, message, mend) = match (stand, freigabe, zurueckziehung) {
        (Some(Papierstand::Freigegeben), None, _) => (
            "stand",
            "Das Papier ist freigegeben, aber niemand sagt, von wem und wann.",
            "Ergänzen Sie „freigabe“ mit den Feldern „am“ und „durch“.",
        ),
        (Some(Papierstand::Zurueckgezogen), _, None) => (
            "stand",
            "Das Papier ist zurückgezogen, aber niemand sagt, wann und warum.",
            "Ergänzen Sie „zurueckziehung“ mit den Feldern „am“ und „grund“.",
        ),
        (None | Some(Papierstand::Entwurf), Some(_), _) => (
            "freigabe",
            "Eine Freigabe ist genannt, das Papier aber nicht freigegeben.",
            "Setzen Sie „stand“ auf „freigegeben“, oder löschen Sie „freigabe“.",
        ),
        (None | Some(Papierstand::Entwurf | Papierstand::Freigegeben), _, Some(_)) => (
            "zurueckziehung",
            "Eine Zurückziehung ist genannt, das Papier aber nicht zurückgezogen.",
            "Setzen Sie „stand“ auf „zurückgezogen“, oder löschen Sie „zurueckziehung“.",
        ),
        _ => return None,
    };
    Some(Finding::at(Code::RB050, at(field), message, mend))
}

/// A day before another; one that is still to come is none of today's business.
fn before(code: Code, (am, from): (NaiveDate, Option<NaiveDate>), span: Span, message: &str) -> Option<Finding> {
    let from = from.filter(|from| am < *from)?;
    let finding = Finding::at(code, span, message, "Prüfen Sie den Tag.");
    Some(finding.expected(format!("ein Tag ab dem {}", day(from))).found(day(am)))
}

/// The paper that another one replaces.
fn replaced(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Option<Finding> {
    let nummer = &vorlage.ersetzt.as_ref()?.nummer;
    let span = vorlage.span("ersetzt/nummer");
    let is = |other: &Vorlage| other.nummer.to_string() == *nummer;
    if is(vorlage) {
        let mend =
            "Nennen Sie die Nummer der früheren Vorlage; eine Neufassung hat eine eigene, etwa mit „-1“ am Ende.";
        return Some(Finding::at(Code::RB050, span, "Die Vorlage ersetzt sich selbst.", mend));
    }
    let other = bestand.vorlagen.iter().find(|ordner| is(&ordner.vorlage));
    let (message, mend) = match other.map(|ordner| ordner.vorlage.is_draft()) {
        None => ("Eine Vorlage mit dieser Nummer liegt nicht im Arbeitsordner.", "Prüfen Sie die Nummer."),
        Some(true) => (
            "Die ersetzte Vorlage ist noch ein Entwurf.",
            "Ändern Sie den Entwurf; eine Neufassung braucht nur, was schon freigegeben war.",
        ),
        Some(false) => return None,
    };
    Some(Finding::at(Code::RB051, span, message, mend).found(format!("„{nummer}“")))
}
