//! Beratungsfolge: which body deals with the paper when, and in what role.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::check::days;
use crate::finding::{Code, Finding};
use crate::model::{Beratung, Bestand, Gremienart, Gremium, Located, Vorlage, Zustaendigkeit, day};
use crate::source::quoted;

pub(super) fn check(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Vec<Finding> {
    let mut findings = Vec::new();
    leer(vorlage, &mut findings);
    doppelt(bestand, vorlage, &mut findings);
    gremien(bestand, vorlage, &mut findings);
    // A row that is not valid could be the very decision that the others wait for.
    if vorlage.beratungsfolge.len() == vorlage.count("beratungsfolge") {
        reihenfolge(bestand, vorlage, &mut findings);
    }
    findings
}

fn leer(vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    if vorlage.count("beratungsfolge") == 0 {
        let mend = "Tragen Sie mindestens ein Gremium mit Datum und Zuständigkeit ein.";
        let message = "Die Beratungsfolge fehlt oder ist leer.";
        findings.push(Finding::at(Code::RB401, vorlage.span("beratungsfolge"), message, mend));
    }
}

fn doppelt(bestand: &Bestand, vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (i, beratung) in vorlage.beratungsfolge.indexed() {
        if !seen.insert((beratung.datum, &beratung.gremium)) {
            let name = bestand.gremium(&beratung.gremium);
            let message = format!("{} steht am {} schon in der Beratungsfolge.", quoted(&name), day(beratung.datum));
            let span = vorlage.span(&format!("beratungsfolge/{i}/gremium"));
            findings.push(Finding::at(Code::RB402, span, message, "Löschen Sie eine der beiden Zeilen."));
        }
    }
}

fn gremien(bestand: &Bestand, vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    for (i, beratung) in vorlage.beratungsfolge.indexed() {
        let Some(gremium) = stammsatz(bestand, beratung) else { continue };
        if !gremium.exists(beratung.datum) {
            let message = format!("{} besteht am {} nicht.", quoted(&gremium.name), day(beratung.datum));
            let mend = "Prüfen Sie Gremium und Datum, oder berichtigen Sie in ratsbericht.toml unter [[gremium]] bei „von“ \
                        und „bis“, wann es besteht.";
            let span = vorlage.span(&format!("beratungsfolge/{i}/gremium"));
            findings.push(Finding::at(Code::RB404, span, message, mend).expected(days(gremium.von, gremium.bis)));
        }
    }
}

/// Steps that come too late: what prepares a decision, and what the council should have had before it.
fn reihenfolge(bestand: &Bestand, vorlage: &Located<Vorlage>, findings: &mut Vec<Finding>) {
    let has = |b: &Beratung, rolle| bestand.stammdaten.sinn_der_rolle(&b.zustaendigkeit) == Some(rolle);
    let entscheidung = letzter(vorlage, |b| has(b, Zustaendigkeit::Entscheidung));
    let rat = letzter(vorlage, |b| stammsatz(bestand, b).is_some_and(|g| g.art == Some(Gremienart::Rat)));
    for (i, beratung) in vorlage.beratungsfolge.indexed() {
        let Some(gremium) = stammsatz(bestand, beratung) else { continue };
        let after = |day: Option<NaiveDate>| day.filter(|day| *day < beratung.datum);
        let prepares = has(beratung, Zustaendigkeit::Anhoerung);
        let (code, message, limit, mend) = match (after(entscheidung).filter(|_| prepares), after(rat)) {
            (Some(day), _) => (Code::RB407, anhoerung(gremium, beratung.datum, day), day, nur_unterrichtet(bestand)),
            (None, Some(day)) => (Code::RB408, nach_dem_rat(gremium, beratung.datum, day), day, RAT.to_owned()),
            (None, None) => continue,
        };
        let finding = Finding::at(code, vorlage.span(&format!("beratungsfolge/{i}/datum")), message, mend);
        findings.push(finding.expected(format!("ein Tag bis zum {}", day(limit))).found(day(beratung.datum)));
    }
}

fn nur_unterrichtet(bestand: &Bestand) -> String {
    let words = bestand.stammdaten.words_for(Zustaendigkeit::Kenntnisnahme);
    format!("Prüfen Sie beide Tage. Wird das Gremium nur unterrichtet, wählen Sie {words}.")
}

fn anhoerung(gremium: &Gremium, am: NaiveDate, entscheidung: NaiveDate) -> String {
    let (am, entscheidung) = (day(am), day(entscheidung));
    format!("{} wird erst am {am} angehört, entschieden wird schon am {entscheidung}.", quoted(&gremium.name))
}

const RAT: &str = "Prüfen Sie beide Tage: Der Rat steht am Ende der Beratungsfolge.";

fn nach_dem_rat(gremium: &Gremium, am: NaiveDate, rat: NaiveDate) -> String {
    format!("{} berät am {}, nach dem Rat am {}.", quoted(&gremium.name), day(am), day(rat))
}

/// The last day on which a step of a kind is taken.
fn letzter(vorlage: &Vorlage, wanted: impl Fn(&Beratung) -> bool) -> Option<NaiveDate> {
    vorlage.beratungsfolge.iter().filter(|b| wanted(b)).map(|b| b.datum).max()
}

/// The body's record in the master list.
pub(super) fn stammsatz<'a>(bestand: &'a Bestand, beratung: &Beratung) -> Option<&'a Gremium> {
    bestand.stammdaten.gremium.iter().find(|g| g.kennung == beratung.gremium)
}
