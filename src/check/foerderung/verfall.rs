//! Money that was not called in time.

use super::GrantCase;
use super::betraege::euro;
use crate::finding::{Code, Finding};
use crate::model::{Euro, Nachweisart, day};

/// What a grant left behind at the end of its Bewilligungszeitraum.
pub(super) fn check(fall: &GrantCase<'_, '_>) -> Option<Finding> {
    let stand = &fall.stand;
    let bis = stand.bescheid.bewilligungszeitraum_bis?;
    // Money that came without a call shows that calls are missing, which has its finding.
    let lost = verloren(fall).filter(|lost| *lost > Euro::ZERO && stand.ausgezahlt <= stand.angefordert)?;
    let kennung = &fall.bewilligung.kennung;
    let message = format!(
        "Aus der Bewilligung {kennung} sind {} verfallen: Der Bewilligungszeitraum endete am {}.",
        euro(lost),
        day(bis)
    );
    let mend = "Tragen Sie nach, was fehlt: Abrufe in der Tabelle Mittelabrufe, eine Verlängerung oder eine Kürzung in der \
                Tabelle Änderungsbescheide. Fehlt nichts, ist das Geld verloren.";
    let field =
        if fall.bewilligung.bewilligungszeitraum_bis.is_some() { "bewilligungszeitraum_bis" } else { "kennung" };
    let finding = Finding::at(Code::RB728, fall.bewilligung.span(field), message, mend);
    let expected = format!("{} abgerufen bis zum {}", euro(stand.angefordert.plus(lost)), day(bis));
    Some(finding.expected(expected).found(format!("{} abgerufen", euro(stand.angefordert))))
}

/// What was not called, once the time is over; of a grant that has proved its expenditure, only what was due for it.
fn verloren(fall: &GrantCase<'_, '_>) -> Option<Euro> {
    let stand = &fall.stand;
    let rest = stand.lapsed();
    let proved = |art, tag| art == Nachweisart::Verwendungsnachweis && tag <= fall.heute;
    let nachweise = fall.sicht.nachweise(&fall.bewilligung.kennung);
    if !nachweise.iter().any(|nachweis| proved(nachweis.art, nachweis.eingereicht)) {
        return Some(rest);
    }
    let due = stand.due().filter(|_| !stand.verausgabt.is_zero());
    Some(due.map_or(rest, |due| due.minus(stand.angefordert).min(rest)))
}
