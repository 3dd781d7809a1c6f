//! What the tests share: a temporary copy of a fixture, the command line in-process, a reader for PDFs, archives with
//! other parts, and a judge of values by schemas.

pub(crate) mod archive;
pub(crate) mod html;
pub(crate) mod page;
pub(crate) mod pdf;
pub(crate) mod raster;
pub(crate) mod schema;
pub(crate) mod workspace;

pub(crate) use workspace::{Outcome, Workspace};
