//! Texts: Markdown with placeholders becomes a block tree.

mod allowed;
mod beschluss;
mod betrag;
mod block;
mod build;
mod gremien;
mod klartext;
mod markdown;
mod nennung;
mod placeholder;
mod typografie;
mod verb;

pub(super) use beschluss::{Anrede, abschnitte};
pub(super) use betrag::{Textbetrag, betraege};
pub use block::{Block, Inline};
pub(super) use build::{TextBuilder, check_texts};
pub(super) use gremien::{Gremienliste, unbekannte};
pub(super) use klartext::{Absatz, absaetze, saetze};
pub(super) use nennung::Gremiennamen;
pub use typografie::typografisch;
