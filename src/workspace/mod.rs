//! Where things lie in a workspace.
//!
//! One folder is one municipality; nothing in it is ever changed by a build.

mod layout;

pub use layout::{Folder, Layout, Table};
