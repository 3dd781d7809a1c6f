//! Grants of which nothing has moved although their projects go on.

use super::{Berichtslage, Figure, Wert};
use crate::model::{Bewilligung, Euro, Prozent};

/// From which Erledigungsstand on a project is far ahead of money that has not moved [ours]; RB732 says the same of the records.
pub const FAR_BESIDE_NOTHING: Prozent = Prozent::hundredths(3_000);

/// A grant of a project under way of which nothing was called, received or spent.
#[derive(Debug, Clone, Copy)]
pub struct IdleGrant<'r> {
    /// The grant.
    pub bewilligung: &'r Bewilligung,
    /// How far the project is.
    pub stand: &'r Figure,
    /// What is granted.
    pub betrag: &'r Figure,
}

impl Berichtslage<'_> {
    /// The grants of at least the limit of materiality that lie idle, the largest first. Of several grants of a project all must:
    /// one may pay for what comes first, another for what comes last.
    pub fn idle_grants(&self) -> Vec<IdleGrant<'_>> {
        let least = match self.kosten.wesentlich.as_ref().map(|limit| limit.wert) {
            Some(Wert::Betrag(least)) => least,
            _ => Euro::ZERO,
        };
        let ahead = self.portfolio.lagen.iter().filter(|lage| {
            lage.status.is_open() && lage.erledigungsstand().is_some_and(|done| done >= FAR_BESIDE_NOTHING)
        });
        let mut all: Vec<(Euro, IdleGrant<'_>)> = ahead
            .flat_map(|lage| {
                let kennung = &lage.projekt.kennung;
                let both = self.foerderung.staende.iter().zip(&self.foerderung.bescheide);
                let own: Vec<_> = both.filter(|(grant, _)| grant.bewilligung.projekt == *kennung).collect();
                let idle = own.iter().all(|(grant, _)| grant.abrufe.is_empty() && grant.zahlungen.is_empty());
                let stand = self.erledigungsstaende.projekte.get(kennung).filter(|_| idle);
                stand.into_iter().flat_map(move |stand| {
                    own.clone().into_iter().map(move |(grant, of)| {
                        (
                            grant.bescheid.betrag,
                            IdleGrant { bewilligung: grant.bewilligung, stand, betrag: &of.bewilligt },
                        )
                    })
                })
            })
            .filter(|(betrag, _)| *betrag >= least && *betrag > Euro::ZERO)
            .collect();
        all.sort_by_key(|(betrag, grant)| (std::cmp::Reverse(*betrag), &grant.bewilligung.kennung));
        all.into_iter().map(|(_, grant)| grant).collect()
    }
}
