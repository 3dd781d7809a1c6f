//! Waivers: findings that do not count, for a reason, by somebody's word, until a day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Code, Family, Finding, Waived, nearest};
use crate::source::{Span, quoted, shorten};

/// One waiver as the workspace states it.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// The code as it was written.
    pub code: String,
    /// What it says of a finding that it covers.
    pub waived: Waived,
    /// The place of the waiver.
    pub span: Span,
    /// The place of the code.
    pub code_span: Span,
    /// The place of the last day.
    pub bis_span: Span,
}

/// What a waiver is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// All findings of the paper of this name.
    Paper(String),
    /// All findings in a record.
    Record(Span),
    /// The findings in a record of this owner that name the owner: more is called of a grant than it has, said at a call.
    PartOf(String, Span),
}

/// The waivers of a workspace and what they are for.
#[derive(Debug, Clone, Default)]
pub struct Waivers {
    /// The waivers, in the order of the file.
    pub waivers: Vec<Waiver>,
    /// What each name stands for that a waiver gives.
    pub subjects: BTreeMap<String, Vec<Subject>>,
    /// All names that a waiver can give.
    pub names: BTreeSet<String>,
    /// Whether all papers were looked at, so that a waiver without a finding is not needed.
    pub complete: bool,
}

impl Waivers {
    /// Marks the findings that do not count on a day; returns what is wrong with the waivers themselves.
    ///
    /// Where something cannot be read or stops what the waiver is for, nobody knows whether it is needed.
    pub fn apply(&self, findings: &mut [Finding], day: NaiveDate) -> Vec<Finding> {
        let readable = !findings.iter().any(|f| f.code.family() == Family::Reading && f.stops());
        let mut seen = BTreeSet::new();
        let wrong = self.waivers.iter().filter_map(|waiver| {
            let code = Code::parse(&waiver.code).filter(|_| waiver.waived.bis >= day);
            match code.filter(|code| !seen.insert((code.id(), self.meant(waiver)))) {
                Some(code) => Some(waiver.again(code)),
                None => self.apply_one(waiver, findings, day, readable),
            }
        });
        wrong.collect()
    }

    /// What a waiver is for: a paper by one name, whichever it gives.
    fn meant<'a>(&'a self, waiver: &'a Waiver) -> &'a str {
        let name = waiver.waived.gilt_fuer.as_str();
        match self.subjects.get(name).map(Vec::as_slice) {
            Some([Subject::Paper(paper)]) => paper,
            _ => name,
        }
    }

    fn apply_one(&self, waiver: &Waiver, findings: &mut [Finding], day: NaiveDate, readable: bool) -> Option<Finding> {
        let Some(code) = Code::parse(&waiver.code).filter(|code| code.can_be_waived()) else {
            return Some(waiver.impossible());
        };
        if waiver.waived.bis < day {
            return Some(waiver.expired(code, day));
        }
        let subjects = self.subjects.get(&waiver.waived.gilt_fuer).map(Vec::as_slice).unwrap_or_default();
        let needed = cover(waiver, code, subjects, findings);
        let stopped = || findings.iter().any(|f| f.stops() && is_about(f, subjects));
        (!needed && self.complete && readable && !stopped()).then(|| self.not_needed(waiver, code))
    }

    /// The finding for a waiver that nothing needs, or whose name nothing has.
    fn not_needed(&self, waiver: &Waiver, code: Code) -> Finding {
        let name = &waiver.waived.gilt_fuer;
        if self.names.contains(name) {
            let message =
                format!("Die Ausnahme von {} für {} wird nicht gebraucht.", code.id(), quoted(&shorten(name)));
            return Finding::at(Code::RB802, waiver.span, message, "Löschen Sie die Ausnahme.");
        }
        let near = nearest(name, self.names.iter().map(String::as_str));
        let near = near.map(|near| format!("Meinten Sie {}? ", quoted(near))).unwrap_or_default();
        let message = format!("Einen Datensatz oder ein Papier {} gibt es nicht.", quoted(&shorten(name)));
        let mend = format!("{near}Sonst löschen Sie die Ausnahme.");
        let expected = "die Kennung eines Datensatzes, der Name eines Papiers oder eine Vorlage-Nr";
        Finding::at(Code::RB802, waiver.span, message, mend).expected(expected)
    }
}

impl Waiver {
    /// The finding for a code that does not exist, or whose rule cannot be waived.
    fn impossible(&self) -> Finding {
        let (message, mend) = match Code::parse(&self.code) {
            Some(code) => (
                format!("Von {} ({}) lässt sich keine Ausnahme machen.", code.id(), code.title()),
                "Beheben Sie den Befund, und löschen Sie die Ausnahme.".to_owned(),
            ),
            None => {
                let near = Code::near(&self.code).map(|code| format!("Meinten Sie „{}“? ", code.id()));
                (
                    format!("Den Code {} gibt es nicht.", quoted(&shorten(&self.code))),
                    format!("{}Alle Codes zeigt „ratsbericht explain“.", near.unwrap_or_default()),
                )
            }
        };
        Finding::at(Code::RB803, self.code_span, message, mend)
    }

    fn again(&self, code: Code) -> Finding {
        let Waived { gilt_fuer, .. } = &self.waived;
        let message = format!("Die Ausnahme von {} für {} steht doppelt.", code.id(), quoted(&shorten(gilt_fuer)));
        Finding::at(
            Code::RB802,
            self.span,
            message,
            "Löschen Sie eine der beiden; gedruckt wird nur der Grund der ersten.",
        )
    }

    fn expired(&self, code: Code, day: NaiveDate) -> Finding {
        let Waived { gilt_fuer, bis, .. } = &self.waived;
        let message = format!("Die Ausnahme von {} für {} ist abgelaufen.", code.id(), quoted(&shorten(gilt_fuer)));
        let mend = "Löschen Sie die Ausnahme; besteht der Grund fort, begründen Sie sie neu, mit neuem Tag.";
        let expected = format!("ein Tag ab dem {}", day.format("%d.%m.%Y"));
        Finding::at(Code::RB801, self.bis_span, message, mend)
            .expected(expected)
            .found(bis.format("%d.%m.%Y").to_string())
    }
}

/// Marks the findings of a rule in what the waiver is for; `false` where there is none.
fn cover(waiver: &Waiver, code: Code, subjects: &[Subject], findings: &mut [Finding]) -> bool {
    let mut any = false;
    for finding in findings.iter_mut().filter(|f| f.code == code && is_about(f, subjects)) {
        any = true;
        // Of two waivers for one finding the first is named.
        finding.waived.get_or_insert_with(|| waiver.waived.clone());
    }
    any
}

fn is_about(finding: &Finding, subjects: &[Subject]) -> bool {
    subjects.iter().any(|subject| match subject {
        Subject::Paper(name) => finding.paper.as_deref() == Some(name),
        Subject::Record(record) => finding.span.is_some_and(|span| record.holds(span)),
        Subject::PartOf(owner, record) => {
            finding.span.is_some_and(|span| record.holds(span)) && names(&finding.message, owner)
        }
    })
}

/// Whether a message names a Kennung, and not only a longer one that begins or ends like it.
fn names(message: &str, kennung: &str) -> bool {
    let inner = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/'));
    message.match_indices(kennung).any(|(at, found)| {
        let (before, after) = (message.get(..at), message.get(at + found.len()..));
        !inner(before.and_then(|text| text.chars().next_back())) && !inner(after.and_then(|text| text.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2021, 4, day).unwrap()
    }

    /// A waiver of RB103 until the tenth of April for a record in the bytes 10 to 20, and the findings it meets.
    fn meet(code: &str, complete: bool, mut findings: Vec<Finding>, today: u32) -> (Vec<Finding>, Vec<Code>) {
        let span = place(0, 1);
        let waived = Waived { gilt_fuer: "P-1".into(), grund: "Grund".into(), name: "FB 10".into(), bis: day(10) };
        let waivers = Waivers {
            waivers: vec![Waiver { code: code.into(), waived, span, code_span: span, bis_span: span }],
            subjects: BTreeMap::from([("P-1".into(), vec![Subject::Record(place(10, 20))])]),
            names: BTreeSet::from(["P-1".into()]),
            complete,
        };
        let wrong = waivers.apply(&mut findings, day(today));
        (findings, wrong.iter().map(|f| f.code).collect())
    }

    fn place(start: usize, end: usize) -> Span {
        let file = Sources::default().add(SourceFile::new("daten/projekte.json", vec![], String::new(), None));
        Span::new(file, start, end)
    }

    fn finding(code: Code, start: usize, end: usize) -> Finding {
        Finding::at(code, place(start, end), "Meldung", "Abhilfe")
    }

    #[test]
    fn a_waiver_covers_its_rule_in_its_record_until_its_last_day() {
        let findings = vec![
            finding(Code::RB103, 12, 14),
            finding(Code::RB103, 10, 20),
            finding(Code::RB103, 18, 21),
            finding(Code::RB104, 12, 14),
        ];
        for (today, expected, wrong) in [(10, [true, true, false, false], vec![]), (11, [false; 4], vec![Code::RB801])]
        {
            let (marked, said) = meet("rb103", true, findings.clone(), today);
            assert_eq!(marked.iter().map(|f| f.waived.is_some()).collect::<Vec<_>>(), expected);
            assert_eq!(said, wrong);
        }
    }

    #[test]
    fn a_kennung_is_named_where_it_stands_alone() {
        for (message, named) in [
            ("Aus der Bewilligung BW-1 ist mehr abgerufen.", true),
            ("Das Projekt „Bad“ (BW-1)", true),
            ("BW-1", true),
            ("Bewilligung BW-12", false),
            ("Bewilligung A-BW-1", false),
            ("Bewilligung BW-1-2", false),
            ("", false),
        ] {
            assert_eq!(names(message, "BW-1"), named, "{message}");
        }
    }

    #[test]
    fn a_waiver_without_a_finding_is_not_needed() {
        assert_eq!(meet("RB103", true, vec![], 1).1, [Code::RB802]);
        assert_eq!(meet("RB103", true, vec![finding(Code::RB101, 1, 2)], 1).1, [Code::RB802]);
    }

    #[test]
    fn nobody_knows_whether_a_waiver_is_needed_where_something_was_not_looked_at() {
        let none: [Code; 0] = [];
        assert_eq!(meet("RB103", false, vec![], 1).1, none, "only some papers");
        assert_eq!(meet("RB103", true, vec![finding(Code::RB003, 1, 2)], 1).1, none, "a file that cannot be read");
        assert_eq!(meet("RB103", true, vec![finding(Code::RB101, 12, 14)], 1).1, none, "an error in the record");
    }

    #[test]
    fn what_cannot_be_printed_cannot_be_waived() {
        for code in ["RB008", "RB601", "RB802", "RB999", ""] {
            let (marked, said) = meet(code, true, vec![finding(Code::RB008, 12, 14)], 1);
            assert_eq!(said, [Code::RB803], "{code}");
            assert!(marked.iter().all(Finding::stops));
        }
    }
}
