//! Figures and reports: what papers want computed, and whether it can be.

mod datenstand;
mod left_out;
mod plan;
mod regeln;
mod reihe;

use chrono::NaiveDate;

use self::left_out::OfPaper;
pub(super) use self::plan::{ablage, closes_in_vain, keeps_from_filing};
use crate::figures::{Berichtslage, KENNZAHLEN, Vorlagenlage};
use crate::finding::{Code, Finding};
use crate::model::{Ausgabe, Bericht, Bestand, Located, Zeitraum, day};
use crate::source::{Span, quoted};

/// How many rows a list of a report can have.
const LISTEN: std::ops::RangeInclusive<i32> = 3..=50;

/// How many projects an Anlage can name.
const ANLAGE: std::ops::RangeInclusive<i32> = 10..=4_000;

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for vorlage in bestand.vorlagen.iter().map(|ordner| &ordner.vorlage) {
        let datenstand = vorlage.datenstand.unwrap_or(vorlage.datum);
        for (i, bezug) in vorlage.kennzahlen.indexed() {
            let at = |field: &str| vorlage.span(&format!("kennzahlen/{i}/{field}"));
            if !is_name(&bezug.name) {
                let message = format!("Der Name {} eignet sich nicht für Platzhalter.", quoted(&bezug.name));
                let mend = "Verwenden Sie nur die Buchstaben a bis z, Ziffern und _; am Anfang steht ein Buchstabe.";
                findings.push(Finding::at(Code::RB012, at("name"), message, mend));
            }
            if let Some(stichtag) = bezug.stichtag.filter(|tag| *tag < bezug.zeitraum.beginn) {
                findings.push(too_early(at("stichtag"), bezug.zeitraum.beginn).found(day(stichtag)));
            }
            if let Some(stichtag) = bezug.stichtag.filter(|tag| *tag > datenstand) {
                findings.push(too_late(at("stichtag"), datenstand).found(day(stichtag)));
            }
        }
    }
    findings.extend(plan::check(bestand));
    for bericht in bestand.berichte.iter().map(|ordner| &ordner.bericht) {
        findings.extend(plan::own_days(bericht));
        findings.extend(most_rows(bericht));
        findings.extend(zeitangaben(bericht));
        let Some(Ausgabe { zeitraum, stichtag, datenstand, .. }) = bericht.newest(NaiveDate::MAX) else {
            continue;
        };
        if bericht.turnus.is_some() {
            continue;
        }
        if stichtag < zeitraum.beginn {
            findings.push(too_early(bericht.span("stichtag"), zeitraum.beginn).found(day(stichtag)));
        }
        if stichtag > datenstand {
            findings.push(too_late(bericht.span("stichtag"), datenstand).found(day(stichtag)));
        }
    }
    findings
}

/// Figures that do not add up, and data that are too old.
pub(super) fn vorlage(lage: &Vorlagenlage<'_>) -> Vec<Finding> {
    let vorlage = lage.vorlage();
    let broken = lage.kennzahlen.iter().filter(|group| !group.adds_up);
    let broken = broken.filter_map(|group| {
        let (_, bezug) = vorlage.kennzahlen.indexed().find(|(i, _)| *i == group.position)?;
        Some(identity_broken(&bezug.name, vorlage.span(&format!("kennzahlen/{}", group.position))))
    });
    let paper = OfPaper {
        name: &lage.ordner.name,
        bezeichnung: format!("Vorlage {}", vorlage.nummer),
        datenstand: vorlage.datenstand.unwrap_or(vorlage.datum),
    };
    let left_out = left_out::check(&lage.left_out, &paper, &lage.bestand.stammdaten);
    let old = datenstand::check(&lage.datenstaende(), &lage.sections(), vorlage.span("datum"));
    let early = vorlage.kennzahlen.indexed().filter_map(|(i, bezug)| {
        let span = vorlage.span(&format!("kennzahlen/{i}/zeitraum"));
        before_all(lage.bestand, bezug.zeitraum, bezug.stichtag.unwrap_or(bezug.zeitraum.ende), span)
    });
    broken.chain(early).chain(old).chain(left_out).collect()
}

/// The same of a report, with the rules that it applies and the periods before it.
pub(super) fn bericht(report: &Berichtslage<'_>) -> Vec<Finding> {
    let bericht = &report.ordner.bericht;
    let broken = (!report.portfolio.adds_up()).then(|| identity_broken(KENNZAHLEN, bericht.span("auswahl")));
    let mut findings: Vec<Finding> = broken.into_iter().collect();
    let Ausgabe { zeitraum, stichtag, .. } = report.ausgabe;
    let span = bericht.span(if bericht.turnus.is_some() { "turnus" } else { "zeitraum" });
    findings.extend(before_all(report.bestand, zeitraum, stichtag, span));
    findings.extend(regeln::check(report));
    findings.extend(reihe::check(report));
    findings.extend(plan::draft(report));
    let sections: Vec<_> = report.sections().into_iter().map(|section| (section, section.kapitel())).collect();
    findings.extend(datenstand::check(&report.datenstaende(), &sections, bericht.span("datum")));
    let titel = report.ordner.titel(report.ausgabe.zeitraum);
    let paper = OfPaper {
        name: &report.ordner.name,
        bezeichnung: format!("Bericht {}", quoted(&titel)),
        datenstand: report.ausgabe.datenstand,
    };
    findings.extend(left_out::check(&report.left_out, &paper, &report.bestand.stammdaten));
    findings
}

/// Figures of a period before everything that is recorded: all would be nought, and read as if there were nothing to tell.
fn before_all(bestand: &Bestand, zeitraum: Zeitraum, stichtag: NaiveDate, span: Span) -> Option<Finding> {
    let first = bestand.first_day().filter(|first| zeitraum.ende.max(stichtag) < *first)?;
    let message = format!("Vor dem Zeitraum {} und in ihm gibt es keinen Datensatz eines Projekts.", zeitraum.name());
    let mend = "Prüfen Sie den Zeitraum. Stimmt er, tragen Sie die Projekte von damals nach; ohne sie ist jede Zahl 0.";
    let expected = format!("ein Zeitraum, der frühestens am {} endet; davor ist kein Projekt erfasst", day(first));
    Some(Finding::at(Code::RB606, span, message, mend).expected(expected))
}

/// The finding for figures that do not add up, which valid data cannot cause.
fn identity_broken(name: &str, span: Span) -> Finding {
    let message = format!("Die Kennzahlen „{name}“ gehen nicht auf: K0 + K1 ist nicht K2 + K3 + K3b + K5 + K6.");
    let mend = "Prüfen Sie Beginn, Ende und Abbruch der Projekte. Stimmen alle Daten, melden Sie bitte den Fehler.";
    Finding::at(Code::RB601, span, message, mend)
}

/// Whether a report says its period in one of the two ways: as a single one, or by its Turnus.
fn zeitangaben(bericht: &Located<Bericht>) -> Vec<Finding> {
    let single = [
        ("zeitraum", bericht.zeitraum.is_some()),
        ("stichtag", bericht.stichtag.is_some()),
        ("datum", bericht.datum.is_some()),
        ("datenstand", bericht.datenstand.is_some()),
    ];
    let Some(turnus) = bericht.turnus else {
        let missing = single.into_iter().filter(|(field, there)| !there && matches!(*field, "zeitraum" | "datum"));
        let finding = |(field, _): (&str, bool)| {
            let message = format!("Dem Bericht fehlt „{field}“.");
            let mend = "Ergänzen Sie „zeitraum“ und „datum“; bei einem Bericht, der immer wieder erscheint, statt beider \
                        „turnus“: Quartal, Halbjahr oder Jahr.";
            Finding::at(Code::RB610, bericht.span(field), message, mend)
        };
        let too_many = bericht.datum_tage.is_some().then(|| {
            let mend = "Streichen Sie „datum_tage“, oder geben Sie statt „zeitraum“ und „datum“ einen „turnus“ an.";
            let message = "„datum_tage“ gehört zu einem Bericht mit Turnus.";
            Finding::at(Code::RB610, bericht.span("datum_tage"), message, mend)
        });
        return missing.map(finding).chain(too_many).collect();
    };
    let doubled = single.into_iter().filter(|(_, there)| *there).map(|(field, _)| {
        let message = format!("Der Bericht hat einen Turnus ({}) und „{field}“.", turnus.text());
        let mend = "Streichen Sie eines von beiden: Aus dem Turnus folgen Zeitraum, Stichtag und Datum jeder Ausgabe.";
        Finding::at(Code::RB610, bericht.span(field), message, mend)
    });
    let days = bericht.datum_tage.filter(|tage| !(0..=366).contains(tage)).map(|tage| {
        let message = "„datum_tage“ liegt außerhalb von 0 bis 366.";
        let mend = "Nennen Sie, wie viele Tage nach dem Ende des Zeitraums der Bericht sein Datum trägt.";
        Finding::at(Code::RB010, bericht.span("datum_tage"), message, mend).found(tage.to_string())
    });
    doubled.chain(days).collect()
}

/// Lists that name nothing, or become more than one can read, or set and open.
fn most_rows(bericht: &Located<Bericht>) -> impl Iterator<Item = Finding> {
    let limits = [
        ("listen_hoechstens", bericht.listen_hoechstens, LISTEN, "3 bis 50 Zeilen", "5 bis 12 Zeilen je nach Liste"),
        ("anlage_hoechstens", bericht.anlage_hoechstens, ANLAGE, "10 bis 4.000 Projekte", "1.000"),
    ];
    limits.into_iter().filter_map(|(field, number, possible, expected, usual)| {
        let number = number.filter(|number| !possible.contains(number))?;
        let message = format!("Der Wert „{field}“ ist hier nicht möglich.");
        let mend = format!("Tragen Sie eine ganze Zahl ein, oder löschen Sie die Zeile; dann gelten {usual}.");
        Some(Finding::at(Code::RB010, bericht.span(field), message, mend).expected(expected).found(number.to_string()))
    })
}

fn too_early(span: Span, beginn: NaiveDate) -> Finding {
    let message = "Der Stichtag liegt vor dem Zeitraum.";
    let finding = Finding::at(Code::RB010, span, message, "Prüfen Sie Stichtag und Zeitraum.");
    finding.expected(format!("ein Tag ab dem {}", day(beginn)))
}

/// A state of the future cannot be known.
fn too_late(span: Span, datenstand: NaiveDate) -> Finding {
    let message = "Der Stichtag liegt nach dem Datenstand.";
    let mend = "Prüfen Sie Stichtag, Datum und „datenstand“.";
    Finding::at(Code::RB010, span, message, mend).expected(format!("ein Tag bis zum {}", day(datenstand)))
}

/// Whether a placeholder can name it.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
