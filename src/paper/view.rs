//! View data: what the templates are given, and nothing else.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::text::Block;

/// The view data of one paper.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum View {
    /// An Entscheidungsvorlage or another Vorlage.
    Vorlage(Box<VorlageView>),
    /// A Sachstandsbericht.
    Bericht(Box<BerichtView>),
}

impl View {
    /// The main template that prints it.
    pub fn template(&self) -> &'static str {
        match self {
            View::Vorlage(_) => "vorlage.typ",
            View::Bericht(_) => "sachstandsbericht.typ",
        }
    }
}

/// What every paper has.
#[derive(Debug, Clone, Serialize)]
pub struct Rahmen {
    /// Metadata of the PDF.
    pub dokument: Dokument,
    /// How the paper looks.
    pub gestaltung: GestaltungView,
    /// The municipality's name.
    pub koerperschaft: String,
    /// The sender.
    pub absender: String,
    /// The footer.
    pub fuss: Fuss,
}

/// Metadata of the PDF.
#[derive(Debug, Clone, Serialize)]
pub struct Dokument {
    /// The title.
    pub titel: String,
    /// The author.
    pub verfasser: String,
    /// One sentence.
    pub beschreibung: String,
    /// Words to search for.
    pub schlagworte: Vec<String>,
    /// The paper's date.
    pub datum: Tag,
}

/// A day in parts.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Tag {
    /// The year.
    pub jahr: i32,
    /// The month, from 1.
    pub monat: u32,
    /// The day, from 1.
    pub tag: u32,
}

impl From<NaiveDate> for Tag {
    fn from(date: NaiveDate) -> Self {
        Self { jahr: date.year(), monat: date.month(), tag: date.day() }
    }
}

/// How the paper looks.
#[derive(Debug, Clone, Serialize)]
pub struct GestaltungView {
    /// `#rrggbb`.
    pub akzentfarbe: String,
}

/// The footer; the page number is the template's.
#[derive(Debug, Clone, Serialize)]
pub struct Fuss {
    /// The paper's name.
    pub links: String,
    /// The day of printing.
    pub mitte: String,
}

/// A title with values below or beside it.
#[derive(Debug, Clone, Serialize)]
pub struct Feld {
    /// The title.
    pub titel: String,
    /// The values, each on a line.
    pub werte: Vec<String>,
}

impl Feld {
    /// A field with one value.
    pub fn new(titel: &str, wert: impl Into<String>) -> Self {
        Self { titel: titel.to_owned(), werte: vec![wert.into()] }
    }
}

/// View data of a Vorlage.
#[derive(Debug, Clone, Serialize)]
pub struct VorlageView {
    /// What every paper has.
    #[serde(flatten)]
    pub rahmen: Rahmen,
    /// The cover.
    pub deckblatt: VorlageDeckblatt,
    /// The Beschlussvorschlag; empty where there is none.
    pub beschlussvorschlag: Vec<Block>,
    /// Finanzielle Auswirkungen.
    pub finanzen: FinanzenView,
    /// The Klimarelevanz form; `None` where the paper has none.
    pub klimarelevanz: Option<KlimaView>,
    /// The Erläuterungen; empty where there are none.
    pub erlaeuterungen: Vec<Block>,
}

/// The cover of a Vorlage.
#[derive(Debug, Clone, Serialize)]
pub struct VorlageDeckblatt {
    /// The kind of paper.
    pub vorlageart: String,
    /// The Vorlage-Nr.
    pub nummer: String,
    /// öffentlich or nichtöffentlich.
    pub status: String,
    /// The other fields.
    pub felder: Vec<Feld>,
    /// The subject.
    pub betreff: String,
    /// Goals, with the Klimarelevanz line last.
    pub ziele: Vec<String>,
    /// The Beratungsfolge.
    pub beratungsfolge: Vec<BeratungView>,
    /// The attachments' titles.
    pub anlagen: Vec<String>,
    /// A note.
    pub hinweis: Option<String>,
}

/// One row of the Beratungsfolge.
#[derive(Debug, Clone, Serialize)]
pub struct BeratungView {
    /// The day.
    pub datum: String,
    /// The body's full name.
    pub gremium: String,
    /// What it does with the paper.
    pub zustaendigkeit: String,
}

/// A box with its text.
#[derive(Debug, Clone, Serialize)]
pub struct Ankreuzfeld {
    /// The text beside the box.
    pub titel: String,
    /// What the choice means.
    pub erlaeuterung: Option<String>,
    /// Whether it is ticked.
    pub angekreuzt: bool,
}

/// Finanzielle Auswirkungen.
#[derive(Debug, Clone, Serialize)]
pub struct FinanzenView {
    /// JA and NEIN.
    pub frage: Vec<Ankreuzfeld>,
    /// The two tables.
    pub tabellen: Vec<FinanztabelleView>,
    /// Notes below them.
    pub hinweise: Vec<String>,
    /// Accounts.
    pub psp_elemente: Vec<String>,
    /// Weitere Erläuterungen.
    pub erlaeuterungen: Vec<Block>,
}

/// One finance table.
#[derive(Debug, Clone, Serialize)]
pub struct FinanztabelleView {
    /// Its title.
    pub titel: String,
    /// The six column heads.
    pub spalten: Vec<String>,
    /// The rows, Ergebnis last.
    pub zeilen: Vec<FinanzzeileView>,
    /// Verbesserung or Verschlechterung.
    pub verbesserung: VerbesserungView,
    /// Coverage, for each pair of columns.
    pub deckung: Vec<DeckungView>,
}

/// One row of a finance table.
#[derive(Debug, Clone, Serialize)]
pub struct FinanzzeileView {
    /// Its title.
    pub titel: String,
    /// Whether it is the row Ergebnis.
    pub ergebnis: bool,
    /// Six amounts.
    pub zellen: Vec<String>,
}

/// The row Verbesserung.
#[derive(Debug, Clone, Serialize)]
pub struct VerbesserungView {
    /// Its title.
    pub titel: String,
    /// Two amounts.
    pub zellen: Vec<String>,
}

/// The boxes on coverage.
#[derive(Debug, Clone, Serialize)]
pub struct DeckungView {
    /// The two choices.
    pub optionen: Vec<Ankreuzfeld>,
}

/// The Klimarelevanz form.
#[derive(Debug, Clone, Serialize)]
pub struct KlimaView {
    /// Its title.
    pub titel: String,
    /// The line below.
    pub untertitel: String,
    /// Its parts.
    pub teile: Vec<KlimaTeil>,
}

/// One part of the form.
#[derive(Debug, Clone, Serialize)]
pub struct KlimaTeil {
    /// Its title.
    pub titel: String,
    /// A sentence before the questions.
    pub einleitung: Option<String>,
    /// The questions.
    pub fragen: Vec<KlimaFrage>,
}

/// One question with its boxes.
#[derive(Debug, Clone, Serialize)]
pub struct KlimaFrage {
    /// The question.
    pub frage: String,
    /// `reihe` (side by side) or `liste` (one below the other).
    pub form: &'static str,
    /// The boxes.
    pub optionen: Vec<Ankreuzfeld>,
}

/// View data of a Sachstandsbericht.
#[derive(Debug, Clone, Serialize)]
pub struct BerichtView {
    /// What every paper has.
    #[serde(flatten)]
    pub rahmen: Rahmen,
    /// The cover.
    pub deckblatt: BerichtDeckblatt,
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
    /// Fields.
    pub felder: Vec<Feld>,
    /// A note.
    pub hinweis: Option<String>,
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
    pub fn quer(titel: &str, elemente: Vec<Element>) -> Self {
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
    /// Terms and what they mean.
    Definitionen {
        /// The title.
        titel: String,
        /// The terms.
        eintraege: Vec<Definition>,
    },
}

/// A large figure.
#[derive(Debug, Clone, Serialize)]
pub struct Kachel {
    /// The figure.
    pub wert: String,
    /// What it counts.
    pub titel: String,
    /// For which day or period.
    pub zusatz: String,
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
#[derive(Debug, Clone, Serialize)]
pub struct TabelleView {
    /// The title; `None` where it belongs to what stands before it.
    pub titel: Option<String>,
    /// The columns.
    pub spalten: Vec<Spalte>,
    /// The rows.
    pub zeilen: Vec<Vec<Zelle>>,
    /// A last row with sums.
    pub summe: Option<Vec<Zelle>>,
    /// Notes below.
    pub hinweise: Vec<String>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Zelle {
    /// A text.
    Text(String),
    /// A text with smaller lines below it.
    MitZusatz {
        /// The text.
        text: String,
        /// The lines below.
        zusatz: Vec<String>,
    },
}

impl Zelle {
    /// A text with those of the lines below it that there are.
    pub fn new(text: impl Into<String>, zusatz: impl IntoIterator<Item = Option<String>>) -> Self {
        let zusatz: Vec<String> = zusatz.into_iter().flatten().collect();
        if zusatz.is_empty() { Self::Text(text.into()) } else { Self::MitZusatz { text: text.into(), zusatz } }
    }
}

impl<T: Into<String>> From<T> for Zelle {
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

/// A series of a chart.
#[derive(Debug, Clone, Serialize)]
pub struct Reihe {
    /// Its name in the legend.
    pub titel: String,
}

/// A bar of a chart.
#[derive(Debug, Clone, Serialize)]
pub struct Balken {
    /// Its label.
    pub titel: String,
    /// One value for each series.
    pub werte: Vec<usize>,
    /// The label of the whole bar.
    pub beschriftung: String,
}
