//! What came of the projects that have ended.

use super::cut::{projekt, reason, tabelle};
use super::listen::date;
use crate::figures::{Berichtslage, Kennzahl, Lage, Projektstatus};
use crate::model::Kennung;
use crate::paper::view::{Element, Kapitel, Spalte, Tabellenzelle};
use crate::text::paragraph;

/// How many projects the report names.
const MOST: usize = 10;

pub(super) fn kapitel(report: &Berichtslage<'_>) -> Kapitel {
    let spalten = vec![
        Spalte::new("Projekt", "text"),
        Spalte::new("Status", "kurz"),
        Spalte::new("Ende", "datum"),
        Spalte::new("geplant bis", "datum"),
        Spalte::new("Ergebnis", "text"),
    ];
    let rows = ended(report).into_iter().map(|lage| row(report, lage)).collect();
    let none = || Element::Text { blocks: vec![paragraph("Im Zeitraum wurde kein Projekt beendet.".into())] };
    let list = tabelle(report, String::new(), spalten, rows, MOST);
    Kapitel::new("Ergebnisse beendeter Projekte", vec![list.unwrap_or_else(none)])
}

/// The projects that have ended in the period, or since the report before: those that were completed first, each by day.
fn ended<'s>(report: &'s Berichtslage<'_>) -> Vec<&'s Lage<'s>> {
    let kinds = [Kennzahl::Abgeschlossen, Kennzahl::Abgebrochen, Kennzahl::Ueberfuehrt];
    let since = report.vergleich.wechsel.iter().flat_map(|wechsel| &wechsel.beendet);
    let since: Vec<&Kennung> = since.map(|lage| &lage.projekt.kennung).collect();
    let in_period = |lage: &&Lage<'_>| kinds.iter().any(|kind| kind.counts(lage, &report.portfolio.bezug));
    let all = report.portfolio.lagen.iter();
    let mut ended: Vec<&Lage<'_>> =
        all.filter(|lage| in_period(lage) || since.contains(&&lage.projekt.kennung)).collect();
    ended.sort_by_key(|lage| (lage.status, lage.projekt.ended_on(), &lage.projekt.kennung));
    ended
}

fn row(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Vec<Tabellenzelle> {
    let project = lage.projekt;
    vec![
        projekt(project, outside(report, lage)),
        lage.status.text().into(),
        date(project.ended_on()).into(),
        date(project.ende_geplant).into(),
        outcome(lage).into(),
    ]
}

/// Why a project is listed that ended outside the period and counts in none of its figures.
fn outside(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Option<String> {
    let (on, zeitraum) = (lage.projekt.ended_on()?, report.portfolio.bezug.zeitraum);
    if on < zeitraum.beginn {
        let before = report.ausgabe.zeitraum.previous_name();
        return Some(format!("vor dem Zeitraum beendet, nach dem Abschluss für das {before} erfasst"));
    }
    (on > zeitraum.ende).then(|| "nach dem Zeitraum beendet".into())
}

/// What came of a project, or why it was broken off.
fn outcome(lage: &Lage<'_>) -> String {
    let project = lage.projekt;
    let text = match (lage.status, &project.ueberfuehrt_in, &project.grund) {
        (Projektstatus::Ueberfuehrt, Some(other), _) => Some(format!("überführt in {other}")),
        (Projektstatus::Abgebrochen, _, Some(grund)) => Some(format!("Grund des Abbruchs: {grund}")),
        _ => project.ergebnis.clone().or_else(|| project.beschreibung.clone()),
    };
    text.as_deref().map_or("–".into(), reason)
}
