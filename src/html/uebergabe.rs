//! The page from which a clerk fills the form of a council information system. No template of a workspace has part in it.

use minijinja::value::Value;

use super::pages::{PageFault, Pages};
use crate::plain::FieldText;

/// The page, from its view data and the sections that can be pasted; only embedded templates make it.
///
/// # Errors
/// When a template fails, which no data can cause.
pub fn uebergabe(view: &[u8], sections: &[FieldText]) -> Result<String, PageFault> {
    // The one place where sections became HTML is `plain`, which writes each letter of a text escaped.
    let fragments = sections.iter().map(|section| Value::from_safe_string(section.html.clone())).collect();
    let size = sections.iter().map(|section| section.html.len()).sum();
    Pages::default().handover(view, fragments, size)
}
