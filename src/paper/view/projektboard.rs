//! View data of the Projektboard: every project of a report's selection in one table, which only a web page has.

use serde::Serialize;

use super::{Rahmen, Tabellenzelle};

/// View data of a Projektboard.
#[derive(Debug, Clone, Serialize)]
pub struct ProjektboardView {
    /// What every paper has.
    #[serde(flatten)]
    pub rahmen: Rahmen,
    /// The table, and what is said above it.
    pub projektboard: Projekttabelle,
}

/// The table of a Projektboard.
#[derive(Debug, Clone, Serialize)]
pub struct Projekttabelle {
    /// The title.
    pub titel: String,
    /// What the projects are.
    pub untertitel: Option<String>,
    /// Notes above the table.
    pub hinweise: Vec<String>,
    /// The name of the report's files, without ending.
    pub bericht: String,
    /// That of its Anlage.
    pub anlage: Option<String>,
    /// The columns; the first one names the project.
    pub spalten: Vec<Boardspalte>,
    /// The projects by Kennung.
    pub zeilen: Vec<Boardzeile>,
}

/// A column of a Projektboard.
#[derive(Debug, Clone, Serialize)]
pub struct Boardspalte {
    /// Its head.
    pub titel: String,
    /// What its cells are: `text`; `auswahl` or `ampel`, where few values come again and again; `zahl` or `datum`.
    pub art: &'static str,
}

/// A project.
#[derive(Debug, Clone, Serialize)]
pub struct Boardzeile {
    /// The name of its place in the Anlage, where it has a sheet there.
    pub blatt: Option<String>,
    /// One cell for each column. A figure that the Anlage prints, too, carries its id.
    pub zellen: Vec<Tabellenzelle>,
}
