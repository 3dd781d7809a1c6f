//! Ids that follow from what they name, so that the same paper has the same ones in every run.

use uuid::Uuid;

use super::Package;
use crate::model::Stammdaten;
use crate::release::PaperState;

/// The id of a paper.
pub(super) fn uuid(paper: &PaperState) -> Uuid {
    Uuid::parse_str(&paper.uuid).unwrap_or_else(|_| Uuid::new_v5(&Uuid::NAMESPACE_URL, paper.uuid.as_bytes()))
}

/// The same as a URN.
pub(super) fn urn(paper: &PaperState) -> String {
    format!("urn:uuid:{}", uuid(paper))
}

/// The id of something that belongs to a paper.
pub(super) fn own(paper: &PaperState, what: &str) -> Uuid {
    Uuid::new_v5(&uuid(paper), what.as_bytes())
}

/// The address below which the public tree is served, with a slash at its end; none where it is served nowhere.
pub(super) fn base(stammdaten: &Stammdaten) -> Option<String> {
    let base = stammdaten.veroeffentlichung.as_ref()?.basis_url.as_deref()?;
    Some(format!("{}/", base.trim_end_matches('/')))
}

/// The address of a file in the public tree; a URN where that is served nowhere.
pub(super) fn file(package: &Package<'_>, name: &str) -> String {
    let paper = package.paper;
    match base(package.stammdaten) {
        Some(base) => format!("{base}dateien/{}/{name}", uuid(paper)),
        None => format!("urn:uuid:{}", own(paper, &format!("datei/{name}"))),
    }
}

/// The id of the series of a Bericht, the same from period to period.
pub(super) fn series(stammdaten: &Stammdaten, reihe: &str) -> String {
    let name = &stammdaten.koerperschaft.name;
    let base = base(stammdaten);
    let of = format!("{}#reihe/{reihe}", base.as_deref().unwrap_or(name));
    let uuid = Uuid::new_v5(&Uuid::NAMESPACE_URL, of.as_bytes());
    base.map_or_else(|| format!("urn:uuid:{uuid}"), |base| format!("{base}datensaetze/{uuid}"))
}
