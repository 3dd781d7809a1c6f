//! The notices themselves, with those that changed them.

use super::super::listen::date;
use super::Titel;
use crate::figures::foerderung::{Aenderungsfiguren, Bescheidfiguren, Bewilligungsstand};
use crate::figures::{Berichtslage, Figure};
use crate::model::{Aenderungsbescheid, day};
use crate::paper::view::{Element, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::zahl;

pub(super) fn bewilligungen(report: &Berichtslage<'_>) -> Element {
    let titel = Titel::of(report);
    let zeilen = report.foerderung.staende.iter().zip(&report.foerderung.bescheide);
    Element::Tabelle(TabelleView {
        titel: Some("Zuwendungen nach Bescheid".into()),
        spalten: vec![
            Spalte::new("Projekt", "text"),
            Spalte::new("Bescheid vom", "datum"),
            Spalte::new("Quote", "zahl"),
            Spalte::new("abrufbar bis", "datum"),
            Spalte::new("zuwendungsfähig", "mittel").right(),
            Spalte::new("bewilligt", "betrag"),
        ],
        zeilen: zeilen.map(|(stand, figuren)| zeile(&titel, stand, figuren)).collect(),
        hinweise: vec![format!(
            "Stand am {}, nach den Änderungsbescheiden bis dahin, für Projekte, die im Zeitraum liefen oder am Stichtag nicht \
             beendet waren.",
            report.stichtag()
        )],
        ..TabelleView::default()
    })
}

fn zeile(titel: &Titel<'_>, stand: &Bewilligungsstand<'_>, figuren: &Bescheidfiguren) -> Vec<Tabellenzelle> {
    let dash = |figure: &Option<Figure>| Tabellenzelle::from(figure.as_ref().map_or_else(|| "–".into(), zahl));
    let (bewilligung, bescheid) = (stand.bewilligung, &stand.bescheid);
    vec![
        titel.zelle(bewilligung, zusatz(stand, figuren)),
        day(bewilligung.bescheid).into(),
        dash(&figuren.quote),
        date(bescheid.bewilligungszeitraum_bis).into(),
        dash(&figuren.zuwendungsfaehig),
        zahl(&figuren.bewilligt).into(),
    ]
}

/// Kind of financing, Aktenzeichen, period and what changed it, as far as they are known.
fn zusatz(stand: &Bewilligungsstand<'_>, figuren: &Bescheidfiguren) -> Vec<Option<String>> {
    let bewilligung = stand.bewilligung;
    let art = bewilligung.finanzierungsart.text();
    let mut notice = art.to_owned();
    if let Some(az) = &bewilligung.aktenzeichen {
        notice.push_str(&format!(", Az.\u{a0}{az}"));
    }
    let (von, bis) = (bewilligung.durchfuehrung_von, stand.bescheid.durchfuehrung_bis);
    let period = von.zip(bis).map(|(von, bis)| format!("Durchführung {} – {}", day(von), day(bis)));
    let changes = stand.aenderungen.iter().zip(&figuren.aenderungen);
    let changes = changes.map(|(aenderung, of)| Some(changed(aenderung, of)));
    [Some(notice), period].into_iter().chain(changes).collect()
}

/// What a notice changed, in one line.
fn changed(aenderung: &Aenderungsbescheid, figuren: &Aenderungsfiguren) -> String {
    let stated = |what: &str, figure: &Option<Figure>| figure.as_ref().map(|f| format!("{what} {}", zahl(f)));
    let euro = |what: &str, figure: &Option<Figure>| stated(what, figure).map(|text| format!("{text}\u{a0}€"));
    let bis = |what: &str, tag_: Option<chrono::NaiveDate>| tag_.map(|last| format!("{what} bis {}", day(last)));
    let parts = [
        aenderung.festgesetzt.filter(|set| *set).map(|_| "endgültig festgesetzt".to_owned()),
        euro("bewilligt", &figuren.bewilligt),
        euro("zuwendungsfähig", &figuren.zuwendungsfaehig),
        stated("Förderquote", &figuren.quote),
        euro("Höchstbetrag", &figuren.hoechstbetrag),
        bis("Durchführung", aenderung.durchfuehrung_bis),
        bis("abrufbar", aenderung.bewilligungszeitraum_bis),
        bis("Verwendungsnachweis", aenderung.verwendungsnachweis),
        aenderung.grund.as_ref().map(|grund| format!("Grund: {grund}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let day = day(aenderung.datum);
    if parts.is_empty() { format!("Geändert am {day}") } else { format!("Geändert am {day}: {}", parts.join(", ")) }
}
