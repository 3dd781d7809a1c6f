//! Cover and Beratungsfolge.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::tag;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Located, Vorlage, VorlageOrdner, Vorlageart};

pub(super) fn check(bestand: &Bestand, ordner: &VorlageOrdner) -> Vec<Finding> {
    let vorlage = &ordner.vorlage;
    let mut findings = Vec::new();
    folge(bestand, vorlage, &mut findings);
    gremien(bestand, vorlage, &mut findings);
    wahlperiode(bestand, vorlage, &mut findings);
    if ordner.beschlussvorschlag.is_none() && vorlage.vorlageart == Vorlageart::Entscheidungsvorlage {
        let mend = "Legen Sie im Ordner der Vorlage die Datei beschlussvorschlag.md an.";
        findings.push(Finding::at(
            Code::RB406,
            vorlage.span("vorlageart"),
            "Die Vorlage hat keinen Beschlussvorschlag.",
            mend,
        ));
    }
    findings
}

fn folge(bestand: &Bestand, vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    if vorlage.count("beratungsfolge") == 0 {
        let mend = "Tragen Sie mindestens ein Gremium mit Datum und Zuständigkeit ein.";
        let message = "Die Beratungsfolge fehlt oder ist leer.";
        findings.push(Finding::at(Code::RB401, vorlage.span("beratungsfolge"), message, mend));
    }
    let mut seen = BTreeSet::new();
    for (i, beratung) in vorlage.beratungsfolge.indexed() {
        if !seen.insert((beratung.datum, &beratung.gremium)) {
            let name = bestand.gremium(&beratung.gremium);
            let message = format!("„{name}“ steht am {} schon in der Beratungsfolge.", tag(beratung.datum));
            let span = vorlage.span(&format!("beratungsfolge/{i}/gremium"));
            findings.push(Finding::at(Code::RB402, span, message, "Löschen Sie eine der beiden Zeilen."));
        }
    }
    let first = vorlage.beratungsfolge.iter().map(|b| b.datum).min();
    if let Some(first) = first.filter(|first| *first <= vorlage.datum) {
        let message = "Das Datum der Vorlage liegt nicht vor der ersten Sitzung.";
        let finding = Finding::at(Code::RB403, vorlage.span("datum"), message, "Prüfen Sie beide Tage.");
        findings.push(finding.expected(format!("ein Tag vor dem {}", tag(first))).found(tag(vorlage.datum)));
    }
}

fn gremien(bestand: &Bestand, vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    for (i, beratung) in vorlage.beratungsfolge.indexed() {
        let Some(gremium) = bestand.stammdaten.gremium.iter().find(|g| g.kennung == beratung.gremium) else { continue };
        if !gremium.besteht(beratung.datum) {
            let message = format!("„{}“ besteht am {} nicht.", gremium.name, tag(beratung.datum));
            let mend = "Prüfen Sie Gremium und Datum, oder berichtigen Sie „von“ und „bis“ in ratsbericht.toml.";
            let span = vorlage.span(&format!("beratungsfolge/{i}/gremium"));
            findings.push(Finding::at(Code::RB404, span, message, mend).expected(days(gremium.von, gremium.bis)));
        }
    }
}

fn wahlperiode(bestand: &Bestand, vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    let kennung = &vorlage.nummer.wahlperiode;
    let Some(periode) = bestand.stammdaten.wahlperiode.iter().find(|w| w.kennung == *kennung) else { return };
    if vorlage.datum < periode.beginn || periode.ende.is_some_and(|ende| ende < vorlage.datum) {
        let message = format!("Das Datum der Vorlage liegt nicht in der Wahlperiode {kennung}.");
        let finding = Finding::at(Code::RB405, vorlage.span("datum"), message, "Prüfen Sie Datum und Vorlage-Nr.");
        findings.push(finding.expected(days(Some(periode.beginn), periode.ende)).found(tag(vorlage.datum)));
    }
}

/// The days from one to another, as far as they are known.
fn days(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("ein Tag vom {} bis zum {}", tag(from), tag(to)),
        (Some(from), None) => format!("ein Tag ab dem {}", tag(from)),
        (None, Some(to)) => format!("ein Tag bis zum {}", tag(to)),
        (None, None) => "ein Tag".into(),
    }
}
