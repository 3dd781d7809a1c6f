//! Money that is lost unless it is called before the Bewilligungszeitraum ends.

use chrono::NaiveDate;

use super::fristen::Clock;
use super::stand::Bewilligungsstand;
use super::summe::{GrantCircle, Scope, Wording};
use super::terms;
use crate::figures::{Beleg, Figure, Glied, Rechenart, Rechnung, TermSign, Wert};
use crate::model::{Bewilligung, Located, months_ahead};

/// A grant whose Bewilligungszeitraum ends soon, with money left.
#[derive(Debug, Clone)]
pub struct Verfallsrisiko<'a> {
    /// The grant.
    pub bewilligung: &'a Located<Bewilligung>,
    /// The last day on which the money can be called.
    pub bis: NaiveDate,
    /// How much is left.
    pub rest: Figure,
}

/// All grants at risk, by day, and what is at risk together.
#[derive(Debug, Clone)]
pub struct Verfallsrisiken<'a> {
    /// The grants.
    pub bewilligungen: Vec<Verfallsrisiko<'a>>,
    /// What is at risk.
    pub summe: Figure,
    /// How many grants.
    pub anzahl: Figure,
    /// For so many months ahead.
    pub monate: u32,
}

impl<'a> Verfallsrisiken<'a> {
    /// The grants that end in the months after the Stichtag with money left.
    pub(super) fn new(scope: &Scope<'_>, staende: &[&Bewilligungsstand<'a>], uhr: &Clock) -> Self {
        let monate = uhr.parameter.verfall_monate;
        let last = months_ahead(uhr.stichtag, monate);
        let ends =
            |stand: &'_ Bewilligungsstand<'a>| stand.bescheid.bewilligungszeitraum_bis.filter(|bis| *bis <= last);
        let left = staende.iter().copied().filter(|stand| !stand.still_callable().is_zero());
        let mut at_risk: Vec<(NaiveDate, &Bewilligungsstand<'a>)> =
            left.filter_map(|stand| Some((ends(stand)?, stand))).collect();
        at_risk.sort_by_key(|(bis, _)| *bis);
        let wert = Wert::Betrag(at_risk.iter().map(|(_, stand)| stand.still_callable()).sum());
        let belege = at_risk.iter().flat_map(|(_, stand)| belege(stand)).collect();
        let bewilligungen: Vec<Verfallsrisiko<'a>> =
            at_risk.into_iter().map(|(bis, stand)| risiko(scope, monate, stand, bis)).collect();
        let glieder = bewilligungen.iter().map(|Verfallsrisiko { bewilligung, rest, .. }| {
            Glied::figur(TermSign::Plus, bewilligung.kennung.to_string(), rest.wert.text(), rest.id.clone())
        });
        let rechnung = Rechnung::new(Rechenart::Summe, glieder.collect());
        let summe = figure(scope, monate, wert, belege).with(rechnung);
        let anzahl = scope.grants(&GRANTS_AT_RISK, bewilligungen.iter().map(|risiko| risiko.bewilligung));
        Self { bewilligungen, summe, anzahl, monate }
    }
}

fn risiko<'a>(scope: &Scope<'_>, monate: u32, stand: &Bewilligungsstand<'a>, bis: NaiveDate) -> Verfallsrisiko<'a> {
    let kennung = &stand.bewilligung.kennung;
    let rechnung = Rechnung::new(Rechenart::Summe, vec![terms::rest(stand, stand.still_callable())]);
    let all = figure(scope, monate, Wert::Betrag(stand.still_callable()), belege(stand)).with(rechnung);
    let rest = Figure {
        id: format!("{}.bewilligung.{}", all.id, kennung.slug()),
        titel: format!("{}: {kennung}", all.titel),
        ..all
    };
    Verfallsrisiko { bewilligung: stand.bewilligung, bis, rest }
}

fn figure(scope: &Scope<'_>, monate: u32, wert: Wert, belege: Vec<Beleg>) -> Figure {
    let definition = format!(
        "Noch abrufbares Geld aus Bescheiden, deren Bewilligungszeitraum höchstens {monate} Monate nach dem Stichtag endet, \
         auch für Projekte der Auswahl, die im Zeitraum nicht liefen."
    );
    Figure { definition, ..scope.figure(GrantCircle::Alle, &VERFALLSRISIKO, wert, belege) }
}

fn belege(stand: &Bewilligungsstand<'_>) -> Vec<Beleg> {
    stand.bescheide().chain(stand.abrufbelege()).collect()
}

const VERFALLSRISIKO: Wording = Wording { slug: "verfallsrisiko", titel: "vom Verfall bedroht", definition: "" };

const GRANTS_AT_RISK: Wording = Wording {
    slug: "verfallsrisiko_bescheide",
    titel: "Bescheide, aus denen Mittel zu verfallen drohen",
    definition: "Bescheide, deren Bewilligungszeitraum bald endet und aus denen noch Geld abrufbar ist.",
};
