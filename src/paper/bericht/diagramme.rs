//! The charts of status, progress and goals, which carry their values; the Anlage has the tables of the first two.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::ampel;
use super::cut::cut;
use crate::figures::gliederung::{Attribute, Gliederung, Group};
use crate::figures::{Berichtslage, Figure, Kennzahl, Wert};
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

/// How many bars a chart of the report has: as many as stand on half a page.
const MOST: usize = 15;

/// Status by department, progress of the running projects, their Ampel, and the goals that they serve.
pub(super) fn kapitel(report: &Berichtslage<'_>) -> Kapitel {
    let status = report.gliederung(Attribute::Dezernat).map(|gliederung| status(report, gliederung));
    let charts = [status, Some(fortschritt(report))].into_iter().flatten().map(|chart| chart.bild(report));
    let ziele = report.gliederung(Attribute::Ziel).filter(|ziele| ziele.gruppen.iter().any(|g| g.kennung.is_some()));
    let ziele = ziele.map(|gliederung| ziele_chart(gliederung).bild(report));
    let by = match ziele {
        Some(_) => format!("Stand nach {} und Ziel", report.bestand.stammdaten.word_for_dezernat()),
        None => format!("Stand nach {}", report.bestand.stammdaten.word_for_dezernat()),
    };
    Kapitel::new(&by, charts.chain(ampel::tabellen(report)).chain(ziele).collect())
}

/// The tables of the charts, and the goals in the words of the strategy.
pub(super) fn anlage(report: &Berichtslage<'_>) -> Kapitel {
    let ziele = report.gliederung(Attribute::Ziel);
    let status = report.gliederung(Attribute::Dezernat).map(|gliederung| status(report, gliederung));
    let tables = [status, Some(fortschritt(report))].into_iter().flatten().map(Chart::tabelle);
    let wordings: Vec<Definition> =
        ziele.iter().flat_map(|ziele| &ziele.gruppen).filter_map(|gruppe| wording(report, gruppe)).collect();
    let wordings = (!wordings.is_empty()).then(|| Element::Definitionen {
        titel: "Ziele im Wortlaut".into(),
        spalten: ["Ziel".into(), "Wortlaut".into()],
        eintraege: wordings,
    });
    Kapitel::new("Tabellen zu den Diagrammen", tables.chain(wordings).collect())
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

/// A chart with what its table needs besides.
struct Chart {
    titel: String,
    /// What its lines are.
    first: String,
    heads: Vec<String>,
    rows: Vec<ChartRow>,
    total: Option<ChartRow>,
    hinweise: Vec<String>,
}

impl Chart {
    /// The chart with the largest groups where there are too many; their order stays.
    fn bild(mut self, report: &Berichtslage<'_>) -> Element {
        let size = |row: &ChartRow| row.werte.iter().map(anzahl).sum::<usize>();
        let mut sizes: Vec<(usize, usize)> = self.rows.iter().map(size).enumerate().collect();
        sizes.sort_by_key(|(at, size)| (Reverse(*size), *at));
        let (kept, weitere) = cut(report, sizes, MOST);
        let kept: BTreeSet<usize> = kept.into_iter().map(|(at, _)| at).collect();
        let mut at = 0..;
        self.rows.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
        self.hinweise.extend(weitere);
        Element::Diagramm(diagramm(self.titel, &self.heads, &self.rows, self.hinweise))
    }

    /// All of it as a table.
    fn tabelle(self) -> Element {
        let table = data_table(&self.first, &self.heads, &self.rows, self.total.as_ref());
        Element::Tabelle(TabelleView { titel: Some(self.titel), ..table })
    }
}

fn status(report: &Berichtslage<'_>, gliederung: &Gliederung) -> Chart {
    let row = |gruppe: &Group| ChartRow {
        titel: short(gruppe),
        werte: STATUS.iter().filter_map(|(k, _)| figure(gliederung, gruppe, *k)).collect(),
        summe: figure(gliederung, gruppe, Kennzahl::ImZeitraum),
    };
    let rows: Vec<ChartRow> = gliederung.gruppen.iter().map(row).collect();
    let heads: Vec<String> = STATUS.iter().map(|(_, head)| (*head).to_owned()).collect();
    let titel = format!("Projekte im Zeitraum nach {} und Status am Ende des Zeitraums", gliederung.titel);
    let total = ChartRow {
        titel: "Summe".into(),
        werte: STATUS.iter().filter_map(|(k, _)| report.figure(*k).cloned()).collect(),
        summe: report.figure(Kennzahl::ImZeitraum).cloned(),
    };
    Chart { titel, first: gliederung.titel.clone(), heads, rows, total: Some(total), hinweise: Vec::new() }
}

fn fortschritt(report: &Berichtslage<'_>) -> Chart {
    let row = |(titel, figure): (String, Figure)| ChartRow { titel, werte: vec![figure], summe: None };
    let klassen = report.erledigungsstaende.klassen.iter().cloned();
    let without = report.figure(Kennzahl::OhneAngabe).map(|figure| ("ohne Angabe".to_owned(), figure.clone()));
    let rows: Vec<ChartRow> = klassen.chain(without).map(row).collect();
    let total = report.figure(Kennzahl::Laufend).map(|figure| row(("Summe".into(), figure.clone())));
    let titel = "Erledigungsstand der laufenden Projekte am Stichtag".to_owned();
    let mean =
        satz(report.bestand.saetze.as_deref(), "erledigungsstand_grundlage", &report.erledigungsstaende.mit_angabe);
    let average = report.portfolio.figures.iter().find(|figure| figure.regel == "K9");
    let average = average.filter(|figure| figure.wert.decimal().is_some());
    let average = average.map(|figure| format!("Mittlerer Erledigungsstand: {}. ", zahl(figure))).unwrap_or_default();
    let mean = format!("{average}{mean}");
    let heads = vec!["laufende Projekte".to_owned()];
    Chart { titel, first: "Erledigungsstand".into(), heads, rows, total, hinweise: vec![mean] }
}

fn ziele_chart(gliederung: &Gliederung) -> Chart {
    let row = |gruppe: &Group| ChartRow {
        titel: gruppe.name.clone(),
        werte: figure(gliederung, gruppe, Kennzahl::ImZeitraum).into_iter().collect(),
        summe: None,
    };
    let rows: Vec<ChartRow> = gliederung.gruppen.iter().map(row).collect();
    let titel = "Projekte im Zeitraum nach Strategieziel".to_owned();
    let heads = vec!["Projekte im Zeitraum".to_owned()];
    let several = "Mehrfachnennungen: Ein Projekt kann in mehreren Zeilen stehen.";
    let hinweise = gliederung.mehrfach.then(|| several.to_owned()).into_iter().collect();
    Chart { titel, first: "Strategieziel".into(), heads, rows, total: None, hinweise }
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

fn data_table(first: &str, heads: &[String], rows: &[ChartRow], total: Option<&ChartRow>) -> TabelleView {
    let mut spalten = vec![Spalte::new(first, "text")];
    spalten.extend(heads.iter().map(|head| Spalte::new(head.clone(), "zahl")));
    if heads.len() > 1 {
        spalten.push(Spalte::new("Summe", "zahl"));
    }
    let line = |zeile: &ChartRow| {
        let figures = zeile.werte.iter().chain(&zeile.summe).map(|figure| Tabellenzelle::from(zahl(figure)));
        [Tabellenzelle::from(zeile.titel.as_str())].into_iter().chain(figures).collect()
    };
    TabelleView { spalten, zeilen: rows.iter().map(line).collect(), summe: total.map(line), ..TabelleView::default() }
}
