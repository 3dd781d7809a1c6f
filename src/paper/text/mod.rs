//! Texts: Markdown with placeholders becomes a block tree.

mod allowed;
mod anfang;
mod artikel;
mod betraege;
mod block;
mod build;
mod gremien;
mod markdown;
mod placeholder;
mod prosa;
mod reste;
mod typografie;

pub use block::{Block, Inline};
pub(super) use build::{TextBuilder, check_texts};
pub(super) use gremien::Gremiennamen;
pub(super) use reste::check_records;
pub use typografie::typografisch;
