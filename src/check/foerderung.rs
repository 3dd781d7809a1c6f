//! Grants: amounts and days that contradict one another, or the project.

mod betraege;
mod zeitraeume;

use std::collections::BTreeMap;

use super::projekte::without_blanks;
use crate::finding::{Code, Finding};
use crate::model::{Bestand, Bewilligung, Located, Sicht};

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for bewilligung in &bestand.bewilligungen {
        betraege::check(bewilligung, &mut findings);
        zeitraeume::check(bewilligung, &mut findings);
    }
    for projekt in sicht.projekte() {
        let own = sicht.bewilligungen(&projekt.kennung);
        findings.extend(betraege::zusammen(projekt, own));
        findings.extend(own.iter().filter_map(|bewilligung| zeitraeume::projekt(projekt, bewilligung)));
    }
    findings.extend(aktenzeichen(&bestand.bewilligungen));
    findings
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
        let message = format!("Das Aktenzeichen „{zeichen}“ steht schon bei der Bewilligung {}.", earlier.kennung);
        let mend = "Ist es derselbe Bescheid, löschen Sie eine der beiden Bewilligungen. Bei einem Änderungsbescheid \
                    ergänzen Sie das Aktenzeichen um dessen Datum.";
        findings.push(Finding::at(Code::RB705, bewilligung.span("aktenzeichen"), message, mend));
    }
    findings
}
