//! Where things lie in a workspace.
//!
//! One folder is one municipality; nothing in it is ever changed by a build.

mod layout;
mod names;
mod tree;

pub use layout::{Folder, Layout};
pub use names::find;
pub use tree::{TreeEntry, content, stamps, tree};
