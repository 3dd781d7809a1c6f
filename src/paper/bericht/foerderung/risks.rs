//! Breaches and risks of grants, with what they cost.

use std::cmp::Reverse;

use super::super::cut::tabelle;
use super::Titel;
use crate::figures::Berichtslage;
use crate::figures::foerderung::{Frist, Friststand};
use crate::model::{Bewilligung, day};
use crate::paper::view::{Element, Spalte, Tabellenzelle};
use crate::text::zahl::zahl;

/// The title of the list where it stands alone.
pub(in crate::paper::bericht) const RISK_TITLE: &str = "Förderung: Verstöße und Risiken";

/// Proofs and dates that are overdue, money above the claim, money that was used late, and money that may lapse; breaches first.
pub(in crate::paper::bericht) fn risks(report: &Berichtslage<'_>, titel: &str, most: usize) -> Option<Element> {
    let titles = Titel::of(report);
    let foerderung = &report.foerderung;
    let row = |grant: &Bewilligung, what: String, tag: String, betrag: String| {
        let zusatz = format!("{}, {}", grant.kennung, grant.programm);
        vec![Tabellenzelle::from(what), titles.zelle(&grant.projekt, [Some(zusatz)]), tag.into(), betrag.into()]
    };
    let euro = |figure| format!("{}\u{a0}€", zahl(figure));
    let overdue = foerderung.fristen.iter().filter(|frist| frist.stand == Friststand::Ueberfaellig);
    let mut overdue: Vec<&Frist<'_>> = overdue.collect();
    overdue.sort_by_key(|frist| Reverse(frist.anlass.is_proof()));
    let overdue = overdue.into_iter().map(|frist| {
        row(
            frist.bewilligung,
            format!("überfällig: {}", frist.anlass.text()),
            format!("seit {}", day(frist.tag)),
            "–".into(),
        )
    });
    let above = foerderung.overpaid.bewilligungen.iter().map(|grant| {
        let what = "ausgezahlt über dem bisher entstandenen Zuwendungsanspruch".into();
        row(grant.bewilligung, what, "–".into(), euro(&grant.betrag))
    });
    let late = foerderung.verspaetungen.iter().flat_map(|all| &all.teile).map(|part| {
        let what = format!("zu spät verwendete Auszahlung vom {}", day(part.zahlung.datum));
        row(part.bewilligung, what, format!("Frist {}", day(part.bis)), euro(&part.betrag))
    });
    let lapsing = foerderung.verfallsrisiken.bewilligungen.iter().map(|risk| {
        row(risk.bewilligung, "droht zu verfallen".into(), format!("abrufbar bis {}", day(risk.bis)), euro(&risk.rest))
    });
    let spalten = vec![
        Spalte::new("Anlass", "text"),
        Spalte::new("Projekt und Bescheid", "text"),
        Spalte::new("Tag", "kurz"),
        Spalte::new("Betrag", "betrag"),
    ];
    let rows = overdue.chain(above).chain(late).chain(lapsing).collect();
    tabelle(report, titel.to_owned(), spalten, rows, most)
}
