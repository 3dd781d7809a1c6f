//! The Projektboard: every project of the selection, however many there are, as the Anlage would list it.

use std::collections::{BTreeMap, BTreeSet};

use super::listen::date;
use super::projektblaetter::{anchor, next_milestone, sheets};
use super::{ampel, cut, stand};
use crate::figures::kosten::Projektkosten;
use crate::figures::{Berichtslage, Figure, Kennzahl, Lage, Wert};
use crate::model::{Kennung, Part};
use crate::paper::view::{Boardspalte, Boardzeile, ProjektboardView, Projekttabelle, Rahmen, Tabellenzelle};
use crate::text::zahl::{unmarked, zahl};

/// What it is called.
const TITEL: &str = "Projektboard";

/// A column: its head, what its cells are, and the cell of a project.
type Spalte<'s, 'a> = (&'s str, &'static str, Box<dyn Fn(&Lage<'a>) -> Tabellenzelle + 's>);

/// What is looked up for each project, so that none is searched for.
struct Known<'s, 'a> {
    /// The projects that the Anlage lists, and so prints their Erledigungsstand.
    listed: BTreeSet<&'s Kennung>,
    /// Those that have a sheet in it.
    sheets: BTreeSet<&'s Kennung>,
    /// What projects cost by the table of costs, each with whether the Anlage prints it.
    kosten: BTreeMap<&'s Kennung, (&'s Projektkosten<'a>, bool)>,
    /// What they cost by their grants.
    gesamtkosten: BTreeMap<&'s Kennung, &'s Figure>,
}

pub(super) fn view<'a>(report: &Berichtslage<'a>, mut rahmen: Rahmen) -> ProjektboardView {
    for text in [&mut rahmen.dokument.titel, &mut rahmen.dokument.beschreibung, &mut rahmen.fuss.links] {
        *text = format!("{TITEL}: {text}");
    }
    let known = Known::of(report);
    let columns = columns(report, &known);
    let mut lagen: Vec<&Lage<'a>> = report.portfolio.lagen.iter().collect();
    lagen.sort_by(|a, b| a.projekt.kennung.cmp(&b.projekt.kennung));
    let row = |lage: &Lage<'a>| Boardzeile {
        blatt: known.sheets.contains(&lage.projekt.kennung).then(|| anchor(&lage.projekt.kennung)),
        zellen: columns.iter().map(|(.., cell)| cell(lage)).collect(),
    };
    let bericht = report.ordner.papier(report.ausgabe.zeitraum);
    let projektboard = Projekttabelle {
        titel: format!("{TITEL}: {}", report.ordner.titel(report.ausgabe.zeitraum)),
        untertitel: report.ordner.bericht.untertitel.clone(),
        hinweise: vec![notes(report)],
        anlage: report.ordner.bericht.has_anlage().then(|| format!("{bericht}{}", Part::Anlage.suffix())),
        bericht,
        zeilen: lagen.into_iter().map(row).collect(),
        spalten: columns.iter().map(|(titel, art, _)| Boardspalte { titel: (*titel).into(), art }).collect(),
    };
    ProjektboardView { rahmen, projektboard }
}

/// On which day things stand, and how many of the projects the report counts.
fn notes(report: &Berichtslage<'_>) -> String {
    let counted = report.figure(Kennzahl::ImZeitraum).map(|figure| unmarked(&zahl(figure))).unwrap_or_default();
    let all = &report.portfolio.bezug.auswahl.name;
    format!(
        "Alle Projekte der Auswahl „{all}“ nach Kennung. Status und Stand am {}. Im Zeitraum {} zählt der Bericht {counted} davon; bei \
         den übrigen steht „nicht im Zeitraum“. „–“: keine Angabe.",
        report.stichtag(),
        report.zeitraum(),
    )
}

impl<'s, 'a> Known<'s, 'a> {
    fn of(report: &'s Berichtslage<'a>) -> Self {
        let bericht = &report.ordner.bericht;
        let (listed, sheets) = match bericht.has_anlage() {
            true => (cut::listed(report), sheets(report)),
            false => (Vec::new(), Vec::new()),
        };
        let names = |lagen: Vec<&'s Lage<'a>>| lagen.into_iter().map(|lage| &lage.projekt.kennung).collect();
        let printed = if bericht.has_anlage() { bericht.most_rows() } else { 0 };
        let kosten = report.kosten.projekte.iter().enumerate();
        let granted = report.foerderung.vorhaben.iter();
        let granted = granted.map(|vorhaben| (&vorhaben.projekt.kennung, &vorhaben.kosten.gesamtkosten));
        Self {
            listed: names(listed),
            sheets: names(sheets),
            kosten: kosten.map(|(at, of)| (&of.projekt.kennung, (of, at < printed))).collect(),
            gesamtkosten: granted.filter(|(_, figure)| figure.wert != Wert::OhneAngabe).collect(),
        }
    }
}

fn columns<'s, 'a>(report: &'s Berichtslage<'a>, known: &'s Known<'s, 'a>) -> Vec<Spalte<'s, 'a>> {
    let mut columns: Vec<Spalte<'s, 'a>> = vec![
        ("Projekt", "text", Box::new(|lage| lage.projekt.titel.as_str().into())),
        ("Kennung", "text", Box::new(|lage| lage.projekt.kennung.as_str().into())),
        ("Dienststelle", "auswahl", Box::new(|lage| report.bestand.dienststelle(&lage.projekt.fachbereich).into())),
        ("Status", "auswahl", Box::new(|lage| status(report, lage))),
    ];
    if report.ampel.is_some() {
        columns.push(("Ampel", "ampel", Box::new(|lage| light(report, lage))));
    }
    columns.extend([
        ("Stand", "zahl", Box::new(|lage: &Lage<'a>| progress(report, known, lage)) as Box<dyn Fn(&Lage<'a>) -> _>),
        ("Beginn", "datum", Box::new(|lage| date(lage.projekt.beginn).into())),
        ("Ende (geplant)", "datum", Box::new(|lage| date(lage.projekt.ende_geplant).into())),
        ("Ende", "datum", Box::new(|lage| ended(report, lage).into())),
        ("Nächster Meilenstein", "text", Box::new(|lage| milestone(report, lage))),
    ]);
    if !known.gesamtkosten.is_empty() {
        let cell = |lage: &Lage<'a>| match known.gesamtkosten.get(&lage.projekt.kennung) {
            Some(figure) => amount(figure, known.sheets.contains(&lage.projekt.kennung)),
            None => "–".into(),
        };
        columns.push(("Gesamtkosten (€)", "zahl", Box::new(cell)));
    }
    if !known.kosten.is_empty() {
        let cell = |lage: &Lage<'a>, figure: fn(&'s Projektkosten<'a>) -> &'s Figure| {
            let of = known.kosten.get(&lage.projekt.kennung);
            of.map_or_else(|| "–".into(), |(of, is_printed)| amount(figure(of), *is_printed))
        };
        columns.push(("Kosten, Plan (€)", "zahl", Box::new(move |lage| cell(lage, |of| &of.figuren.plan))));
        columns.push(("Kosten, Prognose (€)", "zahl", Box::new(move |lage| cell(lage, |of| &of.figuren.prognose))));
    }
    columns
}

/// The state, and whether the report counts the project.
fn status(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Tabellenzelle {
    let is_counted = Kennzahl::ImZeitraum.counts(lage, &report.portfolio.bezug);
    Tabellenzelle::new(lage.status.text(), [(!is_counted).then(|| "nicht im Zeitraum".to_owned())])
}

/// The sign and the word of the Ampel, and its reasons.
fn light(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Tabellenzelle {
    match report.ampel.as_ref().filter(|_| lage.status.is_open()) {
        Some(all) => Tabellenzelle::new(ampel::short(all, lage), [ampel::why(all, lage)]),
        None => "–".into(),
    }
}

fn progress(report: &Berichtslage<'_>, known: &Known<'_, '_>, lage: &Lage<'_>) -> Tabellenzelle {
    let stand = stand(report, lage);
    if known.listed.contains(&lage.projekt.kennung) { stand.into() } else { unmarked(&stand).into() }
}

/// The day on which the project has ended.
fn ended(report: &Berichtslage<'_>, lage: &Lage<'_>) -> String {
    date(lage.projekt.ended_on().filter(|tag| *tag <= report.portfolio.bezug.stichtag))
}

/// The first Meilenstein that is not reached, while there is anything to reach.
fn milestone(report: &Berichtslage<'_>, lage: &Lage<'_>) -> Tabellenzelle {
    let next = (!lage.status.is_over()).then(|| next_milestone(report, lage)).flatten();
    next.map_or_else(|| "–".into(), |(titel, when)| Tabellenzelle::new(titel, [Some(when)]))
}

/// An amount; it carries its id where the Anlage says what it comes from.
fn amount(figure: &Figure, is_printed: bool) -> Tabellenzelle {
    let text = zahl(figure);
    if is_printed { text.into() } else { unmarked(&text).into() }
}
