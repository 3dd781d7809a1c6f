//! The two finance tables: F1 to F7 from the cells of the form.

mod deckung;
mod definition;

pub use self::deckung::Deckungsfiguren;
use self::definition::{CellOrigin, definition};
use super::vordruck::{Beitrag, Formtabelle, Formzeile, Vordruck};
use crate::figures::beleg::each_once;
use crate::figures::{Beleg, Bezug, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
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
pub struct Finanztabelle {
    /// Which table.
    pub art: Haushaltsart,
    /// The rows, Ergebnis last.
    pub posten: Vec<Posten>,
    /// Verbesserung of the pair J and of the pair J+1 ff. (F3).
    pub verbesserung: [Figure; 2],
    /// What covers a Verschlechterung.
    pub deckung: Deckungsfiguren,
}

/// The tables of a paper; `None` where it makes no statement.
#[derive(Debug, Clone)]
pub struct Finanzfiguren {
    /// Investive Auswirkungen.
    pub investiv: Option<Finanztabelle>,
    /// Konsumtive Auswirkungen.
    pub konsumtiv: Option<Finanztabelle>,
}

impl Finanztabelle {
    /// By how much each pair of columns gets worse: the budget year, and the years after; nought where it does not.
    pub fn verschlechterung(&self) -> [Euro; 2] {
        self.verbesserung.each_ref().map(|figure| match figure.wert {
            Wert::Betrag(betrag) if betrag.is_negative() => Euro::ZERO.minus(betrag),
            _ => Euro::ZERO,
        })
    }
}

impl Finanzfiguren {
    /// Every figure of both tables, row by row.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let tables = self.tabellen();
        tables.flat_map(|t| t.posten.iter().flat_map(|p| &p.zellen).chain(&t.verbesserung).chain(t.deckung.figures()))
    }

    /// The tables that are there, investiv first.
    pub fn tabellen(&self) -> impl Iterator<Item = &Finanztabelle> {
        self.investiv.iter().chain(&self.konsumtiv)
    }
}

/// Computes both tables of a form.
pub fn finanzen(vordruck: &Vordruck<'_>) -> Finanzfiguren {
    let one = |art| vordruck.tabelle(art).map(|form| tabelle(vordruck.haushaltsjahr, form));
    Finanzfiguren { investiv: one(Haushaltsart::Investiv), konsumtiv: one(Haushaltsart::Konsumtiv) }
}

/// What stands in a cell: the amount, the records behind it, and how it follows.
#[derive(Debug, Clone)]
struct CellContent {
    betrag: Option<Euro>,
    belege: Vec<Beleg>,
    rechnung: Rechnung,
}

/// The cells of the six columns.
type Zellen = [CellContent; 6];

/// The columns of a row: the two pairs, and Gesamtbedarf (F5) or Folgekosten (F7).
fn zellen(zeile: &Formzeile<'_>) -> Zellen {
    let cell = |zelle: Zelle| CellContent {
        betrag: zeile.wirksam.angabe(zelle),
        belege: zeile.belege(zelle),
        rechnung: rechnung(zeile, zelle),
    };
    let [alt, neu] = match zeile.zeile().art() {
        Haushaltsart::Investiv => gesamtbedarf(zeile),
        Haushaltsart::Konsumtiv => [cell(Zelle::FolgekostenAlt), cell(Zelle::FolgekostenNeu)],
    };
    let [ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff] = Zelle::PAARE.map(cell);
    [ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, alt, neu]
}

/// How a cell follows: it was typed, or it is the sum of what the projects bring.
fn rechnung(zeile: &Formzeile<'_>, zelle: Zelle) -> Rechnung {
    match zeile.wirksam.angabe(zelle) {
        None => Rechnung::new(Rechenart::OhneAngabe, Vec::new()),
        Some(_) if zeile.is_typed(zelle) => Rechnung::typed(),
        Some(_) => Rechnung::new(Rechenart::Summe, zeile.glieder(zelle)),
    }
}

/// F5: Gesamtbedarf is J and J+1 ff., with the years before J and after the plan where the project has them.
fn gesamtbedarf(zeile: &Formzeile<'_>) -> [CellContent; 2] {
    let [beyond_alt, beyond_neu] = zeile.wirksam.outside();
    let alt = [Zelle::Ansatz, Zelle::AnsatzFf, Zelle::Vorjahre, Zelle::SpaetereJahre];
    let neu = [
        Zelle::Fortgeschrieben,
        Zelle::FortgeschriebenFf,
        Zelle::VorjahreFortgeschrieben,
        Zelle::SpaetereJahreFortgeschrieben,
    ];
    [(alt, beyond_alt), (neu, beyond_neu)].map(|([year, years, before, after], beyond)| {
        let columns = [year, years].into_iter().filter_map(|zelle| glied(zeile, zelle));
        let outside = [before, after].into_iter().flat_map(|zelle| zeile.glieder(zelle));
        CellContent {
            betrag: Some(zeile.wirksam.betrag(year).plus(zeile.wirksam.betrag(years)).plus(beyond)),
            belege: each_once([year, years, before, after].into_iter().flat_map(|zelle| zeile.belege(zelle))),
            rechnung: Rechnung::new(Rechenart::Summe, columns.chain(outside).collect()),
        }
    })
}

/// A cell of a row as a term of another figure; `None` for a cell that is no figure of its own.
fn glied(zeile: &Formzeile<'_>, zelle: Zelle) -> Option<Glied> {
    let column = Zelle::PAARE.iter().position(|paar| *paar == zelle)?;
    let (row, betrag) = (zeile.zeile(), zeile.wirksam.betrag(zelle));
    let id = id(row.art(), row.slug(), column);
    let when = if column < 2 { "Haushaltsjahr" } else { "Folgejahre" };
    Some(Glied::figur(TermSign::Plus, format!("{}, {when}", row.text()), betrag.to_string(), id))
}

/// The id of a cell: `finanzen.investiv.einzahlungen.ansatz`.
fn id(art: Haushaltsart, slug: &str, column: usize) -> String {
    format!("finanzen.{}.{slug}.{}", art.text(), SPALTEN.get(column).copied().unwrap_or_default())
}

/// Builds a table: income adds, expense takes away; Ergebnis is what remains (F1, F2).
fn tabelle(jahr: Jahr, form: &Formtabelle<'_>) -> Finanztabelle {
    let rows: Vec<(&Formzeile<'_>, Zellen)> = form.zeilen.iter().map(|zeile| (zeile, zellen(zeile))).collect();
    let ergebnis: Zellen = std::array::from_fn(|column| ergebnis(form.art, &rows, column));
    let source = TableSource { jahr, art: form.art };
    let verbesserung = [(0, "ansatz"), (2, "ff")].map(|(plan, pair)| source.verbesserung(pair, &ergebnis, plan));
    let mut posten: Vec<Posten> = rows.into_iter().map(|(zeile, cells)| source.posten(zeile, cells)).collect();
    posten.push(Posten {
        zeile: None,
        titel: "Ergebnis",
        zellen: source.row(None, "Ergebnis", ergebnis, |_| CellOrigin { typed: true, earns: false }),
    });
    let deckung = Deckungsfiguren::new(&source, &form.deckung, &verbesserung);
    Finanztabelle { art: form.art, posten, verbesserung, deckung }
}

/// The result of a column; a column in which nobody stated anything has none.
fn ergebnis(art: Haushaltsart, rows: &[(&Formzeile<'_>, Zellen)], column: usize) -> CellContent {
    let cells = || rows.iter().filter_map(|(zeile, cells)| Some((zeile.zeile(), cells.get(column)?)));
    let stated = cells().any(|(_, cell)| cell.betrag.is_some());
    let terms = cells().map(|(row, cell)| {
        let zeichen = if row.is_income() { TermSign::Plus } else { TermSign::Minus };
        let betrag = cell.betrag.unwrap_or_default();
        Glied::figur(zeichen, row.text(), betrag.to_string(), id(art, row.slug(), column))
    });
    let sum = cells().fold(Euro::ZERO, |sum, (row, cell)| {
        let betrag = cell.betrag.unwrap_or_default();
        if row.is_income() { sum.plus(betrag) } else { sum.minus(betrag) }
    });
    CellContent {
        betrag: stated.then_some(sum),
        belege: each_once(cells().flat_map(|(_, cell)| cell.belege.iter().cloned())),
        rechnung: match stated {
            true => Rechnung::new(Rechenart::Summe, terms.collect()),
            false => Rechnung::new(Rechenart::OhneAngabe, Vec::new()),
        },
    }
}

/// What the figures of a table have in common.
struct TableSource {
    jahr: Jahr,
    art: Haushaltsart,
}

impl TableSource {
    fn posten(&self, zeile: &Formzeile<'_>, cells: Zellen) -> Posten {
        let (row, titel) = (zeile.zeile(), zeile.zeile().text());
        let columns = Zelle::PAARE.map(Some).into_iter().chain(match self.art {
            Haushaltsart::Investiv => [None, None],
            Haushaltsart::Konsumtiv => [Some(Zelle::FolgekostenAlt), Some(Zelle::FolgekostenNeu)],
        });
        let typed: Vec<bool> = columns.map(|zelle| zelle.is_some_and(|zelle| zeile.is_typed(zelle))).collect();
        let earns = zeile.beitraege.iter().any(Beitrag::is_earned);
        let origin = |i: usize| CellOrigin { typed: typed.get(i).copied().unwrap_or_default(), earns };
        Posten { zeile: Some(row), titel, zellen: self.row(Some(row), titel, cells, origin) }
    }

    fn row(
        &self,
        zeile: Option<Haushaltszeile>,
        titel: &str,
        cells: Zellen,
        origin: impl Fn(usize) -> CellOrigin,
    ) -> [Figure; 6] {
        let mut column = 0;
        let slug = zeile.map_or("ergebnis", Haushaltszeile::slug);
        let heads = spalten(self.art, self.jahr);
        cells.map(|inhalt| {
            let (regel, definition) = definition(self.art, zeile, column, origin(column));
            let head = heads.get(column).map(String::as_str).unwrap_or_default();
            let id = id(self.art, slug, column);
            column += 1;
            // Only the rows have names of their own; a result is there in both tables.
            let table = if zeile.is_none() { format!(", {}", self.art.text()) } else { String::new() };
            self.figure(id, regel, format!("{titel}, {head}{table}"), definition, inhalt)
        })
    }

    /// F3: the result of a pair carried forward, less the one of its Ansatz, which stands in the column `plan`.
    fn verbesserung(&self, pair: &str, ergebnis: &Zellen, plan: usize) -> Figure {
        let [before, after] = [plan, plan + 1].map(|column| ergebnis.get(column));
        let betrag = |cell: Option<&CellContent>| cell.and_then(|cell| cell.betrag).unwrap_or_default();
        let glied = |zeichen, cell, column| {
            let head = spalten(self.art, self.jahr).get(column).cloned().unwrap_or_default();
            let id = id(self.art, "ergebnis", column);
            Glied::figur(zeichen, format!("Ergebnis, {head}"), betrag(cell).to_string(), id)
        };
        let glieder = vec![glied(TermSign::Plus, after, plan + 1), glied(TermSign::Minus, before, plan)];
        let inhalt = CellContent {
            betrag: Some(betrag(after).minus(betrag(before))),
            belege: each_once([before, after].into_iter().flatten().flat_map(|cell| cell.belege.iter().cloned())),
            rechnung: Rechnung::new(Rechenart::Summe, glieder),
        };
        let definition = "Ergebnis des fortgeschriebenen Ansatzes minus Ergebnis des Ansatzes; schlechter ist negativ.";
        let id = format!("finanzen.{}.verbesserung.{pair}", self.art.text());
        let titel = match pair {
            "ansatz" => format!("Verbesserung {}, {}", self.jahr, self.art.text()),
            _ => format!("Verbesserung {} ff., {}", self.jahr.folgejahr(), self.art.text()),
        };
        self.figure(id, "F3", titel, definition, inhalt)
    }

    fn figure(&self, id: String, regel: &'static str, titel: String, definition: &str, inhalt: CellContent) -> Figure {
        Figure {
            id,
            regel,
            titel,
            definition: definition.into(),
            bezug: Bezug::Haushaltsjahr(self.jahr),
            wert: inhalt.betrag.map_or(Wert::OhneAngabe, Wert::Betrag),
            belege: inhalt.belege.into(),
            rechnung: inhalt.rechnung,
        }
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
        let figures = finanzen(&Vordruck::entered(&testing::konsumtiv(amounts)));
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
