//! View data: what the templates are given, and nothing else.

mod bericht;
mod bild;
mod projektboard;
mod vorlage;

pub use bericht::{
    Balken, BerichtDeckblatt, BerichtView, Blatt, Definition, DiagrammView, Element, Kachel, Kapitel, Registereintrag,
    Spalte, TabelleView, Tabellenzelle,
};
pub use bild::{
    Gruppenbalken, GruppenbalkenView, Reihe, Stufe, StufenView, VerlaufReihe, VerlaufView, Zeichen, Zeitachse,
    ZeitleisteView, Zeitmarke, Zeitteil, Zeitzeichen, Zeitzeile,
};
pub use projektboard::{Boardspalte, Boardzeile, ProjektboardView, Projekttabelle};
pub use vorlage::{
    Ankreuzfeld, BeratungView, DeckungView, FinanzenView, FinanztabelleView, FinanzzeileView, HerleitungView,
    Herleitungszeile, KlimaFrage, KlimaTeil, KlimaView, VerbesserungView, VorlageDeckblatt, VorlageView,
};

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::model::{Bestand, Papierstand, day};

/// The view data of one paper.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum View {
    /// An Entscheidungsvorlage or another Vorlage.
    Vorlage(Box<VorlageView>),
    /// A Sachstandsbericht.
    Bericht(Box<BerichtView>),
    /// A Meldebogen, which has one chapter without a title.
    Meldebogen(Box<BerichtView>),
}

impl View {
    /// The main template that prints it.
    pub fn template(&self) -> &'static str {
        match self {
            View::Vorlage(_) => "vorlage.typ",
            View::Bericht(_) => "sachstandsbericht.typ",
            View::Meldebogen(_) => "meldebogen.typ",
        }
    }

    /// Says that it is a draft.
    pub(super) fn mark_as_draft(&mut self) {
        let (rahmen, felder) = match self {
            View::Vorlage(view) => (&mut view.rahmen, &mut view.deckblatt.felder),
            View::Bericht(view) | View::Meldebogen(view) => (&mut view.rahmen, &mut view.deckblatt.felder),
        };
        rahmen.mark_as_draft();
        felder.insert(0, Feld::new("Stand", Papierstand::Entwurf.text()));
    }

    /// What every paper has.
    pub(super) fn rahmen(&self) -> &Rahmen {
        match self {
            View::Vorlage(view) => &view.rahmen,
            View::Bericht(view) | View::Meldebogen(view) => &view.rahmen,
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
    /// What stands in a band on each page; only a draft has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vermerk: Option<&'static str>,
}

/// What makes one paper's frame differ from another's.
pub(super) struct FrameParts {
    pub(super) titel: String,
    pub(super) beschreibung: String,
    pub(super) schlagworte: Vec<String>,
    pub(super) datum: NaiveDate,
    pub(super) fuss: String,
}

impl Rahmen {
    /// The frame of a paper that is printed `heute`.
    pub(super) fn new(bestand: &Bestand, angaben: FrameParts, heute: NaiveDate) -> Self {
        let FrameParts { titel, beschreibung, schlagworte, datum, fuss } = angaben;
        let koerperschaft = &bestand.stammdaten.koerperschaft;
        let verfasser = koerperschaft.name.clone();
        Self {
            dokument: Dokument { titel, verfasser, beschreibung, schlagworte, datum: datum.into() },
            gestaltung: GestaltungView::new(bestand),
            koerperschaft: koerperschaft.name.clone(),
            absender: koerperschaft.absender.clone(),
            fuss: Fuss { links: fuss, mitte: format!("Ausdruck vom: {}", day(heute)) },
            vermerk: None,
        }
    }

    /// Says on each page, in the title and wherever the paper is named that it is a draft.
    pub(super) fn mark_as_draft(&mut self) {
        let Self { dokument, fuss, .. } = self;
        for text in [&mut dokument.titel, &mut dokument.beschreibung, &mut fuss.links] {
            *text = of_draft(text);
        }
        self.vermerk = Some("ENTWURF");
    }
}

/// The title of a draft.
pub(super) fn of_draft(titel: &str) -> String {
    format!("{}: {titel}", Papierstand::Entwurf.text())
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
    /// The logo on the cover.
    pub logo: Option<LogoView>,
    /// The family that texts are set in, where it is not the embedded one.
    pub schrift: Option<String>,
}

/// The logo; its content is a file of its own.
#[derive(Debug, Clone, Serialize)]
pub struct LogoView {
    /// Where the templates find it.
    pub datei: &'static str,
    /// What it shows.
    pub text: String,
}

impl GestaltungView {
    fn new(bestand: &Bestand) -> Self {
        let logo = bestand.ausstattung.logo.as_ref();
        Self {
            akzentfarbe: bestand.stammdaten.gestaltung.akzentfarbe.as_str().into(),
            logo: logo.map(|logo| LogoView { datei: logo.art.pfad(), text: logo.text.clone() }),
            schrift: bestand.ausstattung.schrift.clone(),
        }
    }
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
