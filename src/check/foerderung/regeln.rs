//! Rules of programmes: what they can say, and grants that go beyond them.

use super::GrantCase;
use crate::figures::foerderung::SPANNE;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, day};

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for regel in &bestand.programmregeln {
        let stated = [
            ("verbrauch_monate", regel.verbrauch_monate),
            ("abruf_monate", regel.abruf_monate),
            ("nachweis_monate", regel.nachweis_monate),
        ];
        let wrong =
            stated.into_iter().filter_map(|(field, months)| Some((field, months.filter(|m| !SPANNE.contains(m))?)));
        findings.extend(wrong.map(|(field, months)| {
            let mend = "Tragen Sie ganze Monate ein, oder lassen Sie das Feld leer, wenn das Programm nichts verlangt.";
            let finding =
                Finding::at(Code::RB010, regel.span(field), "Die Zahl der Monate ist hier nicht möglich.", mend);
            finding.expected(spanne()).found(months.to_string())
        }));
    }
    findings
}

/// What a number of months or days can be.
pub(in crate::check) fn spanne() -> String {
    format!("eine ganze Zahl von {} bis {}", SPANNE.start(), SPANNE.end())
}

/// A share above the highest of the programme.
pub(super) fn quote(fall: &GrantCase<'_, '_>) -> Option<Finding> {
    let (bewilligung, regel) = (fall.bewilligung, fall.regel?);
    let most = regel.foerderquote?;
    let quote = bewilligung.foerderquote.filter(|quote| *quote > most)?;
    let (kennung, programm) = (&bewilligung.kennung, &bewilligung.programm);
    let message = format!("Die Förderquote der Bewilligung {kennung} ist höher, als das Programm {programm} erlaubt.");
    let mend =
        "Vergleichen Sie die Quote mit dem Bescheid. Stimmt sie, prüfen Sie die Regel in der Tabelle Programmregeln.";
    let finding = Finding::at(Code::RB708, bewilligung.span("foerderquote"), message, mend);
    let expected = format!("höchstens {most}, nach der Regel ab dem {} ({})", day(regel.gueltig_ab), regel.quelle);
    Some(finding.expected(expected).found(quote.to_string()))
}
