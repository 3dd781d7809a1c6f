//! Texts: Markdown with placeholders becomes a block tree, and what a text names is found with its place.
//!
//! There are no rules here. What is wrong with a placeholder is a [`TextFault`]; `check::text` says it in words.

mod beschluss;
mod betrag;
mod block;
mod build;
mod depth;
mod edit;
mod emphasis;
mod environment;
mod expression;
mod fault;
mod fill;
mod forms;
mod gremien;
mod jinja;
mod konto;
mod lines;
mod literal;
mod plain_text;
pub(crate) mod markdown;
mod names;
mod mention;
mod papers;
mod prose;
mod shield;
mod standardsaetze;
mod typography;
mod verb;
mod values;
pub(crate) mod zahl;

pub(crate) use beschluss::{Anrede, sections};
pub(crate) use betrag::{EURO, STUFENWORT, Textbetrag, ZAHL, betraege, stufe};
pub use block::{Block, Inline};
pub(crate) use build::Texts;
pub(crate) use fault::{FaultKind, TextFault, written_by};
pub(crate) use fill::misspelt;
pub(crate) use gremien::{Gremienliste, VERBEN};
pub use jinja::TemplateFault;
pub(crate) use konto::{Kontoart, konten};
pub(crate) use lines::doubtful_signs;
pub(crate) use literal::literal;
pub use markdown::parse;
pub(crate) use mention::{Gremiennamen, Nennung};
pub(crate) use names::Names;
pub use papers::{Berichtstexte, Vorlagentexte};
pub(crate) use plain_text::{PLATZHALTER, Paragraph, paragraphs, saetze, without_placeholders};
pub(crate) use prose::prose;
pub use standardsaetze::{EMBEDDED as STANDARDSAETZE, FILE as SAETZE, faults_of as fehler_in_saetzen};
pub(crate) use standardsaetze::{names as satznamen, satz};
pub use typography::with_typography;
pub(crate) use values::{FILTER, zahlwort};
