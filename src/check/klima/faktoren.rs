//! Emission factors that contradict one another, or cannot be meant so.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding};
use crate::model::{Dezimal, Faktor, Located, Mengeneinheit, day};
use crate::source::quoted;

/// The most kilograms of CO2 for a kilowatt hour or a litre that a fuel gives off [ours]: more is grams, most likely.
const MOST_KILOGRAMS: i128 = 10;

pub(super) fn check(faktoren: &[Located<Faktor>]) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        faktoren.iter().flat_map(|faktor| [needless(faktor), gramm(faktor)]).flatten().collect();
    findings.extend(twice(faktoren));
    findings
}

/// A mass of CO2 counts as it is.
fn needless(faktor: &Located<Faktor>) -> Option<Finding> {
    (faktor.einheit == Mengeneinheit::TonneCo2).then(|| {
        let message = format!("Der Faktor {} gilt für t CO2 und wird nie verwendet.", faktor.kennung);
        let mend = "Löschen Sie die Zeile, oder berichtigen Sie „einheit“: Mengen in t CO2 zählen, wie sie sind.";
        Finding::at(Code::RB317, faktor.span("einheit"), message, mend)
    })
}

fn gramm(faktor: &Located<Faktor>) -> Option<Finding> {
    let (einheit, count) = faktor.einheit.basis();
    // A kilogram of a refrigerant can be as bad as tonnes of CO2.
    let of_energy = !matches!(einheit, Mengeneinheit::Kilogramm | Mengeneinheit::TonneCo2);
    let most = MOST_KILOGRAMS * count;
    (of_energy && faktor.wert.as_millionths() > most * Dezimal::ONE).then(|| {
        let je = faktor.einheit.text();
        let message = format!("Der Faktor {} ist ungewöhnlich groß; vermutlich steht er in Gramm.", faktor.kennung);
        let kilograms = Dezimal::millionths(faktor.wert.as_millionths() / 1_000);
        let mend = format!("Tragen Sie Kilogramm ein: {} g je {je} sind {kilograms}.", faktor.wert);
        let finding = Finding::at(Code::RB315, faktor.span("wert"), message, mend);
        let most = Dezimal::millionths(most * Dezimal::ONE);
        finding.expected(format!("höchstens {most} kg CO2 je {je}")).found(format!("{} kg CO2 je {je}", faktor.wert))
    })
}

/// Factors between which nothing decides: of one edition, or of one day.
fn twice(faktoren: &[Located<Faktor>]) -> Vec<Finding> {
    let (mut editions, mut days) = (BTreeMap::new(), BTreeMap::new());
    let mut findings = Vec::new();
    for faktor in faktoren {
        let (einheit, _) = faktor.einheit.basis();
        let what = (faktor.traeger.trim(), einheit, faktor.jahr, faktor.systemgrenze);
        let edition = earlier(&mut editions, (what, faktor.ausgabe.trim()), faktor);
        let same = earlier(&mut days, (what, faktor.gueltig_ab), faktor);
        findings.extend(match (edition, same) {
            (Some(other), _) => {
                Some(doppelt(faktor, other, &format!("aus der Ausgabe {}", quoted(&faktor.ausgabe)), "ausgabe"))
            }
            (None, Some(other)) => {
                Some(doppelt(faktor, other, &format!("gültig ab dem {}", day(faktor.gueltig_ab)), "gueltig_ab"))
            }
            (None, None) => None,
        });
    }
    findings
}

/// The factor that came first under a key, where it is not this one.
fn earlier<'a, K: Ord>(
    seen: &mut BTreeMap<K, &'a Located<Faktor>>,
    key: K,
    faktor: &'a Located<Faktor>,
) -> Option<&'a Located<Faktor>> {
    let first = *seen.entry(key).or_insert(faktor);
    (!std::ptr::eq(first, faktor)).then_some(first)
}

fn doppelt(faktor: &Located<Faktor>, other: &Faktor, alike: &str, field: &str) -> Finding {
    let jahr = faktor.jahr.map(|jahr| format!(" {jahr}")).unwrap_or_default();
    let message = format!(
        "Für {}{jahr} je {} gibt es schon den Faktor {} mit der Systemgrenze „{}“, {alike}; welcher gilt, ist offen.",
        faktor.traeger,
        faktor.einheit.basis().0.text(),
        other.kennung,
        other.systemgrenze.text()
    );
    let mend = "Löschen Sie einen der beiden Faktoren. Ist einer die neuere Ausgabe, unterscheiden Sie „ausgabe“ und \
                „gueltig_ab“.";
    Finding::at(Code::RB316, faktor.span(field), message, mend)
}
