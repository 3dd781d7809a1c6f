//! The chapters with charts: status, progress, goals; each with its data as a table.

use crate::figures::gliederung::{Attribute, Gliederung, Group};
use crate::figures::{Berichtslage, Figure, Kennzahl, Wert};
use crate::model::day;
use crate::paper::view::{
    Balken, Definition, DiagrammView, Element, Kapitel, Reihe, Spalte, TabelleView, Tabellenzelle,
};
use crate::text::satz;
use crate::text::zahl::zahl;

/// The series of the status chart: what has become of the projects of the period by its end. They sum to K4.
const STATUS: [(Kennzahl, &str); 5] = [
    (Kennzahl::LaufendAmEnde, "laufend"),
    (Kennzahl::PausiertAmEnde, "pausiert"),
    (Kennzahl::Abgeschlossen, "abgeschlossen"),
    (Kennzahl::Abgebrochen, "abgebrochen"),
    (Kennzahl::Ueberfuehrt, "überführt"),
];

/// Status by department and progress of the running projects.
pub(super) fn stand(report: &Berichtslage<'_>) -> Kapitel {
    let mut elemente = Vec::new();
    if let Some(gliederung) = report.gliederung(Attribute::Dezernat) {
        elemente.extend(status(report, gliederung));
    }
    elemente.extend(fortschritt(report));
    Kapitel::new("Stand der Projekte", elemente)
}

/// How many projects serve each goal.
pub(super) fn ziele(report: &Berichtslage<'_>) -> Kapitel {
    let elemente = report.gliederung(Attribute::Ziel).map(|g| zieldiagramm(report, g)).unwrap_or_default();
    Kapitel::new("Ziele der Strategie", elemente)
}

/// The figure of a group.
fn figure(gliederung: &Gliederung, gruppe: &Group, kennzahl: Kennzahl) -> Option<Figure> {
    let column = gliederung.kennzahlen.iter().position(|k| *k == kennzahl)?;
    gruppe.figures.get(column).cloned()
}

/// A group's short name: its Kennung, or "ohne …".
fn short(gruppe: &Group) -> String {
    gruppe.kennung.as_ref().map_or_else(|| gruppe.name.clone(), ToString::to_string)
}

/// A line of a chart and of its table: the label, a figure for each series, and the figure that they sum to.
struct ChartRow {
    titel: String,
    werte: Vec<Figure>,
    summe: Option<Figure>,
}

fn status(report: &Berichtslage<'_>, gliederung: &Gliederung) -> Vec<Element> {
    let row = |gruppe: &Group| ChartRow {
        titel: short(gruppe),
        werte: STATUS.iter().filter_map(|(k, _)| figure(gliederung, gruppe, *k)).collect(),
        summe: figure(gliederung, gruppe, Kennzahl::ImZeitraum),
    };
    let rows: Vec<ChartRow> = gliederung.gruppen.iter().map(row).collect();
    let heads: Vec<String> = STATUS.iter().map(|(_, head)| (*head).to_owned()).collect();
    let ende = day(report.portfolio.bezug.zeitraum.ende);
    let titel = format!("Projekte im Zeitraum nach {} und Status am {ende}", gliederung.titel);
    let total = ChartRow {
        titel: "Summe".into(),
        werte: STATUS.iter().filter_map(|(k, _)| report.figure(*k).cloned()).collect(),
        summe: report.figure(Kennzahl::ImZeitraum).cloned(),
    };
    let diagramm = diagramm(titel, &heads, &rows, Vec::new());
    vec![Element::Diagramm(diagramm), data_table(&gliederung.titel, &heads, &rows, Some(&total))]
}

fn fortschritt(report: &Berichtslage<'_>) -> Vec<Element> {
    let row = |(titel, figure): (String, Figure)| ChartRow { titel, werte: vec![figure], summe: None };
    let klassen = report.erledigungsstaende.klassen.iter().cloned();
    let without = report.figure(Kennzahl::OhneAngabe).map(|figure| ("ohne Angabe".to_owned(), figure.clone()));
    let rows: Vec<ChartRow> = klassen.chain(without).map(row).collect();
    let total = report.figure(Kennzahl::Laufend).map(|figure| row(("Summe".into(), figure.clone())));
    let titel = format!("Erledigungsstand der laufenden Projekte am {}", report.stichtag());
    let heads = vec!["laufende Projekte".to_owned()];
    let diagramm = diagramm(titel, &heads, &rows, Vec::new());
    vec![Element::Diagramm(diagramm), data_table("Erledigungsstand", &heads, &rows, total.as_ref())]
}

fn zieldiagramm(report: &Berichtslage<'_>, gliederung: &Gliederung) -> Vec<Element> {
    let row = |gruppe: &Group| ChartRow {
        titel: gruppe.name.clone(),
        werte: figure(gliederung, gruppe, Kennzahl::ImZeitraum).into_iter().collect(),
        summe: None,
    };
    let rows: Vec<ChartRow> = gliederung.gruppen.iter().map(row).collect();
    let titel = format!("Projekte im Zeitraum {} nach Strategieziel", report.zeitraum());
    let heads = vec!["Projekte im Zeitraum".to_owned()];
    let diagramm = diagramm(titel, &heads, &rows, multiple(report, gliederung));
    let mut elemente = vec![Element::Diagramm(diagramm), data_table("Strategieziel", &heads, &rows, None)];
    let ziele = gliederung.gruppen.iter().filter_map(|gruppe| wording(report, gruppe));
    let eintraege: Vec<Definition> = ziele.collect();
    if !eintraege.is_empty() {
        elemente.push(Element::Definitionen { titel: "Ziele im Wortlaut".into(), eintraege });
    }
    elemente
}

/// A goal in the words of the strategy; `None` where it has no more words than its name.
fn wording(report: &Berichtslage<'_>, gruppe: &Group) -> Option<Definition> {
    let ziel = report.bestand.stammdaten.ziel.iter().find(|ziel| Some(&ziel.kennung) == gruppe.kennung.as_ref())?;
    let felder = &report.bestand.stammdaten.handlungsfeld;
    let feld = felder.iter().find(|feld| feld.kennung == ziel.handlungsfeld).map(|feld| feld.name.clone());
    Some(Definition { begriff: ziel.name.clone(), zusatz: feld, text: ziel.text.clone()? })
}

/// The note of a break-down in which projects stand several times.
pub(super) fn multiple(report: &Berichtslage<'_>, gliederung: &Gliederung) -> Vec<String> {
    if !gliederung.mehrfach {
        return Vec::new();
    }
    report
        .figure(Kennzahl::ImZeitraum)
        .map(|figure| satz(report.bestand.saetze.as_deref(), "mehrfachnennungen", figure))
        .into_iter()
        .collect()
}

/// A chart of rows; what stands at the end of a bar is the figure that its parts sum to.
fn diagramm(titel: String, heads: &[String], rows: &[ChartRow], hinweise: Vec<String>) -> DiagrammView {
    let balken = rows.iter().map(|zeile| Balken {
        titel: zeile.titel.clone(),
        werte: zeile.werte.iter().map(anzahl).collect(),
        kennzahlen: zeile.werte.iter().map(|figure| figure.id.clone()).collect(),
        beschriftung: zeile.summe.as_ref().or(zeile.werte.first()).map(zahl).unwrap_or_default(),
    });
    DiagrammView {
        alternativtext: alternative(&titel, heads, rows),
        titel,
        reihen: heads.iter().map(|titel| Reihe { titel: titel.clone() }).collect(),
        balken: balken.collect(),
        hinweise,
    }
}

/// The number of a figure that counts.
fn anzahl(figure: &Figure) -> usize {
    match figure.wert {
        Wert::Anzahl(number) => number,
        _ => 0,
    }
}

/// The whole chart in words, from the same numbers.
fn alternative(titel: &str, heads: &[String], rows: &[ChartRow]) -> String {
    let part = |zeile: &ChartRow| {
        let values = zeile.werte.iter().map(|figure| figure.wert.text());
        let named: Vec<String> = match zeile.werte.len() {
            1 => values.collect(),
            _ => values.zip(heads).map(|(value, head)| format!("{value} {head}")).collect(),
        };
        format!("{}: {}", zeile.titel, named.join(", "))
    };
    let parts: Vec<String> = rows.iter().map(part).collect();
    if parts.is_empty() {
        format!("Balkendiagramm. {titel}. Keine Projekte.")
    } else {
        format!("Balkendiagramm. {titel}. {}.", parts.join("; "))
    }
}

fn data_table(first: &str, heads: &[String], rows: &[ChartRow], total: Option<&ChartRow>) -> Element {
    let mut spalten = vec![Spalte::new(first, "text")];
    spalten.extend(heads.iter().map(|head| Spalte::new(head.clone(), "zahl")));
    if heads.len() > 1 {
        spalten.push(Spalte::new("Summe", "zahl"));
    }
    let line = |zeile: &ChartRow| {
        let figures = zeile.werte.iter().chain(&zeile.summe).map(|figure| Tabellenzelle::from(zahl(figure)));
        [Tabellenzelle::from(zeile.titel.as_str())].into_iter().chain(figures).collect()
    };
    Element::Tabelle(TabelleView {
        titel: None,
        spalten,
        zeilen: rows.iter().map(line).collect(),
        summe: total.map(line),
        hinweise: Vec::new(),
    })
}
