//! A workspace held against a paper that says it was made from it.

use super::circulating::circular;
use super::prepare::{PreparedPapers, prepare};
use super::session::Opened;
use super::wanted::Wanted;
use crate::model::{Edition, Zeitraum};
use crate::verify::{Drift, Verdict, drift};

/// What came of holding a workspace against a paper.
pub enum Comparison {
    /// What has changed.
    Drift(Drift),
    /// The workspace is that of another municipality.
    Other(String),
    /// The workspace's configuration has mistakes.
    Broken,
    /// The paper's attached data are not all there.
    NoContents,
}

impl Comparison {
    /// Whether the workspace holds what the paper was made from.
    pub fn is_same(&self) -> bool {
        matches!(self, Self::Drift(drift) if drift.is_none())
    }
}

impl Opened {
    /// Leaves what the edition of a paper that was looked at has.
    pub fn cut_as(&mut self, verdict: &Verdict) {
        if verdict.nachweis.edition == Some(Edition::Public) {
            self.loaded.cut();
        }
    }
}

/// Holds a workspace against the paper that was looked at: what was read, and what it would say on its day of printing.
pub fn compare(Opened { loaded, alphabet, .. }: &Opened, verdict: &Verdict) -> Comparison {
    let nachweis = &verdict.nachweis;
    let Some(bestand) = &loaded.bestand else { return Comparison::Broken };
    let koerperschaft = &bestand.stammdaten.koerperschaft.name;
    if *koerperschaft != nachweis.koerperschaft {
        return Comparison::Other(koerperschaft.clone());
    }
    let Some(contents) = &verdict.contents else { return Comparison::NoContents };
    let zeitraum = nachweis.zeitraum.as_deref().and_then(Zeitraum::parse);
    let wanted = Wanted::one(nachweis.ordner.clone(), zeitraum);
    let PreparedPapers { findings, papers } = prepare(loaded, alphabet, &wanted, nachweis.ausdruck);
    let paper = papers.iter().find(|paper| paper.name == nachweis.name && !findings.stop(&paper.ordner));
    let named = (nachweis.ordner.as_str(), nachweis.name.as_str());
    let circular = zeitraum.filter(|_| paper.is_none()).and_then(|of| circular(bestand, named, of, nachweis.ausdruck));
    Comparison::Drift(drift(nachweis, contents, loaded, bestand, paper.or(circular.as_ref())))
}
