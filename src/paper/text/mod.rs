//! Texts: Markdown with placeholders becomes a block tree.

mod allowed;
mod block;
mod build;
mod gremien;
mod markdown;
mod placeholder;
mod typografie;

pub use block::{Block, Inline};
pub(super) use build::{TextBuilder, check_texts};
pub use typografie::typografisch;
