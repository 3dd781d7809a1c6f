//! From released papers to what the council information system, the public and the archive are given.
//!
//! Each paper is set as on the day of its release, so that it has the same bytes whenever it is published. What was published once
//! stays: another run makes only what is new, what has a new version, and what the lists say of it.

mod facts;
mod files;
mod places;
mod package;
mod folder;

use std::path::Path;

use chrono::NaiveDate;
use serde_json::json;

use self::facts::Records;
use super::annexes::annexes;
use super::beside::Beside;
use super::closed::printable;
use super::error::PipelineError;
use super::prepare::again;
use super::session::{Request, Session};
use crate::model::{Edition, Papierstand, Zeitraum, day};
use crate::paper::{Head, Paper};
use crate::release::{Facts, Offered};
use crate::source::digest;

pub use self::folder::Outcome;

/// What is to be published.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The workspace.
    pub workspace: &'a Path,
    /// Names or numbers of papers; none for all.
    pub only: &'a [String],
    /// Periods of reports; none for those that are due and those that are released.
    pub periods: &'a [Zeitraum],
    /// The day of the run.
    pub today: NaiveDate,
    /// Why papers take the place of what was published under their numbers.
    pub reason: Option<&'a str>,
    /// Whether each package is a single file, too.
    pub zip: bool,
}

/// A workspace with what it offers for publication.
pub struct Release {
    /// The whole papers, with all findings.
    pub whole: Session,
    /// Their editions for everybody; `None` where only papers are asked for that not everybody may read.
    public: Option<Session>,
    /// What is offered.
    pub(super) candidates: Vec<Candidate>,
}

/// The papers of a folder and period, which are published together.
pub(super) struct Candidate {
    /// Those of the whole edition, the paper itself first.
    pub(super) heads: Vec<Head>,
    /// What is offered.
    pub(super) offered: Offered,
    /// The editions that there are, the one for everybody first.
    pub(super) editions: Vec<Edition>,
    /// The day that its papers are set on.
    pub(super) day: NaiveDate,
}

impl Candidate {
    /// What it is called in messages.
    pub(super) fn bezeichnung(&self) -> &str {
        self.heads.first().map_or(&self.offered.name, |head| &head.bezeichnung)
    }
}

impl Candidate {
    /// What it is called where it is not released, with the day on which it will be.
    pub(super) fn unreleased(&self) -> String {
        let titel = self.bezeichnung();
        match &self.offered.stand.freigabe {
            Some(freigabe) => format!("{titel} (ab {})", day(freigabe.am)),
            None => titel.to_owned(),
        }
    }

    /// Whether it does not say that it is released, nor that it is withdrawn.
    pub(super) fn is_published_against_its_word(&self) -> bool {
        matches!(self.offered.stand.stand, None | Some(Papierstand::Entwurf))
    }

    /// What the names of its files begin with, before it is made plain.
    pub(super) fn stem(&self) -> String {
        let file = self.heads.first().map(|head| head.datei.clone());
        self.offered.angaben.nummer.clone().or(file).unwrap_or_default()
    }
}

impl Release {
    /// Reads and checks a workspace, and makes what it offers once, to see what it says.
    ///
    /// # Errors
    /// When there is no such folder, paper or report, a wanted period has not ended, or the reason cannot be printed; mistakes are
    /// findings.
    pub fn prepare(order: &Order<'_>) -> Result<Self, PipelineError> {
        order.reason.map(printable).transpose()?;
        let request = |edition, only| Request {
            workspace: order.workspace,
            only,
            periods: order.periods,
            today: order.today,
            beside: Beside { html: true, text: true, docx: false },
            edition,
        };
        let mut groups: Vec<Vec<Head>> = Vec::new();
        let whole = Session::released(&request(Edition::Whole, order.only), &mut |offer, _| groups.push(offer.heads))?;
        // Where papers are asked for by name, those that the public must not read are left out of its edition.
        let named = groups
            .iter()
            .flatten()
            .filter(|head| !whole.loaded.is_withheld(&head.ordner))
            .map(|head| head.ordner.clone());
        let named: Vec<String> = if order.only.is_empty() { Vec::new() } else { named.collect() };
        let has_public = order.only.is_empty() || !named.is_empty();
        let public =
            has_public.then(|| Session::released(&request(Edition::Public, &named), &mut |_, _| ())).transpose()?;
        let candidates = groups.into_iter().filter_map(|heads| candidate(&whole, public.as_ref(), heads)).collect();
        Ok(Self { whole, public, candidates })
    }

    /// The session of an edition, where there is one.
    pub(super) fn session(&self, edition: Edition) -> Option<&Session> {
        match edition {
            Edition::Whole => Some(&self.whole),
            Edition::Public => self.public.as_ref(),
        }
    }

    /// Whether errors of the workspace forbid to publish anything.
    pub fn is_faulty(&self) -> bool {
        self.whole.findings.any_error() || self.public.iter().any(|session| session.findings.any_error())
    }
}

fn candidate(whole: &Session, public: Option<&Session>, heads: Vec<Head>) -> Option<Candidate> {
    let head = heads.first()?;
    let is_public = !whole.loaded.is_withheld(&head.ordner);
    let read = if is_public { public? } else { whole };
    let bestand = read.loaded.bestand.as_ref()?;
    let angaben = Records::of(bestand, head)?.facts(bestand, head);
    let editions = match (is_public, head.has_hidden) {
        (true, false) => vec![Edition::Public],
        (true, true) => vec![Edition::Public, Edition::Whole],
        (false, _) => vec![Edition::Whole],
    };
    let day = head.stand.freigabe.as_ref().map_or(angaben.datum, |freigabe| freigabe.am);
    let stand = head.stand.clone().on(whole.today);
    let offered = Offered { name: head.name.clone(), angaben, stand, inhalt: String::new() };
    let mut candidate = Candidate { heads, offered, editions, day };
    if candidate.offered.stand.stand == Some(Papierstand::Freigegeben) {
        candidate.offered.inhalt = content(whole, public, &candidate);
    }
    Some(candidate)
}

/// The hash of what is said in the papers of a candidate, and of their annexes.
fn content(whole: &Session, public: Option<&Session>, candidate: &Candidate) -> String {
    // A folder of another name has the same report.
    let mut all = vec![json!(Facts { reihe: None, ..candidate.offered.angaben.clone() })];
    for edition in &candidate.editions {
        let session = if *edition == Edition::Public { public } else { Some(whole) };
        let papers = session.map(|session| papers(session, candidate)).unwrap_or_default();
        all.extend(papers.iter().map(|paper| json!(digest(paper.view_data().to_string().as_bytes()))));
    }
    let annexes = candidate.heads.first().map(|head| annexes(whole, head)).unwrap_or_default();
    all.extend(annexes.iter().map(|annex| json!([annex.titel, annex.sha256])));
    digest(json!(all).to_string().as_bytes())
}

/// The papers of a candidate as a session has them, set on the day of their release.
fn papers(session: &Session, candidate: &Candidate) -> Vec<Paper> {
    let Some((bestand, head)) = session.loaded.bestand.as_ref().zip(candidate.heads.first()) else { return Vec::new() };
    again(bestand, &session.alphabet, head, candidate.day)
}
