//! Money that was called and used late.

use super::Titel;
use crate::figures::Berichtslage;
use crate::figures::foerderung::Verspaetungsfiguren;
use crate::model::day;
use crate::paper::view::{Element, Spalte, TabelleView, Tabellenzelle};
use crate::text::zahl::zahl;

/// The late parts of payments, where there are any.
pub(super) fn late_use(report: &Berichtslage<'_>) -> Option<Element> {
    let all = report.foerderung.verspaetungen.as_ref()?;
    let titel = Titel::of(report);
    let mut hinweise = vec![format!(
        "Was nach der Frist des Programms verwendet oder zurückgezahlt wurde oder am {} noch nicht verwendet war. Die Zinsen \
             sind eine Schätzung, ohne Festsetzung durch die Behörde.",
        report.stichtag()
    )];
    if all.ungeprueft {
        hinweise.push("Die Zinssätze sind noch nicht mit der amtlichen Quelle verglichen.".into());
    }
    Some(Element::Tabelle(TabelleView {
        titel: Some("Zu spät verwendetes Geld".into()),
        spalten: vec![
            Spalte::new("Projekt und Bewilligung", "text"),
            Spalte::new("Eingang", "datum"),
            Spalte::new("Frist", "datum"),
            Spalte::new("verwendet", "datum"),
            Spalte::new("Tage", "zahl"),
            Spalte::new("Betrag", "betrag"),
            Spalte::new("Zinsen (voraussichtlich)", "betrag"),
        ],
        zeilen: all.teile.iter().map(|teil| zeile(&titel, teil)).collect(),
        summe: Some(
            ["Insgesamt", "", "", "", ""]
                .map(Tabellenzelle::from)
                .into_iter()
                .chain([zahl(&all.summe).into(), zahl(&all.zinsen).into()])
                .collect(),
        ),
        hinweise,
        weitere: None,
    }))
}

fn zeile(titel: &Titel<'_>, teil: &Verspaetungsfiguren<'_>) -> Vec<Tabellenzelle> {
    let bewilligung = teil.bewilligung;
    vec![
        titel.zelle(bewilligung, [Some(teil.zahlung.kennung.to_string())]),
        day(teil.zahlung.datum).into(),
        day(teil.bis).into(),
        teil.am.map_or_else(|| "noch nicht".to_owned(), day).into(),
        zahl(&teil.tage).into(),
        zahl(&teil.betrag).into(),
        zahl(&teil.zinsen).into(),
    ]
}
