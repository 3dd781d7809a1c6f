//! The number of a Vorlage.

use super::kennung::slug;
use super::record::{Decode, Kind, Shape};
use super::value::STAND_IN;
use crate::finding::Log;
use crate::source::Node;

/// A number such as `FB 02/0022/WP18` [form], or as the municipality's [`Nummernmuster`](super::Nummernmuster) has it, which
/// reading holds it against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VorlageNr(String);

impl VorlageNr {
    /// A number of this text.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as part of a file name: `fb-02-0022-wp18`.
    pub fn slug(&self) -> String {
        slug(&self.0)
    }
}

impl std::fmt::Display for VorlageNr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Decode for VorlageNr {
    fn shape() -> Shape {
        Shape::single(
            Kind::Pattern(r"^[\p{L}\p{N}][\p{L}\p{N} ._/-]*/[0-9]{4}/WP[0-9]{2}(-[1-9][0-9]*)?$"),
            "eine Vorlage-Nr wie FB 02/0022/WP18 oder FB 20/0042/WP16-2",
        )
    }

    fn stand_in() -> Option<Self> {
        Some(Self(STAND_IN.into()))
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        String::decode(node, log).map(Self)
    }
}
