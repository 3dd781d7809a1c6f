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
use crate::text::zahl::{n_of_m, unmarked, zahl};
use crate::text::{paragraph, with_typography};

/// How many projects a row of the report names.
const MOST: usize = 6;

/// What stands behind a value that rests on few reports.
const FEW: &str = "wenige Meldungen";

/// The chapter of the report, by department where a report is missing; `None` where no project was to report.
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
        (due.wert != Wert::Anzahl(0)).then(|| vec![name.into(), n_of_m([reported, due]).into(), without])
    };
    let spalten = vec![
        Spalte::new(gliederung.titel.as_str(), "mittel"),
        Spalte::new("gemeldet", "kurz").right(),
        Spalte::new("ohne Meldung", "text"),
    ];
    let zeilen: Vec<Vec<Tabellenzelle>> = gliederung.gruppen.iter().filter_map(row).collect();
    let tabelle = Element::Tabelle(TabelleView { spalten, zeilen, ..TabelleView::default() });
    let text = Element::Text { blocks: vec![paragraph(sentences(report, all, missing.is_empty()).join(" "))] };
    let tabelle = Some(tabelle).filter(|_| !missing.is_empty());
    Some(Kapitel::new("Meldelage", std::iter::once(text).chain(tabelle).collect()))
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

/// What the table means, where there is one, and what few reports do to the other chapters.
fn sentences(report: &Berichtslage<'_>, [due, reported]: [&Figure; 2], is_complete: bool) -> Vec<String> {
    let total = format!("Gemeldet haben für den Zeitraum {} Projekten.", n_of_m([reported, due]));
    let counts = "Gemeldet ist ein Projekt, das für einen Tag des Zeitraums einen Erledigungsstand angegeben hat; zu melden waren alle, die am \
                  Ende des Zeitraums liefen oder pausierten.";
    let counts = Some(counts.to_owned()).filter(|_| !is_complete);
    let mut all: Vec<String> = std::iter::once(total).chain(counts).collect();
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
        all.push(format!("Im {name} waren es {}.", n_of_m([reported, due])));
    }
    if before.is_some_and(|before| of(before).is_some() || of(now).is_some()) {
        all.push("Veränderungen, die darauf beruhen, sind gekennzeichnet.".into());
    }
    all.extend(gaps(report));
    all
}

/// What else is known of a part of the projects only, all of it in one place; `None` where nothing is missing.
fn gaps(report: &Berichtslage<'_>) -> Option<String> {
    let Berichtslage { kosten, foerderung, klimawirkung, .. } = report;
    let missing = |figure: &Figure| figure.wert != Wert::Anzahl(0);
    let of = |what: &str, [missing_in, all]: [&Figure; 2], which: &str| {
        missing(missing_in).then(|| format!("{what} bei {}{which}", n_of_m([missing_in, all])))
    };
    let costs = (!kosten.is_empty()).then(|| of("Kosten", [&kosten.nicht_erfasst, &kosten.betrachtet], " Projekten"));
    let grants = of("Gesamtkosten", [&foerderung.ohne_gesamtkosten, &foerderung.projekte], " geförderten Projekten");
    let running = report.figure(Kennzahl::OhneAngabe).zip(report.figure(Kennzahl::Laufend));
    let running = running.map(|(none, all)| of("der Erledigungsstand", [none, all], " laufenden Projekten"));
    let energy = klimawirkung.as_ref().filter(|klima| missing(&klima.ohne_angaben)).map(|klima| {
        format!("Energiemengen bei {} Projekten (erfasst bei {})", zahl(&klima.ohne_angaben), zahl(&klima.mit_angaben))
    });
    let all: Vec<String> = [running.flatten(), costs.flatten(), grants, energy].into_iter().flatten().collect();
    (!all.is_empty()).then(|| format!("Es fehlen: {}.", all.join("; ")))
}

/// A change with the note that it rests on few reports, where it does, and on how many: `(wenige Meldungen: Vorquartal 3 von 42)`; where
/// nobody reported, that there is nothing to compare.
pub(super) fn noted(report: &Berichtslage<'_>, figure: &Figure, change: String) -> String {
    if !report.changed_on_few(figure) {
        return change;
    }
    let before = report.vergleich.vorperiode().map(|periode| periode.zeitraum);
    let compared =
        [(report.ausgabe.zeitraum.previous_name(), before), ("jetzt", Some(report.portfolio.bezug.zeitraum))];
    let few = few(report);
    let named = compared.iter().filter_map(|(name, of)| Some((*name, few.get(&of.as_ref()?.kennung())?)));
    let named: Vec<(&str, &String)> = named.collect();
    let none = report
        .few_reports()
        .iter()
        .any(|few| few.gemeldet == 0 && compared.iter().any(|(_, of)| *of == Some(few.zeitraum)));
    if none {
        let named = named.iter().map(|(name, reports)| format!("{name}: {reports}\u{a0}gemeldet"));
        return format!("nicht vergleichbar ({})", named.collect::<Vec<_>>().join(", "));
    }
    let named = named.iter().map(|(name, reports)| format!("{name} {reports}"));
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
        Some((reports.zeitraum.kennung(), both.map(|(reported, due)| n_of_m([reported, due]))?))
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
