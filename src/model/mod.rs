//! The records themselves: plain, without input or output.
//!
//! Each input record is defined once, by [`record!`](record): the struct, its decoding from any format, and the
//! description of its fields come from the same lines. Domain nouns are German, as the forms coin them.

#[macro_use]
mod record;
#[macro_use]
mod keyed;
#[macro_use]
mod table;
mod abschluss;
mod amtswort;
mod ausstattung;
mod auswahl;
mod bericht;
mod bestand;
mod blatt;
mod circular;
mod located;
mod bezeichnung;
mod dezimal;
mod energie;
mod euro;
mod finanzzeile;
mod fixed;
mod foerderung;
mod haushalt;
mod kalender;
mod kennung;
mod kosten;
mod names;
mod nummernmuster;
mod projekt;
mod prozent;
mod reifegrad;
mod stammdaten;
mod stand;
pub(crate) mod schreibweise;
mod sicht;
mod tables;
mod termin;
pub(crate) mod unit;
mod value;
mod veroeffentlichung;
mod vorlage;
mod vorlage_nr;
mod vorlagenregel;
mod wording;
mod zeitraum;
mod zinssatz;

pub use abschluss::{Abschluss, Abschlussbericht, Abschlusseingabe, Abschlussprojekt, Abschlusszahl};
pub use amtswort::Amtswort;
pub use ausstattung::{Ausstattung, Beigabe, Logo, Logoart};
pub use auswahl::{Auswahl, Bedingung};
pub(crate) use bericht::paper_name;
pub use bericht::{Ausgabe, Bericht, BerichtOrdner, Part, Sheets, Sondertag, series_and_period};
pub use bestand::Bestand;
pub use bezeichnung::{Bezeichnung, Bezeichnungen};
pub use blatt::{Blatt, Blattform, Einstellung, Ganzes, Zeilen};
pub(crate) use blatt::{fields_of, way, without_positions};
pub use circular::{CIRCULAR_FROM, CircularSheet, PROJECT_TITLE, is_known_head, known_head};
pub use dezimal::Dezimal;
pub use energie::*;
pub use euro::Euro;
pub use finanzzeile::{Finanzzeile, Zelle};
pub use fixed::{Fixed, Spelling};
pub(crate) use fixed::{grouped, rounded};
pub use foerderung::*;
pub use haushalt::*;
pub use kalender::{Jahrestag, day, feiertag, month_end_after, months_after, months_ahead, working_day_from};
pub use kennung::Kennung;
pub(crate) use kennung::slug;
pub(crate) use keyed::joined;
pub use keyed::{KeyPart, Keyed};
pub use kosten::Kostenstand;
pub use located::{Located, RowCells, Text};
pub use names::NameList;
pub use nummernmuster::{Nummernmuster, Nummernteile};
pub use projekt::*;
pub use prozent::Prozent;
pub use record::{Decode, Field, Items, Kind, RecordShape, Shape};
pub(crate) use record::{one_of, unknown_word};
pub use reifegrad::*;
pub use sicht::{Sicht, newest};
pub use stammdaten::{
    Ampelregel, Ausnahme, Datenalter, Datenstandsregel, Dezernat, Erheblichkeit, Erledigung, Fachbereich, Farbe,
    Fristenregel, Geringwertig, Gestaltung, Gremienart, Gremium, Handlungsfeld, Haushaltsmuster, Klimaparameter,
    Koerperschaft, Meldelageregel, Origins, OutputRule, Stammdaten, Vorlagenfrist, Wahlperiode, Wesentlichkeit, Ziel,
};
pub use stand::{Edition, Ersetzung, Fassung, Freigabe, NICHTOEFFENTLICH, Papierstand, Standangabe, Zurueckziehung};
pub use table::{Presence, Table};
pub use tables::{Row, TableVisitor, Tables};
pub use termin::{Ereignis, Melden, Nachholen, Plan, Termin, Warten};
pub use value::datum;
pub(crate) use value::{STAND_IN, unprintable};
pub use veroeffentlichung::Veroeffentlichung;
pub use vorlage::{
    Abschnitt, Angegeben, AngegebeneZeile, AngegebenerBedarf, AngegebenesPaar, Anlage, Auswirkungen, Beratung,
    Co2Klasse, Deckung, DeckungJePaar, Deckungsnachweis, Effekt, Finanzen, Investiv, InvestiveZeile, Kennzahlenbezug,
    Klimarelevanz, Kompensation, Konsumtiv, KonsumtiveZeile, PspElement, Relevanz, Status, Vorlage, VorlageOrdner,
    Vorlageart, Zustaendigkeit,
};
pub use vorlage_nr::VorlageNr;
pub use vorlagenregel::{EigeneVorlageart, EigeneZustaendigkeit, Vorlagenregel};
pub use zeitraum::{Jahr, Turnus, Zeitraum};
pub use zinssatz::{Basiszinssatz, Zinspunkte, Zinssatz};
