//! The two finance tables: F1 to F7 from the cells of the form.

use super::figure::{Beleg, Bezug, Figure, Wert, each_once};
use super::vordruck::{Formtabelle, Formzeile, Vordruck};
use crate::model::{Euro, Haushaltsart, Haushaltszeile, Jahr, Zelle};

/// The names of the six columns in ids.
const SPALTEN: [&str; 6] = ["ansatz", "fortgeschrieben", "ansatz_ff", "fortgeschrieben_ff", "gesamt_alt", "gesamt_neu"];

/// One row of a table with its six cells.
#[derive(Debug, Clone)]
pub struct Posten {
    /// The row; `None` for the row Ergebnis.
    pub zeile: Option<Haushaltszeile>,
    /// The row's title in the form.
    pub titel: &'static str,
    /// The cells: J, J updated, J+1 ff., J+1 ff. updated, old, new.
    pub zellen: [Figure; 6],
}

/// A finance table as the form has it.
#[derive(Debug, Clone)]
pub struct Tabelle {
    /// Which table.
    pub art: Haushaltsart,
    /// The rows, Ergebnis last.
    pub posten: Vec<Posten>,
    /// Verbesserung of the pair J and of the pair J+1 ff. (F3).
    pub verbesserung: [Figure; 2],
}

/// The tables of a paper; `None` where it makes no statement.
#[derive(Debug, Clone)]
pub struct Finanzfiguren {
    /// Investive Auswirkungen.
    pub investiv: Option<Tabelle>,
    /// Konsumtive Auswirkungen.
    pub konsumtiv: Option<Tabelle>,
}

impl Finanzfiguren {
    /// Every figure of both tables, row by row.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let tables = self.tabellen();
        tables.flat_map(|t| t.posten.iter().flat_map(|p| &p.zellen).chain(&t.verbesserung))
    }

    /// The tables that are there, investiv first.
    pub fn tabellen(&self) -> impl Iterator<Item = &Tabelle> {
        self.investiv.iter().chain(&self.konsumtiv)
    }
}

/// Computes both tables of a form.
pub fn finanzen(vordruck: &Vordruck<'_>) -> Finanzfiguren {
    let one = |art| vordruck.tabelle(art).map(|form| tabelle(vordruck.haushaltsjahr, form));
    Finanzfiguren { investiv: one(Haushaltsart::Investiv), konsumtiv: one(Haushaltsart::Konsumtiv) }
}

/// The amounts of the six columns with the records behind them.
type Zellen = [(Option<Euro>, Vec<Beleg>); 6];

/// The columns of a row: the two pairs, and Gesamtbedarf (F5) or Folgekosten (F7).
fn zellen(zeile: &Formzeile<'_>) -> Zellen {
    let cell = |zelle: Zelle| (zeile.wirksam.angabe(zelle), zeile.belege(zelle));
    let last = match zeile.zeile().art() {
        Haushaltsart::Investiv => gesamtbedarf(zeile),
        Haushaltsart::Konsumtiv => [cell(Zelle::FolgekostenAlt), cell(Zelle::FolgekostenNeu)],
    };
    let [alt, neu] = last;
    let [ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff] = Zelle::PAARE.map(cell);
    [ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, alt, neu]
}

/// F5: Gesamtbedarf is J and J+1 ff., with the years before J and after the plan where the project has them.
fn gesamtbedarf(zeile: &Formzeile<'_>) -> [(Option<Euro>, Vec<Beleg>); 2] {
    let [beyond_alt, beyond_neu] = zeile.wirksam.ausserhalb();
    let sum = |year, years, beyond| zeile.wirksam.betrag(year).plus(zeile.wirksam.betrag(years)).plus(beyond);
    let belege = |zellen: [Zelle; 4]| each_once(zellen.iter().flat_map(|zelle| zeile.belege(*zelle)));
    [
        (
            Some(sum(Zelle::Ansatz, Zelle::AnsatzFf, beyond_alt)),
            belege([Zelle::Ansatz, Zelle::AnsatzFf, Zelle::Vorjahre, Zelle::SpaetereJahre]),
        ),
        (
            Some(sum(Zelle::Fortgeschrieben, Zelle::FortgeschriebenFf, beyond_neu)),
            belege([
                Zelle::Fortgeschrieben,
                Zelle::FortgeschriebenFf,
                Zelle::VorjahreFortgeschrieben,
                Zelle::SpaetereJahreFortgeschrieben,
            ]),
        ),
    ]
}

/// Builds a table: income adds, expense takes away; Ergebnis is what remains (F1, F2).
fn tabelle(jahr: Jahr, form: &Formtabelle<'_>) -> Tabelle {
    let rows: Vec<(&Formzeile<'_>, Zellen)> = form.zeilen.iter().map(|zeile| (zeile, zellen(zeile))).collect();
    let ergebnis: Zellen = std::array::from_fn(|i| ergebnis(&rows, i));
    let source = Source { jahr, art: form.art };
    let result = |i: usize| ergebnis.get(i).and_then(|(betrag, _)| *betrag).unwrap_or_default();
    let verbesserung = [(0, "ansatz"), (2, "ff")].map(|(i, pair)| {
        let belege = ergebnis.iter().skip(i).take(2).flat_map(|(_, belege)| belege.iter().cloned());
        source.verbesserung(pair, result(i + 1).minus(result(i)), each_once(belege))
    });
    let mut posten: Vec<Posten> = rows.into_iter().map(|(zeile, cells)| source.posten(zeile, cells)).collect();
    posten.push(Posten { zeile: None, titel: "Ergebnis", zellen: source.row(None, "Ergebnis", ergebnis, |_| true) });
    Tabelle { art: form.art, posten, verbesserung }
}

/// The result of a column; a column in which nobody stated anything has none.
fn ergebnis(rows: &[(&Formzeile<'_>, Zellen)], column: usize) -> (Option<Euro>, Vec<Beleg>) {
    let cells = || rows.iter().filter_map(|(zeile, cells)| Some((zeile.zeile(), cells.get(column)?)));
    let stated = cells().any(|(_, (betrag, _))| betrag.is_some());
    let sum = cells().fold(Euro::ZERO, |sum, (zeile, (betrag, _))| {
        let betrag = betrag.unwrap_or_default();
        if zeile.ist_einnahme() { sum.plus(betrag) } else { sum.minus(betrag) }
    });
    (stated.then_some(sum), each_once(cells().flat_map(|(_, (_, belege))| belege.iter().cloned())))
}

/// What the figures of a table have in common.
struct Source {
    jahr: Jahr,
    art: Haushaltsart,
}

impl Source {
    fn posten(&self, zeile: &Formzeile<'_>, cells: Zellen) -> Posten {
        let (row, titel) = (zeile.zeile(), zeile.zeile().text());
        let columns = Zelle::PAARE.map(Some).into_iter().chain(match self.art {
            Haushaltsart::Investiv => [None, None],
            Haushaltsart::Konsumtiv => [Some(Zelle::FolgekostenAlt), Some(Zelle::FolgekostenNeu)],
        });
        let typed: Vec<bool> = columns.map(|zelle| zelle.is_some_and(|zelle| zeile.ist_eingetragen(zelle))).collect();
        let is_typed = |i: usize| typed.get(i).copied().unwrap_or_default();
        Posten { zeile: Some(row), titel, zellen: self.row(Some(row), titel, cells, is_typed) }
    }

    fn row(
        &self,
        zeile: Option<Haushaltszeile>,
        titel: &str,
        cells: Zellen,
        is_typed: impl Fn(usize) -> bool,
    ) -> [Figure; 6] {
        let mut column = 0;
        let slug = zeile.map_or("ergebnis", Haushaltszeile::slug);
        let heads = spalten(self.art, self.jahr);
        cells.map(|(betrag, belege)| {
            let (regel, definition) = definition(self.art, zeile, column, is_typed(column));
            let head = heads.get(column).map(String::as_str).unwrap_or_default();
            let id =
                format!("finanzen.{}.{slug}.{}", self.art.text(), SPALTEN.get(column).copied().unwrap_or_default());
            column += 1;
            self.figure(id, regel, format!("{titel}, {head}"), definition, (betrag, belege))
        })
    }

    fn verbesserung(&self, pair: &str, betrag: Euro, belege: Vec<Beleg>) -> Figure {
        let definition = "Ergebnis des fortgeschriebenen Ansatzes minus Ergebnis des Ansatzes; schlechter ist negativ.";
        let id = format!("finanzen.{}.verbesserung.{pair}", self.art.text());
        let titel = match pair {
            "ansatz" => format!("Verbesserung {}", self.jahr),
            _ => format!("Verbesserung {} ff.", self.jahr.folgejahr()),
        };
        self.figure(id, "F3", titel, definition, (Some(betrag), belege))
    }

    fn figure(
        &self,
        id: String,
        regel: &'static str,
        titel: String,
        definition: &str,
        (betrag, belege): (Option<Euro>, Vec<Beleg>),
    ) -> Figure {
        Figure {
            id,
            regel,
            titel,
            definition: definition.into(),
            bezug: Bezug::Haushaltsjahr(self.jahr),
            wert: betrag.map_or(Wert::OhneAngabe, Wert::Betrag),
            belege,
        }
    }
}

/// The rule and the definition of a cell, by its row (`None`: Ergebnis), its column, and whether it was typed.
fn definition(
    art: Haushaltsart,
    zeile: Option<Haushaltszeile>,
    column: usize,
    typed: bool,
) -> (&'static str, &'static str) {
    match (art, zeile, column) {
        (Haushaltsart::Investiv, None, _) => ("F1", "Einzahlungen minus Auszahlungen; ein Bedarf ist negativ."),
        (Haushaltsart::Konsumtiv, None, _) => {
            ("F2", "Ertrag minus Personal-/Sachaufwand minus Abschreibungen; ein Bedarf ist negativ.")
        }
        (Haushaltsart::Investiv, _, 4 | 5) => {
            ("F5", "Haushaltsjahr und Folgejahre, dazu Vorjahre und spätere Jahre, wo die Maßnahme sie hat.")
        }
        (Haushaltsart::Konsumtiv, _, 4 | 5) if typed => {
            ("F7", "Folgekosten je Jahr, für das erste volle Betriebsjahr.")
        }
        (Haushaltsart::Konsumtiv, _, 4 | 5) => (
            "F7",
            "Folgekosten je Jahr: was die Anlagen der Projekte in ihrem ersten vollen Betriebsjahr bringen oder kosten.",
        ),
        _ if typed => ("Eingabe", "In der Vorlage eingetragener Betrag."),
        (_, Some(zeile), _) => berechnet(zeile, column),
    }
}

/// The rule and the definition of a cell that follows from projects; even columns are Ansätze.
fn berechnet(zeile: Haushaltszeile, column: usize) -> (&'static str, &'static str) {
    match (zeile, column.is_multiple_of(2)) {
        (Haushaltszeile::Abschreibungen, _) => {
            ("F8", "Haushaltsansätze der genannten Projekte und lineare Abschreibung ihrer Anlagen nach Monaten.")
        }
        (Haushaltszeile::Ertrag, _) => (
            "F9",
            "Haushaltsansätze und konsumtive Zuwendungen der genannten Projekte und Auflösung ihrer Sonderposten.",
        ),
        (Haushaltszeile::Einzahlungen, true) => (
            "F4",
            "Summe der Ansätze und der veranschlagten Zuwendungen der genannten Projekte; Folgejahre sind die drei Jahre der \
             mittelfristigen Planung.",
        ),
        (Haushaltszeile::PersonalSachaufwand, true) => (
            "F4",
            "Summe der Ansätze der genannten Projekte und der veranschlagten laufenden Kosten ihrer Anlagen; Folgejahre sind \
             die drei Jahre der mittelfristigen Planung.",
        ),
        (Haushaltszeile::Auszahlungen, true) => (
            "F4",
            "Summe der Ansätze der genannten Projekte; Folgejahre sind die drei Jahre der mittelfristigen Planung.",
        ),
        (_, false) => (
            "F6",
            "Ansätze der genannten Projekte mit Ermächtigungsübertragung, Nachtrag, Über-/Außerplanmäßigem und Umschichtung, \
             dazu Zuwendungen und laufende Kosten von Anlagen, auch was noch nicht veranschlagt ist.",
        ),
    }
}

/// The heads of the six columns, with real years.
pub(crate) fn spalten(art: Haushaltsart, jahr: Jahr) -> [String; 6] {
    let ff = jahr.folgejahr();
    let last = match art {
        Haushaltsart::Investiv => "Gesamtbedarf",
        Haushaltsart::Konsumtiv => "Folgekosten",
    };
    [
        format!("Ansatz {jahr}"),
        format!("Fortgeschriebener Ansatz {jahr}"),
        format!("Ansatz {ff} ff."),
        format!("Fortgeschriebener Ansatz {ff} ff."),
        format!("{last} (alt)"),
        format!("{last} (neu)"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn a_verschlechterung_is_the_difference_to_the_euro() {
        // FB 02/0040/WP17 printed 49.000 for the first and 0 for both results.
        let amounts = [0, 0, 0, 0, 19_890_000, 24_780_000, 19_890_000, 26_790_000, 0, 0, 0, 0];
        let figures = finanzen(&Vordruck::eingetragen(&testing::konsumtiv(amounts)));
        let text = |id: &str| {
            let figure = figures.figures().find(|figure| figure.id == format!("finanzen.konsumtiv.{id}"));
            figure.map(|figure| figure.wert.text()).unwrap_or_default()
        };
        assert_eq!(text("verbesserung.ansatz"), "−48.900,00");
        assert_eq!(text("verbesserung.ff"), "−69.000,00");
        assert_eq!(text("ergebnis.ansatz"), "−198.900,00");
        assert_eq!(text("ergebnis.fortgeschrieben_ff"), "−267.900,00");
    }
}
