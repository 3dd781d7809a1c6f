//! The chapter on the OZG-Reifegrad of the online services, model by model: grades are never converted.

use super::Stoff;
use crate::figures::{Figure, Leistungsstand, Modellstand};
use crate::model::Kennung;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Zelle};
use crate::paper::zahl::zahl;

/// The title of the chapter.
pub(super) const TITEL: &str = "OZG-Reifegrad";

/// The chapter; `None` where no service has a grade.
pub(super) fn kapitel(stoff: &Stoff<'_>) -> Option<Kapitel> {
    let elemente: Vec<Element> =
        stoff.reifegrade.modelle.iter().flat_map(|stand| [stufen(stoff, stand), leistungen(stoff, stand)]).collect();
    (!elemente.is_empty()).then(|| Kapitel::new(TITEL, elemente))
}

/// How many services have each grade.
fn stufen(stoff: &Stoff<'_>, stand: &Modellstand<'_>) -> Element {
    let row = |(grade, figure): (usize, &Figure)| vec![Zelle::from(format!("Reifegrad {grade}")), zahl(figure).into()];
    let mut hinweise = vec![
        "Gezählt ist je Leistung der neueste Eintrag bis zum Stichtag; Modelle werden nicht umgerechnet.".to_owned(),
    ];
    if let (Some(erfuellt), Some(ab)) = (&stand.erfuellt, stand.modell.pflicht_ab()) {
        hinweise.push(format!(
            "Die Pflicht ist ab Reifegrad {ab} erfüllt: Leistungen, die sie erfüllen: {}.",
            zahl(erfuellt)
        ));
    }
    Element::Tabelle(TabelleView {
        titel: Some(format!("Leistungen nach Reifegrad am {}, Modell {}", stoff.stichtag(), stand.modell.text())),
        spalten: vec![Spalte::new("Reifegrad", "text"), Spalte::new("Leistungen", "zahl")],
        zeilen: stand.stufen.iter().enumerate().map(row).collect(),
        summe: Some(vec!["Summe".into(), zahl(&stand.gesamt).into()]),
        hinweise,
    })
}

/// Each service with its newest grade.
fn leistungen(stoff: &Stoff<'_>, stand: &Modellstand<'_>) -> Element {
    let row = |leistung: &Leistungsstand<'_>| {
        let eintrag = leistung.eintrag;
        vec![
            Zelle::from(eintrag.leistung.as_str()),
            eintrag.projekt.as_ref().map_or("–", Kennung::as_str).into(),
            super::tag(eintrag.datum).into(),
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
        summe: None,
        hinweise: vec![format!("Stand am {}.", stoff.stichtag())],
    })
}
