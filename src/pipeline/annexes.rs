//! The annexes of a Vorlage, which are handed on as they are.

use super::session::Session;
use crate::load;
use crate::model::Part;
use crate::paper::Head;
use crate::release::names::name;

/// An annex that the cover lists and the workspace holds.
pub(super) struct Annex {
    /// Its number on the cover, which counts those without a file, too.
    pub(super) number: usize,
    pub(super) titel: String,
    /// Its path below the workspace.
    pub(super) path: String,
    pub(super) sha256: String,
}

/// The folder beside a paper of this name that holds its annexes.
pub(super) fn folder(datei: &str) -> String {
    format!("{datei}-anlagen/")
}

/// The annexes of a paper in the order of its cover, as a session shows them; those of another part stand beside the paper itself.
pub(super) fn annexes(session: &Session, head: &Head) -> Vec<Annex> {
    let bestand = session.loaded.bestand.as_ref().filter(|_| head.part == Part::Main);
    let ordner = bestand.and_then(|bestand| bestand.vorlagen.iter().find(|ordner| ordner.name == head.ordner));
    let Some(ordner) = ordner else { return Vec::new() };
    let annex = |number, datei: &str, titel: &str| {
        let end = format!("/anlagen/{datei}");
        let mut own = session.loaded.sources.files().filter(|file| file.paper.as_ref() == Some(&head.ordner));
        let file = own.find(|file| file.path.ends_with(&end))?;
        Some(Annex { number, titel: titel.to_owned(), path: file.path.clone(), sha256: file.seal().1.to_owned() })
    };
    let named = ordner.vorlage.anlagen.indexed();
    named.filter_map(|(at, anlage)| annex(at + 1, anlage.datei.as_deref()?, &anlage.titel)).collect()
}

impl Annex {
    /// Its content; `None` where it is another than when the workspace was read.
    pub(super) fn content(&self, session: &Session) -> Option<Vec<u8>> {
        load::annex(&session.workspace, &self.path, &self.sha256)
    }

    /// What its name ends with, without the dot.
    pub(super) fn ending(&self) -> &str {
        self.parts().1
    }

    /// Its path beside the paper: with its number first, so that they stand in the order of the cover and no two have one name.
    pub(super) fn beside(&self, datei: &str) -> String {
        let (stem, ending) = self.parts();
        format!("{}{}", folder(datei), name(&format!("{:02}_{stem}", self.number), ending))
    }

    /// Its own name, and what that ends with.
    fn parts(&self) -> (&str, &str) {
        let own = self.path.rsplit_once('/').map_or(self.path.as_str(), |(_, own)| own);
        own.rsplit_once('.').unwrap_or((own, ""))
    }
}
