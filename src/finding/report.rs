//! Findings in the order of their places.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Code, Finding, Severity, Waived, Waivers};
use crate::source::{FileId, Sources};

/// All findings of a run, sorted by place.
#[derive(Debug, Clone, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Sorts findings by file and place, drops repetitions, notes the paper whose folder holds the place, weighs
    /// each finding as of `today`, marks those that a waiver covers, and keeps those that pass a test.
    pub fn new(
        mut findings: Vec<Finding>,
        sources: &Sources,
        waivers: &Waivers,
        today: NaiveDate,
        keep: impl Fn(&Finding) -> bool,
    ) -> Self {
        for finding in &mut findings {
            finding.severity = finding.code.rule().severity_on(today);
            if finding.paper.is_none() {
                finding.paper =
                    finding.span.and_then(|span| sources.file(span.file).paper_at(span.start()).map(str::to_owned));
            }
        }
        let of_waivers = waivers.apply(&mut findings, today);
        findings.extend(of_waivers);
        // What another finding causes says nothing of its own, as long as nobody excuses the cause.
        let found: BTreeSet<Code> = findings.iter().filter(|f| f.waived.is_none()).map(|f| f.code).collect();
        findings.retain(|f| !f.code.rule().causes.iter().any(|cause| found.contains(cause)) && keep(f));
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

    fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|f| f.stops())
    }
}

/// How many findings of one file, or of one rule about whole files and folders, are shown; what has more is broken as a
/// whole, and a longer list helps nobody.
const MOST_SHOWN: usize = 500;

/// What findings are counted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// The file that holds their places.
    Within(FileId),
    /// Their rule, since each is about a file or folder of its own.
    About(Code),
}

/// The first findings of each group, and one that says how many more there are, as grave as the gravest of those.
fn shown(findings: Vec<Finding>) -> Vec<Finding> {
    let mut counts: BTreeMap<Group, usize> = BTreeMap::new();
    let mut more: BTreeMap<Group, Finding> = BTreeMap::new();
    let mut kept = Vec::with_capacity(findings.len());
    for finding in findings {
        let group = finding.span.map_or(Group::About(finding.code), |span| Group::Within(span.file));
        let count = counts.entry(group).or_default();
        *count += usize::from(finding.waived.is_none());
        if finding.waived.is_some() || *count <= MOST_SHOWN {
            kept.push(finding);
        } else {
            let rest = more.entry(group).or_insert_with(|| and_more(&finding));
            rest.severity = rest.severity.min(finding.severity);
            // What concerns several papers stops all, since nobody knows any more which.
            rest.paper = rest.paper.take().filter(|paper| finding.paper.as_ref() == Some(paper));
            // Of a file, not all are kept while it is read.
            rest.found = finding.span.is_none().then(|| format!("{} weitere", *count - MOST_SHOWN));
        }
    }
    kept.extend(more.into_values());
    kept
}

/// The finding that stands for those of a group that are not shown, of which `first` is one.
fn and_more(first: &Finding) -> Finding {
    let message = match first.span {
        Some(_) => format!("Die Datei hat mehr als {MOST_SHOWN} Befunde."),
        None => format!("Mehr als {MOST_SHOWN} Dateien oder Ordner haben einen Befund {}.", first.code.id()),
    };
    let mend = "Berichtigen Sie die aufgeführten; der nächste Lauf zeigt die übrigen.".to_owned();
    Finding { code: Code::RB031, message, expected: None, mend, ..first.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Span};

    #[test]
    fn a_file_full_of_mistakes_is_cut_short_but_still_stops() {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::new("t.json", vec![], " ".repeat(2_000), None));
        let hint = |at| Finding::at(Code::RB026, Span::new(file, at, at), "m", "a");
        let mut all: Vec<Finding> = (0..1_000).map(hint).collect();
        all.push(Finding::at(Code::RB007, Span::new(file, 1_999, 2_000), "m", "a"));
        let findings = Findings::new(all, &sources, &Waivers::default(), NaiveDate::MIN, |_| true);
        assert_eq!(findings.iter().count(), MOST_SHOWN + 1);
        let last = findings.iter().last().map(|finding| (finding.code, finding.severity));
        assert_eq!(last, Some((Code::RB031, Severity::Error)));
        assert!(findings.any_error());
    }

    #[test]
    fn findings_about_very_many_folders_are_counted_in_one() {
        let about = |i: usize| Finding::of_path(Code::RB001, format!("vorlagen/{i:06}"), "m", "a");
        let all: Vec<Finding> = (0..10_000).map(|i| about(i).concerning(format!("{i:06}"))).collect();
        let (sources, waivers) = (Sources::default(), Waivers::default());
        let of = |keep: fn(&Finding) -> bool| Findings::new(all.clone(), &sources, &waivers, NaiveDate::MIN, keep);
        let findings = of(|_| true);
        assert_eq!(findings.iter().count(), MOST_SHOWN + 1);
        let last = findings.iter().last().map(|rest| (rest.code, rest.severity, rest.found.as_deref()));
        assert_eq!(last, Some((Code::RB031, Severity::Error, Some("9500 weitere"))));
        assert!(findings.stop("009999") && findings.stop_all());
        let one = of(|finding| finding.paper.as_deref() == Some("009999"));
        assert_eq!(one.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::RB001]);
    }
}
