//! The two finance tables: F1 to F5 from typed cells.

use super::figure::{Beleg, Bezug, Figure, Wert};
use crate::model::{Euro, Finanzen, InvestiveZeile, Jahr, KonsumtiveZeile, Vorlage};

/// Which of the two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tabellenart {
    /// Investive Auswirkungen.
    Investiv,
    /// Konsumtive Auswirkungen.
    Konsumtiv,
}

impl Tabellenart {
    /// The name in ids.
    pub fn slug(self) -> &'static str {
        match self {
            Tabellenart::Investiv => "investiv",
            Tabellenart::Konsumtiv => "konsumtiv",
        }
    }
}

/// The names of the six columns in ids.
const SPALTEN: [&str; 6] = ["ansatz", "fortgeschrieben", "ansatz_ff", "fortgeschrieben_ff", "gesamt_alt", "gesamt_neu"];

/// One row of a table with its six cells.
#[derive(Debug, Clone)]
pub struct Posten {
    /// The row's title in the form.
    pub titel: &'static str,
    /// Whether it is the row Ergebnis.
    pub ergebnis: bool,
    /// The cells: J, J updated, J+1 ff., J+1 ff. updated, old, new.
    pub zellen: [Figure; 6],
}

/// A finance table as the form has it.
#[derive(Debug, Clone)]
pub struct Tabelle {
    /// Which table.
    pub art: Tabellenart,
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
        let tables = self.investiv.iter().chain(&self.konsumtiv);
        tables.flat_map(|t| t.posten.iter().flat_map(|p| &p.zellen).chain(&t.verbesserung))
    }
}

/// Computes both tables of a paper.
pub fn finanzen(vorlage: &Vorlage) -> Finanzfiguren {
    let Finanzen { investiv, konsumtiv, .. } = &vorlage.finanzen;
    Finanzfiguren {
        investiv: investiv.as_ref().map(|t| {
            let rows = [
                ("Einzahlungen", investive_zellen(&t.einzahlungen)),
                ("Auszahlungen", investive_zellen(&t.auszahlungen)),
            ];
            tabelle(vorlage, Tabellenart::Investiv, &["einzahlungen", "auszahlungen"], &rows)
        }),
        konsumtiv: konsumtiv.as_ref().map(|t| {
            let rows = [
                ("Ertrag", konsumtive_zellen(&t.ertrag)),
                ("Personal-/Sachaufwand", konsumtive_zellen(&t.personal_sachaufwand)),
                ("Abschreibungen", konsumtive_zellen(&t.abschreibungen)),
            ];
            tabelle(vorlage, Tabellenart::Konsumtiv, &["ertrag", "personal_sachaufwand", "abschreibungen"], &rows)
        }),
    }
}

/// F5: Gesamtbedarf is J and J+1 ff., with the years before J and after the plan where the project has them.
fn investive_zellen(z: &InvestiveZeile) -> [Option<Euro>; 6] {
    let beyond = z.vorjahre.unwrap_or_default().plus(z.spaetere_jahre.unwrap_or_default());
    [
        z.ansatz,
        z.fortgeschrieben,
        z.ansatz_ff,
        z.fortgeschrieben_ff,
        z.ansatz.plus(z.ansatz_ff).plus(beyond),
        z.fortgeschrieben.plus(z.fortgeschrieben_ff).plus(beyond),
    ]
    .map(Some)
}

/// F7: Folgekosten are typed, per year; what nobody stated stays empty.
fn konsumtive_zellen(z: &KonsumtiveZeile) -> [Option<Euro>; 6] {
    let typed = [z.ansatz, z.fortgeschrieben, z.ansatz_ff, z.fortgeschrieben_ff].map(Some);
    let [ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff] = typed;
    [ansatz, fortgeschrieben, ansatz_ff, fortgeschrieben_ff, z.folgekosten_alt, z.folgekosten_neu]
}

/// Builds a table: the first row is income, the others are expense; Ergebnis is their difference (F1, F2).
fn tabelle(vorlage: &Vorlage, art: Tabellenart, slugs: &[&str], rows: &[(&'static str, [Option<Euro>; 6])]) -> Tabelle {
    let ergebnis: [Option<Euro>; 6] = std::array::from_fn(|i| {
        let column: Vec<Option<Euro>> = rows.iter().map(|(_, zellen)| zellen[i]).collect();
        // A column in which nobody stated anything has no result either.
        column.iter().any(Option::is_some).then(|| {
            let mut amounts = column.into_iter().map(Option::unwrap_or_default);
            let income = amounts.next().unwrap_or_default();
            amounts.fold(income, Euro::minus)
        })
    });
    let source = Source { vorlage, art };
    let mut posten: Vec<Posten> = rows
        .iter()
        .zip(slugs)
        .map(|((titel, zellen), slug)| Posten { titel, ergebnis: false, zellen: source.row(slug, titel, *zellen) })
        .collect();
    posten.push(Posten { titel: "Ergebnis", ergebnis: true, zellen: source.row("ergebnis", "Ergebnis", ergebnis) });
    let result = |i: usize| ergebnis[i].unwrap_or_default();
    let verbesserung =
        [(0, "ansatz"), (2, "ff")].map(|(i, pair)| source.verbesserung(pair, result(i + 1).minus(result(i))));
    Tabelle { art, posten, verbesserung }
}

/// What the figures of a table have in common.
struct Source<'a> {
    vorlage: &'a Vorlage,
    art: Tabellenart,
}

impl Source<'_> {
    fn row(&self, slug: &str, titel: &str, zellen: [Option<Euro>; 6]) -> [Figure; 6] {
        std::array::from_fn(|i| {
            let (regel, definition) = self.definition(slug, i);
            let id = format!("finanzen.{}.{slug}.{}", self.art.slug(), SPALTEN[i]);
            self.figure(id, regel, format!("{titel}, {}", self.spalte(i)), definition, zellen[i])
        })
    }

    fn verbesserung(&self, pair: &str, betrag: Euro) -> Figure {
        let definition = "Ergebnis des fortgeschriebenen Ansatzes minus Ergebnis des Ansatzes; schlechter ist negativ.";
        let id = format!("finanzen.{}.verbesserung.{pair}", self.art.slug());
        let jahr = self.vorlage.finanzen.haushaltsjahr;
        let titel = match pair {
            "ansatz" => format!("Verbesserung {jahr}"),
            _ => format!("Verbesserung {} ff.", jahr.folgejahr()),
        };
        self.figure(id, "F3", titel, definition, Some(betrag))
    }

    fn figure(&self, id: String, regel: &'static str, titel: String, definition: &str, betrag: Option<Euro>) -> Figure {
        Figure {
            id,
            regel,
            titel,
            definition: definition.into(),
            bezug: Bezug::Haushaltsjahr(self.vorlage.finanzen.haushaltsjahr),
            wert: betrag.map_or(Wert::OhneAngabe, Wert::Betrag),
            belege: vec![Beleg::new("vorlage", format!("finanzen/{}", self.art.slug()))],
        }
    }

    fn definition(&self, slug: &str, spalte: usize) -> (&'static str, &'static str) {
        match (self.art, slug, spalte) {
            (Tabellenart::Investiv, "ergebnis", _) => {
                ("F1", "Einzahlungen minus Auszahlungen; ein Bedarf ist negativ.")
            }
            (Tabellenart::Konsumtiv, "ergebnis", _) => {
                ("F2", "Ertrag minus Personal-/Sachaufwand minus Abschreibungen; ein Bedarf ist negativ.")
            }
            (Tabellenart::Investiv, _, 4 | 5) => {
                ("F5", "Haushaltsjahr und Folgejahre, dazu Vorjahre und spätere Jahre, wo die Maßnahme sie hat.")
            }
            (Tabellenart::Konsumtiv, _, 4 | 5) => ("F7", "Folgekosten je Jahr, für das erste volle Betriebsjahr."),
            _ => ("Eingabe", "In der Vorlage eingetragener Betrag."),
        }
    }

    /// The head of a column, with the real year.
    fn spalte(&self, i: usize) -> String {
        spalten(self.art, self.vorlage.finanzen.haushaltsjahr)[i].clone()
    }
}

/// The heads of the six columns, with real years.
pub(crate) fn spalten(art: Tabellenart, jahr: Jahr) -> [String; 6] {
    let ff = jahr.folgejahr();
    let last = match art {
        Tabellenart::Investiv => "Gesamtbedarf",
        Tabellenart::Konsumtiv => "Folgekosten",
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
