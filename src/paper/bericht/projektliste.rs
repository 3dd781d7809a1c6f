//! The complete list of projects.

use super::ampel;
use super::cut;
use super::listen::date;
use super::projektblaetter::anchor;
use super::stand;
use crate::figures::{Berichtslage, Kennzahl, Lage, Projektstatus};
use crate::model::Kennung;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle};

pub(super) fn anlage(report: &Berichtslage<'_>) -> Kapitel {
    let mut lagen = cut::listed(report);
    lagen.sort_by(|a, b| a.projekt.kennung.cmp(&b.projekt.kennung));
    let (in_period, others): (Vec<_>, Vec<_>) =
        lagen.into_iter().partition(|lage| Kennzahl::ImZeitraum.counts(lage, &report.portfolio.bezug));
    let titel = format!("Projekte im Zeitraum {}", report.zeitraum());
    let left_out = cut::left_out(report);
    let name = if left_out.is_none() { "Vollständige Projektliste" } else { "Projektliste" };
    let mut elemente: Vec<Element> = left_out.into_iter().chain([tabelle(report, titel, &in_period)]).collect();
    if !others.is_empty() {
        elemente.push(tabelle(report, "Später begonnen, freigegeben, beantragt oder vorgesehen".into(), &others));
    }
    Kapitel::across(name, elemente)
}

fn tabelle(report: &Berichtslage<'_>, titel: String, lagen: &[&Lage<'_>]) -> Element {
    let zeilen = lagen.iter().map(|lage| {
        let projekt = lage.projekt;
        let ziele: Vec<&str> = projekt.ziele.iter().map(Kennung::as_str).collect();
        let ende = projekt.ended_on().filter(|tag| *tag <= report.portfolio.bezug.stichtag).or(projekt.ende_geplant);
        let text = |text: &str| Tabellenzelle::from(text);
        vec![
            text(projekt.kennung.as_str()),
            Tabellenzelle::MitAnker {
                text: projekt.titel.clone(),
                zusatz: zusatz(lage).into_iter().flatten().collect(),
                anker: anchor(&projekt.kennung),
            },
            text(projekt.fachbereich.as_str()),
            if ziele.is_empty() { text("–") } else { ziele.join(", ").into() },
            status(report, lage),
            date(projekt.beginn).into(),
            date(ende).into(),
            stand(report, lage).into(),
        ]
    });
    Element::Tabelle(TabelleView {
        titel: Some(titel),
        spalten: vec![
            Spalte::new("Kennung", "kennung"),
            Spalte::new("Projekt", "text"),
            Spalte::new("Dienststelle", "kurz"),
            Spalte::new("Ziele", "kurz"),
            Spalte::new("Status", "kurz"),
            Spalte::new("Beginn", "datum"),
            Spalte::new("Ende", "datum"),
            Spalte::new("Stand", "zahl"),
        ],
        zeilen: zeilen.collect(),
        hinweise: vec![format!(
            "Status und Stand am {}. Ende: tatsächliches, sonst geplantes Ende. „–“: keine Angabe.",
            report.stichtag()
        )],
        ..TabelleView::default()
    })
}

/// The state, and the Ampel below it.
fn status(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Tabellenzelle {
    let light = report.ampel.as_ref().filter(|_| lage.status.is_open()).map(|ampel| ampel::short(ampel, lage));
    Tabellenzelle::new(lage.status.text(), [light])
}

/// What stands below a project's title: its description, and the projects that it continues or is continued in.
fn zusatz(lage: &Lage<'_>) -> [Option<String>; 3] {
    let projekt = lage.projekt;
    [
        projekt.beschreibung.clone(),
        projekt.vorgaenger.as_ref().map(|vorgaenger| format!("Wiederaufnahme von {vorgaenger}")),
        projekt
            .ueberfuehrt_in
            .as_ref()
            .filter(|_| lage.status == Projektstatus::Ueberfuehrt)
            .map(|ziel| format!("Überführt in {ziel}")),
    ]
}
