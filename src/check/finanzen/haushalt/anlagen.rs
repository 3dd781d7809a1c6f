//! Assets: amounts, Nutzungsdauer, and the grants that pay for them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::check::finanzen::vorzeichen::{below_zero, negative};
use crate::finding::{Code, Finding};
use crate::model::{Anlagegut, Bestand, Bewilligung, Euro, Geringwertig, Kennung, Located, Sicht};

/// The longest Nutzungsdauer, in years; the longest of the official tables are below it.
const LONGEST: i32 = 100;

pub(super) fn check(bestand: &Bestand, sicht: &Sicht<'_>, projekt: &Kennung) -> Vec<Finding> {
    let gueter = sicht.anlagen(projekt);
    let mut findings = Vec::new();
    for gut in gueter {
        let amounts = [("anschaffungskosten", Some(gut.anschaffungskosten)), ("zuwendung", gut.zuwendung)];
        findings.extend(below_zero(gut, &amounts));
        findings.extend(per_year(gut));
        findings.extend(nutzungsdauer(gut));
        findings.extend(geringwertig(bestand.stammdaten.geringwertig.as_ref(), gut));
    }
    findings.extend(zuwendungen(sicht, projekt, gueter));
    findings
}

/// What is below zero among the amounts of each year most likely belongs to the field with the other sign.
fn per_year(gut: &Located<Anlagegut>) -> impl Iterator<Item = Finding> {
    let amounts = gut.jahresbetraege().into_iter();
    let below = amounts.filter_map(|(field, betrag)| Some((field, betrag.filter(|b| b.is_negative())?)));
    below.map(|(field, betrag)| {
        let size = Euro::ZERO.minus(betrag);
        let mend = match field {
            "ertrag" => format!(
                "Fällt durch das Gut Ertrag weg, tragen Sie {size} € unter „wegfallender_ertrag“ ein; sonst steht hier, was es \
                 einbringt, positiv."
            ),
            "wegfallender_ertrag" => format!(
                "Fällt durch das Gut Ertrag weg, tragen Sie ihn hier positiv ein; bringt es {size} € ein, gehören sie unter „ertrag“."
            ),
            "einsparung" => format!(
                "Fallen durch das Gut Kosten weg, tragen Sie sie hier positiv ein; kostet es {size} €, gehören sie unter „wartung“, \
                 „betrieb“ oder „personal“."
            ),
            _ => format!(
                "Fallen durch das Gut Kosten weg, tragen Sie {size} € unter „einsparung“ ein; sonst steht hier, was es kostet, \
                 positiv."
            ),
        };
        negative(gut.span(field), betrag, &mend)
    })
}

fn nutzungsdauer(gut: &Located<Anlagegut>) -> Option<Finding> {
    let jahre = gut.nutzungsdauer;
    (!(1..=LONGEST).contains(&jahre)).then(|| {
        let message = format!("Die Nutzungsdauer der Anlage {} ist {jahre} Jahre.", gut.kennung);
        let mend = "Tragen Sie die Nutzungsdauer in vollen Jahren ein, wie sie die Abschreibungstabelle nennt.";
        let finding = Finding::at(Code::RB010, gut.span("nutzungsdauer"), message, mend);
        finding.expected(format!("eine ganze Zahl von 1 bis {LONGEST}")).found(jahre.to_string())
    })
}

/// F10: what costs little may be booked as expense at once [law: KomHVO § 36, param].
fn geringwertig(grenze: Option<&Geringwertig>, gut: &Located<Anlagegut>) -> Option<Finding> {
    let grenze = grenze.filter(|grenze| grenze.gueltig_ab <= gut.betriebsbereit)?;
    let betrag = gut.anschaffungskosten;
    (betrag > Euro::ZERO && betrag <= grenze.bis).then(|| {
        let message = format!("Die Anlage {} kostet {betrag} € und ist damit geringwertig.", gut.kennung);
        let mend = "Ist sie selbständig nutzbar, erfassen Sie sie stattdessen im Haushalt als Personal-/Sachaufwand.";
        let finding = Finding::at(Code::RB223, gut.span("anschaffungskosten"), message, mend);
        finding.expected(format!("mehr als {} €; Quelle: {}", grenze.bis, grenze.quelle))
    })
}

/// Grants and the assets that name them.
fn zuwendungen(sicht: &Sicht<'_>, projekt: &Kennung, gueter: &[&Located<Anlagegut>]) -> Vec<Finding> {
    let own: BTreeMap<&Kennung, &Bewilligung> =
        sicht.bewilligungen(projekt).iter().map(|b| (&b.kennung, &***b)).collect();
    let mut findings: Vec<Finding> = gueter.iter().filter_map(|gut| one_by_one(sicht, gut, &own)).collect();
    if findings.is_empty() {
        let mut gefoerdert: BTreeMap<&Kennung, Vec<&Located<Anlagegut>>> = BTreeMap::new();
        for gut in gueter {
            gut.bewilligung.iter().for_each(|kennung| gefoerdert.entry(kennung).or_default().push(gut));
        }
        let together = gefoerdert.iter().filter_map(|(kennung, gueter)| together(sicht, own.get(kennung)?, gueter));
        findings.extend(together);
    }
    findings
}

/// One asset and the grant that it names.
fn one_by_one(sicht: &Sicht<'_>, gut: &Located<Anlagegut>, own: &BTreeMap<&Kennung, &Bewilligung>) -> Option<Finding> {
    let kennung = &gut.kennung;
    match (&gut.bewilligung, gut.zuwendung) {
        (None, Some(betrag)) => {
            let message = format!("Die Anlage {kennung} nennt eine Zuwendung, aber keine Bewilligung.");
            let mend = "Ergänzen Sie unter „bewilligung“, woher die Zuwendung kommt.";
            Some(Finding::at(Code::RB221, gut.span("zuwendung"), message, mend).found(format!("{betrag} €")))
        }
        // A grant that does not exist is a finding of its own.
        (Some(bewilligung), _) if !own.contains_key(bewilligung) && sicht.knows_grant(bewilligung) => {
            let message =
                format!("Die Bewilligung {bewilligung} der Anlage {kennung} gehört zu einem anderen Projekt.");
            let mend = "Prüfen Sie, zu welchem Projekt die Anlage gehört und welche Bewilligung sie fördert.";
            let finding = Finding::at(Code::RB222, gut.span("bewilligung"), message, mend);
            Some(finding.expected(format!("eine Bewilligung des Projekts {}", gut.projekt)))
        }
        (Some(_), Some(betrag)) if betrag > gut.anschaffungskosten => {
            let message = format!("Die Zuwendung für die Anlage {kennung} ist höher als ihre Anschaffungskosten.");
            let mend = "Prüfen Sie beide Beträge.";
            let finding = Finding::at(Code::RB221, gut.span("zuwendung"), message, mend);
            Some(finding.expected(format!("höchstens {} €", gut.anschaffungskosten)).found(format!("{betrag} €")))
        }
        _ => None,
    }
}

/// All assets that one grant pays for.
fn together(sicht: &Sicht<'_>, bewilligung: &Bewilligung, gueter: &[&Located<Anlagegut>]) -> Option<Finding> {
    let last = gueter.last()?;
    // A grant that is too high has its own finding.
    if bewilligung.zuwendungsfaehig.is_some_and(|faehig| bewilligung.betrag > faehig) {
        return None;
    }
    let grant = sicht.for_investment(bewilligung, NaiveDate::MAX);
    let typed: Euro = gueter.iter().filter_map(|gut| gut.zuwendung).sum();
    let kennung = &bewilligung.kennung;
    if typed > grant {
        let message =
            format!("Die Anlagen der Bewilligung {kennung} nennen zusammen mehr Zuwendung, als sie investiv hat.");
        let mend = "Prüfen Sie die Beträge unter „zuwendung“.";
        let finding = Finding::at(Code::RB221, last.span("zuwendung"), message, mend);
        return Some(finding.expected(format!("zusammen höchstens {grant} €")).found(format!("zusammen {typed} €")));
    }
    let open: Euro = gueter.iter().filter(|gut| gut.zuwendung.is_none()).map(|gut| gut.anschaffungskosten).sum();
    let rest = grant.minus(typed);
    (rest > open).then(|| {
        let message = format!("Die Bewilligung {kennung} ist höher als alles, was ihre Anlagen kosten.");
        let mend = "Erfassen Sie alle geförderten Anlagen. Fördert sie auch laufende Kosten, ergänzen Sie dafür konsumtive \
                    Tranchen.";
        let finding = Finding::at(Code::RB221, last.span("bewilligung"), message, mend);
        finding.expected(format!("höchstens {} €", open.plus(typed))).found(format!("{grant} €"))
    })
}
