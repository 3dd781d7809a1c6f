//! What is said of a paper where it is handed over; the state file keeps it, so that what was published once can be told again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::source::{digest, digest512};

/// What is said of a paper, whatever files it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The number of a Vorlage; a Bericht has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nummer: Option<String>,
    /// The Betreff, or the title with its period.
    pub titel: String,
    /// What kind of paper it is, in the municipality's own word: `Entscheidungsvorlage`; a Bericht is a `Kenntnisnahme`.
    pub art: String,
    /// The day that it bears.
    pub datum: NaiveDate,
    /// The first and last day that a Bericht tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zeitraum: Option<(NaiveDate, NaiveDate)>,
    /// The name of the series or report, which stays the same from period to period; none for a Vorlage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reihe: Option<String>,
    /// The Kennung of the division or department that is responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federfuehrend: Option<String>,
    /// The Kennungen of those that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beteiligt: Vec<String>,
    /// Who has written it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verfasser: Option<String>,
    /// The words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schlagworte: Vec<String>,
    /// The Beratungsfolge, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beratungsfolge: Vec<Step>,
    /// The number of the paper that it replaces (Neufassung) or adds to (Ergänzung).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ersetzt: Option<String>,
    /// The results of the form Finanzielle Auswirkungen, by the slugs of their figures; amounts are decimal texts in euro.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub finanzen: Value,
    /// The form Klimarelevanz, by its fields.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub klimarelevanz: Value,
}

/// A step of the Beratungsfolge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The Kennung of the body.
    pub gremium: String,
    /// The day of its meeting.
    pub datum: NaiveDate,
    /// What the body does, in the municipality's own word.
    pub zustaendigkeit: String,
    /// Whether it decides.
    pub entscheidet: bool,
    /// Whether the public is shut out.
    pub nichtoeffentlich: bool,
}

/// What a file is of its paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The paper as PDF.
    Main,
    /// The same content in another form: a page, a text.
    Derived,
    /// An annex, which is uploaded behind the paper: the Anlage of a Bericht, a file that the cover lists.
    Annex,
    /// An annex in another form; it belongs to the annex of the same stem.
    DerivedAnnex,
    /// Data: tables, figures, schemas.
    Data,
}

/// A file of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// What it is of its paper.
    pub role: Role,
    /// Its name: ASCII, no blank, at most 60 characters: `FB_02_0022_WP18.pdf`.
    pub name: String,
    /// What people call it, without an ending.
    pub titel: String,
    /// Its media type: `application/pdf`.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal digits.
    pub sha256: String,
    /// SHA-512 of its content, in hexadecimal digits.
    pub sha512: String,
}

impl FileFacts {
    /// What stands behind the paper's own name in that of an annex, before its place on the cover.
    pub const ANNEX: &'static str = "_Anlage_";

    /// What is said of a file with this content; its media type follows from the ending of its name.
    pub fn new(role: Role, name: String, titel: String, content: &[u8]) -> Self {
        Self {
            role,
            titel,
            media_type: media_type(&name).into(),
            bytes: content.len() as u64,
            sha256: digest(content),
            sha512: digest512(content),
            name,
        }
    }
}

/// The media type of a file by its name.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "pdf" => "application/pdf",
        "html" => "text/html",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "json" => "application/json",
        "xml" => "application/xml",
        "ttl" => "text/turtle",
        "zip" => "application/zip",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "svg" => "image/svg+xml",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
