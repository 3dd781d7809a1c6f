//! Parameters of the municipality that contradict one another.

use crate::finding::{Code, Finding};
use crate::model::{Bedingung, Located, Stammdaten};

pub(super) fn check(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let mut findings = klima(stammdaten);
    findings.extend(spans_of_time(stammdaten));
    findings.extend(auswahlen(stammdaten));
    findings
}

fn klima(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let klima = &stammdaten.klima;
    let rules = [
        (klima.grenze_mittel > 0, "grenze_mittel", "eine Zahl über 0"),
        (klima.grenze_gross > klima.grenze_mittel, "grenze_gross", "eine Zahl über grenze_mittel"),
        (klima.einsparziel >= klima.grenze_gross, "einsparziel", "eine Zahl ab grenze_gross"),
    ];
    let broken = rules.into_iter().filter(|(holds, ..)| !holds);
    broken
        .map(|(_, field, expected)| {
            let mend = "Die Grenzen stehen in t CO2 je Jahr und steigen: mittel, groß, Einsparziel.";
            let span = stammdaten.span(&format!("klima/{field}"));
            Finding::at(Code::RB010, span, format!("Der Wert „{field}“ passt nicht zu den anderen Grenzen."), mend)
                .expected(expected)
        })
        .collect()
}

/// Terms and bodies that end before they begin.
fn spans_of_time(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let terms = stammdaten.wahlperiode.indexed();
    let terms = terms.map(|(i, w)| (format!("wahlperiode/{i}/ende"), Some(w.beginn), w.ende));
    let bodies = stammdaten.gremium.indexed().map(|(i, g)| (format!("gremium/{i}/bis"), g.von, g.bis));
    let turned = terms.chain(bodies).filter(|(_, from, to)| from.zip(*to).is_some_and(|(from, to)| to < from));
    turned
        .map(|(path, ..)| {
            let message = "Der letzte Tag liegt vor dem ersten.";
            Finding::at(Code::RB101, stammdaten.span(&path), message, "Prüfen Sie beide Tage.")
        })
        .collect()
}

/// Selections that hold nothing, or everything by an oversight.
fn auswahlen(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, auswahl) in stammdaten.auswahl.indexed() {
        let empty = auswahl.eine_von.iter().position(|bedingung| *bedingung == Bedingung::default());
        let path = match empty {
            Some(j) => format!("auswahl/{i}/eine_von/{j}"),
            None if auswahl.eine_von.is_empty() => format!("auswahl/{i}/eine_von"),
            None => continue,
        };
        let message = format!("Die Auswahl „{}“ hat eine leere Bedingung.", auswahl.kennung);
        let mend = "Nennen Sie in jeder Bedingung mindestens ein Merkmal, zum Beispiel { handlungsfeld = \"…\" }.";
        findings.push(Finding::at(Code::RB010, stammdaten.span(&path), message, mend));
    }
    findings
}
