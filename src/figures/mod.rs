//! Figures: pure functions from records to numbers, each with its trace.
//!
//! Every figure has an id, a title, a definition, a date or period, a unit and the records that it came from.
//! Figures cannot fail; the same records give the same figures in the same order.

mod abschluss;
mod ampel;
mod anlagen;
mod auswahl;
mod beleg;
mod berichtslage;
mod bezug;
mod datenstand;
mod export;
mod figure;
mod finanzen;
mod foerderung;
mod fortschritt;
mod fundstelle;
mod gliederung;
mod kennzahl;
mod klima;
mod lage;
mod portfolio;
mod rechnung;
mod reifegrad;
mod sonderposten;
mod vergleich;
mod verteilung;
mod vordruck;
mod vorlagenlage;
mod wert;

pub use abschluss::{closed_path, closed_reports};
pub use ampel::{Ampel, Ampelstufe, ampel};
pub use anlagen::{Anlagerechnung, anlagen};
pub use beleg::Beleg;
pub use berichtslage::{Berichtslage, KENNZAHLEN, SPALTEN, STATUS_ONLY};
pub use bezug::{Bezug, PortfolioBezug};
pub use datenstand::{Datenbereich, Datenstaende, hoechstalter, stand_der_daten};
pub use export::{COLUMNS, row, schema, to_json};
pub use figure::Figure;
pub(crate) use finanzen::spalten;
pub use finanzen::{Deckungsfiguren, Finanzfiguren, Posten, Tabelle, finanzen};
pub use foerderung::{
    Anlass, Bescheidfiguren, Bewilligungsstand, Finanzierung, Foerderung, Frist, Fristparameter, Friststand, Kosten,
    Programmregeln, Programmsumme, Projektsumme, SPANNE, Summe, Tagesart, Uhr, VORSCHAU_MONATE, Verfallsrisiken,
    Verfallsrisiko, abruffristen, eigenanteil, foerderung, fristen, gesamtkosten, haushaltskosten, nachweisfristen,
    zuwendung,
};
pub use fortschritt::{Erledigungsstaende, erledigungsstaende};
pub use fundstelle::Fundstellen;
pub use gliederung::{Gliederung, Gruppe, Merkmal, gliederung};
pub use kennzahl::Kennzahl;
pub use klima::{
    Faktoren, Klimabilanz, Klimafiguren, Klimagrenzen, Klimaposten, Klimastand, Klimawirkung, Luecke, Luecken, Masse,
    Mittel, Projektwirkung, Richtung, faktor_id, klasse, klimagrenzen, klimawirkung, nahe, wirksam,
};
pub use lage::{Lage, Projektstatus};
pub use portfolio::{Portfolio, portfolio};
pub use rechnung::{Glied, Parameter, Quelle, Rechenart, Rechnung, Zeichen};
pub use reifegrad::{Leistungsstand, Modellstand, Reifegrade, reifegrade};
pub use sonderposten::Sonderposten;
pub use vergleich::{Vergleich, Vergleichszeile, Vorperiode, Wechsel, Wechselart, vergleich};
pub use verteilung::Verteilung;
pub use vordruck::{
    Beitrag, Deckungskonto, Deckungsposten, Deckungsstand, Formtabelle, Formzeile, Herkunft, Kontosumme, Vordruck,
    vordruck,
};
pub use vorlagenlage::{Kennzahlgruppe, Vorlagenlage};
pub use wert::{Einheit, Wert};
