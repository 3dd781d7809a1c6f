//! New papers with everything in them that the data know; what only people know is marked, so that checking finds it.

mod bericht;
mod refusal;
mod texts;
mod vorlage;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::appending::{NewRows, inputs};
use super::error::PipelineError;
use super::session::Session;
use crate::load::{PaperTree, json_text};
use crate::model::{Bestand, Blatt, Table, Turnus, Zeitraum, paper_name};
use crate::tabular::{self, NewFile};

pub use refusal::NotDrafted;

/// What stands where somebody has to write: checking finds it.
const MARKE: &str = "XXX";

/// The Vorlage that somebody wants.
#[derive(Debug)]
pub struct VorlageOrder {
    /// Its name, which is that of its folder.
    pub name: String,
    /// The Kennungen of its projects.
    pub projekte: Vec<String>,
    /// Its number; else it is derived, or left open.
    pub nummer: Option<String>,
}

/// The Bericht that somebody wants.
#[derive(Debug)]
pub struct BerichtOrder {
    /// Its name, which is that of its folder.
    pub name: String,
    /// The Kennung of its selection of projects.
    pub auswahl: String,
    /// How often it appears, where it is a series.
    pub turnus: Option<Turnus>,
    /// The period of a single one; else the last quarter that has ended.
    pub zeitraum: Option<Zeitraum>,
}

/// A new paper, of which nothing is written yet.
#[derive(Debug)]
pub struct Drafted {
    /// Its folder below the workspace.
    pub folder: String,
    /// The files in that folder.
    pub files: Vec<NewFile>,
    /// The files of the tables that get rows, by their paths below the workspace; none where papers have files of their own.
    pub tables: Vec<NewFile>,
    /// What is to be said of it, line by line.
    pub notes: Vec<String>,
}

/// What a new paper says, and its texts.
struct Draft {
    own: Map<String, Value>,
    texts: Vec<NewFile>,
    notes: Vec<String>,
}

/// Where a workspace keeps what papers say of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keeping {
    Rows,
    Files,
}

impl Session {
    /// Makes a new Vorlage.
    ///
    /// # Errors
    /// When the records have errors, something that is asked for is not there or has another's name, or rows cannot be appended.
    pub fn new_vorlage(&self, order: &VorlageOrder) -> Result<Drafted, PipelineError> {
        self.drafted(Blatt::Vorlagen, &order.name, |bestand| vorlage::draft(self, bestand, order))
    }

    /// Makes a new Bericht.
    ///
    /// # Errors
    /// As [`Session::new_vorlage`].
    pub fn new_bericht(&self, order: &BerichtOrder) -> Result<Drafted, PipelineError> {
        self.drafted(Blatt::Berichte, &order.name, |bestand| bericht::draft(bestand, order, self.today))
    }

    fn drafted(
        &self,
        blatt: Blatt,
        name: &str,
        draft: impl FnOnce(&Bestand) -> Result<Draft, NotDrafted>,
    ) -> Result<Drafted, PipelineError> {
        let sound = self.loaded.bestand.as_ref().filter(|_| !self.findings.any_error());
        let bestand = sound.ok_or(PipelineError::Faulty)?;
        // Names of papers are those of folders and become parts of file names.
        let plain = paper_name(name);
        if name != plain || plain.is_empty() {
            return Err(NotDrafted::Name { name: name.to_owned(), plain }.into());
        }
        if self.loaded.trees.iter().any(|tree| tree.name == name) {
            return Err(NotDrafted::Taken(name.to_owned()).into());
        }
        let Draft { own, texts: mut files, mut notes } = draft(bestand)?;
        let (keeping, note) = self.keeping(blatt);
        let folder = format!("{}/{name}", blatt.form().name);
        if self.loaded.has_paper(name) && !(keeping == Keeping::Rows && self.has_just(&folder, &files)) {
            return Err(NotDrafted::Taken(name.to_owned()).into());
        }
        // What serde has written is well-formed.
        let node = json_text(&Value::from(own).to_string()).ok_or(PipelineError::Unwritable)?;
        let paper = PaperTree { blatt, name: name.to_owned(), node, file: None };
        notes.extend(note);
        let tables = match keeping {
            Keeping::Rows => {
                let new = NewRows { paper: Some(paper), ..NewRows::default() };
                self.appended(inputs(&self.loaded), &new, &self.alphabet)?
            }
            Keeping::Files => {
                let (path, content) = tabular::paper_file(&paper);
                let file = path.rsplit('/').next().unwrap_or_default().to_owned();
                let with_schema = self.loaded.trees.iter().any(|tree| tree.node.get("$schema").is_some());
                files.insert(0, (file, if with_schema { tabular::with_schema(&path, &content) } else { content }));
                Vec::new()
            }
        };
        Ok(Drafted { folder, files, tables, notes })
    }

    /// Whether a folder has just these texts: so it is left where a run was killed that would have written the rows of its paper next.
    fn has_just(&self, folder: &str, texts: &[NewFile]) -> bool {
        let sources = &self.loaded.sources;
        let found: BTreeMap<&str, &str> = sources
            .files()
            .filter_map(|file| Some((file.path.strip_prefix(folder)?.strip_prefix('/')?, file.text.as_str())))
            .collect();
        let is_text =
            |(name, content): &NewFile| found.get(name.as_str()).is_some_and(|text| text.as_bytes() == content);
        found.len() == texts.len() && texts.iter().all(is_text)
    }

    /// Where papers of a kind are kept; where some are kept so and some so, or there are none, as a new workspace with these
    /// tables would keep them, which is said.
    fn keeping(&self, blatt: Blatt) -> (Keeping, Option<String>) {
        let mut own = self.loaded.trees.iter().filter(|tree| tree.blatt == blatt);
        let rows = own.clone().any(|tree| tree.file.is_none());
        match (rows, own.any(|tree| tree.file.is_some())) {
            (true, false) => return (Keeping::Rows, None),
            (false, true) => return (Keeping::Files, None),
            _ => {}
        }
        let homes = Table::ALL.iter().filter_map(|table| self.loaded.home(*table));
        let mut paths = homes.map(|home| self.loaded.sources.file(home).path.as_str()).peekable();
        let in_json = paths.peek().is_none() || paths.any(|path| path.ends_with(".json"));
        let title = blatt.form().title;
        if in_json && self.loaded.sheet(blatt).is_none() {
            return (
                Keeping::Files,
                Some("Die Angaben stehen in einer JSON-Datei im Ordner, weil die Tabellen JSON-Dateien sind.".into()),
            );
        }
        (Keeping::Rows, Some(format!("Die Angaben stehen in der Tabelle „{title}“.")))
    }
}
