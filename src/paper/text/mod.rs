//! Texts: Markdown with placeholders becomes a block tree.

mod allowed;
mod anfang;
mod artikel;
mod ausdruck;
mod betraege;
mod beschluss;
mod betrag;
mod block;
mod build;
mod getippt;
mod gremien;
mod klartext;
mod markdown;
mod namen;
mod nennung;
mod placeholder;
mod prosa;
mod reste;
mod schreibfehler;
mod standardsaetze;
mod typografie;
mod verb;
mod werte;

pub(super) use beschluss::{Anrede, abschnitte};
pub(super) use betrag::{Textbetrag, betraege};
pub use block::{Block, Inline};
pub(super) use build::{TextBuilder, check_texts};
pub(super) use getippt::ungenannt;
pub(super) use gremien::Gremienliste;
pub(super) use klartext::{Absatz, absaetze, saetze};
pub(super) use nennung::Gremiennamen;
pub(super) use placeholder::satz;
pub(super) use reste::check_records;
pub use standardsaetze::{EINGEBAUT as STANDARDSAETZE, fehler as fehler_in_saetzen};
pub use typografie::typografisch;
