//! Cover and Beratungsfolge.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding};
use crate::model::{Bestand, Located, Vorlage, VorlageOrdner, Vorlageart};

pub(super) fn check(bestand: &Bestand, ordner: &VorlageOrdner) -> Vec<Finding> {
    let vorlage = &ordner.vorlage;
    let mut findings = Vec::new();
    folge(vorlage, &mut findings);
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

fn folge(vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    if vorlage.beratungsfolge.is_empty() {
        let mend = "Tragen Sie mindestens ein Gremium mit Datum und Zuständigkeit ein.";
        findings.push(Finding::at(Code::RB401, vorlage.span("beratungsfolge"), "Die Beratungsfolge ist leer.", mend));
    }
    let mut seen = BTreeSet::new();
    for (i, beratung) in vorlage.beratungsfolge.iter().enumerate() {
        if !seen.insert((beratung.datum, &beratung.gremium)) {
            let message = format!("„{}“ steht an diesem Tag schon in der Beratungsfolge.", beratung.gremium);
            let span = vorlage.span(&format!("beratungsfolge/{i}/gremium"));
            findings.push(Finding::at(Code::RB402, span, message, "Löschen Sie eine der beiden Zeilen."));
        }
    }
    let first = vorlage.beratungsfolge.iter().map(|b| b.datum).min();
    if let Some(first) = first.filter(|first| *first <= vorlage.datum) {
        let message = "Das Datum der Vorlage liegt nicht vor der ersten Sitzung.";
        let finding = Finding::at(Code::RB403, vorlage.span("datum"), message, "Prüfen Sie beide Tage.");
        let expected = format!("ein Tag vor dem {}", first.format("%d.%m.%Y"));
        findings.push(finding.expected(expected).found(vorlage.datum.format("%d.%m.%Y").to_string()));
    }
}

fn gremien(bestand: &Bestand, vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    for (i, beratung) in vorlage.beratungsfolge.iter().enumerate() {
        let Some(gremium) = bestand.stammdaten.gremium.iter().find(|g| g.kennung == beratung.gremium) else { continue };
        if !gremium.besteht(beratung.datum) {
            let message = format!("„{}“ besteht am {} nicht.", gremium.name, beratung.datum.format("%d.%m.%Y"));
            let mend = "Prüfen Sie Gremium und Datum, oder berichtigen Sie „von“ und „bis“ in ratsbericht.toml.";
            let span = vorlage.span(&format!("beratungsfolge/{i}/gremium"));
            findings.push(Finding::at(Code::RB404, span, message, mend));
        }
    }
}

fn wahlperiode(bestand: &Bestand, vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    let kennung = &vorlage.nummer.wahlperiode;
    let Some(periode) = bestand.stammdaten.wahlperiode.iter().find(|w| w.kennung == *kennung) else { return };
    if vorlage.datum < periode.beginn || periode.ende.is_some_and(|ende| ende < vorlage.datum) {
        let message = format!("Die Vorlage ist nicht in der Wahlperiode {kennung} datiert.");
        let mend = "Prüfen Sie Datum und Vorlage-Nr.";
        let finding = Finding::at(Code::RB405, vorlage.span("datum"), message, mend);
        findings.push(finding.found(vorlage.datum.format("%d.%m.%Y").to_string()));
    }
}
