//! Records and figures become the view data of a paper.
//!
//! View data is the whole truth of a paper: everything printed is in it, formatted, as JSON. Texts become block trees
//! here, so that data can never become markup.

mod bericht;
mod circular;
mod datenstand;
mod herkunft;
mod klima;
mod origins;
mod uebersicht;
pub mod view;
mod vorlage;

use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Value, json};

use self::view::{BerichtDeckblatt, BerichtView, Feld, ProjektboardView};
use crate::figures::Figure;
use crate::figures::record_places::RecordPlaces;
use crate::model::{Bestand, Edition, Fassung, Logo, Origins, Part, Standangabe, Zeitraum};
use crate::source::SourceFile;
use crate::text::{with_typography, zahl};
use crate::workspace::Layout;

pub use bericht::{heads as berichtskoepfe, papers as bericht, pictures};
pub use circular::{Circular, circulars};
pub use herkunft::Zusammenhang;
pub use uebersicht::{Datei, Eintrag, Zeile, uebersicht};
pub use view::View;
pub use vorlage::{heads as vorlagenkoepfe, papers as vorlage};

/// The folder of the closed periods.
const ABSCHLUESSE: &str = Layout::ABSCHLUESSE;

/// What papers call a report that is built again after its period was closed.
const NEW_VERSION: &str = "Neue Fassung";

/// The sentence that says why.
fn new_version(reason: &str) -> String {
    with_typography(&format!("{NEW_VERSION}: {}.", reason.trim_end_matches('.')))
}

/// Which paper it is, and what it is called: what stays in memory of each paper of a run.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its name: that of its folder, behind it the period where the folder is that of a series, and which part it is.
    pub name: String,
    /// Which paper of its folder it is.
    pub part: Part,
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
    /// Why it is built again although its period is closed.
    pub neue_fassung: Option<String>,
    /// What the page over all papers says of it.
    pub eintrag: Eintrag,
    /// What it says of its state.
    pub stand: Standangabe,
    /// Whether parts of it are nichtöffentlich, so that its public edition is another.
    pub has_hidden: bool,
    /// Whether it is the public edition, which may be the whole paper.
    pub is_public: bool,
}

/// A paper ready to be typeset, which can be large.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Which one.
    pub head: Head,
    /// Identifies the document in the PDF.
    pub ident: String,
    /// What was recorded after this day does not count.
    pub datenstand: chrono::NaiveDate,
    /// What is printed.
    pub view: View,
    /// The figures behind it.
    pub figures: Arc<[Figure]>,
    /// The logo on its cover.
    pub logo: Option<Logo>,
    /// Where it says what the printed figures come from.
    pub annex: Annex,
    /// What the annex says of figures beside their own words.
    pub zusammenhang: Arc<Zusammenhang>,
    /// All projects of a report, for a page beside it.
    pub projektboard: Option<Box<ProjektboardView>>,
}

/// A paper is asked for its name and folder as its head is.
impl Deref for Paper {
    type Target = Head;

    fn deref(&self) -> &Head {
        &self.head
    }
}

/// Where a paper says what its printed figures come from.
#[derive(Debug, Clone)]
pub enum Annex {
    /// Not in print; the sentence says where else.
    Elsewhere(String),
    /// In its own annex.
    Own,
    /// It is itself the annex of other papers, which print the figures with these ids.
    Of(Vec<String>),
}

impl Head {
    /// Whether something was left out of it.
    pub fn is_cut(&self) -> bool {
        self.is_public && self.has_hidden
    }

    /// The name of the output file of a part of it, without the ending.
    fn file_of(&self, part: Part) -> String {
        let end = if self.is_cut() { Fassung::OEFFENTLICH } else { "" };
        format!("{}{}{end}", self.datei.strip_suffix(end).unwrap_or(&self.datei), part.suffix())
    }

    /// Whether it and another are papers of one folder and one period.
    pub fn belongs_to(&self, other: &Self) -> bool {
        self.ordner == other.ordner && self.zeitraum == other.zeitraum
    }

    /// Whether a file of the workspace belongs to what every paper is made from.
    pub fn is_common(file: &SourceFile) -> bool {
        let closed = file.path.strip_prefix(ABSCHLUESSE).is_some_and(|rest| rest.starts_with('/'));
        file.paper.is_none() && !closed
    }

    /// Whether a file of the workspace belongs to what it alone is made from, beside other papers of its folder or period.
    pub fn reads(&self, file: &SourceFile) -> bool {
        match &file.paper {
            Some(ordner) => *ordner == self.ordner,
            None => self.abschluesse.contains(&file.path),
        }
    }

    /// Those of all papers of a folder, told without making one, from that of the first.
    fn all(self, has_anlage: bool, origins: Origins) -> Vec<Self> {
        let others = [(has_anlage, Part::Anlage), (origins == Origins::Anlage, Part::Origins)];
        let others = others.into_iter().filter(|(has, _)| *has).map(|(_, part)| self.beside(part)).collect();
        [vec![self], others].concat()
    }

    fn beside(&self, part: Part) -> Self {
        let art = match part {
            Part::Main => None,
            Part::Anlage => Some("Anlage"),
            Part::Origins => Some(ORIGINS),
        };
        let zusatz = art.map(|art| format!(", {art}")).unwrap_or_default();
        Self {
            name: format!("{}{}", self.name, part.suffix()),
            datei: self.file_of(part),
            bezeichnung: format!("{}{zusatz}", self.bezeichnung),
            part,
            eintrag: self.eintrag.as_part(art),
            ..self.clone()
        }
    }
}

impl Paper {
    /// Says on the cover, in the annex and in the data about the document why a closed report is built again.
    pub fn make_new_version(&mut self, reason: &str) {
        if let View::Bericht(view) = &mut self.view {
            view.rahmen.dokument.beschreibung.push_str(&format!(". {}", new_version(reason)));
            view.deckblatt.felder.insert(0, Feld::new(NEW_VERSION, with_typography(reason)));
        }
        if let Some(board) = &mut self.projektboard {
            board.projektboard.hinweise.insert(0, new_version(reason));
        }
        self.head.neue_fassung = Some(reason.to_owned());
    }

    /// What the templates are given: everything that is printed, and nothing else, with sorted keys.
    ///
    /// A text with figures is a list of pieces: texts, and `{"kennzahl": id, "text": digits}`. Under `herkunft` stands
    /// the annex, or nothing, and under `fundstelle` the sentence that says where else it is.
    pub fn view_data(&self) -> Value {
        // View data are texts, numbers and lists with texts as keys, which always serialise.
        let mut data = zahl::in_pieces(serde_json::to_value(&self.view).unwrap_or_default());
        let (ids, elsewhere) = match &self.annex {
            Annex::Elsewhere(sentence) => (None, Some(sentence)),
            Annex::Own => (Some(herkunft::printed(&data)), None),
            Annex::Of(ids) => (Some(ids.clone()), None),
        };
        let annex = ids.map(|ids| {
            let mut annex = herkunft::view(&self.figures, &self.zusammenhang, ids);
            if let Some(reason) = &self.neue_fassung {
                annex.einleitung = format!("{} {}", new_version(reason), annex.einleitung);
            }
            annex
        });
        if let Some(map) = data.as_object_mut() {
            map.insert("herkunft".to_owned(), json!(annex));
            map.insert("fundstelle".to_owned(), json!(elsewhere));
        }
        data
    }

    /// What the figures of its page come from, wherever print says it: those that it prints, and those that its pictures show.
    pub fn origins(&self) -> Value {
        let ids = match &self.annex {
            Annex::Of(ids) => ids.clone(),
            Annex::Own | Annex::Elsewhere(_) => {
                let view = serde_json::to_value(&self.view).unwrap_or_default();
                let mut ids = self.printed();
                herkunft::drawn(&view, &mut ids);
                ids
            }
        };
        // Texts and lists with texts as keys always serialise.
        json!(origins::of(&self.figures, &self.zusammenhang, ids))
    }

    /// What the templates of its Projektboard are given, in the same form as [`Paper::view_data`]; `None` where it has none.
    pub fn projektboard(&self) -> Option<Value> {
        let board = self.projektboard.as_ref()?;
        Some(zahl::in_pieces(serde_json::to_value(board).unwrap_or_default()))
    }

    /// Another paper of the same folder, from the same figures.
    fn beside(&self, part: Part, view: View) -> Self {
        let ident = format!("{}{}", self.ident, part.suffix());
        Self { head: self.head.beside(part), ident, view, ..self.clone() }
    }

    /// The ids of the figures that it prints, in the order of their first appearance.
    pub fn printed(&self) -> Vec<String> {
        let data = zahl::in_pieces(serde_json::to_value(&self.view).unwrap_or_default());
        herkunft::printed(&data)
    }

    /// Where the records stand that its figures name.
    pub fn fundstellen<'a>(&self, bestand: &'a Bestand) -> RecordPlaces<'a> {
        let vorlage = bestand.vorlagen.iter().find(|ordner| ordner.name == self.ordner).map(|ordner| &ordner.vorlage);
        RecordPlaces::new(bestand, self.datenstand, vorlage)
    }
}

/// What a cover says of the edition, where there are two.
fn edition(fassung: Fassung) -> Option<Feld> {
    let text = match fassung.edition {
        Edition::Whole => "Enthält nichtöffentliche Teile",
        Edition::Public => "Öffentliche Fassung ohne nichtöffentliche Teile",
    };
    fassung.has_hidden.then(|| Feld::new("Fassung", text))
}

/// The title of the annex of origins.
const ORIGINS: &str = "Herkunft der Zahlen";

/// Where origins are that are not printed.
const DATA: &str = "Woraus jede Zahl folgt, steht in den Daten, die dieser Datei angehängt sind (figures.csv); der Befehl \
                    „ratsbericht explain“ nennt dazu die Stelle jedes Datensatzes.";

/// Papers that say of themselves what they say of their state.
fn with_state(mut papers: Vec<Paper>) -> Vec<Paper> {
    for paper in papers.iter_mut().filter(|paper| paper.head.stand.is_draft()) {
        paper.view.mark_as_draft();
        paper.projektboard.iter_mut().for_each(|board| board.rahmen.mark_as_draft());
    }
    papers
}

/// The papers of a folder, each with what says where its figures come from; as a paper of its own, where that is asked for.
fn with_origins(mut papers: Vec<Paper>, origins: Origins) -> Vec<Paper> {
    let Some(main) = papers.first().cloned() else { return papers };
    let annex = match origins {
        Origins::Paper => Annex::Own,
        Origins::Data => Annex::Elsewhere(DATA.into()),
        Origins::Anlage => {
            Annex::Elsewhere(format!("Woraus jede Zahl folgt, steht in der Datei {}.pdf.", main.file_of(Part::Origins)))
        }
    };
    let printed: Vec<String> = papers.iter().flat_map(Paper::printed).collect();
    papers.iter_mut().for_each(|paper| paper.annex = annex.clone());
    if origins == Origins::Anlage {
        let mut rahmen = main.view.rahmen().clone();
        rahmen.dokument.titel = format!("{ORIGINS}: {}", rahmen.dokument.titel);
        rahmen.dokument.beschreibung = format!("{ORIGINS}: {}", rahmen.dokument.beschreibung);
        let deckblatt = BerichtDeckblatt::new(ORIGINS, Some(main.bezeichnung.clone()));
        let view = BerichtView { rahmen, deckblatt, inhalt: false, kapitel: Vec::new() };
        let paper = main.beside(Part::Origins, View::Bericht(Box::new(view)));
        papers.push(Paper { annex: Annex::Of(printed), ..paper });
    }
    papers
}
