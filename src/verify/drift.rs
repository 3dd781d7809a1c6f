//! What a workspace holds otherwise than when a paper was made from it, and what that changes on the paper.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use super::contents::Contents;
use super::deviation::{Change, Deviation, DeviationKind, How, changes, differing};
use super::nachweis::{Papiernachweis, hashes, inputs};
use super::records::{Records, sections};
use super::view::places;
use crate::load::Loaded;
use crate::model::{Bestand, Blatt, Einstellung, Ganzes, Zeilen};
use crate::paper::Paper;
use crate::source::FileId;

/// The figures among the attached files.
const FIGURES: &str = "figures.json";

/// The differences between a workspace and what a paper says it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// How many records the paper's figures name.
    pub records: usize,
    /// Whether all that is printed would be the same today; `None` where the workspace has mistakes or lost the paper.
    pub same: Option<bool>,
    /// What differs, kind by kind, each by name.
    pub deviations: Vec<Deviation>,
}

/// Holds a workspace against a paper; `paper` is the one of the same name, prepared for the day of printing.
pub fn drift(
    nachweis: &Papiernachweis,
    attached: &Contents,
    loaded: &Loaded,
    bestand: &Bestand,
    paper: Option<&Paper>,
) -> Drift {
    let changed = |kind, all: Vec<(String, Change)>| {
        all.into_iter().map(move |(name, change)| Deviation::new(kind, &name, How::Changed(change)))
    };
    let files = changes(&hashes(&nachweis.eingaben), &hashes(&inputs(loaded, &nachweis.ordner, &nachweis.eingaben)));
    let mut settings = changes(&nachweis.einstellungen, &sections(bestand));
    if nachweis.einstellungen.is_empty() {
        // A paper of an earlier version of the program does not say what the configuration was.
        settings.clear();
    }
    let mut deviations = records(nachweis, (loaded, bestand));
    deviations.extend(changed(DeviationKind::File, files));
    let of_sheets = |setting: Deviation| Deviation { sheets: sheets_of(&setting.name, (loaded, bestand)), ..setting };
    deviations.extend(changed(DeviationKind::Setting, settings).map(of_sheets));
    let today = paper.map(Contents::of);
    deviations.extend(today.iter().flat_map(|today| printed(attached, today)));
    let same = today.map(|today| attached.view() == today.view() && attached.logo() == today.logo());
    let behind_figures = nachweis.datensaetze.keys().filter(|name| !Records::is_own(name));
    Drift { records: behind_figures.count(), same, deviations }
}

impl Drift {
    /// What differs of some kinds.
    pub fn of(&self, kinds: &[DeviationKind]) -> impl Iterator<Item = &Deviation> {
        self.deviations.iter().filter(move |deviation| kinds.contains(&deviation.kind))
    }

    /// Whether the workspace holds what the paper was made from; settings may have changed for other papers.
    pub fn is_none(&self) -> bool {
        self.same == Some(true)
            && self.of(&[DeviationKind::Record, DeviationKind::File, DeviationKind::Figure]).next().is_none()
    }
}

/// The records that the paper's figures name and that are not as they were.
fn records(nachweis: &Papiernachweis, (loaded, bestand): (&Loaded, &Bestand)) -> Vec<Deviation> {
    let then = Records::of(bestand, &nachweis.ordner, nachweis.datenstand);
    let now = Records::of(bestand, &nachweis.ordner, NaiveDate::MAX);
    let deviation = |(name, sha256): (&String, &String)| {
        let Some(found) = then.named(name) else {
            return Some(Deviation::new(DeviationKind::Record, name, How::Changed(Change::Gone)));
        };
        let newest = now.named(name).filter(|newest| newest.sha256 != found.sha256);
        let (how, span) = match newest {
            _ if found.sha256 != *sha256 => (How::Changed(Change::Other), found.span),
            Some(newest) => (How::Replaced(newest.erfasst), newest.span),
            None => return None,
        };
        let below = if Records::is_own(name) { sheets_below(span.file, loaded) } else { Vec::new() };
        Some(Deviation { span: Some(span), sheets: below, ..Deviation::new(DeviationKind::Record, name, how) })
    };
    nachweis.datensaetze.iter().filter_map(deviation).collect()
}

/// The sheets with rows of a paper beside the one that holds its own row; none where it is kept in a file.
fn sheets_below(own: FileId, loaded: &Loaded) -> Vec<FileId> {
    let all = || Blatt::ALL.iter().filter_map(|blatt| Some((blatt, loaded.sheet(*blatt)?)));
    let Some((owner, _)) = all().find(|(_, file)| *file == own) else { return Vec::new() };
    all().filter(|(blatt, _)| *blatt != owner && blatt.owner() == *owner).map(|(_, file)| file).collect()
}

/// The sheets that hold a section of the configuration; none where `ratsbericht.toml` does.
fn sheets_of(section: &str, (loaded, bestand): (&Loaded, &Bestand)) -> Vec<FileId> {
    let holds = |blatt: &Blatt| match blatt.owner().form().zeilen {
        Zeilen::Records { section: own } => own == section,
        _ => Einstellung::all().iter().any(|own| own.section == section),
    };
    let of_config = Blatt::ALL.iter().filter(|blatt| blatt.form().ganzes == Ganzes::Stammdaten && holds(blatt));
    let sheets: Vec<FileId> = of_config.filter_map(|blatt| loaded.sheet(*blatt)).collect();
    let stands = bestand.stammdaten.node().get(section).map(|section| section.span.file);
    if stands.is_none_or(|file| sheets.contains(&file)) { sheets } else { Vec::new() }
}

/// What a paper would print otherwise today: its figures, and the first other places.
fn printed(attached: &Contents, today: &Contents) -> Vec<Deviation> {
    let (then, now) = (figures(attached), figures(today));
    let figures = differing(&then, &now).map(|(id, paper, today)| {
        Deviation::new(DeviationKind::Figure, id, How::Printed { paper: paper.cloned(), today: today.cloned() })
    });
    figures.chain(places(attached.view(), today.view())).collect()
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
