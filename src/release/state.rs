//! What was published: the state file beside the tree, which says under which ids, with which bytes, when and why.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facts::{Facts, FileFacts};
use crate::model::Edition;

/// Everything that was ever published in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The version of this form.
    pub fassung: u32,
    /// The address below which the tree is served, with a slash at its end; ids begin with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis_url: Option<String>,
    /// The papers in the order of their first publication, to which new ones are only added.
    pub papiere: Vec<PaperState>,
    /// The objects of the OParl tree, by path below `basis_url`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub objekte: BTreeMap<String, ObjectState>,
}

/// A paper that was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperState {
    /// Its id, a UUID of version 5 that stays whatever its folder or number become.
    pub uuid: String,
    /// The name of the paper in the workspace, which for a series holds the period.
    pub name: String,
    /// What is said of it.
    pub angaben: Facts,
    /// The name of its package: ASCII, no blank, at most 60 characters: `FB_02_0022_WP18`.
    pub paket: String,
    /// Its files in the public tree; none where the whole paper is nichtöffentlich.
    pub dateien: Vec<FileFacts>,
    /// The files of the edition that not everybody may read, where there is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dateien_nichtoeffentlich: Vec<FileFacts>,
    /// Its versions, the newest last.
    pub versionen: Vec<Version>,
    /// Why and when it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zurueckgezogen: Option<Withdrawal>,
    /// The number of the paper that has replaced it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ersetzt_durch: Option<String>,
}

/// A version of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The day on which it was published.
    pub am: NaiveDate,
    /// The day on which it was released.
    pub freigegeben_am: NaiveDate,
    /// Who has released it.
    pub freigegeben_durch: String,
    /// Why it took the place of the one before; none of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grund: Option<String>,
    /// The hash of what it says: its view data, its facts, its annexes.
    pub inhalt: String,
    /// The SHA-256 of the PDF, for each edition that there is.
    pub pdf: BTreeMap<Edition, String>,
}

/// That a paper was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The day.
    pub am: NaiveDate,
    /// The reason.
    pub grund: String,
}

/// An object of the OParl tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectState {
    /// Its place among all, which never changes: lists are ordered by it.
    pub nummer: u64,
    /// When it was first there, `2021-04-01T00:00:00+02:00`.
    pub created: String,
    /// When it last became another.
    pub modified: String,
    /// The hash of its canonical JSON without `created` and `modified`.
    pub inhalt: String,
    /// Whether it is gone.
    #[serde(default)]
    pub deleted: bool,
}

impl State {
    /// The version of the form that this program writes.
    pub const FASSUNG: u32 = 1;

    /// Where it lies in the folder.
    pub const FILE: &'static str = "veroeffentlichung.json";

    /// The file as it is written: indented, with a line break at its end.
    pub fn to_bytes(&self) -> Vec<u8> {
        // A value made of texts, numbers and lists with texts as keys always serialises.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads the file; `None` where it is none of this version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|state: &Self| state.fassung == Self::FASSUNG)
    }
}

impl PaperState {
    /// Why its newest version took the place of the one before.
    pub fn reason(&self) -> Option<&str> {
        self.versionen.last().and_then(|version| version.grund.as_deref())
    }

    /// Whether the public may read any of it.
    pub fn is_public(&self) -> bool {
        self.versionen.last().is_some_and(|version| version.pdf.contains_key(&Edition::Public))
    }
}
