//! Papers as web pages: the view data that the PDF is set from become one HTML file, which needs no other.
//!
//! The page can say nothing that the PDF does not: it is given the same bytes, the same drawings, and what the printed figures come
//! from. Its head is written here and not by a template, so that no template can leave out what keeps scripts and requests away.

mod blocks;
mod colour;
mod environment;
mod figure_links;
mod head;
mod pages;
mod picture_table;
mod places;
mod projektboard;
mod refresh;
mod sample;
mod sheet;
mod uebergabe;
mod view;
mod words;

pub(crate) use environment::{environment, escaped};
pub use head::is_ours;
pub use pages::{PageFault, Pages, templates};
pub use projektboard::FILE as PROJEKTBOARD;
pub use sheet::Sheet;
pub use uebergabe::uebergabe;
