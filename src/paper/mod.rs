//! Records and figures become the view data of a paper.
//!
//! View data is the whole truth of a paper: everything printed is in it, formatted, as JSON. Texts become block trees
//! here, so that data can never become markup.

mod bericht;
mod datenstand;
mod herkunft;
mod klima;
pub mod view;
mod vorlage;

use serde_json::{Value, json};

use crate::figures::Figure;
use crate::figures::record_places::RecordPlaces;
use crate::model::{Bestand, Logo, Zeitraum};
use crate::source::SourceFile;
use crate::text::zahl;
use crate::workspace::Layout;

pub use bericht::{paper as bericht, pictures};
pub use herkunft::Zusammenhang;
pub use view::View;
pub use vorlage::paper as vorlage;

/// The folder of the closed periods.
const ABSCHLUESSE: &str = Layout::ABSCHLUESSE;

/// A paper ready to be typeset.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its name: that of its folder, and behind it the period where the folder is that of a series.
    pub name: String,
    /// The name of its folder.
    pub ordner: String,
    /// The period of a report.
    pub zeitraum: Option<Zeitraum>,
    /// The closed periods that it compares with, by the paths of their files.
    pub abschluesse: Vec<String>,
    /// Name of its output file without the ending.
    pub datei: String,
    /// What it is called in messages: the Vorlage-Nr or the title.
    pub bezeichnung: String,
    /// Identifies the document in the PDF.
    pub ident: String,
    /// What was recorded after this day does not count.
    pub datenstand: chrono::NaiveDate,
    /// What is printed.
    pub view: View,
    /// The figures behind it.
    pub figures: Vec<Figure>,
    /// The logo on its cover.
    pub logo: Option<Logo>,
    /// Whether its annex says where the printed figures come from.
    pub herkunft: bool,
    /// What the annex says of figures beside their own words.
    pub zusammenhang: Zusammenhang,
}

impl Paper {
    /// What the templates are given: everything that is printed, and nothing else, with sorted keys.
    ///
    /// A text with figures is a list of pieces: texts, and `{"kennzahl": id, "text": digits}`. Under `herkunft` stands
    /// the annex, or nothing.
    pub fn view_data(&self) -> Value {
        // View data are texts, numbers and lists with texts as keys, which always serialise.
        let mut data = zahl::in_pieces(serde_json::to_value(&self.view).unwrap_or_default());
        let annex = self.herkunft.then(|| herkunft::view(&self.figures, &self.zusammenhang, &data));
        if let Some(map) = data.as_object_mut() {
            map.insert("herkunft".to_owned(), json!(annex));
        }
        data
    }

    /// The ids of the figures that it prints, in the order of their first appearance.
    pub fn printed(&self) -> Vec<String> {
        let data = zahl::in_pieces(serde_json::to_value(&self.view).unwrap_or_default());
        herkunft::printed(&data)
    }

    /// Whether a file of the workspace belongs to what it is made from.
    pub fn reads(&self, file: &SourceFile) -> bool {
        let closed = file.path.strip_prefix(ABSCHLUESSE).is_some_and(|rest| rest.starts_with('/'));
        match &file.paper {
            Some(ordner) => *ordner == self.ordner,
            None => !closed || self.abschluesse.contains(&file.path),
        }
    }

    /// Where the records stand that its figures name.
    pub fn fundstellen<'a>(&self, bestand: &'a Bestand) -> RecordPlaces<'a> {
        let vorlage = bestand.vorlagen.iter().find(|ordner| ordner.name == self.ordner).map(|ordner| &ordner.vorlage);
        RecordPlaces::new(bestand, self.datenstand, vorlage)
    }
}
