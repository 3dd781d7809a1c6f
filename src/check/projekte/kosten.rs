//! Costs: entries that contradict themselves or one another.

use std::collections::BTreeMap;

use crate::check::finanzen::vorzeichen::below_zero;
use crate::finding::{Code, Finding};
use crate::model::{Euro, Jahr, Kostenstand, Located, Projekt, Sicht, day};

pub(super) fn check(sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for projekt in sicht.projekte() {
        let mut before: BTreeMap<Option<Jahr>, &Kostenstand> = BTreeMap::new();
        for row in sicht.kosten(&projekt.kennung) {
            let amounts = [("plan", Some(row.plan)), ("ist", Some(row.ist)), ("prognose", Some(row.prognose))];
            let negative = below_zero(row, &amounts);
            if negative.is_empty() {
                findings.extend(too_low(projekt, row));
                findings.extend(above_plan(projekt, row));
            }
            findings.extend(negative);
            findings.extend(before.insert(row.jahr, row).and_then(|before| fallen(projekt, before, row)));
        }
    }
    findings
}

fn euro(betrag: Euro) -> String {
    format!("{betrag}\u{a0}€")
}

/// Less expected by the end than is spent already.
fn too_low(projekt: &Projekt, row: &Located<Kostenstand>) -> Option<Finding> {
    (row.prognose < row.ist).then(|| {
        let message = format!("Die Kostenprognose des Projekts {} liegt unter dem Ist.", projekt.bezeichnung());
        let mend = "Tragen Sie unter „prognose“ ein, was das Projekt bis zum Ende kostet; das Ist ist darin enthalten.";
        let finding = Finding::at(Code::RB125, row.span("prognose"), message, mend);
        finding.expected(format!("mindestens {}", euro(row.ist))).found(euro(row.prognose))
    })
}

/// More spent than planned.
fn above_plan(projekt: &Projekt, row: &Located<Kostenstand>) -> Option<Finding> {
    (row.ist > row.plan).then(|| {
        let message = format!("Das Projekt {} hat mehr gekostet als geplant.", projekt.bezeichnung());
        let mend =
            "Prüfen Sie beide Beträge. Stimmen sie, so ist der Plan überschritten; ein neuer Plan ist eine neue Zeile.";
        let finding = Finding::at(Code::RB126, row.span("ist"), message, mend);
        finding.expected(format!("höchstens {}", euro(row.plan))).found(euro(row.ist))
    })
}

/// Less spent than on a day before.
fn fallen(projekt: &Projekt, before: &Kostenstand, row: &Located<Kostenstand>) -> Option<Finding> {
    (row.ist < before.ist).then(|| {
        let message = format!("Die Istkosten des Projekts {} sind gesunken.", projekt.bezeichnung());
        let mend =
            "Prüfen Sie beide Beträge. „ist“ zählt alle Kosten seit dem Beginn; es sinkt nur, wenn Geld zurückkam.";
        let finding = Finding::at(Code::RB127, row.span("ist"), message, mend);
        let expected = format!("{} oder mehr, wie am {}", euro(before.ist), day(before.datum));
        finding.expected(expected).found(euro(row.ist))
    })
}
