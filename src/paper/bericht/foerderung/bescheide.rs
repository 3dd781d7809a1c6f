//! The notices themselves, with those that changed them.

use super::super::Stoff;
use super::super::listen::date;
use super::Titel;
use crate::figures::Bewilligungsstand;
use crate::model::{Aenderungsbescheid, Euro};
use crate::paper::tag;
use crate::paper::view::{Element, Spalte, TabelleView, Zelle};

pub(super) fn bewilligungen(stoff: &Stoff<'_>) -> Element {
    let titel = Titel::of(stoff);
    Element::Tabelle(TabelleView {
        titel: Some("Zuwendungen nach Bescheid".into()),
        spalten: vec![
            Spalte::new("Projekt", "text"),
            Spalte::new("Bescheid vom", "datum"),
            Spalte::new("Quote", "zahl"),
            Spalte::new("abrufbar bis", "datum"),
            Spalte::new("zuwendungsfähig", "betrag"),
            Spalte::new("bewilligt", "betrag"),
        ],
        zeilen: stoff.foerderung.staende.iter().map(|stand| zeile(&titel, stand)).collect(),
        summe: None,
        hinweise: vec![format!(
            "Stand am {}, nach den Änderungsbescheiden bis dahin, für Projekte, die im Zeitraum oder am Stichtag liefen oder \
             pausierten.",
            stoff.stichtag()
        )],
    })
}

fn zeile(titel: &Titel<'_>, stand: &Bewilligungsstand<'_>) -> Vec<Zelle> {
    let (bewilligung, bescheid) = (stand.bewilligung, &stand.bescheid);
    vec![
        titel.zelle(&bewilligung.projekt, zusatz(stand)),
        tag(bewilligung.bescheid).into(),
        bewilligung.foerderquote.map_or_else(|| "–".into(), |quote| quote.to_string().into()),
        date(bescheid.bewilligungszeitraum_bis).into(),
        bescheid.zuwendungsfaehig.map_or_else(|| "–".into(), |betrag| betrag.to_string().into()),
        bescheid.betrag.to_string().into(),
    ]
}

/// Programme, kind of financing, notice, period and what changed it, as far as they are known.
fn zusatz(stand: &Bewilligungsstand<'_>) -> Vec<Option<String>> {
    let bewilligung = stand.bewilligung;
    let art = bewilligung.finanzierungsart.text();
    let mut notice = format!("{}, {}, {art}", bewilligung.kennung, bewilligung.programm);
    if let Some(az) = &bewilligung.aktenzeichen {
        notice.push_str(&format!(", Az.\u{a0}{az}"));
    }
    let (von, bis) = (bewilligung.durchfuehrung_von, stand.bescheid.durchfuehrung_bis);
    let period = von.zip(bis).map(|(von, bis)| format!("Durchführung {} – {}", tag(von), tag(bis)));
    let changes = stand.aenderungen.iter().map(|aenderung| Some(geaendert(aenderung)));
    [Some(notice), period].into_iter().chain(changes).collect()
}

/// What a notice changed, in one line.
fn geaendert(aenderung: &Aenderungsbescheid) -> String {
    let euro = |what: &str, betrag: Option<Euro>| betrag.map(|betrag| format!("{what} {betrag}\u{a0}€"));
    let bis = |what: &str, tag_: Option<chrono::NaiveDate>| tag_.map(|day| format!("{what} bis {}", tag(day)));
    let parts = [
        euro("bewilligt", aenderung.betrag),
        euro("zuwendungsfähig", aenderung.zuwendungsfaehig),
        bis("Durchführung", aenderung.durchfuehrung_bis),
        bis("abrufbar", aenderung.bewilligungszeitraum_bis),
        bis("Verwendungsnachweis", aenderung.verwendungsnachweis),
        aenderung.grund.as_ref().map(|grund| format!("Grund: {grund}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let day = tag(aenderung.datum);
    if parts.is_empty() { format!("Geändert am {day}") } else { format!("Geändert am {day}: {}", parts.join(", ")) }
}
