//! Findings in the order of their places.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Code, Finding, Severity, Waived, Waivers};
use crate::source::{FileId, Sources, Span};

/// All findings of a run, sorted by place.
#[derive(Debug, Clone, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Sorts findings by file and place, drops repetitions, notes the paper whose folder holds the place, weighs
    /// each finding as of `today`, and marks those that a waiver covers.
    pub fn new(mut findings: Vec<Finding>, sources: &Sources, waivers: &Waivers, today: NaiveDate) -> Self {
        for finding in &mut findings {
            finding.severity = finding.code.rule().severity_on(today);
            if finding.paper.is_none() {
                finding.paper = finding.span.and_then(|span| sources.file(span.file).paper.clone());
            }
        }
        let of_waivers = waivers.apply(&mut findings, today);
        findings.extend(of_waivers);
        // What another finding causes says nothing of its own, as long as nobody excuses the cause.
        let found: BTreeSet<Code> = findings.iter().filter(|f| f.waived.is_none()).map(|f| f.code).collect();
        findings.retain(|f| !f.code.rule().causes.iter().any(|cause| found.contains(cause)));
        findings.sort_by_cached_key(|f| {
            let path = match (f.span, &f.path) {
                (Some(span), _) => sources.file(span.file).path.clone(),
                (None, Some(path)) => path.clone(),
                (None, None) => String::new(),
            };
            let sheet = f.span.map(|span| span.file);
            (path, sheet, f.span.map(|s| (s.start(), s.end())), f.code, f.message.clone())
        });
        findings.dedup();
        Self(shown(findings))
    }

    /// The findings, by place.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// The findings that count, by place.
    pub fn counting(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|f| f.waived.is_none())
    }

    /// The waivers that were used, each with its rule and the number of findings that it covers.
    pub fn waivers(&self) -> BTreeMap<(Code, &Waived), usize> {
        let mut used = BTreeMap::new();
        for (finding, waived) in self.0.iter().filter_map(|f| Some((f, f.waived.as_ref()?))) {
            *used.entry((finding.code, waived)).or_default() += 1;
        }
        used
    }

    /// How many findings have a severity, those under a waiver left out.
    pub fn count(&self, severity: Severity) -> usize {
        self.counting().filter(|f| f.severity == severity).count()
    }

    /// Whether there is an error that stops the paper of this name.
    pub fn stop(&self, paper: &str) -> bool {
        self.errors().any(|f| f.paper.as_deref().is_none_or(|p| p == paper))
    }

    /// Whether there is an error that concerns every paper.
    pub fn stop_all(&self) -> bool {
        self.errors().any(|f| f.paper.is_none())
    }

    /// Whether there is any error.
    pub fn any_error(&self) -> bool {
        self.errors().next().is_some()
    }

    /// These findings, and behind them those that a later step of the run has made.
    pub fn and(self, later: Self) -> Self {
        Self(self.0.into_iter().chain(later.0).collect())
    }

    /// The findings that pass a test.
    pub fn only(self, keep: impl Fn(&Finding) -> bool) -> Self {
        Self(self.0.into_iter().filter(|finding| keep(finding)).collect())
    }

    fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|f| f.stops())
    }
}

/// How many findings of one file are shown; a file with more is broken as a whole, and a longer list helps nobody.
const MOST_PER_FILE: usize = 500;

/// The first findings of each file, and one that says where there are more, as grave as the gravest of those.
fn shown(findings: Vec<Finding>) -> Vec<Finding> {
    let mut counts: BTreeMap<FileId, usize> = BTreeMap::new();
    let mut more: BTreeMap<FileId, Finding> = BTreeMap::new();
    let mut kept = Vec::with_capacity(findings.len());
    for finding in findings {
        let Some(span) = finding.span.filter(|_| finding.waived.is_none()) else {
            kept.push(finding);
            continue;
        };
        let count = counts.entry(span.file).or_default();
        *count += 1;
        if *count <= MOST_PER_FILE {
            kept.push(finding);
        } else {
            let rest = more.entry(span.file).or_insert_with(|| and_more(&finding, span));
            rest.severity = rest.severity.min(finding.severity);
        }
    }
    kept.extend(more.into_values());
    kept
}

/// The finding that stands for those of a file that are not shown.
fn and_more(first: &Finding, span: Span) -> Finding {
    let message = format!("Die Datei hat mehr als {MOST_PER_FILE} Befunde.");
    let mend = "Berichtigen Sie die aufgeführten; der nächste Lauf zeigt die übrigen.";
    Finding { paper: first.paper.clone(), ..Finding::at(Code::RB031, span, message, mend) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn a_file_full_of_mistakes_is_cut_short_but_still_stops() {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::new("t.json", vec![], " ".repeat(2_000), None));
        let hint = |at| Finding::at(Code::RB026, Span::new(file, at, at), "m", "a");
        let mut all: Vec<Finding> = (0..1_000).map(hint).collect();
        all.push(Finding::at(Code::RB007, Span::new(file, 1_999, 2_000), "m", "a"));
        let findings = Findings::new(all, &sources, &Waivers::default(), NaiveDate::MIN);
        assert_eq!(findings.iter().count(), MOST_PER_FILE + 1);
        let last = findings.iter().last().map(|finding| (finding.code, finding.severity));
        assert_eq!(last, Some((Code::RB031, Severity::Error)));
        assert!(findings.any_error());
    }
}
