//! What a workspace holds otherwise than when a paper was made from it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::Value;

use super::ansicht::{ViewChange, differences};
use super::contents::Contents;
use super::nachweis::{Nachweis, eingaben};
use super::records::Records;
use crate::load::Loaded;
use crate::model::Bestand;
use crate::paper::Paper;
use crate::source::Span;

/// The figures among the attached files.
const FIGURES: &str = "figures.json";

/// The differences between a workspace and what a paper says it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// How many records the paper's figures name.
    pub records: usize,
    /// The records that hold something else, by table and Kennung.
    pub changed: Vec<RecordChange>,
    /// The paper's own files that are not as they were, by path.
    pub files: Vec<(String, FileChange)>,
    /// The sections of ratsbericht.toml that are not as they were; most of them change only some papers.
    pub settings: Vec<String>,
    /// What would come of building the paper today; `None` where the workspace has mistakes or lost the paper.
    pub rebuilt: Option<Rebuilt>,
}

/// A record that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// `table/Kennung`.
    pub name: String,
    /// How.
    pub how: Change,
    /// Where it stands; `None` where it is gone.
    pub span: Option<Span>,
}

/// How a record changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It holds something else.
    Other,
    /// No table has it, or it has mistakes.
    Gone,
    /// It is as it was, but a row recorded later holds in its place, on the day that the row names.
    Replaced(Option<NaiveDate>),
}

/// How a file changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileChange {
    /// Its content.
    Other,
    /// It is not there.
    Gone,
    /// The paper was made without it.
    New,
}

/// What would come of building the paper today.
#[derive(Debug, Clone, PartialEq)]
pub struct Rebuilt {
    /// Whether all that is printed would be the same.
    pub same: bool,
    /// The figures that would be others.
    pub figures: Vec<FigureChange>,
    /// The first places where something else would be printed.
    pub view: Vec<ViewChange>,
}

/// A figure that would be another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// Its id.
    pub id: String,
    /// What the paper prints; `None` where it has no such figure.
    pub paper: Option<String>,
    /// What would be printed today; `None` where there would be none.
    pub today: Option<String>,
}

/// Holds a workspace against a paper; `paper` is the one of the same name, prepared for the day of printing.
pub fn drift(
    nachweis: &Nachweis,
    attached: &Contents,
    loaded: &Loaded,
    bestand: &Bestand,
    paper: Option<&Paper>,
) -> Drift {
    Drift {
        records: nachweis.datensaetze.len(),
        changed: records(nachweis, bestand),
        files: files(nachweis, loaded),
        settings: settings(nachweis, bestand),
        rebuilt: paper.map(|paper| rebuilt(attached, &Contents::of(paper))),
    }
}

impl Drift {
    /// Whether the workspace holds what the paper was made from.
    pub fn is_none(&self) -> bool {
        let same = self.rebuilt.as_ref().is_some_and(|rebuilt| rebuilt.same && rebuilt.figures.is_empty());
        self.changed.is_empty() && self.files.is_empty() && same
    }
}

fn records(nachweis: &Nachweis, bestand: &Bestand) -> Vec<RecordChange> {
    let then = Records::of(bestand, &nachweis.ordner, nachweis.datenstand);
    let now = Records::of(bestand, &nachweis.ordner, NaiveDate::MAX);
    let change = |(name, sha256): (&String, &String)| {
        let Some(found) = then.named(name) else {
            return Some(RecordChange { name: name.clone(), how: Change::Gone, span: None });
        };
        let newest = now.named(name).filter(|newest| newest.sha256 != found.sha256);
        let (how, span) = match newest {
            _ if found.sha256 != *sha256 => (Change::Other, found.span),
            Some(newest) => (Change::Replaced(newest.erfasst), newest.span),
            None => return None,
        };
        Some(RecordChange { name: name.clone(), how, span: Some(span) })
    };
    nachweis.datensaetze.iter().filter_map(change).collect()
}

fn files(nachweis: &Nachweis, loaded: &Loaded) -> Vec<(String, FileChange)> {
    let by_path = |entries: Vec<_>| -> BTreeMap<String, String> {
        entries.into_iter().map(|entry: crate::publish::FileEntry| (entry.pfad, entry.sha256)).collect()
    };
    let (then, now) = (by_path(nachweis.eingaben.clone()), by_path(eingaben(loaded, &nachweis.ordner)));
    let paths: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let change = |path: &String| match (then.get(path), now.get(path)) {
        (Some(then), Some(now)) => (then != now).then_some(FileChange::Other),
        (Some(_), None) => Some(FileChange::Gone),
        (None, _) => Some(FileChange::New),
    };
    paths.into_iter().filter_map(|path| Some((path.clone(), change(path)?))).collect()
}

/// A paper of an earlier version of the program does not say what the configuration was.
fn settings(nachweis: &Nachweis, bestand: &Bestand) -> Vec<String> {
    let (then, now) = (&nachweis.einstellungen, Records::sections(bestand));
    if then.is_empty() {
        return Vec::new();
    }
    let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    names.into_iter().filter(|name| then.get(*name) != now.get(*name)).cloned().collect()
}

fn rebuilt(attached: &Contents, today: &Contents) -> Rebuilt {
    let (then, now) = (figures(attached), figures(today));
    let ids: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let change = |id: &String| {
        let (paper, today) = (then.get(id).cloned(), now.get(id).cloned());
        (paper != today).then(|| FigureChange { id: id.clone(), paper, today })
    };
    let logos = |contents: &Contents| contents.logo().map(<[u8]>::to_vec);
    let same = attached.view() == today.view() && logos(attached) == logos(today);
    Rebuilt {
        same,
        figures: ids.into_iter().filter_map(change).collect(),
        view: differences(attached.view(), today.view()),
    }
}

/// The printed value of each figure, with its unit where it has one that the value does not show.
fn figures(contents: &Contents) -> BTreeMap<String, String> {
    let list: Value = contents.file(FIGURES).and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
    let text = |figure: &Value, key: &str| figure.get(key).and_then(Value::as_str).map(str::to_owned);
    let one = |figure: &Value| {
        let (value, unit) = (text(figure, "anzeige")?, text(figure, "einheit")?);
        let shown = if unit == "Euro" { format!("{value} €") } else { value };
        Some((text(figure, "id")?, shown))
    };
    list.as_array().into_iter().flatten().filter_map(one).collect()
}
