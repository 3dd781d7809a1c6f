//! What the council or its committee has to decide or to ask: applications, delays, breaches and risks of grants, costs above plan.

use chrono::NaiveDate;

use super::cut::{projekt, reason, tabelle};
use super::foerderung::{RISK_TITLE, risks};
use super::listen::date;
use super::{ampel, kosten, stand};
use crate::figures::{Berichtslage, Kennzahl, Lage};
use crate::model::day;
use crate::paper::view::{Element, Kapitel, Spalte, Tabellenzelle};
use crate::text::paragraph;
use crate::text::zahl::zahl;

/// How many rows each list of the report has.
const MOST: usize = 8;

pub(super) fn kapitel(report: &Berichtslage<'_>) -> Kapitel {
    let lists = [
        antraege(report),
        overdue(report),
        further_decisions(report),
        milestones(report, MOST),
        risks(report, RISK_TITLE, MOST + 4),
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

/// Applications that wait for a decision, the one that is to begin first before the others.
fn antraege(report: &Berichtslage<'_>) -> Option<Element> {
    let row = |lage: &Lage<'_>| {
        let what = lage.projekt.beschreibung.as_deref().map(reason);
        let when =
            report.decision(lage).map_or("Frist nicht erfasst".into(), |decision| report.decision_text(&decision));
        let days = [lage.projekt.beantragt, lage.projekt.beginn].map(|day| date(day).into());
        std::iter::once(projekt(lage.projekt, what)).chain(days).chain([when.into()]).collect()
    };
    let rows = members(report, Kennzahl::AntraegeOffen, |lage| lage.projekt.beginn).into_iter().map(row).collect();
    let spalten = vec![
        Spalte::new("Projekt", "text"),
        Spalte::new("beantragt am", "datum"),
        Spalte::new("Beginn (geplant)", "datum"),
        Spalte::new("Entscheidung", "mittel"),
    ];
    let titel = counted(report, "Offene Projektanträge zur Entscheidung", Kennzahl::AntraegeOffen);
    tabelle(report, titel, spalten, rows, MOST)
}

/// Overdue projects with their reason, the one that is longest overdue first.
fn overdue(report: &Berichtslage<'_>) -> Option<Element> {
    let row = |lage: &Lage<'_>| {
        let step = report.ampel.as_ref().map(|ampel| ampel::short(ampel, lage));
        let mut cells = vec![projekt(lage.projekt, None), date(lage.projekt.ende_geplant).into()];
        cells.extend(step.map(Tabellenzelle::from));
        cells.extend([stand(report, lage).into(), cause(report, lage)]);
        cells
    };
    let rows = members(report, Kennzahl::Ueberfaellig, |lage| lage.projekt.ende_geplant).into_iter().map(row).collect();
    let step = report.ampel.as_ref().map(|_| Spalte::new("Ampel", "kennung"));
    let spalten = [Spalte::new("Projekt", "text"), Spalte::new("geplant bis", "datum")].into_iter().chain(step);
    let spalten = spalten.chain([Spalte::new("Stand", "kennung").right(), Spalte::new("Grund", "text")]).collect();
    tabelle(report, counted(report, "Überfällige Projekte", Kennzahl::Ueberfaellig), spalten, rows, MOST)
}

/// Why a project is overdue, what is done about it, and by when a decision is needed.
fn cause<'a>(report: &Berichtslage<'a>, lage: &Lage<'a>) -> Tabellenzelle {
    let grund = lage.projekt.grund.as_deref().map_or("nicht angegeben".into(), reason);
    let decision = report.decision(lage).map(|decision| format!("Entscheidung {}", report.decision_text(&decision)));
    Tabellenzelle::new(grund, [measure(lage), decision])
}

/// What is done about what endangers a project.
fn measure(lage: &Lage<'_>) -> Option<String> {
    let measure = lage.fortschritt?.massnahme.as_deref()?;
    Some(format!("Maßnahme: {}", reason(measure)))
}

/// The decisions that other projects wait for, the earliest first.
fn further_decisions(report: &Berichtslage<'_>) -> Option<Element> {
    let bezug = &report.portfolio.bezug;
    let listed = |lage: &Lage<'_>| report.is_application(lage) || Kennzahl::Ueberfaellig.counts(lage, bezug);
    let row = |(lage, decision): (&Lage<'_>, _)| -> Vec<Tabellenzelle> {
        let risk = lage.fortschritt.and_then(|entry| entry.risiko.as_deref()).map_or("–".into(), reason);
        vec![
            projekt(lage.projekt, None),
            report.decision_text(&decision).into(),
            Tabellenzelle::new(risk, [measure(lage)]),
        ]
    };
    let rows = report.decisions().into_iter().filter(|(lage, _)| !listed(lage)).map(row).collect();
    let spalten =
        vec![Spalte::new("Projekt", "text"), Spalte::new("Entscheidung", "mittel"), Spalte::new("Risiko", "text")];
    tabelle(report, "Weitere Entscheidungen".into(), spalten, rows, MOST)
}

/// Overdue Meilensteine, the earliest first.
pub(super) fn milestones(report: &Berichtslage<'_>, most: usize) -> Option<Element> {
    let all = &report.meilensteine;
    let rows = all.meilensteine.iter().map(|(project, meilenstein)| {
        vec![projekt(project, None), meilenstein.titel.as_str().into(), day(meilenstein.geplant).into()]
    });
    let spalten =
        vec![Spalte::new("Projekt", "text"), Spalte::new("Meilenstein", "text"), Spalte::new("geplant für", "datum")];
    let titel = format!("Überfällige Meilensteine: {}", zahl(&all.anzahl));
    tabelle(report, titel, spalten, rows.collect(), most)
}
