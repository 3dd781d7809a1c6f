//! Notices that change a grant: their day, and what the grant says after them.

use super::{GrantCase, betraege, zeitraeume};
use crate::finding::{Code, Finding};
use crate::model::{Aenderungsbescheid, Bescheidstand, Bewilligung, Located, day};

/// Holds each notice against what it leaves; `sound` says whether the amounts have the right sign.
pub(super) fn check(fall: &GrantCase<'_, '_>, sound: bool) -> Vec<Finding> {
    let bewilligung = fall.bewilligung;
    let mut findings = Vec::new();
    let mut stand = bewilligung.as_granted();
    for aenderung in fall.sicht.aenderungen(&bewilligung.kennung) {
        findings.extend(after_the_final_notice(aenderung, &stand));
        stand = stand.after(aenderung);
        findings.extend(vor_dem_bescheid(bewilligung, aenderung).filter(|_| bewilligung.bescheid <= fall.heute));
        findings.extend(zu_hoch(bewilligung, aenderung, &stand).filter(|_| sound));
        let span = |field: &str| {
            let stated = match field {
                "durchfuehrung_bis" => aenderung.durchfuehrung_bis,
                "verwendungsnachweis" => aenderung.verwendungsnachweis,
                _ => aenderung.bewilligungszeitraum_bis,
            };
            stated.map(|_| aenderung.span(field))
        };
        findings.extend(zeitraeume::ends(bewilligung, &stand, span));
    }
    findings
}

fn vor_dem_bescheid(bewilligung: &Bewilligung, aenderung: &Located<Aenderungsbescheid>) -> Option<Finding> {
    (aenderung.datum < bewilligung.bescheid).then(|| {
        let kennung = &bewilligung.kennung;
        let message = format!("Der Änderungsbescheid liegt vor dem Bescheid der Bewilligung {kennung}, den er ändert.");
        let mend = "Prüfen Sie den Tag und die Kennung der Bewilligung.";
        let finding = Finding::at(Code::RB721, aenderung.span("datum"), message, mend);
        finding.expected(format!("ein Tag ab dem {}", day(bewilligung.bescheid))).found(day(aenderung.datum))
    })
}

/// A notice behind the one that set the grant for good, which says nothing of that.
fn after_the_final_notice(aenderung: &Located<Aenderungsbescheid>, before: &Bescheidstand) -> Option<Finding> {
    (before.festgesetzt && aenderung.festgesetzt.is_none()).then(|| {
        let kennung = &aenderung.bewilligung;
        let message = format!("Die Bewilligung {kennung} ist endgültig festgesetzt; dieser Bescheid ändert sie danach.");
        let mend = "Prüfen Sie den Tag. Setzt auch dieser Bescheid die Zuwendung endgültig fest, tragen Sie unter „festgesetzt“ ja \
                    ein; macht er sie wieder vorläufig, nein.";
        let finding = Finding::at(Code::RB733, aenderung.span("datum"), message, mend);
        finding.expected("ein Tag vor der Festsetzung, oder eine Angabe unter „festgesetzt“").found(day(aenderung.datum))
    })
}

/// A notice that makes the grant, or what it is a share of, what it may not be.
fn zu_hoch(
    bewilligung: &Bewilligung,
    aenderung: &Located<Aenderungsbescheid>,
    stand: &Bescheidstand,
) -> Option<Finding> {
    let stated = [
        ("betrag", aenderung.betrag.is_some()),
        ("hoechstbetrag", aenderung.hoechstbetrag.is_some()),
        ("foerderquote", aenderung.foerderquote.is_some()),
        ("zuwendungsfaehig", aenderung.zuwendungsfaehig.is_some()),
    ];
    let (field, _) = stated.into_iter().find(|(_, stated)| *stated)?;
    betraege::zu_hoch(bewilligung, stand, aenderung.span(field))
}
