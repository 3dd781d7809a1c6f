//! The trend over the closed periods and this one: its picture in the report, its tables in the Anlage.

use super::changes::{not_compared, with_unit};
use super::meldelage::marked;
use super::pictures::verlauf;
use crate::figures::vergleich::Vorperiode;
use crate::figures::{Berichtslage, Figure, Kennzahl};
use crate::model::Zeitraum;
use crate::paper::view::{Element, Kapitel, Spalte, TabelleView, Tabellenzelle};

/// The figures whose trend is drawn, with the names of their lines.
const REIHEN: [(Kennzahl, &str); 4] = [
    (Kennzahl::ImZeitraum, "Projekte im Zeitraum"),
    (Kennzahl::Laufend, "laufend"),
    (Kennzahl::Abgeschlossen, "abgeschlossen"),
    (Kennzahl::Ueberfaellig, "überfällig"),
];

/// The name of the mean Erledigungsstand in ids, whose trend has a picture of its own.
const MITTEL: &str = "mittlerer_erledigungsstand";

/// The picture; none where no period was closed before.
pub(super) fn bild(report: &Berichtslage<'_>) -> Option<Element> {
    trend(report).into_iter().find(|element| matches!(element, Element::Verlauf(_)))
}

/// The chapter of the Anlage; `None` where no period was closed before.
pub(super) fn anlage(report: &Berichtslage<'_>) -> Option<Kapitel> {
    let mut elemente: Vec<Element> = trend(report);
    if elemente.is_empty() {
        return None;
    }
    elemente.push(corrected(report));
    Some(Kapitel::new("Entwicklung", elemente))
}

/// The trends as pictures with their tables.
fn trend(report: &Berichtslage<'_>) -> Vec<Element> {
    if report.vergleich.perioden.is_empty() {
        return Vec::new();
    }
    let zeitraeume = report.vergleich.zeitraeume(report.portfolio.bezug.zeitraum);
    let names: Vec<String> = zeitraeume.iter().map(Zeitraum::kennung).collect();
    let series = |name: &str| zeitraeume.iter().map(|zeitraum| wert(report, *zeitraum, name)).collect();
    let counts: Vec<(String, Vec<Option<Figure>>)> =
        REIHEN.iter().map(|(kennzahl, name)| ((*name).to_owned(), series(kennzahl.slug()))).collect();
    let mean = vec![("mittlerer Erledigungsstand".to_owned(), series(MITTEL))];
    let mut elemente = verlauf("Projekte nach Zeiträumen", &names, &counts);
    elemente.extend(marked(report, verlauf("Mittlerer Erledigungsstand nach Zeiträumen", &names, &mean)));
    elemente
}

/// A figure of a period by what is known today, or that of the report itself; `None` where the period was not closed.
fn wert(report: &Berichtslage<'_>, zeitraum: Zeitraum, name: &str) -> Option<Figure> {
    let portfolio = match report.portfolio.bezug.zeitraum == zeitraum {
        true => &report.portfolio,
        false => &report.vergleich.perioden.iter().find(|periode| periode.zeitraum == zeitraum)?.portfolio,
    };
    portfolio.figures.iter().find(|figure| figure.id.ends_with(&format!(".{name}"))).cloned()
}

/// Every figure of an earlier period that was published with another value, drawn or not.
fn corrected(report: &Berichtslage<'_>) -> Element {
    let perioden = &report.vergleich.perioden;
    let row = |(periode, now): (&Vorperiode<'_>, &Figure)| {
        let published = periode.as_published(now)?;
        let cells = [now.titel.clone(), with_unit(published), with_unit(now)];
        Some(std::iter::once(periode.zeitraum.kennung()).chain(cells).map(Tabellenzelle::from).collect::<Vec<_>>())
    };
    let of = |periode| Vorperiode::compared(periode).map(move |figure| (periode, figure));
    let all = perioden.iter().flat_map(of).filter(|(periode, now)| !report.is_repeated_in(&periode.portfolio, now));
    let zeilen: Vec<Vec<Tabellenzelle>> = all.filter_map(row).collect();
    let other_rule: Vec<String> = perioden.iter().flat_map(not_compared).collect();
    let (spalten, hinweis) = if zeilen.is_empty() {
        let none_is_left = perioden.iter().all(|periode| periode.andere_auswahl);
        let all = "Alle Werte früherer Zeiträume sind die veröffentlichten.";
        let rest = "Alle anderen Werte früherer Zeiträume sind die veröffentlichten.";
        let hinweis = if other_rule.is_empty() { all } else { rest };
        (Vec::new(), (!none_is_left).then_some(hinweis))
    } else {
        let spalten = vec![
            Spalte::new("Zeitraum", "kurz"),
            Spalte::new("Kennzahl", "text"),
            Spalte::new("veröffentlicht", "betrag"),
            Spalte::new("korrigiert", "betrag"),
        ];
        (
            spalten,
            Some(
                "Werte früherer Zeiträume, die nach dem Datenstand dieses Berichts andere sind als die veröffentlichten; \
                 gezeichnet sind die korrigierten.",
            ),
        )
    };
    Element::Tabelle(TabelleView {
        titel: Some("Korrigierte Werte früherer Zeiträume".into()),
        spalten,
        zeilen,
        hinweise: other_rule.into_iter().chain(hinweis.map(str::to_owned)).collect(),
        ..TabelleView::default()
    })
}
