//! Lists that are cut, so that a report stays as long as it is however many projects it has, and its Anlage can be opened.

use std::collections::BTreeSet;

use crate::figures::ampel::Ampelstufe;
use crate::figures::{Berichtslage, Kennzahl, Lage};
use crate::model::{Kennung, Located, Projekt, grouped};
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle};

/// Where the Anlage leaves what it does not print.
const DATEN: &str = "In den angehängten Daten (figures.json) nennt jede Zahl alle Projekte, die sie zählt.";

/// How many characters of a reason a report prints; whole it stands in the Anlage.
const LONGEST_REASON: usize = 160;

/// The first of some items, and how many were left out. A single one is never left out: the note would take its place.
pub(super) fn cut<T>(report: &Berichtslage<'_>, mut items: Vec<T>, most: usize) -> (Vec<T>, Option<String>) {
    let left_out = items.len().saturating_sub(most);
    if left_out < 2 {
        return (items, None);
    }
    items.truncate(most);
    let place = if report.ordner.bericht.has_anlage() { ", siehe Anlage" } else { "" };
    (items, Some(format!("und {} weitere{place}", grouped(left_out as u128, "."))))
}

/// A table with at most so many rows, or as many as the report orders; `None` where there is no row.
pub(super) fn tabelle(
    report: &Berichtslage<'_>,
    titel: String,
    spalten: Vec<Spalte>,
    zeilen: Vec<Vec<Tabellenzelle>>,
    most: usize,
) -> Option<Element> {
    let (zeilen, weitere) = cut(report, zeilen, report.ordner.bericht.most_listed(most));
    let view = TabelleView { titel: Some(titel), spalten, zeilen, weitere, ..TabelleView::default() };
    (!view.zeilen.is_empty()).then_some(Element::Tabelle(view))
}

/// A project by its title, with its Kennung and department below it, and what else is to be said.
pub(super) fn projekt(projekt: &Located<Projekt>, zusatz: Option<String>) -> Tabellenzelle {
    Tabellenzelle::new(projekt.titel.as_str(), [Some(who(projekt)), zusatz])
}

/// Kennung and department of a project: `P-053 · FB 11`.
pub(super) fn who(projekt: &Projekt) -> String {
    format!("{} · {}", projekt.kennung, projekt.fachbereich)
}

/// A text as far as a report has room for it.
pub(super) fn reason(text: &str) -> String {
    match text.char_indices().nth(LONGEST_REASON) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The projects that the Anlage names one by one, in the order of the tables. Where they are more than it may hold, those that are red
/// come first, then those that [matter](important), then the others by their Kennung.
pub(super) fn listed<'s, 'a>(report: &'s Berichtslage<'a>) -> Vec<&'s Lage<'a>> {
    let all = report.portfolio.lagen.iter().filter(|lage| report.portfolio.is_listed(lage));
    let mut lagen: Vec<(usize, &Lage<'a>)> = all.enumerate().collect();
    let most = report.ordner.bericht.most_rows();
    if lagen.len() > most {
        let important = important(report);
        let red = |kennung: &Kennung| {
            let rating = report.ampel.as_ref().and_then(|ampel| ampel.projekte.get(kennung));
            rating.is_some_and(|rating| rating.step() == Ampelstufe::Rot)
        };
        lagen.sort_by_cached_key(|(_, lage)| {
            let kennung = &lage.projekt.kennung;
            (!red(kennung), !important.contains(kennung), kennung.clone())
        });
        lagen.truncate(most);
        lagen.sort_by_key(|(at, _)| *at);
    }
    lagen.into_iter().map(|(_, lage)| lage).collect()
}

/// The projects that have begun, ended or changed since the report before, are yellow or red, or have a grant.
pub(super) fn important<'s>(report: &'s Berichtslage<'_>) -> BTreeSet<&'s Kennung> {
    let changed = report.vergleich.wechsel.iter().flat_map(|wechsel| {
        let moved = wechsel.verschoben.iter().map(|(lage, _)| lage);
        wechsel.neu.iter().chain(&wechsel.beendet).chain(&wechsel.wiederaufgenommen).chain(moved)
    });
    let in_period = [Kennzahl::Begonnen, Kennzahl::Abgeschlossen, Kennzahl::Abgebrochen, Kennzahl::Ueberfuehrt];
    let in_period = in_period.into_iter().flat_map(|kennzahl| report.portfolio.members(kennzahl));
    let rated = report.ampel.iter().flat_map(|ampel| &ampel.projekte);
    let rated = rated.filter(|(_, rating)| rating.step() != Ampelstufe::Gruen).map(|(kennung, _)| *kennung);
    let granted = report.foerderung.vorhaben.iter().map(|vorhaben| &vorhaben.projekt.kennung);
    changed.chain(in_period).map(|lage| &lage.projekt.kennung).chain(rated).chain(granted).collect()
}

/// What a chapter of an Anlage begins with that does not name all projects.
pub(super) fn left_out(report: &Berichtslage<'_>) -> Option<Element> {
    let all = report.portfolio.lagen.iter().filter(|lage| report.portfolio.is_listed(lage)).count();
    let most = report.ordner.bericht.most_rows();
    let [printed, total] = [most, all].map(|number| grouped(number as u128, "."));
    let note = format!(
        "Aufgeführt sind {printed} von {total} Projekten: zuerst rote, dann veränderte, gelbe und geförderte, dann die übrigen nach ihrer \
         Kennung. {DATEN}"
    );
    (all > most).then(|| Element::Tabelle(TabelleView { hinweise: vec![note], ..TabelleView::default() }))
}

/// Cuts the tables of an Anlage; their sums are those of all rows.
pub(super) fn tables(report: &Berichtslage<'_>, kapitel: &mut [Kapitel]) {
    let most = report.ordner.bericht.most_rows();
    for element in kapitel.iter_mut().flat_map(|kapitel| &mut kapitel.elemente) {
        if let Element::Tabelle(view) = element
            && let left_out = view.zeilen.len().saturating_sub(most)
            && left_out > 1
        {
            view.zeilen.truncate(most);
            view.weitere = Some(format!("und {} weitere. {DATEN}", grouped(left_out as u128, ".")));
        }
    }
}
