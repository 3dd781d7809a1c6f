//! From prepared papers to what is written: PDFs and what stands beside them with their entries in the manifest, and the Prüfbericht.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::annexes::{Annex, annexes};
use super::beside::Written;
use super::design;
use super::error::{PipelineError, Unset};
use super::planned::{Planned, stand};
use super::report::{self, ReportHead};
use super::session::Session;
use super::workers::{self, Maker, Task};
use crate::finding::{Finding, Waived};
use crate::html::{PageFault, Pages};
use crate::model::Edition;
use crate::paper::{Head, Paper};
use crate::publish::{BasisEntry, FileEntry, Made, PaperEntry, PublishError, Sink, WaiverEntry};
use crate::source::Span;
use crate::typeset::{ENGINE, Fault, PROGRAM, Typeset, TypesetError};
use crate::verify::Design;

/// How papers are set.
#[derive(Debug, Clone, Copy, Default)]
pub struct How {
    /// On how many threads; on as many as the machine has where nobody says it.
    pub jobs: Option<NonZeroUsize>,
    /// Whether those are set anew, too, that an earlier run has made from the same.
    pub force: bool,
}

/// A paper that is in its place.
pub struct SetPaper {
    /// Its files: the PDF, and what is written beside it.
    pub files: Vec<FileEntry>,
    /// How many pages it has.
    pub pages: usize,
    /// The [key](Task::key) of what it was made from.
    pub key: String,
    /// How long it took, for people who measure; `None` where it was carried over.
    pub times: Option<Times>,
}

/// How long a paper took.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// Its layout.
    pub layout: Duration,
    /// The export.
    pub export: Duration,
    /// Its page, where it has one.
    pub page: Option<Duration>,
}

/// What is known of a paper that was set, beside its files.
struct SetTimes {
    pages: usize,
    times: Times,
}

impl SetTimes {
    fn with(self, files: Vec<FileEntry>, key: String) -> SetPaper {
        SetPaper { files, pages: self.pages, key, times: Some(self.times) }
    }
}

/// Why a paper is not in its place.
enum Failed {
    Unset(TypesetError),
    NoPage(PageFault),
    Unwritten(PublishError),
}

/// What all papers of a run are set with.
struct Setting<'a, 's> {
    maker: Maker<'a>,
    design: &'a Design,
    sink: &'a Sink<'s>,
    pages: Option<&'a Pages>,
    force: bool,
}

/// The name of a paper's PDF.
fn file_of(head: &Head) -> String {
    format!("{}.pdf", head.datei)
}

impl Setting<'_, '_> {
    /// The paper of an earlier run that was made from the same.
    fn carry(&self, head: &Head, key: String) -> Result<Option<SetPaper>, Failed> {
        if self.force {
            return Ok(None);
        }
        let carried = self.sink.carry(&head.name, &key, &file_of(head)).map_err(Failed::Unwritten)?;
        Ok(carried.map(|(files, pages)| SetPaper { files, pages, key, times: None }))
    }
}

impl Session {
    /// The papers that may be built; `None` where errors forbid all of it, with `keep_going` only those of other papers.
    pub fn buildable<'a>(&self, papers: &'a [Planned], keep_going: bool) -> Option<Vec<&'a Planned>> {
        let findings = &self.findings;
        if findings.stop_all() || (findings.any_error() && !keep_going) {
            return None;
        }
        let sound: Vec<&Planned> = papers.iter().filter(|paper| !findings.stop(&paper.head.ordner)).collect();
        (!sound.is_empty()).then_some(sound)
    }

    /// Typesets papers, in their order. Each goes to `sink` as soon as it is set, and `done` is called. One that an earlier run
    /// has made from the same is carried over.
    ///
    /// # Errors
    /// When a template fails, with every paper that cannot be set; when a paper cannot be written.
    pub fn typeset(
        &self,
        papers: &[&Planned],
        how: How,
        sink: &Sink<'_>,
        done: &(dyn Fn() + Sync),
    ) -> Result<Vec<SetPaper>, PipelineError> {
        let Some(bestand) = &self.loaded.bestand else { return Err(PipelineError::Faulty) };
        let design = Design::of(&self.engine, &self.loaded);
        let (alphabet, today) = (&self.alphabet, self.today);
        let wanted = papers.iter().map(|paper| paper.head.name.as_str()).collect();
        let setting = Setting {
            maker: Maker { bestand, alphabet, today, wanted, ready: Mutex::default() },
            design: &design,
            sink,
            pages: self.pages.as_ref(),
            force: how.force,
        };
        let results = workers::on_threads(papers.len(), how.jobs, &|at| {
            let result = papers.get(at).map(|paper| self.set(paper, &setting));
            done();
            result
        });
        self.all_set(papers.iter().map(|paper| &paper.head), results.into_iter().map(Option::flatten))
    }

    /// Typesets papers that go nowhere yet, in their order: each with the contents of its files.
    ///
    /// # Errors
    /// When a template fails, with every paper that cannot be set.
    pub fn typeset_alone(&self, papers: &[&Paper]) -> Result<Vec<(SetPaper, Vec<Written>)>, PipelineError> {
        let design = Design::of(&self.engine, &self.loaded);
        let set = |paper: &Paper| {
            let task = Task::of(paper, &design, &self.loaded, self.today).with_page(paper, self.pages.as_ref());
            let (typeset, files) = self.files(paper, &task)?;
            let entries = files.iter().map(|(name, bytes)| FileEntry::new(name.clone(), bytes)).collect();
            Ok((typeset.with(entries, task.key(&design, self.beside)), files))
        };
        let results = workers::on_threads(papers.len(), None, &|at| papers.get(at).map(|paper| set(paper)));
        self.all_set(papers.iter().map(|paper| &paper.head), results.into_iter().map(Option::flatten))
    }

    /// The files of a paper that is set as on a day, the PDF first.
    ///
    /// # Errors
    /// When a template fails.
    pub(super) fn files_on(&self, paper: &Paper, day: NaiveDate) -> Result<Vec<Written>, PipelineError> {
        let design = Design::of(&self.engine, &self.loaded);
        let task = Task::of(paper, &design, &self.loaded, day).with_page(paper, self.pages.as_ref());
        let files = self.files(paper, &task).map(|(_, files)| files);
        self.all_set([&paper.head].into_iter(), [Some(files)].into_iter()).map(|files| files.concat())
    }

    /// What came of papers, if all were set.
    fn all_set<'h, T>(
        &self,
        heads: impl Iterator<Item = &'h Head>,
        results: impl Iterator<Item = Option<Result<T, Failed>>>,
    ) -> Result<Vec<T>, PipelineError> {
        let (mut set, mut unset) = (Vec::new(), Vec::new());
        for (head, result) in heads.zip(results) {
            match result.unwrap_or_else(|| Err(Failed::Unset(TypesetError::unfinished()))) {
                Ok(done) => set.push(done),
                Err(Failed::Unset(error)) => unset.push(self.unset(head, error)),
                Err(Failed::NoPage(fault)) => unset.push(self.without_page(&head.bezeichnung, &fault)),
                Err(Failed::Unwritten(error)) => return Err(PipelineError::Unwritten(error)),
            }
        }
        if unset.is_empty() { Ok(set) } else { Err(PipelineError::Unset(unset)) }
    }

    /// Sets what is embedded here, and what a workspace brought along in another process, since that may never end.
    fn set_task(&self, task: &Task) -> Result<Typeset, TypesetError> {
        let engine = &self.engine;
        if engine.is_embedded() { engine.typeset(task.job()) } else { engine.typeset_apart(task.job()) }
    }

    /// The files of a paper, of which the PDF is the first, and what else is known of it.
    fn files(&self, head: &Head, task: &Task) -> Result<(SetTimes, Vec<Written>), Failed> {
        let Typeset { pdf, pages, pictures, layout, export, drawn } = self.set_task(task).map_err(Failed::Unset)?;
        let mut files = vec![(file_of(head), pdf)];
        let mut times = Times { layout, export, page: None };
        if let Some((sheet, makes)) = task.sheet(&pictures).zip(self.pages.as_ref()) {
            let started = Instant::now();
            let page = makes.page(sheet).map_err(Failed::NoPage)?;
            times.page = Some(started.elapsed() + drawn);
            files.push((format!("{}.html", head.datei), page.into_bytes()));
            if let Some((file, view)) = task.projektboard() {
                let board = makes.alone(view, task.logo()).map_err(Failed::NoPage)?;
                files.push((file.to_owned(), board.into_bytes()));
            }
        }
        let texts = self.beside.texts(&head.datei, task.view());
        files.extend(texts.map_err(|why| Failed::Unset(TypesetError::new(format!("Word-Datei: {why}"))))?);
        Ok((SetTimes { pages, times }, files))
    }

    /// Sets one paper and puts it in its place, or carries it over; nothing of it stays in memory.
    fn set(&self, Planned { head, key }: &Planned, setting: &Setting<'_, '_>) -> Result<SetPaper, Failed> {
        let Setting { maker, design, .. } = setting;
        let known = key.clone().map(|key| setting.carry(head, key)).transpose()?.flatten();
        if let Some(carried) = known {
            return Ok(carried);
        }
        let paper = maker.take(head).ok_or_else(|| Failed::Unset(TypesetError::unfinished()))?;
        let task = Task::of(&paper, design, &self.loaded, self.today).with_page(&paper, setting.pages);
        drop(paper);
        let key = task.key(design, self.beside);
        if let Some(carried) = setting.carry(head, key.clone())? {
            return Ok(carried);
        }
        let (typeset, files) = self.files(head, &task)?;
        let put = |(name, content): Written| setting.sink.put(name, &content).map_err(Failed::Unwritten);
        let mut files: Vec<FileEntry> = files.into_iter().map(put).collect::<Result<_, _>>()?;
        // One after the other, since all annexes of a paper can be larger than everything else.
        for annex in annexes(self, head) {
            files.push(put((annex.beside(&head.datei), self.content(&annex)?))?);
        }
        Ok(typeset.with(files, key))
    }

    /// The content of an annex as it was looked at.
    fn content(&self, annex: &Annex) -> Result<Vec<u8>, Failed> {
        let meanwhile = || Failed::Unwritten(PublishError::Meanwhile(self.workspace.join(&annex.path)));
        annex.content(self).ok_or_else(meanwhile)
    }

    /// Why a paper cannot be set: what lies in a template of the workspace is a finding at its place.
    fn unset(&self, paper: &Head, error: TypesetError) -> Unset {
        let findings: Vec<Finding> = error.faults.iter().filter_map(|fault| self.own_fault(fault)).collect();
        let messages = if findings.is_empty() { error.messages } else { Vec::new() };
        Unset { bezeichnung: paper.bezeichnung.clone(), messages, findings }
    }

    /// Why there is no page of this name.
    pub(super) fn without_page(&self, bezeichnung: &str, PageFault { template, fault }: &PageFault) -> Unset {
        let own = design::own(&self.loaded, template);
        let findings: Vec<Finding> = own.map(|own| design::broken_page(own, fault)).into_iter().collect();
        let messages = if findings.is_empty() { vec![format!("{template}: {}", fault.was)] } else { Vec::new() };
        Unset { bezeichnung: bezeichnung.to_owned(), messages, findings }
    }

    fn own_fault(&self, fault: &Fault) -> Option<Finding> {
        let (path, range) = fault.place.as_ref()?;
        let file = self.loaded.druckvorlagen.iter().find(|beigabe| beigabe.name == *path)?.file;
        Some(design::broken(Span::new(file, range.start, range.end), &fault.message))
    }

    /// What the manifest says of papers that were set: everything that they were made from.
    pub fn made<'s>(
        &self,
        papers: impl IntoIterator<Item = &'s Head>,
        set: impl IntoIterator<Item = &'s SetPaper>,
    ) -> Made {
        let Design { mut eigene, vorlagen, schriften } = Design::of(&self.engine, &self.loaded);
        eigene.extend(self.pages.iter().flat_map(design::own_pages));
        let common = self.loaded.sources.files().filter(|file| Head::is_common(file));
        let eingaben = sorted(common.map(FileEntry::of));
        let grundlage = BasisEntry { eingaben, eigene_gestaltung: eigene, vorlagen, schriften };
        let papiere = papers.into_iter().zip(set).map(|(head, set)| self.entry(head, set));
        Made {
            stand: stand(&self.engine, &self.loaded, self.today, self.beside),
            papiere: papiere.collect(),
            grundlage,
        }
    }

    fn entry(&self, head: &Head, set: &SetPaper) -> PaperEntry {
        let own = self.loaded.told().filter(|file| head.reads(file));
        PaperEntry {
            name: head.name.clone(),
            bezeichnung: head.bezeichnung.clone(),
            ausdruck: self.today.to_string(),
            programm: PROGRAM.into(),
            satz: ENGINE.into(),
            neue_fassung: head.neue_fassung.clone(),
            edition: if head.is_public { Edition::Public } else { Edition::Whole },
            eintrag: Some(head.eintrag.clone()),
            ausgaben: set.files.clone(),
            seiten: set.pages,
            schluessel: set.key.clone(),
            grundlage: String::new(),
            eingaben: sorted(own.map(FileEntry::of)),
            ausnahmen: if head.is_cut() { Vec::new() } else { self.waivers(&head.ordner) },
        }
    }

    /// The waivers that were used for findings of a paper, and for those that concern every paper.
    fn waivers(&self, paper: &str) -> Vec<WaiverEntry> {
        let own = self.findings.iter().filter(|f| f.paper.as_deref().is_none_or(|name| name == paper));
        let entries = own.filter_map(|f| {
            let Waived { gilt_fuer, grund, name, bis } = f.waived.clone()?;
            Some(WaiverEntry { code: f.code.id().into(), gilt_fuer, grund, name, bis: bis.to_string() })
        });
        entries.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The Prüfbericht as HTML, set with the workspace's own template where it has one that can be used; it names `papers`
    /// where not all were looked at.
    ///
    /// # Errors
    /// When the template fails.
    pub fn report(&self, papers: &[String]) -> Result<String, PipelineError> {
        let sources = &self.loaded.sources;
        let head = ReportHead { koerperschaft: self.koerperschaft(), today: self.today, papers };
        let own = design::own_report(&self.loaded);
        let template = own.map_or(report::EMBEDDED, |own| sources.file(own).text.as_str());
        report::html(&head, &self.findings, sources, template).map_err(|fault| {
            let findings = own.map(|own| design::broken_report(own, &fault)).into_iter().collect();
            PipelineError::Report { fault, findings }
        })
    }
}

fn sorted(files: impl Iterator<Item = FileEntry>) -> Vec<FileEntry> {
    let mut files: Vec<FileEntry> = files.collect();
    files.sort();
    files
}
