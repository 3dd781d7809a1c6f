//! The chapter on the OZG-Reifegrad of the online services, model by model: grades are never converted.

use super::pictures::{Schwelle, stufen};
use crate::figures::datenstand::Datenbereich;
use crate::figures::reifegrad::{Leistungsstand, Modellstand};
use crate::figures::{Berichtslage, Figure};
use crate::model::{Kennung, day};
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::zahl;

/// From how many services on a picture says more than their list.
const FEWEST: usize = 3;

/// The chapter of the report; `None` where no service has a grade.
pub(super) fn kapitel(report: &Berichtslage<'_>) -> Option<Kapitel> {
    chapter(report, |stand| match stand.leistungen.len() {
        ..FEWEST => vec![leistungen(stand)],
        _ => bild(stand).into_iter().filter(|element| matches!(element, Element::Stufen(_))).collect(),
    })
}

/// The chapter of the Anlage: every service with its grade.
pub(super) fn anlage(report: &Berichtslage<'_>) -> Option<Kapitel> {
    chapter(report, |stand| vec![leistungen(stand)])
}

fn chapter(report: &Berichtslage<'_>, elemente: impl Fn(&Modellstand<'_>) -> Vec<Element>) -> Option<Kapitel> {
    let elemente: Vec<Element> = report.reifegrade.modelle.iter().flat_map(elemente).collect();
    (!elemente.is_empty()).then(|| Kapitel::new(Datenbereich::Reifegrade.kapitel(), elemente))
}

/// How many services have each grade, as a picture with its table, and a note on how they are counted.
fn bild(stand: &Modellstand<'_>) -> Vec<Element> {
    let grades: Vec<(String, Figure)> =
        stand.stufen.iter().enumerate().map(|(grade, figure)| (format!("Reifegrad {grade}"), figure.clone())).collect();
    let line = stand.modell.duty_from().and_then(|ab| {
        let text = format!("Pflicht erfüllt ab Reifegrad {ab}");
        Some(Schwelle { ab: usize::try_from(ab).ok()?, text })
    });
    let titel = format!("Leistungen nach Reifegrad am Stichtag, Modell {}", stand.modell.text());
    stufen(&titel, ["Reifegrad", "Leistungen"], &grades, line.as_ref())
}

/// Each service with its newest grade.
fn leistungen(stand: &Modellstand<'_>) -> Element {
    let row = |leistung: &Leistungsstand<'_>| {
        let eintrag = leistung.eintrag;
        vec![
            Tabellenzelle::from(eintrag.leistung.as_str()),
            eintrag.projekt.as_ref().map_or("–", Kennung::as_str).into(),
            day(eintrag.datum).into(),
            zahl(&leistung.figure).into(),
        ]
    };
    Element::Tabelle(TabelleView {
        titel: Some(format!("Leistungen im Einzelnen, Modell {}", stand.modell.text())),
        spalten: vec![
            Spalte::new("Leistung", "text"),
            Spalte::new("Projekt", "kennung"),
            Spalte::new("Angabe vom", "datum"),
            Spalte::new("Reifegrad", "zahl"),
        ],
        zeilen: stand.leistungen.iter().map(row).collect(),
        hinweise: hinweise(stand),
        ..TabelleView::default()
    })
}

/// How the services are counted, and how many meet the duty.
fn hinweise(stand: &Modellstand<'_>) -> Vec<String> {
    let counted = format!(
        "Berücksichtigt ist je Leistung der neueste Eintrag bis zum Stichtag, zusammen {}; Modelle werden nicht umgerechnet.",
        zahl(&stand.gesamt)
    );
    let met = stand.erfuellt.as_ref().zip(stand.modell.duty_from());
    let met = met.map(|(figure, ab)| {
        format!("Ab Reifegrad {ab} ist die Pflicht erfüllt; Leistungen, auf die das zutrifft: {}.", zahl(figure))
    });
    [Some(counted), met].into_iter().flatten().collect()
}
