//! The cover: number, department, author and the days that must fit them; the Beratungsfolge, and who decides.

mod beratung;
mod beschluss;
mod rat;
mod vorbehalt;
mod wahlperioden;

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use regex::Regex;

use super::days;
use crate::figures::Vorlagenlage;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Kennung, Located, Vorlage, VorlageOrdner, Vorlageart, Vorlagenfrist, day};
use crate::source::pattern;

/// The records that covers are made from, and the covers.
pub(super) fn check(bestand: &Bestand) -> Vec<Finding> {
    let mut findings = wahlperioden::check(&bestand.stammdaten);
    for ordner in &bestand.vorlagen {
        findings.extend(cover(bestand, ordner));
        findings.extend(beratung::check(bestand, &ordner.vorlage));
    }
    findings
}

/// The Beratungsfolge beside the Beschlussvorschlag and the form.
pub(super) fn vorlage(lage: &Vorlagenlage<'_>) -> Vec<Finding> {
    let text = lage.ordner.beschlussvorschlag.as_ref();
    let mut findings = text.map(|text| beschluss::check(lage.bestand, lage.vorlage(), text)).unwrap_or_default();
    findings.extend(text.into_iter().flat_map(|text| vorbehalt::check(lage.bestand, lage.vorlage(), text)));
    findings.extend(rat::check(lage));
    findings
}

fn cover(bestand: &Bestand, ordner: &VorlageOrdner) -> Vec<Finding> {
    let vorlage = &ordner.vorlage;
    let rules = [
        erste_sitzung(vorlage),
        frist(bestand, vorlage),
        wahlperiode(bestand, vorlage),
        jahr(bestand, vorlage),
        beschlussvorschlag(bestand, ordner),
        einheit(bestand, vorlage),
        verfasser(bestand, vorlage),
    ];
    rules.into_iter().flatten().collect()
}

fn erste_sitzung(vorlage: &Located<Vorlage>) -> Option<Finding> {
    let first = vorlage.beratungsfolge.iter().map(|b| b.datum).min().filter(|first| *first <= vorlage.datum)?;
    let message = "Das Datum der Vorlage liegt nicht vor der ersten Sitzung.";
    let finding = Finding::at(Code::RB403, vorlage.span("datum"), message, "Prüfen Sie beide Tage.");
    Some(finding.expected(format!("ein Tag vor dem {}", day(first))).found(day(vorlage.datum)))
}

/// The days between paper and first meeting [param]; a Tischvorlage comes to the meeting itself.
fn frist(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Option<Finding> {
    let frist = bestand.stammdaten.vorlagenfrist.as_ref().filter(|frist| frist.gueltig_ab <= vorlage.datum)?;
    let first = vorlage.beratungsfolge.iter().map(|b| b.datum).min()?;
    let full_days = volle_tage(vorlage.datum, first).filter(|days| *days < i64::from(frist.tage))?;
    if bestand.stammdaten.sinn_der_art(&vorlage.vorlageart) == Some(Vorlageart::Tischvorlage) {
        return None;
    }
    let between = anzahl(full_days);
    let message = format!("Zwischen dem Datum der Vorlage und der ersten Sitzung am {} {between}.", day(first));
    let art = bestand.stammdaten.words_for_art(Vorlageart::Tischvorlage);
    let mend = format!("Prüfen Sie beide Tage. Stimmen sie, wählen Sie eine spätere Sitzung oder die Art {art}.");
    let finding = Finding::at(Code::RB412, vorlage.span("datum"), message, mend);
    Some(finding.expected(spaetestens(frist, first)).found(day(vorlage.datum)))
}

/// The full days between two days; `None` where the first is not before the second.
fn volle_tage(from: NaiveDate, to: NaiveDate) -> Option<i64> {
    Some((to - from).num_days() - 1).filter(|days| *days >= 0)
}

fn anzahl(full_days: i64) -> String {
    match full_days {
        0 => "liegt kein voller Tag".into(),
        1 => "liegt nur ein voller Tag".into(),
        n => format!("liegen nur {n} volle Tage"),
    }
}

fn spaetestens(frist: &Vorlagenfrist, first: NaiveDate) -> String {
    let Vorlagenfrist { tage, quelle, .. } = frist;
    let last = u64::try_from(*tage).ok().and_then(|tage| first.checked_sub_days(Days::new(tage + 1)));
    let last = last.map(|last| format!("ein Tag bis zum {}, also ", day(last))).unwrap_or_default();
    format!("{last}mindestens {tage} volle Tage; Quelle: {quelle}")
}

fn wahlperiode(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Option<Finding> {
    let kennung = bestand.stammdaten.nummernteile(&vorlage.nummer)?.wahlperiode?;
    let periode = bestand.stammdaten.wahlperiode.iter().find(|w| w.kennung == kennung)?;
    if periode.beginn <= vorlage.datum && periode.ende.is_none_or(|ende| vorlage.datum <= ende) {
        return None;
    }
    let message = format!("Das Datum der Vorlage liegt nicht in der Wahlperiode {kennung}.");
    let finding = Finding::at(Code::RB405, vorlage.span("datum"), message, "Prüfen Sie Datum und Vorlage-Nr.");
    Some(finding.expected(days(Some(periode.beginn), periode.ende)).found(day(vorlage.datum)))
}

/// A number is given in the year of the paper, or in the one before where the paper is dated later [practice].
fn jahr(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Option<Finding> {
    let jahr = bestand.stammdaten.nummernteile(&vorlage.nummer)?.jahr?;
    let year = vorlage.datum.year();
    if [year, year - 1].iter().any(|year| year.to_string().ends_with(jahr)) {
        return None;
    }
    let message = "Das Jahr der Vorlage-Nr passt nicht zum Datum der Vorlage.";
    let finding = Finding::at(Code::RB418, vorlage.span("nummer"), message, "Prüfen Sie Datum und Vorlage-Nr.");
    Some(finding.expected(format!("eine Nummer aus {} oder {year}", year - 1)).found(format!("„{jahr}“")))
}

fn beschlussvorschlag(bestand: &Bestand, ordner: &VorlageOrdner) -> Option<Finding> {
    let vorlage = &ordner.vorlage;
    let sinn = bestand.stammdaten.sinn_der_art(&vorlage.vorlageart);
    let missing = ordner.beschlussvorschlag.is_none() && sinn == Some(Vorlageart::Entscheidungsvorlage);
    // While a paper is written, it may yet come.
    (missing && !vorlage.is_draft()).then(|| {
        let mend = "Legen Sie im Ordner der Vorlage die Datei beschlussvorschlag.md oder beschlussvorschlag.docx an.";
        let message = "Die Vorlage hat keinen Beschlussvorschlag.";
        Finding::at(Code::RB406, vorlage.span("vorlageart"), message, mend)
    })
}

/// The number begins with the department in charge, or with one that it belongs to [form].
fn einheit(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Option<Finding> {
    let (teile, stelle) = (bestand.stammdaten.nummernteile(&vorlage.nummer)?, &vorlage.federfuehrend);
    let einheit = teile.einheit?;
    // An unknown department is a finding of its own.
    if !is_known(bestand, stelle) || teile.is_of(stelle.as_str()) {
        return None;
    }
    let message = format!("Die Vorlage-Nr beginnt mit „{einheit}“, federführend ist aber „{stelle}“.");
    let mend = "Berichtigen Sie die federführende Dienststelle oder die Vorlage-Nr.";
    let finding = Finding::at(Code::RB415, vorlage.span("federfuehrend"), message, mend);
    Some(finding.expected(format!("„{einheit}“ oder eine Abteilung davon")).found(format!("„{stelle}“")))
}

fn is_known(bestand: &Bestand, stelle: &Kennung) -> bool {
    let stammdaten = &bestand.stammdaten;
    bestand.fachbereich(stelle).is_some() || stammdaten.dezernat.iter().any(|d| d.kennung == *stelle)
}

/// The code of a section: `45/300`.
static ZEICHEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b([0-9]{1,3})/[0-9]{2,4}\b"));

/// The author's code begins with the number of the unit [practice].
fn verfasser(bestand: &Bestand, vorlage: &Located<Vorlage>) -> Option<Finding> {
    let einheit = bestand.stammdaten.nummernteile(&vorlage.nummer)?.einheit?;
    let captures = ZEICHEN.captures(vorlage.verfasser.as_ref()?)?;
    let (zeichen, number) = (captures.get(0)?.as_str(), without_zeros(captures.get(1)?.as_str()));
    let mut own = einheit.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).peekable();
    own.peek()?;
    if own.any(|own| without_zeros(own) == number) {
        return None;
    }
    let message =
        format!("Das Zeichen „{zeichen}“ unter „verfasser“ gehört nicht zur Einheit „{einheit}“ der Vorlage-Nr.");
    let mend = "Prüfen Sie das Zeichen und die Vorlage-Nr.";
    Some(Finding::at(Code::RB416, vorlage.span("verfasser"), message, mend))
}

fn without_zeros(digits: &str) -> &str {
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_days_leave_both_ends_out() {
        let day = |d| NaiveDate::from_ymd_opt(2021, 2, d).unwrap();
        assert_eq!(volle_tage(day(1), day(4)), Some(2));
        assert_eq!(volle_tage(day(3), day(4)), Some(0));
        assert_eq!(volle_tage(day(4), day(4)), None);
    }
}
