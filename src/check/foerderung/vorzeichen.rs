//! Amounts that are not above zero.

use std::cmp::Reverse;

use super::Fall;
use super::betraege::euro;
use crate::finding::{Code, Finding};
use crate::model::{Bewilligung, Euro, Located, Zahlung, Zahlungsart};

/// An optional amount with the name of its field.
type Feld = (&'static str, Option<Euro>);

/// Amounts of the notice itself.
pub(super) fn bescheid(bewilligung: &Located<Bewilligung>) -> Vec<Finding> {
    let amounts = [
        ("betrag", Some(bewilligung.betrag)),
        ("zuwendungsfaehig", bewilligung.zuwendungsfaehig),
        ("hoechstbetrag", bewilligung.hoechstbetrag),
    ];
    // None at all is a statement here.
    let plan = [
        ("eigenmittel", bewilligung.eigenmittel),
        ("drittmittel", bewilligung.drittmittel),
        ("einnahmen", bewilligung.einnahmen),
    ];
    let findings = zu_klein(bewilligung, &amounts).into_iter();
    findings.chain(negativ(bewilligung, &plan)).collect()
}

/// Amounts of the rows that belong to a grant.
pub(super) fn zeilen(fall: &Fall<'_, '_>) -> Vec<Finding> {
    let (sicht, kennung) = (fall.sicht, &fall.bewilligung.kennung);
    let some = |betrag| [("betrag", Some(betrag))];
    let mut findings = Vec::new();
    for aenderung in sicht.aenderungen(kennung) {
        // A grant that was withdrawn is one of nothing.
        findings.extend(negativ(aenderung, &some(aenderung.betrag.unwrap_or_default())));
        findings.extend(zu_klein(aenderung, &[("zuwendungsfaehig", aenderung.zuwendungsfaehig)]));
    }
    findings.extend(sicht.tranchen(kennung).iter().flat_map(|row| zu_klein(row, &some(row.betrag))));
    findings.extend(sicht.mittelabrufe(kennung).iter().flat_map(|row| zu_klein(row, &some(row.betrag))));
    findings.extend(zahlungen(sicht.zahlungen(kennung)));
    findings
}

/// Payments of nothing, and below zero: only a credit note can be, with its Beleg and after the expenditure that it
/// lowers.
fn zahlungen(rows: &[&Located<Zahlung>]) -> Vec<Finding> {
    let mut rows = rows.to_vec();
    // On one day the invoice comes first.
    rows.sort_by_key(|zahlung| (zahlung.datum, Reverse(zahlung.betrag)));
    let mut spent = Euro::ZERO;
    let mut findings = Vec::new();
    for row in rows {
        let after = if row.art == Zahlungsart::Ausgabe { spent.plus(row.betrag) } else { spent };
        if !row.betrag.is_negative() {
            spent = after;
            findings.extend(zu_klein(row, &[("betrag", Some(row.betrag))]));
        } else if row.art == Zahlungsart::Ausgabe && row.beleg.is_some() && !after.is_negative() {
            spent = after;
        } else {
            let finding = Finding::at(Code::RB203, row.span("betrag"), "Der Betrag ist negativ.", umgekehrt(row.art));
            findings.push(finding.found(euro(row.betrag)));
        }
    }
    findings
}

/// What to do about a payment below zero.
fn umgekehrt(art: Zahlungsart) -> &'static str {
    match art {
        Zahlungsart::Ausgabe => {
            "Tragen Sie eine Ausgabe positiv ein. Nur eine Gutschrift ist eine negative Ausgabe: mit ihrem Beleg, und nach den \
             Ausgaben, die sie mindert."
        }
        Zahlungsart::Eingang => {
            "Tragen Sie den Betrag positiv ein. Geld, das an den Fördergeber zurückging, ist eine Rückzahlung."
        }
        Zahlungsart::Rueckzahlung => "Tragen Sie den Betrag positiv ein; die Art sagt, wohin das Geld ging.",
    }
}

/// Amounts that are zero or below.
fn zu_klein<T>(row: &Located<T>, felder: &[Feld]) -> Vec<Finding> {
    let zero = felder.iter().filter(|(_, betrag)| *betrag == Some(Euro::ZERO)).map(|(field, _)| {
        let mend = "Tragen Sie den Betrag ein, oder löschen Sie die Zeile; ein freiwilliges Feld bleibt leer.";
        Finding::at(Code::RB203, row.span(field), "Der Betrag ist 0.", mend).expected("ein Betrag über 0")
    });
    zero.chain(negativ(row, felder)).collect()
}

/// Amounts below zero.
fn negativ<T>(row: &Located<T>, felder: &[Feld]) -> Vec<Finding> {
    let below = felder.iter().filter_map(|(field, betrag)| Some((field, betrag.filter(|b| b.is_negative())?)));
    let finding = |(field, betrag): (&&str, Euro)| {
        let mend = "Tragen Sie den Betrag positiv ein.";
        Finding::at(Code::RB203, row.span(field), "Der Betrag ist negativ.", mend).found(euro(betrag))
    };
    below.map(finding).collect()
}
