//! Money that was called and used late, with the interest that the funder can ask for.

use super::GrantCase;
use super::betraege::euro;
use crate::figures::foerderung::{Verspaetung, Verwendung, Zinsabschnitt, verwendungen, zinsen};
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Euro, day};

/// How many parts of a payment a finding names one by one.
const MOST_PARTS: usize = 3;

/// Payments of which a part was used after its last day, or is still there after it.
pub(super) fn check(fall: &GrantCase<'_, '_>, bestand: &Bestand) -> Vec<Finding> {
    let all = verwendungen(&fall.stand, fall.regel.map(|regel| &**regel));
    all.iter().filter_map(|verwendung| late_use(fall, bestand, verwendung)).collect()
}

fn late_use(fall: &GrantCase<'_, '_>, bestand: &Bestand, verwendung: &Verwendung<'_>) -> Option<Finding> {
    let bis = verwendung.bis?;
    let late: Vec<Verspaetung> = verwendung.late_parts(fall.heute).collect();
    let last = late.last()?;
    let (zahlung, sum) = (verwendung.zahlung, late.iter().map(|part| part.teil.betrag).sum());
    let how = if last.teil.am.is_some() { "zu spät verwendet" } else { "nicht rechtzeitig verwendet" };
    let message = format!(
        "Vom Zahlungseingang {} der Bewilligung {} wurden {} {how}.",
        zahlung.kennung,
        zahlung.bewilligung,
        euro(sum)
    );
    let mend = "Tragen Sie fehlende Ausgaben oder Rückzahlungen nach. Fehlt keine, kann die Behörde Zinsen vom Tag der Auszahlung \
                an verlangen. Was noch da ist, verwenden Sie, oder zahlen Sie es zurück.";
    let parts: Vec<String> = late.iter().take(MOST_PARTS).map(teil).collect();
    let more = if late.len() > MOST_PARTS { " …" } else { "" };
    let found = format!("{}{more}; {}", parts.join(", "), geschaetzt(bestand, fall, &late));
    let finding = Finding::at(Code::RB731, zahlung.span("datum"), message, mend);
    Some(finding.expected(format!("verwendet bis zum {}", day(bis))).found(found))
}

/// A part in words: `60.000,00 € am 10.09.2021, nach 193 Tagen`.
fn teil(part: &Verspaetung) -> String {
    let (betrag, tage) = (euro(part.teil.betrag), part.tage());
    match part.teil.am {
        Some(am) => format!("{betrag} am {}, nach {tage} Tagen", day(am)),
        None => format!("{betrag} noch nicht, seit {tage} Tagen"),
    }
}

/// The interest on all parts, or why nobody can say it.
fn geschaetzt(bestand: &Bestand, fall: &GrantCase<'_, '_>, late: &[Verspaetung]) -> String {
    let of_part = |part: &Verspaetung| {
        let ebene = bestand.ebene(fall.bewilligung)?;
        zinsen(&bestand.stammdaten, ebene, part.teil.betrag, (part.von, part.bis))
    };
    let sections: Option<Vec<_>> = late.iter().map(of_part).collect();
    let Some(sections) = sections else {
        return "Zinsen nicht geschätzt, weil in ratsbericht.toml unter [[basiszinssatz]] oder [[zinspunkte]] etwas fehlt".into();
    };
    let sum: Euro = sections.iter().flatten().map(|section| section.zinsen).sum();
    let unchecked = sections.iter().flatten().any(Zinsabschnitt::ungeprueft);
    let mark = if unchecked { " mit ungeprüften Zinssätzen" } else { "" };
    format!("geschätzte Zinsen {}{mark}, ohne Festsetzung durch die Behörde", euro(sum))
}
