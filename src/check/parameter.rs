//! Parameters of the municipality that contradict one another.

use crate::finding::{Code, Finding};
use crate::model::{Located, Stammdaten};

pub(super) fn check(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
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
