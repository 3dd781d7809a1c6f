//! The overview of grants.

use super::Stoff;
use crate::model::{Bewilligung, Located};
use crate::paper::tag;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView};

pub(super) fn kapitel(stoff: &Stoff<'_>) -> Kapitel {
    let elemente = vec![programme(stoff), bewilligungen(stoff)];
    Kapitel::new("Förderung", elemente)
}

fn programme(stoff: &Stoff<'_>) -> Element {
    let zeilen = stoff.foerderung.programme.iter().map(|summe| {
        let geber = stoff.bestand.foerdergeber.iter().find(|g| g.kennung == summe.programm.foerdergeber);
        vec![
            summe.programm.name.clone(),
            geber.map(|g| format!("{} ({})", g.name, g.ebene.text())).unwrap_or_default(),
            summe.projekte.wert.text(),
            summe.bewilligt.wert.text(),
        ]
    });
    let zeilen: Vec<Vec<String>> = zeilen.collect();
    let several = stoff.foerderung.programme.iter().map(|s| s.projekte.belege.len()).sum::<usize>()
        > stoff.foerderung.projekte.belege.len();
    let mut hinweise = vec![
        format!("Bescheide bis zum {}; Beträge in Euro.", stoff.stichtag()),
        "Gezählt sind Projekte, die im Zeitraum oder am Stichtag liefen oder pausierten.".to_owned(),
    ];
    if several {
        hinweise.push("Mehrfachnennungen: Ein Projekt kann aus mehreren Programmen gefördert werden.".into());
    }
    Element::Tabelle(TabelleView {
        titel: Some("Nach Förderprogramm".into()),
        spalten: vec![
            Spalte::new("Programm", "text"),
            Spalte::new("Fördergeber", "text"),
            Spalte::new("Projekte", "zahl"),
            Spalte::new("bewilligt", "betrag"),
        ],
        summe: (!zeilen.is_empty()).then(|| {
            let f = &stoff.foerderung;
            vec!["Insgesamt".into(), String::new(), f.projekte.wert.text(), f.bewilligt.wert.text()]
        }),
        zeilen,
        hinweise,
    })
}

fn bewilligungen(stoff: &Stoff<'_>) -> Element {
    let zeilen = stoff.foerderung.bewilligungen.iter().map(|b| zeile(stoff, b)).collect();
    Element::Tabelle(TabelleView {
        titel: Some("Nach Bescheid".into()),
        spalten: vec![
            Spalte::new("Projekt", "text"),
            Spalte::new("Programm", "kurz"),
            Spalte::new("Bescheid vom", "datum"),
            Spalte::new("Quote", "zahl"),
            Spalte::new("Mittel bis", "datum"),
            Spalte::new("bewilligt", "betrag"),
        ],
        zeilen,
        summe: None,
        hinweise: vec![
            "„Mittel bis“ ist das Ende des Bewilligungszeitraums; danach verfallen nicht abgerufene Mittel.".into(),
        ],
    })
}

fn zeile(stoff: &Stoff<'_>, bewilligung: &Located<Bewilligung>) -> Vec<String> {
    let lage = stoff.portfolio.lagen.iter().find(|lage| lage.projekt.kennung == bewilligung.projekt);
    vec![
        lage.map_or_else(|| bewilligung.projekt.to_string(), |lage| lage.projekt.titel.clone()),
        bewilligung.programm.to_string(),
        tag(bewilligung.bescheid),
        bewilligung.foerderquote.map_or_else(|| "–".into(), |quote| quote.to_string()),
        super::listen::date(bewilligung.bewilligungszeitraum_bis),
        bewilligung.betrag.to_string(),
    ]
}
