//! The next dates of grants, and money that is at risk.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::cut::{cut, tabelle};
use super::Titel;
use crate::figures::Berichtslage;
use crate::figures::foerderung::{Frist, Friststand, VORSCHAU_MONATE, Verfallsrisiko};
use crate::model::{day, months_after, months_ahead};
use crate::paper::view::{Element, Spalte, TabelleView, Tabellenzelle};
use crate::text::with_typography;
use crate::text::zahl::zahl;

/// The open dates by day, so that what is overdue comes first.
pub(super) fn fristen(report: &Berichtslage<'_>) -> Element {
    let titel = Titel::of(report);
    Element::Tabelle(TabelleView {
        titel: Some("Nächste Fristen und Termine".into()),
        spalten: vec![
            Spalte::new("Tag", "datum"),
            Spalte::new("Was", "text"),
            Spalte::new("Projekt und Bewilligung", "text"),
            Spalte::new("Art", "kurz"),
            Spalte::new("Stand", "kurz"),
        ],
        zeilen: report.foerderung.fristen.iter().map(|frist| zeile(&titel, frist)).collect(),
        hinweise: hinweise(report),
        ..TabelleView::default()
    })
}

/// How many months ahead the report itself looks: two quarters.
const NEXT_MONTHS: u32 = 6;
/// How many rows its list has, and how many grants each names.
const MOST_ROWS: usize = 12;
const MOST_GRANTS: usize = 7;

/// The dates of the next two quarters, those of one day and one kind together; what is overdue is a concern of its own.
pub(super) fn next(report: &Berichtslage<'_>) -> Option<Element> {
    let titel = Titel::of(report);
    let last = months_after(report.ausgabe.datum, NEXT_MONTHS);
    let ahead = |frist: &&Frist<'_>| frist.stand != Friststand::Ueberfaellig && frist.tag <= last;
    let mut groups: BTreeMap<(NaiveDate, String), Vec<String>> = BTreeMap::new();
    for frist in report.foerderung.fristen.iter().filter(ahead) {
        let grant = frist.bewilligung;
        let department = titel.0.get(&grant.projekt).map(|projekt| format!("{} · ", projekt.fachbereich));
        let (department, titel) = (department.unwrap_or_default(), titel.of_project(&grant.projekt));
        let named = format!("{department}{titel} ({},\u{a0}{})", grant.projekt, grant.kennung);
        let named = with_typography(&named);
        groups.entry((frist.tag, frist.anlass.text())).or_default().push(named);
    }
    let row = |((tag, what), grants): ((NaiveDate, String), Vec<String>)| {
        let (named, weitere) = cut(report, grants, MOST_GRANTS);
        vec![day(tag).into(), what.into(), Tabellenzelle::Zeilen { zeilen: named.into_iter().chain(weitere).collect() }]
    };
    let spalten = vec![
        Spalte::new("Tag", "datum"),
        Spalte::new("Was", "text"),
        Spalte::new("Dienststelle, Projekt und Bescheid", "text"),
    ];
    let titel = format!("Fristen und Termine bis zum {}", day(last));
    tabelle(report, titel, spalten, groups.into_iter().map(row).collect(), MOST_ROWS)
}

fn zeile(titel: &Titel<'_>, frist: &Frist<'_>) -> Vec<Tabellenzelle> {
    let bewilligung = frist.bewilligung;
    vec![
        day(frist.tag).into(),
        Tabellenzelle::new(frist.anlass.text(), [frist.herleitung.clone()]),
        titel.zelle(bewilligung, []),
        frist.art.text().into(),
        frist.stand.text().into(),
    ]
}

fn hinweise(report: &Berichtslage<'_>) -> Vec<String> {
    let datum = report.ausgabe.datum;
    let last = day(months_after(datum, VORSCHAU_MONATE));
    let tage = zahl(&report.foerderung.faellig_tage);
    let mut hinweise = vec![
        format!("Was am {} offen ist und bis zum {last} ansteht. „fällig“: in höchstens {tage} Tagen.", day(datum)),
        "Eine Frist, die auf einen Samstag, Sonntag oder Feiertag fiele, endet am nächsten Werktag; ein Termin \
         verschiebt sich nicht. Der Verwendungsnachweis hat einen Termin, wo der Bescheid den Tag nennt, sonst eine \
         Frist nach der Regel des Programms, und es gilt der frühere von zwei Tagen."
            .into(),
    ];
    hinweise.extend(remaining(report));
    hinweise
}

/// The note that projects count here which the sums leave out; only where one has a grant.
fn remaining(report: &Berichtslage<'_>) -> Option<String> {
    (!report.foerderung.uebrige.is_empty()).then(|| {
        "Berücksichtigt sind die Bescheide aller Projekte der Auswahl, auch solcher, die vor dem Zeitraum endeten und in den \
         Summen nicht zählen."
            .into()
    })
}

/// Grants that end soon with money left, or the sentence that there is none.
pub(super) fn verfallsrisiken(report: &Berichtslage<'_>) -> Element {
    let risiken = &report.foerderung.verfallsrisiken;
    let titel = Titel::of(report);
    let zeilen: Vec<Vec<Tabellenzelle>> = risiken.bewilligungen.iter().map(|r| at_risk(&titel, r)).collect();
    let last = day(months_ahead(report.portfolio.bezug.stichtag, risiken.monate));
    let hinweis = if zeilen.is_empty() {
        format!("Bis zum {last} endet kein Bewilligungszeitraum, aus dem noch Geld abrufbar ist.")
    } else {
        format!(
            "Was bis zum Ende des Bewilligungszeitraums nicht abgerufen ist, verfällt; berücksichtigt ist die Zeit bis zum {last}."
        )
    };
    let spalten = [("Projekt und Bewilligung", "text"), ("abrufbar bis", "datum"), ("noch abrufbar", "betrag")];
    // Without a risk the sentence says all, and a table without columns prints nothing below it.
    let spalten = if zeilen.is_empty() { &[][..] } else { &spalten[..] };
    Element::Tabelle(TabelleView {
        titel: Some("Verfallsrisiko".into()),
        spalten: spalten.iter().map(|(titel, breite)| Spalte::new(*titel, breite)).collect(),
        summe: (!zeilen.is_empty()).then(|| vec!["Insgesamt".into(), "".into(), zahl(&risiken.summe).into()]),
        zeilen,
        hinweise: std::iter::once(hinweis).chain(remaining(report)).collect(),
        ..TabelleView::default()
    })
}

fn at_risk(titel: &Titel<'_>, risiko: &Verfallsrisiko<'_>) -> Vec<Tabellenzelle> {
    let projekt = titel.zelle(risiko.bewilligung, []);
    vec![projekt, day(risiko.bis).into(), zahl(&risiko.rest).into()]
}
