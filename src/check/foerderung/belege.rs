//! Invoices that stand twice: under one grant, or under two that together pay more than the invoice.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::betraege::euro;
use crate::check::projekte::without_blanks;
use crate::finding::{Code, Finding};
use crate::model::{
    Bescheidstand, Bestand, Bewilligung, Euro, Finanzierungsart, Kennung, Located, Sicht, Zahlung, Zahlungsart,
};

/// A grant as it stands after all notices that are known.
type Stand<'a> = (&'a Bewilligung, Bescheidstand);

/// The expenditure of one invoice: the first row of each grant, by Kennung.
type Rechnung<'b, 'a> = Vec<(&'b Stand<'a>, &'a Located<Zahlung>)>;

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut rechnungen: BTreeMap<String, Rechnung<'_, '_>> = BTreeMap::new();
    let stand = |b| (b, sicht.bescheid(b, NaiveDate::MAX));
    let grants: BTreeMap<&Kennung, Stand<'_>> =
        bestand.bewilligungen.iter().rev().map(|b| (&b.kennung, stand(&**b))).collect();
    for grant in grants.values() {
        let bewilligung = grant.0;
        let ausgaben = sicht.zahlungen(&bewilligung.kennung).iter().filter(|z| z.art == Zahlungsart::Ausgabe);
        for zahlung in ausgaben {
            let Some(beleg) = &zahlung.beleg else { continue };
            let rows = rechnungen.entry(without_blanks(beleg)).or_default();
            match rows.last() {
                Some(((other, _), earlier)) if other.kennung == bewilligung.kennung => {
                    findings.push(doppelt(earlier, zahlung, beleg));
                }
                _ => rows.push((grant, zahlung)),
            }
        }
    }
    findings.extend(rechnungen.values().filter_map(doppelt_gefoerdert));
    findings
}

fn doppelt(earlier: &Zahlung, zahlung: &Located<Zahlung>, beleg: &str) -> Finding {
    let message = format!(
        "Der Beleg „{beleg}“ steht bei der Bewilligung {} schon in der Zahlung {}.",
        zahlung.bewilligung, earlier.kennung
    );
    let mend = "Löschen Sie eine der beiden Zahlungen. Wurde in Teilen gezahlt, ergänzen Sie den Beleg um den Teil: R-17/1, R-17/2.";
    Finding::at(Code::RB716, zahlung.span("beleg"), message, mend)
}

/// An invoice whose funders together pay more than its largest amount.
fn doppelt_gefoerdert(rechnung: &Rechnung<'_, '_>) -> Option<Finding> {
    let [_, .., (_, last)] = rechnung.as_slice() else { return None };
    let cost = rechnung.iter().map(|(_, zahlung)| zahlung.betrag).max()?;
    let funded: Euro = rechnung.iter().map(|(grant, zahlung)| gefoerdert(grant, zahlung.betrag)).sum();
    (funded > cost).then(|| {
        let named: Vec<&str> = rechnung.iter().map(|((bewilligung, _), _)| bewilligung.kennung.as_str()).collect();
        let beleg = last.beleg.as_deref().unwrap_or_default();
        let message = format!("Der Beleg „{beleg}“ wird unter den Bewilligungen {} doppelt gefördert.", named.join(", "));
        let mend = "Rechnen Sie den Beleg bei einer der Bewilligungen ab. Ist er auf mehrere aufgeteilt, ergänzen Sie ihn um den \
                    Teil: R-17/1, R-17/2.";
        let finding = Finding::at(Code::RB717, last.span("beleg"), message, mend);
        finding.expected(format!("zusammen höchstens {}", euro(cost))).found(format!("zusammen {}", euro(funded)))
    })
}

/// What a grant pays of an expenditure, rounded down: its share, or what it grants of what is eligible.
fn gefoerdert((bewilligung, stand): &Stand<'_>, ausgabe: Euro) -> Euro {
    let (part, whole) = match (bewilligung.finanzierungsart, bewilligung.foerderquote) {
        (Finanzierungsart::Anteil, Some(quote)) => (i128::from(quote.as_hundredths()), 10_000),
        _ => (stand.betrag.as_cents(), stand.zuwendungsfaehig.unwrap_or_default().as_cents()),
    };
    if whole <= 0 { Euro::ZERO } else { Euro::cents(ausgabe.as_cents().saturating_mul(part).div_euclid(whole)) }
}
