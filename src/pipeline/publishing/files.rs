//! The files of a paper that is published.

use serde_json::Value;

use super::{Candidate, papers};
use crate::figures::export;
use crate::html::PROJEKTBOARD;
use crate::model::Part;
use crate::paper::Paper;
use crate::pipeline::annexes::{Annex, annexes};
use crate::pipeline::error::{PipelineError, Unset};
use crate::pipeline::session::Session;
use crate::release::names::name;
use crate::release::package::{DataFile, data_files};
use crate::release::{FileFacts, Role};

/// What one edition of a paper consists of.
pub(super) struct Made {
    /// Its files in the order of uploading: the paper with its other forms, then the annexes with theirs, then its data.
    pub(super) files: Vec<(FileFacts, Vec<u8>)>,
}

/// What the paper itself says: its view data, and its figures as they are attached to it.
pub(super) fn contents(session: &Session, candidate: &Candidate, reason: Option<&str>) -> (Value, Value) {
    let Some(paper) = anew(session, candidate, reason).into_iter().find(|paper| paper.part == Part::Main) else {
        return (Value::Null, Value::Null);
    };
    (paper.view_data(), export::to_json(&paper.figures.iter().collect::<Vec<_>>()))
}

/// The papers of a candidate, which say why they take the place of others.
fn anew(session: &Session, candidate: &Candidate, reason: Option<&str>) -> Vec<Paper> {
    let mut papers = papers(session, candidate);
    if let Some(reason) = reason {
        papers.iter_mut().for_each(|paper| paper.make_new_version(reason));
    }
    papers
}

/// Sets the papers of a candidate, and reads its annexes; names of files begin with `stem`.
///
/// # Errors
/// When a template fails, or an annex is another than when it was looked at.
pub(super) fn make(
    session: &Session,
    candidate: &Candidate,
    reason: Option<&str>,
    stem: &str,
) -> Result<Made, PipelineError> {
    let papers = anew(session, candidate, reason);
    let mut files = Vec::new();
    for paper in &papers {
        set(session, paper, candidate, stem, &mut files)?;
    }
    let head = candidate.heads.first();
    for annex in head.map(|head| annexes(session, head)).unwrap_or_default() {
        let bytes = annex.content(session).ok_or_else(|| unread(candidate, &annex))?;
        let name = name(&format!("{stem}{}{}", FileFacts::ANNEX, annex.number), annex.ending());
        files.push((FileFacts::new(Role::Annex, name, annex.titel, &bytes), bytes));
    }
    if candidate.offered.angaben.reihe.is_some() {
        files.extend(data(session, candidate, &papers)?);
    }
    Ok(Made { files })
}

/// The figures and lists of a report as tables for programs.
fn data(
    session: &Session,
    candidate: &Candidate,
    papers: &[Paper],
) -> Result<Vec<(FileFacts, Vec<u8>)>, PipelineError> {
    let (Some(bestand), Some(main)) = (&session.loaded.bestand, papers.first()) else { return Ok(Vec::new()) };
    let views: Vec<Value> = papers.iter().filter(|paper| paper.part != Part::Origins).map(Paper::view_data).collect();
    let figures = export::to_json(&main.figures.iter().collect::<Vec<_>>());
    let files =
        data_files(&bestand.stammdaten, &candidate.offered.angaben, &views.iter().collect::<Vec<_>>(), &figures);
    let files = files.map_err(|unmade| unset(candidate, format!("{}: {}", unmade.file, unmade.why)))?;
    let facts = |DataFile { name, titel, media_type, bytes }| {
        (FileFacts { media_type: media_type.into(), ..FileFacts::new(Role::Data, name, titel, &bytes) }, bytes)
    };
    Ok(files.into_iter().map(facts).collect())
}

/// Sets one paper and names its files.
fn set(
    session: &Session,
    paper: &Paper,
    candidate: &Candidate,
    stem: &str,
    files: &mut Vec<(FileFacts, Vec<u8>)>,
) -> Result<(), PipelineError> {
    let (role, other) = match paper.part {
        Part::Main => (Role::Main, Role::Derived),
        Part::Anlage | Part::Origins => (Role::Annex, Role::DerivedAnnex),
    };
    for (path, bytes) in session.files_on(paper, candidate.day)? {
        // Sections lie in a folder of their own; the package has them, too.
        let Some(end) = path.strip_prefix(&paper.datei).filter(|end| !end.contains('/')) else { continue };
        let (middle, ending) = end.rsplit_once('.').unwrap_or((end, ""));
        // What people work on is not what was released.
        if ending == "docx" {
            continue;
        }
        let name = name(&format!("{stem}{}{middle}", paper.part.suffix()), ending);
        let titel = match end {
            PROJEKTBOARD => format!("Projektboard: {}", paper.bezeichnung),
            _ => paper.bezeichnung.clone(),
        };
        let role = if ending == "pdf" { role } else { other };
        files.push((FileFacts::new(role, name, titel, &bytes), bytes));
    }
    Ok(())
}

/// Why there is no annex: between reading the workspace and publishing, somebody has changed it.
fn unread(candidate: &Candidate, annex: &Annex) -> PipelineError {
    unset(
        candidate,
        format!("Die Anlage „{}“ hat sich während des Laufs geändert. Starten Sie ihn noch einmal.", annex.path),
    )
}

/// Why a paper is not published.
pub(super) fn unset(candidate: &Candidate, message: String) -> PipelineError {
    let bezeichnung = candidate.bezeichnung().to_owned();
    PipelineError::Unset(vec![Unset { bezeichnung, messages: vec![message], findings: Vec::new() }])
}
