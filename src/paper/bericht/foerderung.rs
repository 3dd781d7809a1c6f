//! The overview of grants.

use std::collections::BTreeMap;

use super::Stoff;
use crate::model::{Bewilligung, Foerdergeber, Kennung, Located};
use crate::paper::tag;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Zelle};

pub(super) fn kapitel(stoff: &Stoff<'_>) -> Kapitel {
    let elemente = vec![programme(stoff), bewilligungen(stoff)];
    Kapitel::new("Förderung", elemente)
}

fn programme(stoff: &Stoff<'_>) -> Element {
    let geber: BTreeMap<&Kennung, &Foerdergeber> =
        stoff.bestand.foerdergeber.iter().rev().map(|g| (&g.kennung, &**g)).collect();
    let zeilen = stoff.foerderung.programme.iter().map(|summe| {
        let geber = geber.get(&summe.programm.foerdergeber);
        vec![
            summe.programm.name.as_str().into(),
            geber.map(|g| format!("{} ({})", g.name, g.ebene.text())).unwrap_or_default().into(),
            summe.projekte.wert.text().into(),
            summe.bewilligt.wert.text().into(),
        ]
    });
    let zeilen: Vec<Vec<Zelle>> = zeilen.collect();
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
        titel: Some("Zuwendungen nach Förderprogramm".into()),
        spalten: vec![
            Spalte::new("Programm", "text"),
            Spalte::new("Fördergeber", "text"),
            Spalte::new("Projekte", "zahl"),
            Spalte::new("bewilligt", "betrag"),
        ],
        summe: (!zeilen.is_empty()).then(|| {
            let f = &stoff.foerderung;
            vec!["Insgesamt".into(), "".into(), f.projekte.wert.text().into(), f.bewilligt.wert.text().into()]
        }),
        zeilen,
        hinweise,
    })
}

fn bewilligungen(stoff: &Stoff<'_>) -> Element {
    let titles: BTreeMap<&Kennung, &str> =
        stoff.portfolio.lagen.iter().map(|l| (&l.projekt.kennung, l.projekt.titel.as_str())).collect();
    let zeilen = stoff.foerderung.bewilligungen.iter().map(|b| zeile(b, titles.get(&b.projekt).copied())).collect();
    Element::Tabelle(TabelleView {
        titel: Some("Zuwendungen nach Bescheid".into()),
        spalten: vec![
            Spalte::new("Projekt", "text"),
            Spalte::new("Bescheid vom", "datum"),
            Spalte::new("Quote", "zahl"),
            Spalte::new("abrufbar bis", "datum"),
            Spalte::new("zuwendungsfähig", "betrag"),
            Spalte::new("bewilligt", "betrag"),
        ],
        zeilen,
        summe: None,
        hinweise: Vec::new(),
    })
}

fn zeile(bewilligung: &Located<Bewilligung>, projekt: Option<&str>) -> Vec<Zelle> {
    let titel = projekt.unwrap_or(bewilligung.projekt.as_str());
    vec![
        Zelle::new(titel, zusatz(bewilligung)),
        tag(bewilligung.bescheid).into(),
        bewilligung.foerderquote.map_or_else(|| "–".into(), |quote| quote.to_string().into()),
        super::listen::date(bewilligung.bewilligungszeitraum_bis).into(),
        bewilligung.zuwendungsfaehig.map_or_else(|| "–".into(), |betrag| betrag.to_string().into()),
        bewilligung.betrag.to_string().into(),
    ]
}

/// Programme, kind of financing, notice and period, as far as they are known.
fn zusatz(bewilligung: &Bewilligung) -> [Option<String>; 2] {
    let art = bewilligung.finanzierungsart.text();
    let mut notice = format!("{}, {art}", bewilligung.programm);
    if let Some(az) = &bewilligung.aktenzeichen {
        notice.push_str(&format!(", Az.\u{a0}{az}"));
    }
    let (von, bis) = (bewilligung.durchfuehrung_von, bewilligung.durchfuehrung_bis);
    let period = von.zip(bis).map(|(von, bis)| format!("Durchführung {} – {}", tag(von), tag(bis)));
    [Some(notice), period]
}
