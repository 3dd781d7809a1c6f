//! View data of a Sachstandsbericht.

use serde::Serialize;

use super::{Feld, GruppenbalkenView, Rahmen, Reihe, StufenView, VerlaufView, ZeitleisteView};
use crate::text::Block;

/// View data of a Sachstandsbericht.
#[derive(Debug, Clone, Serialize)]
pub struct BerichtView {
    /// What every paper has.
    #[serde(flatten)]
    pub rahmen: Rahmen,
    /// The cover.
    pub deckblatt: BerichtDeckblatt,
    /// Whether a list of the chapters stands on the cover.
    pub inhalt: bool,
    /// The chapters.
    pub kapitel: Vec<Kapitel>,
}

/// The cover of a report.
#[derive(Debug, Clone, Serialize)]
pub struct BerichtDeckblatt {
    /// The title.
    pub titel: String,
    /// The line below.
    pub untertitel: Option<String>,
    /// How things stand, in a few sentences.
    pub lagebild: Vec<Block>,
    /// Fields.
    pub felder: Vec<Feld>,
    /// A note.
    pub hinweis: Option<String>,
}

impl BerichtDeckblatt {
    /// A cover with a title alone.
    pub(in crate::paper) fn new(titel: impl Into<String>, untertitel: Option<String>) -> Self {
        Self { titel: titel.into(), untertitel, lagebild: Vec::new(), felder: Vec::new(), hinweis: None }
    }
}

/// A chapter.
#[derive(Debug, Clone, Serialize)]
pub struct Kapitel {
    /// Its title.
    pub titel: String,
    /// Whether its pages lie across, for wide tables.
    pub quer: bool,
    /// What it holds.
    pub elemente: Vec<Element>,
}

impl Kapitel {
    /// A chapter on upright pages.
    pub fn new(titel: &str, elemente: Vec<Element>) -> Self {
        Self { titel: titel.into(), quer: false, elemente }
    }

    /// A chapter on pages that lie across.
    pub fn across(titel: &str, elemente: Vec<Element>) -> Self {
        Self { quer: true, ..Self::new(titel, elemente) }
    }
}

/// An element of a chapter.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Element {
    /// Running text.
    Text {
        /// The text.
        blocks: Vec<Block>,
    },
    /// The most important figures.
    Kennzahlen {
        /// The title.
        titel: String,
        /// The figures.
        werte: Vec<Kachel>,
    },
    /// A table.
    Tabelle(TabelleView),
    /// A bar chart.
    Diagramm(DiagrammView),
    /// A trend over periods.
    Verlauf(VerlaufView),
    /// A time line of projects.
    Zeitleiste(ZeitleisteView),
    /// Groups of bars.
    Gruppenbalken(GruppenbalkenView),
    /// The steps of a model.
    Stufen(StufenView),
    /// Terms and what they mean.
    Definitionen {
        /// The title.
        titel: String,
        /// What the terms and their meanings are called.
        spalten: [String; 2],
        /// The terms.
        eintraege: Vec<Definition>,
    },
    /// Projects with a block for each.
    Blaetter {
        /// The title.
        titel: String,
        /// The blocks.
        blaetter: Vec<Blatt>,
    },
    /// Where in the report each project stands.
    Register {
        /// The projects, by title.
        eintraege: Vec<Registereintrag>,
    },
}

/// The block of a project.
#[derive(Debug, Clone, Serialize)]
pub struct Blatt {
    /// Where the register leads to.
    pub anker: String,
    /// The Kennung.
    pub kennung: String,
    /// The title.
    pub titel: String,
    /// What the project is for.
    pub text: Option<String>,
    /// Its fields, in two columns.
    pub felder: [Vec<Feld>; 2],
}

/// A line of the register.
#[derive(Debug, Clone, Serialize)]
pub struct Registereintrag {
    /// The title of the project.
    pub titel: String,
    /// Its Kennung.
    pub kennung: String,
    /// Where it stands; the page is the template's.
    pub anker: String,
}

/// A large figure.
#[derive(Debug, Clone, Serialize)]
pub struct Kachel {
    /// The figure.
    pub wert: String,
    /// What it counts.
    pub titel: String,
    /// The unit, where the value does not show it.
    pub zusatz: Option<String>,
    /// How it has changed since the period before, in words.
    pub veraenderung: Option<String>,
}

/// A term and what it means.
#[derive(Debug, Clone, Serialize)]
pub struct Definition {
    /// The term.
    pub begriff: String,
    /// The name of the rule.
    pub zusatz: Option<String>,
    /// The meaning.
    pub text: String,
}

/// A table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TabelleView {
    /// The title; `None` where it belongs to what stands before it.
    pub titel: Option<String>,
    /// The columns.
    pub spalten: Vec<Spalte>,
    /// The rows.
    pub zeilen: Vec<Vec<Tabellenzelle>>,
    /// A last row with sums.
    pub summe: Option<Vec<Tabellenzelle>>,
    /// Notes above.
    pub hinweise: Vec<String>,
    /// How many rows were left out, and where they are.
    pub weitere: Option<String>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Tabellenzelle {
    /// A text.
    Text(String),
    /// A text with smaller lines below it.
    MitZusatz {
        /// The text.
        text: String,
        /// The lines below.
        zusatz: Vec<String>,
    },
    /// Lines of the same rank.
    Zeilen {
        /// The lines.
        zeilen: Vec<String>,
    },
    /// As [`Tabellenzelle::MitZusatz`], and a place that the register leads to.
    MitAnker {
        /// The text.
        text: String,
        /// The lines below.
        zusatz: Vec<String>,
        /// The place.
        anker: String,
    },
}

impl Tabellenzelle {
    /// A text with those of the lines below it that there are.
    pub fn new(text: impl Into<String>, zusatz: impl IntoIterator<Item = Option<String>>) -> Self {
        let zusatz: Vec<String> = zusatz.into_iter().flatten().collect();
        if zusatz.is_empty() { Self::Text(text.into()) } else { Self::MitZusatz { text: text.into(), zusatz } }
    }
}

impl<T: Into<String>> From<T> for Tabellenzelle {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub struct Spalte {
    /// Its head.
    pub titel: String,
    /// How wide it is: `kennung`, `kurz`, `mittel`, `text`, `datum`, `zahl`, `betrag`.
    pub breite: &'static str,
    /// `links` or `rechts`.
    pub ausrichtung: &'static str,
}

impl Spalte {
    /// A column; numbers, dates and amounts stand right.
    pub fn new(titel: impl Into<String>, breite: &'static str) -> Self {
        let ausrichtung = if matches!(breite, "zahl" | "betrag" | "datum") { "rechts" } else { "links" };
        Self { titel: titel.into(), breite, ausrichtung }
    }

    /// The same with its values at the right.
    pub fn right(self) -> Self {
        Self { ausrichtung: "rechts", ..self }
    }
}

/// A bar chart.
#[derive(Debug, Clone, Serialize)]
pub struct DiagrammView {
    /// The title.
    pub titel: String,
    /// The whole chart in words.
    pub alternativtext: String,
    /// The series.
    pub reihen: Vec<Reihe>,
    /// The bars.
    pub balken: Vec<Balken>,
    /// Notes below.
    pub hinweise: Vec<String>,
}

/// A bar of a chart.
#[derive(Debug, Clone, Serialize)]
pub struct Balken {
    /// Its label.
    pub titel: String,
    /// One value for each series.
    pub werte: Vec<usize>,
    /// The id of the figure behind each value.
    pub kennzahlen: Vec<String>,
    /// The label of the whole bar.
    pub beschriftung: String,
}
