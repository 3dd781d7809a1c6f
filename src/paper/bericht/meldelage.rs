//! The Meldelage: how many projects reported for the period, who did not, and what rests on few reports.

use std::collections::BTreeMap;

use super::cut::{projekt, who};
use super::gliederungen::without_word;
use super::listen::date;
use super::stand;
use crate::figures::gliederung::{Attribute, Group};
use crate::figures::meldelage::Reports;
use crate::figures::{Berichtslage, Figure, Kennzahl, Lage, Wert};
use crate::model::{Kennung, day, grouped};
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle, VerlaufView};
use crate::text::zahl::{unmarked, zahl};
use crate::text::{paragraph, with_typography};

/// How many projects a row of the report names.
const MOST: usize = 6;

/// What stands behind a value that rests on few reports.
const FEW: &str = "wenige Meldungen";

/// The chapter of the report, by department; `None` where no project was to report.
pub(super) fn kapitel(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let all = totals(report)?;
    let missing = missing_by_department(report);
    let gliederung = report.gliederung(Attribute::Dezernat)?;
    let column = |kennzahl| gliederung.kennzahlen.iter().position(|other| *other == kennzahl);
    let (at_due, at_reported) = (column(Kennzahl::Meldepflichtig)?, column(Kennzahl::Gemeldet)?);
    let row = |group: &Group| {
        let (due, reported) = (group.figures.get(at_due)?, group.figures.get(at_reported)?);
        let name = without_word(&gliederung.titel, &group.name);
        let name = group.kennung.as_ref().map_or_else(|| name.to_owned(), |kennung| format!("{kennung} · {name}"));
        let without = missing.get(&group.kennung.as_ref()).map_or_else(|| "–".into(), |lagen| named(lagen));
        (due.wert != Wert::Anzahl(0)).then(|| vec![name.into(), n_of_m(reported, due).into(), without])
    };
    let spalten = vec![
        Spalte::new(gliederung.titel.as_str(), "mittel"),
        Spalte::new("gemeldet", "kurz").right(),
        Spalte::new("ohne Meldung", "text"),
    ];
    let zeilen: Vec<Vec<Tabellenzelle>> = gliederung.gruppen.iter().filter_map(row).collect();
    let tabelle = TabelleView { spalten, zeilen, ..TabelleView::default() };
    let text = Element::Text { blocks: vec![paragraph(sentences(report, all).join(" "))] };
    Some(Kapitel::new("Meldelage", vec![text, Element::Tabelle(tabelle)]))
}

/// Every project without a report; `None` where there is none.
pub(super) fn anlage(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let mut lagen = missing(report);
    lagen.sort_by_key(|lage| (&lage.projekt.fachbereich, &lage.projekt.kennung));
    let row = |lage: &&Lage<'_>| {
        let newest = lage.fortschritt.map(|fortschritt| fortschritt.datum);
        vec![projekt(lage.projekt, None), date(newest).into(), stand(report, lage).into()]
    };
    let tabelle = TabelleView {
        spalten: vec![
            Spalte::new("Projekt", "text"),
            Spalte::new("zuletzt gemeldet", "datum"),
            Spalte::new("Stand", "zahl"),
        ],
        zeilen: lagen.iter().map(row).collect(),
        hinweise: vec![format!(
            "Projekte, die am Ende des Zeitraums {} liefen oder pausierten und dafür keinen Eintrag haben.",
            report.zeitraum()
        )],
        ..TabelleView::default()
    };
    (!lagen.is_empty()).then(|| Kapitel::new("Projekte ohne Meldung", vec![Element::Tabelle(tabelle)]))
}

/// How many were to report, and how many did; `None` where nobody was to.
fn totals<'r>(report: &'r Berichtslage<'_>) -> Option<[&'r Figure; 2]> {
    let due = report.figure(Kennzahl::Meldepflichtig).filter(|due| due.wert != Wert::Anzahl(0))?;
    Some([due, report.figure(Kennzahl::Gemeldet)?])
}

fn n_of_m(reported: &Figure, due: &Figure) -> String {
    format!("{} von {}", zahl(reported), zahl(due))
}

/// The projects that were to report and did not.
fn missing<'s, 'a>(report: &'s Berichtslage<'a>) -> Vec<&'s Lage<'a>> {
    let portfolio = &report.portfolio;
    portfolio
        .members(Kennzahl::Meldepflichtig)
        .filter(|lage| !Kennzahl::Gemeldet.counts(lage, &portfolio.bezug))
        .collect()
}

fn missing_by_department<'s, 'a>(report: &'s Berichtslage<'a>) -> BTreeMap<Option<&'a Kennung>, Vec<&'s Lage<'a>>> {
    let mut groups: BTreeMap<Option<&Kennung>, Vec<&Lage<'a>>> = BTreeMap::new();
    for lage in missing(report) {
        groups.entry(report.portfolio.sicht().dezernat(&lage.projekt.fachbereich)).or_default().push(lage);
    }
    groups
}

/// Projects by division, as far as a row has room, each with the day of its newest entry.
fn named(lagen: &[&Lage<'_>]) -> Tabellenzelle {
    let mut lagen = lagen.to_vec();
    lagen.sort_by_key(|lage| (&lage.projekt.fachbereich, &lage.projekt.kennung));
    let left_out = lagen.len().saturating_sub(MOST);
    // A single one more takes no more room than the note.
    let shown = if left_out < 2 { lagen.len() } else { MOST };
    let name = |lage: &&Lage<'_>| {
        let newest =
            lage.fortschritt.map_or("noch nie gemeldet".into(), |entry| format!("zuletzt {}", day(entry.datum)));
        with_typography(&format!("{} ({}), {newest}", lage.projekt.titel, who(lage.projekt)))
    };
    let more = (left_out >= 2).then(|| format!("und {} weitere", grouped(left_out as u128, ".")));
    Tabellenzelle::Zeilen { zeilen: lagen.iter().take(shown).map(name).chain(more).collect() }
}

/// What the table means, and what few reports do to the other chapters.
fn sentences(report: &Berichtslage<'_>, [due, reported]: [&Figure; 2]) -> Vec<String> {
    let total = format!("Gemeldet haben für den Zeitraum {} Projekten.", n_of_m(reported, due));
    let counts = "Gemeldet ist ein Projekt, das für einen Tag des Zeitraums einen Erledigungsstand angegeben hat; zu melden waren alle, die am \
                  Ende des Zeitraums liefen oder pausierten.";
    let mut all = vec![total, counts.to_owned()];
    let few = report.few_reports();
    let of = |zeitraum| few.iter().find(|reports| reports.zeitraum == zeitraum);
    let (now, before) =
        (report.portfolio.bezug.zeitraum, report.vergleich.vorperiode().map(|periode| periode.zeitraum));
    if of(now).is_some() {
        all.push("Das sind wenige; Angaben zum Erledigungsstand sind daher mit Vorsicht zu lesen.".into());
    }
    let figure = |kennzahl| report.vergleich.vorperiode().and_then(|periode| periode.figure(kennzahl));
    let both = figure(Kennzahl::Gemeldet).zip(figure(Kennzahl::Meldepflichtig));
    if let Some((reported, due)) = both.filter(|_| before.and_then(of).is_some()) {
        let name = report.ausgabe.zeitraum.previous_name();
        all.push(format!("Im {name} waren es {}.", n_of_m(reported, due)));
    }
    if before.is_some_and(|before| of(before).is_some() || of(now).is_some()) {
        all.push(format!("Veränderungen, die darauf beruhen, sind mit „{FEW}“ gekennzeichnet."));
    }
    all
}

/// A change with the note that it rests on few reports, where it does, and on how many: `(wenige Meldungen: Vorquartal 0 von 42)`.
pub(super) fn noted(report: &Berichtslage<'_>, figure: &Figure, change: String) -> String {
    if !report.changed_on_few(figure) {
        return change;
    }
    let before = report.vergleich.vorperiode().map(|periode| periode.zeitraum);
    let compared =
        [(report.ausgabe.zeitraum.previous_name(), before), ("jetzt", Some(report.portfolio.bezug.zeitraum))];
    let few = few(report);
    let named = compared.iter().filter_map(|(name, of)| Some(format!("{name} {}", few.get(&of.as_ref()?.kennung())?)));
    format!("{change} ({FEW}: {})", named.collect::<Vec<_>>().join(", "))
}

/// A trend of a figure that rests on reports, with the periods marked that have few: a star, explained below and in words.
pub(super) fn marked(report: &Berichtslage<'_>, mut elemente: Vec<Element>) -> Vec<Element> {
    let few = few(report);
    for element in &mut elemente {
        match element {
            Element::Verlauf(view) => mark_picture(view, &few),
            Element::Tabelle(view) => mark_table(view, &few),
            _ => {}
        }
    }
    elemente
}

/// The periods with few reports, each with how many of how many there are.
fn few(report: &Berichtslage<'_>) -> BTreeMap<String, String> {
    let counted = |reports: &Reports| {
        let of = report.vergleich.perioden.iter().find(|periode| periode.zeitraum == reports.zeitraum);
        let figure = |kennzahl| of.map_or_else(|| report.figure(kennzahl), |periode| periode.figure(kennzahl));
        let both = figure(Kennzahl::Gemeldet).zip(figure(Kennzahl::Meldepflichtig));
        Some((reports.zeitraum.kennung(), both.map(|(reported, due)| n_of_m(reported, due))?))
    };
    report.few_reports().iter().filter_map(counted).collect()
}

fn mark_picture(view: &mut VerlaufView, few: &BTreeMap<String, String>) {
    let named = view.perioden.iter().filter_map(|periode| Some(format!("{periode}: {}", few.get(periode)?)));
    let named = named.collect::<Vec<_>>().join("; ");
    if named.is_empty() {
        return;
    }
    for reihe in &mut view.reihen {
        let labels =
            view.perioden.iter().zip(&mut reihe.beschriftungen).filter(|(periode, _)| few.contains_key(*periode));
        labels.filter_map(|(_, label)| label.as_mut()).for_each(|label| label.push('*'));
    }
    view.hinweise.push(format!("* Wenige Meldungen ({named})."));
    view.alternativtext.push_str(&format!(" Wenige Meldungen: {}.", unmarked(&named)));
}

fn mark_table(view: &mut TabelleView, few: &BTreeMap<String, String>) {
    for row in &mut view.zeilen {
        let is_few = matches!(row.first(), Some(Tabellenzelle::Text(name)) if few.contains_key(name));
        if let Some(Tabellenzelle::Text(value)) = row.last_mut().filter(|_| is_few) {
            value.push('*');
        }
    }
}
