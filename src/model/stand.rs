//! Whether a paper may be published, and which edition of it who may read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

choice! {
    /// How far a paper has come [ours]; what was published is kept beside what was written.
    pub enum Papierstand {
        Entwurf = "Entwurf",
        Freigegeben = "freigegeben",
        Zurueckgezogen = "zurückgezogen",
    }
}

record! {
    /// Who has released a paper, and when.
    pub struct Freigabe = "Freigabe" {
        am: NaiveDate = "Tag der Freigabe",
        durch: String = "wer das Papier freigegeben hat",
    }
}

record! {
    /// That a published paper no longer holds.
    pub struct Zurueckziehung = "Zurückziehung" {
        am: NaiveDate = "Tag der Zurückziehung",
        grund: String = "warum das Papier zurückgezogen ist",
    }
}

record! {
    /// Which paper another one takes the place of.
    pub struct Ersetzung = "Ersetzung" {
        nummer: String = "Nummer der Vorlage, die ersetzt wird",
        grund: String = "warum es eine Neufassung gibt",
    }
}

/// What a paper says of its state; what does not fit together is a finding.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standangabe {
    /// How far it has come; `None` where nobody says it, and then nothing publishes it.
    pub stand: Option<Papierstand>,
    /// Who has released it, and when.
    pub freigabe: Option<Freigabe>,
    /// Why it no longer holds, and since when.
    pub zurueckziehung: Option<Zurueckziehung>,
}

impl Standangabe {
    /// What holds of it on a day: a release or a withdrawal of a later day is still to come.
    pub fn on(mut self, tag: NaiveDate) -> Self {
        if self.zurueckziehung.as_ref().is_some_and(|own| own.am > tag) {
            self.stand = self.stand.map(|_| Papierstand::Freigegeben);
            self.zurueckziehung = None;
        }
        if self.freigabe.as_ref().is_some_and(|own| own.am > tag) {
            self.stand = None;
        }
        self
    }

    /// Whether it says that it is a draft.
    pub fn is_draft(&self) -> bool {
        self.stand == Some(Papierstand::Entwurf)
    }
}

/// Which edition of a paper it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Edition {
    /// The whole paper, for those who may read it.
    #[default]
    #[serde(rename = "nichtöffentlich")]
    Whole,
    /// For everybody: without anything that is nichtöffentlich.
    #[serde(rename = "öffentlich")]
    Public,
}

impl Edition {
    /// Whether it is the whole paper.
    pub fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

/// What stands at the place of whatever the public edition leaves out.
pub const NICHTOEFFENTLICH: &str = "[nichtöffentlich]";

/// Which edition of a paper it is, and whether there is another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fassung {
    /// The edition.
    pub edition: Edition,
    /// Whether the paper has parts that are nichtöffentlich, so that its editions differ.
    pub has_hidden: bool,
}

impl Fassung {
    /// What the files of a draft begin with.
    pub const ENTWURF: &'static str = "entwurf-";

    /// What the files of a public edition end with that is not the whole paper.
    pub const OEFFENTLICH: &'static str = "-oeffentlich";

    /// Whether it is for everybody.
    pub fn is_public(self) -> bool {
        self.edition == Edition::Public
    }

    /// Whether something was left out of it.
    pub fn is_cut(self) -> bool {
        self.is_public() && self.has_hidden
    }

    /// What identifies it as a document, by what identifies a paper of which there is one edition.
    pub fn ident(self, ident: &str) -> String {
        format!("{ident}{}", if self.is_cut() { "/oeffentlich" } else { "" })
    }

    /// The name of its file without the ending, by that of a paper of which there is one edition.
    pub fn datei(self, name: &str, is_draft: bool) -> String {
        let before = if is_draft { Self::ENTWURF } else { "" };
        let behind = if self.is_cut() { Self::OEFFENTLICH } else { "" };
        format!("{before}{name}{behind}")
    }
}
