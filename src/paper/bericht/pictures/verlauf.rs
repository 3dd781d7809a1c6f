//! The trend of figures over periods.

use super::{column_width, scale, spoken};
use crate::figures::{Einheit, Figure};
use crate::paper::view::{Element, Spalte, TabelleView, Tabellenzelle, VerlaufReihe, VerlaufView};
use crate::text::zahl::zahl;

/// Panels of one picture at most, so that it fits on a page with its table.
const REIHEN: usize = 4;
/// Panels of one picture that stand beside each other at most.
const SPALTEN: usize = 2;
/// Millimetres: the width of a picture, the gap between panels, the least width of a period.
const BREITE: usize = 160;
const ABSTAND: usize = 8;
const PERIODENBREITE: usize = 14;
/// What a printed character takes, in tenths of a millimetre.
const ZEICHENBREITE_ZEHNTEL: usize = 17;

/// A line: its name, and a figure for each period.
type Series = (String, Vec<Option<Figure>>);

/// A trend as pictures, each with its table. Series of one unit are drawn together, at most four, each in a panel of its own;
/// more periods than have room beside each other continue in another picture with the same scales.
pub fn verlauf(titel: &str, perioden: &[String], reihen: &[(String, Vec<Option<Figure>>)]) -> Vec<Element> {
    let drawable = reihen.iter().filter(|(_, werte)| werte.iter().flatten().any(|figure| decimal(figure).is_some()));
    let drawable: Vec<&Series> = drawable.collect();
    let mut elemente = Vec::new();
    for gruppe in drawable.chunk_by(|a, b| einheit(a) == einheit(b)).flat_map(|reihen| reihen.chunks(REIHEN)) {
        let (nebeneinander, count) = arrangement(gruppe, perioden.len());
        for (i, part) in perioden.chunks(count).enumerate() {
            let bild = Panel { perioden: part, ab: i * count, reihen: gruppe, nebeneinander };
            let name = match elemente.is_empty() {
                true => titel.to_owned(),
                false => format!("{titel} (Fortsetzung)"),
            };
            elemente.extend([Element::Verlauf(bild.view(name)), bild.tabelle()]);
        }
    }
    elemente
}

fn decimal(figure: &Figure) -> Option<String> {
    figure.wert.decimal()
}

/// The unit of a series.
fn einheit((_, werte): &Series) -> Option<Einheit> {
    werte.iter().flatten().map(|figure| figure.wert.einheit()).next()
}

/// How many panels stand beside each other, and how many periods have room in each, by the longest value.
fn arrangement(reihen: &[&Series], perioden: usize) -> (usize, usize) {
    let printed = reihen.iter().flat_map(|(_, werte)| werte.iter().flatten());
    let longest = printed.map(|figure| figure.wert.text().chars().count()).max().unwrap_or_default();
    let period = PERIODENBREITE.max(longest * ZEICHENBREITE_ZEHNTEL / 10 + 1);
    let room = |spalten: usize| (BREITE - ABSTAND * (spalten - 1)) / spalten / period;
    // Panels side by side are smaller; they are for series that fit whole.
    let beside = (2..=SPALTEN.min(reihen.len())).rev().find(|spalten| perioden <= room(*spalten));
    let spalten = beside.unwrap_or(1);
    (spalten, room(spalten).max(1))
}

/// Some periods of some series.
struct Panel<'a> {
    perioden: &'a [String],
    ab: usize,
    reihen: &'a [&'a Series],
    nebeneinander: usize,
}

impl<'a> Panel<'a> {
    /// The figures of a series in these periods.
    fn figures(&self, (_, werte): &'a Series) -> impl Iterator<Item = Option<&'a Figure>> {
        (self.ab..self.ab + self.perioden.len()).map(|i| werte.get(i).and_then(Option::as_ref))
    }

    fn view(&self, titel: String) -> VerlaufView {
        VerlaufView {
            alternativtext: self.alternativtext(&titel),
            titel,
            perioden: self.perioden.to_vec(),
            reihen: self.reihen.iter().map(|reihe| self.reihe(reihe)).collect(),
            nebeneinander: self.nebeneinander,
            hinweise: [self.einheit(), self.scales()].into_iter().flatten().collect(),
        }
    }

    fn reihe(&self, reihe: &'a Series) -> VerlaufReihe {
        let drawn = |figure: Option<&'a Figure>| figure.filter(|figure| decimal(figure).is_some());
        let all = || self.figures(reihe).map(drawn);
        VerlaufReihe {
            titel: reihe.0.clone(),
            skala: scale(reihe.1.iter().flatten()),
            werte: all().map(|figure| figure.and_then(decimal)).collect(),
            kennzahlen: all().map(|figure| figure.map(|figure| figure.id.clone())).collect(),
            beschriftungen: all().map(|figure| figure.map(zahl)).collect(),
        }
    }

    fn scales(&self) -> Option<String> {
        (self.reihen.len() > 1).then(|| "Jede Reihe hat ihre eigene Skala; die Werte stehen an den Punkten.".into())
    }

    fn einheit(&self) -> Option<String> {
        match self.reihen.iter().find_map(|reihe| einheit(reihe))? {
            Einheit::Euro => Some("Beträge in Euro.".into()),
            Einheit::TonnenJeJahr => Some("Tonnen CO₂ je Jahr.".into()),
            Einheit::Prozentpunkte => Some("Prozentpunkte.".into()),
            Einheit::Anzahl | Einheit::Prozent | Einheit::Klasse | Einheit::KilogrammJe(_) => None,
        }
    }

    /// The whole picture in words, a sentence for each series.
    fn alternativtext(&self, titel: &str) -> String {
        let span = match self.perioden {
            [] => String::new(),
            [one] => format!(" Ein Zeitraum: {one}."),
            [first, .., last] => format!(" {} Perioden von {first} bis {last}.", self.perioden.len()),
        };
        let reihe = |reihe: &&'a Series| {
            let values = self.figures(reihe).zip(self.perioden).map(|(figure, periode)| {
                let value = figure.map_or_else(|| "keine Angabe".into(), |figure| spoken(figure.wert));
                format!("{periode}: {value}")
            });
            format!(" Reihe „{}“: {}.", reihe.0, values.collect::<Vec<_>>().join("; "))
        };
        format!("Liniendiagramm. {titel}.{span}{}", self.reihen.iter().map(reihe).collect::<String>())
    }

    /// The table of the same numbers, a row for each period.
    fn tabelle(&self) -> Element {
        // A series alone has room for its name.
        let breite = |reihe: &&'a Series| match self.reihen.len() {
            1 => "mittel",
            _ => column_width(self.figures(reihe).flatten().next()),
        };
        let spalte =
            |reihe: &&'a Series| Spalte { ausrichtung: "rechts", ..Spalte::new(reihe.0.clone(), breite(reihe)) };
        let zeile = |(i, periode): (usize, &String)| {
            let values = self.reihen.iter().map(|(_, werte)| {
                let figure = werte.get(self.ab + i).and_then(Option::as_ref);
                Tabellenzelle::from(figure.map_or_else(|| "–".into(), zahl))
            });
            std::iter::once(Tabellenzelle::from(periode.as_str())).chain(values).collect()
        };
        Element::Tabelle(TabelleView {
            titel: None,
            spalten: std::iter::once(Spalte::new("Zeitraum", "text")).chain(self.reihen.iter().map(spalte)).collect(),
            zeilen: self.perioden.iter().enumerate().map(zeile).collect(),
            ..TabelleView::default()
        })
    }
}
