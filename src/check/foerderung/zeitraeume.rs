//! Days of a grant: notice, Durchführung, and until when money can be called.

use chrono::NaiveDate;

use crate::check::projekte::{stimmt, turned};
use crate::finding::{Code, Finding};
use crate::model::{Bescheidstand, Bewilligung, Located, Projekt, Sicht, day};
use crate::source::Span;

/// Days of the notice itself.
pub(super) fn bescheid(bewilligung: &Located<Bewilligung>) -> Vec<Finding> {
    if verkehrt(bewilligung) {
        let message = "Der Durchführungszeitraum endet vor seinem Beginn.";
        return vec![turned(bewilligung.span("durchfuehrung_bis"), message)];
    }
    ends(bewilligung, &bewilligung.as_granted(), |field| Some(bewilligung.span(field)))
}

/// Periods that end too early after some notice; `span` gives the place of a field, where the notice states it.
pub(super) fn ends(
    bewilligung: &Bewilligung,
    stand: &Bescheidstand,
    span: impl Fn(&str) -> Option<Span>,
) -> Vec<Finding> {
    let bis = stand.durchfuehrung_bis;
    let bescheid = (bewilligung.bescheid, "dem Bescheid");
    let durchfuehrung = bis.map(|bis| (bis, "dem Ende des Durchführungszeitraums"));
    let later = durchfuehrung.filter(|(bis, _)| *bis >= bewilligung.bescheid).unwrap_or(bescheid);
    let zeitraum = ("Der Bewilligungszeitraum", stand.bewilligungszeitraum_bis);
    // What ends too early for a period that was prolonged stands with the prolonging.
    let at_end = span("bewilligungszeitraum_bis").or_else(|| span("durchfuehrung_bis"));
    let first = zu_frueh(bewilligung, span("durchfuehrung_bis"), ("Der Durchführungszeitraum", bis), bescheid);
    let proof = nachweis(bewilligung, stand, span("verwendungsnachweis").or_else(|| span("durchfuehrung_bis")));
    first.into_iter().chain(zu_frueh(bewilligung, at_end, zeitraum, later)).chain(proof).collect()
}

/// Whether the Durchführungszeitraum ends before it begins.
fn verkehrt(bewilligung: &Bewilligung) -> bool {
    let period = bewilligung.durchfuehrung_von.zip(bewilligung.durchfuehrung_bis);
    period.is_some_and(|(von, bis)| bis < von)
}

/// A period that ends before a day which it must reach.
fn zu_frueh(
    bewilligung: &Bewilligung,
    span: Option<Span>,
    (what, last): (&str, Option<NaiveDate>),
    (limit, than): (NaiveDate, &str),
) -> Option<Finding> {
    let last = last.filter(|last| *last < limit)?;
    let message = format!("{what} der Bewilligung {} endet vor {than}.", bewilligung.kennung);
    let mend = "Vergleichen Sie die Tage mit dem Bescheid.";
    let finding = Finding::at(Code::RB704, span?, message, mend);
    Some(finding.expected(format!("ein Tag ab dem {}", day(limit))).found(day(last)))
}

/// A Termin of the Verwendungsnachweis while what it proves still runs, mostly because only the period was prolonged.
fn nachweis(bewilligung: &Bewilligung, stand: &Bescheidstand, span: Option<Span>) -> Option<Finding> {
    let bis = stand.vorhabenende()?;
    let termin = stand.verwendungsnachweis.filter(|termin| *termin < bis)?;
    let what = if stand.durchfuehrung_bis.is_some() { "der Durchführung" } else { "des Bewilligungszeitraums" };
    let kennung = &bewilligung.kennung;
    let message = format!("Der Termin des Verwendungsnachweises zur Bewilligung {kennung} liegt vor dem Ende {what}.");
    let mend = "Vergleichen Sie die Tage mit dem Bescheid. Einen neuen Termin nach einer Verlängerung tragen Sie in der Tabelle \
                Änderungsbescheide unter „verwendungsnachweis“ ein; bis dahin gilt, was das Programm vorsieht.";
    let finding = Finding::at(Code::RB704, span?, message, mend);
    Some(finding.expected(format!("ein Tag ab dem {}", day(bis))).found(day(termin)))
}

/// A project that goes on when its grant no longer pays, prolongings included.
pub(super) fn projekt(sicht: &Sicht<'_>, projekt: &Projekt, bewilligung: &Located<Bewilligung>) -> Option<Finding> {
    let planned = projekt.ende_geplant.filter(|_| projekt.abbruch.is_none());
    let ende = projekt.ende.or(planned)?;
    let bis = sicht.bescheid(bewilligung, NaiveDate::MAX).durchfuehrung_bis.filter(|bis| *bis < ende)?;
    if verkehrt(bewilligung) || !stimmt(projekt) {
        return None;
    }
    let (kennung, name) = (&bewilligung.kennung, projekt.bezeichnung());
    let (message, mend) = if projekt.ende.is_some() {
        (
            format!("Das Projekt {name} endete nach dem Durchführungszeitraum der Bewilligung {kennung}."),
            "Tragen Sie eine bewilligte Verlängerung in der Tabelle Änderungsbescheide ein. Ohne sie zählen spätere \
             Ausgaben nicht zu dieser Zuwendung.",
        )
    } else {
        (
            format!("Das Projekt {name} soll nach dem Durchführungszeitraum der Bewilligung {kennung} enden."),
            "Beantragen Sie eine Verlängerung, oder planen Sie für die Ausgaben danach andere Mittel ein.",
        )
    };
    let finding = Finding::at(Code::RB707, bewilligung.span("durchfuehrung_bis"), message, mend);
    Some(finding.expected(format!("ein Tag ab dem {}", day(ende))).found(day(bis)))
}
