//! Texts: Markdown with placeholders becomes a block tree, and what a text names is found with its place.
//!
//! There are no rules here. What is wrong with a placeholder is a [`Fault`]; `check::text` says it in words.

mod beschluss;
mod betrag;
mod block;
mod build;
mod environment;
mod expression;
mod fault;
mod fill;
mod forms;
mod gremien;
mod jinja;
mod klartext;
pub(crate) mod markdown;
mod names;
mod nennung;
mod prosa;
mod standardsaetze;
mod typografie;
mod verb;
mod werte;
pub(crate) mod zahl;

pub(crate) use beschluss::{Anrede, abschnitte};
pub(crate) use betrag::{Textbetrag, betraege};
pub use block::{Block, Inline};
pub(crate) use build::Texts;
pub(crate) use fault::{Fault, Kind, written_by};
pub(crate) use fill::misspelt;
pub(crate) use gremien::{Gremienliste, VERBEN};
pub use jinja::Jinjafehler;
pub(crate) use klartext::{Absatz, absaetze, saetze};
pub(crate) use names::Names;
pub(crate) use nennung::Gremiennamen;
pub(crate) use prosa::prosa;
pub use standardsaetze::{EINGEBAUT as STANDARDSAETZE, fehler as fehler_in_saetzen};
pub(crate) use standardsaetze::{namen as satznamen, satz};
pub use typografie::typografisch;
pub(crate) use werte::{FILTER, zahlwort};
