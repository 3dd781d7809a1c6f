//! The files of a paper that is published.

use super::Candidate;
use super::papers;
use crate::figures;
use crate::html::PROJEKTBOARD;
use crate::load;
use crate::model::{Edition, Part};
use crate::paper::{Head, Paper};
use crate::pipeline::error::{PipelineError, Unset};
use crate::pipeline::session::Session;
use crate::release::{FileFacts, Role, file_name};
use serde_json::Value;
use std::path::Path;

/// A file of a paper.
pub(super) type File = (FileFacts, Vec<u8>);

/// What one edition of a paper consists of.
pub(super) struct Made {
    /// Its files in the order of uploading: the paper with its other forms, then the annexes with theirs.
    pub(super) files: Vec<File>,
    /// The view data of the paper itself, and those of its annex.
    pub(super) views: Vec<Value>,
    /// Its figures, as they are attached to it.
    pub(super) figures: Value,
}

/// An annex that the cover lists and the workspace holds.
pub(super) struct Annex {
    pub(super) titel: String,
    pub(super) path: String,
    pub(super) sha256: String,
}

/// The annexes of a paper in the order of its cover, as a session shows them.
pub(super) fn annexes(session: &Session, head: &Head) -> Vec<Annex> {
    let bestand = session.loaded.bestand.as_ref();
    let Some(ordner) = bestand.and_then(|bestand| bestand.vorlagen.iter().find(|ordner| ordner.name == head.ordner)) else {
        return Vec::new();
    };
    let annex = |datei: &str, titel: &str| {
        let file = session.loaded.sources.files().find(|file| {
            file.paper.as_ref() == Some(&head.ordner) && file.path.ends_with(&format!("/anlagen/{datei}"))
        })?;
        Some(Annex { titel: titel.to_owned(), path: file.path.clone(), sha256: file.seal().1.to_owned() })
    };
    let named = ordner.vorlage.anlagen.iter();
    named.filter_map(|anlage| annex(anlage.datei.as_deref()?, &anlage.titel)).collect()
}

/// Sets the papers of a candidate in an edition, and reads its annexes.
///
/// # Errors
/// When a template fails, or an annex is another than when it was read.
pub(super) fn make(
    (session, edition): (&Session, Edition),
    candidate: &Candidate,
    (workspace, reason): (&Path, Option<&str>),
    stem: &str,
) -> Result<Made, PipelineError> {
    let mut made = Made { files: Vec::new(), views: Vec::new(), figures: Value::Null };
    for mut paper in papers(session, candidate) {
        if let Some(reason) = reason {
            paper.make_new_version(reason);
        }
        if paper.part == Part::Main {
            made.figures = figures::to_json(&paper.figures.iter().collect::<Vec<_>>());
        }
        if paper.part != Part::Origins {
            made.views.push(paper.view_data());
        }
        set(session, &paper, candidate, stem, &mut made.files)?;
    }
    let Some(head) = candidate.heads.first() else { return Ok(made) };
    for (at, annex) in annexes(session, head).into_iter().enumerate() {
        let bytes = load::annex(workspace, &annex.path, &annex.sha256).ok_or_else(|| unread(head, &annex))?;
        let ending = annex.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let name = file_name(&format!("{stem}_Anlage_{}", at + 1), &ending.to_lowercase());
        made.files.push((facts(Role::Annex, name, annex.titel, &bytes), bytes));
    }
    let _ = edition;
    Ok(made)
}

/// Sets one paper and names its files.
fn set(
    session: &Session,
    paper: &Paper,
    candidate: &Candidate,
    stem: &str,
    files: &mut Vec<File>,
) -> Result<(), PipelineError> {
    let written = session.files_on(paper, candidate.day)?;
    let (role, other) = match paper.part {
        Part::Main => (Role::Main, Role::Derived),
        Part::Anlage | Part::Origins => (Role::Annex, Role::DerivedAnnex),
    };
    for (path, bytes) in written {
        let Some(end) = path.strip_prefix(&paper.datei).filter(|end| !end.contains('/')) else { continue };
        let is_board = end == PROJEKTBOARD;
        let (middle, ending) = end.rsplit_once('.').unwrap_or((end, ""));
        let name = file_name(&format!("{stem}{}{middle}", paper.part.suffix()), ending);
        let titel = if is_board { format!("Projektboard: {}", paper.bezeichnung) } else { paper.bezeichnung.clone() };
        let role = if ending == "pdf" { role } else { other };
        files.push((facts(role, name, titel, &bytes), bytes));
    }
    Ok(())
}

fn facts(role: Role, name: String, titel: String, bytes: &[u8]) -> FileFacts {
    FileFacts::new(role, name, titel, bytes)
}

/// Why there is no annex: between reading the workspace and publishing, somebody has changed it.
fn unread(head: &Head, annex: &Annex) -> PipelineError {
    let messages = vec![format!("Die Anlage „{}“ hat sich während des Laufs geändert. Starten Sie ihn noch einmal.", annex.path)];
    PipelineError::Unset(vec![Unset { bezeichnung: head.bezeichnung.clone(), messages, findings: Vec::new() }])
}
