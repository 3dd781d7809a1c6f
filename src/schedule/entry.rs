//! One entry of the journal: what happened, when, and the hash of the entry before.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::source::digest;

/// The field that holds the hash of all others.
const CHECKSUM: &str = "pruefsumme";

/// The version of entries that this program writes.
pub const FASSUNG: u32 = 1;

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The version of this form.
    pub fassung: u32,
    /// Its number, from 1.
    pub nr: u64,
    /// The SHA-256 of the file before; empty for the first.
    pub vorher: String,
    /// When it was written, for people; nothing is decided by it.
    pub zeit: String,
    /// The day of the run.
    pub tag: NaiveDate,
    /// The municipality.
    pub koerperschaft: String,
    /// The program and its version.
    pub programm: String,
    /// The computer.
    pub rechner: String,
    /// The run.
    pub lauf: String,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// A report that lies in the Ablage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// Which report: `quartal/2021-Q1`.
    pub bericht: String,
    /// The SHA-256 of its PDF.
    pub pdf: String,
    /// The SHA-256 of what its closed period will keep of it.
    pub teil: String,
    /// The SHA-256 of its manifest, which names all its files.
    pub manifest: String,
    /// The hash of the inputs.
    pub eingaben: String,
    /// The day of printing.
    pub ausdruck: NaiveDate,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "art", rename_all = "snake_case")]
pub enum Event {
    /// The plan is another.
    Plan {
        /// A line for each series.
        termine: Vec<String>,
        /// A line for each event that somebody wants to hear of.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        melden: Vec<String>,
    },
    /// A report is about to be made.
    Versuch {
        /// Which.
        bericht: String,
        /// The hash of the inputs.
        eingaben: String,
    },
    /// It could not be made, and nothing is left of it.
    Abgebrochen {
        /// Which.
        bericht: String,
        /// Why.
        grund: String,
    },
    /// It was filed.
    Abgelegt(Filed),
    /// It was found in the Ablage without its entry.
    Nachgetragen(Filed),
    /// A period was closed.
    Abgeschlossen {
        /// Which.
        zeitraum: String,
        /// The SHA-256 of the file.
        sha256: String,
        /// The day that the file bears.
        am: NaiveDate,
        /// The program that the file names.
        durch: String,
    },
    /// Somebody was told something; that it was handed over is all that is known.
    Gemeldet {
        /// Of which report.
        bericht: String,
        /// What, whom, and the key of it.
        #[serde(flatten)]
        was: Told,
    },
    /// Somebody could not be told.
    HookFehler {
        /// Of which report.
        bericht: String,
        /// What, whom, and the key of it.
        #[serde(flatten)]
        was: Told,
        /// Why, with what the command said; empty where that is as it was at the attempt before.
        ausgabe: String,
    },
    /// Somebody has decided something.
    Entschieden {
        /// The report or the period that it is about; empty where it is about the journal.
        bericht: String,
        /// What.
        #[serde(flatten)]
        was: Decision,
        /// Why.
        grund: String,
        /// Who.
        name: String,
    },
    /// The last entry could not be read and was put aside.
    Geheilt {
        /// The SHA-256 of what was there.
        beschaedigt: String,
    },
}

/// What somebody is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The event.
    pub ereignis: String,
    /// Who hears of it.
    pub empfaenger: String,
    /// Its key: the same whenever the same is told, so that the receiver can tell it from another.
    pub schluessel: String,
}

/// What people decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "was", rename_all = "snake_case")]
pub enum Decision {
    /// The report is not made.
    Ueberspringen,
    /// The plan leaves it out, by `nachholen`.
    Auslassen,
    /// It is not made before a day.
    Anhalten {
        /// The day.
        bis: NaiveDate,
    },
    /// It is made whatever it waits for.
    Freigeben,
    /// It is taken out of the Ablage, and will be made anew.
    Zurueckziehen {
        /// The SHA-256 of the manifest of what is taken out.
        manifest: String,
    },
    /// A paper that was made by hand is filed.
    Uebernehmen {
        /// The SHA-256 of the PDF.
        pdf: String,
        /// Its day of printing.
        ausdruck: NaiveDate,
    },
    /// What is missing was written again.
    Wiederherstellen,
    /// The journal goes on though an entry is broken.
    Bruch {
        /// Its number.
        eintrag: u64,
        /// The SHA-256 of what is there now; empty where nothing is.
        sha256: String,
    },
    /// The municipality had another name.
    Umbenennung {
        /// That name.
        frueher: String,
    },
    /// The journal goes on though entries are lost, or though it names days that have not come; from its own day on.
    Neubeginn {
        /// The first number that is missing.
        von: u64,
        /// The last one; the one before the first where none is missing.
        bis: u64,
    },
}

impl Entry {
    /// The entry as a file: a line of JSON with the hash of the rest of it.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Texts and numbers always serialise; keys of a value are sorted.
        let mut value = serde_json::to_value(self).unwrap_or_default();
        let checksum = digest(value.to_string().as_bytes());
        if let Some(object) = value.as_object_mut() {
            object.insert(CHECKSUM.into(), json!(checksum));
        }
        format!("{value}\n").into_bytes()
    }

    /// Reads an entry; `None` where it is not as it was written, or of a later program.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        let checksum = value.as_object_mut()?.remove(CHECKSUM)?;
        if checksum != json!(digest(value.to_string().as_bytes())) {
            return None;
        }
        serde_json::from_value(value).ok().filter(|entry: &Self| entry.fassung <= FASSUNG)
    }

    /// The report that it is about.
    pub fn bericht(&self) -> Option<&str> {
        match &self.event {
            Event::Versuch { bericht, .. }
            | Event::Abgebrochen { bericht, .. }
            | Event::Gemeldet { bericht, .. }
            | Event::HookFehler { bericht, .. }
            | Event::Entschieden { bericht, .. } => Some(bericht),
            Event::Abgelegt(filed) | Event::Nachgetragen(filed) => Some(&filed.bericht),
            Event::Abgeschlossen { zeitraum, .. } => Some(zeitraum),
            Event::Plan { .. } | Event::Geheilt { .. } => None,
        }
    }
}
