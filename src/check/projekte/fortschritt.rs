//! The Erledigungsstand: entries that do not fit the project or one another.

use super::laufzeit::stimmt;
use crate::finding::{Code, Finding};
use crate::model::{Fortschritt, Located, Projekt, Prozent, Sicht, day};

pub(super) fn check(sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for projekt in sicht.projekte() {
        let entries = sicht.fortschritt(&projekt.kennung);
        if let Some(newest) = entries.last() {
            ended_on(projekt, newest, &mut findings);
        }
        if stimmt(projekt) {
            findings.extend(entries.iter().filter_map(|entry| outside(projekt, entry)));
        }
        findings.extend(entries.windows(2).filter_map(|pair| match pair {
            [before, after] => gesunken(projekt, before, after),
            _ => None,
        }));
    }
    findings
}

/// A newest entry that does not fit the Ende.
fn ended_on(projekt: &Located<Projekt>, newest: &Located<Fortschritt>, findings: &mut Vec<Finding>) {
    let full = newest.erledigungsstand == Prozent::FULL;
    if full && projekt.ended_on().is_none() && projekt.beginn.is_some() {
        let message = format!("Das Projekt {} steht bei 100 %, hat aber kein Ende.", projekt.bezeichnung());
        let mend = "Tragen Sie beim Projekt das Ende ein; bis dahin zählt das Projekt als laufend.";
        findings.push(Finding::at(Code::RB103, newest.span("erledigungsstand"), message, mend));
    }
    if !full && projekt.ende.is_some() {
        let (name, stand, seit) = (projekt.bezeichnung(), newest.erledigungsstand, day(newest.datum));
        let message = format!("Das Projekt {name} ist abgeschlossen, steht aber seit dem {seit} bei {stand}.");
        let mend = "Tragen Sie in der Tabelle Fortschritt 100 % nach, oder prüfen Sie das Ende; das Projekt zählt als abgeschlossen.";
        findings.push(Finding::at(Code::RB104, projekt.span("ende"), message, mend));
    }
}

/// An entry of a day on which the project was not under way.
fn outside(projekt: &Projekt, entry: &Located<Fortschritt>) -> Option<Finding> {
    let (datum, name) = (entry.datum, projekt.bezeichnung());
    let (message, expected, mend) = match (projekt.beginn, projekt.ended_on()) {
        (Some(beginn), _) if datum < beginn => (
            format!("Der Erledigungsstand ist auf einen Tag vor dem Beginn des Projekts {name} datiert."),
            format!("ein Tag ab dem {}", day(beginn)),
            "Prüfen Sie das Datum des Eintrags und den Beginn des Projekts.",
        ),
        (_, Some(schluss)) if schluss < datum => (
            format!("Der Erledigungsstand ist auf einen Tag nach dem Ende des Projekts {name} datiert."),
            format!("ein Tag bis zum {}", day(schluss)),
            "Prüfen Sie das Datum des Eintrags und das Ende des Projekts. Der letzte Stand gilt spätestens am Tag des Endes.",
        ),
        _ => return None,
    };
    Some(Finding::at(Code::RB109, entry.span("datum"), message, mend).expected(expected).found(day(datum)))
}

/// A lower entry than the one before, without a word why.
fn gesunken(projekt: &Projekt, before: &Fortschritt, after: &Located<Fortschritt>) -> Option<Finding> {
    let fallen = before.datum < after.datum && after.erledigungsstand < before.erledigungsstand;
    if !fallen || after.bemerkung.is_some() {
        return None;
    }
    let message = format!("Der Erledigungsstand des Projekts {} ist gesunken.", projekt.bezeichnung());
    let mend = "Prüfen Sie beide Werte. Stimmt der niedrigere, schreiben Sie unter „bemerkung“, woran es liegt.";
    let expected = format!("{} oder mehr, wie am {}", before.erledigungsstand, day(before.datum));
    let finding = Finding::at(Code::RB110, after.span("erledigungsstand"), message, mend);
    Some(finding.expected(expected).found(after.erledigungsstand.to_string()))
}
