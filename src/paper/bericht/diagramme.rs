//! The chapters with charts: status, progress, goals; each with its data as a table.

use super::Stoff;
use crate::figures::{Gliederung, Gruppe, Kennzahl, Merkmal};
use crate::model::Prozent;
use crate::paper::tag;
use crate::paper::view::{Balken, Definition, DiagrammView, Element, Kapitel, Reihe, Spalte, TabelleView, Zelle};

/// The series of the status chart: what has become of the projects of the period by its end. They sum to K4.
const STATUS: [(Kennzahl, &str); 5] = [
    (Kennzahl::LaufendAmEnde, "laufend"),
    (Kennzahl::PausiertAmEnde, "pausiert"),
    (Kennzahl::Abgeschlossen, "abgeschlossen"),
    (Kennzahl::Abgebrochen, "abgebrochen"),
    (Kennzahl::Ueberfuehrt, "überführt"),
];

/// Figures that only the status chart breaks down.
pub(super) const STATUS_ONLY: [Kennzahl; 4] =
    [Kennzahl::LaufendAmEnde, Kennzahl::PausiertAmEnde, Kennzahl::Abgebrochen, Kennzahl::Ueberfuehrt];

/// Status by department and progress of the running projects.
pub(super) fn stand(stoff: &Stoff<'_>) -> Kapitel {
    let mut elemente = Vec::new();
    if let Some(gliederung) = stoff.gliederung(Merkmal::Dezernat) {
        elemente.extend(status(stoff, gliederung));
    }
    elemente.extend(fortschritt(stoff));
    Kapitel::new("Stand der Projekte", elemente)
}

/// How many projects serve each goal.
pub(super) fn ziele(stoff: &Stoff<'_>) -> Kapitel {
    let elemente = stoff.gliederung(Merkmal::Ziel).map(|g| zieldiagramm(stoff, g)).unwrap_or_default();
    Kapitel::new("Ziele der Strategie", elemente)
}

fn value(gliederung: &Gliederung, gruppe: &Gruppe, kennzahl: Kennzahl) -> usize {
    let column = gliederung.kennzahlen.iter().position(|k| *k == kennzahl);
    let figure = column.and_then(|i| gruppe.figures.get(i));
    figure.map_or(0, |figure| figure.belege.len())
}

/// A group's short name: its Kennung, or "ohne …".
fn short(gruppe: &Gruppe) -> String {
    gruppe.kennung.as_ref().map_or_else(|| gruppe.name.clone(), ToString::to_string)
}

fn status(stoff: &Stoff<'_>, gliederung: &Gliederung) -> Vec<Element> {
    let rows: Vec<(String, Vec<usize>)> = gliederung
        .gruppen
        .iter()
        .map(|gruppe| (short(gruppe), STATUS.iter().map(|(k, _)| value(gliederung, gruppe, *k)).collect()))
        .collect();
    let heads: Vec<String> = STATUS.iter().map(|(_, head)| (*head).to_owned()).collect();
    let ende = tag(stoff.portfolio.bezug.zeitraum.ende);
    let titel = format!("Projekte im Zeitraum nach Dezernat und Status am {ende}");
    let total: Vec<usize> = (0..STATUS.len()).map(|i| rows.iter().map(|(_, row)| row[i]).sum()).collect();
    let diagramm = DiagrammView {
        alternativtext: alternative(&titel, &heads, &rows),
        titel: titel.clone(),
        reihen: heads.iter().map(|titel| Reihe { titel: titel.clone() }).collect(),
        balken: rows.iter().map(|(titel, row)| balken(titel, row.clone())).collect(),
        hinweise: Vec::new(),
    };
    let tabelle = data_table("Dezernat", &heads, &rows, Some(&total));
    vec![Element::Diagramm(diagramm), tabelle]
}

/// Ranges of the Erledigungsstand, in hundredths of a percent: from, below, label.
fn ranges(schwelle: u32) -> Vec<(u32, u32, String)> {
    let mut limits = vec![0, 2_500, 5_000, 7_500];
    limits.retain(|limit| *limit < schwelle);
    limits.push(schwelle);
    let percent = |h: u32| Prozent::hundredths(h).to_string();
    let mut ranges: Vec<(u32, u32, String)> =
        limits.windows(2).map(|w| (w[0], w[1], format!("{} bis unter {}", percent(w[0]), percent(w[1])))).collect();
    ranges.push((schwelle, u32::MAX, format!("{} und mehr", percent(schwelle))));
    ranges
}

fn fortschritt(stoff: &Stoff<'_>) -> Vec<Element> {
    let running: Vec<Option<u32>> =
        stoff.portfolio.members(Kennzahl::Laufend).map(|l| l.erledigungsstand().map(Prozent::as_hundredths)).collect();
    let mut rows: Vec<(String, Vec<usize>)> = ranges(stoff.portfolio.bezug.schwelle.schwelle.as_hundredths())
        .into_iter()
        .map(|(from, below, label)| {
            let count = running.iter().flatten().filter(|h| (from..below).contains(h)).count();
            (label, vec![count])
        })
        .collect();
    rows.push(("ohne Angabe".into(), vec![running.iter().filter(|stand| stand.is_none()).count()]));
    let titel = format!("Erledigungsstand der laufenden Projekte am {}", stoff.stichtag());
    let heads = vec!["laufende Projekte".to_owned()];
    let diagramm = DiagrammView {
        alternativtext: alternative(&titel, &heads, &rows),
        titel,
        reihen: vec![Reihe { titel: "laufende Projekte".into() }],
        balken: rows.iter().map(|(titel, row)| balken(titel, row.clone())).collect(),
        hinweise: Vec::new(),
    };
    let total = [running.len()];
    vec![Element::Diagramm(diagramm), data_table("Erledigungsstand", &heads, &rows, Some(&total))]
}

fn zieldiagramm(stoff: &Stoff<'_>, gliederung: &Gliederung) -> Vec<Element> {
    let rows: Vec<(String, Vec<usize>)> = gliederung
        .gruppen
        .iter()
        .map(|gruppe| (gruppe.name.clone(), vec![value(gliederung, gruppe, Kennzahl::ImZeitraum)]))
        .collect();
    let titel = format!("Projekte im Zeitraum {} nach Strategieziel", stoff.zeitraum());
    let heads = vec!["Projekte im Zeitraum".to_owned()];
    let hinweise = multiple(stoff, gliederung);
    let diagramm = DiagrammView {
        alternativtext: alternative(&titel, &heads, &rows),
        titel,
        reihen: vec![Reihe { titel: "Projekte im Zeitraum".into() }],
        balken: rows.iter().map(|(titel, row)| balken(titel, row.clone())).collect(),
        hinweise,
    };
    let mut elemente = vec![Element::Diagramm(diagramm), data_table("Strategieziel", &heads, &rows, None)];
    let ziele = gliederung.gruppen.iter().filter_map(|gruppe| wortlaut(stoff, gruppe));
    let eintraege: Vec<Definition> = ziele.collect();
    if !eintraege.is_empty() {
        elemente.push(Element::Definitionen { titel: "Ziele im Wortlaut".into(), eintraege });
    }
    elemente
}

/// A goal in the words of the strategy; `None` where it has no more words than its name.
fn wortlaut(stoff: &Stoff<'_>, gruppe: &Gruppe) -> Option<Definition> {
    let ziel = stoff.bestand.stammdaten.ziel.iter().find(|ziel| Some(&ziel.kennung) == gruppe.kennung.as_ref())?;
    let felder = &stoff.bestand.stammdaten.handlungsfeld;
    let feld = felder.iter().find(|feld| feld.kennung == ziel.handlungsfeld).map(|feld| feld.name.clone());
    Some(Definition { begriff: ziel.name.clone(), zusatz: feld, text: ziel.text.clone()? })
}

/// The note of a break-down in which projects stand several times.
pub(super) fn multiple(stoff: &Stoff<'_>, gliederung: &Gliederung) -> Vec<String> {
    if !gliederung.mehrfach {
        return Vec::new();
    }
    let total = stoff.text(Kennzahl::ImZeitraum);
    vec![format!(
        "Mehrfachnennungen: Ein Projekt kann in mehreren Zeilen stehen. Im Zeitraum waren es {total} Projekte."
    )]
}

fn balken(titel: &str, werte: Vec<usize>) -> Balken {
    let summe: usize = werte.iter().sum();
    Balken { titel: titel.into(), werte, beschriftung: summe.to_string() }
}

/// The whole chart in words, from the same numbers.
fn alternative(titel: &str, heads: &[String], rows: &[(String, Vec<usize>)]) -> String {
    let parts: Vec<String> = rows
        .iter()
        .map(|(label, values)| {
            let named: Vec<String> = match values.as_slice() {
                [one] => vec![one.to_string()],
                many => many.iter().zip(heads).map(|(value, head)| format!("{value} {head}")).collect(),
            };
            format!("{label}: {}", named.join(", "))
        })
        .collect();
    if parts.is_empty() {
        format!("Balkendiagramm. {titel}. Keine Projekte.")
    } else {
        format!("Balkendiagramm. {titel}. {}.", parts.join("; "))
    }
}

fn data_table(first: &str, heads: &[String], rows: &[(String, Vec<usize>)], total: Option<&[usize]>) -> Element {
    let mut spalten = vec![Spalte::new(first, "text")];
    spalten.extend(heads.iter().map(|head| Spalte::new(head.clone(), "zahl")));
    if heads.len() > 1 {
        spalten.push(Spalte::new("Summe", "zahl"));
    }
    let line = |label: &str, values: &[usize]| {
        let mut cells = vec![Zelle::from(label)];
        cells.extend(values.iter().map(|value| Zelle::from(value.to_string())));
        if values.len() > 1 {
            cells.push(values.iter().sum::<usize>().to_string().into());
        }
        cells
    };
    Element::Tabelle(TabelleView {
        titel: None,
        spalten,
        zeilen: rows.iter().map(|(label, values)| line(label, values)).collect(),
        summe: total.map(|total| line("Summe", total)),
        hinweise: Vec::new(),
    })
}
