//! What a municipality brings along for its papers: logo, fonts, templates.

use std::sync::Arc;

use crate::source::FileId;

/// A file of the workspace that the typesetter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beigabe {
    /// Its path below its folder, with `/`.
    pub name: String,
    /// Its source.
    pub file: FileId,
}

/// The kind of a logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logoart {
    /// Scalable.
    Svg,
    /// Made of pixels.
    Png,
}

impl Logoart {
    /// Where the templates find a logo of this kind; the same for every municipality, since Typst keeps each path.
    pub const fn pfad(self) -> &'static str {
        match self {
            Logoart::Svg => "/logo.svg",
            Logoart::Png => "/logo.png",
        }
    }
}

/// The logo, looked at and found harmless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// Its kind.
    pub art: Logoart,
    /// Its content, which all papers share.
    pub bytes: Arc<Vec<u8>>,
    /// What it shows, in words.
    pub text: String,
}

/// What the papers show of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ausstattung {
    /// The logo; `None` where there is none or where it cannot be used.
    pub logo: Option<Logo>,
    /// The family that texts are set in; `None` for the embedded one.
    pub schrift: Option<String>,
}
