//! What is written of a paper beside its PDF, from the same view data.

use serde::Serialize;
use zip::result::ZipResult;

use crate::docx;
use crate::load::Loaded;
use crate::model::Stammdaten;
use crate::plain;

/// A file by its path below the output folder, and its content.
pub type Written = (String, Vec<u8>);

/// What is written beside each paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// Its web page.
    pub html: bool,
    /// Its text, and of a Vorlage the sections that a council information system asks for.
    pub text: bool,
    /// A Word document of it, to work on.
    pub docx: bool,
}

impl Beside {
    /// The same, and what a workspace wants.
    pub fn and_of(self, loaded: &Loaded) -> Self {
        let stammdaten = loaded.bestand.as_ref().map(|bestand| &bestand.stammdaten);
        let wants = |what: fn(&Stammdaten) -> bool| stammdaten.is_some_and(|own| what(own));
        Self {
            html: self.html || wants(Stammdaten::has_html),
            text: self.text || wants(Stammdaten::has_text),
            docx: self.docx || wants(Stammdaten::has_docx),
        }
    }

    /// The texts of a paper of this name, from its view data.
    ///
    /// # Errors
    /// When a Word document cannot be written, which no view data can cause.
    pub(super) fn texts(self, name: &str, view: &[u8]) -> ZipResult<Vec<Written>> {
        // View data were written by this program.
        let view = if self.text || self.docx { serde_json::from_slice(view).ok() } else { None };
        let Some(view) = view else { return Ok(Vec::new()) };
        let mut files = if self.text { plain::files(name, &view) } else { Vec::new() };
        if self.docx {
            files.push((format!("{name}.docx"), docx::document(&view)?));
        }
        Ok(files)
    }
}
