//! Which papers of a workspace are wanted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::error::PipelineError;
use crate::finding::suggest;
use crate::load::Loaded;
use crate::model::{Edition, Papierstand, Sondertag, Zeitraum, series_and_period};

/// Which papers are wanted.
#[derive(Debug)]
pub struct Wanted {
    /// The names of their folders.
    pub ordner: Vec<String>,
    /// The periods that are wanted of a folder of reports; where there are none, the report that is due.
    pub zeitraeume: BTreeMap<String, Vec<Zeitraum>>,
    /// Whether these are all papers.
    pub alle: bool,
}

impl Wanted {
    /// Every paper of a workspace, of reports the one that is due.
    pub fn all(loaded: &Loaded) -> Self {
        Self { ordner: loaded.papers.clone(), zeitraeume: BTreeMap::new(), alle: true }
    }

    /// One paper, of a folder of reports the one on a period.
    pub fn one(ordner: String, zeitraum: Option<Zeitraum>) -> Self {
        let zeitraeume = zeitraum.map(|zeitraum| (ordner.clone(), vec![zeitraum])).into_iter().collect();
        Self { ordner: vec![ordner], zeitraeume, alle: false }
    }

    /// The same, with all reports of their series that were released or withdrawn, where no period of them is wanted.
    pub(super) fn and_released(mut self, loaded: &Loaded) -> Self {
        for ordner in loaded.bestand.iter().flat_map(|bestand| &bestand.berichte) {
            let released = |own: &&Sondertag| own.stand.is_some_and(|stand| stand != Papierstand::Entwurf);
            let all = ordner.bericht.ausgaben.iter().filter(released).map(|own| own.zeitraum);
            let mut all: Vec<Zeitraum> = all.filter(|zeitraum| ordner.bericht.ausgabe(*zeitraum).is_some()).collect();
            all.sort();
            all.dedup();
            if !all.is_empty() && self.holds(&ordner.name) {
                self.zeitraeume.entry(ordner.name.clone()).or_insert(all);
            }
        }
        self
    }

    /// Whether the papers of a folder are among them.
    pub fn holds(&self, ordner: &str) -> bool {
        self.ordner.iter().any(|wanted| wanted == ordner)
    }

    /// Those that have no valid record; none where the configuration has none, without which nothing is computed.
    pub(super) fn left_out(&self, loaded: &Loaded) -> Vec<String> {
        let Some(bestand) = &loaded.bestand else { return Vec::new() };
        let vorlagen = bestand.vorlagen.iter().map(|ordner| &ordner.name);
        let read: BTreeSet<&String> = vorlagen.chain(bestand.berichte.iter().map(|ordner| &ordner.name)).collect();
        self.ordner.iter().filter(|name| !read.contains(name)).cloned().collect()
    }

    /// The papers of these names, numbers and periods, or all where none are given.
    ///
    /// # Errors
    /// When a name or a period has no paper, or a period has not ended and no report on it is dated.
    pub(super) fn select(
        loaded: &Loaded,
        only: &[String],
        periods: &[Zeitraum],
        today: NaiveDate,
    ) -> Result<Self, PipelineError> {
        let mut wanted = Self { alle: only.is_empty() && periods.is_empty(), ..Self::all(loaded) };
        if !only.is_empty() {
            let names: Vec<String> = only.iter().map(|name| wanted.folder(name, loaded)).collect();
            wanted.ordner = names.iter().map(|name| named(name, loaded)).collect::<Result<_, _>>()?;
        }
        if !periods.is_empty() {
            wanted.only_about(periods, loaded)?;
        }
        for zeitraeume in wanted.zeitraeume.values_mut() {
            zeitraeume.sort();
            zeitraeume.dedup();
        }
        match wanted.not_ended(loaded, today) {
            Some(zeitraum) => Err(PipelineError::NotEnded { zeitraum, today }),
            None => Ok(wanted),
        }
    }

    /// The same without papers that an edition does not have.
    ///
    /// # Errors
    /// When such a paper is asked for by its name.
    pub(super) fn of_edition(mut self, loaded: &Loaded, edition: Edition) -> Result<Self, PipelineError> {
        let is_withheld = |name: &String| edition == Edition::Public && loaded.is_withheld(name);
        match self.ordner.iter().find(|name| is_withheld(name)).filter(|_| !self.alle) {
            Some(name) => Err(PipelineError::NotPublic(name.clone())),
            None => {
                self.ordner.retain(|name| !is_withheld(name));
                Ok(self)
            }
        }
    }

    /// The folder of a name; a report of a series is named by its folder and its period, which is noted.
    fn folder(&mut self, name: &str, loaded: &Loaded) -> String {
        let series = series_and_period(name).find(|(folder, _)| loaded.is_series(folder));
        let Some((folder, zeitraum)) = series.filter(|_| !loaded.papers.iter().any(|paper| paper == name)) else {
            return name.to_owned();
        };
        self.zeitraeume.entry(folder.to_owned()).or_default().push(zeitraum);
        folder.to_owned()
    }

    /// Leaves the reports on some periods.
    fn only_about(&mut self, periods: &[Zeitraum], loaded: &Loaded) -> Result<(), PipelineError> {
        let Some(bestand) = &loaded.bestand else { return Ok(()) };
        let Self { ordner, zeitraeume, .. } = self;
        let berichte = || bestand.berichte.iter().filter(|bericht| ordner.contains(&bericht.name));
        let without = |z: &&Zeitraum| !berichte().any(|bericht| bericht.bericht.ausgabe(**z).is_some());
        if let Some(zeitraum) = periods.iter().find(without) {
            return Err(PipelineError::NoReport(*zeitraum));
        }
        for bericht in berichte() {
            let own = periods.iter().filter(|z| bericht.bericht.ausgabe(**z).is_some());
            zeitraeume.entry(bericht.name.clone()).or_default().extend(own);
        }
        zeitraeume.retain(|_, zeitraeume| !zeitraeume.is_empty());
        ordner.retain(|name| zeitraeume.contains_key(name));
        Ok(())
    }

    /// A period that has not ended, unless its report is dated today or earlier all the same.
    fn not_ended(&self, loaded: &Loaded, today: NaiveDate) -> Option<Zeitraum> {
        let dated = |name: &str, zeitraum: Zeitraum| {
            let ordner = loaded.bestand.as_ref()?.berichte.iter().find(|ordner| ordner.name == name)?;
            ordner.bericht.ausgabe(zeitraum).map(|ausgabe| ausgabe.datum <= today)
        };
        let all = self.zeitraeume.iter().flat_map(|(name, all)| all.iter().map(move |zeitraum| (name, *zeitraum)));
        let mut early = all.filter(|(name, zeitraum)| zeitraum.ende >= today && dated(name, *zeitraum) != Some(true));
        early.next().map(|(_, zeitraum)| zeitraum)
    }
}

/// The folder of the paper of a name or a number.
fn named(name: &str, loaded: &Loaded) -> Result<String, PipelineError> {
    let by_name = loaded.papers.iter().find(|paper| *paper == name);
    let by_number = || loaded.nummern.iter().find(|(nummer, _)| nummer == name).map(|(_, name)| name);
    by_name.or_else(by_number).cloned().ok_or_else(|| {
        let near = suggest(name, loaded.papers.iter().map(String::as_str));
        PipelineError::NoPaper { name: name.to_owned(), near }
    })
}
