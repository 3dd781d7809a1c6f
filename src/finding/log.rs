//! One finding, and the log that collects them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Code, Severity};
use crate::source::{Alphabet, FileId, Span};

/// One thing that is wrong with the data.
///
/// The texts are German and follow one pattern: what is wrong, what was expected, what was found, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// Where; `None` where no file holds the place (a file is missing).
    pub span: Option<Span>,
    /// The path for a finding without a place in a file, below the workspace.
    pub path: Option<String>,
    /// What is wrong, in one line.
    pub message: String,
    /// What would have been right.
    pub expected: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// What to do.
    pub mend: String,
    /// The paper that the finding concerns; `None` for all.
    pub paper: Option<String>,
    /// How much it weighs.
    pub severity: Severity,
    /// Why it does not count; `None` where it does.
    pub waived: Option<Waived>,
}

/// The waiver under which a finding does not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waived {
    /// What it is for: the Kennung of a record, the name of a paper, or a Vorlage-Nr.
    pub gilt_fuer: String,
    /// Why, in the words of whoever answers for it.
    pub grund: String,
    /// Who answers for it.
    pub name: String,
    /// The last day on which it holds.
    pub bis: NaiveDate,
}

impl Finding {
    /// A finding at a place.
    pub fn at(code: Code, span: Span, message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            code,
            span: Some(span),
            path: None,
            message: message.into(),
            expected: None,
            found: None,
            mend: mend.into(),
            paper: None,
            severity: code.rule().severity,
            waived: None,
        }
    }

    /// A finding about a whole file or folder, by its path below the workspace.
    pub fn of_path(code: Code, path: impl Into<String>, message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            code,
            span: None,
            path: Some(path.into()),
            message: message.into(),
            expected: None,
            found: None,
            mend: mend.into(),
            paper: None,
            severity: code.rule().severity,
            waived: None,
        }
    }

    /// States what would have been right.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// States what stands there.
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// States which paper alone the finding concerns.
    pub fn concerning(mut self, paper: impl Into<String>) -> Self {
        self.paper = Some(paper.into());
        self
    }

    /// Whether it stops a paper.
    pub fn stops(&self) -> bool {
        self.severity == Severity::Error && self.waived.is_none()
    }
}

/// How many findings of one file and severity are kept; see [`super::Findings`] for how many are shown.
const MOST_PER_FILE: usize = 2_000;

/// Collects findings while data is read; reading goes on after each.
#[derive(Debug)]
pub struct Log {
    findings: Vec<Finding>,
    alphabet: Alphabet,
    /// How many findings of each severity each file has.
    counts: BTreeMap<(FileId, Severity), usize>,
}

impl Log {
    /// An empty log; texts are held against `alphabet`.
    pub fn new(alphabet: Alphabet) -> Self {
        Self { findings: Vec::new(), alphabet, counts: BTreeMap::new() }
    }

    /// The characters that texts may hold.
    pub fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    /// Takes a finding in; those beyond the first thousands of a file are dropped.
    pub fn push(&mut self, finding: Finding) {
        if let Some(span) = finding.span {
            let count = self.counts.entry((span.file, finding.severity)).or_default();
            *count += 1;
            if *count > MOST_PER_FILE {
                return;
            }
        }
        self.findings.push(finding);
    }

    /// Takes a finding in and returns nothing, for `return log.reject(…)`.
    pub fn reject<T>(&mut self, finding: Finding) -> Option<T> {
        self.push(finding);
        None
    }

    /// All findings, in the order in which they were made.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
