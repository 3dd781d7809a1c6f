//! From prepared papers to what is written: PDFs with their entries in the manifest, and the Prüfbericht.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use super::design;
use super::error::{PipelineError, Unset};
use super::report::{self, ReportHead};
use super::session::Session;
use super::workers::{self, Task};
use crate::finding::{Finding, Waived};
use crate::paper::Paper;
use crate::publish::{FileEntry, Output, PaperEntry, WaiverEntry};
use crate::source::Span;
use crate::typeset::{ENGINE, Fault, PROGRAM, Typeset, TypesetError};
use crate::verify::Design;

impl Session {
    /// The papers that may be built; `None` where errors forbid all of it, with `keep_going` only those of other papers.
    pub fn buildable(&self, keep_going: bool) -> Option<Vec<&Paper>> {
        let findings = &self.findings;
        if findings.stop_all() || (findings.any_error() && !keep_going) {
            return None;
        }
        let sound: Vec<&Paper> = self.papers.iter().filter(|paper| !findings.stop(&paper.ordner)).collect();
        (!sound.is_empty()).then_some(sound)
    }

    /// Typesets papers, in their order, on as many threads as `jobs` says or the machine has; `done` is called after each.
    ///
    /// # Errors
    /// When a template fails, with every paper that cannot be set.
    pub fn typeset(
        &self,
        papers: &[&Paper],
        jobs: Option<NonZeroUsize>,
        done: &(dyn Fn() + Sync),
    ) -> Result<Vec<Typeset>, PipelineError> {
        let design = Design::of(&self.engine, &self.loaded);
        let tasks: Vec<Task> = papers.iter().map(|paper| Task::of(paper, &design, &self.loaded, self.today)).collect();
        let (mut set, mut unset) = (Vec::new(), Vec::new());
        for (paper, result) in papers.iter().zip(workers::typeset_all(&self.engine, &tasks, jobs, done)) {
            match result {
                Ok(typeset) => set.push(typeset),
                Err(error) => unset.push(self.unset(paper, error)),
            }
        }
        if unset.is_empty() { Ok(set) } else { Err(PipelineError::Unset(unset)) }
    }

    /// Why a paper cannot be set: what lies in a template of the workspace is a finding at its place.
    fn unset(&self, paper: &Paper, error: TypesetError) -> Unset {
        let findings: Vec<Finding> = error.faults.iter().filter_map(|fault| self.own_fault(fault)).collect();
        let messages = if findings.is_empty() { error.messages } else { Vec::new() };
        Unset { bezeichnung: paper.bezeichnung.clone(), messages, findings }
    }

    fn own_fault(&self, fault: &Fault) -> Option<Finding> {
        let (path, range) = fault.place.as_ref()?;
        let file = self.loaded.druckvorlagen.iter().find(|beigabe| beigabe.name == *path)?.file;
        Some(design::broken(Span::new(file, range.start, range.end), &fault.message))
    }

    /// The files of papers and everything that they were made from.
    pub fn outputs(&self, papers: &[&Paper], typeset: &[Typeset]) -> Vec<Output> {
        let design = Design::of(&self.engine, &self.loaded);
        papers.iter().zip(typeset).map(|(paper, typeset)| self.output(paper, typeset, &design)).collect()
    }

    fn output(&self, paper: &Paper, typeset: &Typeset, design: &Design) -> Output {
        let pdf = typeset.pdf.clone();
        let own = self.loaded.sources.files().filter(|file| paper.reads(file));
        let mut eingaben: Vec<FileEntry> = own.map(FileEntry::of).collect();
        eingaben.sort();
        let entry = PaperEntry {
            name: paper.name.clone(),
            bezeichnung: paper.bezeichnung.clone(),
            ausdruck: self.today.to_string(),
            programm: PROGRAM.into(),
            satz: ENGINE.into(),
            neue_fassung: paper.neue_fassung.clone(),
            ausgaben: vec![FileEntry::new(format!("{}.pdf", paper.datei), &pdf)],
            eingaben,
            eigene_gestaltung: design.own.clone(),
            vorlagen: design.templates.clone(),
            schriften: design.fonts.clone(),
            ausnahmen: self.waivers(&paper.ordner),
        };
        Output { entry, contents: vec![pdf] }
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
