//! The Sachstandsbericht as a workspace orders it.

use chrono::NaiveDate;

use super::{Items, Kennung, Located, Text, Zeitraum};

record! {
    /// One report: `berichte/<name>/bericht.json`.
    pub struct Bericht = "Bericht" {
        titel: String = "Titel",
        untertitel: Option<String> = "Untertitel",
        auswahl: Kennung = "Kennung der Auswahl von Projekten",
        zeitraum: Zeitraum = "Berichtszeitraum",
        stichtag: NaiveDate = "Stichtag der Bestandszahlen",
        datum: NaiveDate = "Datum des Berichts",
        datenstand: Option<NaiveDate> = "bis zu diesem Tag erfasste Angaben zählen; sonst das Datum des Berichts",
        herausgeber: Option<Kennung> = "Kennung der Dienststelle",
        schlagworte: Items<String> = "Schlagworte für die Suche",
        hinweis: Option<String> = "Hinweis auf dem Deckblatt",
    }
}

/// A report with its texts.
#[derive(Debug, Clone)]
pub struct BerichtOrdner {
    /// The folder's name: the name of the paper.
    pub name: String,
    /// The record.
    pub bericht: Located<Bericht>,
    /// Text that opens the summary.
    pub einleitung: Option<Text>,
    /// Text that closes the report.
    pub ausblick: Option<Text>,
}

impl BerichtOrdner {
    /// The name of the paper's output file without the ending: the folder's name.
    pub fn datei(&self) -> String {
        self.name.clone()
    }
}
