//! The lists that councillors ask for: finished, begun, nearly done, overdue.

use super::{cut, stand};
use crate::figures::{Berichtslage, Kennzahl, Lage};
use crate::model::day;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle};

/// A list: which projects, its last columns, and how a row fills them.
struct ProjectList {
    kennzahl: Kennzahl,
    titel: String,
    spalten: Vec<Spalte>,
    /// What stands below the title.
    zusatz: fn(&Lage<'_>) -> Option<String>,
    zellen: fn(&Berichtslage<'_>, &Lage<'_>) -> Vec<String>,
}

/// The projects that have begun in the period, for the report itself; `None` where there are none.
pub(super) fn begonnen(report: &Berichtslage<'_>, most: usize) -> Option<Element> {
    let list = begun(report);
    let (spalten, zeilen) = table(report, &list);
    cut::tabelle(report, "Begonnene Projekte".into(), spalten, zeilen, most)
}

fn begun(report: &Berichtslage<'_>) -> ProjectList {
    ProjectList {
        kennzahl: Kennzahl::Begonnen,
        titel: format!("Begonnen im Zeitraum {}", report.zeitraum()),
        spalten: vec![Spalte::new("Beginn", "datum"), Spalte::new("Ende (geplant)", "datum")],
        zusatz: |lage| lage.projekt.beschreibung.clone(),
        zellen: |_, lage| vec![date(lage.projekt.beginn), date(lage.projekt.ende_geplant)],
    }
}

/// The chapter of the Anlage, with the overdue Meilensteine.
pub(super) fn anlage(report: &Berichtslage<'_>, milestones: Option<Element>) -> Kapitel {
    let schwelle = report.portfolio.bezug.schwelle.schwelle;
    let listen = [
        ProjectList {
            kennzahl: Kennzahl::Abgeschlossen,
            titel: format!("Abgeschlossen im Zeitraum {}", report.zeitraum()),
            spalten: vec![Spalte::new("Beginn", "datum"), Spalte::new("Ende", "datum")],
            zusatz: |_| None,
            zellen: |_, lage| vec![date(lage.projekt.beginn), date(lage.projekt.ende)],
        },
        begun(report),
        ProjectList {
            kennzahl: Kennzahl::FastFertig,
            titel: format!("Erledigungsstand ≥\u{a0}{schwelle} am {}", report.stichtag()),
            spalten: vec![Spalte::new("Ende (geplant)", "datum"), Spalte::new("Stand", "zahl")],
            zusatz: |lage| lage.fortschritt.and_then(|f| f.bemerkung.clone()),
            zellen: |report, lage| vec![date(lage.projekt.ende_geplant), stand(report, lage)],
        },
        ProjectList {
            kennzahl: Kennzahl::Pausiert,
            titel: format!("Pausiert am {}", report.stichtag()),
            spalten: vec![
                Spalte::new("Pause seit", "datum"),
                Spalte::new("Pause bis", "datum"),
                Spalte::new("Grund", "text"),
            ],
            zusatz: |_| None,
            zellen: |_, lage| {
                let grund = lage.pause.and_then(|p| p.grund.clone()).unwrap_or_else(|| "ohne Angabe".into());
                vec![date(lage.pause.map(|p| p.von)), date(lage.pause.and_then(|p| p.bis)), grund]
            },
        },
        ProjectList {
            kennzahl: Kennzahl::Ueberfaellig,
            titel: format!("Überfällig am {}", report.stichtag()),
            spalten: vec![
                Spalte::new("Ende (geplant)", "datum"),
                Spalte::new("Stand", "zahl"),
                Spalte::new("Grund", "text"),
            ],
            zusatz: |_| None,
            zellen: |report, lage| {
                let grund = lage.projekt.grund.clone().unwrap_or_else(|| "ohne Angabe".into());
                vec![date(lage.projekt.ende_geplant), stand(report, lage), grund]
            },
        },
    ];
    let lists = listen.iter().map(|list| {
        let (spalten, zeilen) = table(report, list);
        Element::Tabelle(TabelleView { titel: Some(list.titel.clone()), spalten, zeilen, ..TabelleView::default() })
    });
    Kapitel::new("Ausgewählte Projekte", lists.chain(milestones).collect())
}

/// The columns and rows of a list.
fn table(report: &Berichtslage<'_>, liste: &ProjectList) -> (Vec<Spalte>, Vec<Vec<Tabellenzelle>>) {
    let mut spalten =
        vec![Spalte::new("Kennung", "kennung"), Spalte::new("Projekt", "text"), Spalte::new("Dienststelle", "kurz")];
    spalten.extend(liste.spalten.iter().cloned());
    let mut members: Vec<&Lage<'_>> = report.portfolio.members(liste.kennzahl).collect();
    members.sort_by(|a, b| a.projekt.kennung.cmp(&b.projekt.kennung));
    let zeilen = members.into_iter().map(|lage| {
        let projekt = lage.projekt;
        let titel = Tabellenzelle::new(projekt.titel.as_str(), [(liste.zusatz)(lage)]);
        let mut cells = vec![projekt.kennung.as_str().into(), titel, projekt.fachbereich.as_str().into()];
        cells.extend((liste.zellen)(report, lage).into_iter().map(Tabellenzelle::from));
        cells
    });
    (spalten, zeilen.collect())
}

/// A day, or a dash where there is none.
pub(super) fn date(date: Option<chrono::NaiveDate>) -> String {
    date.map_or_else(|| "–".into(), day)
}
