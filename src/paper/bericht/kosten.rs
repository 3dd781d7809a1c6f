//! What the projects cost: by department and the largest deviations in the report, every project in the Anlage.

use super::cut::{projekt, tabelle};
use super::gliederungen::without_word;
use crate::figures::gliederung::Attribute;
use crate::figures::kosten::{Kostenfiguren, Kostengruppe, Kostenteil, Projektkosten};
use crate::figures::{Berichtslage, Wert};
use crate::model::day;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::{n_of_m, zahl};

/// The title of both chapters.
const TITEL: &str = "Kosten";

/// How many deviations the report names.
const MOST: usize = 6;

/// The chapter of the report; `None` where the municipality keeps no costs.
pub(super) fn kapitel(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let elemente = || [Some(departments(report)), parts(report), deviations(report, false, MOST)];
    (!report.kosten.is_empty()).then(|| Kapitel::new(TITEL, elemente().into_iter().flatten().collect()))
}

/// The projects that are expected to cost more than planned, by what matters; `None` where there is none.
pub(super) fn above_plan(report: &Berichtslage<'_>, most: usize) -> Option<Element> {
    deviations(report, true, most)
}

/// The costs of every project, with the day of the entry.
pub(super) fn anlage(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let row = |of: &Projektkosten<'_>| {
        let newest = of.eintraege.iter().map(|row| row.datum).max().map(day).unwrap_or_default();
        [projekt(of.projekt, None), newest.into()].into_iter().chain(amounts(&of.figuren)).collect()
    };
    let first = [Spalte::new("Projekt", "text"), Spalte::new("Stand", "datum")];
    let rows = report.kosten.projekte.iter().map(row).collect();
    let all = tabelle(report, "Kosten je Projekt in Euro".into(), columns(first), rows, usize::MAX)?;
    Some(Kapitel::across(TITEL, vec![all]))
}

fn departments(report: &Berichtslage<'_>) -> Element {
    let kosten = &report.kosten;
    let titel = report.gliederung(Attribute::Dezernat).map_or("Dezernat", |gliederung| &gliederung.titel);
    let row = |gruppe: &Kostengruppe| {
        let name = without_word(titel, &gruppe.name);
        let name = gruppe.kennung.as_ref().map_or_else(|| name.to_owned(), |kennung| format!("{kennung} · {name}"));
        std::iter::once(name.into()).chain(amounts(&gruppe.figuren)).collect()
    };
    let missing = format!(
        "Kosten nicht erfasst: {} Projekten. Die Beträge zählen nur die erfassten, nach ihrem neuesten Stand bis zum {}.",
        n_of_m([&kosten.nicht_erfasst, &kosten.betrachtet]),
        report.stichtag()
    );
    Element::Tabelle(TabelleView {
        titel: Some(format!("Kosten nach {titel} in Euro")),
        spalten: columns([Spalte::new(titel, "text")]),
        zeilen: kosten.dezernate.iter().map(row).collect(),
        summe: Some(std::iter::once("Summe".into()).chain(amounts(&kosten.summe)).collect()),
        hinweise: vec![missing],
        ..TabelleView::default()
    })
}

/// The projects with grants apart from those without, each with how many of how many the amounts cover; `None` where all are of one kind.
fn parts(report: &Berichtslage<'_>) -> Option<Element> {
    let teile = &report.kosten.teile;
    let row = |teil: &Kostenteil| {
        let share = format!("{} Projekten", n_of_m([&teil.erfasst, &teil.betrachtet]));
        let name = Tabellenzelle::new(format!("Projekte {}", teil.name), [Some(share)]);
        std::iter::once(name).chain(amounts(&teil.figuren)).collect()
    };
    let both = teile.iter().all(|teil| teil.betrachtet.wert != Wert::Anzahl(0));
    both.then(|| {
        Element::Tabelle(TabelleView {
            titel: Some("Kosten der Projekte mit und ohne Zuwendung in Euro".into()),
            spalten: columns([Spalte::new("Projekte", "text")]),
            zeilen: teile.iter().map(row).collect(),
            ..TabelleView::default()
        })
    })
}

/// The projects that are expected to leave their plan by what matters, above it or below, the largest amount first; `None` where there
/// is none.
fn deviations(report: &Berichtslage<'_>, above: bool, most: usize) -> Option<Element> {
    let row = |of: &Projektkosten<'_>| -> Vec<Tabellenzelle> {
        std::iter::once(projekt(of.projekt, None)).chain(amounts(&of.figuren)).collect()
    };
    let chosen = report.kosten.deviations().into_iter().filter(|of| (of.costs.prognose > of.costs.plan) == above);
    let what = if above { "Kosten über Plan" } else { "Kosten unter Plan" };
    let titel = match &report.kosten.wesentlich {
        Some(limit) => format!("{what} ab {}\u{a0}€", zahl(limit)),
        None => what.to_owned(),
    };
    tabelle(report, titel, columns([Spalte::new("Projekt", "text")]), chosen.map(row).collect(), most)
}

fn amounts(figuren: &Kostenfiguren) -> impl Iterator<Item = Tabellenzelle> {
    figuren.figures().map(|figure| zahl(figure).into()).into_iter()
}

/// These columns and those of the amounts.
fn columns(first: impl IntoIterator<Item = Spalte>) -> Vec<Spalte> {
    let amounts = ["Plan", "Ist", "Prognose", "Abweichung"].map(|head| Spalte::new(head, "betrag"));
    first.into_iter().chain(amounts).collect()
}
