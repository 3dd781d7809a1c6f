//! Calls: on which days they can be, and how much they can ask for.

use super::betraege::euro;
use super::{GrantCase, beyond};
use crate::figures::foerderung::{Anlass, Frist, Friststand, abruffristen};
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Euro, Located, Mittelabruf, Zahlungsart, day};

/// Calls without a day, before the notice, or after the last day on which money can be called.
pub(super) fn tage(fall: &GrantCase<'_, '_>) -> Vec<Finding> {
    let rows = fall.sicht.mittelabrufe(&fall.bewilligung.kennung);
    rows.iter()
        .filter_map(|abruf| ohne_tag(abruf).or_else(|| zu_frueh(fall, abruf)).or_else(|| zu_spaet(fall, abruf)))
        .collect()
}

fn ohne_tag(abruf: &Located<Mittelabruf>) -> Option<Finding> {
    (abruf.faellig.is_none() && abruf.datum.is_none()).then(|| {
        let message = format!("Der Mittelabruf {} hat keinen Tag.", abruf.kennung);
        let mend =
            "Tragen Sie unter „faellig“ ein, bis wann abgerufen werden soll, oder unter „datum“, wann abgerufen wurde.";
        Finding::at(Code::RB715, abruf.span("kennung"), message, mend)
    })
}

fn zu_frueh(fall: &GrantCase<'_, '_>, abruf: &Located<Mittelabruf>) -> Option<Finding> {
    let bescheid = fall.bewilligung.bescheid;
    let datum = abruf.datum.filter(|datum| *datum < bescheid)?;
    let message =
        format!("Der Mittelabruf {} liegt vor dem Bescheid der Bewilligung {}.", abruf.kennung, abruf.bewilligung);
    let mend = "Prüfen Sie den Tag und die Kennung der Bewilligung.";
    let finding = Finding::at(Code::RB713, abruf.span("datum"), message, mend);
    Some(finding.expected(format!("ein Tag ab dem {}", day(bescheid))).found(day(datum)))
}

fn zu_spaet(fall: &GrantCase<'_, '_>, abruf: &Located<Mittelabruf>) -> Option<Finding> {
    let bis = fall.bescheid.bewilligungszeitraum_bis?;
    let (field, on) = if let Some(datum) = abruf.datum { ("datum", datum) } else { ("faellig", abruf.faellig?) };
    // What was planned for a time when nothing can be called is no call any more.
    if on <= bis || (abruf.datum.is_none() && fall.stand.abgelaufen) {
        return None;
    }
    let (kennung, name) = (&abruf.kennung, &abruf.bewilligung);
    let (message, mend) = if abruf.datum.is_some() {
        (
            format!("Der Mittelabruf {kennung} liegt nach dem Bewilligungszeitraum der Bewilligung {name}."),
            "Prüfen Sie den Tag, und tragen Sie eine Verlängerung in der Tabelle Änderungsbescheide ein.",
        )
    } else {
        (
            format!(
                "Der Mittelabruf {kennung} ist für die Zeit nach dem Bewilligungszeitraum der Bewilligung {name} geplant."
            ),
            "Rufen Sie das Geld früher ab, oder beantragen Sie eine Verlängerung; sonst verfällt es.",
        )
    };
    let finding = Finding::at(Code::RB714, abruf.span(field), message, mend);
    Some(finding.expected(format!("ein Tag bis zum {}", day(bis))).found(day(on)))
}

/// More called than was granted: at the time of the call, and now. What was paid back before can be called again.
///
/// A grant that was cut after the call was called rightly; what is too much then is to be paid back.
pub(super) fn summen(fall: &GrantCase<'_, '_>) -> Option<Finding> {
    let stand = &fall.stand;
    let row = first_beyond(fall)?;
    let message = format!("Aus der Bewilligung {} ist mehr abgerufen, als bewilligt ist.", row.bewilligung);
    let mend = "Prüfen Sie die Beträge der Mittelabrufe und des Bescheids. Eine Erhöhung gehört in die Tabelle Änderungsbescheide.";
    let finding = Finding::at(Code::RB709, row.span("betrag"), message, mend);
    let repaid = zurueckgezahlt(fall);
    let less = if repaid.is_zero() { String::new() } else { format!(", {} zurückgezahlt", euro(repaid)) };
    let found = format!("zusammen {}{less}", euro(stand.angefordert));
    Some(finding.expected(format!("zusammen höchstens {}", euro(stand.bescheid.betrag))).found(found))
}

/// The first call with which more was out than the notice of its day and the newest one grant.
fn first_beyond<'a>(fall: &GrantCase<'_, 'a>) -> Option<&'a Located<Mittelabruf>> {
    let stand = &fall.stand;
    let mut calls: Vec<_> = stand.abrufe.iter().filter_map(|abruf| Some((abruf.datum?, *abruf))).collect();
    calls.sort_by_key(|(tag, _)| *tag);
    let mut repayments: Vec<_> = stand.zahlungen.iter().filter(|z| z.art == Zahlungsart::Rueckzahlung).collect();
    repayments.sort_by_key(|zahlung| zahlung.datum);
    let (mut repayments, mut notices) = (repayments.into_iter().peekable(), stand.aenderungen.iter().peekable());
    let (mut then, mut out) = (fall.bewilligung.as_granted(), Euro::ZERO);
    for (tag, abruf) in calls {
        while let Some(notice) = notices.next_if(|notice| notice.datum <= tag) {
            then = then.after(notice);
        }
        while let Some(zahlung) = repayments.next_if(|zahlung| zahlung.datum <= tag) {
            out = out.minus(zahlung.betrag);
        }
        out = out.plus(abruf.betrag);
        if out > then.betrag.max(stand.bescheid.betrag) {
            return Some(abruf);
        }
    }
    None
}

fn zurueckgezahlt(fall: &GrantCase<'_, '_>) -> Euro {
    fall.stand.zahlungen.iter().filter(|z| z.art == Zahlungsart::Rueckzahlung).map(|z| z.betrag).sum()
}

/// Planned calls whose day is over on the day of the run, while there is money to call.
pub(super) fn ueberfaellig(fall: &GrantCase<'_, '_>, bestand: &Bestand) -> Vec<Finding> {
    let all = abruffristen(fall.sicht, &fall.stand, &fall.uhr(bestand));
    all.iter().filter(|frist| frist.stand == Friststand::Ueberfaellig).filter_map(nachholen).collect()
}

fn nachholen(frist: &Frist<'_>) -> Option<Finding> {
    let Anlass::Mittelabruf(abruf) = frist.anlass else { return None };
    // A call with a day still to come has its finding.
    abruf.datum.is_none().then(|| {
        let (kennung, name, seit) = (&abruf.kennung, &abruf.bewilligung, day(frist.tag));
        let message = format!("Der geplante Mittelabruf {kennung} aus der Bewilligung {name} ist seit dem {seit} überfällig.");
        let mend = "Tragen Sie unter „datum“ ein, wann abgerufen wurde. Ist es noch nicht geschehen, rufen Sie ab, oder planen \
                    Sie unter „faellig“ einen neuen Termin.";
        Finding::at(Code::RB726, abruf.span("faellig"), message, mend)
    })
}

/// More planned than is left of the grant; after the end of the Bewilligungszeitraum plans for what was lost are void.
pub(super) fn planned(fall: &GrantCase<'_, '_>) -> Option<Finding> {
    let granted = fall.bescheid.betrag;
    let rows = fall.sicht.mittelabrufe(&fall.bewilligung.kennung).iter().copied();
    let (called, mut planned): (Vec<_>, Vec<_>) = rows.partition(|abruf| abruf.datum.is_some());
    let called: Euro = called.iter().map(|abruf| abruf.betrag).sum();
    if called.minus(zurueckgezahlt(fall)) > granted || !fall.stand.lapsed().is_zero() {
        return None;
    }
    planned.sort_by_key(|abruf| abruf.faellig);
    let sum: Euro = planned.iter().map(|abruf| abruf.betrag).sum();
    let left = granted.minus(called).max(Euro::ZERO);
    let row = beyond(planned.into_iter().map(|abruf| (abruf, abruf.betrag)), left)?;
    let name = &row.bewilligung;
    let message = format!("Aus der Bewilligung {name} sind mehr Abrufe geplant, als noch abrufbar ist.");
    let mend = "Prüfen Sie die Beträge. Ein geplanter Abruf, der geschehen ist, bekommt unter „datum“ seinen Tag; einen, der \
                entfällt, löschen Sie.";
    let finding = Finding::at(Code::RB727, row.span("betrag"), message, mend);
    let expected =
        format!("zusammen höchstens {}: {} bewilligt, {} abgerufen", euro(left), euro(granted), euro(called));
    Some(finding.expected(expected).found(format!("zusammen {} geplant", euro(sum))))
}
