//! The page over all papers of an output folder, which is made when everything else that it will hold is known.

use super::error::PipelineError;
use super::session::Session;
use crate::html::PROJEKTBOARD;
use crate::paper::{Datei, Eintrag, Zeile, uebersicht};
use crate::publish::{Manifest, PaperEntry};

/// The name of its file.
const UEBERSICHT: &str = "index.html";

/// What the files of a paper are called by what stands behind its name, in the order in which they are offered.
const FORMEN: [(&str, &str); 4] =
    [(".html", "Webseite"), (".pdf", "PDF"), (".txt", "Text"), (PROJEKTBOARD, "Projektboard")];

impl Session {
    /// The page over the papers of a folder, with its name; nothing where no pages are wanted.
    ///
    /// # Errors
    /// When a template fails.
    pub fn uebersicht(&self, folder: &Manifest) -> Result<Vec<(String, Vec<u8>)>, PipelineError> {
        let Some((pages, bestand)) = self.pages.as_ref().zip(self.loaded.bestand.as_ref()) else {
            return Ok(Vec::new());
        };
        let view = uebersicht(bestand, folder.papiere.iter().map(zeile).collect(), self.today);
        let logo = bestand.ausstattung.logo.as_ref().map(|logo| (logo.art.pfad(), logo.bytes.as_slice()));
        let page = pages.alone(view.to_string().as_bytes(), logo);
        let page = page.map_err(|fault| PipelineError::Unset(vec![self.without_page("Übersicht", &fault)]))?;
        Ok(vec![(UEBERSICHT.to_owned(), page.into_bytes())])
    }
}

/// What the page is told of a paper.
fn zeile(paper: &PaperEntry) -> Zeile {
    let named = || Eintrag { titel: paper.bezeichnung.clone(), ..Eintrag::default() };
    let main = paper.ausgaben.first().map_or("", |file| file.pfad.as_str());
    let name = main.rsplit_once('.').map_or(main, |(name, _)| name);
    let file = |(end, form): &(&str, &str)| {
        let file = paper.ausgaben.iter().find(|file| file.pfad.strip_prefix(name) == Some(*end))?;
        Some(Datei { form: (*form).to_owned(), name: file.pfad.clone() })
    };
    Zeile {
        eintrag: paper.eintrag.clone().unwrap_or_else(named),
        seiten: paper.seiten,
        dateien: FORMEN.iter().filter_map(file).collect(),
    }
}
