//! What a paper was made from, as it says itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contents::Contents;
use super::records::{Records, sections};
use crate::load::Loaded;
use crate::model::Edition;
use crate::paper::Paper;
use crate::publish::FileEntry;
use crate::text::{SAETZE, STANDARDSAETZE};
use crate::typeset::{Asset, ENGINE, Engine, PROGRAM};
use crate::workspace::Layout;

/// What everything depends on that a paper shows: its contents, templates, fonts, engine, and the records behind its
/// figures. It names no place and no moment, so that the same input gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papiernachweis {
    /// The attached files.
    pub anhaenge: Vec<FileEntry>,
    /// The day of printing, `JJJJ-MM-TT`.
    #[serde(with = "day")]
    pub ausdruck: NaiveDate,
    /// The Vorlage-Nr or the title.
    pub bezeichnung: String,
    /// The paper's own record and those that the figures name, with the hash of what they hold.
    pub datensaetze: BTreeMap<String, String>,
    /// Up to which day what was recorded counts, `JJJJ-MM-TT`.
    #[serde(with = "day")]
    pub datenstand: NaiveDate,
    /// The templates, fonts and sentences that the workspace brought along in place of the embedded ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eigene_gestaltung: Vec<FileEntry>,
    /// The paper's own files in the workspace, but for that of its record; of a public edition those that hold nothing that it leaves out.
    pub eingaben: Vec<FileEntry>,
    /// The sections of ratsbericht.toml, with the hash of what they hold.
    #[serde(default)]
    pub einstellungen: BTreeMap<String, String>,
    /// Which edition it is, where the paper has parts that are nichtöffentlich.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<Edition>,
    /// The version of this form.
    pub fassung: u32,
    /// The main template.
    pub hauptvorlage: String,
    /// Identifies the document in the PDF.
    pub ident: String,
    /// The municipality.
    pub koerperschaft: String,
    /// The paper's name in the workspace.
    pub name: String,
    /// Why it was built again after its period had been closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neue_fassung: Option<String>,
    /// The name of its folder.
    pub ordner: String,
    /// The program and its version.
    pub programm: String,
    /// The typesetting engine and its version.
    pub satz: String,
    /// Fonts, by path.
    pub schriften: Vec<FileEntry>,
    /// Templates, by path.
    pub vorlagen: Vec<FileEntry>,
    /// The period of a report: `2020-Q4`.
    pub zeitraum: Option<String>,
}

/// What papers of a workspace are set with. Hashing the fonts takes longer than all else that a Nachweis holds, so it is done once for
/// all of them.
#[derive(Debug, Clone)]
pub struct Design {
    /// The workspace's own templates, fonts and sentences.
    pub eigene: Vec<FileEntry>,
    /// All templates, by path.
    pub vorlagen: Vec<FileEntry>,
    /// All fonts, by path.
    pub schriften: Vec<FileEntry>,
}

impl Design {
    /// That of a workspace.
    pub fn of(engine: &Engine, loaded: &Loaded) -> Self {
        Self {
            eigene: own_design(engine, loaded),
            vorlagen: entries(engine.templates()),
            schriften: entries(engine.fonts()),
        }
    }
}

/// What of a Nachweis is read first, since the rest depends on it.
#[derive(Deserialize)]
struct Heading {
    fassung: u32,
}

/// Why bytes are no Nachweis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoNachweis {
    /// A later program wrote it.
    Newer,
    /// It is not what this program writes.
    Unreadable,
}

impl Papiernachweis {
    /// The version that this program writes.
    pub const FASSUNG: u32 = 1;

    /// The Nachweis of a paper; `None` where the workspace's configuration is not valid, and then there are no papers.
    pub fn of(paper: &Paper, contents: &Contents, design: &Design, loaded: &Loaded, heute: NaiveDate) -> Option<Self> {
        let bestand = loaded.bestand.as_ref()?;
        let datenstand = paper.datenstand;
        Some(Self {
            anhaenge: contents.entries(),
            ausdruck: heute,
            bezeichnung: paper.bezeichnung.clone(),
            datensaetze: Records::of(bestand, &paper.ordner, datenstand).hashes(&paper.figures),
            datenstand,
            eigene_gestaltung: design.eigene.clone(),
            eingaben: inputs(loaded, &paper.ordner, &[]),
            einstellungen: sections(bestand),
            edition: paper.is_cut().then_some(Edition::Public),
            fassung: Self::FASSUNG,
            hauptvorlage: paper.view.template().to_owned(),
            ident: paper.ident.clone(),
            koerperschaft: bestand.stammdaten.koerperschaft.name.clone(),
            name: paper.name.clone(),
            neue_fassung: paper.neue_fassung.clone(),
            ordner: paper.ordner.clone(),
            programm: PROGRAM.to_owned(),
            satz: ENGINE.to_owned(),
            schriften: design.schriften.clone(),
            vorlagen: design.vorlagen.clone(),
            zeitraum: paper.zeitraum.map(|zeitraum| zeitraum.kennung()),
        })
    }

    /// The Nachweis as it is attached: keys in their order, indented, with a line break at the end.
    pub fn to_bytes(&self) -> Vec<u8> {
        // A value made of texts and numbers always serialises; as a value, since its keys are sorted.
        let value = serde_json::to_value(self).unwrap_or_default();
        format!("{value:#}\n").into_bytes()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, NoNachweis> {
        let head: Heading = serde_json::from_slice(bytes).map_err(|_| NoNachweis::Unreadable)?;
        if head.fassung > Self::FASSUNG {
            return Err(NoNachweis::Newer);
        }
        serde_json::from_slice(bytes).map_err(|_| NoNachweis::Unreadable)
    }
}

/// The files of a paper's own folder, by path. That of its record, which can be rows of a table as well, is among them only where
/// an earlier version of the program `listed` it.
pub(super) fn inputs(loaded: &Loaded, name: &str, listed: &[FileEntry]) -> Vec<FileEntry> {
    let records: Vec<&str> = loaded.trees.iter().filter_map(|paper| paper.file.as_deref()).collect();
    let is_input = |path: &str| !records.contains(&path) || listed.iter().any(|file| file.pfad == path);
    let own = loaded.told().filter(|file| file.paper.as_deref() == Some(name) && is_input(&file.path));
    let mut entries: Vec<FileEntry> = own.map(FileEntry::of).collect();
    entries.sort();
    entries
}

/// The templates, fonts and sentences of a workspace that differ from the embedded ones, by their paths in it.
pub fn own_design(engine: &Engine, loaded: &Loaded) -> Vec<FileEntry> {
    let (templates, fonts) = engine.own();
    let in_folder = |name: &str| format!("{}/{name}", Layout::DRUCKVORLAGEN);
    let templates = templates.into_iter().map(|asset| FileEntry::new(in_folder(&asset.path), &asset.bytes));
    let fonts = fonts.into_iter().map(|asset| FileEntry::new(asset.path.clone(), &asset.bytes));
    let sentences = loaded.bestand.as_ref().and_then(|bestand| bestand.saetze.as_deref());
    let sentences = sentences.filter(|own| *own != STANDARDSAETZE);
    let sentences = sentences.map(|own| FileEntry::new(in_folder(SAETZE), own.as_bytes()));
    templates.chain(sentences).chain(fonts).collect()
}

/// Templates or fonts with their hashes.
pub(super) fn entries(assets: &[Asset]) -> Vec<FileEntry> {
    assets.iter().map(|asset| FileEntry::new(asset.path.clone(), &asset.bytes)).collect()
}

/// The hashes of files by path.
pub(super) fn hashes(entries: &[FileEntry]) -> BTreeMap<String, String> {
    entries.iter().map(|entry| (entry.pfad.clone(), entry.sha256.clone())).collect()
}

/// A day as a text, `JJJJ-MM-TT`.
mod day {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(day)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::model::datum(&text).ok_or_else(|| D::Error::custom("a day"))
    }
}
