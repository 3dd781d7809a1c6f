//! Invoices that stand twice: under one grant, or under two that together pay more than the invoice.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::betraege::euro;
use crate::check::projekte::without_blanks;
use crate::finding::{Code, Finding};
use crate::model::{
    Bescheidstand, Bestand, Bewilligung, Euro, Finanzierungsart, Kennung, Located, Sicht, Zahlung, Zahlungsart,
};
use crate::source::quoted;

/// A grant as it stands after all notices that are known.
type Stand<'a> = (&'a Bewilligung, Bescheidstand);

/// The expenditure of one invoice: the first row of each grant, by Kennung.
type Rechnungszeilen<'b, 'a> = Vec<(&'b Stand<'a>, &'a Located<Zahlung>)>;

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut rechnungen: BTreeMap<String, Rechnungszeilen<'_, '_>> = BTreeMap::new();
    let stand = |b| (b, sicht.bescheid(b, NaiveDate::MAX));
    let grants: BTreeMap<&Kennung, Stand<'_>> =
        bestand.bewilligungen.iter().rev().map(|b| (&b.kennung, stand(&**b))).collect();
    for grant in grants.values() {
        let bewilligung = grant.0;
        // A credit note can bear the number of its invoice.
        let spent = |z: &Zahlung| z.art == Zahlungsart::Ausgabe && !z.betrag.is_negative();
        let mut loosely: BTreeMap<(String, Euro), &Zahlung> = BTreeMap::new();
        for zahlung in sicht.zahlungen(&bewilligung.kennung).iter().filter(|z| spent(z)) {
            let Some(beleg) = &zahlung.beleg else { continue };
            let rows = rechnungen.entry(without_blanks(beleg)).or_default();
            let earlier = rows.last().filter(|((other, _), _)| other.kennung == bewilligung.kennung);
            let alike = loosely.entry((teile(beleg), zahlung.betrag)).or_insert(zahlung);
            if let Some((_, earlier)) = earlier {
                findings.push(doppelt(earlier, zahlung, beleg));
            } else {
                rows.push((grant, zahlung));
                if alike.kennung != zahlung.kennung {
                    findings.push(doppelt(alike, zahlung, beleg));
                }
            }
        }
    }
    findings.extend(rechnungen.values().filter_map(doppelt_gefoerdert));
    findings
}

/// The letters and the numbers of a Beleg, each run apart, whatever stands between them: R-17/1 is not R-171.
fn teile(beleg: &str) -> String {
    let mut parts = String::new();
    let mut before = None;
    for c in beleg.chars().flat_map(char::to_lowercase) {
        let kind = c.is_alphanumeric().then(|| c.is_numeric());
        if kind.is_some() && kind != before {
            parts.push(' ');
        }
        if kind.is_some() {
            parts.push(c);
        }
        before = kind;
    }
    parts
}

fn doppelt(earlier: &Zahlung, zahlung: &Located<Zahlung>, beleg: &str) -> Finding {
    let other = earlier.beleg.as_deref().filter(|other| without_blanks(other) != without_blanks(beleg));
    let spelt = other.map_or_else(String::new, |other| format!(" als {} mit demselben Betrag", quoted(other)));
    let message = format!(
        "Der Beleg {} steht bei der Bewilligung {} schon{spelt} in der Zahlung {}.",
        quoted(beleg),
        zahlung.bewilligung,
        earlier.kennung
    );
    let mend = "Löschen Sie eine der beiden Zahlungen. Wurde in Teilen gezahlt, ergänzen Sie den Beleg um den Teil: R-17/1, R-17/2.";
    Finding::at(Code::RB716, zahlung.span("beleg"), message, mend)
}

/// An invoice whose funders together pay more than its largest amount.
fn doppelt_gefoerdert(rechnung: &Rechnungszeilen<'_, '_>) -> Option<Finding> {
    if rechnung.len() < 2 {
        return None;
    }
    // What was booked last made it too much.
    let (_, last) = rechnung.iter().max_by_key(|(_, zahlung)| (zahlung.datum, zahlung.erfasst))?;
    let cost = rechnung.iter().map(|(_, zahlung)| zahlung.betrag).max()?;
    let shares = rechnung.iter().map(|(grant, zahlung)| (&grant.0.kennung, gefoerdert(grant, zahlung.betrag)));
    let shares: Vec<(&Kennung, Euro)> = shares.collect();
    let funded: Euro = shares.iter().map(|(_, share)| *share).sum();
    (funded > cost).then(|| {
        let named: Vec<&str> = shares.iter().map(|(kennung, _)| kennung.as_str()).collect();
        let each: Vec<String> = shares.iter().map(|(kennung, share)| format!("{kennung} {}", euro(*share))).collect();
        let beleg = quoted(last.beleg.as_deref().unwrap_or_default());
        let message = format!("Der Beleg {beleg} wird unter den Bewilligungen {} doppelt gefördert.", named.join(", "));
        let mend = "Rechnen Sie den Beleg bei einer der Bewilligungen ab. Ist er auf mehrere aufgeteilt, ergänzen Sie ihn um den \
                    Teil: R-17/1, R-17/2.";
        let finding = Finding::at(Code::RB717, last.span("beleg"), message, mend);
        finding.expected(format!("zusammen höchstens {}", euro(cost))).found(format!("zusammen {}: {}", euro(funded), each.join(", ")))
    })
}

/// What a grant pays of an expenditure, rounded down: its share, or what it grants of what is eligible.
fn gefoerdert((bewilligung, stand): &Stand<'_>, ausgabe: Euro) -> Euro {
    let (part, whole) = match (bewilligung.finanzierungsart, stand.foerderquote) {
        (Finanzierungsart::Anteil, Some(quote)) => (i128::from(quote.as_hundredths()), 10_000),
        _ => (stand.betrag.as_cents(), stand.zuwendungsfaehig.unwrap_or_default().as_cents()),
    };
    if whole <= 0 { Euro::ZERO } else { Euro::cents(ausgabe.as_cents().saturating_mul(part).div_euclid(whole)) }
}
