//! What goes round before a report: a Meldebogen for each division, with the workbook that comes back.

use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;

use super::beside::Beside;
use super::error::PipelineError;
use super::prepare::findings;
use super::session::{Opened, Session, engine};
use super::wanted::Wanted;
use crate::figures::Berichtslage;
use crate::finding::suggest;
use crate::model::{Ausgabe, BerichtOrdner, Bestand, Sicht, Zeitraum};
use crate::paper::{self, Paper};
use crate::tabular::{self, NewFile};

/// What goes round for one report.
pub struct Circulation {
    /// The page and the workbook of each division, by name; without projects there are none.
    pub files: Vec<NewFile>,
    /// How many pages each Meldebogen has.
    pub pages: Vec<usize>,
    /// The title of the report.
    pub titel: String,
    /// Its period.
    pub zeitraum: Zeitraum,
    /// The divisions that have nothing to report.
    pub without: Vec<String>,
}

impl Session {
    /// Reads and checks the records alone: no paper is looked at, so that the mistakes of one are in nobody's way.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn of_records(workspace: &Path, today: NaiveDate) -> Result<Self, PipelineError> {
        let Opened { loaded, engine, alphabet, .. } = Opened::read(workspace, engine()?)?;
        let none = Wanted { ordner: Vec::new(), ..Wanted::one(String::new(), None) };
        let findings = findings(&loaded, &alphabet, &none, today);
        Ok(Self {
            workspace: workspace.to_owned(),
            engine,
            loaded,
            alphabet,
            findings,
            left_out: Vec::new(),
            today,
            beside: Beside::default(),
            pages: None,
            times: (Duration::ZERO, Duration::ZERO),
        })
    }

    /// Makes what goes round for a report on a period: the named one or the only one, and the period of the next one that is
    /// due.
    ///
    /// # Errors
    /// When there are findings of severity error, no such report, several of which none is named, or a page cannot be set.
    pub fn circulate(&self, report: Option<&str>, period: Option<Zeitraum>) -> Result<Circulation, PipelineError> {
        let sound = self.loaded.bestand.as_ref().filter(|_| !self.findings.any_error());
        let bestand = sound.ok_or(PipelineError::Faulty)?;
        let ordner = chosen(bestand, report)?;
        let ausgabe = ausgabe(ordner, period, self.today)?;
        let report = Berichtslage::new(bestand, ordner, ausgabe).ok_or(PipelineError::Faulty)?;
        let circulars = paper::circulars(&report, self.today);
        let sicht = Sicht::all_known(bestand);
        let papers: Vec<&Paper> = circulars.iter().map(|circular| &circular.paper).collect();
        let set = self.typeset_alone(&papers)?;
        let mut files = Vec::new();
        for (circular, (_, written)) in circulars.iter().zip(&set) {
            let workbook = tabular::Circular { sicht: &sicht, projekte: &circular.projekte, line: &circular.line };
            files.extend(written.iter().cloned());
            let workbook = tabular::circular(&workbook).map_err(PipelineError::Workbook)?;
            files.push((format!("{}.xlsx", circular.paper.datei), workbook));
        }
        let asked =
            |kennung| circulars.iter().flat_map(|circular| &circular.projekte).any(|(p, _)| p.fachbereich == kennung);
        let divisions = bestand.stammdaten.fachbereich.iter().map(|division| division.kennung.clone());
        let without = divisions.filter(|kennung| !asked(kennung.clone())).map(|kennung| kennung.to_string()).collect();
        let pages = set.iter().map(|(set, _)| set.pages).collect();
        Ok(Circulation { files, pages, titel: ordner.titel(ausgabe.zeitraum), zeitraum: ausgabe.zeitraum, without })
    }
}

/// The Meldebogen of a name that goes round for a report on a period.
pub(super) fn circular(
    bestand: &Bestand,
    (folder, name): (&str, &str),
    zeitraum: Zeitraum,
    heute: NaiveDate,
) -> Option<Paper> {
    let ordner = bestand.berichte.iter().find(|ordner| ordner.name == folder)?;
    let report = Berichtslage::new(bestand, ordner, ordner.bericht.ausgabe(zeitraum)?)?;
    paper::circulars(&report, heute).into_iter().map(|circular| circular.paper).find(|paper| paper.name == name)
}

/// The report of a name; without one the only series, or else the only report.
fn chosen<'a>(bestand: &'a Bestand, name: Option<&str>) -> Result<&'a BerichtOrdner, PipelineError> {
    let all = &bestand.berichte;
    if let Some(name) = name {
        return all.iter().find(|ordner| ordner.name == name).ok_or_else(|| PipelineError::NoPaper {
            name: name.to_owned(),
            near: suggest(name, all.iter().map(|ordner| ordner.name.as_str())),
        });
    }
    let series: Vec<&BerichtOrdner> = all.iter().filter(|ordner| ordner.bericht.turnus.is_some()).collect();
    match (series.as_slice(), all.as_slice()) {
        ([one], _) => Ok(one),
        ([], [one]) => Ok(one),
        _ => Err(PipelineError::WhichReport(all.iter().map(|ordner| ordner.name.clone()).collect())),
    }
}

/// The report on a period; without one that on which the next report is due, whose day has not passed.
fn ausgabe(ordner: &BerichtOrdner, period: Option<Zeitraum>, today: NaiveDate) -> Result<Ausgabe, PipelineError> {
    let bericht = &ordner.bericht;
    if let Some(zeitraum) = period {
        return bericht.ausgabe(zeitraum).ok_or(PipelineError::NoReport(zeitraum));
    }
    let Some(mut zeitraum) = bericht.turnus.and_then(|turnus| turnus.zeitraum(today)) else {
        return bericht.newest(today).ok_or(PipelineError::WhichReport(Vec::new()));
    };
    let due = |zeitraum: Zeitraum| bericht.ausgabe(zeitraum).filter(|ausgabe| ausgabe.datum >= today);
    while let Some(before) = zeitraum.previous().filter(|before| due(*before).is_some()) {
        zeitraum = before;
    }
    bericht.ausgabe(zeitraum).ok_or(PipelineError::NoReport(zeitraum))
}
