//! The sums of grants by programme and by project.

use std::collections::BTreeMap;

use crate::figures::foerderung::{Kosten, Projektsumme, Summe};
use crate::figures::{Berichtslage, Wert};
use crate::model::{Foerdergeber, Kennung};
use crate::paper::view::{Element, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::zahl;

pub(super) fn programme(report: &Berichtslage<'_>) -> Element {
    let foerderung = &report.foerderung;
    let geber: BTreeMap<&Kennung, &Foerdergeber> =
        report.bestand.foerdergeber.iter().rev().map(|g| (&g.kennung, &**g)).collect();
    let betraege = AmountColumns::of(report);
    let zeilen = foerderung.programme.iter().map(|programm| {
        let geber = geber.get(&programm.programm.foerdergeber);
        let name = geber.map(|g| format!("{} ({})", g.name, g.ebene.text()));
        let anzahl = zahl(&programm.projekte);
        row(
            [Tabellenzelle::new(programm.programm.name.as_str(), [name]), anzahl.into()],
            betraege.zellen(&programm.summe),
        )
    });
    let zeilen: Vec<Vec<Tabellenzelle>> = zeilen.collect();
    let total = row(["Insgesamt".into(), zahl(&foerderung.projekte).into()], betraege.zellen(&foerderung.summe));
    let mut hinweise = vec![
        format!("Bescheide, Abrufe und Zahlungen bis zum {}; Beträge in Euro.", report.stichtag()),
        "Berücksichtigt sind Projekte, die im Zeitraum liefen oder am Stichtag nicht beendet waren, auch noch nicht begonnene. Abfluss: \
         ausgezahlt geteilt durch bewilligt."
            .to_owned(),
    ];
    hinweise.extend(repeated(report));
    Element::Tabelle(TabelleView {
        titel: Some("Zuwendungen nach Förderprogramm".into()),
        spalten: row([Spalte::new("Programm", "text"), Spalte::new("Projekte", "zahl")], betraege.spalten()),
        summe: (!zeilen.is_empty()).then_some(total),
        zeilen,
        hinweise,
        weitere: None,
    })
}

/// The note that projects stand in several rows; only where one does.
fn repeated(report: &Berichtslage<'_>) -> Option<String> {
    let rows: usize = report.foerderung.programme.iter().map(|programm| programm.projekte.belege.len()).sum();
    (rows > report.foerderung.projekte.belege.len())
        .then(|| "Mehrfachnennungen: Ein Projekt kann aus mehreren Programmen gefördert werden.".into())
}

pub(super) fn projekte(report: &Berichtslage<'_>) -> Element {
    let foerderung = &report.foerderung;
    let betraege = AmountColumns::of(report);
    let zeilen = foerderung.vorhaben.iter().map(|vorhaben| {
        let mut zellen = row([projekt(vorhaben)], betraege.zellen(&vorhaben.summe));
        zellen.push(zahl(&vorhaben.kosten.eigenanteil).into());
        zellen
    });
    let zeilen: Vec<Vec<Tabellenzelle>> = zeilen.collect();
    let label = Tabellenzelle::new("Insgesamt", [gesamtkosten(&foerderung.kosten), drittmittel(&foerderung.kosten)]);
    let mut total = row([label], betraege.zellen(&foerderung.summe));
    total.push(zahl(&foerderung.kosten.eigenanteil).into());
    let mut spalten = row([Spalte::new("Projekt", "text")], betraege.spalten());
    spalten.push(Spalte::new("Eigenanteil", "betrag"));
    Element::Tabelle(TabelleView {
        titel: Some("Zuwendungen nach Projekt".into()),
        spalten,
        summe: (!zeilen.is_empty()).then_some(total),
        zeilen,
        hinweise: eigenanteil(report),
        weitere: None,
    })
}

fn projekt(vorhaben: &Projektsumme<'_>) -> Tabellenzelle {
    let kennung = Some(vorhaben.projekt.kennung.to_string());
    let kosten = &vorhaben.kosten;
    Tabellenzelle::new(vorhaben.projekt.titel.as_str(), [kennung, gesamtkosten(kosten), drittmittel(kosten)])
}

/// What it costs, where somebody said so.
fn gesamtkosten(kosten: &Kosten) -> Option<String> {
    let figure = &kosten.gesamtkosten;
    (figure.wert != Wert::OhneAngabe).then(|| format!("Gesamtkosten {}\u{a0}€", zahl(figure)))
}

/// What others give beside the grants, where they give anything.
fn drittmittel(kosten: &Kosten) -> Option<String> {
    kosten.drittmittel.as_ref().map(|figure| format!("Drittmittel {}\u{a0}€", zahl(figure)))
}

/// What the column of own shares leaves out, and what a share below zero means.
fn eigenanteil(report: &Berichtslage<'_>) -> Vec<String> {
    let vorhaben = &report.foerderung.vorhaben;
    let share = |vorhaben: &Projektsumme<'_>| vorhaben.kosten.eigenanteil.wert;
    let mut hinweise = vec!["Eigenanteil: Gesamtkosten minus bewilligte Zuwendungen und Drittmittel.".to_owned()];
    let foerderung = &report.foerderung;
    if !foerderung.ohne_gesamtkosten.belege.is_empty() {
        let (with, all) = (zahl(&foerderung.mit_gesamtkosten), zahl(&foerderung.projekte));
        hinweise.push(format!(
            "Gesamtkosten und Eigenanteil umfassen {with} von {all} Projekten; von den übrigen sind die Gesamtkosten nicht bekannt."
        ));
    }
    if vorhaben.iter().any(|v| matches!(share(v), Wert::Betrag(betrag) if betrag.is_negative())) {
        let below = "Ein negativer Eigenanteil heißt: Zuwendungen und Drittmittel sind höher als die Gesamtkosten.";
        hinweise.push(below.into());
    }
    hinweise
}

/// The columns of amounts; the one of lost money only where some is lost.
struct AmountColumns {
    verfallen: bool,
}

impl AmountColumns {
    fn of(report: &Berichtslage<'_>) -> Self {
        let lost = report.foerderung.summe.verfallen.wert;
        Self { verfallen: matches!(lost, Wert::Betrag(betrag) if !betrag.is_zero()) }
    }

    fn spalten(&self) -> Vec<Spalte> {
        let verfallen = self.verfallen.then_some("verfallen");
        let titel = ["bewilligt", "angefordert", "ausgezahlt", "verausgabt", "noch abrufbar"].into_iter();
        let mut spalten: Vec<Spalte> = titel.chain(verfallen).map(|titel| Spalte::new(titel, "betrag")).collect();
        spalten.push(Spalte::new("Abfluss", "zahl"));
        spalten
    }

    fn zellen(&self, summe: &Summe) -> Vec<Tabellenzelle> {
        let verfallen = self.verfallen.then_some(&summe.verfallen);
        let figures =
            [&summe.bewilligt, &summe.angefordert, &summe.ausgezahlt, &summe.verausgabt, &summe.noch_abrufbar];
        let figures = figures.into_iter().chain(verfallen).chain([&summe.abflussquote]);
        figures.map(|figure| zahl(figure).into()).collect()
    }
}

/// Some cells before others.
fn row<T, const N: usize>(first: [T; N], rest: Vec<T>) -> Vec<T> {
    first.into_iter().chain(rest).collect()
}
