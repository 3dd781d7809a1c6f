//! The municipality's own share: whether there is one, and whether it is as large as the funder wants it.

use chrono::NaiveDate;

use super::betraege::{anteil, euro};
use crate::figures::{eigenanteil, gesamtkosten};
use crate::finding::{Code, Finding};
use crate::model::{Bescheidstand, Bewilligung, Euro, Finanzierungsart, Located, Projekt, Sicht};

/// Costs of a project held against its grants, after all notices that are known.
pub(super) fn check(sicht: &Sicht<'_>, projekt: &Located<Projekt>, own: &[&Located<Bewilligung>]) -> Option<Finding> {
    let [first, ..] = own else { return None };
    let (costs, _) = gesamtkosten(sicht, projekt)?;
    let staende: Vec<Bescheidstand> = own.iter().map(|b| sicht.bescheid(b, NaiveDate::MAX)).collect();
    let faehig = staende.iter().filter_map(|stand| stand.zuwendungsfaehig).max();
    if let Some(faehig) = faehig.filter(|faehig| costs < *faehig) {
        return zu_wenig(projekt, costs, faehig);
    }
    let grants = staende.iter().map(|stand| stand.betrag).sum();
    let others = own.iter().filter_map(|bewilligung| bewilligung.drittmittel).sum();
    let share = eigenanteil(costs, grants, others);
    let needed = rest(own, &staende);
    (share < needed).then(|| {
        let place = if projekt.gesamtkosten.is_some() { projekt.span("gesamtkosten") } else { first.span("betrag") };
        let parts = format!("{} minus {} Zuwendungen minus {} Drittmittel", euro(costs), euro(grants), euro(others));
        let message = format!("Der Eigenanteil des Projekts {} ist zu niedrig.", projekt.bezeichnung());
        let mend =
            "Prüfen Sie Gesamtkosten, Zuwendungen und Drittmittel. Was die Förderquote übrig lässt, trägt die Kommune.";
        let finding = Finding::at(Code::RB718, place, message, mend);
        finding.expected(format!("mindestens {}", euro(needed))).found(format!("{}, das sind {parts}", euro(share)))
    })
}

/// Costs below what a funder takes to be eligible; the budget may not show all years, so that only stated costs count.
fn zu_wenig(projekt: &Located<Projekt>, costs: Euro, faehig: Euro) -> Option<Finding> {
    projekt.gesamtkosten.map(|_| {
        let name = projekt.bezeichnung();
        let message =
            format!("Die Gesamtkosten des Projekts {name} sind niedriger als seine zuwendungsfähigen Ausgaben.");
        let mend =
            "Vergleichen Sie beide Beträge mit dem Finanzierungsplan: Zuwendungsfähig ist ein Teil der Gesamtkosten.";
        let finding = Finding::at(Code::RB719, projekt.span("gesamtkosten"), message, mend);
        finding.expected(format!("mindestens {}", euro(faehig))).found(euro(costs))
    })
}

/// What the share of a single grant leaves to the municipality; of several nobody can say, but it is not below zero.
fn rest(own: &[&Located<Bewilligung>], staende: &[Bescheidstand]) -> Euro {
    let ([bewilligung], [stand]) = (own, staende) else { return Euro::ZERO };
    let quote = bewilligung.foerderquote.filter(|_| bewilligung.finanzierungsart == Finanzierungsart::Anteil);
    let left = quote.zip(stand.zuwendungsfaehig).map(|(quote, faehig)| faehig.minus(anteil(faehig, quote)));
    left.unwrap_or_default()
}
