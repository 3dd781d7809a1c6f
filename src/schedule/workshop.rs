//! What a run wants of a workspace: its plan, a look at its data, and finished reports.

use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::ablage::{self, Filing, Found, Made, PART};
use super::due::{Due, Plan};
use super::journal::{Anchor, Journal};
use super::state::Look;
use crate::check;
use crate::figures::Berichtslage;
use crate::figures::datenstand::Datenbereich;
use crate::finding::Finding;
use crate::load::Loaded;
use crate::model::{Ausgabe, Edition, Table, Zeitraum, datum, day};
use crate::paper::Paper;
use crate::pipeline::{self, Beside, ClosingPart, Opened, PipelineError, Request, Session, Wanted};
use crate::publish::{self, ABLAGE, Disk, FileEntry, Manifest};
use crate::source::disk::{Held, real};
use crate::source::{Data, Sources, digest, visible};
use crate::typeset::PROGRAM;
use crate::workspace::Layout;

/// Where a run reads plans and data, and has reports made.
pub trait Workshop {
    /// Reads everything as it is now.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    fn read(&self, today: NaiveDate) -> Result<Box<dyn Reading + '_>, PipelineError>;
}

/// A workspace as it was read.
pub trait Reading {
    /// What is owed.
    fn plan(&self) -> &Plan;

    /// The hash of all that was read.
    fn inputs(&self) -> &str;

    /// Findings that forbid every paper, and Termine that no report follows from, each in a line.
    fn errors(&self) -> &[String];

    /// The newest day on which something was recorded.
    fn newest(&self) -> Option<NaiveDate>;

    /// The names of the folders that have a report on a period.
    fn reports_on(&self, zeitraum: Zeitraum) -> Vec<String>;

    /// The selection of projects of a folder.
    fn auswahl(&self, bericht: &str) -> Option<&str>;

    /// Looks whether a report can be made.
    fn look(&self, due: &Due, ausgabe: &Ausgabe) -> Look;

    /// Makes a report as of a day of printing.
    ///
    /// # Errors
    /// When it cannot be made, or the inputs are not what was read.
    fn make(&self, due: &Due, today: NaiveDate, anchor: &Anchor) -> Result<Made, Unmade>;

    /// The file of a closed period, made from what its reports kept, on a day by a program.
    ///
    /// # Errors
    /// When the parts cannot be read, or no later report could read the file.
    fn close(&self, zeitraum: Zeitraum, by: (NaiveDate, &str), parts: &[Vec<u8>]) -> Result<String, PipelineError>;
}

/// Why a report was not made.
#[derive(Debug)]
pub enum Unmade {
    /// Somebody is writing to the inputs; the files that say who.
    Unsteady(Option<String>),
    /// Findings, a template, or a fault of the program.
    Pipeline(PipelineError),
}

impl From<PipelineError> for Unmade {
    fn from(error: PipelineError) -> Self {
        Self::Pipeline(error)
    }
}

/// A workspace in a folder.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    is_read_only: bool,
}

impl Folder {
    /// The workspace at a path; into one that can only be read no closed period is written.
    pub fn new(root: &Path, is_read_only: bool) -> Self {
        Self { root: root.to_owned(), is_read_only }
    }
}

impl Workshop for Folder {
    fn read(&self, today: NaiveDate) -> Result<Box<dyn Reading + '_>, PipelineError> {
        let opened = Opened::read(&self.root, pipeline::engine()?)?;
        let nothing = Wanted { ordner: Vec::new(), zeitraeume: std::collections::BTreeMap::new(), alle: false };
        let known = pipeline::of_records(&opened.loaded, &opened.alphabet, today);
        let findings = pipeline::findings_beside(&opened.loaded, &opened.alphabet, &nothing, today, known.clone());
        let Some(bestand) = &opened.loaded.bestand else {
            let counting = findings.counting().filter(|finding| finding.stops());
            return Err(unplanned(counting, &opened.loaded.sources));
        };
        let named = bestand.stammdaten.plan.as_ref().and_then(|plan| plan.ablage.as_deref()).map(Path::new);
        let full = named.filter(|ablage| ablage.is_absolute());
        let lies = full.and_then(|ablage| Some([real(ablage).ok()?, real(&self.root).ok()?]));
        if let Some(finding) =
            check::ablage(bestand, lies.as_ref().map(|places| places.each_ref().map(PathBuf::as_path)))
        {
            return Err(unplanned([&finding].into_iter(), &opened.loaded.sources));
        }
        let mut plan = Plan::of(bestand);
        if self.is_read_only {
            plan.mistakes.extend(lines(check::read_only(bestand).iter(), &opened.loaded.sources));
            plan.series.iter_mut().for_each(|series| series.termin.abschluss_tage = None);
        }
        let inputs = inputs(&opened.loaded);
        let mut errors = lines(findings.counting().filter(|f| f.stops() && f.paper.is_none()), &opened.loaded.sources);
        errors.extend(plan.mistakes.iter().cloned());
        Ok(Box::new(Read { root: &self.root, opened, plan, inputs, errors, known, today }))
    }
}

/// The hash of all files that were read.
fn inputs(loaded: &Loaded) -> String {
    let mut files: Vec<FileEntry> = loaded.sources.files().map(FileEntry::of).collect();
    files.sort();
    files.dedup();
    let lines = files.iter().map(|file| format!("{}\t{}\n", file.sha256, file.pfad));
    digest(lines.collect::<String>().as_bytes())
}

/// Findings as lines: code, place, message.
fn lines<'f>(findings: impl Iterator<Item = &'f Finding>, sources: &Sources) -> Vec<String> {
    findings.map(|finding| format!("{} {}: {}", finding.code.id(), place(finding, sources), finding.message)).collect()
}

fn place(finding: &Finding, sources: &Sources) -> String {
    let place = finding.span.map(|span| sources.place(span).to_string());
    place.or_else(|| finding.path.clone()).unwrap_or_default()
}

/// The findings in the configuration, with all that helps to mend it: there is nothing else to be told.
fn unplanned<'f>(findings: impl Iterator<Item = &'f Finding>, sources: &Sources) -> PipelineError {
    let own = findings.filter(|finding| place(finding, sources).starts_with(Layout::CONFIG));
    let line = |finding: &Finding| {
        let noted = |name: &str, text: &Option<String>| text.iter().map(|text| format!(" {name}: {text}.")).collect();
        let notes: [String; 2] = [noted("Erwartet", &finding.expected), noted("Gefunden", &finding.found)];
        let line = lines([finding].into_iter(), sources).concat();
        visible(&format!("{line}{} Abhilfe: {}", notes.concat(), finding.mend))
    };
    PipelineError::Unplanned(own.map(line).collect())
}

/// A workspace in a folder, as it was read.
struct Read<'a> {
    root: &'a Path,
    opened: Opened,
    plan: Plan,
    inputs: String,
    errors: Vec<String>,
    /// What the records say, whichever report is looked at.
    known: Vec<Finding>,
    today: NaiveDate,
}

impl Read<'_> {
    fn loaded(&self) -> &Loaded {
        &self.opened.loaded
    }

    /// The newest day of the projects of a report, and the chapters whose data are older than the municipality allows.
    fn data_days(&self, due: &Due, ausgabe: &Ausgabe) -> Option<(Option<NaiveDate>, Vec<String>)> {
        let bestand = self.loaded().bestand.as_ref()?;
        let ordner = bestand.berichte.iter().find(|ordner| ordner.name == due.bericht)?;
        let report = Berichtslage::new(bestand, ordner, *ausgabe)?;
        let days = report.datenstaende();
        let known = report.sections().into_iter().filter_map(|section| Some((section, days.day(section)?)));
        let old = known.filter(|(_, newest)| days.is_outdated(*newest));
        let line = |(section, newest): (Datenbereich, NaiveDate)| {
            format!("{}: die neueste Angabe ist vom {} und zu alt", section.kapitel(), day(newest))
        };
        Some((days.day(Datenbereich::Projekte), old.map(line).collect()))
    }

    /// Whether everything still is as it was read, and if not, who says that he is writing.
    fn is_steady(&self) -> Result<(), Unmade> {
        let again = pipeline::load(self.root, &self.opened.engine)?;
        if inputs(&again) == self.inputs { Ok(()) } else { Err(Unmade::Unsteady(self.edited())) }
    }

    /// The files that somebody has open, as office programs say it.
    fn edited(&self) -> Option<String> {
        let entries = Held::open(self.root).ok()?.list(Path::new("daten")).ok()?;
        let names = entries.into_iter().filter_map(|(name, _)| name.into_string().ok());
        let open: Vec<String> = names.filter(|name| name.starts_with("~$") || name.starts_with(".~lock.")).collect();
        (!open.is_empty()).then(|| open.join(", "))
    }

    fn session(&self, due: &Due, today: NaiveDate) -> Result<(Session, Vec<Paper>), Unmade> {
        let only = [due.bericht.clone()];
        let request = Request {
            workspace: self.root,
            only: &only,
            periods: &[due.zeitraum],
            today,
            beside: Beside::default(),
            edition: Edition::Whole,
        };
        let (session, papers) = Session::with_papers(&request, |paper, _| paper)?;
        if inputs(&session.loaded) != self.inputs {
            return Err(Unmade::Unsteady(self.edited()));
        }
        if session.findings.counting().any(check::keeps_from_filing) || papers.is_empty() {
            return Err(PipelineError::Faulty.into());
        }
        Ok((session, papers))
    }
}

impl Reading for Read<'_> {
    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn inputs(&self) -> &str {
        &self.inputs
    }

    fn errors(&self) -> &[String] {
        &self.errors
    }

    fn newest(&self) -> Option<NaiveDate> {
        let rows = Table::ALL.iter().flat_map(|table| self.loaded().rows(*table));
        let read = |data: &Data| match data {
            Data::Text(day) | Data::Date(day) => datum(day),
            _ => None,
        };
        rows.filter_map(|row| read(&row.get("erfasst")?.data)).max()
    }

    fn reports_on(&self, zeitraum: Zeitraum) -> Vec<String> {
        let folders = self.loaded().bestand.iter().flat_map(|bestand| &bestand.berichte);
        folders.filter(|ordner| ordner.bericht.ausgabe(zeitraum).is_some()).map(|ordner| ordner.name.clone()).collect()
    }

    fn auswahl(&self, bericht: &str) -> Option<&str> {
        let mut folders = self.loaded().bestand.iter().flat_map(|bestand| &bestand.berichte);
        Some(folders.find(|ordner| ordner.name == bericht)?.bericht.auswahl.as_str())
    }

    fn look(&self, due: &Due, ausgabe: &Ausgabe) -> Look {
        let Opened { loaded, alphabet, .. } = &self.opened;
        let wanted = Wanted::one(due.bericht.clone(), Some(due.zeitraum));
        let findings = pipeline::findings_beside(loaded, alphabet, &wanted, self.today, self.known.clone());
        let (newest, outdated) = self.data_days(due, ausgabe).unwrap_or_default();
        let errors = lines(findings.counting().filter(|finding| check::keeps_from_filing(finding)), &loaded.sources);
        Look { errors, newest, outdated }
    }

    fn make(&self, due: &Due, today: NaiveDate, anchor: &Anchor) -> Result<Made, Unmade> {
        let (session, papers) = self.session(due, today)?;
        let part = session.closing_part(&due.bericht, due.zeitraum).ok_or(PipelineError::Faulty)?;
        pipeline::closed(
            std::slice::from_ref(&part),
            (due.zeitraum, &today.to_string(), PROGRAM),
            session.engine.alphabet(),
        )?;
        let set = session.typeset_alone(&papers.iter().collect::<Vec<_>>())?;
        let papers = session.made(papers.iter().map(|paper| &paper.head), set.iter().map(|(set, _)| set));
        let files = set.into_iter().flat_map(|(_, written)| written).collect();
        self.is_steady()?;
        Ok(made(&part, (papers, files), (due, today, anchor, &self.inputs)))
    }

    fn close(&self, zeitraum: Zeitraum, by: (NaiveDate, &str), parts: &[Vec<u8>]) -> Result<String, PipelineError> {
        let read =
            |bytes: &Vec<u8>| serde_json::from_slice::<ClosingPart>(bytes).map_err(|_| PipelineError::Unwritable);
        let parts = parts.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        pipeline::closed(&parts, (zeitraum, &by.0.to_string(), by.1), self.opened.alphabet.clone())
    }
}

/// A report with all its files, as it is filed.
fn made(
    part: &ClosingPart,
    (papers, mut files): (publish::Made, Vec<(String, Vec<u8>)>),
    (due, today, anchor, inputs): (&Due, NaiveDate, &Anchor, &str),
) -> Made {
    // Texts and numbers always serialise.
    let kept = serde_json::to_vec_pretty(part).unwrap_or_default();
    let teil = FileEntry::new(PART, &kept);
    files.push((PART.to_owned(), kept));
    let auswahl = part.bericht.get("auswahl").and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let filing = Filing {
        manifest: Manifest::of(part.koerperschaft.clone(), papers),
        bericht: due.bericht.clone(),
        zeitraum: due.zeitraum.kennung(),
        auswahl,
        ausdruck: today,
        eingaben: inputs.to_owned(),
        teil,
        laufbuch: anchor.clone(),
    };
    Made { filing, files }
}

/// What the filed reports on a period kept of themselves for closing it.
pub fn filed_parts(disk: &dyn Disk, plan: &Plan, zeitraum: Zeitraum) -> io::Result<Vec<ClosingPart>> {
    let found = ablage::read(disk, &Journal::read(disk, &plan.koerperschaft)?.names)?;
    let kennung = zeitraum.kennung();
    let of_period =
        found.iter().filter(|(_, found)| matches!(found, Found::Whole(filing, _) if filing.zeitraum == kennung));
    let mut parts = Vec::new();
    for (folder, _) in of_period {
        let bytes = disk.read(&format!("{ABLAGE}/{folder}/{PART}"))?.unwrap_or_default();
        parts.push(serde_json::from_slice(&bytes)?);
    }
    Ok(parts)
}
