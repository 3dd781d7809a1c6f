//! What the council or its committee has to decide or to ask: applications, delays, breaches and risks of grants, costs above plan.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::cut::{projekt, reason, tabelle};
use super::foerderung::{RISK_TITLE, risks};
use super::listen::date;
use super::{aged_stand, ampel, kosten};
use crate::figures::decisions::Decision;
use crate::figures::{Berichtslage, Kennzahl, Lage};
use crate::model::day;
use crate::paper::view::{Element, Kapitel, Spalte, Tabellenzelle};
use crate::text::paragraph;
use crate::text::zahl::zahl;

/// How many rows each list of the report has.
const MOST: usize = 8;

pub(super) fn kapitel(report: &Berichtslage<'_>) -> Kapitel {
    let lists = [
        decisions(report),
        antraege(report),
        overdue(report),
        risks(report, RISK_TITLE, MOST + 4),
        milestones(report, MOST),
        kosten::above_plan(report, MOST),
    ];
    let mut elemente: Vec<Element> = lists.into_iter().flatten().collect();
    if elemente.is_empty() {
        let none = "Nach diesen Daten besteht kein Handlungs- oder Entscheidungsbedarf.";
        elemente.push(Element::Text { blocks: vec![paragraph(none.into())] });
    }
    Kapitel::new("Handlungs- und Entscheidungsbedarf", elemente)
}

/// The projects of a figure, the earliest day first.
fn members<'s, 'a>(
    report: &'s Berichtslage<'a>,
    kennzahl: Kennzahl,
    day: impl Fn(&Lage<'a>) -> Option<NaiveDate>,
) -> Vec<&'s Lage<'a>> {
    let mut members: Vec<&Lage<'a>> = report.portfolio.members(kennzahl).collect();
    members.sort_by_key(|lage| (day(lage).is_none(), day(lage), &lage.projekt.kennung));
    members
}

/// The title of a list with the number of its projects.
fn counted(report: &Berichtslage<'_>, titel: &str, kennzahl: Kennzahl) -> String {
    format!("{titel}: {}", report.figure(kennzahl).map(zahl).unwrap_or_default())
}

/// Applications that wait for a decision, the one that is to begin first before the others; what is to be decided until when only where
/// anything is known of it.
fn antraege(report: &Berichtslage<'_>) -> Option<Element> {
    let members = members(report, Kennzahl::AntraegeOffen, |lage| lage.projekt.beginn);
    let known = members.iter().any(|lage| report.decision(lage).is_some());
    let row = |lage: &Lage<'_>| {
        let what = lage.projekt.beschreibung.as_deref().map(reason);
        let days = [lage.projekt.beantragt, lage.projekt.beginn].map(|day| date(day).into());
        let when = known.then(|| {
            let decision = report.decision(lage);
            let when = decision.map_or_else(|| "–".into(), |decision| report.decision_text(&decision));
            Tabellenzelle::new(when, [decision.and_then(|decision| decision.frage.map(reason))])
        });
        std::iter::once(projekt(lage.projekt, what)).chain(days).chain(when).collect()
    };
    let rows = members.into_iter().map(row).collect();
    let mut spalten = vec![
        Spalte::new("Projekt", "text"),
        Spalte::new("beantragt am", "datum"),
        Spalte::new("Beginn (geplant)", "datum"),
    ];
    spalten.extend(known.then(|| Spalte::new("Entscheidung", "mittel")));
    let titel = counted(report, "Offene Projektanträge zur Entscheidung", Kennzahl::AntraegeOffen);
    tabelle(report, titel, spalten, rows, MOST)
}

/// Overdue projects with their reason, the one that is longest overdue first.
fn overdue(report: &Berichtslage<'_>) -> Option<Element> {
    let row = |lage: &Lage<'_>| {
        let step = report.ampel.as_ref().map(|ampel| ampel::short(ampel, lage));
        let mut cells = vec![projekt(lage.projekt, None), date(lage.projekt.ende_geplant).into()];
        cells.extend(step.map(Tabellenzelle::from));
        cells.extend([aged_stand(report, lage), Tabellenzelle::new(why(lage), [measure(lage)])]);
        cells
    };
    let rows = members(report, Kennzahl::Ueberfaellig, |lage| lage.projekt.ende_geplant).into_iter().map(row).collect();
    let step = report.ampel.as_ref().map(|_| Spalte::new("Ampel", "kennung"));
    let spalten = [Spalte::new("Projekt", "text"), Spalte::new("geplant bis", "datum")].into_iter().chain(step);
    let spalten = spalten.chain([Spalte::new("Stand", "datum"), Spalte::new("Grund", "text")]).collect();
    tabelle(report, counted(report, "Überfällige Projekte", Kennzahl::Ueberfaellig), spalten, rows, MOST)
}

/// The reason of a delay; without one what endangers the project by its newest entry, which need not be what has delayed it.
fn why(lage: &Lage<'_>) -> String {
    let risk = || lage.fortschritt?.risiko.as_deref().map(|risk| format!("Risiko: {}", reason(risk)));
    lage.projekt.grund.as_deref().map(reason).or_else(risk).unwrap_or_else(|| "nicht angegeben".into())
}

/// What is done about what endangers a project.
fn measure(lage: &Lage<'_>) -> Option<String> {
    let measure = lage.fortschritt?.massnahme.as_deref()?;
    Some(format!("Maßnahme: {}", reason(measure)))
}

/// The decisions that projects wait for, but for applications, the earliest first: who decides until when, and what; with risk and measure
/// where the project has no row among the overdue ones.
fn decisions(report: &Berichtslage<'_>) -> Option<Element> {
    let row = |(lage, decision): (&Lage<'_>, Decision<'_>)| -> Vec<Tabellenzelle> {
        let risk = lage.fortschritt.and_then(|entry| entry.risiko.as_deref()).map(reason);
        let rest = [risk.map(|risk| format!("Risiko: {risk}")), measure(lage)];
        let rest = rest.into_iter().filter(|_| !Kennzahl::Ueberfaellig.counts(lage, &report.portfolio.bezug));
        let what = decision.frage.map_or("–".into(), reason);
        vec![projekt(lage.projekt, None), report.decision_text(&decision).into(), Tabellenzelle::new(what, rest)]
    };
    let all = report.decisions().into_iter().filter(|(lage, _)| !report.is_application(lage));
    let spalten = vec![
        Spalte::new("Projekt", "text"),
        Spalte::new("Entscheidung", "text"),
        Spalte::new("Zu entscheiden", "text"),
    ];
    tabelle(report, "Entscheidungen zu Projekten".into(), spalten, all.map(row).collect(), MOST)
}

/// Overdue Meilensteine, the earliest first, with the reason where the project is not overdue itself and listed with it.
pub(super) fn milestones(report: &Berichtslage<'_>, most: usize) -> Option<Element> {
    let all = &report.meilensteine;
    let lagen: BTreeMap<_, _> = report.portfolio.lagen.iter().map(|lage| (&lage.projekt.kennung, lage)).collect();
    let reason = |lage: &&Lage<'_>| match Kennzahl::Ueberfaellig.counts(lage, &report.portfolio.bezug) {
        true => Tabellenzelle::from("siehe überfällige Projekte"),
        false => Tabellenzelle::new(why(lage), [measure(lage)]),
    };
    let rows = all.meilensteine.iter().map(|(project, meilenstein)| {
        let reason = lagen.get(&project.kennung).map_or_else(|| "–".into(), reason);
        vec![projekt(project, None), meilenstein.titel.as_str().into(), day(meilenstein.geplant).into(), reason]
    });
    let spalten = vec![
        Spalte::new("Projekt", "text"),
        Spalte::new("Meilenstein", "text"),
        Spalte::new("geplant für", "datum"),
        Spalte::new("Grund", "text"),
    ];
    let titel = format!("Überfällige Meilensteine: {}", zahl(&all.anzahl));
    tabelle(report, titel, spalten, rows.collect(), most)
}
