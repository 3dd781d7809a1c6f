//! The page over all papers of an output folder, which is made when everything else that it will hold is known.

use super::annexes;
use super::error::PipelineError;
use super::session::Session;
use crate::html::PROJEKTBOARD;
use crate::paper::{Datei, Eintrag, Zeile, uebersicht};
use crate::publish::{FileEntry, Manifest, PaperEntry};

/// The name of its file.
const UEBERSICHT: &str = "index.html";

/// What the files of a paper are called by what stands behind its name, in the order in which they are offered.
const FORMEN: [(&str, &str); 5] = [
    (".html", "Webseite"),
    (".pdf", "PDF"),
    (".docx", "Word-Datei zum Bearbeiten"),
    (".txt", "Text"),
    (PROJEKTBOARD, "Projektboard"),
];

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
    let eintrag = paper.eintrag.clone().unwrap_or_else(named);
    let folder = annexes::folder(name);
    let annex = |file: &FileEntry| {
        let number = file.pfad.strip_prefix(&folder)?.split_once('_')?.0.parse().ok()?;
        let titel = eintrag.anlagen.get(usize::checked_sub(number, 1)?)?;
        Some(Datei { form: format!("Anlage {number}: {titel}"), name: file.pfad.clone() })
    };
    let dateien = FORMEN.iter().filter_map(file).chain(paper.ausgaben.iter().filter_map(annex)).collect();
    Zeile { seiten: paper.seiten, dateien, eintrag }
}
