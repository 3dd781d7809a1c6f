//! Figures: pure functions from records to numbers, each with its trace.
//!
//! Every figure has an id, a title, a definition, a date or period, a unit and the records that it came from.
//! Figures cannot fail; the same records give the same figures in the same order.

mod abschluss;
pub mod ampel;
pub mod anlagen;
mod auswahl;
mod beleg;
mod berichtslage;
mod bezug;
pub mod datenstand;
pub mod decisions;
pub mod energiekosten;
pub mod export;
mod figure;
pub mod finanzen;
pub mod foerderung;
pub mod fortschritt;
pub mod record_places;
pub mod gliederung;
pub mod idle;
mod kennzahl;
pub mod meilensteine;
pub mod meldelage;
pub mod klima;
pub mod kosten;
mod lage;
pub mod left_out;
mod portfolio;
mod rechnung;
pub mod reifegrad;
pub mod sonderposten;
mod terms;
pub mod vergleich;
pub mod verteilung;
pub mod vordruck;
mod vorlagenlage;
mod wert;

pub use abschluss::{closed_path, closed_report};
pub use beleg::Beleg;
pub use berichtslage::{Berichtslage, KENNZAHLEN, NOT_IN_TABLES, SPALTEN};
pub use bezug::{Bezug, PortfolioBezug};
pub use figure::Figure;
pub use kennzahl::Kennzahl;
pub use lage::{Lage, Projektstatus};
pub use portfolio::{Portfolio, portfolio};
pub use rechnung::{Glied, Parameter, Quelle, Rechenart, Rechnung, TermSign};
pub use vorlagenlage::{Kennzahlgruppe, Vorlagenlage};
pub use wert::{Einheit, Wert};
