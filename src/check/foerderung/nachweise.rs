//! Proofs: what is overdue, and what cannot be the proof that it says it is.

use chrono::Datelike;

use super::GrantCase;
use crate::figures::foerderung::{Anlass, Frist, Friststand, Tagesart, nachweisfristen};
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Located, Nachweis, Nachweisart, day};

pub(super) fn check(fall: &GrantCase<'_, '_>, bestand: &Bestand) -> Vec<Finding> {
    let mut findings = ueberfaellig(fall, bestand);
    for nachweis in fall.sicht.nachweise(&fall.bewilligung.kennung) {
        findings.extend(einheiten(nachweis));
        findings.extend(match nachweis.art {
            Nachweisart::Zwischennachweis => jahr(fall, nachweis),
            Nachweisart::Verwendungsnachweis => zu_frueh(fall, nachweis),
        });
    }
    findings
}

/// Proofs whose day is over on the day of the run; of several yearly ones the first, which leads to the others.
fn ueberfaellig(fall: &GrantCase<'_, '_>, bestand: &Bestand) -> Vec<Finding> {
    let all = nachweisfristen(fall.sicht, &fall.stand, fall.regel.map(|regel| &**regel), &fall.uhr(bestand));
    let overdue = all.into_iter().filter(|frist| frist.stand == Friststand::Ueberfaellig);
    let (whole, yearly): (Vec<_>, Vec<_>) = overdue.partition(|frist| frist.anlass == Anlass::Verwendungsnachweis);
    let yearly = yearly.first().map(|first| nachreichen(fall, first, yearly.len() - 1));
    yearly.into_iter().chain(whole.iter().map(|frist| nachreichen(fall, frist, 0))).collect()
}

fn nachreichen(fall: &GrantCase<'_, '_>, frist: &Frist<'_>, later: usize) -> Finding {
    let bewilligung = fall.bewilligung;
    let typed = bewilligung.verwendungsnachweis.filter(|_| frist.art == Tagesart::Termin);
    let field = match (frist.anlass, typed, bewilligung.zwischennachweis) {
        (Anlass::Verwendungsnachweis, Some(_), _) => "verwendungsnachweis",
        (Anlass::Zwischennachweis(_), _, Some(_)) => "zwischennachweis",
        _ => "kennung",
    };
    let later = match later {
        0 => String::new(),
        1 => ", der nächste fehlt auch".into(),
        n => format!(", {n} spätere fehlen auch"),
    };
    let (what, kennung) = (frist.anlass.text(), &bewilligung.kennung);
    let message = format!("Der {what} zur Bewilligung {kennung} ist seit dem {} überfällig{later}.", day(frist.tag));
    let expected = frist.herleitung.as_ref().map(|rule| format!("eingereicht bis zum {}: {rule}", day(frist.tag)));
    let mend = "Tragen Sie den Nachweis in der Tabelle Nachweise ein. Ist er nicht eingereicht, holen Sie es nach, oder \
                bitten Sie die Bewilligungsbehörde um eine spätere Frist.";
    let finding = Finding::at(Code::RB722, bewilligung.span(field), message, mend);
    Finding { expected, ..finding }
}

/// A yearly proof without a year, or about a year in which the grant did not run.
fn jahr(fall: &GrantCase<'_, '_>, nachweis: &Located<Nachweis>) -> Option<Finding> {
    let bewilligung = fall.bewilligung;
    let von = bewilligung.durchfuehrung_von.unwrap_or(bewilligung.bescheid).year();
    let bis = fall.stand.bescheid.durchfuehrung_bis.map(|bis| bis.year());
    let runs = |jahr: i32| von <= jahr && bis.is_none_or(|bis| jahr <= bis);
    if nachweis.jahr.is_some_and(|jahr| runs(jahr.zahl())) {
        return None;
    }
    let (field, message) = match nachweis.jahr {
        None => ("art", format!("Beim Zwischennachweis zur Bewilligung {} fehlt das Jahr.", bewilligung.kennung)),
        Some(jahr) => {
            let name = &bewilligung.kennung;
            ("jahr", format!("Im Jahr {jahr} lief die Durchführung der Bewilligung {name} nicht."))
        }
    };
    let mend = "Tragen Sie unter „jahr“ ein, über welches Jahr der Zwischennachweis berichtet.";
    let expected = match bis {
        Some(bis) if bis == von => format!("das Jahr {von}"),
        Some(bis) => format!("ein Jahr von {von} bis {bis}"),
        None => format!("ein Jahr ab {von}"),
    };
    Some(Finding::at(Code::RB724, nachweis.span(field), message, mend).expected(expected))
}

/// Units below zero.
fn einheiten(nachweis: &Located<Nachweis>) -> Option<Finding> {
    let einheiten = nachweis.einheiten.filter(|einheiten| *einheiten < 0)?;
    let mend = "Tragen Sie ein, wie viele Einheiten nachgewiesen sind.";
    let finding = Finding::at(Code::RB010, nachweis.span("einheiten"), "Die Zahl der Einheiten ist negativ.", mend);
    Some(finding.expected("eine ganze Zahl ab 0").found(einheiten.to_string()))
}

/// The proof about the whole, handed in while expenditure can still come.
fn zu_frueh(fall: &GrantCase<'_, '_>, nachweis: &Located<Nachweis>) -> Option<Finding> {
    let bis = fall.stand.bescheid.durchfuehrung_bis.filter(|bis| nachweis.eingereicht < *bis)?;
    let kennung = &fall.bewilligung.kennung;
    let message = format!("Der Verwendungsnachweis zur Bewilligung {kennung} liegt vor dem Ende der Durchführung.");
    let mend = "Prüfen Sie den Tag und die Art. Ausgaben danach stehen nicht in diesem Nachweis.";
    let finding = Finding::at(Code::RB723, nachweis.span("eingereicht"), message, mend);
    Some(finding.expected(format!("ein Tag ab dem {}", day(bis))).found(day(nachweis.eingereicht)))
}
