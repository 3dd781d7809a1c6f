//! Amounts that are not above zero.

use std::cmp::Reverse;

use super::GrantCase;
use crate::check::finanzen::vorzeichen::{below_zero, negative, not_above_zero};
use crate::finding::Finding;
use crate::model::{Bewilligung, Euro, Located, Zahlung, Zahlungsart};

/// Amounts of the notice itself.
pub(super) fn bescheid(bewilligung: &Located<Bewilligung>) -> Vec<Finding> {
    let amounts = [
        ("betrag", Some(bewilligung.betrag)),
        ("zuwendungsfaehig", bewilligung.zuwendungsfaehig),
        ("hoechstbetrag", bewilligung.hoechstbetrag),
        ("satz", bewilligung.satz),
    ];
    // None at all is a statement here.
    let plan = [
        ("eigenmittel", bewilligung.eigenmittel),
        ("drittmittel", bewilligung.drittmittel),
        ("einnahmen", bewilligung.einnahmen),
    ];
    let findings = not_above_zero(bewilligung, &amounts).into_iter();
    findings.chain(below_zero(bewilligung, &plan)).collect()
}

/// Amounts of the rows that belong to a grant.
pub(super) fn zeilen(fall: &GrantCase<'_, '_>) -> Vec<Finding> {
    let (sicht, kennung) = (fall.sicht, &fall.bewilligung.kennung);
    let some = |betrag| [("betrag", Some(betrag))];
    let mut findings = Vec::new();
    for aenderung in sicht.aenderungen(kennung) {
        // A grant that was withdrawn is one of nothing.
        let granted = [("betrag", aenderung.betrag), ("hoechstbetrag", aenderung.hoechstbetrag)];
        findings.extend(below_zero(aenderung, &granted));
        findings.extend(not_above_zero(aenderung, &[("zuwendungsfaehig", aenderung.zuwendungsfaehig)]));
    }
    findings.extend(sicht.tranchen(kennung).iter().flat_map(|row| not_above_zero(row, &some(row.betrag))));
    findings.extend(sicht.mittelabrufe(kennung).iter().flat_map(|row| not_above_zero(row, &some(row.betrag))));
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
            findings.extend(not_above_zero(row, &[("betrag", Some(row.betrag))]));
        } else if row.art == Zahlungsart::Ausgabe && row.beleg.is_some() && !after.is_negative() {
            spent = after;
        } else {
            findings.push(negative(row.span("betrag"), row.betrag, umgekehrt(row.art)));
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
        Zahlungsart::Rueckzahlung | Zahlungsart::Drittmittel | Zahlungsart::Einnahme => {
            "Tragen Sie den Betrag positiv ein; die Art sagt, wohin das Geld ging."
        }
    }
}
