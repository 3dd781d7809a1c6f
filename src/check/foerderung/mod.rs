//! Grants: amounts and days that contradict one another, or the project.

mod abrufe;
mod aenderungen;
mod belege;
mod betraege;
mod eigenanteil;
mod fortschritt;
mod nachweise;
mod regeln;
mod tranchen;
mod verfall;
mod verwendung;
mod vorzeichen;
mod zahlungen;
mod zeitraeume;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::check::projekte::without_blanks;
use crate::figures::foerderung::{Bewilligungsstand, Clock, Fristparameter, Programmregeln};
use crate::finding::{Code, Finding};
use crate::model::{Bescheidstand, Bestand, Bewilligung, Euro, Kennung, Located, Programmregel, Sicht};
use crate::source::quoted;

pub(super) use regeln::spanne;

/// A grant with what is known of it on the day of the run.
struct GrantCase<'c, 'a> {
    bewilligung: &'a Located<Bewilligung>,
    /// What was called, received and spent so far.
    stand: Bewilligungsstand<'a>,
    /// What it says after all notices that are known.
    bescheid: Bescheidstand,
    /// The rule of its programme that it follows.
    regel: Option<&'a Located<Programmregel>>,
    sicht: &'c Sicht<'a>,
    heute: NaiveDate,
}

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>, heute: NaiveDate) -> Vec<Finding> {
    // What is missing in a sum because its row could not be read has its finding there.
    let complete = bestand.is_whole("zahlungen") && bestand.is_whole("mittelabrufe");
    let mut findings = regeln::check(bestand);
    let regeln = Programmregeln::new(&bestand.programmregeln);
    let verirrt = tranchen::verirrt(bestand, sicht);
    let (mut seen, mut wrong): (BTreeSet<&Kennung>, BTreeSet<&Kennung>) = Default::default();
    for bewilligung in &bestand.bewilligungen {
        let signs = vorzeichen::bescheid(bewilligung);
        findings.extend(betraege::bescheid(bewilligung, signs.is_empty()));
        findings.extend(zeitraeume::bescheid(bewilligung));
        // A Kennung that stands twice has its finding; what belongs to it is looked at once.
        if seen.insert(&bewilligung.kennung) {
            let stand = Bewilligungsstand::new(sicht, bewilligung, heute);
            let (bescheid, regel) = (sicht.bescheid(bewilligung, NaiveDate::MAX), regeln.rule_for(bewilligung));
            let fall = GrantCase { bewilligung, stand, bescheid, regel, sicht, heute };
            let own = fall.check(bestand, &verirrt, (signs.is_empty(), complete));
            // Amounts that are wrong are not held against the progress as well.
            let amounts_wrong = own.iter().any(|finding| finding.stops() || finding.code == Code::RB710);
            wrong.extend(amounts_wrong.then_some(&bewilligung.projekt));
            findings.extend(own);
        }
        findings.extend(signs);
    }
    for projekt in sicht.projekte() {
        let own = sicht.bewilligungen(&projekt.kennung);
        let together = betraege::together(sicht, projekt, own);
        // Grants that are too high leave too small a share for that reason alone.
        let sound = together.is_none() && !own.iter().any(|b| betraege::zu_hoch_zuletzt(sicht, b));
        let share = if sound { eigenanteil::check(sicht, projekt, own) } else { None };
        // Costs that are wrong are not held against the budget as well.
        findings.extend(share.or_else(|| eigenanteil::haushalt(sicht, projekt, own)));
        if sound && complete && !wrong.contains(&projekt.kennung) {
            findings.extend(fortschritt::check(sicht, projekt, own, heute));
        }
        findings.extend(together);
        findings.extend(own.iter().filter_map(|bewilligung| zeitraeume::projekt(sicht, projekt, bewilligung)));
    }
    findings.extend(belege::check(bestand, sicht));
    findings.extend(aktenzeichen(&bestand.bewilligungen));
    findings
}

impl GrantCase<'_, '_> {
    /// The day of the run, as the dates of grants look at it.
    fn uhr(&self, bestand: &Bestand) -> Clock {
        Clock { stichtag: self.heute, parameter: Fristparameter::on(&bestand.stammdaten, self.heute) }
    }

    /// Holds what belongs to the grant against it; `sound` says whether its own amounts have the right sign, `complete`
    /// whether all calls and payments were read, and `verirrt` which tranches stand under a Kennung that no grant has.
    fn check(&self, bestand: &Bestand, verirrt: &BTreeSet<Euro>, (sound, complete): (bool, bool)) -> Vec<Finding> {
        let signs = vorzeichen::zeilen(self);
        let sound = sound && signs.is_empty();
        let mut findings = aenderungen::check(self, sound);
        findings.extend(regeln::quote(self));
        // A notice that is still to come cannot be what others are early for.
        if self.bewilligung.bescheid <= self.heute {
            findings.extend(abrufe::tage(self));
            findings.extend(abrufe::ueberfaellig(self, bestand));
            findings.extend(zahlungen::tage(self));
        }
        // Sums over an amount of the wrong sign are wrong for that reason alone.
        if sound && complete {
            findings.extend(self.sums(bestand));
        }
        if sound && !betraege::zu_hoch_zuletzt(self.sicht, self.bewilligung) {
            findings.extend(tranchen::check(self, verirrt));
        }
        findings.extend(nachweise::check(self, bestand));
        findings.extend(signs);
        findings
    }
}

impl GrantCase<'_, '_> {
    /// What calls and payments come to.
    fn sums(&self, bestand: &Bestand) -> Vec<Finding> {
        let mut findings: Vec<Finding> = abrufe::summen(self).into_iter().chain(zahlungen::summen(self)).collect();
        // Money without a call may have come by a slip of the pen, and then it was not late.
        if !findings.iter().any(|finding| matches!(finding.code, Code::RB709 | Code::RB710)) {
            findings.extend(verwendung::check(self, bestand));
        }
        findings.extend(abrufe::planned(self));
        findings.extend(verfall::check(self));
        findings
    }
}

/// The first row with which a running sum goes beyond a limit.
fn beyond<'r, T>(rows: impl Iterator<Item = (&'r Located<T>, Euro)>, limit: Euro) -> Option<&'r Located<T>> {
    let mut sum = Euro::ZERO;
    for (row, betrag) in rows {
        sum = sum.plus(betrag);
        if sum > limit {
            return Some(row);
        }
    }
    None
}

/// An Aktenzeichen that stands at an earlier grant already.
fn aktenzeichen(bewilligungen: &[Located<Bewilligung>]) -> Vec<Finding> {
    let mut first: BTreeMap<String, &Bewilligung> = BTreeMap::new();
    let mut findings = Vec::new();
    for bewilligung in bewilligungen {
        let Some(zeichen) = &bewilligung.aktenzeichen else { continue };
        let Some(earlier) = first.get(&without_blanks(zeichen)) else {
            first.insert(without_blanks(zeichen), bewilligung);
            continue;
        };
        let message =
            format!("Das Aktenzeichen {} steht schon bei der Bewilligung {}.", quoted(zeichen), earlier.kennung);
        let mend = "Ist es derselbe Bescheid, löschen Sie eine der beiden Bewilligungen. Ein Änderungsbescheid gehört in \
                    die Tabelle Änderungsbescheide.";
        findings.push(Finding::at(Code::RB705, bewilligung.span("aktenzeichen"), message, mend));
    }
    findings
}
