//! What the projects do to the climate, in t CO₂ per year.

use std::cmp::Reverse;

use super::cut;
use crate::figures::datenstand::Datenbereich;
use crate::figures::klima::{Direction, Klimawirkung, Projektwirkung};
use crate::figures::{Berichtslage, Figure};
use crate::model::{Faktor, Klimaparameter, Kompensation, Located, day};
use crate::paper::klima::{near_limit, on_average};
use crate::paper::view::{Element, Kachel, Kapitel, Spalte, TabelleView, Tabellenzelle};
use crate::text::with_typography;
use crate::text::zahl::zahl;

/// How many projects the report names, those with the largest effect.
const MOST: usize = 5;

/// The chapter of the report; `None` where no project has quantities of energy.
pub(super) fn kapitel(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let klima = report.klimawirkung.as_ref()?;
    let mut largest: Vec<&Projektwirkung<'_>> = klima.projekte.iter().collect();
    let effect = |projekt: &Projektwirkung<'_>| projekt.figuren.netto.wert.millionths().map(i128::abs);
    largest.sort_by_key(|projekt| (Reverse(effect(projekt)), &projekt.projekt.kennung));
    let parameter = &report.bestand.stammdaten.klima;
    let row = |wirkung: &Projektwirkung<'_>| {
        let netto = zahl(&wirkung.figuren.netto).into();
        vec![cut::projekt(wirkung.projekt, None), netto, groessenordnung(wirkung, parameter)]
    };
    let spalten = vec![
        Spalte::new("Projekt", "text"),
        Spalte::new("netto, t CO₂ je Jahr", "betrag"),
        Spalte::new("Größenordnung", "mittel"),
    ];
    let rows = largest.into_iter().map(row).collect();
    let list = cut::tabelle(report, "Projekte mit der größten Wirkung".into(), spalten, rows, MOST);
    Some(Kapitel::new(Datenbereich::Klima.kapitel(), std::iter::once(kacheln(klima)).chain(list).collect()))
}

/// The chapter of the Anlage.
pub(super) fn anlage(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let klima = report.klimawirkung.as_ref()?;
    Some(Kapitel::new(Datenbereich::Klima.kapitel(), vec![projekte(report, klima), faktoren(report, klima)]))
}

fn kacheln(klima: &Klimawirkung<'_>) -> Element {
    let werte = klima.summen().map(|figure| Kachel {
        wert: zahl(figure),
        titel: figure.titel.clone(),
        veraenderung: None,
        zusatz: match figure.wert {
            crate::figures::Wert::Emission { .. } => Some("t CO₂ je Jahr".into()),
            _ => None,
        },
    });
    Element::Kennzahlen { titel: String::new(), werte: werte.into() }
}

fn projekte(report: &Berichtslage<'_>, klima: &Klimawirkung<'_>) -> Element {
    let [_, _, einsparung, erhoehung, netto] = klima.summen();
    let parameter = &report.bestand.stammdaten.klima;
    let value = |figure: &Figure| Tabellenzelle::from(zahl(figure));
    Element::Tabelle(TabelleView {
        titel: Some("Wirkung je Projekt".into()),
        spalten: vec![
            Spalte::new("Projekt", "text"),
            Spalte::new("eingespart", "zahl"),
            Spalte::new("zusätzlich", "zahl"),
            Spalte::new("netto", "zahl"),
            Spalte::new("Größenordnung (netto)", "mittel"),
            Spalte::new("Kompensation", "kurz"),
        ],
        zeilen: klima.projekte.iter().map(|projekt| zeile(projekt, parameter)).collect(),
        weitere: None,
        summe: Some(vec![
            "Insgesamt".into(),
            value(einsparung),
            value(erhoehung),
            value(netto),
            "".into(),
            "".into(),
        ]),
        hinweise: vec![
            format!("t CO₂ je Jahr, im Mittel über die Nutzungsjahre; Mengen, wie sie am {} bekannt waren.", day(report.portfolio.bezug.datenstand)),
            "Netto ist Eingespartes minus Zusätzliches; negativ heißt, dass mehr entsteht als gespart wird. Rundungsdifferenzen möglich.".into(),
            "Die Größenordnung ist die Klasse, die der Vordruck Klimarelevanz der Nettoeinsparung oder Nettoerhöhung gibt.".into(),
            "Kompensation: welcher Anteil einer Nettoerhöhung anderswo ausgeglichen wird; als Einsparung zählt er nicht. „–“ steht, wo netto nichts zusätzlich entsteht.".into(),
            "Berücksichtigt sind Projekte, die im Zeitraum oder am Stichtag liefen oder pausierten.".into(),
        ],
    })
}

/// One project: what it saves and adds, its class, and what is compensated.
fn zeile(projekt: &Projektwirkung<'_>, parameter: &Klimaparameter) -> Vec<Tabellenzelle> {
    let figuren = &projekt.figuren;
    vec![
        Tabellenzelle::new(
            projekt.projekt.titel.as_str(),
            [Some(on_average(&figuren.laengste_nutzung, "Nutzungsjahre", "in einem Nutzungsjahr"))],
        ),
        zahl(&figuren.einsparung).into(),
        zahl(&figuren.erhoehung).into(),
        zahl(&figuren.netto).into(),
        groessenordnung(projekt, parameter),
        Tabellenzelle::new(
            projekt.bilanz.compensated().map_or("–", Kompensation::text),
            [figuren.kompensation.as_ref().map(|[_, anteil]| zahl(anteil))],
        ),
    ]
}

/// The class with what it is of, and whether a limit is near.
fn groessenordnung(projekt: &Projektwirkung<'_>, parameter: &Klimaparameter) -> Tabellenzelle {
    let Some(klasse) = &projekt.figuren.klasse else { return "–".into() };
    let of = match projekt.bilanz.richtung() {
        Direction::Erhoehung => "Erhöhung",
        Direction::Einsparung | Direction::Ausgeglichen => "Einsparung",
    };
    let near = near_limit(projekt.bilanz.netto(), parameter);
    Tabellenzelle::new(format!("{of}: {}", zahl(klasse)), [near])
}

fn faktoren(report: &Berichtslage<'_>, klima: &Klimawirkung<'_>) -> Element {
    Element::Tabelle(TabelleView {
        titel: Some("Verwendete Emissionsfaktoren".into()),
        spalten: vec![
            Spalte::new("Energieträger", "text"),
            Spalte::new("Wert", "zahl"),
            Spalte::new("kg CO₂ je", "kennung"),
            Spalte::new("Jahr", "zahl"),
            Spalte::new("Stand", "kurz"),
            Spalte::new("Systemgrenze", "kurz"),
        ],
        zeilen: klima.faktoren.iter().map(|(faktor, figure)| faktorzeile(faktor, figure)).collect(),
        summe: None,
        weitere: None,
        hinweise: vec![format!(
            "Es gilt der Faktor des neuesten Jahres vor dem Datum des Berichts ({}), der mindestens „{}“ ist.",
            day(report.faktoren.tag),
            report.faktoren.stand.text()
        )],
    })
}

fn faktorzeile(faktor: &Located<Faktor>, figure: &Figure) -> Vec<Tabellenzelle> {
    let ausgabe = format!("{}, gültig ab {}", faktor.ausgabe, day(faktor.gueltig_ab));
    vec![
        Tabellenzelle::new(faktor.traeger.as_str(), [Some(ausgabe), Some(with_typography(&faktor.quelle))]),
        zahl(figure).into(),
        faktor.einheit.text().into(),
        faktor.jahr.map_or_else(|| "–".into(), |jahr| jahr.to_string().into()),
        faktor.stand.text().into(),
        faktor.systemgrenze.text().into(),
    ]
}
