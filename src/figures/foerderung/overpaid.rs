//! Money that was paid out before a claim to it has arisen.

use std::cmp::Reverse;

use super::stand::Bewilligungsstand;
use super::summe::{FROM_FOERDERGEBER, GrantCircle, Scope, Wording};
use super::terms;
use crate::figures::{Beleg, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Bewilligung, Euro, Located};

/// A grant of which more was paid out than is due for what was spent.
#[derive(Debug, Clone)]
pub struct OverpaidGrant<'a> {
    /// The grant.
    pub bewilligung: &'a Located<Bewilligung>,
    /// How much more.
    pub betrag: Figure,
}

/// All such grants, the largest amount first, and what it comes to.
#[derive(Debug, Clone)]
pub struct Overpaid<'a> {
    /// The grants.
    pub bewilligungen: Vec<OverpaidGrant<'a>>,
    /// The sum.
    pub summe: Figure,
    /// How many grants.
    pub anzahl: Figure,
}

impl<'a> Overpaid<'a> {
    /// Looks for them among some grants; one whose amount due is not known is none of them.
    pub(super) fn new(scope: &Scope<'_>, staende: &[&Bewilligungsstand<'a>]) -> Self {
        let over = |stand: &Bewilligungsstand<'_>| {
            let over = stand.ausgezahlt.minus(stand.due()?);
            (over > Euro::ZERO).then_some(over)
        };
        let mut found: Vec<(Euro, &Bewilligungsstand<'a>)> =
            staende.iter().filter_map(|stand| Some((over(stand)?, *stand))).collect();
        found.sort_by_key(|(over, _)| Reverse(*over));
        let belege: Vec<Beleg> = found.iter().flat_map(|(_, stand)| belege(stand)).collect();
        let wert = Wert::Betrag(found.iter().map(|(over, _)| *over).sum());
        let bewilligungen: Vec<OverpaidGrant<'a>> =
            found.iter().map(|(over, stand)| grant(scope, stand, *over)).collect();
        let glieder = bewilligungen.iter().map(|OverpaidGrant { bewilligung, betrag }| {
            Glied::figur(TermSign::Plus, bewilligung.kennung.to_string(), betrag.wert.text(), betrag.id.clone())
        });
        let rechnung = Rechnung::new(Rechenart::Summe, glieder.collect());
        let summe = scope.figure(GrantCircle::Alle, &OVERPAID, wert, belege).with(rechnung);
        let anzahl = scope.grants(&OVERPAID_GRANTS, bewilligungen.iter().map(|grant| grant.bewilligung));
        Self { bewilligungen, summe, anzahl }
    }
}

fn grant<'a>(scope: &Scope<'_>, stand: &Bewilligungsstand<'a>, over: Euro) -> OverpaidGrant<'a> {
    let due = terms::due(stand).map(|due| Glied { zeichen: TermSign::Minus, ..due });
    let glieder = terms::zahlungen(stand, &FROM_FOERDERGEBER).into_iter().chain(due).collect();
    let rechnung = Rechnung::new(Rechenart::Summe, glieder);
    let all = scope.figure(GrantCircle::Alle, &OVERPAID, Wert::Betrag(over), belege(stand)).with(rechnung);
    let kennung = &stand.bewilligung.kennung;
    let betrag = Figure {
        id: format!("{}.bewilligung.{}", all.id, kennung.slug()),
        titel: format!("{}: {kennung}", all.titel),
        ..all
    };
    OverpaidGrant { bewilligung: stand.bewilligung, betrag }
}

fn belege(stand: &Bewilligungsstand<'_>) -> Vec<Beleg> {
    let mut belege = terms::due_belege(stand);
    belege.extend(stand.zahlungsbelege(&FROM_FOERDERGEBER));
    belege
}

const OVERPAID: Wording = Wording {
    slug: "ueber_anspruch",
    titel: "ausgezahlt über dem Zuwendungsanspruch",
    definition: "Ausgezahlt minus bisher entstandener Zuwendungsanspruch bei Bescheiden, aus denen mehr ausgezahlt ist, auch für \
                 Projekte der Auswahl, die im Zeitraum nicht liefen.",
};

const OVERPAID_GRANTS: Wording = Wording {
    slug: "ueber_anspruch_bescheide",
    titel: "Bescheide mit Auszahlungen über dem Zuwendungsanspruch",
    definition: "Bescheide, aus denen mehr ausgezahlt ist, als nach den bisherigen Ausgaben zusteht.",
};
