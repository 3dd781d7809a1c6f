//! What was read, and where: files, places in them, and the tree of values they hold.
//!
//! The ground floor. Every format (JSON, TOML, later CSV and workbooks) becomes the same [`Node`] tree, so that
//! records are decoded once and findings point at a place whatever the format was.

mod alphabet;
mod archive;
mod bullet;
mod compact;
mod composed;
mod quote;
mod device;
mod digest;
mod fence;
pub mod disk;
mod file;
mod lookalike;
mod node;
mod paragraphs;
mod pattern;
mod system;

pub use alphabet::{Alphabet, is_safe};
pub use bullet::{Bullet, bullet, is_bullet_at};
pub use compact::Compact;
pub use digest::{digest, digest512};
pub use fence::{FenceFault, fenced, is_fence};
pub use file::{FileId, Place, Sheet, SourceFile, Sources, Span, letters};
pub use node::{Data, Key, Node, Object, SCHEMA};
pub use paragraphs::{FILL, LINE_BREAK, Paragraphs, Spot, is_set_in};
pub use system::words;

pub(crate) use archive::archive;
pub(crate) use composed::composed;
pub(crate) use device::is_device;
pub(crate) use digest::hex;
pub(crate) use lookalike::lookalike;
pub(crate) use paragraphs::as_seen;
pub(crate) use pattern::{byte_pattern, pattern};
pub(crate) use quote::{quoted, shorten, visible};
