//! Rules of programmes: what they can say, and grants that go beyond them.

use super::GrantCase;
use crate::figures::foerderung::SPANNE;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Located, Programmregel, day};

pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = Vec::new();
    for regel in &bestand.programmregeln {
        let stated = [
            ("verbrauch_monate", "Monate", regel.verbrauch_monate),
            ("verbrauch_tage", "Tage", regel.verbrauch_tage),
            ("abruf_monate", "Monate", regel.abruf_monate),
            ("nachweis_monate", "Monate", regel.nachweis_monate),
        ];
        let wrong = stated
            .into_iter()
            .filter_map(|(field, unit, number)| Some((field, unit, number.filter(|number| !SPANNE.contains(number))?)));
        findings.extend(wrong.map(|(field, unit, number)| {
            let message = format!("Die Zahl der {unit} ist hier nicht möglich.");
            let mend = format!(
                "Tragen Sie ganze {unit} ein, oder lassen Sie das Feld leer, wenn das Programm nichts verlangt."
            );
            let finding = Finding::at(Code::RB010, regel.span(field), message, mend);
            finding.expected(spanne()).found(number.to_string())
        }));
        findings.extend(twice(regel));
    }
    findings
}

/// Months and days for the same period.
fn twice(regel: &Located<Programmregel>) -> Option<Finding> {
    let (monate, tage) = regel.verbrauch_monate.zip(regel.verbrauch_tage)?;
    let message = "Für den Verbrauch stehen Monate und Tage da.";
    let mend = "Lassen Sie eines der Felder „verbrauch_monate“ und „verbrauch_tage“ leer.";
    let finding = Finding::at(Code::RB010, regel.span("verbrauch_tage"), message, mend);
    Some(finding.expected("Monate oder Tage").found(format!("{monate} und {tage}")))
}

/// What a number of months or days can be.
pub(in crate::check) fn spanne() -> String {
    format!("eine ganze Zahl von {} bis {}", SPANNE.start(), SPANNE.end())
}

/// A share above the highest of the programme, in the notice or in one that changed it.
pub(super) fn quote(fall: &GrantCase<'_, '_>) -> Option<Finding> {
    let (bewilligung, regel) = (fall.bewilligung, fall.regel?);
    let most = regel.foerderquote?;
    let notices = fall.sicht.aenderungen(&bewilligung.kennung).iter();
    let notices = notices.map(|notice| (notice.foerderquote, notice.span("foerderquote")));
    let all = std::iter::once((bewilligung.foerderquote, bewilligung.span("foerderquote"))).chain(notices);
    let (quote, span) = all.filter_map(|(quote, span)| Some((quote?, span))).find(|(quote, _)| *quote > most)?;
    let (kennung, programm) = (&bewilligung.kennung, &bewilligung.programm);
    let message = format!("Die Förderquote der Bewilligung {kennung} ist höher, als das Programm {programm} erlaubt.");
    let mend =
        "Vergleichen Sie die Quote mit dem Bescheid. Stimmt sie, prüfen Sie die Regel in der Tabelle Programmregeln.";
    let finding = Finding::at(Code::RB708, span, message, mend);
    let expected = format!("höchstens {most}, nach der Regel ab dem {} ({})", day(regel.gueltig_ab), regel.quelle);
    Some(finding.expected(expected).found(quote.to_string()))
}
