//! Terms of the council beside one another.

use chrono::NaiveDate;

use crate::finding::{Code, Finding};
use crate::model::{Located, Stammdaten, Wahlperiode, day};
use crate::source::Span;

/// Terms of the council that begin before an earlier one has ended.
pub(super) fn check(stammdaten: &Located<Stammdaten>) -> Vec<Finding> {
    // A term that ends before it begins is a finding of its own.
    let sound = stammdaten.wahlperiode.indexed().filter(|(_, w)| w.ende.is_none_or(|ende| w.beginn <= ende));
    let mut terms: Vec<(usize, &Wahlperiode)> = sound.collect();
    terms.sort_by_key(|(i, w)| (w.beginn, *i));
    let mut findings = Vec::new();
    let mut longest: Option<&Wahlperiode> = None;
    for (i, term) in terms {
        let earlier = longest.filter(|e| e.kennung != term.kennung && e.ende.is_none_or(|ende| term.beginn <= ende));
        findings
            .extend(earlier.map(|earlier| overlap(stammdaten.span(&format!("wahlperiode/{i}/beginn")), earlier, term)));
        if longest.is_none_or(|held| end_of(held) < end_of(term)) {
            longest = Some(term);
        }
    }
    findings
}

/// The last day of a term, for comparing; a running one ends after every other.
fn end_of(term: &Wahlperiode) -> NaiveDate {
    term.ende.unwrap_or(NaiveDate::MAX)
}

fn overlap(span: Span, earlier: &Wahlperiode, term: &Wahlperiode) -> Finding {
    let (kennung, other, beginn) = (&term.kennung, &earlier.kennung, day(term.beginn));
    let (message, expected) = match earlier.ende {
        Some(ende) => (
            format!("Die Wahlperiode {kennung} beginnt am {beginn}, {other} endet aber erst am {}.", day(ende)),
            format!("ein Tag nach dem {}", day(ende)),
        ),
        None => (
            format!("Die Wahlperiode {kennung} beginnt am {beginn}, {other} hat aber kein Ende."),
            format!("ein Ende von {other} vor dem {beginn}"),
        ),
    };
    let mend = "Prüfen Sie Beginn und Ende beider Wahlperioden; nur die letzte hat kein Ende.";
    Finding::at(Code::RB414, span, message, mend).expected(expected)
}
