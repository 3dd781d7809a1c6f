//! What an output folder holds and what it was made from.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::model::Edition;
use crate::paper::Eintrag;
use crate::source::{SourceFile, digest};

/// The manifest's file name in the output folder.
pub const MANIFEST: &str = "manifest.json";

/// The content of an output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form.
    pub fassung: u32,
    /// The municipality whose papers these are.
    pub koerperschaft: String,
    /// The hash of all that was read for these papers; empty where their runs have not read the same, and in older manifests.
    #[serde(default)]
    pub stand: String,
    /// What papers have in common, by a name that follows from what it holds; older manifests repeat it for each paper.
    #[serde(default)]
    pub grundlagen: BTreeMap<String, BasisEntry>,
    /// The papers, by name.
    pub papiere: Vec<PaperEntry>,
    /// Files that belong to no paper alone, such as the page over all papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dateien: Vec<FileEntry>,
}

/// What a run has made: its papers with their files in the folder.
#[derive(Debug)]
pub struct Made {
    /// The hash of all that it has read.
    pub stand: String,
    /// Its papers.
    pub papiere: Vec<PaperEntry>,
    /// What they have in common.
    pub grundlage: BasisEntry,
}

/// What papers of one run have in common of what their bytes depend on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasisEntry {
    /// Files of the workspace that belong to no paper alone, by path.
    pub eingaben: Vec<FileEntry>,
    /// The templates, fonts and sentences of the workspace that stand in place of the embedded ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eigene_gestaltung: Vec<FileEntry>,
    /// Templates, by path.
    pub vorlagen: Vec<FileEntry>,
    /// Fonts, by path.
    pub schriften: Vec<FileEntry>,
}

impl BasisEntry {
    /// Its name among the others of a manifest.
    pub fn name(&self) -> String {
        // A value made of texts and numbers always serialises.
        digest(&serde_json::to_vec(self).unwrap_or_default())
    }
}

/// One paper: its output files and everything that their bytes depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperEntry {
    /// The name of its folder in the workspace.
    pub name: String,
    /// The Vorlage-Nr or the title.
    pub bezeichnung: String,
    /// The day of printing, `JJJJ-MM-TT`.
    pub ausdruck: String,
    /// The program and its version.
    pub programm: String,
    /// The typesetting engine and its version.
    pub satz: String,
    /// Why it was built again after its period had been closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neue_fassung: Option<String>,
    /// Which edition it is; older manifests know the whole one.
    #[serde(default, skip_serializing_if = "Edition::is_whole")]
    pub edition: Edition,
    /// What the page over all papers says of it; older manifests do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eintrag: Option<Eintrag>,
    /// Output files: the PDF, then what is written beside it.
    pub ausgaben: Vec<FileEntry>,
    /// How many pages it has; older manifests do not say.
    #[serde(default)]
    pub seiten: usize,
    /// The hash of all that its bytes are made from, by which the next run sees whether it must be set anew.
    #[serde(default)]
    pub schluessel: String,
    /// What it has in common with others, by its name in [`Manifest::grundlagen`].
    pub grundlage: String,
    /// Its own files of the workspace, by path.
    pub eingaben: Vec<FileEntry>,
    /// The waivers without which the paper would have had findings; older manifests name none, and neither does an edition that leaves
    /// parts out, since a reason can tell of them.
    #[serde(default)]
    pub ausnahmen: Vec<WaiverEntry>,
}

/// A waiver that was used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WaiverEntry {
    /// The code of the rule.
    pub code: String,
    /// What it is for: a Kennung, the name of a paper, or a Vorlage-Nr.
    pub gilt_fuer: String,
    /// Why.
    pub grund: String,
    /// Who answers for it.
    pub name: String,
    /// The last day on which it holds, `JJJJ-MM-TT`.
    pub bis: String,
}

/// A file and its hash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its path, below the folder it belongs to.
    pub pfad: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal digits.
    pub sha256: String,
}

impl FileEntry {
    /// The entry of a file with this content.
    pub fn new(pfad: impl Into<String>, content: &[u8]) -> Self {
        Self { pfad: pfad.into(), bytes: content.len() as u64, sha256: digest(content) }
    }

    /// The entry of a file of the workspace.
    pub fn of(file: &SourceFile) -> Self {
        let (bytes, sha256) = file.seal();
        Self { pfad: file.path.clone(), bytes, sha256: sha256.to_owned() }
    }
}

impl Manifest {
    /// The version that this program writes.
    pub const FASSUNG: u32 = 2;

    /// That of a folder without papers.
    pub(super) fn new(koerperschaft: impl Into<String>) -> Self {
        let koerperschaft = koerperschaft.into();
        Self { fassung: Self::FASSUNG, koerperschaft, ..Self::default() }
    }

    /// That of papers that were made together.
    pub fn of(koerperschaft: impl Into<String>, made: Made) -> Self {
        let mut manifest = Self::new(koerperschaft);
        manifest.take(made);
        manifest
    }

    /// Names papers that were made together; those that it names already are what earlier runs made, `stand` with them.
    pub(super) fn take(&mut self, made: Made) {
        let is_same = self.papiere.is_empty() || self.stand == made.stand;
        self.stand = if is_same { made.stand } else { String::new() };
        let name = made.grundlage.name();
        self.papiere.extend(made.papiere.into_iter().map(|paper| PaperEntry { grundlage: name.clone(), ..paper }));
        self.papiere.sort_by(|a, b| a.name.cmp(&b.name));
        self.grundlagen.insert(name, made.grundlage);
    }

    /// The manifest as it is written: indented, with a line break at the end.
    pub fn to_bytes(&self) -> Vec<u8> {
        // A value made of texts and numbers always serialises.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads a manifest; `None` where the bytes are none of this version, or name a file outside the folder.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok().or_else(|| {
            let mut value = serde_json::from_slice(bytes).ok()?;
            gather_basis(&mut value);
            serde_json::from_value(value).ok()
        })?;
        let plain = manifest.files().all(|file| is_plain(&file.pfad));
        (plain && manifest.fassung == Self::FASSUNG).then_some(manifest)
    }

    /// Every file of the folder but itself.
    pub fn files(&self) -> impl Iterator<Item = &FileEntry> {
        self.papiere.iter().flat_map(|paper| &paper.ausgaben).chain(&self.dateien)
    }

    /// The folders that its files lie in, and those that these lie in.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        self.files().flat_map(|file| folders_of(&file.pfad)).collect()
    }
}

/// The folders on the way to a file, the outermost first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// How deep files lie at most.
const DEEPEST: usize = 6;

/// Whether a path is that of a file in the folder, or in one below it.
pub(super) fn is_plain(path: &str) -> bool {
    let names: Vec<&str> = path.split('/').collect();
    names.len() <= DEEPEST
        && names.iter().all(|name| !name.is_empty() && !name.starts_with('.') && !name.contains('\\'))
}

/// Brings the first version of the form into the second: there each paper names its templates, fonts and all inputs itself.
fn gather_basis(manifest: &mut Value) {
    if manifest["fassung"] != json!(1) {
        return;
    }
    let mut all = serde_json::Map::new();
    for paper in manifest["papiere"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        let mut take = |name: &str| paper.remove(name).unwrap_or_else(|| json!([]));
        let basis = BasisEntry {
            eingaben: Vec::new(),
            eigene_gestaltung: serde_json::from_value(take("eigene_gestaltung")).unwrap_or_default(),
            vorlagen: serde_json::from_value(take("vorlagen")).unwrap_or_default(),
            schriften: serde_json::from_value(take("schriften")).unwrap_or_default(),
        };
        paper.insert("grundlage".into(), json!(basis.name()));
        all.insert(basis.name(), json!(basis));
    }
    manifest["grundlagen"] = Value::Object(all);
    manifest["fassung"] = json!(2);
}
