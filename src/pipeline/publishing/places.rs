//! Where things lie in the folder of what was published.

use crate::model::Edition;
use crate::release::{FileFacts, PaperState};

/// What everybody may read: the folder that a web server serves.
pub(super) const PUBLIC: &str = "oeffentlich";

/// Where files of papers lie in it.
pub(super) const FILES: &str = "dateien";

/// The folder of the packages of an edition.
pub(super) fn folder(edition: Edition) -> &'static str {
    match edition {
        Edition::Public => "pakete",
        Edition::Whole => "pakete-nichtoeffentlich",
    }
}

/// Where a file of an edition lies: those for everybody in the public folder, the others in their package.
pub(super) fn place(paper: &PaperState, edition: Edition, facts: &FileFacts) -> String {
    match edition {
        Edition::Public => format!("{PUBLIC}/{FILES}/{}/{}", paper.uuid, facts.name),
        Edition::Whole => format!("{}/{}/data/{}", folder(edition), paper.paket, facts.name),
    }
}
