//! The package of a paper: everything that a council information system, a catalogue of open data and an e-Akte are given, as one bag.
//!
//! Nothing here says anything new: texts and tables come from the view data that the PDF is set from, everything else from the state.

mod bag;
mod dcat;
mod ids;
mod paper;
mod tables;
mod turtle;
mod uebergabe;
mod xdomea;

use serde_json::Value;

use super::facts::{FileFacts, Role};
use super::names::Names;
use super::state::{PaperState, Version};
use crate::html;
use crate::model::{Edition, Stammdaten};
use crate::plain::{self, FieldText};
use crate::source::archive;

pub use paper::schema;
pub use tables::{DataFile, data_files};

/// A file by its path in the package, and its content.
pub type Packed = (String, Vec<u8>);

/// What a package is made from.
#[derive(Debug, Clone, Copy)]
pub struct Package<'a> {
    /// The municipality.
    pub stammdaten: &'a Stammdaten,
    /// The paper as it was published, its newest version last.
    pub paper: &'a PaperState,
    /// Which edition the package holds.
    pub edition: Edition,
    /// The view data that the PDF of this edition is set from.
    pub view: &'a Value,
    /// Its figures, as they are attached to it.
    pub figures: &'a Value,
    /// Its files in the order of the paper: the PDF, its other forms, the annexes with theirs, and of a Bericht the [data](data_files).
    pub files: &'a [(&'a FileFacts, &'a [u8])],
    /// The OParl objects of the paper, by name.
    pub oparl: &'a [(String, Vec<u8>)],
    /// What the public edition leaves out, in words that tell nothing of it: `Anlage 2`, `Abschnitt Finanzielle Auswirkungen`.
    pub withheld: &'a [String],
}

/// Why a package cannot be made, which no data can cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmade {
    /// The file that fails.
    pub file: String,
    /// Why.
    pub why: String,
}

/// A file of the paper with its name in the package.
struct Named<'a> {
    facts: &'a FileFacts,
    name: String,
    bytes: &'a [u8],
}

/// The bag of a paper: its files sorted by path.
///
/// # Errors
/// When the page or an archive cannot be written, which no data can cause.
pub fn bag(package: &Package<'_>) -> Result<Vec<Packed>, Unmade> {
    let sections = plain::sections(package.view);
    let fields = plain::fields(&sections);
    let files = package.named();
    let mut payload: Vec<Packed> = files.iter().map(|file| (file.place(), file.bytes.to_vec())).collect();
    payload.extend(fields.iter().flat_map(field_files));
    let view = uebergabe::view(package, &files, &fields);
    let page = html::uebergabe(view.to_string().as_bytes(), &fields)
        .map_err(|fault| Unmade { file: UEBERGABE.into(), why: fault.template })?;
    payload.push((UEBERGABE.into(), page.into_bytes()));
    payload.push((PAPER.into(), lines(&paper::data(package, &sections))));
    payload.push((SCHEMA.into(), lines(&schema())));
    if package.is_open(&files) {
        payload.push((DCAT.into(), dcat::record(package, &files).into_bytes()));
    }
    let mut names = Names::default();
    payload.extend(package.oparl.iter().map(|(name, bytes)| (format!("oparl/{}", names.of(name)), bytes.clone())));
    let (name, message) = xdomea::message(package, &files)?;
    payload.push((format!("xdomea/{name}"), message));
    Ok(bag::bagged(package, payload))
}

/// The same as one archive, in a folder of this name.
///
/// # Errors
/// When it cannot be written, which no data can cause.
pub fn zip(name: &str, bag: &[Packed]) -> Result<Vec<u8>, Unmade> {
    let files = bag.iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes.as_slice()));
    zipped(name, files.collect())
}

/// Files as one archive of this name, which is the same whenever it is written.
fn zipped(name: &str, files: Vec<(String, &[u8])>) -> Result<Vec<u8>, Unmade> {
    archive(files).map_err(|error| Unmade { file: format!("{name}.zip"), why: error.to_string() })
}

/// The clerk's page.
const UEBERGABE: &str = "uebergabe.html";

/// The paper as data, and its schema.
const PAPER: &str = "vorlage.json";
const SCHEMA: &str = "vorlage.schema.json";

/// The record for the catalogue of open data.
const DCAT: &str = "dcat-ap-de.ttl";

impl<'a> Package<'a> {
    /// Its files; no name of theirs is that of another file beside them, whatever the state says.
    fn named(&self) -> Vec<Named<'a>> {
        let mut names = Names::default();
        [UEBERGABE, PAPER, SCHEMA, DCAT].into_iter().for_each(|name| drop(names.of(name)));
        let mut data = Names::default();
        let named = |(facts, bytes): &(&'a FileFacts, &'a [u8])| {
            let names = if facts.role == Role::Data { &mut data } else { &mut names };
            Named { facts, name: names.of(&facts.name), bytes }
        };
        self.files.iter().map(named).collect()
    }

    /// The newest version.
    fn version(&self) -> Option<&'a Version> {
        self.paper.versionen.last()
    }

    /// The day on which it was published; that of the paper where nobody has said it.
    fn day(&self) -> chrono::NaiveDate {
        self.version().map_or(self.paper.angaben.datum, |version| version.am)
    }

    /// The number of the paper, or the name of one without.
    fn number(&self) -> &'a str {
        self.paper.angaben.nummer.as_deref().unwrap_or(&self.paper.name)
    }

    /// Which edition it is, in a word.
    fn edition_word(&self) -> &'static str {
        match self.edition {
            Edition::Whole => "nichtöffentlich",
            Edition::Public => "öffentlich",
        }
    }

    /// What the paper says of its own status.
    fn status(&self) -> &'a str {
        let own = self.view.pointer("/deckblatt/status").and_then(Value::as_str);
        own.unwrap_or(if self.paper.is_public() { "öffentlich" } else { "nichtöffentlich" })
    }

    /// Whether it belongs into a catalogue of open data: a report whose PDF, as it is here, everybody may read.
    fn is_open(&self, files: &[Named<'_>]) -> bool {
        let mut main = files.iter().filter(|file| file.facts.role == Role::Main);
        self.paper.angaben.reihe.is_some() && main.any(|file| self.is_public(file.facts))
    }

    /// Whether the public may read a file: its very bytes lie in the public tree.
    fn is_public(&self, file: &FileFacts) -> bool {
        self.paper.dateien.iter().any(|public| public.sha512 == file.sha512)
    }
}

impl Named<'_> {
    /// Where it lies.
    fn place(&self) -> String {
        if self.facts.role == Role::Data { format!("daten/{}", self.name) } else { self.name.clone() }
    }
}

fn field_files(section: &FieldText) -> [Packed; 2] {
    let path = |ending: &str| format!("abschnitte/{}.{ending}", section.field.file());
    [(path("html"), section.html.clone().into_bytes()), (path("txt"), section.text.clone().into_bytes())]
}

/// A value as a file for people and programs.
fn lines(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

#[cfg(test)]
mod tests;
